"""Door visits: how they are shown. Doors are counted in 户, or 人 where a plan is for a group."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.fields import Named, Shown, Time
from api.schemas.issue_parts import Coded
from domain.labels import Label
from domain.moment import Moment
from domain.visit.coverage import Coverage, counted_in, percent, told
from domain.visit.events import DoorOutcome
from domain.visit.state import Round
from domain.vocabulary.state import Vocabulary
from projections.views.door import DoorRow
from projections.views.finding import FindingRow
from projections.views.visit import VisitRow
from service.grants import Action
from service.opening import Contact
from service.visit_sight import SeenVisit
from service.visits import Covered, DoorPage, FindingPage, Page


class VisitCoverage(Shown):
    """Doors opened of doors listed, all in one unit; `percent` is truncated."""

    unit: str = Field(examples=["户"])
    listed: int
    opened: int
    overdue: int
    percent: int | None


class RoundShown(Shown):
    """The attempts of one round by outcome (次); the success rate is `opened` out of them."""

    round: int
    due: date
    attempts: int
    opened: int
    absent: int
    refused: int
    percent: int | None


class VisitShown(Shown):
    """A plan, and how far it is. Of fewer than three doors of a group no figures are told."""

    id: UUID
    version: int
    committee: Named
    compound: Named | None
    kind: str
    kind_label: str
    group: str | None
    group_label: str | None
    name: str
    first: date
    due: date
    every: int | None
    topics: list[Coded]
    questionnaire: UUID | None
    method: str
    method_version: int
    planned_at: Time
    closed_at: Time | None
    coverage: VisitCoverage | None
    rounds: list[RoundShown]
    allowed_actions: list[Action]


class VisitListed(Shown):
    """A plan in a list."""

    id: UUID
    version: int
    committee: Named
    compound: Named | None
    kind: str
    kind_label: str
    group: str | None
    group_label: str | None
    name: str
    first: date
    due: date
    every: int | None
    planned_at: Time
    closed_at: Time | None
    coverage: VisitCoverage | None
    rounds: list[RoundShown]


class VisitList(Shown):
    """A page of plans, the newest first."""

    items: list[VisitListed]
    next: str | None


class VisitDoor(Shown):
    """A door. `person` is None for a unit's door, and for whoever is let go."""

    visit: UUID
    door: str
    unit: str | None
    person: UUID | None
    visitor: UUID | None
    organisation: UUID | None
    attempts: int
    outcome: DoorOutcome | None
    outcome_label: str | None
    opened_on: date | None
    due: date | None
    overdue: bool


class VisitDoorList(Shown):
    """A page of doors by their codes."""

    items: list[VisitDoor]
    next: str | None


class DoorContact(Shown):
    """The contact of whoever lives there, in clear."""

    visit: UUID
    door: str
    name: str | None
    phone: str | None
    room: str | None


class FindingShown(Shown):
    """What was found at a door; `text` is None where it is not the caller's to read, or gone."""

    visit: UUID
    number: int
    door: str
    topic: str
    topic_label: str
    change: str | None
    change_label: str | None
    text: str | None
    found_at: Time
    issue: UUID | None
    undertaking: UUID | None
    line: int | None
    passed: str | None


class FindingList(Shown):
    """A page of findings."""

    items: list[FindingShown]
    next: str | None


class FindingTakenShown(Shown):
    """What became of a finding."""

    visit: UUID
    version: int
    number: int
    door: str
    topic: str
    topic_label: str
    issue: UUID | None
    undertaking: UUID | None
    line: int | None


class PassedShown(Shown):
    """Changes of population that were passed on, to a platform by its code."""

    visit: UUID
    numbers: list[int]
    to: str


class CoveredShown(Shown):
    """All plans of one kind and group; None where a group has fewer than three doors."""

    kind: str
    kind_label: str
    group: str | None
    group_label: str | None
    plans: int
    unit: str
    listed: int | None
    opened: int | None
    percent: int | None


class CommitteeCoverage(Shown):
    """A committee's visits by kind and group, as they were recorded by the end of a day."""

    committee: UUID
    as_of: date
    items: list[CoveredShown]


def visit_of(seen: SeenVisit, words: Vocabulary, today: date, language: Language) -> VisitShown:
    """A plan by its stream."""
    state = seen.state
    figures = told(seen.coverage(today), state.group)
    return VisitShown(
        id=seen.id,
        version=seen.version,
        committee=_named(state.committee, seen.names),
        compound=_named(state.compound, seen.names) if state.compound else None,
        kind=state.kind,
        kind_label=_word(words.visits, state.kind, language),
        group=state.group,
        group_label=_word(words.groups, state.group, language) if state.group else None,
        name=state.name,
        first=state.first,
        due=state.rounds[-1].due,
        every=state.every,
        topics=[Coded(code=one, label=_word(words.topics, one, language)) for one in state.topics],
        questionnaire=state.questionnaire,
        method=state.method,
        method_version=state.method_version,
        planned_at=state.began_at,
        closed_at=state.closed_at,
        coverage=_coverage(figures, state.group, language),
        rounds=_rounds(state.rounds) if figures else [],
        allowed_actions=list(seen.allowed),
    )


def visits_of(page: Page, language: Language) -> list[VisitListed]:
    """Plans by the view."""
    return [
        _listed(row, figures, page.names, page.vocabulary, language) for row, figures in page.items
    ]


