"""华三: 长宁支路314弄5号 wants a lift, and its owners are being asked; 大兴邨, 一户一“厕”.

Names, flats and amounts are invented.
"""

from cli.demonstration.above import Above
from cli.demonstration.days import Diary
from cli.demonstration.matters import Told, all_agree, hung, known, taken_in
from cli.demonstration.steps import Exhibit, Neighbourhood, Sight, body, compound, party, troika
from cli.demonstration.steps import neighbour as contact
from cli.demonstration.talks import Member
from cli.demonstration.voting import COUNTING, delivered, procedure, register, votes
from domain.actor import Role
from domain.ballot.events import (
    Bar,
    Choice,
    Electorate,
    Matter,
    Threshold,
    Thresholds,
)
from domain.ballot.roll import Scope
from domain.body.events import Level
from domain.method.rules import ApprovalRule
from domain.moment import Moment
from domain.notice.events import Duty
from domain.organisation.events import OrganisationKind
from domain.project.events import ProjectKind, Spot, Step
from domain.replacing import replace
from service.commands.ballot_ending import CloseBallot
from service.commands.ballot_opening import OpenBallot, Question
from service.commands.handling import ClearOutput
from service.commands.negotiation import ClearLine, TableProposal
from service.commands.projects import AddPart, BeginProject, ReachSteps, StepTaken
from service.commands.registers import PublishRegister
from service.credentials import KeyRequest
from service.ids import new_id

CLERK = "clerk-huasan"
BOARD = "314弄弄口公示栏"
FLATS = tuple(f"3-5-{floor}0{side}" for floor in range(1, 7) for side in (1, 2))
"""5号: six floors of two flats; the sixth belongs to one owner."""
_NAMES = ("裴知秋", "梅应雪", "霍长庚", "伍思远", "崔见微", "池上云")
_ENTRANCE = Scope(entrances=("3/5",))
_TOILETS = {
    "7号-101": ("灶间隔出一角，装坐便器，管道走北墙。", Step.ACCEPTED),
    "7号-102": ("与101合用立管，卫生间设在过道尽头。", Step.ACCEPTED),
    "7号-201": ("老人行动不便，先装扶手，再改卫生间。", Step.CONSENTED),
    "7号-202": ("住户白天不在家，周末施工。", Step.PLANNED),
}
_WAY = (Step.ASKED, Step.PLANNED, Step.CONSENTED, Step.RUNNING, Step.ACCEPTED)


class Huasan:
    """Its ids, and who speaks for the two seats that have no key."""

    def __init__(self) -> None:
        self.committee, self.lane, self.daxing = new_id(), new_id(), new_id()
        self.owners, self.property, self.clerk = new_id(), new_id(), new_id()
        self.issue, self.canvass, self.ballot = new_id(), new_id(), new_id()
        self.lifts, self.toilets = new_id(), new_id()
        self.voices = (
            Member("owners-committee", new_id(), "范听澜"),
            Member("property-company", new_id(), "祝怀山"),
        )


def huasan(above: Above, began: Moment) -> Neighbourhood:
    """A vote that runs, and two projects."""
    p, diary = Huasan(), Diary(CLERK, began)
    _register(p, diary)
    _households(p, diary)
    _lift(p, diary)
    return Neighbourhood(
        setting=[
            body(p.committee, Level.COMMITTEE, "华三居民区", "HS", above.huayang),
            compound(p.committee, p.lane, "长宁支路314弄"),
            compound(p.committee, p.daxing, "大兴邨"),
            party(p.owners, "314弄业委会", OrganisationKind.OWNERS_COMMITTEE),
            party(p.property, "314弄物业", OrganisationKind.PROPERTY_COMPANY),
            *troika(p.committee, p.lane, p.owners, p.property),
        ],
        people={CLERK: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee, person=p.clerk)},
        days=diary.days,
        exhibits=[
            Exhibit(p.issue, "channel=window&category=facilities", "a lift: the owners of 5号 vote")
        ],
        sights=[
            Sight(f"ballots/{p.ballot}", "the open ballot: the tally, and what is still missing"),
            Sight(f"ballots/{p.canvass}", "a canvass of households: 征询率 beside 同意率"),
            Sight(f"projects/{p.lifts}", "the lift programme, by entrance"),
            Sight(f"projects/{p.toilets}", "一户一策: a plan for each household"),
            Sight(f"compounds/{p.lane}/register", "a register that was imported and hung out"),
        ],
    )


def _register(p: Huasan, diary: Diary) -> None:
    """Imported, published for sixteen days, heard; and the rules of procedure are on file."""
    rows = [
        f"3,5,{flat[4:]},住宅,48.50,登记,{_owner(flat)},{_NAMES[int(flat[4]) - 1]}"
        f"{'邻' if flat.endswith('2') and flat[4] != '6' else ''}"
        for flat in FLATS
    ]
    next_door = [
        f"3,6,{floor}01,住宅,48.50,登记,W{floor},邻{name}"
        for floor, name in enumerate(_NAMES, start=1)
    ]
    kept = register(p.committee, p.lane, [*rows, *next_door])
    until = diary.when(34.5)
    hangs = PublishRegister(committee=p.committee, compound=p.lane, until=until)
    diary.on(51, *known(*p.voices), *kept.imported, hangs, procedure(p.committee, p.lane))


