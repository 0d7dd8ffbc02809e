"""国际丽都城 (张家宅): the owners decide that their fund pays a share, to the final account.

三家担: government, the maintenance fund, the shops. Owners, areas and amounts are invented.
"""

from uuid import UUID

from cli.demonstration.days import Diary
from cli.demonstration.matters import Told, all_agree, hung, taken_down, taken_in
from cli.demonstration.steps import neighbour as contact
from cli.demonstration.talks import Member
from cli.demonstration.voting import delivered, procedure, register, votes
from domain.ballot.events import Choice, Electorate, Matter
from domain.issue.events import Outcome
from domain.method.rules import ApprovalRule
from domain.notice.events import Duty
from domain.register.state import register_stream
from service.commands.ballot_ending import CloseBallot
from service.commands.ballot_opening import OpenBallot, Question
from service.commands.base import Command
from service.commands.funds import ReceiveFunds, ReturnFunds, SpendFunds
from service.commands.handling import ClearOutput, Complete, CompleteDispatch, Dispatch
from service.commands.negotiation import ClearLine, TableProposal
from service.commands.registers import PublishRegister
from service.commands.shares import RenderAccount
from service.commands.works import StartWork
from service.ids import new_id

BOARD = "国际丽都城门岗公示栏"
GOVERNMENT, FUND, NOODLES, FLOWERS = 18_000_000, 12_000_000, 4_000_000, 2_000_000
SAVED = 500_000
"""In 分: the lines of the plan in their order, and what of the fund's was not needed."""
UNITS = {
    "2-1-1701": ("Y1", "96.40", "闻人予"),
    "2-1-2701": ("Y2", "96.40", "宗政月"),
    "2-1-3701": ("Y3", "128.75", "濮阳川"),
    "2-1-4701": ("Y4", "96.40", "淳于安"),
    "2-1-5701": ("Y5", "74.20", "单于飞"),
    "2-1-6701": ("Y6", "74.20", "太叔宁"),
    "9-7": ("S1", "52.30", "公冶长风"),
    "9-8": ("S2", "38.85", "漆雕明"),
}
"""Six flats, and two shops whose owners let them: who keeps a shop pays a line, and has no vote."""


class Lidu:
    """What this story needs of its neighbourhood, and its own ids."""

    def __init__(
        self, committee: UUID, compound: UUID, clerk: UUID, voices: tuple[Member, ...]
    ) -> None:
        self.committee, self.compound = committee, compound
        self.clerk, self.voices = clerk, voices
        self.noodles, self.flowers, self.fitter = new_id(), new_id(), new_id()
        self.issue, self.ballot, self.notice = new_id(), new_id(), new_id()


def owners_decide(p: Lidu, diary: Diary) -> None:
    """From the register to the account."""
    _register(p, diary)
    _plan(p, diary)
    _vote(p, diary)
    _work(p, diary)
    _account(p, diary)


def _register(p: Lidu, diary: Diary) -> None:
    rows = [_row(unit, *told) for unit, told in UNITS.items()]
    kept = register(p.committee, p.compound, rows)
    hangs = PublishRegister(committee=p.committee, compound=p.compound, until=diary.when(54.5))
    diary.on(70, *kept.imported, hangs, procedure(p.committee, p.compound))
    diary.on(70, *hung(Duty.REGISTER, register_stream(p.compound), BOARD))


def _row(unit: str, owner: str, area: str, name: str) -> str:
    building, _, rest = unit.partition("-")
    entrance, _, room = rest.rpartition("-")
    kind = "商铺" if building == "9" else "住宅"
    return f"{building},{entrance},{room},{kind},{area},登记,{owner},{name}"


