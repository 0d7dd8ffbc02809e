"""Reading `matrix.txt` and those beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from domain.actor import Role

COLUMNS: Mapping[str, Role | None] = {
    "none": None,
    "resident": Role.RESIDENT,
    "clerk": Role.CLERK,
    "handler": Role.HANDLER,
    "owners": Role.OWNERS_COMMITTEE,
    "superior": Role.SUPERIOR,
    "auditor": Role.AUDITOR,
    "integrator": Role.INTEGRATOR,
    "admin": Role.ADMINISTRATOR,
}
BOUNDLESS = frozenset({None, Role.AUDITOR, Role.ADMINISTRATOR})
"""Whoever has no outside."""


class Side(StrEnum):
    """On which side of the caller's scope the thing lies; outside, it may still name them."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    NAMED = "named"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One expectation. `route` is method and template, as in `GET /v1/issues/{issue}`."""

    route: str
    role: Role | None
    side: Side
    status: int

    @property
    def column(self) -> str:
        """For messages."""
        return f"{self.role or 'no key'}, {self.side}"


def _cells(lines: Sequence[str]) -> Iterator[Cell]:
    header, *rows = [line for line in lines if line.strip() and not line.startswith("#")]
    names = header.split()
    if names != ["route", *COLUMNS]:
        raise ValueError(f"unexpected columns: {names}")
    # A number belongs to the heading that it stands under: a slip of the columns shows.
    starts = [header.index(f" {name}") + 1 for name in COLUMNS]
    for row in rows:
        route = " ".join(row[: starts[0]].split())
        cuts = [row[a:b].strip() for a, b in pairwise([*starts, len(row) + 1])]
        for role, text in zip(COLUMNS.values(), cuts, strict=True):
            yield from _sides(route, role, text)


def _sides(route: str, role: Role | None, text: str) -> Iterator[Cell]:
    inside, _, rest = text.partition("/")
    outside, _, named = rest.partition("/")
    yield Cell(route=route, role=role, side=Side.INSIDE, status=int(inside))
    if named:
        yield Cell(route=route, role=role, side=Side.NAMED, status=int(named))
    if role not in BOUNDLESS:
        yield Cell(route=route, role=role, side=Side.OUTSIDE, status=int(outside or inside))
    elif outside:
        raise ValueError(f"{route}: {role} knows no outside")


MATRIX: Sequence[Cell] = tuple(
    cell
    for path in sorted(Path(__file__).parent.glob("matrix*.txt"))
    for cell in _cells(path.read_text("utf-8").splitlines())
)
ROUTES: Sequence[str] = tuple(dict.fromkeys(cell.route for cell in MATRIX))