def _owner(flat: str) -> str:
    floor, side = flat[4], flat[6]
    return "Y6" if floor == "6" else f"Y{floor}-{side}"


def _households(p: Huasan, diary: Diary) -> None:
    """大兴邨: one project, a plan for each household."""
    diary.on(
        45,
        BeginProject(
            project=p.toilets,
            committee=p.committee,
            compound=p.daxing,
            kind=ProjectKind.HOUSEHOLDS,
            name="大兴邨一户一“厕”",
        ),
    )
    for household, (plan, reached) in _TOILETS.items():
        building, _, unit = household.partition("-")
        spot = Spot(building=building, entrance=None, unit=unit)
        steps = _WAY[: _WAY.index(reached) + 1]
        diary.on(
            20,
            AddPart(project=p.toilets, part=household, spot=spot, plan=plan),
            ReachSteps(
                project=p.toilets,
                part=household,
                steps=tuple(StepTaken(step=one) for one in steps),
            ),
        )


def _lift(p: Huasan, diary: Diary) -> None:
    """Asked door by door, agreed at the table, and now put to the owners of the entrance."""
    told = Told(
        issue=p.issue,
        committee=p.committee,
        compound=p.lane,
        category="facilities",
        summary="5号加装电梯",
        words="六楼的老人下不了楼，想装电梯。",
        by=contact("池上云", "13800007752", "5号601室"),
    )
    diary.on(49, *taken_in(told, "加梯要一楼到六楼一起商量，先逐户征询。"))
    diary.on(
        48,
        BeginProject(
            project=p.lifts,
            committee=p.committee,
            compound=p.lane,
            kind=ProjectKind.LIFTS,
            name="长宁支路314弄加装电梯",
        ),
        AddPart(
            project=p.lifts,
            part="5号",
            spot=Spot(building="3", entrance="5", unit=None),
            issue=p.issue,
        ),
    )
    _canvass(p, diary)
    diary.on(38, _plan(p), *all_agree(p.issue, *p.voices))
    diary.on(37, *hung(Duty.PLAN, p.issue, BOARD))
    _vote(p, diary)


def _canvass(p: Huasan, diary: Diary) -> None:
    """Eleven of twelve households answer, ten of them agree."""
    two_thirds = Threshold(numerator=2, denominator=3, beyond=False)
    bar = Bar(voters=two_thirds, area=None)
    opened = OpenBallot(
        ballot=p.canvass,
        compound=p.lane,
        title="5号加装电梯意向征询",
        rule=ApprovalRule.CANVASS,
        thresholds=Thresholds(taking_part=bar, agreeing=bar, score=None),
        electorate=Electorate.HOUSEHOLDS,
        scope=_ENTRANCE,
        items=(Question(number=1, text="您家是否愿意加装电梯？"),),
        counting=replace(COUNTING, notice_days=0),
        counters=(p.clerk,),
        notified_at=diary.when(47),
        closes_at=diary.when(40),
    )
    diary.on(47, opened)
    answered = [
        *votes(p.canvass, Choice.AGREE, FLATS[2:]),
        *votes(p.canvass, Choice.AGAINST, FLATS[:1]),
    ]
    diary.on(44, *answered)
    asked = ReachSteps(project=p.lifts, part="5号", steps=(StepTaken(step=Step.ASKED),))
    diary.on(39.5, CloseBallot(ballot=p.canvass), asked)


def _plan(p: Huasan) -> TableProposal:
    return TableProposal(
        issue=p.issue,
        plan="5号门北侧外挂电梯一部，停靠一至六层。",
        outputs=(ClearOutput(item="电梯", quantity=1, unit="ge"),),
        budget=72_000_000,
        lines=(
            ClearLine(source="residents", amount=44_000_000, pays_for="设备与安装"),
            ClearLine(source="government", amount=28_000_000, pays_for="加梯补贴"),
        ),
    )


def _vote(p: Huasan, diary: Diary) -> None:
    """Eleven owners; seven papers are back, and one more has to come."""
    opened = OpenBallot(
        ballot=p.ballot,
        compound=p.lane,
        title="314弄5号加装电梯",
        issue=p.issue,
        rule=ApprovalRule.OWNERS_SPECIAL,
        matter=Matter.REBUILD,
        electorate=Electorate.OWNERS,
        scope=_ENTRANCE,
        items=(Question(number=1, text="是否同意5号门加装电梯及费用分摊？"),),
        counters=(p.clerk,),
        witnesses=("社区民警 周警官",),
        notified_at=diary.when(30),
        told_at=diary.when(30),
        closes_at=diary.when(-14),
    )
    diary.on(6, opened, *hung(Duty.BALLOT, p.ballot, BOARD))
    diary.on(5, delivered(p.ballot, FLATS[:11]))
    back = (*(f"3-5-{floor}01" for floor in range(2, 7)), "3-5-402", "3-5-502")
    diary.on(2, *votes(p.ballot, Choice.AGREE, back), *hung(Duty.TALLY, p.ballot, BOARD))
