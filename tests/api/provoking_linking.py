"""Provocations: referrals, inquiries, the library of cases, grids."""

from collections.abc import Callable, Mapping
from typing import Any

import httpx2

from domain.referral.events import ReferralOutcome
from service.commands.cases import WithdrawCase
from service.commands.inquiries import CloseInquiry
from service.commands.referrals import ConcludeReferral
from service.ids import new_id
from tests.api.face import Face
from tests.api.posts_linking import TALE, asking, case, inquiry, referral, referring, soon

Provocation = Callable[[Face], httpx2.Response]


def _put(face: Face, **other: Any) -> httpx2.Response:
    path = f"/v1/issues/{face.town.report()}/referrals"
    return face.post(path, referring(face, **other), face.town.clerk)


def _put_twice(face: Face) -> httpx2.Response:
    path = f"/v1/issues/{face.town.report()}/referrals"
    face.post(path, referring(face), face.town.clerk)
    return face.post(path, referring(face), face.town.clerk)


def _unknown_office(face: Face) -> httpx2.Response:
    party = {"organisation": str(face.town.contractor), "role": "zoo"}
    return _put(face, parties=[party])


def _on_referral(
    noun: str, *, taken: bool = False, over: bool = False, whose: str = "contractor", **body: Any
) -> Provocation:
    """A command on a referral to the contractor."""

    def provoke(face: Face) -> httpx2.Response:
        made = referral(face, taken=taken)
        if over:
            end = ConcludeReferral(referral=made, outcome=ReferralOutcome.FAILED, conclusion="未成")
            face.town.do(end, by=face.town.clerk)
        named = {"organisation": str(getattr(face.town, whose))} if whose else {}
        return face.post(f"/v1/referrals/{made}/{noun}", named | body, face.town.clerk)

    return provoke


def _asking(**other: Any) -> Provocation:
    return lambda face: face.post("/v1/inquiries", asking(face, **other), face.town.clerk)


def _asking_those(*bodies: str) -> Provocation:
    def provoke(face: Face) -> httpx2.Response:
        to = [str(getattr(face.town, body)) for body in bodies]
        return face.post("/v1/inquiries", asking(face, to=to), face.town.clerk)

    return provoke


def _closed(face: Face) -> httpx2.Response:
    made = inquiry(face)
    face.town.do(CloseInquiry(inquiry=made), by=face.town.clerk)
    return face.post(f"/v1/inquiries/{made}/closure", {}, face.town.clerk)


def _not_answered(face: Face) -> httpx2.Response:
    path = f"/v1/inquiries/{inquiry(face, answered=False)}/comments"
    body = {"comment": "先算", "body": str(face.town.next_committee)}
    return face.post(path, body, face.town.handler)


def _no_such_case(face: Face) -> httpx2.Response:
    path = f"/v1/inquiries/{inquiry(face)}/answers"
    return face.post(path, {"answer": "见", "case": str(new_id())}, face.town.next_clerk)


def _no_such_inquiry(face: Face) -> httpx2.Response:
    body = {"body": str(face.town.committee), "inquiry": str(new_id()), **TALE}
    return face.post("/v1/cases", body, face.town.clerk)


def _withdrawn(face: Face) -> httpx2.Response:
    made = case(face)
    face.town.do(WithdrawCase(case=made, reason="过时"), by=face.town.clerk)
    return face.post(f"/v1/cases/{made}/withdrawal", {"reason": "过时"}, face.town.clerk)


def _cell(code: str, **other: Any) -> dict[str, Any]:
    return {"code": code, "tier": "楼组", "name": code} | other


def _drawing(*cells: dict[str, Any], kind: str = "building-group") -> Provocation:
    def provoke(face: Face) -> httpx2.Response:
        here = str(face.town.compound)
        placed = [
            one | ({"compound": here} if one.get("compound") == "here" else {}) for one in cells
        ]
        path = f"/v1/committees/{face.town.committee}/grids/{kind}/drawings"
        return face.post(path, {"cells": placed}, face.town.clerk)

    return provoke


def _twice(provoke: Provocation) -> Provocation:
    def both(face: Face) -> httpx2.Response:
        provoke(face)
        return provoke(face)

    return both


def _head_twice(face: Face) -> httpx2.Response:
    _drawing(_cell("H"), kind="party")(face)
    path = f"/v1/committees/{face.town.committee}/grids/party/heads"
    face.post(path, {"cell": "H", "households": 3}, face.town.clerk)
    return face.post(path, {"cell": "H", "households": 3}, face.town.clerk)


_ONE = {"compound": "here", "buildings": ["1号楼"]}

LINKING: Mapping[str, Provocation] = {
    "referral-open": _put_twice,
    "unknown-office": _unknown_office,
    "not-asked": _on_referral("acceptances", whose="property_company"),
    "already-accepted": _on_referral("acceptances", taken=True),
    "not-accepted": _on_referral("advice", advice="可以"),
    "advice-missing": _on_referral(
        "conclusion", taken=True, whose="", outcome="mediated", conclusion="成"
    ),
    "referral-concluded": _on_referral("acceptances", over=True),
    "unknown-body": lambda face: _asking(to=[str(new_id())])(face),
    "body-repeated": _asking_those("next_committee", "next_committee"),
    "body-out-of-reach": _asking_those("district"),
    "asked-until-past": lambda face: _asking(until=soon(face, -3))(face),
    "inquiry-closed": _closed,
    "not-answered": _not_answered,
    "unknown-inquiry": _no_such_inquiry,
    "unknown-library-case": _no_such_case,
    "case-withdrawn": _withdrawn,
    "unknown-grid-kind": _drawing(_cell("A"), kind="zoo"),
    "grid-unchanged": _twice(_drawing(_cell("U"))),
    "cell-repeated": _drawing(_cell("A"), _cell("A")),
    "unknown-cell": _drawing(_cell("A", above="B")),
    "cells-in-a-ring": _drawing(_cell("A", above="B"), _cell("B", above="A")),
    "compound-unnamed": _drawing(_cell("A", buildings=["1号楼"])),
    "building-repeated": _drawing(_cell("A", **_ONE), _cell("B", **_ONE)),
    "head-unchanged": _head_twice,
}
