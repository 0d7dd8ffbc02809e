"""虹桥新城: 162 charging ports, agreed, approved, built; and a second round for the shops."""

from uuid import UUID

from cli.demonstration.above import Above
from cli.demonstration.steps import (
    Exhibit,
    Neighbourhood,
    Step,
    body,
    compound,
    neighbour,
    party,
    troika,
)
from cli.demonstration.talks import Member, agreed, introduced, whole_loop
from domain.actor import Role
from domain.body.events import Level
from domain.issue.events import Outcome, RevisitKind, Satisfaction
from domain.moment import DAY
from domain.organisation.events import OrganisationKind
from service.commands.approval import Approve
from service.commands.handling import (
    ClearOutput,
    Complete,
    CompleteDispatch,
    Dispatch,
    Respond,
)
from service.commands.intake import Report
from service.commands.negotiation import ClearLine, ClearOpinion, NoteMeeting, TableProposal
from service.commands.revisit import Revisit
from service.commands.works import NoteProgress, StartWork
from service.credentials import KeyRequest
from service.ids import new_id

CLERK, REVISITOR = "clerk-hongqiao", "revisitor-hongqiao"


class Hongqiao:
    """Its ids, and who speaks for the two seats that have no key."""

    def __init__(self) -> None:
        self.committee, self.compound = new_id(), new_id()
        self.owners, self.property, self.builder = new_id(), new_id(), new_id()
        self.ports = new_id()
        self.voices = (
            Member("owners-committee", new_id(), "秦望舒"),
            Member("property-company", new_id(), "方砚青"),
        )


def hongqiao(above: Above) -> Neighbourhood:
    """One issue, twice around the loop."""
    p = Hongqiao()
    return Neighbourhood(
        setting=[
            body(p.committee, Level.COMMITTEE, "虹桥新城居民区", "HQ", above.zhoujiaqiao),
            compound(p.committee, p.compound, "虹桥新城"),
            party(p.owners, "虹桥新城业委会", OrganisationKind.OWNERS_COMMITTEE),
            party(p.property, "虹桥新城物业", OrganisationKind.PROPERTY_COMPANY),
            party(p.builder, "充电设施施工队", OrganisationKind.CONTRACTOR),
            *troika(p.committee, p.compound, p.owners, p.property),
        ],
        people={
            CLERK: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee),
            REVISITOR: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee),
        },
        steps=[*introduced(CLERK, *p.voices), *_talks(p), *_works(p), *_second_round(p)],
        exhibits=[
            Exhibit(
                p.ports,
                "round=2",
                "162 ports; a dissatisfied answer reopened it",
            )
        ],
    )


def _talks(p: Hongqiao) -> list[Step]:
    """协商: experts are heard, one plan is tabled, all three seats agree."""
    issue = p.ports
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        compound=p.compound,
        channel="visit",
        category="ev-charging",
        contact=neighbour("孟听澜", "13800007283", "21号楼104室"),
        words="电瓶车停得到处都是，还有人从窗口拉线充电，看着就怕。",
    )
    meeting = NoteMeeting(
        issue=issue,
        kind="expert",
        attendees=(p.committee, p.owners, p.property),
        minutes="就充电点位与住宅的间距、线路负荷和收费逐项讨论。",
        outcome="争议点位改设在沿街一侧，其余点位按原方案。",
        opinions=(
            ClearOpinion(expert="消防工程师 冯既明", opinion="点位须避开疏散通道，配灭火装置。"),
        ),
    )
    welcome = Respond(issue=issue, message="已列入电瓶车管理自治行动，请您参加联席会。")
    triage = whole_loop(issue, "ev-charging", "电瓶车乱停放、飞线充电")
    return [
        Step(CLERK, report, ago=24 * DAY),
        Step(CLERK, welcome, ago=24 * DAY),
        Step(CLERK, triage, ago=23 * DAY),
        Step(CLERK, meeting, ago=20 * DAY),
        Step(CLERK, _ports(issue), ago=18 * DAY),
        *agreed(CLERK, issue, *p.voices, ago=17 * DAY),
        Step(CLERK, Approve(issue=issue, note="三方一致，方案通过。"), ago=16 * DAY),
    ]


def _works(p: Hongqiao) -> list[Step]:
    """实施、办结."""
    issue = p.ports
    done = Complete(
        issue=issue,
        outcome=Outcome.SOLVED,
        reply="小区新增162个充电接口，飞线充电由志愿者每日巡查。",
        outputs=(ClearOutput(item="充电接口", quantity=162, unit="ge"),),
        cost=19_440_000,
    )
    half_way = NoteProgress(issue=issue, party=p.builder, note="已装90个接口。", percent=55)
    return [
        Step(CLERK, Dispatch(issue=issue, parties=(p.builder,)), ago=15 * DAY),
        Step(CLERK, StartWork(issue=issue, party=p.builder, note="进场施工。"), ago=14 * DAY),
        Step(CLERK, half_way, ago=10 * DAY),
        Step(CLERK, CompleteDispatch(issue=issue, party=p.builder), ago=6 * DAY),
        Step(CLERK, done, ago=6 * DAY),
    ]


def _second_round(p: Hongqiao) -> list[Step]:
    """回访不满意: the next round of the same issue, with a plan for what was forgotten."""
    issue = p.ports
    asked = Revisit(
        issue=issue,
        kind=RevisitKind.DOOR,
        resolved=True,
        satisfaction=Satisfaction.DISSATISFIED,
        comment="住户方便了，沿街商铺没地方充，还在拉线。",
    )
    plan = TableProposal(
        issue=issue,
        plan="为沿街商铺打造专属充电区，由物业统一管理。",
        outputs=(ClearOutput(item="商铺专属充电区", quantity=1, unit="ge"),),
        budget=3_000_000,
        lines=(ClearLine(source="public-income", amount=3_000_000, pays_for="商铺专属充电区"),),
    )
    return [
        Step(REVISITOR, asked, ago=4 * DAY),
        Step(CLERK, plan, ago=2 * DAY),
        *agreed(CLERK, issue, ago=DAY, version=2),
    ]


def _ports(issue: UUID) -> TableProposal:
    return TableProposal(
        issue=issue,
        plan="新增162个充电接口，分设六处；同时订立非机动车管理公约。",
        outputs=(ClearOutput(item="充电接口", quantity=162, unit="ge"),),
        budget=19_440_000,
        lines=(
            ClearLine(source="government", amount=9_720_000, pays_for="充电接口一半费用"),
            ClearLine(source="public-income", amount=9_720_000, pays_for="充电接口一半费用"),
        ),
    )
