"""Letting go (删除): a person who asks for it, or whatever has been kept long enough.

Who may be let go is decided on states, under the head's lock: nothing that the law keeps is lost
to a request, and nothing is asked of somebody who has left.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.ground import Ground
from domain.issue.erasure import erase_reporter, erase_texts, is_past
from domain.issue.state import IssueState
from domain.moment import Moment
from domain.person.erasure import Left, complete, erase
from domain.person.events import Hold
from domain.person.holds import held_since, holds_of
from domain.person.state import PersonState, Standing
from domain.retention.state import RETENTION_STREAM, RetentionState
from domain.retention.text import Policy
from domain.sealed import KeyScope
from ledger.streams import ISSUE, PERSON, RETENTION
from ledger.vault import Subject
from service.commands.base import Admission, Command
from service.errors import NotFound, Unavailable
from service.policy import EVERYTHING, Action, Reach, role_for, scopes
from service.work import Work

Issues = Mapping[UUID, IssueState]


@dataclass(frozen=True, kw_only=True)
class PersonLeaves(Command):
    """What all commands share that let a person go."""

    action: ClassVar[Action] = Action.ERASE

    person: UUID

    def streams(self) -> Sequence[UUID]:
        """The person, and the terms in force."""
        return (self.person, RETENTION_STREAM)

    @property
    def gone(self) -> Subject:
        """Who has no key any more once it is on record, unless the law keeps them."""
        return KeyScope.PERSON, self.person

    def admit(self, work: Work) -> Admission:
        """The person, where the caller may let them go: a resident hears of nobody else."""
        reach = Reach(reporter=self.person)
        known = work.get(PERSON, self.person)
        permitted = role_for(work.principal, self.action, reach) is not None
        if scopes(work.principal, self.action) and (known is None or not permitted):
            raise NotFound
        return Admission(reach=reach, version=known.version if known else None)

    def run(self, work: Work) -> None:
        """Decide, and let every issue of theirs forget them in the same breath."""
        since = held_since(terms(work), work.now)
        issues = work.issues_concerning(self.person, since=since)
        decided = self.decide(work, work.require(PERSON, self.person).state, issues)
        work.append(PERSON, self.person, decided)
        for event in decided:
            for issue, state in _reported(self.person, issues).items():
                told = erase_reporter(state, ground=event.ground, asked_at=event.asked_at)
                work.append(ISSUE, issue, told)

    @abstractmethod
    def decide(self, work: Work, state: PersonState, issues: Issues) -> Sequence[Left]:
        """What becomes of them; *issues* are what they reported or helped to decide."""

    def holds(self, work: Work, issues: Issues) -> Sequence[Hold]:
        """What the law keeps of them, in their issues and in ballots."""
        policy = terms(work)
        polls = work.polls_of(self.person, since=held_since(policy, work.now))
        return holds_of(self.person, issues, policy, polls=polls, now=work.now)

    def made(self) -> UUID:
        """No view shows it; the person stands for it, so that the success is remembered."""
        return self.person


@dataclass(frozen=True, kw_only=True)
class EraseRequest(PersonLeaves):
    """A person asks to be erased (PIPL art. 47); `asked_at` is None for *now*."""

    asked_at: Moment | None = None

    def lets_go(self) -> Sequence[Subject]:
        """Who asks is answered when it is done."""
        return (self.gone,)

    def decide(self, work: Work, state: PersonState, issues: Issues) -> Sequence[Left]:
        """At once, or as soon as the law lets go of them."""
        holds = self.holds(work, issues)
        ground, now = Ground.REQUEST, work.now
        return erase(state, holds=holds, ground=ground, asked_at=self.asked_at, now=now)


@dataclass(frozen=True, kw_only=True)
class CompleteErasure(PersonLeaves):
    """The terms of a restriction are over; nothing happens where they are not."""

    def decide(self, work: Work, state: PersonState, issues: Issues) -> Sequence[Left]:
        """By the terms as they are now: another hold may have come meanwhile."""
        return complete(state, holds=self.holds(work, issues), now=work.now)


@dataclass(frozen=True, kw_only=True)
class LapseContact(PersonLeaves):
    """Nobody needs to reach this reporter any more; nothing happens where somebody does."""

    def decide(self, work: Work, state: PersonState, issues: Issues) -> Sequence[Left]:
        """Once all that they reported has been over for long enough."""
        policy, reported = terms(work), _reported(self.person, issues).values()
        past = [is_past(one, policy.contact.months, work.now) for one in reported]
        is_due = bool(past) and all(past) and _may_lapse(work)
        if state.standing is not Standing.OPEN or not is_due:
            return ()
        holds, ground = self.holds(work, issues), Ground.RETENTION
        return erase(state, holds=holds, ground=ground, asked_at=None, now=work.now)


@dataclass(frozen=True, kw_only=True)
class LapseTexts(Command):
    """Nobody needs this issue's texts any more; nothing happens where somebody does."""

    action: ClassVar[Action] = Action.ERASE

    issue: UUID

    def streams(self) -> Sequence[UUID]:
        """The issue, and the terms in force."""
        return (self.issue, RETENTION_STREAM)

    @property
    def gone(self) -> Subject:
        """Which key is gone once it is on record."""
        return KeyScope.ISSUE, self.issue

    def admit(self, work: Work) -> Admission:
        """It falls due by itself, and is nobody's to ask for."""
        return Admission(reach=EVERYTHING)

    def run(self, work: Work) -> None:
        """Once it has been over for long enough."""
        state, months = work.require(ISSUE, self.issue).state, terms(work).texts.months
        if _may_lapse(work):
            work.append(ISSUE, self.issue, erase_texts(state, months=months, now=work.now))


def terms(work: Work) -> Policy:
    """The terms of retention in force; `migrate` has installed some."""
    return _published(work).current


def _may_lapse(work: Work) -> bool:
    """Whether the terms have stood for long enough that somebody may go unasked."""
    return work.now >= _published(work).lapses_from


def _published(work: Work) -> RetentionState:
    state = work.state(RETENTION, RETENTION_STREAM)
    if state is None:
        raise Unavailable("no terms of retention: run `bihuan migrate`", seconds=30)
    return state


def _reported(person: UUID, issues: Issues) -> Issues:
    return {issue: state for issue, state in issues.items() if state.reporter == person}
