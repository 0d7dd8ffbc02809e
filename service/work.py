"""One command's unit of work inside a batch.

It reads states through the batch (what earlier commands of the same batch have done is already
there) and stages its own events, which are merged only when the whole command succeeds: a
refused command leaves no trace.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from domain.actor import Actor, Role
from domain.calendar.state import CALENDAR_STREAM, Calendars
from domain.issue.events import Evidence
from domain.issue.state import IssueState
from domain.moment import Moment
from domain.person.holds import Poll
from domain.person.state import require_kept
from domain.refusal import Code, Refused
from domain.sealed import KeyScope, Sealed
from ledger.catalogue import CATALOGUE
from ledger.cipher import CannotOpen, Place, open_sealed, seal
from ledger.claims import claims_of
from ledger.envelope import Recorded, Row
from ledger.places import require_in_place
from ledger.streams import CALENDAR, ORGANISATION, PERSON, Folded, Kind, fold
from ledger.vault import Subject
from service.batch import Batch
from service.errors import KeysMissing, NotFound, Unavailable
from service.occasion import Occasion
from service.policy import Principal, Reach
from service.search.grams import is_searchable
from service.search.staging import Staged

S = TypeVar("S")
E = TypeVar("E")


class Work:
    """What a command may see and do."""

    def __init__(self, batch: Batch, occasion: Occasion) -> None:
        self._batch = batch
        self._occasion = occasion
        self._states: dict[UUID, Folded[Any]] = {}
        self.searchable: list[Staged] = []
        self.rows: list[Row] = []
        self.recorded: list[Recorded[object]] = []
        self.role: Role = Role.SYSTEM

    @property
    def now(self) -> Moment:
        """The `at` of this batch, taken once under the head lock."""
        return self._batch.now

    @property
    def position(self) -> int:
        """How far the record goes that this command finds: what it reads is as of there."""
        return self._batch.position

    @property
    def principal(self) -> Principal:
        """Who asks."""
        return self._occasion.principal

    @property
    def states(self) -> dict[UUID, Folded[Any]]:
        """The states that this command has changed."""
        return self._states

    def get(self, kind: Kind[S, E], stream: UUID) -> Folded[S] | None:
        """The current state of a stream, with this command's own events folded in."""
        if stream in self._states:
            return cast("Folded[S]", self._states[stream])
        return self._batch.get(kind, stream)

    def require(self, kind: Kind[S, E], stream: UUID) -> Folded[S]:
        """The same; raises `NotFound` where there is none."""
        folded = self.get(kind, stream)
        if folded is None:
            raise NotFound
        return folded

    def knows_party(self, party: UUID, committee: UUID) -> bool:
        """Whether *party* can take part there: an organisation, or the committee itself.

        Another body would be handed what nobody of it may see.
        """
        return party == committee or self.get(ORGANISATION, party) is not None

    def state(self, kind: Kind[S, E], stream: UUID) -> S | None:
        """The state alone, None where there is none."""
        folded = self.get(kind, stream)
        return folded.state if folded else None

    def calendars(self) -> Calendars:
        """Every version of the calendar, by which working time is counted."""
        state = self.state(CALENDAR, CALENDAR_STREAM)
        return state.calendars if state else Calendars()

    def seal(self, scope: KeyScope, subject: UUID, stream: UUID, field: str, text: str) -> Sealed:
        """Seal *text* for the place `field` (`topic/path`) of *stream*."""
        key = self._occasion.keys.get((scope, subject))
        if key is None:
            raise Unavailable("the vault lacks a key of this ledger")
        if is_searchable(field):
            self.searchable.append((stream, text))
        return seal(key, Place(ledger=self._batch.ledger, stream=stream, field=field), text)

    def opened(self, scope: KeyScope, subject: UUID, stream: UUID, sealed: Sealed) -> str | None:
        """A text of *stream* that was sealed with this key; None where it no longer opens."""
        key = self._occasion.keys.get((scope, subject))
        place = Place(ledger=self._batch.ledger, stream=stream, field=sealed.place)
        try:
            return None if key is None else open_sealed(key, place, sealed)
        except CannotOpen:
            return None

    def need_keys(self, subjects: Iterable[Subject]) -> None:
        """Raise `KeysMissing` where the keys of streams found only now are not at hand."""
        missing = [subject for subject in subjects if subject not in self._occasion.keys]
        if missing:
            raise KeysMissing(missing)

    def append(
        self,
        kind: Kind[S, E],
        stream: UUID,
        events: Sequence[E],
        *,
        occurred_at: Moment | None = None,
        on_behalf_of: UUID | None = None,
    ) -> None:
        """Stage events of one stream, numbered behind what is there."""
        before = self.get(kind, stream)
        version = before.version if before else 0
        added = [
            self._record(stream, version + i, event, occurred_at or self.now, on_behalf_of)
            for i, event in enumerate(events, start=1)
        ]
        folded = fold(kind, before, self._batch.pulse.along(added))
        if folded is not None and added:
            self._states[stream] = folded

    def begin(self, kind: Kind[S, E], stream: UUID, events: Sequence[E]) -> None:
        """Stage the events that open a new stream; an id in use is `already-registered`."""
        if self.get(kind, stream) is not None:
            raise Refused(Code.ALREADY_REGISTERED)
        self.append(kind, stream, events)

    def next_number(self, kind: str, scope: str) -> int:
        """The number behind the highest claimed one."""
        return self._batch.highest(kind, scope) + 1

    def is_claimed(self, kind: str, scope: str, value: str) -> bool:
        """Whether a value is taken, in the record or earlier in this batch."""
        return self._batch.is_claimed(kind, scope, value)

    def file(self, issue: UUID, digest: str) -> Evidence:
        """A file that was uploaded for the issue; refused with `unknown-file`."""
        found = self._occasion.files.get((issue, digest))
        if found is None:
            raise Refused(Code.UNKNOWN_FILE)
        return found

    def reach(self, issue: IssueState) -> Reach:
        """Whom an issue concerns."""
        return Reach(
            committee=issue.committee,
            superiors=self.superiors(issue.committee),
            compound=issue.compound,
            reporter=issue.reporter,
            parties=issue.parties,
            busy=issue.busy_parties,
            seated=frozenset(issue.seated),
            asked=issue.asked,
        )

    def superiors(self, body: UUID) -> frozenset[UUID]:
        """Every body above *body*."""
        return self._batch.superiors(body)

    def issues_concerning(self, person: UUID, *, since: Moment) -> Mapping[UUID, IssueState]:
        """The issues that a person has reported, or had a part in deciding; and some others.

        Of those that they helped to decide, where something happened since that moment.
        """
        return self._batch.issues_concerning(person, since=since)

    def polls_of(self, person: UUID, *, since: Moment) -> Sequence[Poll]:
        """The ballots that a person may vote in or counts, open or closed since that moment."""
        return self._batch.polls_of(person, since=since)

    def require_kept(self, person: UUID | None) -> None:
        """Refuse to put to a new use whoever is let go; who has no stream never came to be."""
        state = None if person is None else self.state(PERSON, person)
        if state is not None:
            require_kept(state)

    def _record(
        self, stream: UUID, version: int, event: object, occurred_at: Moment, behalf: UUID | None
    ) -> Recorded[object]:
        by = Actor(
            role=self.role,
            person=self.principal.person,
            organisation=self.principal.organisation,
            key=self.principal.key,
            on_behalf_of=behalf,
        )
        require_in_place(CATALOGUE.name_of(type(event)), event)
        topic, state = CATALOGUE.encode(
            event,
            occurred_at=occurred_at,
            by=by,
            correlation=self._occasion.correlation,
            command=self._occasion.id,
        )
        position = self._batch.position + len(self.rows) + 1
        row = Row(
            position=position, stream=stream, version=version, topic=topic, at=self.now, state=state
        )
        recorded = Recorded(
            position=position,
            stream=stream,
            version=version,
            topic=topic,
            at=self.now,
            occurred_at=occurred_at,
            by=by,
            correlation=self._occasion.correlation,
            command=self._occasion.id,
            event=event,
        )
        self.rows.append(row)
        self.recorded.append(recorded)
        return recorded


def claims(work: Work) -> list[Any]:
    """What the staged events claim."""
    return [claim for recorded in work.recorded for claim in claims_of(recorded)]
