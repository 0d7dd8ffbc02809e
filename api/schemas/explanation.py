"""What a figure is made of: which figure, and the answer."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.cursors import behind_fact
from api.figure_words import Worded
from api.labels import label_of
from api.language import Language
from api.schemas.fields import Cursor, Named, Shown, Time
from api.schemas.figures import DimensionShown
from api.schemas.statistics import Asked, DefinitionsVersion, PeriodFilter, asked_of
from domain.calendar.days import date_of
from domain.period import Period
from domain.vocabulary.state import Vocabulary
from projections.figures.explaining import How, Step
from projections.figures.rows import Split
from service.explanation import Counted, Explained, Figure, Part, PartKind
from service.statistics import Wanted

_NONE = "empty for the issues that have none"
Value = Annotated[str, StringConstraints(strict=True, max_length=60)]


class ExplanationFilter(PeriodFilter):
    """Which figure, and how its facts are paged; the values are those of a section's key."""

    figure: Value = Field(
        description="a rate by its name, a code, or `backlog`: all that waits, of any day",
        examples=["satisfied-rate", "funds.spent"],
    )
    definitions: DefinitionsVersion | None = None
    committee: UUID | None = Field(default=None, description="of one committee below the body")
    category: Value | None = Field(default=None, description=f"of one category; {_NONE}")
    channel: Value | None = Field(default=None, description="of one channel")
    method: Value | None = Field(default=None, description="of one method, as `deli@1`")
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50

    def figure_of(self, body: UUID) -> Figure:
        """The question; refused with `period-inverted` or `period-too-long`."""
        told = {
            Split.COMMITTEE: str(self.committee) if self.committee else None,
            Split.CATEGORY: self.category,
            Split.CHANNEL: self.channel,
            Split.METHOD: self.method,
        }
        wanted = Wanted(
            body=body,
            period=Period(first=self.first, last=self.last),
            compound=self.compound,
            as_of=self.as_of,
            definitions=self.definitions,
        )
        known = {split: value for split, value in told.items() if value is not None}
        return Figure(name=self.figure, wanted=wanted, told=known)


class FigurePartShown(Shown):
    """What the figure counts of some codes, as the statistics tell it.

    `amount` adds up the values: seconds of a stage, 分 of money, else 0.
    """

    part: PartKind
    codes: list[str]
    n: int
    amount: int


class MadeBy(Shown):
    """An event that made a fact: `stated` what it says, or `placed` it where it counts."""

    how: How
    position: int
    topic: str = Field(examples=["issue.revisited"])
    label: str
    at: Time = Field(description="when it was recorded")
    occurred_at: Time


class CountedShown(Shown):
    """One fact that is counted; `day` is when it happened, of a clock when that began.

    `issue`, `number` and `events` are empty where the caller may not view the issue.
    """

    parts: list[PartKind]
    issue: UUID | None
    number: str | None
    committee: Named
    compound: Named | None
    code: str = Field(examples=["rating.satisfied"])
    label: str
    detail: str
    day: date
    value: int
    events: list[MadeBy]


class ExplanationShown(Asked):
    """What a figure is made of, page by page; `parts` are of the whole figure."""

    definitions: int
    figure: str
    key: list[DimensionShown]
    parts: list[FigurePartShown]
    items: list[CountedShown]
    next: str | None


def explanation_of(
    explained: Explained, vocabulary: Vocabulary, language: Language
) -> ExplanationShown:
    """A page as it is shown."""
    names = {**explained.asked.names, **explained.names}
    return ExplanationShown(
        **dict(asked_of(explained.asked, language)),
        definitions=explained.asked.definitions,
        figure=explained.figure,
        key=Worded(language, vocabulary, names).key(explained.told),
        parts=[_part(one) for one in explained.parts],
        items=[counted_of(one, names, language) for one in explained.counted],
        next=behind_fact(explained.following),
    )


def counted_of(counted: Counted, names: Mapping[UUID, str], language: Language) -> CountedShown:
    """One fact as it is shown."""
    fact = counted.fact
    compound = fact.compound
    return CountedShown(
        parts=list(counted.parts),
        issue=counted.issue,
        number=counted.number,
        committee=Named(id=fact.committee, name=names.get(fact.committee)),
        compound=Named(id=compound, name=names.get(compound)) if compound else None,
        code=fact.code,
        label=label_of("figure", fact.code, language),
        detail=fact.detail,
        day=date_of(fact.day),
        value=fact.value,
        events=[_made(step, language) for step in counted.steps],
    )


def _part(part: Part) -> FigurePartShown:
    return FigurePartShown(part=part.kind, codes=list(part.codes), n=part.n, amount=part.amount)


def _made(step: Step, language: Language) -> MadeBy:
    one = step.recorded
    return MadeBy(
        how=step.how,
        position=one.position,
        topic=one.topic,
        label=label_of("event", one.topic, language),
        at=one.at,
        occurred_at=one.occurred_at,
    )
