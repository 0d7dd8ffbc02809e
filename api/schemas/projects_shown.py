"""Projects: how they are shown. A count says in what it is counted; sums never mix units."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language
from api.schemas.fields import Named, Shown, Time
from domain.project.events import ProjectKind, Step, Upkeep
from domain.project.progress import Progress
from domain.project.state import ProjectState, Reached
from projections.views.part import PartRow
from projections.views.project import ProjectRow
from service.projects import Page, SeenPart, SeenProject, UpkeepPage


class StandShown(Shown):
    """Of one step: how many parts are there now, and how many have come that far."""

    step: Step
    step_label: str
    standing: int
    reached: int


class ProgressShown(Shown):
    """How far the parts are, all in one unit; what was dropped is not counted.

    `percent` is truncated: of `whole` steps of all parts, `done` are made. None without parts.
    """

    unit: str = Field(examples=["户"])
    parts: int
    waiting: int = Field(description="before the first step")
    finished: int = Field(description="at the end of the way")
    steps: list[StandShown]
    done: int
    whole: int
    percent: int | None


class ProjectShown(Shown):
    """A project, and how far it is."""

    id: UUID
    version: int
    committee: Named
    compound: Named | None
    kind: ProjectKind
    kind_label: str
    name: str
    way: list[Step]
    issue: UUID | None
    began_at: Time
    closed_at: Time | None
    progress: ProgressShown


class PartSpotShown(Shown):
    """Where a part stands."""

    building: str
    entrance: str | None
    unit: str | None


class PartStepShown(Shown):
    """A step that was reached, and what shows it."""

    step: Step
    step_label: str
    at: Time
    ballot: UUID | None
    evidence: str | None


class DueShown(Shown):
    """A kind of upkeep, and the day on which it is due again."""

    kind: Upkeep
    kind_label: str
    day: date


class ProjectPartShown(Shown):
    """A part in full; `plan` is None where there is none, or it is not the caller's to read."""

    project: UUID
    part: str
    version: int
    spot: PartSpotShown | None
    issue: UUID | None
    planned: bool
    plan: str | None
    step: Step | None = Field(description="the last that was reached; None before the first")
    step_label: str | None
    steps: list[PartStepShown]
    next: Step | None = Field(description="the step that comes next; None at the end")
    next_label: str | None
    dropped: bool
    due: list[DueShown]


class ProjectPartListed(Shown):
    """A part in a list."""

    part: str
    spot: PartSpotShown | None
    issue: UUID | None
    planned: bool
    step: Step | None
    step_label: str | None
    since: Time
    dropped: bool
    due: list[DueShown]


class ProjectList(Shown):
    """A page of projects, the newest first."""

    items: list[ProjectShown]
    next: str | None


class ProjectPartList(Shown):
    """A page of parts by their codes."""

    items: list[ProjectPartListed]
    next: str | None


class UpkeepListed(Shown):
    """A part whose upkeep is due; `overdue` as of today."""

    project: UUID
    name: str
    part: str
    spot: PartSpotShown | None
    next_due: date
    overdue: bool
    due: list[DueShown]


class UpkeepList(Shown):
    """A page of what is to be looked after, the earliest first."""

    items: list[UpkeepListed]
    next: str | None


def project_of(seen: SeenProject, language: Language) -> ProjectShown:
    """A project by its stream."""
    state = seen.state
    return ProjectShown(
        id=seen.id,
        version=seen.version,
        committee=_named(state.committee, seen.names),
        compound=_named(state.compound, seen.names) if state.compound else None,
        kind=state.kind,
        kind_label=label_of("project-kind", state.kind, language),
        name=state.name,
        way=list(state.steps),
        issue=state.issue,
        began_at=state.began_at,
        closed_at=state.closed_at,
        progress=_progress(seen.progress, state.kind, language),
    )


def projects_of(page: Page, language: Language) -> list[ProjectShown]:
    """Projects by the view."""
    return [_listed(row, made, page.names, language) for row, made in page.items]


