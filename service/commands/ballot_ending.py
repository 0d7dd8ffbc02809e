"""How a ballot ends: counted and closed, by the result of another system, or cancelled.

What it decides stands beside it in the same transaction: in the issue, the election, the register.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.ballot import ending
from domain.ballot.closing import close
from domain.ballot.events import Closed, ItemTally, Outcome
from domain.ballot.importing import take_result
from domain.ballot.state import BallotState
from domain.election import calling
from domain.issue.balloting import (
    approve_by_ballot,
    end_ballot,
    pass_uncovered,
    reject_by_ballot,
)
from domain.issue.evolve import IssueEvent
from domain.method.rules import ApprovalRule
from domain.refusal import Refused
from domain.register.rolls import release_roll
from domain.sealed import KeyScope, Sealed
from ledger.streams import BALLOT, ELECTION, ISSUE, REGISTER
from service.commands.ballot_command import BallotCommand
from service.commands.drawing import require_drawable, settle
from service.policy import Action
from service.work import Work

_MISSED = "表决未达到规定的比例，方案未获通过。"


@dataclass(frozen=True, kw_only=True, repr=False)
class ImportResult(BallotCommand):
    """An outside system has counted; the ballot will close by its counts.

    `evidence` is the SHA-256 (hex) of what it gave out; `replaces` says that it takes the place of
    the result that stands.
    """

    action: ClassVar[Action] = Action.BALLOT_KEEP

    system: str
    reference: str
    evidence: str
    tallies: tuple[ItemTally, ...]
    replaces: bool = False

    def run(self, work: Work) -> None:
        """Beside it no vote of ours counts."""
        events = take_result(
            self.state(work),
            system=self.system,
            reference=self.reference,
            evidence=self.evidence,
            tallies=self.tallies,
            replaces=self.replaces,
            now=work.now,
        )
        work.append(BALLOT, self.ballot, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class CloseBallot(BallotCommand):
    """Voting is over and counted (计票), and the result takes effect.

    `note` goes with what it decides: beside the approval, or as the reason of the rejection.
    """

    action: ClassVar[Action] = Action.BALLOT_KEEP
    match_required: ClassVar[bool] = True

    note: str | None = None

    def run(self, work: Work) -> None:
        """All of it, or nothing."""
        state = self.state(work)
        *parts, closed = close(state, now=work.now)
        work.append(BALLOT, self.ballot, [*parts, closed])
        release(work, state, self.ballot)
        if isinstance(closed, Closed):
            end_election(work, state, self.ballot, _elected(closed))
            if state.opened.issue is not None:
                self._decide(work, state.opened.issue, closed)

    def _decide(self, work: Work, issue: UUID, closed: Closed) -> None:
        plan, rule = work.require(ISSUE, issue).state, self.state(work).opened.rule
        issue_key(work, issue)
        events: Sequence[IssueEvent]
        if closed.outcome is Outcome.REACHED and not _is_drawable(work, issue, rule):
            events = pass_uncovered(plan, ballot=self.ballot)
        elif closed.outcome is Outcome.REACHED:
            field = "issue.variation-approved/note" if plan.approval else "issue.approved/note"
            note = None if self.note is None else _sealed(work, issue, field, self.note)
            events = approve_by_ballot(plan, ballot=self.ballot, rule=rule, note=note)
        else:
            reason = _sealed(work, issue, "issue.rejected/reason", self.note or _MISSED)
            events = reject_by_ballot(plan, ballot=self.ballot, reason=reason)
        append_to_issue(work, issue, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class CancelBallot(BallotCommand):
    """It ends without a result; what it was on is as free as before."""

    action: ClassVar[Action] = Action.BALLOT_KEEP
    match_required: ClassVar[bool] = True

    reason: str

    def run(self, work: Work) -> None:
        """The issue and the election hear of it, and the register is released."""
        cancel(work, self.ballot, self.reason)


def cancel(work: Work, ballot: UUID, reason: str) -> None:
    """End it without a result, with all that hears of it; the ballot's key is at hand."""
    state = work.require(BALLOT, ballot).state
    sealed = work.seal(KeyScope.STREAM, ballot, ballot, "ballot.cancelled/reason", reason)
    work.append(BALLOT, ballot, ending.cancel(state, reason=sealed))
    release(work, state, ballot)
    end_election(work, state, ballot, ())
    issue = state.opened.issue
    if issue is not None:
        plan = work.require(ISSUE, issue).state
        append_to_issue(work, issue, end_ballot(plan, ballot=ballot))


def release(work: Work, state: BallotState, ballot: UUID) -> None:
    """Another version of the register may come into force."""
    register = state.opened.register
    if register is not None:
        events = release_roll(work.require(REGISTER, register).state, ballot)
        work.append(REGISTER, register, events)


def end_election(work: Work, state: BallotState, ballot: UUID, elected: tuple[int, ...]) -> None:
    """What the election that it was for hears of its end."""
    election = state.opened.election
    if election is not None:
        before = work.require(ELECTION, election).state
        work.append(ELECTION, election, calling.end(before, ballot=ballot, elected=elected))


def annul_election(work: Work, state: BallotState, ballot: UUID) -> None:
    """What the election hears where its ballot is void."""
    election = state.opened.election
    if election is not None:
        before = work.require(ELECTION, election).state
        work.append(ELECTION, election, calling.annul(before, ballot=ballot))


def append_to_issue(work: Work, issue: UUID, events: Sequence[IssueEvent]) -> None:
    """What becomes of the plan, with what it draws on the owners' authorisations."""
    before = work.require(ISSUE, issue).state
    work.append(ISSUE, issue, events)
    settle(work, issue, before)


def _is_drawable(work: Work, issue: UUID, rule: ApprovalRule) -> bool:
    """What became of an authorisation while the vote ran must not keep the vote from its count."""
    try:
        require_drawable(work, issue, rule)
    except Refused:
        return False
    return True


def issue_key(work: Work, issue: UUID) -> None:
    """Which issue it is, only the ballot tells: its key is asked for now."""
    work.need_keys([(KeyScope.ISSUE, issue)])


def _sealed(work: Work, issue: UUID, field: str, text: str) -> Sealed:
    return work.seal(KeyScope.ISSUE, issue, issue, field, text)


def _elected(closed: Closed) -> tuple[int, ...]:
    reached = closed.outcome is Outcome.REACHED
    return closed.results[0].elected if reached and closed.results else ()
