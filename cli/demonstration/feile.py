"""飞乐: lanes that belong to no compound. Revisited, negotiated by one seat, declined."""

from cli.demonstration.above import Above
from cli.demonstration.steps import (
    ADMINISTRATOR,
    Exhibit,
    Neighbourhood,
    Step,
    body,
    neighbour,
    party,
    seat,
)
from domain.actor import Role
from domain.body.events import Level
from domain.issue.events import (
    DeclineGround,
    ExternalOrder,
    Outcome,
    RevisitKind,
    Satisfaction,
    Stance,
)
from domain.method.terms import Scale, Track
from domain.moment import DAY, HOUR
from domain.organisation.events import OrganisationKind
from service.commands.erasure import EraseRequest
from service.commands.exits import Decline
from service.commands.handling import (
    Acknowledge,
    ClearOutput,
    Complete,
    CompleteDispatch,
    Dispatch,
    Respond,
)
from service.commands.intake import Report, Triage
from service.commands.negotiation import ClearLine, NoteMeeting, TableProposal
from service.commands.positions import TakePosition
from service.commands.record import Attach
from service.commands.revisit import Revisit
from service.credentials import KeyRequest
from service.ids import new_id

CLERK, REVISITOR, ELECTRICIAN = "clerk-feile", "revisitor-feile", "handler-electrician"
SITES = ("武夷路52弄", "武夷路92号", "武夷路114号", "武夷路116号")


class Feile:
    """Its ids."""

    def __init__(self) -> None:
        self.committee, self.electrician = new_id(), new_id()
        self.lamps, self.lock, self.lease = new_id(), new_id(), new_id()


def feile(above: Above) -> Neighbourhood:
    """Where only the residents' committee sits at the table."""
    p = Feile()
    return Neighbourhood(
        setting=[
            body(p.committee, Level.COMMITTEE, "飞乐居民区", "FL", above.huayang),
            party(p.electrician, "武夷路照明施工队", OrganisationKind.CONTRACTOR),
            seat(p.committee, "residents-committee", p.committee),
        ],
        people={
            CLERK: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee),
            REVISITOR: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee),
            ELECTRICIAN: KeyRequest(roles=frozenset({Role.HANDLER}), organisation=p.electrician),
        },
        steps=[*_lamps(p), *_lock(p), *_lease(p)],
        exhibits=[
            Exhibit(p.lamps, "status=revisited", "four sites, a satisfied reporter"),
            Exhibit(
                p.lock,
                "awaiting=superior",
                "one seat alone: superior-huayang decides",
            ),
            Exhibit(
                p.lease,
                "status=declined",
                "an order of 12345 that lies before a court; its reporter asked to be erased",
            ),
        ],
    )


def _lamps(p: Feile) -> list[Step]:
    """There is no public meter; solar lamps need none."""
    issue = p.lamps
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        address="武夷路沿线老弄堂出入口",
        sites=SITES,
        channel="visit",
        category="lighting",
        contact=neighbour("郑晚棠", "13900005678", "52弄7号"),
        words="弄堂口到了晚上一点光都没有，老人进出要摸黑。",
    )
    triage = Triage(
        issue=issue,
        category="lighting",
        scale=Scale.SMALL,
        track=Track.FAST,
        summary="武夷路四处弄堂出入口夜间无照明",
    )
    order = Dispatch(
        issue=issue,
        parties=(p.electrician, p.committee),
        note="施工队安装，居委会协调。",
    )
    outputs = tuple(
        ClearOutput(item="太阳能路灯", quantity=1, unit="zhan", site=number)
        for number in range(1, len(SITES) + 1)
    )
    done = Complete(
        issue=issue,
        outcome=Outcome.SOLVED,
        reply="四处弄堂出入口均已装上太阳能路灯，天黑自动亮。",
        outputs=outputs,
    )
    asked = Revisit(
        issue=issue,
        kind=RevisitKind.DOOR,
        resolved=True,
        satisfaction=Satisfaction.SATISFIED,
        comment="亮堂多了，晚上倒垃圾不用打手电。",
    )
    thought = Respond(issue=issue, message="无公共电表箱，居委会正研究太阳能路灯方案。")
    return [
        Step(CLERK, report, ago=6 * DAY),
        Step(CLERK, triage, ago=6 * DAY),
        Step(CLERK, thought, ago=6 * DAY - 2 * HOUR),
        Step(CLERK, order, ago=5 * DAY),
        Step(ELECTRICIAN, Acknowledge(issue=issue), ago=5 * DAY),
        Step(ELECTRICIAN, CompleteDispatch(issue=issue, note="四处均已安装试亮。"), ago=3 * DAY),
        Step(CLERK, CompleteDispatch(issue=issue, note="已逐处查看。"), ago=3 * DAY),
        Step(CLERK, done, ago=3 * DAY),
        Step(REVISITOR, asked, ago=DAY),
    ]


def _lock(p: Feile) -> list[Step]:
    """52弄: every household agreed, but one organisation alone is no joint agreement."""
    issue = p.lock
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        address="武夷路52弄弄堂口",
        channel="visit",
        category="parking",
        contact=neighbour("贺知秋", "13800002671", "52弄3号"),
        words="弄堂很窄，弄堂口常被外来车辆堵住，自己人反而进出困难。",
    )
    triage = Triage(
        issue=issue,
        category="parking",
        scale=Scale.HARD,
        track=Track.NORMAL,
        summary="武夷路52弄弄堂口被外来车辆堵住",
    )
    meeting = NoteMeeting(
        issue=issue,
        kind="hearing",
        attendees=(p.committee,),
        minutes="逐户征询52弄居民，说明地锁位置、钥匙保管和应急开启办法。",
        outcome="52弄全体居民同意安装。",
    )
    plan = TableProposal(
        issue=issue,
        plan="在弄堂口安装地锁一处，钥匙由居委会和楼组长保管，消防、救护车辆随到随开。",
        outputs=(ClearOutput(item="地锁", quantity=1, unit="ge"),),
        budget=120_000,
        lines=(ClearLine(source="residents", amount=120_000, pays_for="地锁及安装"),),
    )
    word = TakePosition(issue=issue, version=1, seat="residents-committee", stance=Stance.AGREE)
    return [
        Step(CLERK, report, ago=4 * DAY),
        Step(CLERK, triage, ago=4 * DAY),
        Step(CLERK, meeting, ago=2 * DAY),
        Step(CLERK, plan, ago=DAY),
        Step(CLERK, word, ago=DAY),
    ]


def _lease(p: Feile) -> list[Step]:
    """What a court has before it, a committee does not take in; the reporter is told so.

    They do not want to be known here any more.
    """
    issue, person = p.lease, new_id()
    report = Report(
        issue=issue,
        person=person,
        committee=p.committee,
        address="武夷路114号",
        channel="hotline-12345",
        category="dispute",
        contact=neighbour("骆闻溪", "13800003390", "114号2楼"),
        summary="租房押金纠纷",
        words="房东不退押金，请居委会判他退。",
    )
    order = Attach(issue=issue, order=ExternalOrder(source="hotline-12345", number="CN-20571-08"))
    reply = "该纠纷法院已经立案，居委会不宜再行受理；如需法律援助，可到街道司法所。"
    return [
        Step("integrator-changning", report, ago=2 * DAY),
        Step("integrator-changning", order, ago=2 * DAY),
        Step(CLERK, Decline(issue=issue, ground=DeclineGround.BEFORE_COURT, reply=reply), ago=DAY),
        Step(ADMINISTRATOR, EraseRequest(person=person)),
    ]
