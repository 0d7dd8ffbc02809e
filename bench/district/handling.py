"""How issues are dealt with: quickly, by all seats together, or work first."""

from collections.abc import Iterator
from uuid import UUID

from bench.district import words
from bench.district.case import Case, Step
from bench.district.ground import Compound
from bench.district.intake import responded, triaged
from domain.issue.events import Level, Outcome, Stance
from domain.method.terms import Basis, Limit, Scale, Span, Track
from domain.moment import DAY, HOUR, MINUTE
from domain.person.events import Purpose
from service.commands.approval import Approve
from service.commands.funds import ReceiveFunds, ReturnFunds, SpendFunds
from service.commands.handling import (
    Acknowledge,
    ClearOutput,
    Complete,
    CompleteDispatch,
    Disclose,
    Dispatch,
)
from service.commands.negotiation import ClearLine, NoteMeeting, TableProposal
from service.commands.oversight import Escalate, HandDown, Supervise, Urge
from service.commands.positions import TakePosition
from service.commands.record import Publish
from service.commands.returns import GrantReturn, RequestReturn
from service.commands.works import NoteProgress, StartWork

_YUAN = 100


def quickly(case: Case) -> Iterator[Step]:
    """小事专人管: one party, no negotiation."""
    yield responded(case)
    yield triaged(case, Scale.SMALL, Track.FAST)
    yield from pressed(case)
    yield from ordered(case)
    yield from completed(case)


def together(case: Case, compound: Compound) -> Iterator[Step]:
    """大事多方办: a meeting, a plan, everybody's word, approval, works and money."""
    yield responded(case)
    yield triaged(case, Scale.HARD, Track.NORMAL)
    yield from talked(case, compound)
    budget = case.random.randrange(20, 800) * 100 * _YUAN
    yield from agreed(case, compound, budget)
    approve = Approve(issue=case.issue, note="各方一致同意，按方案实施。")
    yield Step(case.between(HOUR, 3 * DAY), case.committee.clerk, approve)
    yield from built(case, budget)
    yield from completed(case, cost=budget)


def at_once(case: Case, compound: Compound) -> Iterator[Step]:
    """应急: work first; the owners' committee confirms it afterwards."""
    yield responded(case, within=30 * MINUTE)
    ground = "涉及居民安全，须立即处置。"
    yield triaged(case, Scale.URGENT, Track.EMERGENCY, ground=ground, wait=20 * MINUTE)
    dispatch = Dispatch(issue=case.issue, parties=(_of(case),), note="请立即到场。")
    yield Step(case.between(MINUTE, 20 * MINUTE), case.committee.clerk, dispatch, False)
    start = StartWork(issue=case.issue, note="已到场开始处置。")
    yield Step(case.between(10 * MINUTE, 2 * HOUR), case.party, start, False)
    finish = CompleteDispatch(issue=case.issue, note=words.note(case.random))
    yield Step(case.between(HOUR, DAY), case.party, finish, False)
    confirm = Approve(issue=case.issue, note="情况属实，予以确认。")
    yield Step(case.between(HOUR, 3 * DAY), compound.owners, confirm)
    yield from completed(case)


def dispatched(case: Case) -> Step:
    """Handed to a party (派单)."""
    command = Dispatch(issue=case.issue, parties=(_of(case),), note="请到场处理并反馈。")
    return Step(case.between(10 * MINUTE, 4 * HOUR), case.committee.clerk, command)


def ordered(case: Case) -> Iterator[Step]:
    """Handed to a party, taken, finished; now and then given back first."""
    issue, clerk, party = case.issue, case.committee.clerk, case.party
    yield dispatched(case)
    if case.chance(0.04):
        reason = RequestReturn(issue=issue, reason="不在服务范围内。")
        yield Step(case.between(HOUR, 8 * HOUR), party, reason)
        yield Step(case.between(HOUR, 8 * HOUR), clerk, GrantReturn(issue=issue, party=_of(case)))
        return
    yield Step(case.between(10 * MINUTE, 6 * HOUR), party, Acknowledge(issue=issue))
    if case.person is not None and not case.confidential and case.chance(0.08):
        yield Step(MINUTE, party, Disclose(issue=issue, purpose=Purpose.CONTACT_REPORTER))
    done = CompleteDispatch(issue=issue, note=words.note(case.random))
    yield Step(case.between(HOUR, 4 * DAY), party, done)