def _plan(p: Lidu, diary: Diary) -> None:
    told = Told(
        issue=p.issue,
        committee=p.committee,
        compound=p.compound,
        category="facilities",
        summary="沿街管线杂乱，店招新旧不一",
        words="沿街的线像蜘蛛网，一下雨就往下滴水，店招也是各做各的。",
        by=contact("纪临川", "13800000264", "2号楼1702室"),
    )
    diary.on(68, *taken_in(told, "请沿街商铺、业委会、物业一起到议事平台商量。"))
    tabled = TableProposal(
        issue=p.issue,
        plan="沿街架空线归整入管，店招统一；政府补一点、维修资金出一点、沿街商铺担一点。",
        outputs=(ClearOutput(item="入管线路", quantity=180, unit="mi"),),
        budget=GOVERNMENT + FUND + NOODLES + FLOWERS,
        lines=(
            ClearLine(source="government", amount=GOVERNMENT, pays_for="架空线入管"),
            ClearLine(source="maintenance-fund", amount=FUND, pays_for="红线内共用管线"),
            ClearLine(source="shops", payer=p.noodles, amount=NOODLES, pays_for="门前段与店招"),
            ClearLine(source="shops", payer=p.flowers, amount=FLOWERS, pays_for="门前段与店招"),
        ),
    )
    diary.on(66, tabled)
    diary.on(65, *all_agree(p.issue, *p.voices), *hung(Duty.PLAN, p.issue, BOARD))


def _vote(p: Lidu, diary: Diary) -> None:
    """Six of eight owners answer, five agree: more than half, by persons and by area."""
    opened = OpenBallot(
        ballot=p.ballot,
        compound=p.compound,
        title="使用维修资金归整沿街共用管线",
        issue=p.issue,
        rule=ApprovalRule.OWNERS_ORDINARY,
        matter=Matter.USE_FUND,
        electorate=Electorate.OWNERS,
        items=(Question(number=1, text="是否同意使用维修资金12万元用于红线内共用管线？"),),
        counters=(p.clerk,),
        witnesses=("社区民警 周警官",),
        notified_at=diary.when(64),
        told_at=diary.when(64),
        closes_at=diary.when(34),
    )
    diary.on(49, opened, delivered(p.ballot, UNITS))
    diary.on(
        42,
        *votes(p.ballot, Choice.AGREE, ("2-1-1701", "2-1-2701", "2-1-3701", "2-1-4701", "9-7")),
        *votes(p.ballot, Choice.AGAINST, ("9-8",)),
    )
    diary.on(33, CloseBallot(ballot=p.ballot, note="业主大会通过，可以开工。"))
    diary.on(33, *hung(Duty.RESULT, p.ballot, BOARD, p.notice))
    diary.on(25, taken_down(p.notice))


def _work(p: Lidu, diary: Diary) -> None:
    """Money by line: nothing is spent before it is there."""
    amounts = (GOVERNMENT, FUND, NOODLES, FLOWERS)
    diary.on(
        30,
        *(
            ReceiveFunds(issue=p.issue, line=line, amount=amount)
            for line, amount in enumerate(amounts, start=1)
        ),
        Dispatch(issue=p.issue, parties=(p.fitter,)),
        StartWork(issue=p.issue, party=p.fitter),
    )
    spent = (GOVERNMENT, FUND - SAVED, NOODLES, FLOWERS)
    diary.on(
        12,
        *(
            SpendFunds(issue=p.issue, line=line, amount=amount, note="工程款")
            for line, amount in enumerate(spent, start=1)
        ),
        ReturnFunds(issue=p.issue, line=2, amount=SAVED, note="结余退回维修资金"),
        *hung(Duty.FUND_USE, p.issue, BOARD),
    )


def _account(p: Lidu, diary: Diary) -> None:
    done: Command = Complete(
        issue=p.issue,
        outcome=Outcome.SOLVED,
        reply="沿街架空线已入管，店招已统一，费用见决算公示。",
        outputs=(ClearOutput(item="入管线路", quantity=180, unit="mi"),),
    )
    diary.on(10, CompleteDispatch(issue=p.issue, party=p.fitter, note="已完工"), done)
    account = RenderAccount(issue=p.issue, note="竣工决算")
    diary.on(9, account, *hung(Duty.FINAL_ACCOUNT, p.issue, BOARD))
