"""张家宅: 政府补一点、维修资金出一点、沿街商铺担一点. One under way, one closed to the last 分."""

from cli.demonstration.above import Above
from cli.demonstration.days import Diary
from cli.demonstration.lidu import Lidu, owners_decide
from cli.demonstration.matters import known
from cli.demonstration.steps import (
    Exhibit,
    Neighbourhood,
    Sight,
    Step,
    body,
    compound,
    neighbour,
    party,
    troika,
)
from cli.demonstration.talks import Member, agreed, whole_loop
from domain.actor import Role
from domain.body.events import Level
from domain.moment import DAY, HOUR, Moment
from domain.organisation.events import OrganisationKind
from service.commands.approval import Approve
from service.commands.funds import PledgeFunds, ReceiveFunds, SpendFunds
from service.commands.handling import ClearOutput, Dispatch, Respond
from service.commands.intake import Report
from service.commands.negotiation import (
    ClearAuthorisation,
    ClearLine,
    NoteMeeting,
    TableProposal,
)
from service.commands.works import NoteProgress, StartWork
from service.credentials import KeyRequest
from service.ids import new_id

CLERK = "clerk-zhangjiazhai"
GOVERNMENT, FUND, SHOPS = 1, 2, 3
"""The lines of the plan, in its order."""


class Zhangjiazhai:
    """Its ids, and who speaks for the two seats that have no key."""

    def __init__(self) -> None:
        self.committee, self.compound, self.clerk = new_id(), new_id(), new_id()
        self.owners, self.property = new_id(), new_id()
        self.shops, self.builder, self.drain = new_id(), new_id(), new_id()
        self.voices = (
            Member("owners-committee", new_id(), "俞怀瑾"),
            Member("property-company", new_id(), "石默然"),
        )


def zhangjiazhai(above: Above, began: Moment) -> Neighbourhood:
    """Three payers, whose shares add up to the budget."""
    p, diary = Zhangjiazhai(), Diary(CLERK, began)
    lidu = Lidu(p.committee, p.compound, p.clerk, p.voices)
    diary.on(71, *known(*p.voices))
    owners_decide(lidu, diary)
    return Neighbourhood(
        setting=[
            body(p.committee, Level.COMMITTEE, "张家宅居民区", "ZJZ", above.shimen),
            compound(p.committee, p.compound, "国际丽都城"),
            party(p.owners, "国际丽都城业委会", OrganisationKind.OWNERS_COMMITTEE),
            party(p.property, "国际丽都城物业", OrganisationKind.PROPERTY_COMPANY),
            party(p.shops, "丽都城沿街商铺", OrganisationKind.SHOP),
            party(p.builder, "排水管线施工队", OrganisationKind.CONTRACTOR),
            party(lidu.noodles, "面馆", OrganisationKind.SHOP),
            party(lidu.flowers, "花店", OrganisationKind.SHOP),
            party(lidu.fitter, "管线施工队", OrganisationKind.CONTRACTOR),
            *troika(p.committee, p.compound, p.owners, p.property),
        ],
        people={CLERK: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee, person=p.clerk)},
        days=diary.days,
        steps=[*_talks(p), *_as_it_happened(p)],
        exhibits=[
            Exhibit(
                p.drain,
                "status=approved",
                "three payers; money received and spent",
            ),
            Exhibit(lidu.issue, "status=done&channel=window", "the owners' fund; a final account"),
        ],
        sights=[
            Sight(f"ballots/{lidu.ballot}", "a closed ballot: the owners let their fund pay"),
            Sight(f"bodies/{p.committee}/funding", "资金台账: every line, to the final account"),
            Sight("notices", "the notice board (公示栏): plans, ballots, tallies, results, money"),
        ],
    )


def _talks(p: Zhangjiazhai) -> list[Step]:
    issue = p.drain
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        compound=p.compound,
        channel="phone",
        category="drainage",
        contact=neighbour("柳叙白", "13800009457", "3号楼1201室"),
        words="小区门口人行道污水横溢，走路都要踮脚。",
    )
    meeting = NoteMeeting(
        issue=issue,
        kind="council",
        attendees=(p.committee, p.owners, p.property, p.shops),
        minutes="商议新增排水管线的走向和费用分担。",
        outcome="政府补一点、维修资金出一点、沿街商铺担一点。",
    )
    welcome = Respond(issue=issue, message="已现场查看，正请专业人员入格会诊。")
    return [
        Step(CLERK, report, ago=20 * DAY),
        Step(CLERK, welcome, ago=20 * DAY - 2 * HOUR),
        Step(CLERK, whole_loop(issue, "drainage", "小区门口人行道污水横溢"), ago=19 * DAY),
        Step(CLERK, meeting, ago=15 * DAY),
        Step(CLERK, _plan(p), ago=14 * DAY),
        *agreed(CLERK, issue, *p.voices, ago=12 * DAY),
        Step(CLERK, Approve(issue=issue, note="三方一致，资金齐备。"), ago=11 * DAY),
    ]


def _plan(p: Zhangjiazhai) -> TableProposal:
    authorised = ClearAuthorisation(cap=6_000_000, reference="业主大会授权：单项六万元以内")
    pays_for = "小区门口新增排水管线"
    return TableProposal(
        issue=p.drain,
        plan="小区门口新增排水管线60米，接入市政管网，商铺隔油池同步改造。",
        outputs=(ClearOutput(item="排水管线", quantity=60, unit="mi"),),
        budget=18_000_000,
        lines=(
            ClearLine(source="government", amount=9_000_000, pays_for=pays_for),
            ClearLine(
                source="maintenance-fund",
                amount=5_000_000,
                pays_for=pays_for,
                authorisation=authorised,
            ),
            ClearLine(source="shops", payer=p.shops, amount=4_000_000, pays_for="隔油池改造"),
        ),
    )


def _money(p: Zhangjiazhai) -> list[Step]:
    """承诺、到账、支出: two lines are paid in full, the fund is still to come."""
    issue = p.drain
    pledged = {GOVERNMENT: 9_000_000, FUND: 5_000_000, SHOPS: 4_000_000}
    received = {GOVERNMENT: 9_000_000, SHOPS: 4_000_000}
    first = SpendFunds(issue=issue, line=GOVERNMENT, amount=4_500_000, note="管材和首期工程款")
    second = SpendFunds(issue=issue, line=SHOPS, amount=4_000_000, note="隔油池改造费用")
    return [
        *(
            Step(CLERK, PledgeFunds(issue=issue, line=line, amount=amount), ago=10 * DAY)
            for line, amount in pledged.items()
        ),
        *(
            Step(CLERK, ReceiveFunds(issue=issue, line=line, amount=amount), ago=8 * DAY)
            for line, amount in received.items()
        ),
        Step(CLERK, first, ago=6 * DAY),
        Step(CLERK, second, ago=3 * DAY),
    ]


def _as_it_happened(p: Zhangjiazhai) -> list[Step]:
    """Money and works side by side."""
    return sorted([*_money(p), *_works(p)], key=lambda step: -step.ago)


def _works(p: Zhangjiazhai) -> list[Step]:
    issue = p.drain
    on = NoteProgress(issue=issue, party=p.builder, note="已铺设24米，隔油池已换。", percent=40)
    return [
        Step(CLERK, Dispatch(issue=issue, parties=(p.builder,)), ago=7 * DAY),
        Step(CLERK, StartWork(issue=issue, party=p.builder, note="围挡进场。"), ago=7 * DAY),
        Step(CLERK, on, ago=DAY),
    ]
