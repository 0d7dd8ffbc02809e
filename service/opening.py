"""Opening sealed fields for those who may read them, and masking what they may not.

Every sealed field opens at the place it was sealed for: `topic/path`, the path in the event's
own JSON.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from domain.actor import Role
from domain.person.state import PersonState
from domain.sealed import KeyScope, Sealed
from ledger.cipher import Place
from ledger.vault import Vault
from projections.views.status import StatusRow
from projections.views.timeline import TimelineRow

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_SEALED_KEYS = {"scope", "key", "alg", "nonce", "text"}
_NEAR_THE_REPORTER = frozenset({Role.RESIDENT, Role.CLERK, Role.SUPERIOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A reporter's contact as it is shown: masked, or in clear on record."""

    name: str | None
    phone: str | None
    room: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The opened texts of one issue; None for what is absent, hidden or erased."""

    summary: str | None
    words: str | None
    address: str | None
    sites: tuple[str | None, ...]
    reply: str | None
    outputs: tuple[str | None, ...]


def sees_reporter(role: Role, *, confidential: bool) -> bool:
    """Whether that role is shown the reporter (masked) and their own words.

    Those who answer to the reporter are; those who do the work are, unless the reporter asked
    to stay unknown to them (保密); those who only look on are not.
    """
    return role in _NEAR_THE_REPORTER or (role is Role.HANDLER and not confidential)


class Opener:
    """Opens the fields of rows of one ledger."""

    def __init__(self, vault: Vault, ledger: UUID) -> None:
        self._vault = vault
        self._ledger = ledger

    def issues(self, rows: Sequence[StatusRow], roles: Sequence[Role]) -> list[Texts]:
        """The texts of several issues, each for the role in which it is seen; one look-up."""
        fields = [_fields(row, role) for row, role in zip(rows, roles, strict=True)]
        flat = [
            (self._place(row.issue, field), sealed)
            for row, named in zip(rows, fields, strict=True)
            for field, sealed in named.items()
        ]
        opened = iter(self._vault.open(flat))
        return [
            _texts(row, dict(zip(named, opened, strict=False)))
            for row, named in zip(rows, fields, strict=True)
        ]

    def contact(self, person: UUID, state: PersonState, *, clear: bool) -> Contact:
        """A person's contact, masked unless *clear*."""
        named = {"name": state.name, "phone": state.phone, "room": state.room}
        present = {field: sealed for field, sealed in named.items() if sealed is not None}
        places = [
            (self._place(person, f"person.registered/{field}"), sealed)
            for field, sealed in present.items()
        ]
        texts = dict(zip(present, self._vault.open(places), strict=True))
        shown = texts if clear else {field: mask(field, text) for field, text in texts.items()}
        return Contact(name=shown.get("name"), phone=shown.get("phone"), room=shown.get("room"))

    def timeline(self, rows: Sequence[TimelineRow], *, with_words: bool) -> list[Json]:
        """The payloads of entries with every sealed field opened in place.

        Without *with_words*, what a person's key closes is None.
        """
        payloads: list[Json] = [msgspec.json.decode(row.data) for row in rows]
        fields = [
            [f for f in _sealed_in(payload, row.topic) if with_words or _is_staffs(f[1])]
            for row, payload in zip(rows, payloads, strict=True)
        ]
        flat = [
            (self._place(row.issue, path), sealed)
            for row, named in zip(rows, fields, strict=True)
            for path, sealed in named
        ]
        opened = iter(self._vault.open(flat))
        texts = [{path: next(opened) for path, _ in named} for named in fields]
        return [
            _revealed(payload, row.topic, text)
            for row, payload, text in zip(rows, payloads, texts, strict=True)
        ]

    def _place(self, stream: UUID, field: str) -> Place:
        return Place(ledger=self._ledger, stream=stream, field=field)


def mask(field: str, text: str | None) -> str | None:
    """王* for a name, 138****5678 for a phone, *** for anything else."""
    if text is None:
        return None
    if field == "name":
        return text[:1] + "*"
    if field == "phone" and len(text) >= 9:
        return text[:3] + "****" + text[-4:]
    return "***"


def _fields(row: StatusRow, role: Role) -> Mapping[str, Sealed]:
    content = row.content
    words = content.words if sees_reporter(role, confidential=row.state.confidential) else None
    named = {
        "issue.triaged/summary": content.triage_summary,
        "issue.reported/summary": None if content.triage_summary else content.summary,
        "issue.reported/words": words,
        "issue.reported/address": content.address,
        "issue.done/reply": content.reply,
    }
    present = {field: sealed for field, sealed in named.items() if sealed is not None}
    for index, site in enumerate(content.sites):
        present[f"issue.reported/sites/{index}/address"] = site.address
    for index, output in enumerate(content.outputs):
        present[f"issue.done/outputs/{index}/item"] = output.item
    return present


def _texts(row: StatusRow, opened: Mapping[str, str | None]) -> Texts:
    content = row.content
    return Texts(
        summary=opened.get("issue.triaged/summary") or opened.get("issue.reported/summary"),
        words=opened.get("issue.reported/words"),
        address=opened.get("issue.reported/address"),
        sites=tuple(
            opened[f"issue.reported/sites/{index}/address"] for index in range(len(content.sites))
        ),
        reply=opened.get("issue.done/reply"),
        outputs=tuple(
            opened[f"issue.done/outputs/{index}/item"] for index in range(len(content.outputs))
        ),
    )


def _is_staffs(sealed: Sealed) -> bool:
    return sealed.scope is not KeyScope.PERSON


def _is_sealed(value: Json) -> bool:
    return isinstance(value, dict) and value.keys() == _SEALED_KEYS


def _children(value: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((str(index), item) for index, item in enumerate(value))


def _sealed_in(value: Json, path: str) -> Iterator[tuple[str, Sealed]]:
    """Every sealed field below *value* with the place it was sealed for."""
    if _is_sealed(value):
        yield path, msgspec.convert(value, Sealed)
        return
    for key, child in _children(value):
        yield from _sealed_in(child, f"{path}/{key}")


def _revealed(value: Json, path: str, texts: Mapping[str, str | None]) -> Json:
    """*value* with each sealed field replaced by its text, or None."""
    if _is_sealed(value):
        return texts.get(path)
    if isinstance(value, dict):
        return {key: _revealed(child, f"{path}/{key}", texts) for key, child in value.items()}
    if isinstance(value, list):
        return [_revealed(child, f"{path}/{i}", texts) for i, child in enumerate(value)]
    return value
