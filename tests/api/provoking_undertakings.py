"""Provocations: undertakings."""

from collections.abc import Callable, Mapping
from typing import Any

import httpx2

from service.commands.undertaking_parts import Leave
from service.commands.undertakings import EndUndertaking
from service.ids import new_id
from tests.api.face import Face
from tests.api.posts_undertakings import UNDERTAKINGS as PATH
from tests.api.posts_undertakings import beginning_in
from tests.undertakings import begun, furnished, meeting_held

Provocation = Callable[[Face], httpx2.Response]


def _beginning(**fields: Any) -> Provocation:
    return lambda face: face.post(PATH, beginning_in(face, **fields), face.town.clerk)


def _on(noun: str, body: Mapping[str, Any], kind: str = "lending") -> Provocation:
    """A command on one of a kind; on the usual one with all that it has."""

    def provoke(face: Face) -> httpx2.Response:
        made = begun(face.town, kind)
        if kind == "lending":
            furnished(face.town, made)
        return face.post(f"{PATH}/{made}/{noun}", body, face.town.clerk)

    return provoke


def _over(face: Face) -> httpx2.Response:
    made = begun(face.town)
    face.town.do(EndUndertaking(undertaking=made), by=face.town.clerk)
    return face.post(f"{PATH}/{made}/lines", {"lines": [{"text": "轮椅"}]}, face.town.clerk)


def _taking_part_twice(face: Face) -> httpx2.Response:
    made = furnished(face.town, begun(face.town))
    body = {"organisation": str(face.town.contractor), "role": "lender"}
    return face.post(f"{PATH}/{made}/participants", body, face.town.clerk)


def _gone(face: Face) -> httpx2.Response:
    made = furnished(face.town, begun(face.town))
    face.town.do(Leave(undertaking=made, party=1), by=face.town.clerk)
    body = {"steps": [{"step": "agreed", "participant": 1}]}
    return face.post(f"{PATH}/{made}/steps", body, face.town.clerk)


def _joining(**who: Any) -> Provocation:
    def provoke(face: Face) -> httpx2.Response:
        body = {"organisation": str(face.town.property_company), "role": "partner"} | who
        return face.post(f"{PATH}/{begun(face.town)}/participants", body, face.town.clerk)

    return provoke


def _linked_twice(face: Face) -> httpx2.Response:
    made, body = begun(face.town), {"kind": "issue", "to": str(face.town.report())}
    face.post(f"{PATH}/{made}/links", body, face.town.clerk)
    return face.post(f"{PATH}/{made}/links", body, face.town.clerk)


def _earlier_text(face: Face) -> httpx2.Response:
    made = begun(face.town, "residents-covenant")
    body = {"text": "一、", "holds_from": "2026-06-01", "meeting": str(meeting_held(face.town))}
    face.post(f"{PATH}/{made}/texts", body, face.town.clerk)
    earlier = body | {"holds_from": "2026-05-31"}
    return face.post(f"{PATH}/{made}/texts", earlier, face.town.clerk)


def _wish(face: Face) -> httpx2.Response:
    made = begun(face.town, "wish")
    steps = [{"step": step} for step in ("proposed", "listed", "matched")]
    return face.post(f"{PATH}/{made}/steps", {"steps": steps}, face.town.clerk)


_TEXT = {"text": "一、楼道不堆物。", "holds_from": "2026-06-01"}
_SPACES = {"measure": "spaces", "number": 1}


def _counted(*counts: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"occasions": [{"on": "2026-01-15", "counts": list(counts)}]}


UNDERTAKINGS: Mapping[str, Provocation] = {
    "unknown-undertaking-kind": _beginning(kind="raffle"),
    "unknown-undertaking": _beginning(above=str(new_id())),
    "unknown-measure": _beginning(measures=[{"code": "people"}]),
    "measure-repeated": _on("occasions", _counted(_SPACES, _SPACES)),
    "other-unit": _beginning(measures=[{"code": "spaces", "unit": "ren"}]),
    "day-not-of-beat": _beginning(recurrence={"beat": "weekly", "day": 8}),
    "credit-without-person": _beginning(person=None, credit="李阿姨"),
    "undertaking-over": _over,
    "unknown-role": _joining(role="king"),
    "unknown-skill": _joining(skills=["flying"]),
    "person-or-organisation": _on("participants", {"role": "partner"}),
    "already-takes-part": _taking_part_twice,
    "unknown-participant": _on("participants/9/departure", {}),
    "participant-left": _gone,
    "unknown-step": _on("steps", {"steps": [{"step": "achieved"}]}),
    "step-needs-party": _wish,
    "kind-without-lines": _on("lines", {"lines": [{"text": "轮椅"}]}, "wish"),
    "no-such-line": _on("lines/9/steps", {"step": "lent"}),
    "quantity-without-unit": _on("lines", {"lines": [{"text": "轮椅", "quantity": 1}]}),
    "nothing-counted": _on("occasions", _counted()),
    "unknown-occasion": _on("occasions/9/correction", {"counts": [], "reason": "未开"}),
    "kind-without-text": _on("texts", _TEXT),
    "text-not-later": _earlier_text,
    "text-needs-owners": _on("texts", _TEXT, "owners-covenant"),
    "text-needs-meeting": _on("texts", _TEXT, "residents-covenant"),
    "unknown-link": _on("links", {"kind": "project", "to": str(new_id())}),
    "already-linked": _linked_twice,
}
