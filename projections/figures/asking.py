"""Questions to facts and tallies: what counts in a period as of a day, and the backlog.

A committee's and a compound's figures are read from facts, and whole months of a committee from
its tallies; those of the bodies above from tallies alone. Nothing is read that lies before the
period, and of what was recorded after the as-of day only the rest of its month.
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
from projections.figures.asking_tallies import Tallies
from projections.figures.rows import UNSPLIT, Split
from projections.figures.spans import spans_of

__all__ = ["Question", "Sum", "Sums", "backlog", "require_kept", "sums"]

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

    Where there are none there is no key. Split figures of a body above the committees have the
    principal codes alone. Raises `Refused` as `require_kept`.
    """
    require_kept(question, by)
    first, last = question.first, question.last
    if question.level is not Level.COMMITTEE:
        tallies = _tallies(connection, question, by)
        return added(_tallied(tallies, PRINCIPAL if by else KNOWN_CODES, first, last))
    facts = _facts(connection, question, by)
    if by or question.compound is not None:
        return added([(1, facts.within(first, last))])
    return added(_of_committee(facts, _tallies(connection, question, by), first, last))


def backlog(
    connection: Connection, question: Question, by: Sequence[Split] = ()
) -> Mapping[Key, Mapping[int, int]]:
    """Open issues as of the as-of day by the class of their age, whenever they were reported.

    A class is the most days that its issues are old; 0 is that of the oldest. Raises `Refused` as
    `require_kept`.
    """
    require_kept(question, by)
    if question.level is Level.COMMITTEE:
        return aged(_facts(connection, question, by).waiting(), question.as_of)
    return aged(_waiting(_tallies(connection, question, by), question.as_of), question.as_of)


def require_kept(question: Question, by: Sequence[Split]) -> None:
    """Refuse (`split-not-kept`) what could only be had from every fact of every committee.

    Of bodies above the committees figures are kept by one dimension at a time, and by none of
    compounds.
    """
    narrow = question.compound is not None or Split.COMPOUND in by
    if question.level is not Level.COMMITTEE and (narrow or len(by) > 1):
        raise Refused(Code.SPLIT_NOT_KEPT)


def _facts(connection: Connection, question: Question, by: Sequence[Split]) -> Facts:
    return Facts(
        connection=connection,
        committee=question.body,
        compound=question.compound,
        as_of=question.as_of,
        by=by,
    )


def _tallies(connection: Connection, question: Question, by: Sequence[Split]) -> Tallies:
    split = by[0] if by else UNSPLIT
    return Tallies(connection=connection, body=question.body, split=split, as_of=question.as_of)


def _of_committee(
    facts: Facts, tallies: Tallies, first: Day, last: Day
) -> Iterator[tuple[int, Found]]:
    spans = spans_of(first, last)
    for edge in spans.edges:
        yield edge.sign, facts.within(edge.first, edge.last)
    if spans.months is not None:
        yield 1, tallies.months(KNOWN_CODES, spans.months)
        yield 1, facts.ended_later(spans.months)
        yield -1, facts.begun_later(spans.months)


def _tallied(
    tallies: Tallies, codes: Collection[str], first: Day, last: Day
) -> Iterator[tuple[int, Found]]:
    spans = spans_of(first, last)
    for edge in spans.edges:
        yield edge.sign, tallies.days(codes, edge.first, edge.last)
    if spans.months is not None:
        yield 1, tallies.months(codes, spans.months)
        yield -1, tallies.later(codes, spans.months)


def _waiting(tallies: Tallies, as_of: Day) -> Waits:
    """Day by day as far as ages are told apart by days; what is older in months."""
    recent = Day(as_of - AGES[-1])
    yield from tallies.by_day(OPEN, recent, as_of)
    older = Day(recent - 1)
    for key, found in added(_tallied(tallies, (OPEN,), _BEGINNING, older)).items():
        yield key, older, sum(one.n for one in found.values())
