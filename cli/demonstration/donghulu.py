"""东湖路: 双登记双交办, and what happens where one half is missing; three rounds, concluded."""

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
    seat,
)
from domain.actor import Role
from domain.body.events import Level
from domain.issue.events import Discovery, Outcome, RevisitKind, Satisfaction
from domain.method.terms import Scale, Track
from domain.moment import DAY, HOUR
from domain.organisation.events import OrganisationKind
from service.commands.handling import ClearOutput, Complete, CompleteDispatch, Dispatch
from service.commands.intake import Report, Triage
from service.commands.record import Attach
from service.commands.revisit import Conclude, Revisit
from service.credentials import KeyRequest
from service.ids import new_id

CLERK, REVISITOR = "clerk-donghulu", "revisitor-donghulu"


class Donghulu:
    """Its ids."""

    def __init__(self) -> None:
        self.committee, self.pearl, self.garden = new_id(), new_id(), new_id()
        self.property, self.gardeners, self.branch = new_id(), new_id(), new_id()
        self.road, self.greening = new_id(), new_id()


def donghulu(above: Above) -> Neighbourhood:
    """Two of its 14 compounds."""
    p = Donghulu()
    return Neighbourhood(
        setting=[
            body(p.committee, Level.COMMITTEE, "东湖路社区", "DHL", above.qingfeng),
            compound(p.committee, p.pearl, "新城明珠小区"),
            compound(p.committee, p.garden, "清心佳园小区"),
            adoption(p.committee, "DHL"),
            party(p.property, "东湖路片区物业", OrganisationKind.PROPERTY_COMPANY),
            party(p.gardeners, "绿化养护队", OrganisationKind.CONTRACTOR),
            party(p.branch, "新城明珠小区党支部", OrganisationKind.PARTY_BRANCH),
            seat(p.committee, "party-branch", p.branch, p.pearl),
            seat(p.committee, "property-company", p.property),
        ],
        people={
            CLERK: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee),
            REVISITOR: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee),
        },
        steps=[*_greening(p), *_road(p)],
        exhibits=[
            Exhibit(
                p.greening,
                "status=concluded",
                "three rounds, then superior-qingfeng ended it",
            ),
            Exhibit(
                p.road,
                "half=register",
                "one half of 双登记双交办 is missing",
            ),
        ],
    )


def _road(p: Donghulu) -> list[Step]:
    """Found by a building head, entered in one book, handed to one party."""
    issue = p.road
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        compound=p.pearl,
        channel="patrol",
        discovery=Discovery.FOUND,
        category="facilities",
        summary="新城明珠小区主路破损严重",
    )
    triage = Triage(issue=issue, category="facilities", scale=Scale.HARD, track=Track.NORMAL)
    entered = Attach(issue=issue, register="building-head-log", note="楼栋长日志第17页")
    order = Dispatch(issue=issue, parties=(p.property,), note="请先设警示、临时填补。")
    return [
        Step(CLERK, report, ago=3 * DAY),
        Step(CLERK, triage, ago=2 * DAY),
        Step(CLERK, entered, ago=2 * DAY),
        Step(CLERK, order, ago=2 * DAY),
    ]


def _greening(p: Donghulu) -> list[Step]:
    """Two registers, two parties; three answers that do not content, and the superior's."""
    issue = p.greening
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        compound=p.garden,
        channel="wechat",
        category="greening",
        contact=neighbour("贝晚舟", "13800003975", "6栋201室"),
        words="小区绿化缺失，楼前全是黄土，要求照开盘时的样子恢复。",
    )
    triage = Triage(
        issue=issue,
        category="greening",
        scale=Scale.SMALL,
        track=Track.FAST,
        summary="清心佳园小区绿化缺失",
    )
    registers = [
        Attach(issue=issue, register=register) for register in ("property-log", "service-log")
    ]
    parties = (p.property, p.gardeners)
    finished = [CompleteDispatch(issue=issue, party=one) for one in parties]
    planted = Complete(
        issue=issue,
        outcome=Outcome.SOLVED,
        reply="楼前空地已补种灌木和草皮。",
        outputs=(ClearOutput(item="绿篱", quantity=120, unit="mi"),),
    )
    explained = "已补种两次，其余地块埋有管线，不能栽树，规划图纸可到居委会查看。"
    end = Conclude(issue=issue, reply="经街道复核，可绿化处均已绿化，其余地块依规划不再栽种。")
    return [
        Step(CLERK, report, ago=25 * DAY),
        Step(CLERK, triage, ago=25 * DAY),
        *(Step(CLERK, entry, ago=25 * DAY) for entry in registers),
        Step(CLERK, Dispatch(issue=issue, parties=parties), ago=24 * DAY),
        *(Step(CLERK, part, ago=20 * DAY) for part in finished),
        Step(CLERK, planted, ago=20 * DAY),
        Step(REVISITOR, _no(issue, "草皮又黄了。"), ago=18 * DAY),
        Step(
            CLERK, _again(issue, Outcome.SOLVED, "枯死草皮已更换，养护队每周浇水。"), ago=14 * DAY
        ),
        Step(REVISITOR, _no(issue, "还是没有树。"), ago=12 * DAY),
        Step(CLERK, _again(issue, Outcome.EXPLAINED, explained), ago=10 * DAY),
        Step(REVISITOR, _no(issue, "不接受，一定要栽树。"), ago=5 * DAY),
        Step("superior-qingfeng", end, ago=8 * HOUR),
    ]


def _no(issue: UUID, comment: str) -> Revisit:
    return Revisit(
        issue=issue,
        kind=RevisitKind.PHONE,
        resolved=False,
        satisfaction=Satisfaction.DISSATISFIED,
        comment=comment,
    )


def _again(issue: UUID, outcome: Outcome, reply: str) -> Complete:
    return Complete(issue=issue, outcome=outcome, reply=reply)
