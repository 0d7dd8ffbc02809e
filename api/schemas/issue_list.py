"""Issues in a list."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.erasures import ErasureShown, texts_of
from api.schemas.fields import Named, Shown, Time
from domain.issue.awaiting import Awaiting
from domain.issue.events import Level, Outcome
from domain.issue.lifecycle import Status
from domain.method.terms import Clock, Scale, Track
from service.policy import Action
from service.presenting import SeenIssue


class Labels(Shown):
    """The codes of an issue in the caller's language."""

    status: str
    channel: str
    category: str | None
    scale: str | None
    track: str | None
    level: str
    awaiting: str
    outcome: str | None
    own_status: str | None = Field(description="what the issue's method calls where it stands")


class IssueSummary(Shown):
    """An issue in a list."""

    id: UUID
    number: str = Field(examples=["LB-2026-000017"])
    version: int
    status: Status
    committee: Named
    compound: Named | None
    channel: str
    category: str | None
    scale: Scale | None
    track: Track | None
    level: Level
    round: int
    awaiting: Awaiting = Field(description="whose turn it is")
    urged: int = Field(description="urgings (催办) since the last completion")
    missing_registers: int = Field(description="of 双登记: registers it does not stand in yet")
    missing_parties: int = Field(description="of 双交办: parties it was not handed to yet")
    summary: str | None = Field(
        description="None where there is none yet, or `texts_erased` says that it was let go"
    )
    texts_erased: ErasureShown | None = Field(
        description="what stands in the place of all that staff wrote, and of the files"
    )
    confidential: bool
    published: bool
    open_dispatches: int
    due: Time | None = Field(description="when the first running clock is due, or was (时限)")
    due_clock: Clock | None
    due_provisional: bool = Field(description="a calendar that is still to come may move `due`")
    overdue: bool = Field(description="a running clock is over (超时)")
    at_risk: bool = Field(
        description="none is over, and of one as much is used as the method warns of (预警)"
    )
    paused: bool = Field(description="somebody has paused a clock (暂停)")
    reported_at: Time
    updated_at: Time
    labels: Labels
    allowed_actions: list[Action]


class IssueList(Shown):
    """A page of issues, newest first."""

    items: list[IssueSummary]
    next: str | None = Field(description="cursor of the next (older) page")
    prev: str | None = Field(description="cursor of the previous (newer) page")


def summary_of(seen: SeenIssue, language: Language) -> IssueSummary:
    """An issue for a list."""
    return IssueSummary(**summarised(seen, language))


def summarised(seen: SeenIssue, language: Language) -> dict[str, Any]:
    """What a list tells of an issue, and its detail as well."""
    row = seen.row
    return {
        "id": row.issue,
        "number": row.number,
        "version": row.version,
        "status": row.status,
        "committee": Named(id=row.committee, name=seen.names.get(row.committee)),
        "compound": _named(row.compound, seen.names),
        "channel": row.channel,
        "category": row.category,
        "scale": row.scale,
        "track": row.track,
        "level": row.level,
        "round": row.round,
        "awaiting": row.awaiting,
        "urged": row.state.urged,
        "missing_registers": row.missing_registers,
        "missing_parties": row.missing_parties,
        "summary": seen.texts.of(row.content.matter),
        "texts_erased": texts_of(seen.texts_erased, language),
        "confidential": row.state.confidential,
        "published": row.state.published,
        "open_dispatches": sum(d.open for d in row.state.dispatches),
        **_timely(seen),
        "reported_at": row.reported_at,
        "updated_at": row.updated_at,
        "labels": _labels(seen, language),
        "allowed_actions": list(seen.allowed),
    }


def _timely(seen: SeenIssue) -> dict[str, Any]:
    """Nothing that changes from minute to minute: each of these changes once."""
    outlook = seen.outlook
    return {
        "due": outlook.due,
        "due_clock": outlook.clock,
        "due_provisional": outlook.provisional,
        "overdue": outlook.is_overdue(seen.at),
        "at_risk": outlook.is_at_risk(seen.at),
        "paused": outlook.paused_since is not None,
    }


def _labels(seen: SeenIssue, language: Language) -> Labels:
    row = seen.row
    category = seen.vocabulary.categories[row.category] if row.category else None
    return Labels(
        status=label_of("status", row.status, language),
        channel=in_language(seen.vocabulary.channels[row.channel], language),
        category=in_language(category, language) if category else None,
        scale=label_of("scale", row.scale, language) if row.scale else None,
        track=label_of("track", row.track, language) if row.track else None,
        level=label_of("handling-level", row.level, language),
        awaiting=label_of("awaiting", row.awaiting, language),
        outcome=_outcome(row.content.outcome, language),
        own_status=_own_status(seen, language),
    )


def _own_status(seen: SeenIssue, language: Language) -> str | None:
    names = seen.method.names.steps if seen.method else {}
    own = next((label for step, label in names.items() if str(step) == str(seen.row.status)), None)
    return None if own is None else in_language(own, language)


def _outcome(outcome: Outcome | None, language: Language) -> str | None:
    return label_of("outcome", outcome, language) if outcome else None


def _named(entry: UUID | None, names: Mapping[UUID, str]) -> Named | None:
    return None if entry is None else Named(id=entry, name=names.get(entry))
