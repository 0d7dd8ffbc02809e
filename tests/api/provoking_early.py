"""Provocations: emergencies at the door, the record, returns, levels, exits and merging."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import httpx2

from domain.actor import Role
from domain.body.events import Level
from service.commands.directory import AdoptMethod, RegisterBody
from service.commands.handling import Dispatch
from service.ids import new_id
from service.policy import Principal
from tests.api.face import Face
from tests.neighbourhood import principal

Provocation = Callable[[Face], httpx2.Response]
EMERGENCY = {"category": "safety", "scale": "urgent", "track": "emergency"}
FAST = {"category": "lighting", "scale": "small", "track": "fast"}
DONE = {"outcome": "solved", "reply": "修好了"}
ORDER = {"source": "hotline-12345", "number": "PD-0031"}
FILE = "sha256:" + "0" * 64


def _post(
    face: Face, issue: UUID, noun: str, body: Mapping[str, Any], by: Principal | None = None
) -> httpx2.Response:
    """On the issue as it stands."""
    match = f'"{face.town.issue(issue).version}"'
    sent = {k: str(v) if isinstance(v, UUID) else v for k, v in body.items()}
    return face.post(f"/v1/issues/{issue}/{noun}", sent, by or face.town.clerk, if_match=match)


def _on(noun: str, body: Mapping[str, Any], **report: Any) -> Provocation:
    """A command on a new issue."""
    return lambda face: _post(face, face.town.report(**report), noun, body)


def _itself(noun: str, field: str, **body: Any) -> Provocation:
    def provoke(face: Face) -> httpx2.Response:
        issue = face.town.report()
        return _post(face, issue, noun, {**body, field: issue})

    return provoke


def _triaged(triage: Mapping[str, Any], **report: Any) -> Provocation:
    """A completion right after the triage."""

    def provoke(face: Face) -> httpx2.Response:
        issue = face.town.report(**report)
        _post(face, issue, "triage", triage)
        return _post(face, issue, "completion", DONE)

    return provoke


def _order_of_another(face: Face) -> httpx2.Response:
    _post(face, face.town.report(), "attachments", {"order": ORDER})
    return _post(face, face.town.report(), "attachments", {"order": ORDER})


def _registered_twice(face: Face) -> httpx2.Response:
    """In a committee whose method keeps registers."""
    town = face.town
    committee = _committee(face, town.subdistrict)
    adopt = AdoptMethod(body=committee, method="donghulu", version=3)
    town.do(adopt, by=town.administrator)
    clerk = principal(Role.CLERK, body=committee, organisation=committee)
    issue = town.report(by=clerk, committee=committee, compound=None, address="湖边路1号")
    body = {"register": "service-log"}
    _post(face, issue, "attachments", body, clerk)
    return _post(face, issue, "attachments", body, clerk)


def _committee(face: Face, superior: UUID | None = None) -> UUID:
    """A new one, below a new district where no superior is given."""
    made = new_id()
    if superior is None:
        superior, district = new_id(), new_id()
        _body(face, district, Level.DISTRICT, None)
        _body(face, superior, Level.SUBDISTRICT, district)
    _body(face, made, Level.COMMITTEE, superior)
    return made


def _body(face: Face, body: UUID, level: Level, superior: UUID | None) -> None:
    code = f"Q{body.hex[-8:].upper()}"
    command = RegisterBody(body=body, level=level, name="湖西", code=code, superior=superior)
    face.town.do(command, by=face.town.administrator)


def _return(noun: str, body: Mapping[str, Any], times: int = 1) -> Provocation:
    """What the party with the only order says, or is told."""

    def provoke(face: Face) -> httpx2.Response:
        town = face.town
        issue = town.report()
        town.do(Dispatch(issue=issue, parties=(town.contractor,)), by=town.clerk)
        sent = {**body, "party": town.contractor}
        return [_post(face, issue, noun, sent) for _ in range(times)][-1]

    return provoke


def _transfer(receiver: Callable[[Face], UUID]) -> Provocation:
    def provoke(face: Face) -> httpx2.Response:
        body = {"committee_id": receiver(face), "reason": "属邻居委"}
        return _post(face, face.town.report(), "transfers", body, face.town.superior)

    return provoke


def _handed_down_too_far(face: Face) -> httpx2.Response:
    """It lies in no compound."""
    issue = face.town.report(compound=None, address="春晖路12弄")
    _post(face, issue, "escalations", {"level": "subdistrict", "reason": "需协调"})
    return _post(face, issue, "hand-downs", {"level": "compound", "reason": "就地解决"})


def _left_twice(face: Face) -> httpx2.Response:
    issue = face.town.play()
    _post(face, issue, "withdrawal", {})
    return _post(face, issue, "withdrawal", {})


def _merged_next_door(face: Face) -> httpx2.Response:
    """By somebody who may look everywhere, and merge at home."""
    town = face.town
    place = {"committee": town.next_committee, "compound": town.next_compound}
    target = town.report(by=town.next_clerk, **place)
    roles = frozenset({Role.CLERK, Role.AUDITOR})
    both = Principal(person=new_id(), roles=roles, body=town.committee)
    return _post(face, town.report(), "merges", {"target": target}, both)


def _merged_with_children(face: Face) -> httpx2.Response:
    town = face.town
    middle = town.report()
    _post(face, town.report(), "merges", {"target": middle})
    return _post(face, middle, "merges", {"target": town.report()})


EARLY: Mapping[str, Provocation] = {
    "ground-required": _on("triage", EMERGENCY),
    "unknown-case": _on("triage", EMERGENCY | {"ground": "泵坏了", "case": "earthquake"}),
    "occurred-too-early": lambda face: face.post(
        "/v1/issues", face.reporting(occurred_at="2020-01-01T00:00:00+08:00"), face.town.clerk
    ),
    "work-not-started": _triaged(EMERGENCY | {"ground": "泵坏了"}),
    "reporter-unanswered": _triaged(FAST, contact=None),
    "unknown-issue": lambda face: _on("links", {"other": new_id(), "kind": "related"})(face),
    "link-to-itself": _itself("links", "other", kind="related"),
    "attachment-empty": _on("attachments", {"note": "见附件"}),
    "unknown-register": _on("attachments", {"register": "service-log"}),
    "already-registered-there": _registered_twice,
    "order-taken": _order_of_another,
    "unknown-file": _on("attachments", {"file": FILE}),
    "not-published": _on("publication-withdrawals", {"reason": "文字有误"}),
    "return-pending": _return("return-requests", {"reason": "不属本单位"}, times=2),
    "no-return-requested": _return("return-decisions", {"granted": True}),
    "level-not-higher": _on("escalations", {"level": "compound", "reason": "需协调"}),
    "level-not-lower": _on("hand-downs", {"level": "district", "reason": "就地解决"}),
    "level-missing": _handed_down_too_far,
    "same-committee": _transfer(lambda face: face.town.committee),
    "beyond-superior": _transfer(_committee),
    "reporter-gone": _left_twice,
    "merge-into-itself": _itself("merges", "target"),
    "merge-elsewhere": _merged_next_door,
    "has-children": _merged_with_children,
    "unknown-seat": lambda face: face.post(
        f"/v1/bodies/{face.town.committee}/seats",
        {"seat": "pigeon-keeper", "organisation": str(face.town.contractor)},
        face.town.administrator,
    ),
}
"""The rest stands in `provoking`."""
