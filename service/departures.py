"""Departures: what is told of an issue's reporter once they are let go."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from domain.ground import Ground
from domain.moment import Moment
from domain.person.state import Leaving, PersonState, Standing
from domain.retention.state import RETENTION_STREAM
from domain.retention.text import Policy
from ledger.database import Database
from ledger.streams import PERSON, RETENTION, load
from projections.views.status import StatusRow
from service.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """How a person stands, why, and since when; `until` is what the law keeps them for.

    That the law keeps them for something is told to nobody who was not shown the reporter.
    """

    standing: Standing
    ground: Ground
    at: Moment
    until: Moment | None


def subject_of(row: StatusRow) -> UUID | None:
    """Who reported an issue, also where they are let go; None where nobody was ever known."""
    return row.reporter or row.forgotten


def departure_of(row: StatusRow, person: PersonState | None, *, near: bool) -> Departure | None:
    """What is told of the reporter whom an issue has forgotten; None where it has not.

    *person* is that person, *near* says whether the reader was shown the reporter before.
    """
    erased = row.state.reporter_erased
    if erased is None:
        return None
    leaving = person.leaving if person else None
    if person is None or leaving is None:
        raise LookupError(f"issue {row.issue} has forgotten somebody who was not let go")
    until = leaving.until if near else None
    return Departure(standing=person.standing, ground=leaving.ground, at=leaving.at, until=until)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStanding:
    """How a person stands by their own stream, of that version; by which terms they are kept."""

    person: UUID
    version: int
    standing: Standing
    leaving: Leaving | None
    policy: Policy


def standing_of(database: Database, person: UUID) -> PersonStanding:
    """Of one person; raises `NotFound`."""
    with database.read() as connection:
        folded = load(connection, PERSON, person)
        terms = load(connection, RETENTION, RETENTION_STREAM)
    if folded is None or terms is None:
        raise NotFound
    return PersonStanding(
        person=person,
        version=folded.version,
        standing=folded.state.standing,
        leaving=folded.state.leaving,
        policy=terms.state.current,
    )


def forgotten_by(connection: Connection, row: StatusRow) -> PersonState | None:
    """The person whom an issue has forgotten."""
    person = None if row.forgotten is None else load(connection, PERSON, row.forgotten)
    return None if person is None else person.state
