"""An issue put to offices, a problem put to neighbours, a case told, and a grid that is drawn."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.actor import Role
from domain.grid.events import Cell
from domain.moment import local
from domain.referral.events import ReferralOutcome, Referred
from service.commands.base import Command
from service.commands.cases import RetellCase, TellCase, WithdrawCase
from service.commands.grids import DrawGrid, NameHead
from service.commands.inquiries import (
    AnswerInquiry,
    Ask,
    AskExpert,
    CloseInquiry,
    CommentOnInquiry,
)
from service.commands.referrals import (
    AcceptReferral,
    AdviseOnReferral,
    ConcludeReferral,
    MakeReferral,
)
from service.ids import new_id
from tests.neighbourhood import Neighbourhood, principal

TALE: Mapping[str, Any] = {
    "title": "一棚一策",
    "problem": "飞线",
    "approach": "选点",
    "result": "建棚",
}


def play(town: Neighbourhood) -> None:
    """Each of their events, once at least; one referral and one inquiry stay open."""
    concluded = referred(town)
    do(town, AcceptReferral(referral=concluded, organisation=town.contractor))
    do(town, AdviseOnReferral(referral=concluded, organisation=town.contractor, advice="可调解"))
    outcome = ReferralOutcome.MEDIATED
    do(town, ConcludeReferral(referral=concluded, outcome=outcome, conclusion="双方和好"))
    referred(town)
    inquiry = asked(town)
    answered = AnswerInquiry(inquiry=inquiry, answer="先建后禁")
    town.do(answered, by=town.next_clerk)
    expert = principal(Role.HANDLER, organisation=town.contractor)
    town.do(CommentOnInquiry(inquiry=inquiry, comment="可行"), by=expert)
    do(town, CloseInquiry(inquiry=inquiry, conclusion="各有其法"))
    asked(town)
    tell(town, inquiry)
    cells = (Cell(code="A", above=None, tier="党支部", name="一支部", compound=None, buildings=()),)
    do(town, DrawGrid(committee=town.committee, kind="party", cells=cells))
    do(town, NameHead(committee=town.committee, kind="party", cell="A", households=84))


def do(town: Neighbourhood, command: Command) -> None:
    """By the clerk."""
    town.do(command, by=town.clerk)


def referred(town: Neighbourhood) -> UUID:
    """A new issue, put to an office."""
    referral = new_id()
    parties = (Referred(organisation=town.contractor, role="law-firm"),)
    issue = town.report()
    do(town, MakeReferral(issue=issue, referral=referral, parties=parties, question="能否调解"))
    return referral


def asked(town: Neighbourhood) -> UUID:
    """A problem that is put to the next committee, and an expert."""
    inquiry, day = new_id(), local(town.service.now()).date() + timedelta(days=9)
    ask = Ask(
        inquiry=inquiry,
        asker=town.committee,
        title="电动车进楼",
        problem="怎么办",
        category="ev-charging",
        to=(town.next_committee,),
        until=day,
    )
    do(town, ask)
    do(town, AskExpert(inquiry=inquiry, organisation=town.contractor, until=day))
    return inquiry


def tell(town: Neighbourhood, inquiry: UUID) -> None:
    """Two cases; one is told in other words, one is withdrawn."""
    kept, withdrawn = new_id(), new_id()
    for case in (kept, withdrawn):
        told = TellCase(case=case, body=town.committee, inquiry=inquiry, **TALE)
        do(town, told)
    do(town, RetellCase(case=kept, **TALE))
    do(town, WithdrawCase(case=withdrawn, reason="过时"))
