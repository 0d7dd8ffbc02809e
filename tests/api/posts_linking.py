"""Good requests for referrals, inquiries, cases and grids, each about one of its own."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.actor import Role
from domain.grid.events import Cell
from domain.moment import local
from domain.referral.events import Referred
from service.commands.base import Command
from service.commands.cases import TellCase
from service.commands.grids import DrawGrid
from service.commands.inquiries import AnswerInquiry, Ask, AskExpert
from service.commands.referrals import AcceptReferral, MakeReferral
from service.ids import new_id
from service.policy import Principal
from tests.api.face import Face
from tests.api.posting import Post, post
from tests.neighbourhood import principal

REFERRALS, INQUIRIES, CASES = "/v1/referrals", "/v1/inquiries", "/v1/cases"
TALE: Mapping[str, Any] = {
    "title": "一棚一策",
    "problem": "飞线",
    "approach": "选点",
    "result": "建棚",
}


def posts_linking(face: Face) -> list[Post]:
    """Requests each accepted whatever the others did."""
    return [
        *_referral_posts(face),
        *_inquiry_posts(face),
        *_case_posts(face),
        *_grid_posts(face),
    ]


def _referral_posts(face: Face) -> list[Post]:
    town, issue = face.town, face.town.report()
    when = {"occurred_at": local(face.service.now()).isoformat()}
    whose = {"organisation": str(town.contractor)}
    made, template = f"/v1/issues/{issue}/referrals", f"{REFERRALS}/{{referral}}"
    taken, said, over = (referral(face, taken=n > 0) for n in range(3))
    return [
        post("/v1/issues/{issue}/referrals", made, referring(face) | when, town.clerk),
        post(f"{template}/acceptances", f"{REFERRALS}/{taken}/acceptances", whose, town.clerk),
        post(
            f"{template}/advice",
            f"{REFERRALS}/{said}/advice",
            whose | {"advice": "可以协商"},
            town.clerk,
        ),
        post(
            f"{template}/conclusion",
            f"{REFERRALS}/{over}/conclusion",
            {"outcome": "failed", "conclusion": "未成"},
            town.clerk,
        ),
    ]


def _inquiry_posts(face: Face) -> list[Post]:
    town = face.town
    told = new_id()
    _do(face, TellCase(case=told, body=town.committee, **TALE))
    nouns: dict[str, tuple[Any, Principal]] = {
        "answers": (
            {"answer": "先建后禁", "issues": [], "case": str(told)},
            town.next_clerk,
        ),
        "experts": ({"organisation": str(town.contractor), "until": soon(face)}, town.clerk),
        "comments": ({"comment": "先算", "body": str(town.next_committee)}, town.handler),
        "closure": ({"conclusion": "疏堵结合"}, town.clerk),
    }
    return [
        post(INQUIRIES, INQUIRIES, asking(face), town.clerk),
        *(
            post(
                f"{INQUIRIES}/{{inquiry}}/{noun}",
                f"{INQUIRIES}/{inquiry(face)}/{noun}",
                body,
                by,
            )
            for noun, (body, by) in nouns.items()
        ),
    ]


def _case_posts(face: Face) -> list[Post]:
    clerk = face.town.clerk
    told = {
        "body": str(face.town.committee),
        "method": {"name": "linba", "version": 4},
        "issue": str(face.town.report()),
        "inquiry": str(inquiry(face)),
        **TALE,
    }
    path = f"{CASES}/{{case}}"
    return [
        post(CASES, CASES, told, clerk),
        post(f"{path}/retellings", f"{CASES}/{case(face)}/retellings", TALE, clerk),
        post(f"{path}/withdrawal", f"{CASES}/{case(face)}/withdrawal", {"reason": "过时"}, clerk),
    ]


def _grid_posts(face: Face) -> list[Post]:
    town = face.town
    grids = f"/v1/committees/{town.committee}/grids"
    cell = {"code": "A1", "tier": "微网格", "name": "一", "compound": str(town.compound)}
    _do(face, DrawGrid(committee=town.committee, kind="area", cells=(AREA,)))
    head = {
        "cell": "A",
        "person": str(town.resident.person),
        "organisation": str(town.contractor),
        "households": 72,
        "residents": 206,
        "note": "周三值班",
    }
    return [
        post(
            "/v1/committees/{committee}/grids/{kind}/drawings",
            f"{grids}/micro-grid/drawings",
            {"cells": [cell | {"buildings": ["1号楼"], "above": None}]},
            town.clerk,
        ),
        post(
            "/v1/committees/{committee}/grids/{kind}/heads", f"{grids}/area/heads", head, town.clerk
        ),
    ]


AREA = Cell(code="A", above=None, tier="片区", name="东片", compound=None, buildings=())


def soon(face: Face, days: int = 9) -> str:
    """A day to come."""
    return (local(face.service.now()).date() + timedelta(days=days)).isoformat()


def referring(face: Face, **other: Any) -> dict[str, Any]:
    """A good body for an issue's referrals."""
    party = {"organisation": str(face.town.contractor), "role": "law-firm"}
    return {"parties": [party], "question": "能否"} | other


def referral(face: Face, *, taken: bool = False) -> UUID:
    """A referral to the contractor, who has taken it on where asked."""
    made = new_id()
    party = Referred(organisation=face.town.contractor, role="law-firm")
    put = MakeReferral(issue=face.town.report(), referral=made, parties=(party,), question="能否")
    _do(face, put)
    if taken:
        _do(face, AcceptReferral(referral=made, organisation=face.town.contractor))
    return made


def asking(face: Face, **other: Any) -> dict[str, Any]:
    """A good body for `POST /v1/inquiries`."""
    usual = {
        "asker": str(face.town.committee),
        "title": "电动车进楼",
        "problem": "怎么办",
        "to": [str(face.town.next_committee)],
        "until": soon(face),
    }
    return usual | other


def inquiry(face: Face, *, answered: bool = True) -> UUID:
    """The committee asks the next one; the property company may look on."""
    town, made = face.town, new_id()
    day = local(face.service.now()).date() + timedelta(days=9)
    ask = Ask(
        inquiry=made,
        asker=town.committee,
        title="电动车进楼",
        problem="怎么办",
        category=None,
        to=(town.next_committee,),
        until=day,
    )
    _do(face, ask)
    _do(face, AskExpert(inquiry=made, organisation=town.property_company, until=day))
    if answered:
        by = principal(Role.CLERK, body=town.next_committee)
        town.do(AnswerInquiry(inquiry=made, answer="先建后禁"), by=by)
    return made


def case(face: Face) -> UUID:
    """A case that the committee tells."""
    made = new_id()
    _do(face, TellCase(case=made, body=face.town.committee, **TALE))
    return made


def _do(face: Face, command: Command) -> None:
    face.town.do(command, by=face.town.clerk)