def part_of(seen: SeenPart, language: Language) -> ProjectPartShown:
    """A part by its stream."""
    part, state = seen.part, seen.project.state
    spot, following = part.spot, _next(state, len(part.reached))
    return ProjectPartShown(
        project=seen.project.id,
        part=seen.code,
        version=seen.project.version,
        spot=_spot(spot.building, spot.entrance, spot.unit) if spot else None,
        issue=part.issue,
        planned=part.plan is not None,
        plan=seen.plan,
        step=part.step,
        step_label=_step_label(part.step, language),
        steps=[_step(one, language) for one in part.reached],
        next=following,
        next_label=_step_label(following, language),
        dropped=part.dropped,
        due=_due(part.due, language),
    )


def parts_of(rows: Sequence[PartRow], language: Language) -> list[ProjectPartListed]:
    """Parts by the view."""
    return [
        ProjectPartListed(
            part=row.part,
            spot=_spot(row.building, row.entrance, row.unit),
            issue=row.issue,
            planned=row.planned,
            step=row.step,
            step_label=_step_label(row.step, language),
            since=row.since,
            dropped=row.dropped,
            due=_due(row.due, language),
        )
        for row in rows
    ]


def upkeep_of(page: UpkeepPage, language: Language) -> list[UpkeepListed]:
    """What is due, by the view."""
    return [_to_look_after(row, project.name, page.today, language) for row, project in page.items]


def _to_look_after(row: PartRow, name: str, today: date, language: Language) -> UpkeepListed:
    first = min(row.due.values())
    return UpkeepListed(
        project=row.project,
        name=name,
        part=row.part,
        spot=_spot(row.building, row.entrance, row.unit),
        next_due=first,
        overdue=first < today,
        due=_due(row.due, language),
    )


def _listed(
    row: ProjectRow, made: Progress, names: Mapping[UUID, str], language: Language
) -> ProjectShown:
    return ProjectShown(
        id=row.project,
        version=row.version,
        committee=_named(row.committee, names),
        compound=_named(row.compound, names) if row.compound else None,
        kind=row.kind,
        kind_label=label_of("project-kind", row.kind, language),
        name=row.name,
        way=list(row.steps),
        issue=row.issue,
        began_at=row.began_at,
        closed_at=row.closed_at,
        progress=_progress(made, row.kind, language),
    )


def _progress(made: Progress, kind: ProjectKind, language: Language) -> ProgressShown:
    return ProgressShown(
        unit=label_of("project-unit", kind, language),
        parts=made.parts,
        waiting=made.waiting,
        finished=made.finished,
        steps=[
            StandShown(
                step=one.step,
                step_label=label_of("step", one.step, language),
                standing=one.standing,
                reached=one.reached,
            )
            for one in made.stands
        ],
        done=made.done,
        whole=made.whole,
        percent=made.percent,
    )


def _step(reached: Reached, language: Language) -> PartStepShown:
    return PartStepShown(
        step=reached.step,
        step_label=label_of("step", reached.step, language),
        at=reached.at,
        ballot=reached.ballot,
        evidence=reached.evidence,
    )


def _step_label(step: Step | None, language: Language) -> str | None:
    return None if step is None else label_of("step", step, language)


def _next(state: ProjectState, done: int) -> Step | None:
    return state.steps[done] if done < len(state.steps) else None


def _spot(building: str | None, entrance: str | None, unit: str | None) -> PartSpotShown | None:
    return PartSpotShown(building=building, entrance=entrance, unit=unit) if building else None


def _due(due: Mapping[Upkeep, date], language: Language) -> list[DueShown]:
    return [
        DueShown(kind=kind, kind_label=label_of("upkeep", kind, language), day=day)
        for kind, day in sorted(due.items(), key=lambda one: (one[1], one[0]))
    ]


def _named(place: UUID, names: Mapping[UUID, str]) -> Named:
    return Named(id=place, name=names.get(place))
