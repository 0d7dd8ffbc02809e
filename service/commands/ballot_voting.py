"""Papers go out and come back: deliveries, votes, and votes that were found to be none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.ballot.counting import VoteChannel
from domain.ballot.delivering import deliver
from domain.ballot.events import Delivery, Mark, Proxy
from domain.ballot.proxies import other_number
from domain.ballot.state import BallotState
from domain.ballot.voting import WantedVote, cast, void
from domain.moment import Moment
from domain.refusal import Refused
from domain.sealed import KeyScope
from ledger.streams import BALLOT
from service.commands.ballot_command import BallotCommand, votes_with
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One paper that reached its voter: by its name, or by a unit of it."""

    paper: str | None
    unit: str | None
    how: Delivery
    by: UUID | None
    witness: str | None
    evidence: str | None
    occurred_at: Moment | None


@dataclass(frozen=True, kw_only=True, repr=False)
class Deliver(BallotCommand):
    """Papers reached their voters (送达); all of them, or none where one is refused."""

    action: ClassVar[Action] = Action.BALLOT_COUNT

    handed: Sequence[Handed]

    def run(self, work: Work) -> None:
        """Each at its own time; a refusal names in `field` which of them it is about."""
        for place, one in enumerate(self.handed):
            try:
                self._hand(work, one)
            except Refused as refused:
                told = {"field": f"deliveries/{place}", **refused.facts}
                raise Refused(refused.code, **told) from refused

    def _hand(self, work: Work, one: Handed) -> None:
        events = deliver(
            self.state(work),
            paper=one.paper,
            unit=one.unit,
            how=one.how,
            by=one.by,
            witness=self.sealed_if(work, "ballot.paper-delivered/witness", one.witness),
            evidence=one.evidence,
            occurred=one.occurred_at,
            now=work.now,
        )
        work.append(BALLOT, self.ballot, events, occurred_at=one.occurred_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidProxy:
    """A proxy by their number in the ballot, with name in clear and the mandate's SHA-256 (hex)."""

    proxy: int
    name: str
    mandate: str


@dataclass(frozen=True, kw_only=True, repr=False)
class CastVote(BallotCommand):
    """A paper comes back (投票): entered by a counter, or by its own person online."""

    action: ClassVar[Action] = Action.BALLOT_VOTE

    paper: str | None = None
    unit: str | None = None
    marks: tuple[Mark, ...]
    channel: VoteChannel
    evidence: str | None = None
    proxy: SaidProxy | None = None
    witness: str | None = None
    occurred_at: Moment | None = None

    def named(self, work: Work, state: BallotState) -> bool:
        """Also whoever may vote with this paper."""
        own = votes_with(state, self._papers(state), work.principal.person)
        return own or super().named(work, state)

    def run(self, work: Work) -> None:
        """The rule says whose voice it is."""
        state, person = self.state(work), work.principal.person
        wanted = WantedVote(
            paper=self.paper,
            unit=self.unit,
            marks=self.marks,
            channel=self.channel,
            evidence=self.evidence,
            proxy=self._proxy(work),
            other_proxy=self._other_proxy(work, state),
            witness=self.sealed_if(work, "ballot.vote-cast/witness", self.witness),
        )
        events = cast(state, wanted, caller=person, occurred=self.occurred_at, now=work.now)
        work.append(BALLOT, self.ballot, events, occurred_at=self.occurred_at)

    def _papers(self, state: BallotState) -> Iterable[str]:
        if self.paper is not None:
            return (self.paper,)
        return () if self.unit is None else state.units.get(self.unit, ())

    def _proxy(self, work: Work) -> Proxy | None:
        if self.proxy is None:
            return None
        name = self.sealed(work, "ballot.vote-cast/proxy/name", self.proxy.name)
        return Proxy(proxy=self.proxy.proxy, name=name, mandate=self.proxy.mandate)

    def _other_proxy(self, work: Work, state: BallotState) -> int | None:
        if self.proxy is None:
            return None
        opened = (
            (number, work.opened(KeyScope.STREAM, self.ballot, self.ballot, name))
            for number, name in state.proxy_names.items()
        )
        known = {number: name for number, name in opened if name is not None}
        return other_number(self.proxy.proxy, self.proxy.name, known)


@dataclass(frozen=True, kw_only=True, repr=False)
class VoidVote(BallotCommand):
    """A counter found that it was not the owner's vote."""

    action: ClassVar[Action] = Action.BALLOT_COUNT

    paper: str | None = None
    unit: str | None = None
    reason: str

    def run(self, work: Work) -> None:
        """The paper may be cast again."""
        reason = self.sealed(work, "ballot.vote-voided/reason", self.reason)
        events = void(
            self.state(work),
            paper=self.paper,
            unit=self.unit,
            caller=work.principal.person,
            reason=reason,
        )
        work.append(BALLOT, self.ballot, events)
