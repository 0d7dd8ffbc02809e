"""凌八: 一键上报、15分钟响应、24小时办结. Done, urged and supervised, withdrawn, anonymous."""

from uuid import UUID

from cli.demonstration.above import Above
from cli.demonstration.steps import (
    Exhibit,
    Neighbourhood,
    Step,
    adoption,
    body,
    compound,
    neighbour,
    party,
    troika,
)
from domain.actor import Role
from domain.body.events import Level
from domain.issue.events import Outcome, RevisitKind
from domain.method.terms import Basis, Limit, Scale, Span, Track
from domain.moment import HOUR, MINUTE
from domain.organisation.events import OrganisationKind
from service.commands.base import Command
from service.commands.exits import Withdraw
from service.commands.handling import (
    Acknowledge,
    ClearOutput,
    Complete,
    CompleteDispatch,
    Dispatch,
    Reply,
    Respond,
)
from service.commands.intake import Report, Triage
from service.commands.oversight import Supervise, Urge
from service.commands.record import Publish
from service.commands.revisit import Revisit
from service.credentials import KeyRequest
from service.ids import new_id

CLERK, REVISITOR, RESIDENT = "clerk-lingba", "revisitor-lingba", "resident-lingba"


class Lingba:
    """Its ids. `gate` is the resident's issue of which a receipt is handed out."""

    def __init__(self) -> None:
        self.committee, self.lingzhao = new_id(), new_id()
        self.volunteers, self.property, self.owners = new_id(), new_id(), new_id()
        self.parking, self.gate, self.noise, self.blocked = new_id(), new_id(), new_id(), new_id()


def lingba(above: Above, p: Lingba) -> Neighbourhood:
    """Small matters, quickly: and what helps where they are not quick."""
    return Neighbourhood(
        setting=_setting(above, p),
        people=_people(p),
        steps=[*_parking(p), *_blocked(p), *_noise(p), *_gate(p)],
        exhibits=[
            Exhibit(p.parking, "status=done", "15 minutes, 24 hours; a revisit is due"),
            Exhibit(
                p.blocked,
                "q=消防通道",
                "anonymous: answered in public, inspected",
            ),
            Exhibit(p.noise, "status=withdrawn", "taken back by the resident"),
            Exhibit(p.gate, "urged=true", "urged by the resident, supervised from above"),
        ],
    )


def _setting(above: Above, p: Lingba) -> list[Command]:
    return [
        body(p.committee, Level.COMMITTEE, "凌八居民区", "LB", above.dongming),
        compound(p.committee, p.lingzhao, "凌兆八村"),
        adoption(p.committee, "LB"),
        party(p.volunteers, "凌八志愿服务队", OrganisationKind.VOLUNTEERS),
        party(p.property, "凌兆物业", OrganisationKind.PROPERTY_COMPANY),
        party(p.owners, "凌兆八村业委会", OrganisationKind.OWNERS_COMMITTEE),
        *troika(p.committee, p.lingzhao, p.owners, p.property),
    ]


def _people(p: Lingba) -> dict[str, KeyRequest]:
    return {
        RESIDENT: KeyRequest(
            roles=frozenset({Role.RESIDENT}),
            compound=p.lingzhao,
            contact=neighbour("陆清和", "13800004521", "7号楼303室"),
        ),
        CLERK: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee),
        REVISITOR: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee),
        "handler-volunteers": KeyRequest(
            roles=frozenset({Role.HANDLER}), organisation=p.volunteers
        ),
        "handler-lingba-property": KeyRequest(
            roles=frozenset({Role.HANDLER}), organisation=p.property
        ),
        "owners-lingba": KeyRequest(
            roles=frozenset({Role.OWNERS_COMMITTEE}), compound=p.lingzhao, organisation=p.owners
        ),
    }


