"""An issue as its stream tells it: what rules need to know, and no more."""

from dataclasses import dataclass
from uuid import UUID

from domain.clock.parts import Clocks
from domain.issue.events import Discovery, Level, PinnedMethod
from domain.issue.lifecycle import Status
from domain.issue.parts import (
    ALONE,
    NO_ROUTE,
    NO_TALKS,
    NO_WORKS,
    Account,
    Allocation,
    Approval,
    Decided,
    Dispatch,
    Emergency,
    ErasedReporter,
    ErasedTexts,
    FundRoute,
    Keeper,
    Merging,
    Met,
    Negotiation,
    OpenBallot,
    OpenReferral,
    Proposal,
    Works,
)
from domain.method.rules import Rules, Step
from domain.method.terms import Scale, Term, Track
from domain.moment import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueState:
    """The folded issue.

    `reported_at` is when the report happened and `settled_at` when it was done or revisited
    (both `occurred_at`); `told_at` is when the latter was recorded, before which nobody can have
    read of it. `answered` says that the reporter has had an answer in this round, `objected` that
    the revisit's answer asks for a next round. `refused` says that the confirmation of emergency
    work was refused in this round, which no new triage undoes. `urged` counts the urgings and
    `supervised` the supervisions that the work has not yet answered. `seated` are all
    organisations that ever had a seat at the table of a plan, or were named to keep the matter.
    `round_began` is when the reporter's answer, or the late objection, began this round; None in
    the first. `clocks` run and have run.
    `decided` are the approvals of all rounds, annulled ones too. `over_at` is when what was
    over last was recorded to be so, None while something is to come. `reporter_erased` and
    `texts_erased` say what was let go. `ballot` is the vote on the plan that runs, `keeper` who
    keeps the matter, None while nobody of the staff has, `referral` what offices are asked of
    it. `rendered` says that the account of this round is closed. `voided` says that its approval
    was annulled after the work was done: what was spent stays spent, and nothing more is.
    `meetings` and `checked` are what the method asks for before a step, and has been held and
    looked at in this round.
    """

    status: Status
    number: str
    committee: UUID
    compound: UUID | None
    reporter: UUID | None
    confidential: bool
    discovery: Discovery
    reported_at: Moment
    method: PinnedMethod
    vocabulary: int
    terms: tuple[Term, ...]
    rules: Rules
    sites: tuple[int, ...]
    level: Level
    category: str | None = None
    scale: Scale | None = None
    track: Track | None = None
    emergency: Emergency | None = None
    refused: bool = False
    round: int = 1
    round_began: Moment | None = None
    dispatches: tuple[Dispatch, ...] = ()
    registers: tuple[str, ...] = ()
    reporter_left: bool = False
    answered: bool = False
    published: bool = False
    urged: int = 0
    supervised: int = 0
    negotiation: Negotiation = NO_TALKS
    seated: tuple[UUID, ...] = ()
    approval: Approval | None = None
    voided: bool = False
    accounts: tuple[Account, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    rendered: bool = False
    meetings: tuple[Met, ...] = ()
    checked: tuple[tuple[Step, str], ...] = ()
    route: FundRoute = NO_ROUTE
    ballot: OpenBallot | None = None
    keeper: Keeper | None = None
    referral: OpenReferral | None = None
    works: Works = NO_WORKS
    attempts: int = 0
    objected: bool = False
    settled_at: Moment | None = None
    told_at: Moment | None = None
    merging: Merging = ALONE
    decided: tuple[Decided, ...] = ()
    over_at: Moment | None = None
    reporter_erased: ErasedReporter | None = None
    texts_erased: ErasedTexts | None = None
    clocks: Clocks

    def dispatch_of(self, party: UUID) -> Dispatch | None:
        """The newest order of *party*, open or not."""
        return next((d for d in reversed(self.dispatches) if d.party == party), None)

    @property
    def parties(self) -> frozenset[UUID]:
        """Everybody to whom this issue was ever handed."""
        return frozenset(d.party for d in self.dispatches)

    @property
    def began_at(self) -> Moment:
        """When this round began: nothing that belongs to it happened before."""
        return max(self.reported_at, self.round_began or self.reported_at)

    @property
    def busy_parties(self) -> frozenset[UUID]:
        """Those who have an order in hand."""
        return frozenset(d.party for d in self.dispatches if d.open)

    @property
    def asked(self) -> frozenset[UUID]:
        """The offices to which it is put now."""
        return frozenset(self.referral.organisations) if self.referral else frozenset()

    @property
    def missing_registers(self) -> int:
        """How many of the registers that the method asks for it does not stand in yet (双登记)."""
        entered = len(set(self.registers) & set(self.rules.registers))
        return max(0, self.rules.registers_needed - entered)

    @property
    def missing_parties(self) -> int:
        """How many parties it has still to be handed to (双交办); one alone is no rule."""
        needed = self.rules.parties_needed
        held = {d.party for d in self.dispatches if not d.taken_back}
        return max(0, needed - len(held)) if needed > 1 else 0

    @property
    def asks_reporter(self) -> bool:
        """Whether there is somebody who can be asked: known, and still there."""
        return self.reporter is not None and not self.reporter_left

    def account(self, line: int) -> Account | None:
        """The money of a line; None for a line that no plan ever had."""
        return next((a for a in self.accounts if a.line == line), None)

    def allocation(self, line: int) -> Allocation | None:
        """How a line is split among units; None where it is not."""
        return next((a for a in self.allocations if a.line == line), None)

    @property
    def plan(self) -> Proposal | None:
        """The plan in force, or else the one on the table."""
        return self.approval.proposal if self.approval else self.negotiation.proposal

    @property
    def consented(self) -> bool:
        """Whether that very version may be paid for by the fund in an emergency."""
        return self.plan is not None and self.route.consented == self.plan.version

    @property
    def plan_in_force(self) -> bool:
        """Whether the version on the table is the approved one, so that nothing is open on it."""
        approved = self.approval and self.approval.proposal
        tabled = self.negotiation.proposal
        return bool(approved and tabled and approved.version == tabled.version)

    @property
    def held(self) -> int:
        """All money that is neither spent nor returned, in 分."""
        return sum(account.held for account in self.accounts)
