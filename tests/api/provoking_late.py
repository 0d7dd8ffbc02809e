"""Provocations: talks, approval, works and their money, the revisit."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import httpx2

from domain.issue.events import Discovery, RevisitKind, Stance
from domain.method.terms import Track
from service.commands.approval import Annul
from service.commands.directory import VacateSeat
from service.commands.funds import ReceiveFunds
from service.commands.handling import CompleteDispatch, Dispatch, Reply
from service.commands.merging import Merge
from service.commands.negotiation import ClearLine, FailNegotiation
from service.commands.revisit import Revisit
from service.ids import new_id
from service.policy import Principal
from tests.api.face import Face
from tests.table import COMMITTEE, COMPANY, OWNERS, SHARES, Table

Provocation = Callable[[Face], httpx2.Response]
Making = Callable[[Table], UUID]
PLAN: Mapping[str, Any] = {"plan": "设充电棚", "budget": 100}
SHARE: dict[str, Any] = {"source": "government", "amount": 100, "pays_for": "充电棚"}
AGREE: dict[str, Any] = {"version": 1, "seat": COMPANY, "stance": "agree"}
APPROVE = {"decision": "approve"}
ANSWER: dict[str, Any] = {"kind": "phone", "resolved": True, "satisfaction": "satisfied"}
INSPECTION: dict[str, Any] = {"kind": "inspection", "resolved": True}
CHECK: dict[str, Any] = {"step": "done", "codes": ["plan-carried-out"]}
FINISHED: dict[str, Any] = {"outcome": "solved", "reply": "已办好"}
FUND = ClearLine(source="maintenance-fund", amount=100, pays_for="一号楼外墙")


def _post(
    table: Table, issue: UUID, noun: str, body: Mapping[str, Any], face: Face, by: Principal
) -> httpx2.Response:
    """On the issue as it stands."""
    match = f'"{table.town.issue(issue).version}"'
    return face.post(f"/v1/issues/{issue}/{noun}", body, by, if_match=match)


def _on(make: Making, noun: str, body: Mapping[str, Any], *, by: str = "clerk") -> Provocation:
    """A command on an issue that was brought so far, at a table of its own."""

    def provoke(face: Face) -> httpx2.Response:
        table = Table(face.town)
        issue, caller = make(table), getattr(table, by, None) or getattr(face.town, by)
        return _post(table, issue, noun, body, face, caller)

    return provoke


def _tabling(**fields: Any) -> Provocation:
    return _on(Table.triaged, "proposals", {**PLAN, **fields})


def _nobody_sits(face: Face) -> httpx2.Response:
    """The next committee has no seats at all."""
    town = face.town
    place = {"committee": town.next_committee, "compound": town.next_compound}
    issue = town.report(by=town.next_clerk, **place)
    path = f"/v1/issues/{issue}"
    triage = {"category": "lighting", "scale": "small", "track": "normal"}
    face.post(f"{path}/triage", triage, town.next_clerk, if_match='"1"')
    return face.post(f"{path}/proposals", PLAN, town.next_clerk, if_match='"2"')


def _an_empty_seat(table: Table) -> UUID:
    empty = VacateSeat(body=table.town.committee, seat=OWNERS, compound=table.compound)
    table.town.do(empty, by=table.town.administrator)
    return table.triaged()


def _failed(table: Table) -> UUID:
    issue = table.tabled()
    table.town.do(FailNegotiation(issue=issue, reason="谈不拢"), by=table.town.clerk)
    return issue


def _superseded(table: Table) -> UUID:
    issue = table.tabled()
    table.table(issue)
    return issue


def _two_seats_of_one(face: Face) -> httpx2.Response:
    """The committee speaks for its own seat, and acts for one that stood empty."""
    table = Table(face.town, vacant=frozenset({OWNERS}))
    table.fill(OWNERS, face.town.committee, acting=True)
    issue = table.tabled()
    table.say(issue, COMMITTEE)
    return _post(table, issue, "positions", AGREE | {"seat": OWNERS}, face, face.town.clerk)


def _paid_in(table: Table) -> UUID:
    """Money came in on the first line, before anything was approved."""
    issue = table.tabled()
    table.town.do(ReceiveFunds(issue=issue, line=1, amount=100), by=table.town.clerk)
    return issue


def _funded(table: Table) -> UUID:
    issue = table.approved()
    table.town.do(ReceiveFunds(issue=issue, line=1, amount=100), by=table.town.clerk)
    return issue


def _voided(table: Table) -> UUID:
    """What it has left is annulled away after the work."""
    issue = _funded(table)
    table.complete(issue)
    annulled = Annul(issue=issue, reason="名册有误")
    table.town.do(annulled, by=table.superior)
    return issue


def _overfunded(table: Table) -> UUID:
    issue = table.approved()
    table.town.do(ReceiveFunds(issue=issue, line=1, amount=20_000_000), by=table.town.clerk)
    return issue


def _funded_draft(table: Table) -> UUID:
    """Money came in on a line of a variation that nobody has approved."""
    issue = table.approved()
    extra = ClearLine(source="donation", amount=100, pays_for="绿化")
    table.table(issue, lines=(*SHARES, extra))
    table.town.do(ReceiveFunds(issue=issue, line=3, amount=100), by=table.town.clerk)
    return issue


def _from_the_fund(table: Table) -> UUID:
    return table.agreed(lines=(FUND,))


def _short(table: Table) -> UUID:
    return table.agreed(budget=1)


def _varied(table: Table) -> UUID:
    """A draft on the table to which one seat objects."""
    issue = table.approved()
    table.table(issue)
    table.say(issue, COMPANY, Stance.OBJECT)
    return issue


def _single(table: Table) -> UUID:
    """Only one organisation sits, so that its agreement is that of one."""
    for seat in (COMMITTEE, OWNERS):
        empty = VacateSeat(body=table.town.committee, seat=seat, compound=table.compound)
        table.town.do(empty, by=table.town.administrator)
        table.fill(seat, table.town.property_company, acting=True)
    issue = table.tabled()
    for seat in (COMMITTEE, OWNERS, COMPANY):
        table.say(issue, seat, by=_another(table))
    return issue


def _another(table: Table) -> Principal:
    """Another handler of the company."""
    handler = table.town.handler
    return Principal(person=new_id(), roles=handler.roles, organisation=table.town.property_company)


def _worked_on(table: Table) -> UUID:
    """The property company did the work with its own hands."""
    issue, town = table.triaged(Track.FAST), table.town
    town.do(Dispatch(issue=issue, parties=(town.committee,)), by=town.clerk)
    town.do(CompleteDispatch(issue=issue), by=town.clerk)
    table.complete(issue)
    return issue


def _unknown(table: Table) -> UUID:
    """Seen by staff: there is nobody to ask."""
    return table.done(contact=None, discovery=Discovery.FOUND)


def _satisfied(table: Table) -> UUID:
    issue = table.done()
    content = Revisit(issue=issue, kind=RevisitKind.PHONE, resolved=True)
    table.town.do(content, by=table.town.clerk)
    return issue


def _paid_child(face: Face) -> httpx2.Response:
    table = Table(face.town)
    body = {"target": str(table.reported())}
    return _post(table, _paid_in(table), "merges", body, face, face.town.clerk)


def _rated_twice(face: Face) -> httpx2.Response:
    """A merged issue is rated once for each answer."""
    table, town = Table(face.town), face.town
    child = table.reported(by=town.resident, contact=None, compound=town.compound)
    town.do(Merge(issue=child, target=table.reported()), by=town.clerk)
    town.do(Reply(issue=child, message="一并办理"), by=town.clerk)
    rating = {"kind": "online", "resolved": True, "satisfaction": "satisfied"}
    assert _post(table, child, "revisits", rating, face, town.resident).status_code == 200
    return _post(table, child, "revisits", rating, face, town.resident)


STRANGER = "0199d3a4-7c00-7000-8000-000000000009"
"""An id that nobody has."""


def _asked_to_finish(table: Table) -> UUID:
    """Nobody has looked at the points that its method asks for."""
    issue = table.asked()
    table.triage(issue, Track.FAST)
    return issue


def _asked_to_agree(face: Face) -> httpx2.Response:
    """The residents' committee alone sits there, and the council has not met."""
    table = Table(face.town)
    issue = table.asked()
    table.triage(issue, Track.NORMAL)
    table.table(issue)
    word = {"version": 1, "seat": COMMITTEE, "stance": "agree"}
    return _post(table, issue, "positions", word, face, face.town.clerk)


