"""Ratings of a residents' committee: its roster, when the year is rated, a resident's mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.actor import Role
from domain.moment import local
from domain.rating import giving, keeping
from domain.rating.events import Given, Member, RatingEvent, RatingKind
from domain.rating.state import RatingState, rating_stream
from domain.refusal import Code, Refused
from domain.sealed import KeyScope
from ledger.claims import MARK, mark_of
from ledger.streams import BODY, RATING
from ledger.vault import Subject
from service.commands.base import Admission, Command
from service.commands.intake import vocabulary
from service.commands.issue_command import seen_issue
from service.commands.stream_command import reach_of
from service.errors import NotFound
from service.policy import Action, Principal, role_for
from service.work import Work

_RATES = Role.RESIDENT


@dataclass(frozen=True, kw_only=True, repr=False)
class ClearMember:
    """A member of the committee; `member` is a new id, or the one that the roster has."""

    member: UUID
    name: str
    duty: str


@dataclass(frozen=True, kw_only=True, repr=False)
class RatingCommand(Command):
    """A command on the ratings of one committee."""

    action: ClassVar[Action] = Action.RATING_KEEP

    committee: UUID

    @property
    def stream(self) -> UUID:
        """Where they stand."""
        return rating_stream(self.committee)

    def streams(self) -> Sequence[UUID]:
        """The committee and its ratings."""
        return (self.committee, self.stream)

    def admit(self, work: Work) -> Admission:
        """The committee, where the caller may see how it is rated."""
        if work.get(BODY, self.committee) is None:
            raise NotFound
        reach = reach_of(work, self.committee, None)
        if role_for(work.principal, Action.RATING_VIEW, reach) is None:
            raise NotFound
        state = self.state(work)
        return Admission(reach=reach, version=state.changes if state else 0)

    def made(self) -> UUID:
        """The committee."""
        return self.committee

    def append(self, work: Work, events: Sequence[RatingEvent]) -> None:
        """To the committee's ratings."""
        work.append(RATING, self.stream, events)

    def state(self, work: Work) -> RatingState | None:
        """As it stands; None before anything was recorded."""
        return work.state(RATING, self.stream)


@dataclass(frozen=True, kw_only=True, repr=False)
class SetRoster(RatingCommand):
    """These are the committee's members from now on."""

    members: tuple[ClearMember, ...]

    def newcomers(self) -> Sequence[Subject]:
        """Names are public by office, and closed with the stream's key as every free text."""
        return ((KeyScope.STREAM, self.stream),)

    def run(self, work: Work) -> None:
        """The rule."""
        members = [self._member(work, index, one) for index, one in enumerate(self.members)]
        body = work.require(BODY, self.committee).state
        self.append(
            work,
            keeping.set_roster(body, vocabulary(work), committee=self.committee, members=members),
        )

    def _member(self, work: Work, index: int, one: ClearMember) -> Member:
        field = f"rating.roster-set/members/{index}/name"
        name = work.seal(KeyScope.STREAM, self.stream, self.stream, field, one.name)
        return Member(member=one.member, name=name, duty=one.duty)


@dataclass(frozen=True, kw_only=True, repr=False)
class OpenYearEnd(RatingCommand):
    """The year is rated from one day to another, both included."""

    year: int
    first: date
    last: date

    def run(self, work: Work) -> None:
        """The rule."""
        events = keeping.open_year_end(
            self.state(work),
            work.require(BODY, self.committee).state,
            committee=self.committee,
            year=self.year,
            first=self.first,
            last=self.last,
            today=local(work.now).date(),
        )
        self.append(work, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class Rate(RatingCommand):
    """A resident rates the committee, or one of its members."""

    action: ClassVar[Action] = Action.RATING_GIVE

    member: UUID | None = None
    kind: RatingKind
    year: int | None = None
    score: int
    issue: UUID | None = None
    words: str | None = None

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """What a resident says is theirs."""
        return () if principal.person is None else ((KeyScope.PERSON, principal.person),)

    def run(self, work: Work) -> None:
        """One mark per person, whom it is for, kind and period: `already-rated` else."""
        rater = work.principal.person
        if rater is None:
            raise Refused(Code.UNKNOWN_PERSON)
        work.require_kept(rater)
        self._require_own_issue(work, rater)
        [given] = self._given(work, rater)
        scope, value = mark_of(given)
        if work.is_claimed(MARK, scope, value):
            raise Refused(Code.ALREADY_RATED)
        self.append(work, [given])

    def _given(self, work: Work, rater: UUID) -> tuple[Given]:
        words = self.words
        sealed = (
            None
            if words is None
            else work.seal(KeyScope.PERSON, rater, self.stream, "rating.given/words", words)
        )
        return giving.give(
            self.state(work),
            work.require(BODY, self.committee).state,
            committee=self.committee,
            member=self.member,
            kind=self.kind,
            year=self.year,
            score=self.score,
            rater=rater,
            staff=bool(work.principal.roles - {_RATES}),
            issue=self.issue,
            words=sealed,
            today=local(work.now).date(),
        )

    def _require_own_issue(self, work: Work, rater: UUID) -> None:
        """What a resident refers to, they have reported: `unknown-issue` else."""
        if self.issue is None:
            return
        seen = seen_issue(work, self.issue)
        theirs = seen is not None and seen[0].state.reporter == rater
        if seen is None or not theirs or seen[0].state.committee != self.committee:
            raise Refused(Code.UNKNOWN_ISSUE)
