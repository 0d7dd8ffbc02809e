"""Notices on an issue: its plan, and the use of its money."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from uuid import UUID

from domain.issue.accounting import planned
from domain.issue.parts import Account, Proposal
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from ledger.streams import ISSUE
from service.notices.names import Codes, is_hidden, party, place_of
from service.notices.parts import Subject, Words, numbered, yuan
from service.notices.rules import RULES
from service.work import Work

_Write = Callable[[Work, IssueState], Words]


def plan(work: Work, subject: UUID) -> Subject | None:
    """The plan on the table, or the approved one (方案公示)."""
    return _subject(work, subject, _plan)


def fund_use(work: Work, subject: UUID) -> Subject | None:
    """What came in and went out so far (资金使用公示; Civil Code art. 281)."""
    return _subject(work, subject, _fund_use)


def final_account(work: Work, subject: UUID) -> Subject | None:
    """The account that was closed (决算公示)."""
    return _subject(work, subject, _final_account)


def _subject(work: Work, subject: UUID, write: _Write) -> Subject | None:
    state = work.state(ISSUE, subject)
    if state is None:
        return None
    told = partial(_written, write, work, state)
    return Subject(committee=state.committee, compound=state.compound, write=told)


def _written(write: _Write, work: Work, state: IssueState) -> Words:
    if is_hidden(state):
        raise Refused(Code.NOTHING_TO_TELL)
    return write(work, state)


def _plan(work: Work, state: IssueState) -> Words:
    proposal, stage = _newest(state)
    codes = Codes(work)
    sites = (f"涉及点位：{len(proposal.sites)}处",) if proposal.sites else ()
    category = () if state.confidential else (f"类别：{codes.category(state.category)}",)
    lines = (
        f"事项编号：{state.number}",
        *category,
        f"方案版本：第{proposal.version}版（{stage}）",
        *sites,
        f"预算：{yuan(proposal.budget)}",
        "资金来源：",
        *numbered(_lines(work, state, proposal, codes)),
        f"参与协商：{_seats(proposal, codes)}",
        f"决定方式：{RULES[proposal.rule]}",
    )
    return Words(heading=f"{_place(work, state)}{codes.matter(state)}方案公示", lines=lines)


def _newest(state: IssueState) -> tuple[Proposal, str]:
    """The version on the table, else the approved one; and how far it is."""
    approved = state.approval.proposal if state.approval else None
    tabled = state.negotiation.proposal
    if approved is not None and (tabled is None or tabled.version == approved.version):
        return approved, "已通过"
    if tabled is None:
        raise Refused(Code.NOTHING_TO_TELL)
    return tabled, "已议定" if state.negotiation.agreement else "协商中"


def _lines(work: Work, state: IssueState, plan: Proposal, codes: Codes) -> Iterator[str]:
    for line in plan.lines:
        payer = f"（{party(work, line.payer, state.committee)}）" if line.payer else ""
        yield f"{codes.source(line.source)}{payer}：{yuan(line.amount)}"


def _seats(plan: Proposal, codes: Codes) -> str:
    told = (codes.seat(seat.seat) + ("（代行）" if seat.acting else "") for seat in plan.seats)
    return "、".join(told) or "无"


def _fund_use(work: Work, state: IssueState) -> Words:
    codes = Codes(work)
    if not any(account.pledged or account.received for account in state.accounts):
        raise Refused(Code.NOTHING_TO_TELL)
    lines = (
        f"事项编号：{state.number}",
        *numbered(_account(one, codes) for one in state.accounts),
        f"合计：{_sums(state.accounts)}",
    )
    return Words(heading=f"{_place(work, state)}{codes.matter(state)}资金使用公示", lines=lines)


def _final_account(work: Work, state: IssueState) -> Words:
    codes = Codes(work)
    if not state.rendered:
        raise Refused(Code.NOTHING_TO_TELL)
    lines = (
        f"事项编号：{state.number}",
        *numbered(_closed(state, one, codes) for one in state.accounts),
        f"合计：{_sums(state.accounts)}",
    )
    return Words(heading=f"{_place(work, state)}{codes.matter(state)}决算公示", lines=lines)


def _closed(state: IssueState, account: Account, codes: Codes) -> str:
    return f"{_account(account, codes)}，方案{yuan(planned(state, account.line))}"


def _account(account: Account, codes: Codes) -> str:
    return f"{codes.source(account.source)}：{_sums((account,))}"


def _sums(accounts: Sequence[Account]) -> str:
    pledged = sum(one.pledged for one in accounts)
    received = sum(one.received for one in accounts)
    spent = sum(one.spent for one in accounts)
    returned = sum(one.returned for one in accounts)
    held = sum(one.held for one in accounts)
    return (
        f"认缴{yuan(pledged)}，到账{yuan(received)}，支出{yuan(spent)}，"
        f"退还{yuan(returned)}，结余{yuan(held)}"
    )


def _place(work: Work, state: IssueState) -> str:
    return place_of(work, state.committee, state.compound)