def _parking(p: Lingba) -> list[Step]:
    """小事专人管: responded after 8 minutes, completed within the evening."""
    issue, handler = p.parking, "handler-volunteers"
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        compound=p.lingzhao,
        channel="xiaoshi-kuaiban",
        category="parking",
        contact=neighbour("沈秋禾", "13800001234", "12号楼502室"),
        words="小区门口晚上总有外来车辆违停，我们下班回来没地方停，进出也堵。",
    )
    done = Complete(
        issue=issue,
        outcome=Outcome.SOLVED,
        reply="违停车辆已劝离，晚间增派志愿者巡查，出入口已恢复畅通。",
        outputs=(ClearOutput(item="晚间巡查", quantity=3, unit="ci"),),
    )
    welcome = Respond(issue=issue, message="您好，已收到您的反映，志愿者正赶往现场。")
    order = Dispatch(issue=issue, parties=(p.volunteers,), note="请今晚到场劝离。")
    return [
        Step(CLERK, report, ago=5 * HOUR),
        Step(CLERK, welcome, ago=5 * HOUR - 8 * MINUTE),
        Step(CLERK, _triage(issue, "parking", "小区出入口外来车辆违停"), ago=4 * HOUR),
        Step(CLERK, order, ago=4 * HOUR),
        Step(handler, Acknowledge(issue=issue), ago=3 * HOUR),
        Step(handler, CompleteDispatch(issue=issue, note="已劝离3辆外来车辆。"), ago=2 * HOUR),
        Step(CLERK, done, ago=HOUR),
        Step(CLERK, Reply(issue=issue, message="如再有违停，可随时一键上报。")),
    ]


def _blocked(p: Lingba) -> list[Step]:
    """Nobody to answer: it is published, and somebody goes to look."""
    issue = p.blocked
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        compound=p.lingzhao,
        channel="wechat",
        category="safety",
        words="9号楼消防通道堆了旧家具，不想留名，请尽快清掉。",
    )
    public = Publish(issue=issue, text="9号楼消防通道的堆物已清理，楼组每周巡查一次。")
    done = Complete(issue=issue, outcome=Outcome.SOLVED, reply="堆物已清理，结果已在公示栏公布。")
    look = Revisit(
        issue=issue, kind=RevisitKind.INSPECTION, resolved=True, comment="现场查看，通道畅通。"
    )
    return [
        Step(CLERK, report, ago=30 * HOUR),
        Step(CLERK, _triage(issue, "safety", "9号楼消防通道堆物"), ago=29 * HOUR),
        Step(CLERK, public, ago=8 * HOUR),
        Step(CLERK, done, ago=8 * HOUR),
        Step(REVISITOR, look, ago=3 * HOUR),
    ]


def _noise(p: Lingba) -> list[Step]:
    issue = p.noise
    report = _own_report(p, issue, "noise", "楼下装修电钻响了一上午。")
    return [
        Step(RESIDENT, report),
        Step(RESIDENT, Withdraw(issue=issue, reason="邻居已经说好错开午休，不用麻烦了。")),
    ]


def _gate(p: Lingba) -> list[Step]:
    """An order that the property company has not taken yet, and who presses for it."""
    issue = p.gate
    limit = Limit(amount=24, span=Span.HOUR, basis=Basis.NATURAL)
    order = Dispatch(issue=issue, parties=(p.property,), note="请检修门禁电机。")
    haste = Urge(issue=issue, message="门一直敞着，晚上不放心，什么时候能修好？")
    return [
        Step(RESIDENT, _own_report(p, issue, "facilities", "3号门门禁坏了，谁都能进出。")),
        Step(CLERK, Respond(issue=issue, message="已收到，已通知物业检修。")),
        Step(CLERK, _triage(issue, "facilities", "3号门门禁损坏", Scale.URGENT)),
        Step(CLERK, order),
        Step(RESIDENT, haste),
        Step(
            "superior-dongming",
            Supervise(
                issue=issue, limit=limit, demand="门禁关系夜间安全，请24小时内修复并报结果。"
            ),
        ),
    ]


def _own_report(p: Lingba, issue: UUID, category: str, words: str) -> Report:
    """The resident's, by one tap."""
    return Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        compound=p.lingzhao,
        channel="xiaoshi-kuaiban",
        category=category,
        words=words,
    )


def _triage(issue: UUID, category: str, summary: str, scale: Scale = Scale.SMALL) -> Triage:
    return Triage(issue=issue, category=category, scale=scale, track=Track.FAST, summary=summary)