def _listed(
    row: VisitRow,
    figures: Coverage | None,
    names: Mapping[UUID, str],
    words: Vocabulary,
    language: Language,
) -> VisitListed:
    return VisitListed(
        id=row.visit,
        version=row.version,
        committee=_named(row.committee, names),
        compound=_named(row.compound, names) if row.compound else None,
        kind=row.kind,
        kind_label=_word(words.visits, row.kind, language),
        group=row.group,
        group_label=_word(words.groups, row.group, language) if row.group else None,
        name=row.name,
        first=date.fromordinal(row.first),
        due=date.fromordinal(row.due),
        every=row.every,
        planned_at=row.planned_at,
        closed_at=row.closed_at,
        coverage=_coverage(figures, row.group, language),
        rounds=_rounds(row.rounds) if figures else [],
    )


def doors_of(page: DoorPage, language: Language) -> list[VisitDoor]:
    """Doors by the view."""
    return [_door(row, plan, page, language) for row, plan in page.items]


def _door(row: DoorRow, plan: VisitRow, page: DoorPage, language: Language) -> VisitDoor:
    opened = None if row.opened_on is None else date.fromordinal(row.opened_on)
    due = due_of(opened, date.fromordinal(plan.due), plan.every, plan.closed_at)
    return VisitDoor(
        visit=row.visit,
        door=row.door,
        unit=row.unit,
        person=None if row.person in page.gone else row.person,
        visitor=row.visitor,
        organisation=row.organisation,
        attempts=row.attempts,
        outcome=row.outcome,
        outcome_label=label_of("visit-outcome", row.outcome, language) if row.outcome else None,
        opened_on=opened,
        due=due,
        overdue=due is not None and due < page.today,
    )


def due_of(opened: date | None, due: date, every: int | None, closed: Moment | None) -> date | None:
    """By when a door of the view is to be opened; as `VisitState.due_on` has it."""
    if closed is not None:
        return None
    if opened is None:
        return due
    return None if every is None else opened + timedelta(days=every)


def door_of(seen: SeenVisit, code: str, today: date, language: Language) -> VisitDoor:
    """A door by its stream; of who is let go nobody is told, and no attempt is made there."""
    door = seen.state.doors[code]
    due = seen.state.due_on(door)
    return VisitDoor(
        visit=seen.id,
        door=code,
        unit=door.unit,
        person=None if door.dropped else door.person,
        visitor=door.visitor,
        organisation=door.organisation,
        attempts=door.attempts,
        outcome=door.outcome,
        outcome_label=label_of("visit-outcome", door.outcome, language) if door.outcome else None,
        opened_on=door.opened_on,
        due=due,
        overdue=due is not None and due < today,
    )


def contact_of(visit: UUID, door: str, contact: Contact) -> DoorContact:
    """After a disclosure."""
    return DoorContact(
        visit=visit, door=door, name=contact.name, phone=contact.phone, room=contact.room
    )


def findings_of(page: FindingPage, language: Language) -> list[FindingShown]:
    """Findings by the view."""
    return [_finding(row, text, page.vocabulary, language) for row, text in page.items]


def _finding(
    row: FindingRow, text: str | None, words: Vocabulary, language: Language
) -> FindingShown:
    return FindingShown(
        visit=row.visit,
        number=row.number,
        door=row.door,
        topic=row.topic,
        topic_label=_word(words.topics, row.topic, language),
        change=row.change,
        change_label=_word(words.changes, row.change, language) if row.change else None,
        text=text,
        found_at=row.found_at,
        issue=row.issue,
        undertaking=row.undertaking,
        line=row.line,
        passed=row.passed,
    )


def taken_of(
    seen: SeenVisit, number: int, words: Vocabulary, language: Language
) -> FindingTakenShown:
    """A finding by its stream."""
    found = seen.state.findings[number]
    return FindingTakenShown(
        visit=seen.id,
        version=seen.version,
        number=number,
        door=found.door,
        topic=found.topic,
        topic_label=_word(words.topics, found.topic, language),
        issue=found.issue,
        undertaking=found.undertaking,
        line=found.line,
    )


def covered_of(
    rows: Sequence[Covered], words: Vocabulary, language: Language
) -> list[CoveredShown]:
    """The figures of a committee."""
    return [_covered(row, words, language) for row in rows]


def _covered(row: Covered, words: Vocabulary, language: Language) -> CoveredShown:
    listed, opened = row.figures or (None, None)
    return CoveredShown(
        kind=row.kind,
        kind_label=_word(words.visits, row.kind, language),
        group=row.group,
        group_label=_word(words.groups, row.group, language) if row.group else None,
        plans=row.plans,
        unit=_unit(row.group, language),
        listed=listed,
        opened=opened,
        percent=percent(opened, listed) if opened is not None and listed is not None else None,
    )


def _coverage(
    figures: Coverage | None, group: str | None, language: Language
) -> VisitCoverage | None:
    if figures is None:
        return None
    return VisitCoverage(
        unit=_unit(group, language),
        listed=figures.listed,
        opened=figures.opened,
        overdue=figures.overdue,
        percent=figures.percent,
    )


def _rounds(rounds: Sequence[Round]) -> list[RoundShown]:
    return [
        RoundShown(
            round=number,
            due=one.due,
            attempts=one.attempts,
            opened=one.opened,
            absent=one.absent,
            refused=one.refused,
            percent=percent(one.opened, one.attempts),
        )
        for number, one in enumerate(rounds, start=1)
    ]


def _unit(group: str | None, language: Language) -> str:
    return label_of("door-unit", counted_in(group), language)


def _word(section: Mapping[str, Label], code: str, language: Language) -> str:
    return in_language(section[code], language)


def _named(place: UUID, names: Mapping[UUID, str]) -> Named:
    return Named(id=place, name=names.get(place))
