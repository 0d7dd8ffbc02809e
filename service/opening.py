"""Opening sealed fields for those who may read them, and masking what they may not.

Every sealed field says for which place it was sealed, so that a view may carry it anywhere.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from domain.actor import Role
from domain.issue.state import IssueState
from domain.person.state import PersonState
from domain.sealed import KeyScope, Sealed
from ledger.cipher import Place
from ledger.places import Json, is_sealed, sealed_in
from projections.views.status import StatusRow
from projections.views.timeline import TimelineRow
from service.policy import Grant, Scope

_NEAR_THE_REPORTER = frozenset({Role.RESIDENT, Role.CLERK, Role.SUPERIOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A reporter's contact as it is shown: masked, or in clear on record."""

    name: str | None
    phone: str | None
    room: str | None


@dataclass(frozen=True, slots=True)
class Texts:
    """The opened texts of one issue, by the nonces of their ciphertexts (never used twice)."""

    opened: Mapping[bytes, str | None]

    def of(self, sealed: Sealed | None) -> str | None:
        """One text; None for what is absent, hidden from the reader, or erased."""
        return None if sealed is None else self.opened.get(sealed.nonce)


def sees_reporter(grant: Grant, *, confidential: bool) -> bool:
    """Whether who sees an issue by *grant* is shown the reporter (masked) and their own words.

    Those who answer to the reporter are; those to whom it was handed are, unless the reporter
    asked to stay unknown to them (保密); those who only look on are not. Nor is who merely has a
    seat at the table: it may be the one complained of.
    """
    handed = grant.role is Role.HANDLER and grant.scope is Scope.DISPATCHED
    return grant.role in _NEAR_THE_REPORTER or (handed and not confidential)


def sees_words(grant: Grant, state: IssueState) -> bool:
    """The same of the reporter's own words: of who is let go nobody is shown any."""
    forgotten = state.reporter_erased is not None
    return not forgotten and sees_reporter(grant, confidential=state.confidential)


def shown(sealed: Sealed, *, with_words: bool) -> bool:
    """Whether a field of an issue is opened: the reporter's own only *with_words*."""
    return with_words or sealed.scope is not KeyScope.PERSON


Unsealed = Callable[[Iterable[tuple[Place, Sealed]]], list[str | None]]
"""How the vault opens fields: `open`, or from memory alone `open_at_hand`."""


class Opener:
    """Opens the fields of rows of one ledger; raises what the vault raises."""

    def __init__(self, unsealed: Unsealed, ledger: UUID) -> None:
        self._unsealed = unsealed
        self._ledger = ledger

    def issues(
        self, rows: Sequence[StatusRow], words: Sequence[bool], *, in_full: bool
    ) -> list[Texts]:
        """The texts of several issues, each with its reporter's *words* or without; one look-up.

        A list needs the summaries alone; *in_full* opens everything.
        """
        named = [
            _shown(_fields(row) if in_full else _summary(row), with_words=own)
            for row, own in zip(rows, words, strict=True)
        ]
        flat = [(row.issue, one) for row, fields in zip(rows, named, strict=True) for one in fields]
        opened = iter(self._open(flat))
        return [Texts({one.nonce: next(opened) for one in fields}) for fields in named]

    def texts(self, items: Sequence[tuple[UUID, Sealed]]) -> list[str | None]:
        """The texts of fields by their streams, in order; None for what cannot be opened."""
        return self._open(items)

    def contact(self, person: UUID, state: PersonState, *, clear: bool) -> Contact:
        """A person's contact, masked unless *clear*."""
        return self.contacts({person: state}, clear=clear)[person]

    def contacts(
        self, states: Mapping[UUID, PersonState], *, clear: bool
    ) -> Mapping[UUID, Contact]:
        """The contacts of several persons, masked unless *clear*; one look-up."""
        fields = [
            (person, field, sealed)
            for person, state in states.items()
            for field, sealed in (
                ("name", state.name),
                ("phone", state.phone),
                ("room", state.room),
            )
            if sealed is not None
        ]
        opened = self._open([(person, sealed) for person, _, sealed in fields])
        told = {
            (person, field): text if clear else mask(field, text)
            for (person, field, _), text in zip(fields, opened, strict=True)
        }
        return {
            person: Contact(
                name=told.get((person, "name")),
                phone=told.get((person, "phone")),
                room=told.get((person, "room")),
            )
            for person in states
        }

    def timeline(self, rows: Sequence[TimelineRow], *, with_words: bool) -> list[Json]:
        """The payloads of entries with every sealed field opened in place.

        Without *with_words*, what a person's key closes is None.
        """
        payloads: list[Json] = [msgspec.json.decode(row.data) for row in rows]
        found = [
            (row.issue, sealed)
            for row, payload in zip(rows, payloads, strict=True)
            for _, sealed in sealed_in(payload, row.topic)
            if shown(sealed, with_words=with_words)
        ]
        # A nonce is never used twice, so that it tells one ciphertext from all others.
        texts = dict(zip((one.nonce for _, one in found), self._open(found), strict=True))
        return [_revealed(payload, texts) for payload in payloads]

    def _open(self, items: Sequence[tuple[UUID, Sealed]]) -> list[str | None]:
        return self._unsealed(
            (Place(ledger=self._ledger, stream=stream, field=sealed.place), sealed)
            for stream, sealed in items
        )


def sealed_scopes(row: TimelineRow) -> frozenset[KeyScope]:
    """Whose keys close something in an entry."""
    payload: Json = msgspec.json.decode(row.data)
    return frozenset(sealed.scope for _, sealed in sealed_in(payload, row.topic))


def mask(field: str, text: str | None) -> str | None:
    """王* for a name, 138****5678 for a phone, *** for anything else."""
    if text is None:
        return None
    if field == "name":
        return text[:1] + "*"
    if field == "phone" and len(text) >= 9:
        return text[:3] + "****" + text[-4:]
    return "***"


def _summary(row: StatusRow) -> Iterable[Sealed | None]:
    return (row.content.matter,)


def _fields(row: StatusRow) -> Iterator[Sealed | None]:
    """Every sealed field of an issue as it stands."""
    content = row.content
    yield from _summary(row)
    yield from (content.words, content.address, content.reply, content.ground, content.publication)
    yield from (site.address for site in content.sites)
    yield from (output.item for output in content.outputs)
    if content.supervision is not None:
        yield content.supervision.demand
    if content.revisit is not None:
        yield content.revisit.comment
    for plan in (content.tabled, content.approved):
        if plan is not None:
            yield plan.plan
            yield from (output.item for output in plan.outputs)
    yield from _of_lines(row.state)


def _of_lines(state: IssueState) -> Iterator[Sealed]:
    approved = state.approval.proposal if state.approval else None
    for proposal in (state.negotiation.proposal, approved):
        for line in proposal.lines if proposal else ():
            yield line.pays_for
            if line.authorisation is not None:
                yield line.authorisation.reference


def _shown(fields: Iterable[Sealed | None], *, with_words: bool) -> list[Sealed]:
    """Those of the fields that may be opened."""
    present = (one for one in fields if one is not None)
    return [one for one in present if shown(one, with_words=with_words)]


def _revealed(value: Json, texts: Mapping[bytes, str | None]) -> Json:
    """*value* with each sealed field replaced by its text, or None."""
    if is_sealed(value):
        return texts.get(msgspec.convert(value, Sealed).nonce)
    if isinstance(value, dict):
        return {key: _revealed(child, texts) for key, child in value.items()}
    if isinstance(value, list):
        return [_revealed(child, texts) for child in value]
    return value
