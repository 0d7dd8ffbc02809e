"""Questions to facts and tallies: what counts in a period as of a day, and the backlog.

Whole months are read from tallies, and the days by which a period differs from them from facts,
or for the topmost body from tallies by day. What was recorded in the rest of the as-of day's
month is taken from the months again. So nothing is read that lies before the period, or long
behind the as-of day.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from domain.body.events import Level
from domain.calendar.days import Day, on_date
from domain.figures.codes import KNOWN_CODES, OPEN, PRINCIPAL
from domain.refusal import Code, Refused
from projections.figures.adding import AGES, Found, Key, Sum, Sums, Waits, added, aged
from projections.figures.asking_facts import Facts
from projections.figures.asking_tallies import DayTallies, MonthTallies
from projections.figures.rows import Split
from projections.figures.spans import spans_of
from projections.views import directory

__all__ = [
    "Question",
    "Sum",
    "Sums",
    "backlog",
    "codes_of",
    "committees_within",
    "require_kept",
    "sums",
]

_BEGINNING = on_date(date.min)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The facts of a body, or of one compound of a committee, with a day from `first` to `last`.

    They count as the record stood at the end of the day `as_of`.
    """

    body: UUID
    level: Level
    compound: UUID | None
    first: Day
    last: Day
    as_of: Day


def sums(
    connection: Connection, question: Question, by: Sequence[Split] = ()
) -> Mapping[Key, Sums]:
    """How many facts of each code, told apart by the values of *by*; by nothing the key is ().

    Where there are none there is no key. There are facts of `codes_of` alone. Raises `Refused`
    as `require_kept`.
    """
    require_kept(question, by)
    first, last = question.first, question.last
    if question.compound is not None or not _is_kept_by_month(question.level, by):
        return added([(1, _facts(connection, question, by).within(KNOWN_CODES, first, last))])
    months, codes = _months(connection, question, by), codes_of(question.level, by)
    return added(_spanned(months, _days(connection, question, by), codes, first, last))


def backlog(
    connection: Connection, question: Question, by: Sequence[Split] = ()
) -> Mapping[Key, Mapping[int, int]]:
    """Open issues as of the as-of day by the class of their age, whenever they were reported.

    A class is the most days that its issues are old; 0 is that of the oldest. Raises `Refused` as
    `require_kept`.
    """
    require_kept(question, by)
    if question.level is Level.DISTRICT and not by:
        return aged(_waiting(connection, question), question.as_of)
    return aged(_facts(connection, question, by).waiting(), question.as_of)


def codes_of(level: Level, by: Sequence[Split]) -> Collection[str]:
    """Of which codes there are figures: of bodies above the committees that depends on the split.

    Split by category, channel or method they have the principal codes alone.
    """
    if level is Level.COMMITTEE or not by or by[0] is Split.COMMITTEE:
        return KNOWN_CODES
    return PRINCIPAL


def require_kept(question: Question, by: Sequence[Split]) -> None:
    """Refuse (`split-not-kept`) what could only be had from every fact of every committee.

    Of bodies above the committees figures are kept by one dimension at a time, and by none of
    compounds.
    """
    narrow = question.compound is not None or Split.COMPOUND in by
    if question.level is not Level.COMMITTEE and (narrow or len(by) > 1):
        raise Refused(Code.SPLIT_NOT_KEPT)


def _is_kept_by_month(level: Level, by: Sequence[Split]) -> bool:
    """A committee's own tallies tell nothing apart."""
    return level is not Level.COMMITTEE or not by or tuple(by) == (Split.COMMITTEE,)


def _facts(connection: Connection, question: Question, by: Sequence[Split]) -> Facts:
    return Facts(
        connection=connection,
        committees=committees_within(connection, question),
        compound=question.compound,
        as_of=question.as_of,
        by=by,
    )


def _days(connection: Connection, question: Question, by: Sequence[Split]) -> Facts | DayTallies:
    """Only of the topmost body there are too many facts to a day."""
    if question.level is Level.DISTRICT and not by:
        return DayTallies(connection=connection, body=question.body, as_of=question.as_of)
    return _facts(connection, question, by)


def _months(connection: Connection, question: Question, by: Sequence[Split]) -> MonthTallies:
    """Committees are told apart by their own tallies."""
    of_committees = tuple(by) == (Split.COMMITTEE,)
    return MonthTallies(
        connection=connection,
        bodies=committees_within(connection, question) if of_committees else (question.body,),
        split=by[0] if by else None,
        as_of=question.as_of,
    )


def committees_within(connection: Connection, question: Question) -> Sequence[UUID]:
    """The committees whose facts a question counts."""
    if question.level is Level.COMMITTEE:
        return (question.body,)
    return directory.committees_of(connection, question.body)


def _spanned(
    months: MonthTallies, days: Facts | DayTallies, codes: Collection[str], first: Day, last: Day
) -> Iterator[tuple[int, Found]]:
    """A period as months, and what differs from them."""
    spans = spans_of(first, last)
    for edge in spans.edges:
        yield edge.sign, days.within(codes, edge.first, edge.last)
    if spans.months is not None:
        yield 1, months.within(codes, spans.months)
        yield -1, days.later(codes, spans.months.first, spans.months.last)


def _waiting(connection: Connection, question: Question) -> Waits:
    """Day by day as far as ages are told apart by days; what is older in months."""
    recent = Day(question.as_of - AGES[-1])
    older, months = max(Day(recent - 1), _BEGINNING), _months(connection, question, ())
    days = DayTallies(connection=connection, body=question.body, as_of=question.as_of)
    yield from days.each(OPEN, recent, question.as_of)
    for key, found in added(_spanned(months, days, (OPEN,), _BEGINNING, older)).items():
        yield key, older, sum(one.n for one in found.values())
