"""The whole card: works, completion, revisit, the next round, and whose turn it is."""

from dataclasses import dataclass, field
from uuid import UUID

from domain.refusal import Code
from tests.domain.card_talks import Talks
from tests.domain.examples import COMMITTEE


@dataclass
class Model(Talks):
    """From the approved plan to the end, and back again.

    `organisations` are those who worked in this round; `workers` names persons as well.
    """

    organisations: set[UUID] = field(default_factory=set)

    def start(self, party: UUID, person: UUID) -> Code | None:
        """Once a round: on an approved plan, or before it in an emergency."""
        if self.status not in ("reported", "approved"):
            return Code.STATUS_FORBIDS
        if self.status == "reported" and self.track != "emergency":
            return Code.NOT_AN_EMERGENCY
        if self.started:
            return Code.WORK_ALREADY_STARTED
        self.started = True
        self.workers |= {party, person}
        self.organisations = {*self.organisations, party}
        return None

    def finish(self, party: UUID, person: UUID) -> Code | None:
        """A party's own part: it has worked, and so has whoever says so."""
        refused = self.order("finish", party)
        if not refused:
            self.workers |= {party, person}
            self.organisations = {*self.organisations, party}
        return refused

    def progress(self, party: UUID, person: UUID) -> Code | None:
        """Of work that has begun."""
        if self.status not in ("reported", "approved"):
            return Code.STATUS_FORBIDS
        if not self.started:
            return Code.WORK_NOT_STARTED
        self.workers |= {party, person}
        self.organisations = {*self.organisations, party}
        return None

    def complete(self, person: UUID, unconfirmed: bool) -> Code | None:
        """The first thing that stands in the way, in the order in which it would be asked."""
        if self.status not in ("reported", "approved"):
            return Code.STATUS_FORBIDS
        if self.track is None:
            return Code.NOT_TRIAGED
        if self.status == "reported" and self.track == "normal":
            return Code.NOT_FAST_TRACK
        if self.track == "emergency" and not self.started:
            return Code.WORK_NOT_STARTED
        if self.orders:
            return Code.DISPATCH_OPEN
        if not self.known and not self.published:
            return Code.REPORTER_UNANSWERED
        if self.track == "emergency" and not self.confirmed and not unconfirmed:
            return Code.NOT_CONFIRMED
        if not self.organisations:
            self.workers |= {COMMITTEE, person}
            self.organisations = {COMMITTEE}
        self.status = "done"
        return None

    def attempt(self) -> Code | None:
        """Nobody was reached, where there is somebody to reach."""
        if self.status != "done":
            return Code.STATUS_FORBIDS
        if not self.there:
            return Code.INSPECTION_ONLY
        self.attempts += 1
        return None

    def revisit(
        self, person: UUID, house: UUID, heard: str, look: bool, rework: bool
    ) -> Code | None:
        """*heard* is content, unsolved, or silence."""
        if self.status != "done":
            return Code.STATUS_FORBIDS
        if self.there and look:
            return Code.REPORTER_TO_BE_ASKED
        if not self.there and not look:
            return Code.INSPECTION_ONLY
        if heard == "silence" and self.attempts < 3:
            return Code.ATTEMPTS_TOO_FEW
        if person in self.workers or (house in self.organisations and house != COMMITTEE):
            return Code.REVISITOR_DID_THE_WORK
        if heard == "unsolved" and rework and self.void:
            return Code.APPROVAL_ANNULLED
        if heard == "unsolved" and rework and self.force is None:
            return Code.NO_APPROVED_PLAN
        self.status = "revisited"
        self.objected = heard == "unsolved"
        if self.objected and self.round < self.rounds:
            self._again(rework)
        return None

    def _again(self, rework: bool) -> None:
        """The next round: the money stays, the plan stays only for rework."""
        self.round += 1
        self.started, self.attempts, self.objected = False, 0, False
        self.workers, self.organisations = set(), set()
        if rework:
            self.status = "approved"
            return
        self.status = "reported"
        self.plan, self.force, self.words, self.agreed = None, None, {}, None
        self.earlier = {source: book[1] for source, book in self.books.items()}
        self.confirmed, self.failed, self.refused, self.void = False, False, False, False

    def object_late(self, days: int) -> Code | None:
        """Within thirty days, while rounds are left."""
        if self.status in ("reported", "negotiated"):
            return Code.NOT_OBJECTED
        if self.status not in ("done", "revisited"):
            return Code.STATUS_FORBIDS
        if self.round >= self.rounds:
            return Code.LAST_ROUND
        if not self.there:
            return Code.REPORTER_GONE
        if days > 30:
            return Code.REOPENING_PERIOD_OVER
        self._again(False)
        return None

    def conclude(self) -> Code | None:
        """After the last round, without money."""
        if self.status != "revisited":
            return Code.STATUS_FORBIDS
        if not self.objected:
            return Code.NOT_OBJECTED
        if self.round < self.rounds:
            return Code.ROUNDS_LEFT
        if self.held:
            return Code.FUNDS_UNSETTLED
        self.status = "concluded"
        return None

    def turn(self) -> str:
        """Whom it waits for."""
        if self.status == "done":
            return "revisitor"
        if self.status == "revisited":
            return "superior" if self.objected else "nobody"
        if self.status == "negotiated":
            return "committee" if self.agreed == "joint" else "superior"
        if self.status not in ("reported", "approved"):
            return "nobody"
        if any("asked" in marks for marks in self.orders.values()):
            return "committee"
        if self.orders:
            return "parties"
        if self.status == "reported" and self.track == "emergency" and self.started:
            return "superior" if self.refused else "seats"
        talking = self.draft is not None and not self.failed
        return "seats" if talking and self.verdict() is None else "committee"
