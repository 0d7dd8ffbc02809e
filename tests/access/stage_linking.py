"""The matrix's requests for referrals, inquiries, the library of cases and grids."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.actor import Role
from domain.body.events import Level
from domain.grid.events import Cell as Part
from domain.moment import local
from domain.referral.events import Referred
from projections.engine import fetch
from projections.views import directory
from service.commands.base import Command
from service.commands.cases import TellCase
from service.commands.directory import RegisterBody
from service.commands.grids import DrawGrid
from service.commands.inquiries import AnswerInquiry, Ask, AskExpert
from service.commands.referrals import AcceptReferral, MakeReferral
from service.ids import new_id
from service.policy import Action, Principal
from tests.access.scene import Scene
from tests.api.face import Call
from tests.neighbourhood import Neighbourhood, principal

PREFIXES = (
    "/v1/referrals",
    "/v1/inquiries",
    "/v1/cases",
    "/v1/committees/{committee}/grids",
    "/v1/committees/{committee}/cross-check",
)
REFERRED = "/v1/issues/{issue}/referrals"
_REFERRAL, _INQUIRY = "/v1/referrals/{referral}", "/v1/inquiries/{inquiry}"
_CASE, _GRID = "/v1/cases/{case}", "/v1/committees/{committee}/grids"
_CROSS = "/v1/committees/{committee}/cross-check"
PREFIXES = ("/v1/referrals", "/v1/inquiries", "/v1/cases", _GRID, _CROSS)

LINKING_FELT_AT: Mapping[Action, str] = {
    Action.REFER: f"POST {REFERRED}",
    Action.REFERRAL_VIEW: f"GET {_REFERRAL}",
    Action.REFERRAL_KEEP: f"POST {_REFERRAL}/conclusion",
    Action.REFERRAL_ADVISE: f"POST {_REFERRAL}/acceptances",
    Action.INQUIRY_VIEW: f"GET {_INQUIRY}",
    Action.INQUIRY_KEEP: "POST /v1/inquiries",
    Action.INQUIRY_ANSWER: f"POST {_INQUIRY}/answers",
    Action.INQUIRY_COMMENT: f"POST {_INQUIRY}/comments",
    Action.CASE_VIEW: f"GET {_CASE}",
    Action.CASE_KEEP: "POST /v1/cases",
    Action.GRID_VIEW: f"GET {_GRID}",
    Action.GRID_KEEP: f"POST {_GRID}/{{kind}}/drawings",
}
LINKING_SEEN_FIRST: Mapping[str, Action] = {
    f"POST {_REFERRAL}": Action.REFERRAL_VIEW,
    f"POST {_INQUIRY}": Action.INQUIRY_VIEW,
    f"POST {_CASE}": Action.CASE_VIEW,
}
ANSWERS = f"POST {_INQUIRY}/answers"
TALE: Mapping[str, Any] = {
    "title": "一棚一策",
    "problem": "飞线",
    "approach": "选点",
    "result": "建棚",
}


class Linking:
    """One of each for each request, in the place that the request is about."""

    def __init__(self, town: Neighbourhood) -> None:
        self._town = town
        self._made: dict[UUID, UUID] = {}

    def call(self, route: str, scene: Scene) -> Call:
        """The request, by nobody yet."""
        method, template = route.split()
        ids: dict[str, Any] = {"committee": scene.place.committee, "kind": "party"}
        if "{issue}" in template:
            ids["issue"] = self._referral(scene, accepted=False)[0]
        if "{referral}" in template:
            ids["referral"] = self._referral(scene, accepted=route.endswith("/advice"))[1]
        if "{inquiry}" in template:
            ids["inquiry"] = self._inquiry(route, scene)
        if "{case}" in template:
            ids["case"] = self._case(scene)
        if "/grids" in template and not route.endswith("/drawings"):
            self._drawn(scene)
        body = _BODIES[route](self, scene) if route in _BODIES else None
        return Call(method=method, path=template.format(**ids), by=None, body=body)

    def asker(self, scene: Scene) -> UUID:
        """The body for which the caller may ask and tell: a superior for their own."""
        if scene.role is not Role.SUPERIOR:
            return scene.place.committee
        return self._above(scene.place.committee)

    def asking(self, scene: Scene) -> Mapping[str, Any]:
        """A question to the committee of the place, or of a clerk to one beside it."""
        asker = self.asker(scene)
        to = self._beside(asker) if asker == scene.place.committee else scene.place.committee
        return {
            "asker": str(asker),
            "title": "电动车进楼",
            "problem": "怎么办",
            "to": [str(to)],
            "until": self.soon(),
        }

    def soon(self) -> str:
        """A day to come."""
        return (local(self._town.service.now()).date() + timedelta(days=9)).isoformat()

    def _referral(self, scene: Scene, *, accepted: bool) -> tuple[UUID, UUID]:
        """An issue of the place that is put to the party, which was never handed it."""
        place, referral = scene.place, new_id()
        issue = self._town.report(
            by=place.clerk, committee=place.committee, compound=place.compound
        )
        party = Referred(organisation=scene.party, role="law-firm")
        self._do(
            MakeReferral(issue=issue, referral=referral, parties=(party,), question="能否"),
            place.clerk,
        )
        if accepted:
            accept = AcceptReferral(referral=referral, organisation=scene.party)
            self._do(accept, place.clerk)
        return issue, referral

    def _inquiry(self, route: str, scene: Scene) -> UUID:
        """Of the place's own committee; one to be answered was put to the caller's body."""
        inquiry, own = new_id(), scene.place.committee
        asker, asked = own, self._beside(own)
        if route == ANSWERS and scene.role is Role.SUPERIOR:
            asked = self._above(own)
            asker = self._above(asked)
        elif route == ANSWERS:
            asker, asked = asked, own
        clerk = principal(Role.CLERK, body=asker)
        day = local(self._town.service.now()).date() + timedelta(days=9)
        ask = Ask(
            inquiry=inquiry,
            asker=asker,
            title="电动车进楼",
            problem="怎么办",
            category=None,
            to=(asked,),
            until=day,
        )
        self._do(ask, clerk)
        self._do(AskExpert(inquiry=inquiry, organisation=scene.party, until=day), clerk)
        self._do(
            AnswerInquiry(inquiry=inquiry, answer="先建后禁"), principal(Role.CLERK, body=asked)
        )
        return inquiry

    def _case(self, scene: Scene) -> UUID:
        case, inquiry = new_id(), self._inquiry(f"GET {_INQUIRY}", scene)
        tell = TellCase(case=case, body=scene.place.committee, inquiry=inquiry, **TALE)
        self._do(tell, scene.place.clerk)
        return case

    def _drawn(self, scene: Scene) -> None:
        """A grid that is drawn anew for each request."""
        part = Part(
            code="A", above=None, tier="党支部", name=scene.code, compound=None, buildings=()
        )
        draw = DrawGrid(committee=scene.place.committee, kind="party", cells=(part,))
        self._do(draw, scene.place.clerk)

    def _beside(self, body: UUID) -> UUID:
        """A committee of the same subdistrict, which nobody of the tests belongs to."""
        parent = self._above(body)
        if parent not in self._made:
            self._made[parent] = self._another(parent)
        return self._made[parent]

    def _another(self, parent: UUID) -> UUID:
        body = new_id()
        register = RegisterBody(
            body=body,
            level=Level.COMMITTEE,
            name="旁边居委会",
            code=f"P{body.hex[-6:].upper()}",
            superior=parent,
        )
        self._do(register, self._town.administrator)
        return body

    def _above(self, body: UUID) -> UUID:
        with self._town.service.database.read() as connection:
            row = fetch(connection, directory.VIEW, (body,))
        assert row is not None
        assert row.parent is not None
        return row.parent

    def _do(self, command: Command, by: Principal) -> None:
        self._town.do(command, by=by)


_Body = Callable[[Linking, Scene], Mapping[str, Any]]


def _for_party(scene: Scene, **more: Any) -> Mapping[str, Any]:
    return {"organisation": str(scene.party)} | more


_BODIES: Mapping[str, _Body] = {
    f"POST {_REFERRAL}/acceptances": lambda _, scene: _for_party(scene),
    f"POST {_REFERRAL}/advice": lambda _, scene: _for_party(scene, advice="可以协商"),
    f"POST {_REFERRAL}/conclusion": lambda _, __: {"outcome": "failed", "conclusion": "未成"},
    "POST /v1/inquiries": lambda linking, scene: linking.asking(scene),
    ANSWERS: lambda _, __: {"answer": "先建后禁"},
    f"POST {_INQUIRY}/experts": lambda linking, scene: {
        "organisation": str(scene.third),
        "until": linking.soon(),
    },
    f"POST {_INQUIRY}/comments": lambda _, __: {"comment": "先算缺口"},
    f"POST {_INQUIRY}/closure": lambda _, __: {},
    "POST /v1/cases": lambda linking, scene: {"body": str(linking.asker(scene)), **TALE},
    f"POST {_CASE}/retellings": lambda _, __: TALE,
    f"POST {_CASE}/withdrawal": lambda _, __: {"reason": "过时"},
    f"POST {_GRID}/{{kind}}/drawings": lambda _, scene: {
        "cells": [{"code": "A", "tier": "党支部", "name": scene.code}]
    },
    f"POST {_GRID}/{{kind}}/heads": lambda _, scene: {"cell": "A", "note": scene.code},
}
"""A body that the rules accept, for every command."""
