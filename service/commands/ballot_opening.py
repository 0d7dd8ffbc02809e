"""Opening a ballot: the question, the roll and how it is counted are fixed in one transaction.

With it the register's roll is taken, and the issue or the election hears that it is called.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from domain.ballot.counting import Counting
from domain.ballot.events import (
    Electorate,
    Item,
    Matter,
    Opened,
    Parking,
    Parting,
    RollListed,
    Thresholds,
)
from domain.ballot.opening import open_ballot
from domain.ballot.roll import Member, Scope
from domain.ballot.rules import decides_on_fund
from domain.ballot.wanted import WantedBallot
from domain.body.registry import OWNERS_COMMITTEE
from domain.election import calling
from domain.election.state import ElectionState
from domain.issue.balloting import call_ballot
from domain.issue.state import IssueState
from domain.method.rules import ApprovalRule, CanvassFloor
from domain.method.state import method_stream
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.register.rolls import take_roll
from domain.register.state import RegisterState, register_stream
from domain.sealed import KeyScope, Sealed
from ledger.streams import BALLOT, BODY, ELECTION, ISSUE, METHOD, REGISTER
from ledger.vault import Subject
from projections.engine import Key, View
from projections.views import ballot
from service.commands.base import Admission, Command
from service.commands.drawing import require_drawable
from service.commands.intake import method_in_force
from service.commands.issue_command import seen_issue
from service.commands.stream_command import reach_of
from service.policy import EVERYTHING, Action
from service.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question in clear. Of an election the candidates and seats are the election's own."""

    number: int
    text: str


