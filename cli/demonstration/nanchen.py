"""南陈: parking while the gas pipes are renewed. Escalated; and orders that are still open."""

from cli.demonstration.above import Above
from cli.demonstration.steps import (
    Exhibit,
    Neighbourhood,
    Step,
    body,
    compound,
    neighbour,
    party,
    seat,
)
from cli.demonstration.talks import whole_loop
from domain.actor import Role
from domain.body.events import Level
from domain.issue.events import Level as Handling
from domain.method.terms import Scale, Track
from domain.moment import DAY, HOUR
from domain.organisation.events import OrganisationKind
from service.commands.handling import Acknowledge, Dispatch, Respond
from service.commands.intake import Report, Triage
from service.commands.negotiation import FailNegotiation, NoteMeeting, TableProposal
from service.commands.oversight import Escalate
from service.commands.returns import RequestReturn
from service.credentials import KeyRequest
from service.ids import new_id

CLERK = "clerk-nanchen"


class Nanchen:
    """Its ids."""

    def __init__(self) -> None:
        self.committee, self.nanjiefang = new_id(), new_id()
        self.property, self.gas, self.paver = new_id(), new_id(), new_id()
        self.turnover, self.pit = new_id(), new_id()


def nanchen(above: Above) -> Neighbourhood:
    """What the compound cannot do alone goes up; what others do is in their hands."""
    p = Nanchen()
    return Neighbourhood(
        setting=[
            body(p.committee, Level.COMMITTEE, "南陈社区", "NC", above.xincheng),
            compound(p.committee, p.nanjiefang, "南街坊小区"),
            party(p.property, "南街坊物业", OrganisationKind.PROPERTY_COMPANY),
            party(p.gas, "燃气管道施工队", OrganisationKind.CONTRACTOR),
            party(p.paver, "路面养护队", OrganisationKind.CONTRACTOR),
            seat(p.committee, "residents-committee", p.committee),
            seat(p.committee, "property-company", p.property, p.nanjiefang),
        ],
        people={
            CLERK: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee),
            "handler-gas": KeyRequest(roles=frozenset({Role.HANDLER}), organisation=p.gas),
            "handler-paver": KeyRequest(roles=frozenset({Role.HANDLER}), organisation=p.paver),
        },
        steps=[*_turnover(p), *_pit(p)],
        exhibits=[
            Exhibit(
                p.turnover,
                "level=subdistrict",
                "the talks failed: it went up to the subdistrict",
            ),
            Exhibit(
                p.pit,
                "status=reported&category=safety",
                "two open orders, one asked back (退单)",
            ),
        ],
    )


def _turnover(p: Nanchen) -> list[Step]:
    """挖掘周边停车资源用于周转: parking outside the compound is not the compound's to give."""
    issue = p.turnover
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        compound=p.nanjiefang,
        channel="wechat",
        category="parking",
        contact=neighbour("岑望秋", "13800001739", "14号401室"),
        words="燃气管道一挖，半个小区不能停车，晚上车停哪里？",
    )
    plan = TableProposal(
        issue=issue,
        plan="施工期间车辆周转到周边单位停车场，夜间停、早晨走。",
        budget=0,
    )
    meeting = NoteMeeting(
        issue=issue,
        kind="joint",
        attendees=(p.committee, p.property, p.gas),
        minutes="各单位愿意商量，但车位归属和保安责任谈不拢。",
    )
    stuck = FailNegotiation(issue=issue, reason="周边停车场不归本小区，物业无法承担保安责任。")
    up = Escalate(
        issue=issue,
        level=Handling.SUBDISTRICT,
        reason="需街道通过“新光邻聚”联盟协调周边单位停车资源。",
    )
    welcome = Respond(issue=issue, message="已联系周边单位商量周转车位。")
    return [
        Step(CLERK, report, ago=7 * DAY),
        Step(CLERK, welcome, ago=7 * DAY - 4 * HOUR),
        Step(CLERK, whole_loop(issue, "parking", "燃气管道施工期间停车难"), ago=6 * DAY),
        Step(CLERK, plan, ago=5 * DAY),
        Step(CLERK, meeting, ago=4 * DAY),
        Step(CLERK, stuck, ago=3 * DAY),
        Step(CLERK, up, ago=2 * DAY),
    ]


def _pit(p: Nanchen) -> list[Step]:
    """Two parties, each with an order of its own."""
    issue = p.pit
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        compound=p.nanjiefang,
        channel="phone",
        category="safety",
        contact=neighbour("江映雪", "13800002864", "9号102室"),
        words="挖过的沟没填平，晚上电瓶车差点摔进去。",
    )
    triage = Triage(
        issue=issue,
        category="safety",
        scale=Scale.SMALL,
        track=Track.FAST,
        summary="施工沟槽未填平，夜间有隐患",
    )
    order = Dispatch(issue=issue, parties=(p.gas, p.paver), note="请围护、回填并恢复路面。")
    back = RequestReturn(issue=issue, reason="回填前无法铺路面，请先由燃气施工队处理。")
    return [
        Step(CLERK, report, ago=20 * HOUR),
        Step(CLERK, triage, ago=18 * HOUR),
        Step(CLERK, order, ago=17 * HOUR),
        Step("handler-gas", Acknowledge(issue=issue), ago=15 * HOUR),
        Step("handler-paver", back, ago=6 * HOUR),
    ]
