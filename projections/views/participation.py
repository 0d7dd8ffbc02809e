"""Who takes part in undertakings: partners, teams, experts, neighbours and what they can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Column, Connection, Index, Integer, String, Uuid, select

from domain.moment import Moment
from domain.replacing import replace
from domain.undertaking.events import Joined, Left
from ledger.envelope import Recorded
from projections.columns import Json, MomentColumn
from projections.engine import Key, View, view_table
from projections.views.undertaking import TABLE as UNDERTAKING


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationRow:
    """One of those who take part, under their number; `people` is how many they bring (人)."""

    undertaking: UUID
    party: int
    person: UUID | None
    organisation: UUID | None
    role: str
    skills: tuple[str, ...]
    people: int | None
    since: Moment
    left_at: Moment | None


TABLE = view_table(
    "participation",
    1,
    Column("undertaking", Uuid, primary_key=True),
    Column("party", Integer, primary_key=True),
    Column("person", Uuid),
    Column("organisation", Uuid),
    Column("role", String(40), nullable=False),
    Column("skills", Json(tuple[str, ...]), nullable=False),
    Column("people", Integer),
    Column("since", MomentColumn, nullable=False),
    Column("left_at", MomentColumn),
)
Index("view_participation_v1_organisation", TABLE.c.organisation)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The participant's row."""
    match recorded.event:
        case Joined(party=party) | Left(party=party):
            return ((recorded.stream, party),)
        case _:
            return ()


def fold(
    _key: Key, row: ParticipationRow | None, recorded: Recorded[object]
) -> ParticipationRow | None:
    """The row after *recorded*."""
    match recorded.event:
        case Joined() as event:
            return ParticipationRow(
                undertaking=recorded.stream,
                party=event.party,
                person=event.person,
                organisation=event.organisation,
                role=event.role,
                skills=event.skills,
                people=event.people,
                since=recorded.occurred_at,
                left_at=None,
            )
        case _:
            return row and replace(row, left_at=recorded.occurred_at)


VIEW = View(
    name="participation", table=TABLE, row=ParticipationRow, keys=keys, evolve=fold, follows=True
)


def of_committee(connection: Connection, committee: UUID) -> list[ParticipationRow]:
    """Everybody who takes part, or did, in something of a committee."""
    query = select(TABLE).join(UNDERTAKING, UNDERTAKING.c.undertaking == TABLE.c.undertaking)
    found = connection.execute(query.where(UNDERTAKING.c.committee == committee)).mappings()
    return [VIEW.read(dict(row)) for row in found]