@dataclass(frozen=True, kw_only=True, repr=False)
class OpenBallot(Command):
    """Put a question to the vote; `ballot` is a new id.

    `issue` is whose plan is decided on, `election` what is elected for, at most one of them;
    `proposal` says which version of the plan is meant. The rest is as `WantedBallot` has it, texts
    in clear; `parking` is whether titled parking counts, and on what ground.
    """

    action: ClassVar[Action] = Action.BALLOT_KEEP

    ballot: UUID
    compound: UUID | None
    title: str
    issue: UUID | None = None
    proposal: int | None = None
    election: UUID | None = None
    rule: ApprovalRule
    matter: Matter | None = None
    thresholds: Thresholds | None = None
    parting: Parting = Parting.WHOLE
    electorate: Electorate
    scope: Scope = field(default_factory=Scope)
    parking: tuple[bool, str] | None = None
    panel: tuple[Member, ...] = ()
    items: tuple[Question, ...]
    counting: Counting | None = None
    counters: tuple[UUID, ...]
    witnesses: tuple[str, ...] = ()
    notified_at: Moment
    told_at: Moment | None = None
    opens_at: Moment | None = None
    closes_at: Moment

    def newcomers(self) -> Sequence[Subject]:
        """The ballot."""
        return ((KeyScope.STREAM, self.ballot),)

    def streams(self) -> Sequence[UUID]:
        """What it is on, and where its roll comes from."""
        register = None if self.compound is None else register_stream(self.compound)
        return [one for one in (self.issue, self.election, register) if one is not None]

    def admit(self, work: Work) -> Admission:
        """It concerns the committee of what it is on, of the compound, or the caller's own."""
        committee = self._committee(work)
        if committee is None:
            return Admission(reach=EVERYTHING)
        return Admission(reach=reach_of(work, committee, self.compound))

    def run(self, work: Work) -> None:
        """Refused beside the rules: `unknown-compound`, `unknown-issue`, `unknown-election`.

        And `proposal-superseded` where another version of the plan is on the table.
        """
        committee = self._committee(work)
        if committee is None or not self._is_there(work, committee):
            raise Refused(Code.UNKNOWN_COMPOUND)
        plan, election = self._plan(work), self._called(work)
        events = open_ballot(
            work.state(BALLOT, self.ballot),
            self._register(work),
            self._wanted(work, plan, election),
            committee=committee,
            floor=self._floor(work, plan, committee),
            now=work.now,
        )
        work.begin(BALLOT, self.ballot, events)
        self._take_roll(work, events)
        self._tell(work, plan, election, events)

    def shown(self) -> tuple[View[Any], Key]:
        """The ballot's row."""
        return ballot.VIEW, (self.ballot,)

    def _committee(self, work: Work) -> UUID | None:
        seen = None if self.issue is None else seen_issue(work, self.issue)
        if seen is not None:
            return seen[0].state.committee
        election = None if self.election is None else work.state(ELECTION, self.election)
        if election is not None:
            return election.committee
        register = self._register(work)
        return work.principal.body if register is None else register.committee

    def _is_there(self, work: Work, committee: UUID) -> bool:
        """Whether the compound is the committee's; none is where a panel decides."""
        body = work.state(BODY, committee)
        return body is not None and (self.compound is None or self.compound in body.compounds)

    def _register(self, work: Work) -> RegisterState | None:
        if self.compound is None:
            return None
        return work.state(REGISTER, register_stream(self.compound))

    def _floor(self, work: Work, plan: IssueState | None, committee: UUID) -> CanvassFloor | None:
        """What the method asks: that which the issue has pinned, else the committee's."""
        if self.rule is not ApprovalRule.CANVASS:
            return None
        if plan is None:
            body = work.require(BODY, committee).state
            return method_in_force(work, body, at=work.now).canvass
        method = work.require(METHOD, method_stream(plan.method.name)).state
        return method.version(plan.method.version).canvass

    def _plan(self, work: Work) -> IssueState | None:
        if self.issue is None:
            return None
        seen = seen_issue(work, self.issue)
        if seen is None:
            raise Refused(Code.UNKNOWN_ISSUE)
        plan = seen[0].state
        if self.compound is not None and plan.compound not in (None, self.compound):
            raise Refused(Code.UNKNOWN_COMPOUND)
        table = plan.negotiation.proposal
        version = 0 if table is None else table.version
        if self.proposal not in (None, version):
            raise Refused(Code.PROPOSAL_SUPERSEDED, version=version)
        return plan

    def _called(self, work: Work) -> ElectionState | None:
        if self.election is None:
            return None
        election = work.state(ELECTION, self.election)
        if election is None:
            raise Refused(Code.UNKNOWN_ELECTION)
        return election

    def _wanted(
        self, work: Work, plan: IssueState | None, election: ElectionState | None
    ) -> WantedBallot:
        table = None if plan is None else plan.negotiation.proposal
        return WantedBallot(
            compound=self.compound,
            title=self._sealed(work, "title", self.title),
            issue=self.issue,
            proposal=None if table is None else table.version,
            election=self.election,
            rule=self.rule,
            matter=self.matter,
            thresholds=self.thresholds,
            parting=self.parting,
            electorate=self.electorate,
            scope=self.scope,
            parking=self._parking(work),
            panel=self.panel,
            items=self._items(work, election),
            counting=self.counting,
            counters=self.counters,
            witnesses=tuple(
                self._sealed(work, f"witnesses/{place}", name)
                for place, name in enumerate(self.witnesses)
            ),
            notified_at=self.notified_at,
            told_at=self.told_at,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
        )

    def _items(self, work: Work, election: ElectionState | None) -> tuple[Item, ...]:
        candidates, seats = ((), 0) if election is None else calling.question(election)
        return tuple(
            Item(
                number=one.number,
                text=self._sealed(work, f"items/{place}/text", one.text),
                candidates=candidates,
                seats=seats,
            )
            for place, one in enumerate(self.items)
        )

    def _parking(self, work: Work) -> Parking | None:
        if self.parking is None:
            return None
        counted, ground = self.parking
        return Parking(counted=counted, ground=self._sealed(work, "parking/ground", ground))

    def _sealed(self, work: Work, path: str, text: str) -> Sealed:
        return work.seal(KeyScope.STREAM, self.ballot, self.ballot, f"ballot.opened/{path}", text)

    def _take_roll(self, work: Work, events: Sequence[Opened | RollListed]) -> None:
        opened = events[0]
        if isinstance(opened, Opened) and opened.register is not None:
            register = work.require(REGISTER, opened.register).state
            work.append(REGISTER, opened.register, take_roll(register, self.ballot))

    def _tell(
        self,
        work: Work,
        plan: IssueState | None,
        election: ElectionState | None,
        events: Sequence[Opened | RollListed],
    ) -> None:
        opened = events[0]
        if self.issue is not None and plan is not None:
            called = call_ballot(
                plan,
                ballot=self.ballot,
                rule=self.rule,
                by_owners=self.electorate is Electorate.OWNERS,
                on_fund=decides_on_fund(self.matter),
                assembly=self._has_assembly(work, plan),
            )
            require_drawable(work, self.issue, self.rule)
            work.append(ISSUE, self.issue, called)
        if self.election is not None and election is not None and isinstance(opened, Opened):
            told = calling.call(election, ballot=self.ballot, opened=opened, now=work.now)
            work.append(ELECTION, self.election, told)

    def _has_assembly(self, work: Work, plan: IssueState) -> bool:
        """Whether somebody is there to call the owners: their committee holds its seat."""
        body = work.require(BODY, plan.committee).state
        key = body.seat(OWNERS_COMMITTEE, self.compound)
        return key is not None and body.seats[key] is not None
