"""临汾路99弄: 9 members are elected and put on file; then the owners vote on 230 parking spaces.

The text has no number of owners: the sixteen here and their areas are invented.
"""

from uuid import UUID

from cli.demonstration.above import Above
from cli.demonstration.days import Diary
from cli.demonstration.matters import Told, all_agree, hung, known, taken_in
from cli.demonstration.steps import (
    Exhibit,
    Neighbourhood,
    Sight,
    body,
    compound,
    neighbour,
    party,
    seat,
)
from cli.demonstration.talks import Member
from cli.demonstration.voting import Register, delivered, procedure, register, votes
from domain.actor import Role
from domain.ballot.events import Choice, Electorate, Matter
from domain.body.events import Level
from domain.election.events import ElectionKind, GroupMember, Nominator
from domain.meeting.events import Attendee, Invited, ItemOutcome
from domain.method.rules import ApprovalRule
from domain.moment import Moment
from domain.notice.events import Duty
from domain.organisation.events import OrganisationKind
from service.commands.ballot_ending import CloseBallot
from service.commands.ballot_opening import OpenBallot, Question
from service.commands.election_endings import FileCommittee
from service.commands.elections import FormGroup, Nominate, PublishCandidates, Vet
from service.commands.handling import ClearOutput
from service.commands.meeting_record import ConcludePoint, RecordSession
from service.commands.meetings import CallMeeting, ClearPoint
from service.commands.negotiation import ClearLine, TableProposal
from service.commands.registers import PublishRegister
from service.credentials import KeyRequest
from service.ids import new_id

CLERK, SUPERIOR = "clerk-linfenlu", "superior-linfenlu"
BOARD = "99弄东门公示栏"
NAMES = (
    *("程秋云", "俞望舒", "蒋一帆", "沈听雨", "韩知夏", "邵怀远", "卫明川", "尤清和"),
    *("许南乔", "曹立冬", "钱慕白", "孔令仪", "施安澜", "鲁见山", "苗新雨", "柏舟"),
)
AREAS = ("88.60", "64.20", "120.35", "88.60")
UNITS = tuple(f"1-1-{number}01" for number in range(1, len(NAMES) + 1))
SEATS, STANDING = 9, 10


class Linfenlu:
    """Its ids, and who speaks for the two seats that have no key."""

    def __init__(self) -> None:
        self.committee, self.compound, self.clerk = new_id(), new_id(), new_id()
        self.owners, self.property, self.secretary = new_id(), new_id(), new_id()
        self.election, self.vote, self.issue, self.ballot = new_id(), new_id(), new_id(), new_id()
        self.meeting = new_id()
        self.voices = (
            Member("owners-committee", new_id(), "程秋云"),
            Member("property-company", new_id(), "骆平野"),
        )


def linfenlu(above: Above, began: Moment) -> Neighbourhood:
    """The seat of the owners' committee is empty until it is elected."""
    p, diary = Linfenlu(), Diary(CLERK, began)
    _elect(p, diary)
    _talk(p, diary)
    _decide(p, diary)
    return Neighbourhood(
        setting=[
            body(p.committee, Level.COMMITTEE, "临汾路99弄居民区", "LF", above.linfen),
            compound(p.committee, p.compound, "99弄"),
            party(p.owners, "99弄业委会", OrganisationKind.OWNERS_COMMITTEE),
            party(p.property, "99弄物业", OrganisationKind.PROPERTY_COMPANY),
            seat(p.committee, "residents-committee", p.committee),
            seat(p.committee, "property-company", p.property, p.compound),
        ],
        people={
            CLERK: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee, person=p.clerk),
            SUPERIOR: KeyRequest(roles=frozenset({Role.SUPERIOR}), body=above.linfen),
        },
        days=diary.days,
        exhibits=[
            Exhibit(p.issue, "status=approved&category=parking", "230 spaces: the owners decided")
        ],
        sights=[
            Sight(f"elections/{p.election}", "nine members elected and put on file (备案)"),
            Sight(f"ballots/{p.ballot}", "a closed ballot with its result: recount it"),
            Sight(f"meetings/{p.meeting}", "a coordination meeting, its minutes and outcome"),
        ],
    )


def _elect(p: Linfenlu, diary: Diary) -> None:
    """筹备组、推荐、审查、公示、选举、备案; nothing else is put to the owners meanwhile."""
    kept = _register(p)
    hangs = PublishRegister(committee=p.committee, compound=p.compound, until=diary.when(56.5))
    diary.on(72, *kept.imported, hangs, procedure(p.committee, p.compound))
    diary.on(70, *known(*p.voices, Member("", p.secretary, "陆文书")), _group(p, kept))
    standing = list(kept.persons.values())[:STANDING]
    diary.on(
        69,
        *(Nominate(election=p.election, person=one, by=Nominator.OWNERS) for one in standing),
        *(
            Vet(election=p.election, candidate=number, eligible=True)
            for number in range(1, STANDING + 1)
        ),
    )
    diary.on(66, PublishCandidates(election=p.election, until=diary.when(58)))
    diary.on(66, *hung(Duty.CANDIDATES, p.election, BOARD))
    _elected(p, diary)


def _register(p: Linfenlu) -> Register:
    rows = [
        f"1,1,{number}01,住宅,{AREAS[number % len(AREAS)]},登记,Y{number:02},{name}"
        for number, name in enumerate(NAMES, start=1)
    ]
    return register(p.committee, p.compound, rows)


