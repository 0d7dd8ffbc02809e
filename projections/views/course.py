"""Course (历程): what of each issue counts, and in which dimensions.

Beside its rows stand facts and tallies, which the statistics are read from: see
`projections.figures`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Column, Connection, String, Uuid

from domain.calendar.state import Calendars
from domain.figures.fold import begin, evolve
from domain.figures.parts import Milestones
from domain.figures.slots import resumed
from domain.issue import events
from domain.replacing import replace
from ledger.envelope import Recorded
from projections.bodies import Superiors
from projections.calendars import published
from projections.columns import Json
from projections.derived import Derived
from projections.engine import Evolve, Key, View, view_table
from projections.figures.making import facts, tallies
from projections.figures.rows import CourseRow, FactRow, TallyRow
from projections.figures.tables import FACT, TALLY

TABLE = view_table(
    "course",
    3,
    Column("issue", Uuid, primary_key=True),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("category", String(40)),
    Column("channel", String(40), nullable=False),
    Column("method", String(60), nullable=False),
    Column("above", Json(tuple[UUID, ...]), nullable=False),
    Column("told", Json(Milestones), nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the fold needs to know beside the events: calendars, and who is above a committee."""

    calendars: Calendars
    superiors: Superiors


def given(connection: Connection) -> Given:
    """Both as this snapshot has them; a body's superior is for ever."""
    return Given(calendars=published(connection), superiors=Superiors(connection))


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """Every event of an issue may touch its one row."""
    return ((recorded.stream,),) if recorded.topic.startswith("issue.") else ()


def bind(grounds: Given) -> Evolve[CourseRow]:
    """The fold by these calendars and bodies."""

    def fold(_key: Key, row: CourseRow | None, one: Recorded[object]) -> CourseRow | None:
        if isinstance(one.event, events.Reported):
            return _opened(one, one.event, grounds)
        return None if row is None else _moved(row, one, grounds)

    return fold


VIEW = View(
    name="course",
    table=TABLE,
    row=CourseRow,
    keys=keys,
    follows=True,
    given=given,
    bind=bind,
    derived=(
        Derived(table=FACT, row=FactRow, make=facts),
        Derived(table=TALLY, row=TallyRow, make=tallies, sums=("n", "amount")),
    ),
)


def _opened(one: Recorded[object], event: events.Reported, grounds: Given) -> CourseRow:
    return CourseRow(
        issue=one.stream,
        committee=event.committee,
        compound=event.compound,
        category=event.category,
        channel=event.channel,
        method=_named(event.method),
        above=grounds.superiors.of(event.committee),
        told=begin(event, one.stamp, grounds.calendars),
    )


def _moved(row: CourseRow, one: Recorded[object], grounds: Given) -> CourseRow:
    told = evolve(row.told, one.event, one.stamp, grounds.calendars)
    moved = _placed(row, one.event, grounds)
    if moved is row:
        return row if told is row.told else replace(row, told=told)
    return replace(moved, told=replace(told, facts=resumed(told.facts, one.stamp)))


def _placed(row: CourseRow, event: object, grounds: Given) -> CourseRow:
    """With the dimensions that *event* says."""
    match event:
        case events.Triaged(category=category) if category != row.category:
            return replace(row, category=category)
        case events.Transferred():
            return replace(
                row,
                committee=event.committee,
                compound=event.compound,
                method=_named(event.method),
                above=grounds.superiors.of(event.committee),
            )
        case _:
            return row


def _named(method: events.PinnedMethod) -> str:
    return f"{method.name}@{method.version}"
