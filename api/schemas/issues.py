"""Issues as they are shown."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.fields import Named, Shown, Time
from domain.issue.events import Discovery, Outcome, PinnedMethod
from domain.issue.lifecycle import Status
from domain.issue.state import Dispatch
from domain.method.terms import Basis, Clock, Scale, Span, Term, Track
from projections.past import Then
from projections.views.status import StatusRow
from service.policy import Action
from service.reading import SeenEntry, SeenIssue


class Labels(Shown):
    """The codes of an issue in the caller's language."""

    status: str
    channel: str
    category: str | None
    scale: str | None
    track: str | None
    outcome: str | None


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
    summary: str | None = Field(description="None where there is none yet, or it was erased")
    confidential: bool
    open_dispatches: int
    reported_at: Time
    updated_at: Time
    labels: Labels
    allowed_actions: list[Action]


class IssueList(Shown):
    """A page of issues, newest first."""

    items: list[IssueSummary]
    next: str | None = Field(description="cursor of the next (older) page")
    prev: str | None = Field(description="cursor of the previous (newer) page")


class SiteShown(Shown):
    """One of the places concerned."""

    number: int
    address: str | None


class ContactShown(Shown):
    """The reporter: masked, or in clear in the answer to a disclosure."""

    person: UUID
    name: str | None = Field(examples=["沈*"])
    phone: str | None = Field(examples=["138****1234"])
    room: str | None = Field(examples=["***"])


class TermShown(Shown):
    """A limit that was promised at the report or by triage."""

    clock: Clock
    amount: int
    span: Span
    basis: Basis


class MethodShown(Shown):
    """The text under which the issue runs."""

    name: str
    version: int
    hash: str


class DispatchShown(Shown):
    """A party's order."""

    party: Named
    acknowledged: bool
    completed: bool


class OutputShown(Shown):
    """Something that was made."""

    item: str | None
    quantity: int
    unit: str
    site: int | None


class AsOfShown(Shown):
    """The last event that counts in what is shown of the past."""

    position: int = Field(examples=[17])
    at: Time = Field(description="when it was recorded")


class Issue(IssueSummary):
    """One issue in full, as far as the caller may see it."""

    as_of: AsOfShown | None = Field(description="None for the issue as it stands now")

    address: str | None
    sites: list[SiteShown]
    discovery: Discovery
    words: str | None = Field(description="the resident's own words")
    reporter: ContactShown | None
    recorded_at: Time
    responded_at: Time | None
    done_at: Time | None
    outcome: Outcome | None
    reply: str | None
    outputs: list[OutputShown]
    cost: int | None = Field(description="in 分")
    dispatches: list[DispatchShown]
    method: MethodShown
    vocabulary: int
    terms: list[TermShown]


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


class Timeline(Shown):
    """A page of a timeline, oldest first; `next` is the version to go on behind."""

    items: list[TimelineEntry]
    next: int | None


def summary_of(seen: SeenIssue, language: Language) -> IssueSummary:
    """An issue for a list."""
    return IssueSummary(**_summary(seen, language))


def issue_of(seen: SeenIssue, language: Language) -> Issue:
    """An issue in full."""
    row, texts, content = seen.row, seen.texts, seen.row.content
    return Issue(
        **_summary(seen, language),
        as_of=_as_of(seen.then),
        address=texts.address,
        sites=[
            SiteShown(number=site.number, address=address)
            for site, address in zip(content.sites, texts.sites, strict=True)
        ],
        discovery=content.discovery,
        words=texts.words,
        reporter=_reporter(seen),
        recorded_at=content.recorded_at,
        responded_at=content.responded_at,
        done_at=content.done_at,
        outcome=content.outcome,
        reply=texts.reply,
        outputs=[
            OutputShown(item=item, quantity=o.quantity, unit=o.unit, site=o.site)
            for o, item in zip(content.outputs, texts.outputs, strict=True)
        ],
        cost=content.cost,
        dispatches=[_dispatch(d, seen.names) for d in row.state.dispatches],
        method=_method(row.state.method),
        vocabulary=row.state.vocabulary,
        terms=[_term(term) for term in row.state.terms],
    )


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
        data=seen.data,
    )


def _summary(seen: SeenIssue, language: Language) -> dict[str, Any]:
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
        "summary": seen.texts.summary,
        "confidential": row.state.confidential,
        "open_dispatches": sum(not d.completed for d in row.state.dispatches),
        "reported_at": row.reported_at,
        "updated_at": row.updated_at,
        "labels": _labels(seen, language),
        "allowed_actions": list(seen.allowed),
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
        outcome=_outcome(row.content.outcome, language),
    )


def _outcome(outcome: Outcome | None, language: Language) -> str | None:
    return label_of("outcome", outcome, language) if outcome else None


def _as_of(then: Then[StatusRow] | None) -> AsOfShown | None:
    return None if then is None else AsOfShown(position=then.position, at=then.at)


def _reporter(seen: SeenIssue) -> ContactShown | None:
    if seen.contact is None or seen.row.reporter is None:
        return None
    contact = seen.contact
    return ContactShown(
        person=seen.row.reporter, name=contact.name, phone=contact.phone, room=contact.room
    )


def _dispatch(dispatch: Dispatch, names: Mapping[UUID, str]) -> DispatchShown:
    party = Named(id=dispatch.party, name=names.get(dispatch.party))
    return DispatchShown(
        party=party, acknowledged=dispatch.acknowledged, completed=dispatch.completed
    )


def _method(method: PinnedMethod) -> MethodShown:
    return MethodShown(name=method.name, version=method.version, hash=method.hash)


def _term(term: Term) -> TermShown:
    return TermShown(clock=term.clock, amount=term.amount, span=term.span, basis=term.basis)


def _named(entry: UUID | None, names: Mapping[UUID, str]) -> Named | None:
    return None if entry is None else Named(id=entry, name=names.get(entry))
