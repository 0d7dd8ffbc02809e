"""One transaction of the writer: the head locked, commands decided, everything written once.

First all commands are decided on states, then the views are folded for all that was accepted,
so that the rows which nobody remembers are looked up together.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection

from domain.ballot.state import BallotState
from domain.issue.state import IssueState
from domain.ledger.state import LEDGER_STREAM
from domain.moment import Moment
from domain.person.holds import Poll
from ledger.bulk import write
from ledger.claims import Claim, inserting, is_claimed
from ledger.envelope import Recorded, Row
from ledger.log import Head, appending
from ledger.now import Clock
from ledger.pulse import Pulse
from ledger.streams import BALLOT, BODY, ISSUE, LEDGER, Folded, Kind, load_many
from projections.engine import Projector, View
from projections.views import stake, status, voter
from projections.views.ballot import BallotRow
from service.memory import Known, Memory
from service.remembered import Remembered
from service.search.grams import Grams
from service.search.staging import Staging

S = TypeVar("S")
E = TypeVar("E")

NO_LEDGER = UUID(int=0)
"""The ledger id before genesis, when nothing is sealed yet."""


class Batch:
    """States as the batch has made them so far, and what is to be written at its end.

    *memory* stands at *head*, which is locked; it takes over what the batch has made once that
    is committed, and never before.
    """

    def __init__(
        self,
        connection: Connection,
        head: Head,
        views: Sequence[View[Any]],
        memory: Memory,
        clock: Clock,
        grams: Grams | None = None,
    ) -> None:
        self.connection = connection
        self._head = self._after = head
        self._memory = memory
        self.now = Moment(max(head.at, clock()))
        self.projector = Projector(connection, views, memory)
        self.remembered = Remembered(connection)
        self.staging = Staging(grams)
        self.pulse = Pulse(connection)
        self._ledger = NO_LEDGER
        self._absent: set[UUID] = set()
        self._superiors: dict[UUID, frozenset[UUID]] = {}
        self._states: dict[UUID, Known] = {}
        self._rows: list[Row] = []
        self._claims: dict[tuple[str, str, str], Claim] = {}

    @property
    def position(self) -> int:
        """The last position assigned so far."""
        return self._head.position + len(self._rows)

    @property
    def first(self) -> Row | None:
        """The first row that this batch writes; by it a lost COMMIT is settled."""
        return self._rows[0] if self._rows else None

    @property
    def ledger(self) -> UUID:
        """This ledger's id, which every sealed field asks for."""
        if self._ledger == NO_LEDGER:
            opened = self.get(LEDGER, LEDGER_STREAM)
            self._ledger = opened.state.ledger if opened else NO_LEDGER
        return self._ledger

    def expect(self, streams: Iterable[UUID]) -> None:
        """Look up in one go the states of streams that will be asked for."""
        unknown = {stream for stream in streams if self._known(stream) is None} - self._absent
        if unknown:
            found = load_many(self.connection, unknown)
            self._memory.learn(found)
            self._absent |= unknown - set(found)

    def get(self, kind: Kind[S, E], stream: UUID) -> Folded[S] | None:
        """A stream's state as the batch has made it so far; None where it is of another kind."""
        known = self._known(stream)
        if known is None:
            self.expect([stream])
            known = self._known(stream)
        if known is None or known[0] != kind.name:
            return None
        return cast("Folded[S]", known[1])

    def superiors(self, body: UUID) -> frozenset[UUID]:
        """Every body above *body*. Where a body stands is said once, when it is registered."""
        found = self._superiors.get(body)
        if found is not None:
            return found
        folded = self.get(BODY, body)
        if folded is None or folded.state.superior is None:
            return frozenset()
        above = folded.state.superior
        self._superiors[body] = self.superiors(above) | {above}
        return self._superiors[body]

    def issues_concerning(self, person: UUID, *, since: Moment) -> Mapping[UUID, IssueState]:
        """The issues that a person has reported, or had a part in deciding; and some others.

        Of those that they helped to decide, where something happened since that moment. What this
        batch has changed is in no view yet, so that all of it is among them.
        """
        known = status.reported_by(self.connection, person)
        known |= stake.issues_of(self.connection, person, since=since)
        known |= {one for one, (kind, _) in self._states.items() if kind == ISSUE.name}
        self.expect(known)
        found = {one: self.get(ISSUE, one) for one in known}
        return {one: folded.state for one, folded in found.items() if folded is not None}

    def polls_of(self, person: UUID, *, since: Moment) -> Sequence[Poll]:
        """The ballots that a person may vote in or counts, open or closed since that moment.

        By rows that are folded with every command; what this batch has changed is in no row yet.
        """
        known = {one.ballot: one for one in voter.ballots_of(self.connection, person, since=since)}
        changed = {
            one: cast("BallotState", folded.state)
            for one, (kind, folded) in self._states.items()
            if kind == BALLOT.name
        }
        polls = [_poll_of_row(row) for one, row in known.items() if one not in changed]
        mine = (s for one, s in changed.items() if one in known or _names(s, person))
        return [*polls, *(_poll_of(state) for state in mine if not state.cancelled)]

    def highest(self, kind: str, scope: str) -> int:
        """The highest claimed number of a scope, this batch's own included."""
        own = [int(c.value) for c in self._claims.values() if (c.kind, c.scope) == (kind, scope)]
        return max([self._memory.highest(self.connection, kind, scope), *own])

    def is_claimed(self, kind: str, scope: str, value: str) -> bool:
        """Whether somebody holds that value, this batch's own claims included."""
        if (kind, scope, value) in self._claims:
            return True
        return is_claimed(self.connection, kind, scope, value)

    def merge(
        self,
        states: dict[UUID, Folded[Any]],
        rows: list[Row],
        recorded: list[Recorded[object]],
        claims: list[Claim],
    ) -> None:
        """Take over what one command has decided."""
        kinds = {one.stream: one.topic.partition(".")[0] for one in recorded}
        self._states.update((stream, (kinds[stream], new)) for stream, new in states.items())
        self._rows.extend(rows)
        self._claims.update({(c.kind, c.scope, c.value): c for c in claims})

    def write(self) -> None:
        """Everything at once; the caller commits."""
        if not self._rows:
            return
        dialect = self.connection.dialect.name
        inserts, moves, self._after = appending(self.connection, self._head, self._rows)
        rows, reached = self.projector.staged(dialect, self._after.position)
        inserts += [*rows, inserting(self._claims.values(), dialect)]
        inserts.append(self.remembered.inserting(dialect, self.now))
        before, after = self._head.position, self._after.position
        grams, advanced = self.staging.staged(before=before, after=after)
        write(self.connection, [*inserts, grams], [*moves, reached, *advanced])
        self.projector.remove(self.connection)

    def committed(self) -> None:
        """What was made here is now what everybody finds."""
        changed = self.projector.changed()
        self._memory.take(self._after, self._states, changed, self._claims.values())

    def _known(self, stream: UUID) -> Known | None:
        return self._states.get(stream) or self._memory.state(stream)


def _poll_of_row(row: BallotRow) -> Poll:
    return Poll(issue=row.issue, closes_at=row.closes_at, closed_at=row.ended_at)


def _poll_of(state: BallotState) -> Poll:
    opened = state.opened
    return Poll(issue=opened.issue, closes_at=opened.closes_at, closed_at=state.closed_at)


def _names(state: BallotState, person: UUID) -> bool:
    listed = any(person in paper.persons for paper in state.papers.values())
    return listed or person in state.opened.counters
