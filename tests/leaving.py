"""Letting people go through the API, and a neighbour whom the law keeps for a while."""

from typing import Any
from uuid import UUID

import httpx2

from domain.issue.events import Stance
from service.commands.approval import Approve
from service.commands.positions import TakePosition
from tests.api.face import Face
from tests.neighbourhood import Neighbourhood
from tests.table import COMMITTEE, COMPANY, OWNERS, Table


def erase(face: Face, person: UUID | None, **body: str) -> httpx2.Response:
    """The administrator types in that somebody has asked for it."""
    assert person is not None
    return face.post(f"/v1/persons/{person}/erasure", body, face.town.administrator)


def reporter_of(town: Neighbourhood, issue: UUID) -> UUID:
    """Who reported it."""
    reporter = town.issue(issue).reporter
    assert reporter is not None
    return reporter


def kept_by_law(town: Neighbourhood) -> UUID:
    """An issue whose reporter spoke for the owners to its plan, which was approved."""
    table = Table(town)
    issue = table.tabled()
    _approved(table, issue, reporter_of(town, issue))
    return issue


def spoken_for(town: Neighbourhood, person: UUID) -> UUID:
    """An issue to whose plan, which was approved, that person spoke for the owners."""
    table = Table(town)
    issue = table.tabled()
    _approved(table, issue, person)
    return issue


def _approved(table: Table, issue: UUID, voice: UUID) -> None:
    town = table.town
    for seat in (COMMITTEE, COMPANY):
        table.say(issue, seat)
    version = town.issue(issue).state.negotiation.versions
    told: dict[str, Any] = {"version": version, "seat": OWNERS, "stance": Stance.AGREE}
    town.do(TakePosition(issue=issue, person=voice, **told), by=town.clerk)
    town.do(Approve(issue=issue), by=town.clerk)