def completed(case: Case, *, cost: int | None = None) -> Iterator[Step]:
    """办结; who told without a name is answered in public."""
    clerk = case.committee.clerk
    if case.intake == "anonymous" or case.chance(0.05):
        publish = Publish(issue=case.issue, text=f"关于{case.matter}的反映，已处理完毕。")
        yield Step(case.between(HOUR, DAY), clerk, publish)
    outputs = (ClearOutput(item=case.matter, quantity=1, unit="jian"),)
    command = Complete(
        issue=case.issue,
        outcome=Outcome.SOLVED if case.chance(0.92) else Outcome.EXPLAINED,
        reply=words.result(case.random),
        outputs=outputs if case.chance(0.3) else (),
        cost=cost,
    )
    yield Step(case.between(30 * MINUTE, DAY), clerk, command)


def pressed(case: Case) -> Iterator[Step]:
    """Urged, supervised, passed up and handed down again: in few cases."""
    if case.intake == "own" and case.chance(0.15):
        urge = Urge(issue=case.issue, message="什么时候能处理好？")
        yield Step(case.between(HOUR, 2 * DAY), case.resident, urge, False)
    if case.chance(0.015):
        limit = Limit(amount=24, span=Span.HOUR, basis=Basis.NATURAL)
        demand = Supervise(issue=case.issue, limit=limit, demand="请限时办结并报结果。")
        yield Step(case.between(HOUR, DAY), case.committee.superior, demand)
    if case.chance(0.01):
        up = Escalate(issue=case.issue, level=Level.SUBDISTRICT, reason="需街道协调部门。")
        yield Step(case.between(HOUR, DAY), case.committee.clerk, up)
        down = HandDown(issue=case.issue, level=Level.COMMITTEE, reason="部门已协调，请办理。")
        yield Step(case.between(DAY, 4 * DAY), case.committee.superior, down)


def talked(case: Case, compound: Compound) -> Iterator[Step]:
    """One meeting or two."""
    parties = (case.committee.id, *(_organisations(compound)))
    for kind in case.random.sample(("hearing", "coordination", "council"), 1 + case.chance(0.4)):
        meeting = NoteMeeting(
            issue=case.issue,
            kind=kind,
            attendees=parties,
            minutes=f"就{case.matter}听取各方意见，讨论处置方案。",
            outcome="形成初步方案。",
        )
        yield Step(case.between(DAY, 6 * DAY), case.committee.clerk, meeting)


def agreed(case: Case, compound: Compound, budget: int) -> Iterator[Step]:
    """The plan, and the word of each seat that the method asks."""
    clerk = case.committee.clerk
    plan = TableProposal(
        issue=case.issue,
        plan=f"针对{case.matter}：由物业组织施工，居委会协调，完工后公示。",
        outputs=(ClearOutput(item=case.matter, quantity=1, unit="jian"),),
        budget=budget,
        lines=(ClearLine(source="public-income", amount=budget, pays_for="材料和人工"),),
    )
    yield Step(case.between(DAY, 4 * DAY), clerk, plan)
    speakers = {"property-company": compound.property, "owners-committee": compound.owners}
    if case.committee.method[0] != "donghulu":
        speakers["residents-committee"] = clerk
    for seat, speaker in speakers.items():
        word = TakePosition(issue=case.issue, version=1, seat=seat, stance=Stance.AGREE)
        yield Step(case.between(HOUR, 2 * DAY), speaker, word)


def built(case: Case, budget: int) -> Iterator[Step]:
    """The works and their money."""
    issue, clerk, party = case.issue, case.committee.clerk, case.party
    dispatch = Dispatch(issue=issue, parties=(_of(case),), note="按方案施工。")
    receive = ReceiveFunds(issue=issue, line=1, amount=budget, note="公共收益划拨到账。")
    spend = SpendFunds(issue=issue, line=1, amount=budget * 9 // 10, note="施工款。")
    back = ReturnFunds(issue=issue, line=1, amount=budget - budget * 9 // 10, note="结余退回。")
    yield Step(case.between(HOUR, DAY), clerk, dispatch)
    yield Step(case.between(HOUR, DAY), party, Acknowledge(issue=issue))
    yield Step(case.between(HOUR, 3 * DAY), clerk, receive)
    yield Step(case.between(DAY, 4 * DAY), party, StartWork(issue=issue, note="进场施工。"))
    for percent in (30, 60, 90)[: case.random.randrange(1, 4)]:
        progress = NoteProgress(issue=issue, note=words.note(case.random), percent=percent)
        yield Step(case.between(DAY, 4 * DAY), party, progress)
    yield Step(case.between(DAY, 3 * DAY), party, CompleteDispatch(issue=issue, note="完工。"))
    yield Step(case.between(HOUR, DAY), clerk, spend)
    yield Step(case.between(HOUR, DAY), clerk, back)


def _of(case: Case) -> UUID:
    organisation = case.party.organisation
    if organisation is None:
        raise TypeError("a party acts for an organisation")
    return organisation


def _organisations(compound: Compound) -> tuple[UUID, ...]:
    both = (compound.property.organisation, compound.owners.organisation)
    return tuple(one for one in both if one is not None)
