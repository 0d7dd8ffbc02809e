"""An issue as a person at the counter would keep it on a card: before work begins.

Written from the requirements. It knows neither the lifecycle table nor the policies nor the
folds; each prediction is the code of the first objection, or None where it is accepted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID

from domain.refusal import Code
from tests.domain.examples import CONTRACTOR, PROPERTY

OPEN = ("reported", "negotiated", "approved")


@dataclass
class Plan:
    """A version of the plan: whose words it needs, what it lacks, who pays."""

    seats: Sequence[str]
    gap: int
    sources: Sequence[str]
    version: int = 0


@dataclass
class Card:
    """What is written on it. Money is kept by source: received, spent, returned.

    `earlier` is what each source had spent when the round began from the report.
    """

    known: bool = True
    rounds: int = 3
    blocks: bool = True
    status: str = "reported"
    round: int = 1
    track: str | None = None
    published: bool = False
    left: bool = False
    orders: dict[UUID, set[str]] = field(default_factory=dict)
    versions: int = 0
    plan: Plan | None = None
    words: dict[str, tuple[str, UUID]] = field(default_factory=dict)
    agreed: str | None = None
    failed: bool = False
    confirmed: bool = False
    refused: bool = False
    force: Plan | None = None
    books: dict[str, list[int]] = field(default_factory=dict)
    earlier: dict[str, int] = field(default_factory=dict)
    started: bool = False
    workers: set[UUID] = field(default_factory=set)
    attempts: int = 0
    objected: bool = False

    def copy(self) -> Self:
        """Another card with the same on it; what is written together is never changed."""
        orders = {party: set(marks) for party, marks in self.orders.items()}
        books = {source: list(book) for source, book in self.books.items()}
        workers = set(self.workers)
        return replace(self, orders=orders, books=books, words=dict(self.words), workers=workers)

    @property
    def held(self) -> int:
        """Received, and neither spent nor returned."""
        return sum(got - out - back for got, out, back in self.books.values())

    @property
    def there(self) -> bool:
        """Whether somebody can be asked."""
        return self.known and not self.left

    @property
    def draft(self) -> Plan | None:
        """The plan that seats can speak to."""
        return None if self.plan is self.force else self.plan

    def triage(self, track: str) -> Code | None:
        """As often as one likes, until it goes on; a begun emergency stays one."""
        if self.status != "reported":
            return Code.STATUS_FORBIDS
        if self.started and self.track == "emergency" and track != "emergency":
            return Code.WORK_ALREADY_STARTED
        self.track = track
        return None

    def publish(self) -> Code | None:
        """Whatever is not taken back."""
        if self.status == "withdrawn":
            return Code.STATUS_FORBIDS
        self.published = True
        return None

    def hide(self) -> Code | None:
        """What is public."""
        if self.status == "withdrawn":
            return Code.STATUS_FORBIDS
        if not self.published:
            return Code.NOT_PUBLISHED
        self.published = False
        return None

    def dispatch(self, *parties: UUID) -> Code | None:
        """Known parties, each once, none with an order in hand."""
        if self.status not in ("reported", "approved"):
            return Code.STATUS_FORBIDS
        if len(parties) > len(set(parties)):
            return Code.PARTY_REPEATED
        for party in parties:
            if party not in (PROPERTY, CONTRACTOR):
                return Code.UNKNOWN_PARTY
            if party in self.orders:
                return Code.DISPATCH_STILL_OPEN
        self.orders |= {party: set() for party in parties}
        return None

    def order(self, what: str, party: UUID) -> Code | None:
        """What happens to one party's order."""
        if self.status not in OPEN:
            return Code.STATUS_FORBIDS
        if party not in self.orders:
            return Code.NOT_DISPATCHED
        marks = self.orders[party]
        if what == "take" and "taken" in marks:
            return Code.ALREADY_ACKNOWLEDGED
        if what == "ask" and "asked" in marks:
            return Code.RETURN_PENDING
        if what in ("grant", "refuse") and "asked" not in marks:
            return Code.NO_RETURN_REQUESTED
        if what in ("grant", "recall", "finish"):
            del self.orders[party]
        marks |= {"take": {"taken"}, "ask": {"asked"}}.get(what, set())
        marks -= {"asked"} if what == "refuse" else set()
        return None

    def decline(self) -> Code | None:
        """At the door, under nobody's hands, without money."""
        if self.status != "reported":
            return Code.STATUS_FORBIDS
        if self.orders:
            return Code.DISPATCH_OPEN
        if self.started:
            return Code.WORK_ALREADY_STARTED
        if self.held:
            return Code.FUNDS_UNSETTLED
        self.status = "declined"
        return None

    def overrule(self) -> Code | None:
        """Only what was declined."""
        if self.status != "declined":
            return Code.STATUS_FORBIDS
        self.status = "reported"
        return None

    def withdraw(self) -> Code | None:
        """It ends before approval unless somebody works; afterwards only the reporter goes."""
        if self.status in ("approved", "done"):
            if not self.there:
                return Code.REPORTER_GONE
            self.left = True
            return None
        if self.status not in ("reported", "negotiated"):
            return Code.STATUS_FORBIDS
        if self.started:
            return Code.WORK_ALREADY_STARTED
        if self.held:
            return Code.FUNDS_UNSETTLED
        self.orders.clear()
        self.status = "withdrawn"
        return None