def _group(p: Linfenlu, kept: Register) -> FormGroup:
    return FormGroup(
        election=p.election,
        committee=p.committee,
        compound=p.compound,
        kind=ElectionKind.FOUNDING,
        seats=SEATS,
        members=(
            GroupMember(person=p.secretary, seat="residents-committee"),
            GroupMember(person=kept.persons[f"Y{len(NAMES):02}"], seat=None),
        ),
    )


def _elected(p: Linfenlu, diary: Diary) -> None:
    """Twelve of sixteen papers come back; three would rather have the tenth than the ninth."""
    opened = OpenBallot(
        ballot=p.vote,
        compound=p.compound,
        title="99弄业主委员会选举",
        election=p.election,
        rule=ApprovalRule.OWNERS_ORDINARY,
        matter=Matter.COMMITTEE,
        electorate=Electorate.OWNERS,
        items=(Question(number=1, text="请在候选人中选出不超过九名委员。"),),
        counters=(p.clerk,),
        witnesses=("社区民警 丁警官",),
        notified_at=diary.when(71),
        told_at=diary.when(71),
        closes_at=diary.when(46),
    )
    eight = tuple(range(1, SEATS))
    diary.on(55, opened, delivered(p.vote, UNITS))
    diary.on(
        50,
        *votes(p.vote, Choice.AGREE, UNITS[:9], (*eight, 9)),
        *votes(p.vote, Choice.AGREE, UNITS[9:12], (*eight, 10)),
    )
    diary.on(45, CloseBallot(ballot=p.vote), *hung(Duty.RESULT, p.vote, BOARD))
    filed = FileCommittee(election=p.election, organisation=p.owners, number="静临业备〔2026〕9号")
    diary.on(40, filed, by=SUPERIOR)


def _talk(p: Linfenlu, diary: Diary) -> None:
    """合署办公: a coordination meeting on the issue, then a plan that all three seats agree to."""
    told = Told(
        issue=p.issue,
        committee=p.committee,
        compound=p.compound,
        category="parking",
        summary="车位缺口大，消防通道被占",
        words="车位缺口大，晚上回来找不到地方停，消防通道也被占了。",
        by=neighbour("苗新雨", "13800000461", "1号楼1501室"),
    )
    diary.on(36, *taken_in(told, "三家合署办公，本周五下午开协调会。"))
    _meeting(p, diary)
    tabled = TableProposal(
        issue=p.issue,
        plan="小区道路改造：调整绿化与步道，新增停车位230个，打通消防“生命”通道。",
        outputs=(ClearOutput(item="停车位", quantity=230, unit="wei"),),
        budget=46_000_000,
        lines=(
            ClearLine(source="public-income", amount=26_000_000, pays_for="车位划线与道闸"),
            ClearLine(source="government", amount=20_000_000, pays_for="消防通道拓宽"),
        ),
    )
    diary.on(30, tabled, *all_agree(p.issue, *p.voices))


def _meeting(p: Linfenlu, diary: Diary) -> None:
    seats = {
        "residents-committee": p.committee,
        "owners-committee": p.owners,
        "property-company": p.property,
    }
    called = CallMeeting(
        meeting=p.meeting,
        committee=p.committee,
        compound=p.compound,
        kind="coordination",
        at=diary.when(33),
        place="99弄合署办公室",
        invited=_invited(seats),
        agenda=(ClearPoint(issue=p.issue), ClearPoint(topic="夜间临停收费")),
    )
    diary.on(35, called)
    held = RecordSession(
        meeting=p.meeting,
        attendees=tuple(
            Attendee(organisation=one, seat=code, people=2) for code, one in seats.items()
        ),
        public=14,
        minutes="比较三个方案，逐条回应居民对绿化减少的担心。",
    )
    agreed = ConcludePoint(
        meeting=p.meeting,
        number=1,
        outcome=ItemOutcome.AGREED,
        minutes="步道外移，乔木不动，灌木移栽。",
        conclusion="按第三方案拟定，新增车位230个，提交业主大会表决。",
    )
    later = ConcludePoint(
        meeting=p.meeting,
        number=2,
        outcome=ItemOutcome.ADJOURNED,
        conclusion="待车位建成后再议。",
    )
    diary.on(32.9, held, agreed, later)


def _invited(seats: dict[str, UUID]) -> tuple[Invited, ...]:
    return tuple(Invited(organisation=one, seat=code) for code, one in seats.items())


def _decide(p: Linfenlu, diary: Diary) -> None:
    """Thirteen of sixteen answer, twelve of them agree: 92.30 %, where 75 % are asked."""
    opened = OpenBallot(
        ballot=p.ballot,
        compound=p.compound,
        title="99弄道路改造、新增230个车位",
        issue=p.issue,
        rule=ApprovalRule.OWNERS_SPECIAL,
        matter=Matter.CHANGE_USE,
        electorate=Electorate.OWNERS,
        items=(Question(number=1, text="是否同意改变部分绿地、步道用途，新增230个停车位？"),),
        counters=(p.clerk,),
        witnesses=("社区民警 丁警官",),
        notified_at=diary.when(28),
        told_at=diary.when(28),
        closes_at=diary.when(3),
    )
    diary.on(12, opened, delivered(p.ballot, UNITS))
    diary.on(
        7,
        *votes(p.ballot, Choice.AGREE, UNITS[:12]),
        *votes(p.ballot, Choice.AGAINST, UNITS[12:13]),
    )
    diary.on(2, CloseBallot(ballot=p.ballot, note="业主大会高票通过。"))
    diary.on(2, *hung(Duty.RESULT, p.ballot, BOARD))
