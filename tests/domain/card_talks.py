"""The card's side of talks, approval and money."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.refusal import Code
from tests.domain.card import OPEN, Card, Plan
from tests.domain.loop import SEATS

FUND = "maintenance-fund"


@dataclass
class Talks(Card):
    """What seats, committee and superior can do about a plan.

    `jointly` where the committee approved it by the agreement of the seats, `void` where that was
    annulled after the work.
    """

    jointly: bool = False
    void: bool = False

    def table(self, seats: Sequence[str], gap: int, sources: Sequence[str]) -> Code | None:
        """After triage; money that lies on a line keeps its line on the plan."""
        if self.status not in ("reported", "approved"):
            return Code.STATUS_FORBIDS
        if self.track is None:
            return Code.NOT_TRIAGED
        if self.failed:
            return Code.NEGOTIATION_OVER
        for source, (got, out, back) in self.books.items():
            if got - out - back and source not in sources:
                return Code.LINE_HOLDS_MONEY
        self.versions += 1
        self.plan = Plan(seats, gap, sources, self.versions)
        self.words = {}
        for source in sources:
            self.books.setdefault(source, [0, 0, 0])
        if not seats and self.status == "reported":
            self.status, self.agreed = "negotiated", "superior"
        return None

    def speak(self, seat: str, stance: str, voice: UUID, back: int) -> Code | None:
        """A seat's word to the version on the table, or to one *back* versions earlier."""
        if self.status not in ("reported", "approved"):
            return Code.STATUS_FORBIDS
        if self.failed:
            return Code.NEGOTIATION_OVER
        if self.draft is None:
            return Code.NO_PROPOSAL
        if back:
            return Code.PROPOSAL_SUPERSEDED
        if seat not in self.draft.seats:
            return Code.SEAT_NOT_REQUIRED
        if any(who == voice and other != seat for other, (_, who) in self.words.items()):
            return Code.ONE_VOICE
        self.words[seat] = (stance, voice)
        if self.verdict() and self.status == "reported":
            self.status, self.agreed = "negotiated", self.verdict()
        return None

    def verdict(self) -> str | None:
        """How the version on the table stands: every seat of the troika is another house."""
        if self.plan is None:
            return None
        if not self.plan.seats:
            return "superior"
        said = [self.words.get(seat, ("", None))[0] for seat in self.plan.seats]
        if "" in said or "object" in said or ("abstain" in said and self.blocks):
            return None
        agreeing = said.count("agree")
        return None if not agreeing else "joint" if agreeing > 1 else "single"

    def fail(self) -> Code | None:
        """Once, while they talk."""
        if self.status != "reported":
            return Code.STATUS_FORBIDS
        if self.failed:
            return Code.NEGOTIATION_OVER
        self.failed = True
        return None

    def talk_again(self) -> Code | None:
        """After a failure or an agreement."""
        if self.status not in ("reported", "negotiated"):
            return Code.STATUS_FORBIDS
        if self.status == "reported" and not self.failed:
            return Code.NEGOTIATION_NOT_FAILED
        self.status, self.failed, self.agreed, self.words = "reported", False, None, {}
        return None

    def _may_decide(self, superior: bool, confirms: bool) -> Code | None:
        if self.status not in ("reported", "negotiated"):
            return Code.STATUS_FORBIDS
        early = self.status == "reported"
        if early and self.track != "emergency":
            return Code.NOT_AN_EMERGENCY
        if superior:
            return None
        if early and not confirms:
            return Code.NOT_A_CONFIRMER
        if early:
            return Code.NEEDS_SUPERIOR if self.refused else None
        return None if self.agreed == "joint" else Code.NEEDS_SUPERIOR

    def _may_pay(self) -> Code | None:
        if self.plan and self.plan.gap:
            return Code.FUNDING_GAP
        if self.plan and FUND in self.plan.sources:
            return Code.NEEDS_OWNERS_DECISION
        return None

    def approve(self, superior: bool, confirms: bool) -> Code | None:
        """By agreement, from above, or after an emergency; the fund never pays here."""
        refused = self._may_decide(superior, confirms) or self._may_pay()
        if refused:
            return refused
        self.jointly = self.status == "negotiated" and not superior
        self.status, self.confirmed, self.force, self.failed = "approved", True, self.plan, False
        return None

    def reject(self, superior: bool, confirms: bool, bearer: bool) -> Code | None:
        """Work that was done already keeps its plan and names who pays."""
        refused = self._may_decide(superior, confirms)
        if refused:
            return refused
        urgent = self.track == "emergency"
        if urgent and not bearer:
            return Code.BEARER_REQUIRED
        self.status, self.agreed, self.words = "reported", None, {}
        self.plan, self.refused = self.plan if urgent else None, self.refused or urgent
        return None

    def vary(self, superior: bool) -> Code | None:
        """Every seat agrees again; the rule that approved decides who may."""
        if self.status != "approved":
            return Code.STATUS_FORBIDS
        if self.draft is None or self.verdict() is None:
            return Code.VARIATION_NOT_AGREED
        if not superior and not (self.verdict() == "joint" and self.jointly):
            return Code.NEEDS_SUPERIOR
        refused = self._may_pay()
        if not refused:
            self.force, self.agreed = self.plan, self.verdict()
        return refused

    def annul(self) -> Code | None:
        """Back to the plan that was agreed; what is done stays done, and pays no more."""
        if self.status not in ("approved", "done", "revisited"):
            return Code.STATUS_FORBIDS
        if self.force is None:
            return Code.NO_APPROVED_PLAN
        self.words = self.words if self.plan is self.force else {}
        self.plan, self.force, self.confirmed = self.force, None, False
        if self.status == "approved":
            self.status = "negotiated"
        else:
            self.void = True
        return None

    def _stuck(self, source: str) -> Code | None:
        """Why that source pays nothing more."""
        plan = self.force if self.confirmed else self.plan
        if plan is None or source not in plan.sources:
            return Code.LINE_NOT_APPROVED
        if not self.confirmed and source == FUND:
            return Code.NEEDS_OWNERS_DECISION
        return self._beyond(source, 1)

    def _beyond(self, source: str, amount: int) -> Code | None:
        """Each source gives 100 分 to a plan, and no more than it received."""
        got, out, back = self.books[source]
        if amount > got - out - back:
            return Code.SPENT_BEYOND_RECEIVED
        return Code.SPENT_BEYOND_LINE if out - self.earlier.get(source, 0) + amount > 100 else None

    def money(self, what: str, line: int, amount: int) -> Code | None:
        """In whole 分, on the lines in the order in which they first came on a plan."""
        where = {
            "receive": (*OPEN, "done"),
            "spend": ("reported", "approved", "done", "revisited"),
            "return": (*OPEN, "done", "revisited"),
        }[what]
        if self.status not in where:
            return Code.STATUS_FORBIDS
        if not self.books:
            return Code.UNKNOWN_LINE
        if what == "spend" and self.void:
            return Code.APPROVAL_ANNULLED
        if what == "spend" and not self.confirmed and self.track != "emergency":
            return Code.NO_APPROVED_PLAN
        if what == "return" and self.held <= 0:
            return Code.RETURNED_BEYOND_HELD
        sources = list(self.books)
        if what == "spend":
            stuck = [self._stuck(source) for source in sources]
            if line > len(sources):
                return stuck[0] if all(stuck) else Code.UNKNOWN_LINE
            refused = stuck[line - 1] or self._beyond(sources[line - 1], amount)
            if refused:
                return refused
        if line > len(sources):
            return Code.UNKNOWN_LINE
        book = self.books[sources[line - 1]]
        if what == "return" and amount > book[0] - book[1] - book[2]:
            return Code.RETURNED_BEYOND_HELD
        book[["receive", "spend", "return"].index(what)] += amount
        return None


TROIKA = tuple(SEATS)
