"""The matrix's requests for talks, approval, works and their money, and the revisit."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from domain.actor import Role
from domain.method.terms import Track
from service.commands.handling import CompleteDispatch
from service.commands.negotiation import FailNegotiation
from service.policy import Action
from tests.access.scene import Scene
from tests.neighbourhood import Neighbourhood
from tests.table import COMMITTEE, COMPANY, OWNERS, Table

TablePreparation = Callable[[Table, Scene, UUID], object]
_ON = "POST /v1/issues/{issue}/"
POSITIONS = f"{_ON}positions"
CHECKS = f"{_ON}checks"
_PLAN = {"plan": "新南二设充电棚", "budget": 0}


def home_table(town: Neighbourhood) -> Table:
    """Who sits in the compound where everybody is at home.

    The superior acts for the committee's seat, so that each role that may speak has one.
    """
    table = Table(town, compound=town.compound, vacant=frozenset({COMMITTEE}))
    table.fill(COMMITTEE, town.subdistrict, acting=True)
    table.voices[COMMITTEE] = table.superior
    return table


def _position(scene: Scene) -> Mapping[str, Any]:
    seats = {Role.OWNERS_COMMITTEE: OWNERS, Role.SUPERIOR: COMMITTEE}
    seat = seats.get(scene.role, COMPANY) if scene.role else COMPANY
    said = {"version": 1, "seat": seat, "stance": "agree"}
    return said | {"person": str(scene.known)} if scene.role is Role.CLERK else said


def _answer(scene: Scene) -> Mapping[str, Any]:
    kind = "online" if scene.role is Role.RESIDENT else "phone"
    return {"kind": kind, "resolved": True, "satisfaction": "satisfied"}


def _reason(_scene: Scene) -> Mapping[str, Any]:
    return {"reason": "理由在此"}


LATE_BODIES: Mapping[str, Callable[[Scene], Mapping[str, Any]]] = {
    f"{_ON}meetings": lambda _: {"kind": "hearing", "minutes": "三方到会"},
    CHECKS: lambda _: {"step": "done", "codes": ["plan-carried-out"]},
    f"{_ON}proposals": lambda _: _PLAN,
    POSITIONS: _position,
    f"{_ON}negotiation-failures": _reason,
    f"{_ON}negotiation-reopenings": _reason,
    f"{_ON}decision": lambda _: {"decision": "approve"},
    f"{_ON}variations": lambda _: {},
    f"{_ON}annulments": _reason,
    f"{_ON}works": lambda _: {},
    f"{_ON}progress": lambda _: {"note": "已装96个端口", "percent": 60},
    f"{_ON}funds": lambda _: {"kind": "pledged", "line": 1, "amount": 1},
    f"{_ON}attempts": lambda _: {"kind": "phone"},
    f"{_ON}revisits": _answer,
    f"{_ON}objections": _reason,
    f"{_ON}conclusion": lambda _: {"reply": "列入明年计划"},
}


def _failed(table: Table, scene: Scene, issue: UUID) -> None:
    table.town.do(FailNegotiation(issue=issue, reason="谈不拢"), by=scene.place.clerk)


def _to_decide(table: Table, scene: Scene, issue: UUID) -> None:
    if scene.role is Role.OWNERS_COMMITTEE:
        table.triage(issue, Track.EMERGENCY)
    else:
        table.agreed(issue)


def _done(table: Table, scene: Scene, issue: UUID) -> None:
    finished = CompleteDispatch(issue=issue, party=scene.party)
    table.town.do(finished, by=scene.place.clerk)
    table.done(issue)


def _exhausted(table: Table, scene: Scene, issue: UUID) -> None:
    finished = CompleteDispatch(issue=issue, party=scene.party)
    table.town.do(finished, by=scene.place.clerk)
    table.exhausted(issue)


LATE_PREPARED: Mapping[str, TablePreparation] = {
    POSITIONS: lambda table, _, issue: table.tabled(issue),
    f"{_ON}negotiation-reopenings": _failed,
    f"{_ON}decision": _to_decide,
    f"{_ON}variations": lambda table, _, issue: table.varied(issue),
    f"{_ON}annulments": lambda table, _, issue: table.approved(issue),
    f"{_ON}works": lambda table, _, issue: table.approved(issue),
    f"{_ON}progress": lambda table, _, issue: table.started(issue),
    f"{_ON}funds": lambda table, _, issue: table.tabled(issue),
    f"{_ON}attempts": _done,
    f"{_ON}revisits": _done,
    f"{_ON}objections": _done,
    f"{_ON}conclusion": _exhausted,
}
"""How far an issue that is triaged and handed to the party has to be brought."""

LATE_FELT_AT: Mapping[Action, str] = {
    Action.NOTE_MEETING: f"{_ON}meetings",
    Action.CHECK: CHECKS,
    Action.TABLE: f"{_ON}proposals",
    Action.TAKE_POSITION: POSITIONS,
    Action.FAIL_NEGOTIATION: f"{_ON}negotiation-failures",
    Action.REOPEN_NEGOTIATION: f"{_ON}negotiation-reopenings",
    Action.DECIDE: f"{_ON}decision",
    Action.APPROVE_VARIATION: f"{_ON}variations",
    Action.ANNUL: f"{_ON}annulments",
    Action.START_WORK: f"{_ON}works",
    Action.NOTE_PROGRESS: f"{_ON}progress",
    Action.BOOK_FUNDS: f"{_ON}funds",
    Action.ATTEMPT_REVISIT: f"{_ON}attempts",
    Action.REVISIT: f"{_ON}revisits",
    Action.OBJECT: f"{_ON}objections",
    Action.CONCLUDE: f"{_ON}conclusion",
}
