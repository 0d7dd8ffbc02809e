"""Statistics (统计) of a body: what may be asked, and the answer."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from api.figure_words import Worded
from api.labels import label_of
from api.language import Language
from api.schemas.fields import AtLeast, Body, Day, Named, Shown
from api.schemas.figures import ClocksShown, SectionShown
from domain.body.events import Level
from domain.period import Period
from domain.vocabulary.state import Vocabulary
from projections.figures.rows import Split
from service.statistics import Figures, Wanted

_NAMES = "|".join(Split)


def _each_once(told: str) -> str:
    names = told.split(",")
    if len(set(names)) != len(names):
        raise PydanticCustomError("repeated", "each dimension is named once")
    return told


Splits = Annotated[
    str, StringConstraints(pattern=f"^({_NAMES})(,({_NAMES}))*$"), AfterValidator(_each_once)
]
"""Dimensions with commas between them, none of them twice."""


class PeriodFilter(Body):
    """Which period, as of when: what happened from `first` to `last`, clocks by when they began."""

    first: Day = Field(description="the first day", examples=["2026-09-01"])
    last: Day = Field(description="the last day", examples=["2026-09-30"])
    as_of: Day | None = Field(
        default=None, description="as the record stood at the end of that day; today, if unsaid"
    )
    compound: UUID | None = Field(default=None, description="of one compound of a committee")
    at_least: AtLeast | None = None


class ComplianceFilter(PeriodFilter):
    """Which clocks: those that began from `first` to `last`."""

    by: Splits | None = Field(
        default=None,
        description="told apart by these, as in `category,channel`; of a subdistrict or district "
        "by one of `committee`, `category`, `channel` and `method`",
        examples=["category"],
    )

    def wanted(self, body: UUID, definitions: int | None = None) -> Wanted:
        """The question; refused with `period-inverted` or `period-too-long`."""
        return Wanted(
            body=body,
            period=Period(first=self.first, last=self.last),
            compound=self.compound,
            as_of=self.as_of,
            by=tuple(map(Split, self.by.split(","))) if self.by else (),
            definitions=definitions,
        )


DefinitionsVersion = Annotated[
    int,
    Field(ge=1, le=10**6, description="version of the definitions of rates; the newest, if unsaid"),
]


class StatisticsFilter(ComplianceFilter):
    """Which figures: what happened from `first` to `last`, clocks by when they began."""

    definitions: DefinitionsVersion | None = None


class Asked(Shown):
    """What was counted: of whom, when, and as of which day of recording.

    `final` says that nothing can change it any more. `position` is how far the record was folded.
    """

    body: Named
    level: Level
    level_label: str
    compound: Named | None
    first: date
    last: date
    as_of: date
    final: bool
    position: int


class ComplianceShown(Asked):
    """What became of clocks (时限合规)."""

    sections: list[ClocksShown]


class StatisticsShown(Asked):
    """Everything that is counted; `definitions` is the version by which the rates are made."""

    definitions: int
    sections: list[SectionShown]


def statistics_of(figures: Figures, vocabulary: Vocabulary, language: Language) -> StatisticsShown:
    """The figures as they are shown."""
    worded = Worded(language, vocabulary, figures.names)
    return StatisticsShown(
        **dict(asked_of(figures, language)),
        definitions=figures.definitions,
        sections=[worded.section(one) for one in figures.sections],
    )


def compliance_of(figures: Figures, vocabulary: Vocabulary, language: Language) -> ComplianceShown:
    """Their clocks alone."""
    worded = Worded(language, vocabulary, figures.names)
    sections = [worded.clocks(one) for one in figures.sections]
    return ComplianceShown(**dict(asked_of(figures, language)), sections=sections)


def asked_of(figures: Figures, language: Language) -> Asked:
    """What was counted, without any section."""
    body, compound = figures.body, figures.compound
    return Asked(
        body=Named(id=body, name=figures.names.get(body)),
        level=figures.level,
        level_label=label_of("level", figures.level, language),
        compound=Named(id=compound, name=figures.names.get(compound)) if compound else None,
        first=figures.period.first,
        last=figures.period.last,
        as_of=figures.as_of,
        final=figures.final,
        position=figures.position,
    )
