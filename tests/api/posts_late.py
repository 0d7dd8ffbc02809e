"""Good requests for the second half of the loop: talks, approval, works, money, revisit.

Each is about an issue of its own, which stands where the request is accepted.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from service.policy import Principal
from tests.api.face import Face
from tests.api.posting import Post, post
from tests.table import Table

_LINE = {
    "source": "maintenance-fund",
    "payer": None,
    "amount": 12_000_000,
    "pays_for": "一号楼外墙共用部位",
    "authorisation": {"cap": 15_000_000, "reference": "业主大会授权决议"},
}


def posts_late(face: Face) -> list[Post]:
    """Requests about new issues, each accepted whatever the others did."""
    table = Table(face.town)
    specs = (*_talks(table), *_approval(table), *_works(table), *_revisit(table))
    return [_on(face, *spec) for spec in specs]


Spec = tuple[str, UUID, Principal, Mapping[str, Any]]


def _on(face: Face, noun: str, issue: UUID, by: Principal, body: Mapping[str, Any]) -> Post:
    template = f"/v1/issues/{{issue}}/{noun}"
    match = face.town.issue(issue).version if noun in ("proposals", "decision") else None
    return post(template, template.format(issue=issue), body, by, match)


def _talks(table: Table) -> list[Spec]:
    clerk, company = table.town.clerk, str(table.town.property_company)
    sited = table.triaged(compound=None, address="新南二东侧", sites=("东侧空地",))
    meeting = {
        "kind": "coordination",
        "attendees": [company],
        "minutes": "三方到会",
        "outcome": "选址东侧",
        "opinions": [{"expert": "注册电气工程师", "opinion": "容量可承载"}],
        "occurred_at": None,
    }
    checks = {"step": "done", "codes": ["plan-carried-out"], "note": "逐项看过"}
    proposal = {
        "plan": "张家宅沿街整治",
        "sites": [1],
        "outputs": [{"item": "充电端口", "quantity": 162, "unit": "ge", "site": 1}],
        "budget": 12_000_000,
        "lines": [_LINE | {"payer": company}],
    }
    position = {
        "version": 1,
        "seat": "property-company",
        "stance": "agree",
        "reason": "同意",
        "person": str(table.town.resident.person),
        "occurred_at": None,
    }
    return [
        ("meetings", table.reported(), clerk, meeting),
        ("checks", table.asked(), clerk, checks),
        ("proposals", sited, clerk, proposal),
        ("positions", table.tabled(), clerk, position),
        ("negotiation-failures", table.tabled(), clerk, {"reason": "选址谈不拢"}),
        ("negotiation-reopenings", table.agreed(), clerk, {"reason": "再议一次"}),
    ]


def _approval(table: Table) -> list[Spec]:
    clerk = table.town.clerk
    decision = {
        "decision": "approve",
        "note": "各席位一致同意",
        "certificate": None,
        "reason": None,
        "bearer": None,
        "occurred_at": None,
    }
    return [
        ("decision", table.agreed(), clerk, decision),
        ("variations", table.varied(), clerk, {"note": "增加两个端口"}),
        ("annulments", table.approved(), table.superior, {"reason": "清册有误"}),
    ]


def _works(table: Table) -> list[Spec]:
    clerk, company = table.town.clerk, str(table.town.property_company)
    progress = {"party": company, "note": "已装96个", "percent": 60, "sites": []}
    funds = {"kind": "received", "line": 1, "amount": 6_000_000, "note": "商铺分担款到账"}
    return [
        ("works", table.approved(), clerk, {"party": company, "note": "进场"}),
        ("progress", table.started(), clerk, progress),
        ("funds", table.tabled(), clerk, funds),
    ]


def _revisit(table: Table) -> list[Spec]:
    clerk = table.town.clerk
    answer = {
        "kind": "phone",
        "resolved": True,
        "satisfaction": "satisfied",
        "unreachable": False,
        "comment": "装好了",
        "rework": False,
        "occurred_at": None,
    }
    attempt = {"kind": "phone", "note": "无人接听", "occurred_at": None}
    return [
        ("attempts", table.done(), clerk, attempt),
        ("revisits", table.done(), clerk, answer),
        ("objections", table.done(), clerk, {"reason": "又断电了"}),
        ("conclusion", table.exhausted(), table.superior, {"reply": "列入明年计划"}),
    ]
