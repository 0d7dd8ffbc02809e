"""The timeline of an issue, as far as it is meant for its reader."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from domain.actor import Role
from domain.issue.parts import ErasedTexts
from domain.sealed import KeyScope
from ledger.places import Json
from projections.views.timeline import TimelineRow
from service.departures import Departure, subject_of
from service.opening import Opener, sealed_scopes
from service.sight import Sight

ANSWERS = {
    "issue.responded": "message",
    "issue.replied": "message",
    "issue.done": "reply",
    "issue.declined": "reply",
    "issue.concluded": "reply",
    "issue.published": "text",
}
"""What a resident is told, by event. Of the rest they see that it happened, and when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEntry:
    """One entry of a timeline with its payload opened; None where it is not shown.

    `departure` and `texts_erased` say what was let go that stood in it.
    """

    row: TimelineRow
    data: Json
    names: Mapping[UUID, str]
    by_person: UUID | None
    departure: Departure | None = None
    texts_erased: ErasedTexts | None = None


def seen_entries(
    opener: Opener,
    sight: Sight,
    entries: Sequence[TimelineRow],
    names: Mapping[UUID, str],
    departure: Departure | None,
) -> list[SeenEntry]:
    """Entries of an issue as who sees it by *sight* reads them.

    *departure* is what is told of a reporter who was let go.
    """
    payloads = opener.timeline(entries, with_words=sight.words)
    resident = sight.grant.role is Role.RESIDENT
    # Under one id, somebody's reports could be put together: it is as good as a name.
    hidden = set() if sight.words else {str(subject_of(sight.row))}
    gone = _Gone(str(subject_of(sight.row)), departure, sight.row.state.texts_erased)
    return [
        SeenEntry(
            row=entry,
            data=_for_residents(entry.topic, data) if resident else _without(hidden, data),
            names=names,
            by_person=None if resident or str(entry.by.person) in hidden else entry.by.person,
            **gone.told_in(entry),
        )
        for entry, data in zip(entries, payloads, strict=True)
    ]


class _Lost(TypedDict):
    """What was let go that stood in an entry."""

    departure: Departure | None
    texts_erased: ErasedTexts | None


@dataclass(frozen=True, slots=True)
class _Gone:
    """What an issue has let go, and whose id is shown no more."""

    subject: str
    departure: Departure | None
    texts: ErasedTexts | None

    def told_in(self, entry: TimelineRow) -> _Lost:
        """As far as it stood in one entry; of most issues nothing is gone."""
        if self.departure is None and self.texts is None:
            return _Lost(departure=None, texts_erased=None)
        scopes = sealed_scopes(entry)
        named = self.subject == str(entry.by.person) or self.subject in entry.data
        theirs = KeyScope.PERSON in scopes or named
        return _Lost(
            departure=self.departure if theirs else None,
            texts_erased=self.texts if KeyScope.ISSUE in scopes else None,
        )


def organisations_in(entries: Iterable[TimelineRow]) -> set[UUID]:
    """The organisations that did something, or for which somebody did."""
    named = {o for entry in entries for o in (entry.by.organisation, entry.by.on_behalf_of)}
    return {organisation for organisation in named if organisation is not None}


def _without(hidden: Collection[str], data: Json) -> Json:
    """A payload that does not name a reporter whom the reader is not shown, wherever it does."""
    if isinstance(data, dict):
        return {key: _without(hidden, value) for key, value in data.items()}
    if isinstance(data, list):
        return [_without(hidden, value) for value in data]
    return None if isinstance(data, str) and data in hidden else data


def _for_residents(topic: str, data: Json) -> Json:
    """A resident reads what was said to them; how staff organise the work is not their worry."""
    field = ANSWERS.get(topic)
    if field is None or not isinstance(data, dict):
        return {}
    return {field: data.get(field)}
