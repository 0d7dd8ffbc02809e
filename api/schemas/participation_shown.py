"""Figures of undertakings as they are shown: each sum in its unit."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from pydantic import Field

from api.language import Language
from api.schemas.fields import Named, Shown
from api.schemas.issue_parts import Coded
from api.schemas.undertakings_shown import (
    MeasuredShown,
    UndertakingEntry,
    coded,
    entry_of,
    kind_of,
    measured,
)
from domain.vocabulary.state import Vocabulary
from service.participation import (
    Gathered,
    KindSums,
    OrganisationSums,
    Programmes,
    Progress,
    Taking,
    Took,
)


class KindSumsShown(Shown):
    """What took place of one kind."""

    kind: Coded
    undertakings: int
    occasions: int = Field(description="how often (次)")
    sums: list[MeasuredShown]


class TookShown(Shown):
    """What took place in a period, as was known at the end of a day."""

    first: date
    last: date
    as_of: date | None
    kinds: list[KindSumsShown]


class GatheredShown(Shown):
    """Who takes part now in one kind."""

    kind: Coded
    undertakings: int
    organisations: int
    persons: int = Field(description="named one by one (人)")
    people: int = Field(description="those whom participants bring along (人)")


class OrganisationSumsShown(Shown):
    """An organisation that takes part, and what that came to in the period."""

    organisation: Named
    roles: list[Coded]
    undertakings: int
    people: int = Field(description="those whom it brings now (人)")
    occasions: int
    sums: list[MeasuredShown]


class SkillShown(Shown):
    """How many different persons can do something (人)."""

    skill: Coded
    persons: int


class TakingShown(Shown):
    """Who takes part now; what it came to in a period."""

    first: date
    last: date
    as_of: date | None
    kinds: list[GatheredShown]
    organisations: list[OrganisationSumsShown]
    skills: list[SkillShown]


class LinesAtStepShown(Shown):
    """How many lines are at a step; None: before the first."""

    step: Coded | None
    lines: int


class ProgrammeShown(UndertakingEntry):
    """How far a programme, a target or a task book is, by its lines and its measures."""

    lines: int
    finished: int
    overdue: int
    standing: list[LinesAtStepShown]
    measures: list[MeasuredShown]


class ProgrammeList(Shown):
    """A page of programmes, the newest first."""

    items: list[ProgrammeShown]
    next: str | None


def took_of(took: Took, language: Language) -> TookShown:
    """What took place."""
    words, period = took.vocabulary, took.period
    return TookShown(
        first=period.first,
        last=period.last,
        as_of=period.as_of,
        kinds=[_kind(one, words, language) for one in took.kinds],
    )


def taking_of(taking: Taking, language: Language) -> TakingShown:
    """Who takes part."""
    words, period = taking.vocabulary, taking.period
    return TakingShown(
        first=period.first,
        last=period.last,
        as_of=period.as_of,
        kinds=[_gathered(one, words, language) for one in taking.kinds],
        organisations=[
            _organisation(one, taking.names, words, language) for one in taking.organisations
        ],
        skills=[
            SkillShown(skill=coded(skill, words.skills, language), persons=persons)
            for skill, persons in taking.skills.items()
        ],
    )


def programmes_of(page: Programmes, language: Language) -> list[ProgrammeShown]:
    """The programmes of a page."""
    return [_programme(one, page, language) for one in page.items]


def _kind(one: KindSums, words: Vocabulary, language: Language) -> KindSumsShown:
    return KindSumsShown(
        kind=kind_of(one.kind, words, language),
        undertakings=len(one.undertakings),
        occasions=one.occasions,
        sums=_sums(one.sums, words, language),
    )


def _gathered(one: Gathered, words: Vocabulary, language: Language) -> GatheredShown:
    return GatheredShown(
        kind=kind_of(one.kind, words, language),
        undertakings=len(one.undertakings),
        organisations=len(one.organisations),
        persons=len(one.persons),
        people=one.people,
    )


def _organisation(
    one: OrganisationSums, names: Mapping[UUID, str], words: Vocabulary, language: Language
) -> OrganisationSumsShown:
    return OrganisationSumsShown(
        organisation=Named(id=one.organisation, name=names.get(one.organisation)),
        roles=[coded(role, words.roles, language) for role in sorted(one.roles)],
        undertakings=len(one.undertakings),
        people=one.people,
        occasions=one.occasions,
        sums=_sums(one.sums, words, language),
    )


def _sums(
    sums: Mapping[tuple[str, str], int], words: Vocabulary, language: Language
) -> list[MeasuredShown]:
    return [
        measured(code, unit, sums[code, unit], None, words, language) for code, unit in sorted(sums)
    ]


def _programme(one: Progress, page: Programmes, language: Language) -> ProgrammeShown:
    words, row = page.vocabulary, one.row
    order = (None, *row.way.line_steps, *row.way.line_ends)
    entry = entry_of(row, page.names, words, language)
    return ProgrammeShown(
        **dict(entry),
        lines=sum(one.standing.values()),
        finished=one.finished,
        overdue=one.overdue,
        standing=[
            LinesAtStepShown(
                step=None if step is None else coded(step, words.steps, language),
                lines=one.standing[step],
            )
            for step in order
            if step in one.standing
        ],
        measures=[
            measured(m.code, m.unit, one.totals.get(m.code, 0), m.target, words, language)
            for m in row.measures
        ],
    )
