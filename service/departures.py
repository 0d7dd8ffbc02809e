"""Departures: what is told of an issue's reporter once they are let go."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from domain.ground import Ground
from domain.moment import Moment
from domain.person.state import PersonState, Standing
from ledger.streams import PERSON, load
from projections.views.status import StatusRow


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


def forgotten_by(connection: Connection, row: StatusRow) -> PersonState | None:
    """The person whom an issue has forgotten."""
    person = None if row.forgotten is None else load(connection, PERSON, row.forgotten)
    return None if person is None else person.state
