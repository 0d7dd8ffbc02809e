"""Good requests: the record, orders that go back, oversight, exits, merging, persons."""

from typing import Any
from uuid import UUID

from service.commands.handling import Dispatch
from service.ids import new_id
from service.policy import Principal
from tests.api.face import Face
from tests.api.posting import Post, post

_TEMPLATE = "/v1/issues/{issue}/"


def posts_early(face: Face) -> list[Post]:
    """Requests about new issues, each in the order in which it is accepted."""
    return [
        *_record(face),
        *_returns(face),
        *_oversight(face),
        *_clocks(face),
        *_exits(face),
        _person(face),
    ]


def _on(issue: UUID, noun: str, body: Any, by: Principal, match: int | None = None) -> Post:
    template = _TEMPLATE + noun
    return post(template, template.format(issue=issue), body, by, match)


def _record(face: Face) -> list[Post]:
    town = face.town
    issue, other, clerk = town.report(), town.report(), town.clerk
    order = {"source": "hotline-12345", "number": new_id().hex}
    attached = {"register": None, "order": order, "file": None, "note": "市民热线转来"}
    return [
        _on(issue, "links", {"other": str(other), "kind": "related"}, clerk),
        _on(issue, "attachments", attached, clerk),
        _on(issue, "publication", {"text": "路灯已报修"}, clerk),
        _on(issue, "publication-withdrawals", {"reason": "文字有误"}, clerk),
    ]


def _returns(face: Face) -> list[Post]:
    town = face.town
    issue, party = town.report(), str(town.property_company)
    town.do(Dispatch(issue=issue, parties=(town.property_company,)), by=town.clerk)
    refused = {"party": party, "granted": False, "reason": "在红线内"}
    return [
        _on(issue, "return-requests", {"party": party, "reason": "不属本单位"}, town.clerk),
        _on(issue, "return-decisions", refused, town.clerk),
        _on(issue, "recalls", {"party": party, "reason": "改派"}, town.clerk),
    ]


def _oversight(face: Face) -> list[Post]:
    town = face.town
    issue, limit = town.report(), {"amount": 3, "span": "day", "basis": "working"}
    return [
        _on(issue, "urgings", {"message": "请快一些"}, town.clerk),
        _on(issue, "supervisions", {"limit": limit, "demand": "三日内办结"}, town.superior),
        _on(issue, "escalations", {"level": "subdistrict", "reason": "需协调"}, town.clerk),
        _on(issue, "hand-downs", {"level": "committee", "reason": "就地解决"}, town.superior),
    ]


def _clocks(face: Face) -> list[Post]:
    town = face.town
    issue, clock = town.report(), {"clock": "completion"}
    more = {"amount": 3, "span": "day", "basis": "working"}
    return [
        _on(issue, "pauses", clock | {"ground": "weather", "note": "台风"}, town.clerk),
        _on(issue, "resumptions", clock | {"note": "已放晴"}, town.clerk),
        _on(issue, "extensions", clock | {"by": more, "reason": "配件外地调运"}, town.superior, 3),
    ]


def _exits(face: Face) -> list[Post]:
    town = face.town
    moved, declined, withdrawn = town.report(), town.report(), town.report()
    child, target = town.report(), town.report()
    receiver = {
        "committee_id": str(town.next_committee),
        "compound_id": str(town.next_compound),
        "reason": "属邻居委",
    }
    refusal = {"ground": "out-of-remit", "reply": "不属受理范围"}
    return [
        _on(moved, "transfers", receiver, town.superior, 1),
        _on(declined, "declines", refusal, town.clerk, 1),
        _on(declined, "overrulings", {"reason": "应予受理"}, town.superior),
        _on(withdrawn, "withdrawal", {"reason": "已谈妥"}, town.clerk, 1),
        _on(child, "merges", {"target": str(target)}, town.clerk, 1),
        _on(child, "unmerges", {"reason": "并非同一处"}, town.clerk),
    ]


def _person(face: Face) -> Post:
    body = {"name": "顾望舒", "phone": "13800005678", "room": "5号楼201室"}
    return post("/v1/persons", "/v1/persons", body, face.town.clerk)
