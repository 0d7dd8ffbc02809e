"""The ledger as a simulation holds it: states in memory, what is new waiting to be written."""

from dataclasses import dataclass, field
from typing import Any, TypeVar, cast
from uuid import UUID

from domain.actor import Role
from domain.moment import Moment
from ledger.cipher import Key
from ledger.claims import NUMBER, Claim, claims_of
from ledger.envelope import Recorded, Row
from ledger.pulse import Pulse
from ledger.streams import BODY, Folded, Kind
from ledger.vault import Subject
from service.batch import NO_LEDGER, Batch
from service.commands.base import Command
from service.errors import Forbidden
from service.occasion import Occasion
from service.policy import Principal, role_for
from service.search.staging import Staged
from service.work import Work

S = TypeVar("S")
E = TypeVar("E")


@dataclass(slots=True)
class News:
    """What was recorded since the last portion was written."""

    rows: list[Row] = field(default_factory=list)
    recorded: list[Recorded[object]] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    searchable: list[Staged] = field(default_factory=list)


class Memory:
    """What a unit of work asks of a batch, without a database.

    A stream that nobody will ask for again is to be forgotten.
    """

    def __init__(self, begin: Moment) -> None:
        self.now = begin
        self.ledger = NO_LEDGER
        self.position = 0
        self.keys: dict[Subject, Key] = {}
        self.news = News()
        self.pulse = Pulse(None)
        self._states: dict[tuple[str, UUID], Folded[Any]] = {}
        self._highest: dict[tuple[str, str], int] = {}
        self._superiors: dict[UUID, frozenset[UUID]] = {}
        self._taken: set[tuple[str, str, str]] = set()

    def get(self, kind: Kind[S, E], stream: UUID) -> Folded[S] | None:
        """A stream's state."""
        return cast("Folded[S] | None", self._states.get((kind.name, stream)))

    def superiors(self, body: UUID) -> frozenset[UUID]:
        """Every body above *body*."""
        found = self._superiors.get(body)
        if found is None:
            folded = self.get(BODY, body)
            above = folded.state.superior if folded else None
            found = self.superiors(above) | {above} if above else frozenset[UUID]()
            self._superiors[body] = found
        return found

    def highest(self, kind: str, scope: str) -> int:
        """The highest claimed number of a scope."""
        return self._highest.get((kind, scope), 0)

    def is_claimed(self, kind: str, scope: str, value: str) -> bool:
        """Whether somebody holds that value; numbers are never asked for."""
        return (kind, scope, value) in self._taken

    def perform(self, command: Command, principal: Principal, id_: UUID, *, strict: bool) -> Work:
        """Run one command; raises `Refused`, and then nothing has happened.

        With *strict* it goes past the door first, which may answer `DoorError`: who acts here has
        one role each, so that it comes out the same, at less cost, without.
        """
        occasion = Occasion(principal=principal, keys=self.keys, correlation=id_, id=id_)
        # A unit of work asks a batch for what this has as well, and for nothing else.
        work = Work(cast(Batch, self), occasion)
        work.role = _role(command, work, principal) if strict else next(iter(principal.roles))
        command.run(work)
        self._merge(work)
        return work

    def forget(self, kind: Kind[S, E], stream: UUID) -> None:
        """Let a state go."""
        self._states.pop((kind.name, stream), None)

    def take_news(self) -> News:
        """What is new, for the writer."""
        news, self.news = self.news, News()
        return news

    def _merge(self, work: Work) -> None:
        for one in work.recorded:
            self._states[one.topic.partition(".")[0], one.stream] = work.states[one.stream]
            for claim in claims_of(one):
                self._claim(claim)
        self.news.rows += work.rows
        self.news.recorded += work.recorded
        self.news.searchable += work.searchable
        self.position += len(work.rows)

    def _claim(self, claim: Claim) -> None:
        self.news.claims.append(claim)
        if claim.kind == NUMBER:
            self._highest[claim.kind, claim.scope] = int(claim.value)
        else:
            self._taken.add((claim.kind, claim.scope, claim.value))


def _role(command: Command, work: Work, principal: Principal) -> Role:
    admission = command.admit(work)
    role = role_for(principal, command.action, admission.reach)
    if role is None:
        raise Forbidden
    return role
