"""Walking the deadlines by time: which issues somebody must look at, the earliest first."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, Select, select, tuple_

from domain.moment import Moment
from projections.views.deadline import TABLE

_C = TABLE.c

Mark = tuple[Moment, UUID]
"""The moment by which an issue stands in a walk, and the issue."""


@dataclass(frozen=True, slots=True)
class Watch:
    """The issues of which *moment* says something, under some conditions, in its order."""

    moment: Column[Moment]
    conditions: tuple[ColumnElement[bool], ...]


def due(by: Moment) -> Watch:
    """Of which something is to be recorded at that moment, or was before."""
    return Watch(_C.next_at, (_C.next_at <= by,))


def outdated(calendar: int, since: Moment) -> Watch:
    """That count working time by that version of the calendar, with a clock due at *since* or
    later: from there on a newer version differs."""
    return Watch(_C.latest_due, (_C.calendar == calendar, _C.latest_due >= since))


def page(connection: Connection, watch: Watch, *, after: Mark | None, limit: int) -> list[Mark]:
    """The next of them behind *after*."""
    behind = None if after is None else tuple_(watch.moment, _C.issue) > after
    query = _asked(watch).order_by(watch.moment, _C.issue).limit(limit)
    return _found(connection, query if behind is None else query.where(behind))


def still(connection: Connection, watch: Watch, issues: Collection[UUID]) -> list[Mark]:
    """Which of *issues* are among them."""
    return _found(connection, _asked(watch).where(_C.issue.in_(issues)))


def next_due(connection: Connection, *, behind: Moment) -> Moment | None:
    """When the next falls due behind a moment; None where none does."""
    query = select(_C.next_at).where(_C.next_at > behind).order_by(_C.next_at).limit(1)
    found: Moment | None = connection.execute(query).scalar()
    return found


def _asked(watch: Watch) -> Select[Moment, UUID]:
    return select(watch.moment, _C.issue).where(*watch.conditions)


def _found(connection: Connection, query: Select[Moment, UUID]) -> list[Mark]:
    return [(moment, issue) for moment, issue in connection.execute(query)]
