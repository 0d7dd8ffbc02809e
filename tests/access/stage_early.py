"""The matrix's requests for the record, returns, oversight, exits, merging and persons."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from domain.issue.events import DeclineGround, Level
from service.commands.exits import Decline
from service.commands.handling import CompleteDispatch
from service.commands.merging import Merge
from service.commands.oversight import Escalate
from service.commands.record import Publish
from service.commands.returns import RequestReturn
from service.ids import new_id
from service.policy import Action
from tests.access.scene import Scene
from tests.neighbourhood import Neighbourhood

Preparation = Callable[[Neighbourhood, Scene, UUID], None]
_ON = "POST /v1/issues/{issue}/"
PERSONS = "POST /v1/persons"
ERASURE = "POST /v1/persons/{person}/erasure"


def _reason(_scene: Scene) -> Mapping[str, Any]:
    return {"reason": "理由在此"}


def _party(scene: Scene) -> dict[str, Any]:
    return {"party": str(scene.party), "reason": "不属本单位"}


def _level(level: Level) -> Callable[[Scene], Mapping[str, Any]]:
    return lambda _scene: {"level": level, "reason": "需协调"}


def _order(_scene: Scene) -> Mapping[str, Any]:
    return {"order": {"source": "shequ-yun", "number": new_id().hex}}


EARLY_BODIES: Mapping[str, Callable[[Scene], Mapping[str, Any]]] = {
    f"{_ON}links": lambda scene: {"other": str(scene.other()), "kind": "related"},
    f"{_ON}attachments": _order,
    f"{_ON}transfers": lambda scene: {
        "committee_id": str(scene.receiver),
        "compound_id": str(scene.received_in),
        "reason": "属邻居委",
    },
    f"{_ON}publication": lambda _: {"text": "路灯已报修"},
    f"{_ON}publication-withdrawals": _reason,
    f"{_ON}declines": lambda _: {"ground": "out-of-remit", "reply": "不属受理范围"},
    f"{_ON}overrulings": _reason,
    f"{_ON}withdrawal": _reason,
    f"{_ON}return-requests": _party,
    f"{_ON}return-decisions": lambda scene: {**_party(scene), "granted": False},
    f"{_ON}recalls": _party,
    f"{_ON}urgings": lambda _: {"message": "请快一些"},
    f"{_ON}supervisions": lambda _: {
        "limit": {"amount": 3, "span": "day"},
        "demand": "三日内办结",
    },
    f"{_ON}escalations": _level(Level.SUBDISTRICT),
    f"{_ON}hand-downs": _level(Level.COMPOUND),
    f"{_ON}merges": lambda scene: {"target": str(scene.other())},
    f"{_ON}unmerges": _reason,
    PERSONS: lambda _: {"name": "顾望舒"},
    ERASURE: lambda _: {},
}


def _finished(town: Neighbourhood, scene: Scene, issue: UUID) -> None:
    town.do(CompleteDispatch(issue=issue, party=scene.party), by=scene.place.clerk)


def _published(town: Neighbourhood, scene: Scene, issue: UUID) -> None:
    town.do(Publish(issue=issue, text="路灯已报修"), by=scene.place.clerk)


def _declined(town: Neighbourhood, scene: Scene, issue: UUID) -> None:
    _finished(town, scene, issue)
    decline = Decline(issue=issue, ground=DeclineGround.OTHER, reply="不予受理")
    town.do(decline, by=scene.place.clerk)


def _return_wanted(town: Neighbourhood, scene: Scene, issue: UUID) -> None:
    request = RequestReturn(issue=issue, party=scene.party, reason="不属本单位")
    town.do(request, by=scene.place.clerk)


def _above(town: Neighbourhood, scene: Scene, issue: UUID) -> None:
    escalate = Escalate(issue=issue, level=Level.COMMITTEE, reason="小区无法解决")
    town.do(escalate, by=scene.place.clerk)


def _merged(town: Neighbourhood, scene: Scene, issue: UUID) -> None:
    _finished(town, scene, issue)
    town.do(Merge(issue=issue, target=scene.other()), by=scene.place.clerk)


EARLY_PREPARED: Mapping[str, Preparation] = {
    f"{_ON}transfers": _finished,
    f"{_ON}publication-withdrawals": _published,
    f"{_ON}declines": _finished,
    f"{_ON}overrulings": _declined,
    f"{_ON}return-decisions": _return_wanted,
    f"{_ON}hand-downs": _above,
    f"{_ON}merges": _finished,
    f"{_ON}unmerges": _merged,
}
"""What has to have happened to an issue that is triaged and handed to the party."""

EARLY_FELT_AT: Mapping[Action, str] = {
    Action.PERSON_ADD: PERSONS,
    Action.ERASE: ERASURE,
    Action.LINK: f"{_ON}links",
    Action.ATTACH: f"{_ON}attachments",
    Action.TRANSFER: f"{_ON}transfers",
    Action.PUBLISH: f"{_ON}publication",
    Action.WITHDRAW_PUBLICATION: f"{_ON}publication-withdrawals",
    Action.DECLINE: f"{_ON}declines",
    Action.OVERRULE_DECLINE: f"{_ON}overrulings",
    Action.WITHDRAW: f"{_ON}withdrawal",
    Action.REQUEST_RETURN: f"{_ON}return-requests",
    Action.DECIDE_RETURN: f"{_ON}return-decisions",
    Action.RECALL: f"{_ON}recalls",
    Action.URGE: f"{_ON}urgings",
    Action.SUPERVISE: f"{_ON}supervisions",
    Action.ESCALATE: f"{_ON}escalations",
    Action.HAND_DOWN: f"{_ON}hand-downs",
    Action.MERGE: f"{_ON}merges",
    Action.UNMERGE: f"{_ON}unmerges",
}