LATE: Mapping[str, Provocation] = {
    "unknown-meeting-kind": _on(
        Table.reported, "meetings", {"kind": "banquet", "minutes": "三方到会"}
    ),
    "nothing-to-check": _on(Table.reported, "checks", CHECK),
    "unknown-check": _on(Table.asked, "checks", CHECK | {"step": "approved"}),
    "already-checked": _on(
        Table.asked, "checks", CHECK | {"codes": ["plan-carried-out", "plan-carried-out"]}
    ),
    "checklist-incomplete": _on(_asked_to_finish, "completion", FINISHED),
    "meeting-required": _asked_to_agree,
    "unknown-source": _tabling(lines=[SHARE | {"source": "lottery"}]),
    "line-repeated": _tabling(lines=[SHARE, SHARE]),
    "line-holds-money": _on(_paid_in, "proposals", PLAN),
    "no-seats": _nobody_sits,
    "seat-without-holder": _on(_an_empty_seat, "proposals", PLAN),
    "negotiation-over": _on(_failed, "proposals", PLAN),
    "negotiation-not-failed": _on(Table.tabled, "negotiation-reopenings", {"reason": "再议"}),
    "no-proposal": _on(Table.triaged, "positions", AGREE),
    "proposal-superseded": _on(_superseded, "positions", AGREE | {"person": STRANGER}),
    "seat-not-required": _on(Table.tabled, "positions", AGREE | {"seat": "police"}),
    "one-voice": _two_seats_of_one,
    "unknown-person": _on(Table.tabled, "positions", AGREE | {"person": STRANGER}),
    "needs-superior": _on(_single, "decision", APPROVE),
    "needs-owners-decision": _on(_from_the_fund, "decision", APPROVE),
    "funding-gap": _on(_short, "decision", APPROVE),
    "not-an-emergency": _on(Table.triaged, "decision", APPROVE),
    "not-a-confirmer": _on(Table.emergency, "decision", APPROVE),
    "bearer-required": _on(
        Table.emergency, "decision", {"decision": "reject", "reason": "并不紧急"}, by="owner"
    ),
    "variation-not-agreed": _on(_varied, "variations", {}),
    "no-approved-plan": _on(
        Table.tabled, "funds", {"kind": "spent", "line": 1, "amount": 1, "note": "材料"}
    ),
    "approval-annulled": _on(
        _voided, "funds", {"kind": "spent", "line": 1, "amount": 1, "note": "材料"}
    ),
    "work-already-started": _on(Table.started, "works", {}),
    "unknown-line": _on(Table.tabled, "funds", {"kind": "pledged", "line": 9, "amount": 1}),
    "spent-beyond-received": _on(
        _funded, "funds", {"kind": "spent", "line": 1, "amount": 101, "note": "材料"}
    ),
    "line-not-approved": _on(
        _funded_draft, "funds", {"kind": "spent", "line": 3, "amount": 1, "note": "材料"}
    ),
    "spent-beyond-line": _on(
        _overfunded, "funds", {"kind": "spent", "line": 1, "amount": 18_000_001, "note": "材料"}
    ),
    "returned-beyond-held": _on(
        _funded, "funds", {"kind": "returned", "line": 1, "amount": 101, "note": "退款"}
    ),
    "funds-unsettled": _on(_paid_in, "withdrawal", {}),
    "funds-present": _paid_child,
    "not-confirmed": _on(Table.emergency, "completion", {"outcome": "solved", "reply": "已修复"}),
    "revisitor-did-the-work": _on(_worked_on, "revisits", ANSWER),
    "attempts-too-few": _on(Table.done, "revisits", {"kind": "phone", "unreachable": True}),
    "answer-required": _on(Table.done, "revisits", {"kind": "phone"}),
    "answer-unexpected": _on(_unknown, "revisits", INSPECTION | {"satisfaction": "fair"}),
    "inspection-only": _on(_unknown, "attempts", {"kind": "phone"}),
    "reporter-to-be-asked": _on(Table.done, "revisits", INSPECTION),
    "last-round": _on(Table.exhausted, "objections", {"reason": "还是不行"}),
    "already-rated": _rated_twice,
    "not-objected": _on(_satisfied, "conclusion", {"reply": "到此为止"}, by="superior"),
}
"""The rest stands in `provoking` and `provoking_early`."""
