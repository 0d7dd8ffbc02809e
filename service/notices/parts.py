"""What a writer of notices gives: whom it concerns, and the words once they are asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from service.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A heading and a text of several lines, in Chinese, as they are printed.

    They are made of codes, numbers and public names: no sealed text is ever opened for them, so
    that nobody's name hangs out, and nothing is copied that an erasure would have to find.
    """

    heading: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a notice tells of. `write` is asked once who calls may know; it may be refused with
    `nothing-to-tell`.
    """

    committee: UUID
    compound: UUID | None
    write: Callable[[], Words]


Writer = Callable[[Work, UUID], Subject | None]
"""Finds the subject of a notice by its stream; None where there is none of the kind."""


def yuan(fen: int) -> str:
    """An amount in 分 as people read it: 12,345.60元."""
    sign, whole = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{whole // 100:,}.{whole % 100:02}元"


def percent(numerator: int, denominator: int) -> str:
    """A share, truncated, beside its fraction: 66%（726/1089）."""
    if denominator == 0:
        return f"—（{numerator}/{denominator}）"
    return f"{numerator * 100 // denominator}%（{numerator}/{denominator}）"


def square_metres(hundredths: int) -> str:
    """An area in 0.01 m² as people read it."""
    return f"{hundredths // 100:,}.{hundredths % 100:02}平方米"


def numbered(lines: Iterator[str]) -> Iterator[str]:
    """Lines with their numbers before them."""
    yield from (f"　{number}．{line}" for number, line in enumerate(lines, start=1))
