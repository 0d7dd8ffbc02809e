"""What comes after a ballot: objections, their answers, annulment by the superior."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.actor import Role
from domain.ballot import challenging, ending
from domain.ballot.state import BallotState
from domain.issue import approval
from domain.issue.approval import annulment
from domain.issue.lifecycle import permits
from domain.issue.state import IssueState
from domain.moment import Moment
from domain.sealed import KeyScope, Sealed
from ledger.streams import BALLOT, ISSUE
from ledger.vault import Subject
from service.commands.approval import reason_of
from service.commands.ballot_command import BallotCommand
from service.commands.ballot_ending import annul_election, append_to_issue, cancel
from service.policy import Action, Principal
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class Challenge(BallotCommand):
    """Somebody contests it (异议); `person` is whom staff enter it for, None where it is unsaid."""

    action: ClassVar[Action] = Action.BALLOT_CHALLENGE

    text: str
    person: UUID | None = None
    occurred_at: Moment | None = None

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """What residents write goes with them."""
        author = _author(principal)
        theirs: Sequence[Subject] = ((KeyScope.PERSON, author),) if author else ()
        return (*super().subjects(principal), *theirs)

    def named(self, work: Work, state: BallotState) -> bool:
        """Also whoever is on the roll."""
        person = work.principal.person
        listed = (person in one.persons for one in state.papers.values())
        return super().named(work, state) or (person is not None and any(listed))

    def run(self, work: Work) -> None:
        """Residents speak for themselves."""
        author = work.principal.person if work.role is Role.RESIDENT else None
        work.require_kept(author or self.person)
        events = challenging.challenge(
            self.state(work),
            person=author or self.person,
            text=self._text(work, author),
            occurred=self.occurred_at,
            now=work.now,
        )
        work.append(BALLOT, self.ballot, events, occurred_at=self.occurred_at)

    def _text(self, work: Work, author: UUID | None) -> Sealed:
        field = "ballot.challenged/text"
        if author is None:
            return self.sealed(work, field, self.text)
        return work.seal(KeyScope.PERSON, author, self.ballot, field, self.text)


@dataclass(frozen=True, kw_only=True, repr=False)
class AnswerChallenge(BallotCommand):
    """What was answered to an objection; `size` is how much of the record its export covers."""

    action: ClassVar[Action] = Action.BALLOT_KEEP

    challenge: int
    answer: str
    size: int | None = None

    def run(self, work: Work) -> None:
        """Once."""
        answer = self.sealed(work, "ballot.challenge-answered/answer", self.answer)
        events = challenging.answer(
            self.state(work), challenge=self.challenge, answer=answer, size=self.size
        )
        work.append(BALLOT, self.ballot, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class AnnulBallot(BallotCommand):
    """The superior declares the result void (撤销), and with it what it has decided."""

    action: ClassVar[Action] = Action.BALLOT_ANNUL
    match_required: ClassVar[bool] = True

    reason: str

    def run(self, work: Work) -> None:
        """The approval goes too where it is this ballot's and still stands.

        A vote on varying it that runs has nothing to vary any more, and is cancelled.
        """
        state = self.state(work)
        reason = self.sealed(work, "ballot.annulled/reason", self.reason)
        work.append(BALLOT, self.ballot, ending.annul(state, reason=reason))
        annul_election(work, state, self.ballot)
        issue = state.opened.issue
        if issue is not None and _stands_by(work.require(ISSUE, issue).state, self.ballot):
            self._annul_approval(work, issue)

    def _annul_approval(self, work: Work, issue: UUID) -> None:
        running = work.require(ISSUE, issue).state.ballot
        also = [] if running is None else [(KeyScope.STREAM, running.ballot)]
        work.need_keys([(KeyScope.ISSUE, issue), *also])
        if running is not None:
            cancel(work, running.ballot, self.reason)
        state = work.require(ISSUE, issue).state
        reason = work.seal(KeyScope.ISSUE, issue, issue, reason_of(state), self.reason)
        append_to_issue(work, issue, approval.annul(state, reason=reason))


def _author(principal: Principal) -> UUID | None:
    return principal.person if Role.RESIDENT in principal.roles else None


def _stands_by(issue: IssueState, ballot: UUID) -> bool:
    """Whether the plan in force is the one that this ballot has approved."""
    plan = issue.approval
    return plan is not None and plan.ballot == ballot and permits(annulment(issue), issue.status)
