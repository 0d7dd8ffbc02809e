"""Timelines as they are shown."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language
from api.schemas.erasures import of_texts, remark
from api.schemas.fields import Named, Shown, Time, rfc3339
from domain.moment import Moment
from ledger.places import Json
from service.timelines import SeenEntry


class TimelineEntry(Shown):
    """One event of an issue."""

    version: int
    position: int
    event: str = Field(examples=["issue.responded"])
    label: str = Field(examples=["已响应"])
    at: Time = Field(description="when it was recorded")
    occurred_at: Time = Field(description="when it happened")
    backdated: bool
    role: str
    person: UUID | None
    organisation: Named | None
    on_behalf_of: Named | None
    data: Any = Field(description="the event's payload for this audience, texts opened")
    erased: list[str] = Field(
        description="why texts of it are None that were let go",
        examples=[["应本人请求于 2026-11-21 删除"]],
    )


class Timeline(Shown):
    """A page of a timeline, oldest first; `next` is the version to go on behind."""

    items: list[TimelineEntry]
    next: int | None


def entry_of(seen: SeenEntry, language: Language) -> TimelineEntry:
    """An entry of a timeline."""
    row = seen.row
    return TimelineEntry(
        version=row.version,
        position=row.position,
        event=row.topic,
        label=label_of("event", row.topic, language),
        at=row.at,
        occurred_at=row.occurred_at,
        backdated=row.occurred_at < row.at,
        role=row.by.role,
        person=seen.by_person,
        organisation=_named(row.by.organisation, seen.names),
        on_behalf_of=_named(row.by.on_behalf_of, seen.names),
        data=timed(seen.data),
        erased=_erased(seen, language),
    )


MOMENTS = frozenset({"again_at", "asked_at", "due", "before", "after"})
"""The fields of payloads that hold a moment, in whichever event; a test knows of no other."""


def timed(data: Json) -> Json:
    """A payload whose moments read as all times do."""
    if isinstance(data, list):
        return [timed(value) for value in data]
    if not isinstance(data, dict):
        return data
    return {
        key: rfc3339(Moment(value)) if key in MOMENTS and isinstance(value, int) else timed(value)
        for key, value in data.items()
    }


def _erased(seen: SeenEntry, language: Language) -> list[str]:
    texts = None if seen.texts_erased is None else of_texts(seen.texts_erased)
    return [remark(one, language) for one in (seen.departure, texts) if one is not None]


def _named(entry: UUID | None, names: Mapping[UUID, str]) -> Named | None:
    return None if entry is None else Named(id=entry, name=names.get(entry))
