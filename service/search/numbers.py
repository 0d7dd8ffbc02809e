"""Finding issues by their number, by its beginning or its end, without reading all numbers.

A number is `CODE-YEAR-SEQUENCE`. What a text can stand for is worked out from the codes of the
committees and the years of the record, and looked up by key; only the beginning of a code, or a
code alone, is a walk along the list, and that many issues share.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from sqlalchemy import ColumnElement, Connection, or_, select

from domain.issue.number import issue_number, scope
from ledger.claims import NUMBER
from ledger.tables import claim
from projections.views import directory
from projections.views.status import TABLE
from service.search.grams import normal

_MOST = 5_000
"""How many numbers a text stands for at most: those of the latest years."""

_OF_A_NUMBER = re.compile("[0-9a-z-]+")
_END = re.compile(r"(?:(?P<year>[0-9]{4})-)?(?P<sequence>[0-9]{1,6})")
_BEGINNING = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<sequence>[0-9]{0,6}))?")
_DIGITS = 6
_ENUMERATED = 3
"""A sequence that lacks so many digits is looked up as each that it may be."""


def conditions(connection: Connection, text: str) -> Iterator[ColumnElement[bool]]:
    """Conditions on the status view, one of which holds where *text* (normalised) is told."""
    if not _OF_A_NUMBER.fullmatch(text):
        return
    codes = directory.codes(connection)
    if end := _END.fullmatch(text):
        years = [int(end["year"])] if end["year"] else _years(connection)
        known = product(years, codes)
        yield _any(issue_number(code, year, int(end["sequence"])) for year, code in known)
    begun = [code for code in codes if f"{normal(code)}-".startswith(text)]
    if begun:
        yield or_(*(TABLE.c.number.startswith(code, autoescape=True) for code in begun))
    for code in codes:
        if text.startswith(f"{normal(code)}-") and text != f"{normal(code)}-":
            yield from _within(code, text.removeprefix(f"{normal(code)}-"))


def is_told_by(number: str, text: str) -> bool:
    """Whether *text* (normalised) stands for that number: the same question for one issue.

    The middle of a number must not do: the issue may be looked at for a text that is hidden.
    """
    _, year, sequence = number.rsplit("-", 2)
    end = _END.fullmatch(text)
    if end and int(end["sequence"]) == int(sequence):
        return end["year"] in (None, year)
    return normal(number).startswith(text)


def _within(code: str, rest: str) -> Iterator[ColumnElement[bool]]:
    """Of one committee: a whole year, or what begins with these digits."""
    told = _BEGINNING.fullmatch(rest)
    if told is None:
        if rest.isdecimal() and len(rest) < len("2026"):
            yield TABLE.c.number.startswith(f"{code}-{rest}", autoescape=True)
        return
    year, digits = int(told["year"]), told["sequence"] or ""
    lacking = _DIGITS - len(digits)
    if lacking > _ENUMERATED:
        claimed = select(claim.c.stream).where(
            claim.c.kind == NUMBER, claim.c.scope == scope(code, year)
        )
        yield TABLE.c.issue.in_(claimed) & TABLE.c.number.startswith(
            f"{scope(code, year)}-{digits}", autoescape=True
        )
        return
    first = int(digits.ljust(_DIGITS, "0"))
    every = range(first, first + 10**lacking)
    yield _any(issue_number(code, year, sequence) for sequence in every)


def _any(numbers: Iterator[str]) -> ColumnElement[bool]:
    wanted = [number for _, number in zip(range(_MOST), numbers, strict=False)]
    return TABLE.c.number.in_(wanted)


def _years(connection: Connection) -> Sequence[int]:
    """The years of the record's numbers, the latest first."""
    oldest = select(TABLE.c.number).order_by(TABLE.c.opened).limit(1)
    newest = select(TABLE.c.number).order_by(TABLE.c.opened.desc()).limit(1)
    found = [connection.execute(query).scalar() for query in (oldest, newest)]
    years = [int(number.split("-")[-2]) for number in found if number]
    return range(max(years), min(years) - 1, -1) if years else ()
