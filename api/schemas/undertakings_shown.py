"""Undertakings as they are shown."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.fields import Named, Shown, Time
from api.schemas.issue_parts import Coded
from domain.labels import Label
from domain.undertaking.events import Beat, LinkKind, Recurrence
from domain.undertaking.state import Party, UndertakingState
from domain.undertaking.stepping import following
from domain.vocabulary.state import Vocabulary
from projections.views.occasion import OccasionRow
from projections.views.undertaking import UndertakingRow
from service.policy import Action
from service.undertakings import Lines, Listed, Occasions, Rota, SeenUndertaking


class MeasuredShown(Shown):
    """What was counted, in its unit: sums never mix units."""

    measure: Coded
    unit: Coded
    total: int
    target: int | None = Field(default=None, description="how much of it is meant")


class ParticipantShown(Shown):
    """Who takes part; a person is told to who keeps it alone."""

    participant: int
    person: UUID | None
    organisation: Named | None
    role: Coded
    skills: list[Coded]
    people: int | None = Field(description="how many they bring (人)")
    since: Time
    left_at: Time | None
    note: str | None


class StepTakenShown(Shown):
    """A step that it has come to."""

    step: Coded
    at: Time
    participant: int | None
    evidence: str | None


class TextShown(Shown):
    """A version of its text."""

    version: int
    text: str
    holds_from: date
    ballot: UUID | None
    meeting: UUID | None


class UndertakingLinkShown(Shown):
    """What it, or one of its lines, has to do with."""

    kind: LinkKind
    kind_label: str = Field(examples=["议题"])
    to: UUID
    line: int | None


class RecurrenceShown(Shown):
    """How often, and on which day."""

    beat: Beat
    beat_label: str = Field(examples=["每周"])
    day: int | None


class UndertakingEntry(Shown):
    """An undertaking in a list."""

    id: UUID
    version: int
    committee: Named
    compound: Named | None
    kind: Coded
    name: str
    step: Coded | None
    organisation: Named | None
    above: UUID | None
    began_at: Time
    ended_at: Time | None


class UndertakingShown(UndertakingEntry):
    """One undertaking; what it is about and who takes part as far as the reader may know."""

    about: str | None
    person: UUID | None = Field(description="for who keeps it, and for themselves")
    credit: str | None = Field(description="the name by which they agreed to be told of")
    first: date | None
    last: date | None
    recurrence: RecurrenceShown | None
    way: list[StepTakenShown]
    next_steps: list[Coded]
    measures: list[MeasuredShown]
    participants: list[ParticipantShown]
    lines: int
    occasions: int
    text: TextShown | None = Field(description="the version that holds today")
    links: list[UndertakingLinkShown]
    allowed_actions: list[Action]


class UndertakingList(Shown):
    """A page of undertakings, the newest first."""

    items: list[UndertakingEntry]
    next: str | None


class UndertakingLineShown(Shown):
    """One line."""

    line: int
    text: str | None
    unit: Coded | None
    quantity: int | None
    step: Coded | None
    participant: int | None
    due: date | None
    since: Time
    overdue: bool


class LineList(Shown):
    """A page of lines by their numbers."""

    items: list[UndertakingLineShown]
    next: str | None


class OccasionShown(Shown):
    """What took place; no counts at all where it did not."""

    number: int
    on: date
    counts: list[MeasuredShown]
    participant: int | None
    line: int | None
    recounted: bool


class OccasionList(Shown):
    """A page of occasions by their numbers."""

    items: list[OccasionShown]
    next: str | None


class TextList(Shown):
    """Every version of its text, the newest first."""

    items: list[TextShown]


class TurnShown(Shown):
    """A day on which it is to take place; `held` also where it was on another day of its turn."""

    due: date
    held: bool
    missed: bool


class RotaShown(Shown):
    """The days of what recurs."""

    items: list[TurnShown]


def coded(code: str, labels: Mapping[str, Label], language: Language) -> Coded:
    """A code with its label; itself where an older vocabulary has none."""
    label = labels.get(code)
    return Coded(code=code, label=code if label is None else in_language(label, language))


def measured(
    code: str, unit: str, total: int, target: int | None, words: Vocabulary, language: Language
) -> MeasuredShown:
    """A sum in its unit."""
    return MeasuredShown(
        measure=coded(code, words.measures, language),
        unit=coded(unit, words.units, language),
        total=total,
        target=target,
    )


def kind_of(code: str, words: Vocabulary, language: Language) -> Coded:
    """A kind of undertaking with its label."""
    known = words.undertakings.get(code)
    return Coded(code=code, label=code if known is None else in_language(known.label, language))


def named(place: UUID | None, names: Mapping[UUID, str]) -> Named | None:
    """An id with its name; None for none."""
    return None if place is None else Named(id=place, name=names.get(place))


def entry_of(
    row: UndertakingRow, names: Mapping[UUID, str], words: Vocabulary, language: Language
) -> UndertakingEntry:
    """An undertaking in a list."""
    return UndertakingEntry(
        id=row.undertaking,
        version=row.version,
        committee=Named(id=row.committee, name=names.get(row.committee)),
        compound=named(row.compound, names),
        kind=kind_of(row.kind, words, language),
        name=row.name,
        step=None if row.step is None else coded(row.step, words.steps, language),
        organisation=named(row.organisation, names),
        above=row.above,
        began_at=row.began_at,
        ended_at=row.ended_at,
    )


def entries_of(page: Listed, language: Language) -> list[UndertakingEntry]:
    """The entries of a page."""
    return [entry_of(row, page.names, page.vocabulary, language) for row in page.items]


def undertaking_of(seen: SeenUndertaking, language: Language) -> UndertakingShown:
    """One undertaking, as far as its reader sees it."""
    state, begun, words = seen.state, seen.state.begun, seen.vocabulary
    way = state.way
    nexts = () if state.ended_at is not None else following(way.steps, way.ends, state.step)
    return UndertakingShown(
        id=seen.id,
        version=seen.version,
        committee=Named(id=begun.committee, name=seen.names.get(begun.committee)),
        compound=named(begun.compound, seen.names),
        kind=kind_of(begun.kind, words, language),
        name=begun.name,
        step=None if state.step is None else coded(state.step, words.steps, language),
        organisation=named(begun.organisation, seen.names),
        above=begun.above,
        began_at=state.began_at,
        ended_at=state.ended_at,
        about=seen.text(begun.about),
        person=begun.person if seen.near else None,
        credit=seen.text(begun.credit),
        first=begun.first,
        last=begun.last,
        recurrence=_recurrence(begun.recurrence, language),
        way=_way(state, words, language),
        next_steps=[coded(step, words.steps, language) for step in nexts],
        measures=[
            measured(one.code, one.unit, state.totals.get(one.code, 0), one.target, words, language)
            for one in begun.measures
        ],
        participants=[
            _participant(number, state.parties[number], seen, language)
            for number in sorted(state.parties)
        ],
        lines=len(state.lines),
        occasions=sum(1 for one in state.occasions.values() if one.counts),
        text=_text(state, seen.today),
        links=_links(seen, language),
        allowed_actions=list(seen.allowed),
    )


def texts_of(seen: SeenUndertaking) -> TextList:
    """Every version of its text."""
    return TextList(
        items=[
            TextShown(
                version=one.version,
                text=one.text,
                holds_from=one.holds_from,
                ballot=one.ballot,
                meeting=one.meeting,
            )
            for one in reversed(seen.state.texts)
        ]
    )


def lines_of(page: Lines, language: Language) -> list[UndertakingLineShown]:
    """The lines of a page."""
    words, today = page.seen.vocabulary, page.seen.today
    way = page.seen.state.way
    ends = way.line_ends or way.line_steps[-1:]
    return [
        UndertakingLineShown(
            line=row.line,
            text=text,
            unit=None if row.unit is None else coded(row.unit, words.units, language),
            quantity=row.quantity,
            step=None if row.step is None else coded(row.step, words.steps, language),
            participant=row.party,
            due=None if row.due is None else date.fromisoformat(row.due),
            since=row.since,
            overdue=row.due is not None and row.due < today.isoformat() and row.step not in ends,
        )
        for row, text in zip(page.items, page.texts, strict=True)
    ]


def occasions_of(page: Occasions, language: Language) -> list[OccasionShown]:
    """The occasions of a page."""
    return [_occasion(row, page.seen, language) for row in page.items]


def rota_of(rota: Rota) -> RotaShown:
    """The days of what recurs; missed are those whose turn is over."""
    return RotaShown(
        items=[
            TurnShown(due=turn.due, held=held, missed=not held and turn.last < rota.today)
            for turn, held in rota.items
        ]
    )


def _occasion(row: OccasionRow, seen: SeenUndertaking, language: Language) -> OccasionShown:
    counts = row.counts()
    return OccasionShown(
        number=row.number,
        on=date.fromisoformat(row.on),
        counts=[
            measured(one.code, one.unit, counts[one.code], None, seen.vocabulary, language)
            for one in seen.state.begun.measures
            if one.code in counts
        ],
        participant=row.party,
        line=row.line,
        recounted=len(row.told) > 1,
    )


def _way(state: UndertakingState, words: Vocabulary, language: Language) -> list[StepTakenShown]:
    return [
        StepTakenShown(
            step=coded(one.step, words.steps, language),
            at=one.at,
            participant=one.party,
            evidence=one.evidence,
        )
        for one in state.reached
    ]


def _participant(
    number: int, party: Party, seen: SeenUndertaking, language: Language
) -> ParticipantShown:
    words = seen.vocabulary
    return ParticipantShown(
        participant=number,
        person=party.person if seen.near else None,
        organisation=named(party.organisation, seen.names),
        role=coded(party.role, words.roles, language),
        skills=[coded(skill, words.skills, language) for skill in party.skills],
        people=party.people,
        since=party.since,
        left_at=party.left_at,
        note=seen.text(party.note),
    )


def _text(state: UndertakingState, today: date) -> TextShown | None:
    held = state.text_on(today)
    if held is None:
        return None
    return TextShown(
        version=held.version,
        text=held.text,
        holds_from=held.holds_from,
        ballot=held.ballot,
        meeting=held.meeting,
    )


def _links(seen: SeenUndertaking, language: Language) -> list[UndertakingLinkShown]:
    """What it points at is told to who reads what staff wrote of it."""
    if not (seen.reads or seen.near):
        return []
    found = sorted(seen.state.links, key=lambda link: (link[0], str(link[1]), link[2] or 0))
    return [
        UndertakingLinkShown(
            kind=kind, kind_label=label_of("undertaking-link", kind, language), to=to, line=line
        )
        for kind, to, line in found
    ]


def _recurrence(again: Recurrence | None, language: Language) -> RecurrenceShown | None:
    if again is None:
        return None
    label = label_of("beat", again.beat, language)
    return RecurrenceShown(beat=again.beat, beat_label=label, day=again.day)
