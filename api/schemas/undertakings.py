"""Undertakings: what comes in, and how lists are narrowed."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.schemas.fields import (
    AtLeast,
    Body,
    Code,
    Cursor,
    Day,
    Line,
    OccurredAt,
    Sha256,
    Text,
    example,
    moment_or_none,
)
from domain.undertaking.beginning import WantedMeasure
from domain.undertaking.events import Beat, LinkKind, Recurrence
from service.commands.undertakings import (
    AddLines,
    BeginUndertaking,
    EndUndertaking,
    LinkUndertaking,
    MoveLine,
    StepTaken,
    TakeSteps,
    UndoStep,
    WantedLine,
)
from service.ids import new_id

_COMMITTEE = "0199d3a4-7c00-7000-8000-000000000002"
_ISSUE = "0199d3a4-7c00-7000-8000-000000000003"

Number = Annotated[int, Field(strict=True, ge=1, le=10**6)]
"""The number of a participant, a line, an occasion."""

Amount = Annotated[int, Field(strict=True, ge=0, le=10**9)]
"""How much there is of something, in its unit."""

People = Annotated[int, Field(strict=True, ge=1, le=10**6, description="People (人).")]


class MeasureBody(Body):
    """What is to be counted, and how much of it is meant; `unit` is checked where it is given."""

    code: Code
    unit: Code | None = None
    target: Amount | None = None


class RecurrenceBody(Body):
    """How often; `day` is a weekday (1 Monday to 7), a day of the month, or of the year."""

    beat: Beat
    day: Annotated[int, Field(strict=True, ge=1, le=366)] | None = None


class UndertakingBody(Body):
    """Something that a neighbourhood does together.

    `person` is whose it is (a wish, an idea): what it is `about` is then closed with their key.
    `credit` is the name by which they agreed to be told of once it is carried out.
    """

    model_config = example(
        committee_id=_COMMITTEE,
        kind="activity",
        name="周四服务日",
        measures=[{"code": "served", "unit": "renci", "target": 700}],
        recurrence={"beat": "weekly", "day": 4},
    )

    committee_id: UUID
    compound_id: UUID | None = None
    kind: Code
    name: Line
    about: Text | None = None
    measures: Annotated[list[MeasureBody] | None, Field(max_length=20)] = None
    first: Day | None = None
    last: Day | None = None
    recurrence: RecurrenceBody | None = None
    person: UUID | None = None
    credit: Line | None = None
    organisation: UUID | None = None
    above: UUID | None = None
    occurred_at: OccurredAt | None = None

    def command(self) -> BeginUndertaking:
        """The command, with a new id."""
        again, measures = self.recurrence, self.measures
        return BeginUndertaking(
            undertaking=new_id(),
            committee=self.committee_id,
            compound=self.compound_id,
            kind=self.kind,
            name=self.name,
            about=self.about,
            measures=None if measures is None else tuple(map(_measure, measures)),
            first=self.first,
            last=self.last,
            recurrence=None if again is None else Recurrence(beat=again.beat, day=again.day),
            person=self.person,
            credit=self.credit,
            organisation=self.organisation,
            above=self.above,
            occurred_at=moment_or_none(self.occurred_at),
        )


def _measure(body: MeasureBody) -> WantedMeasure:
    return WantedMeasure(code=body.code, unit=body.unit, target=body.target)


class UndertakingStepBody(Body):
    """One step; `participant` is who takes it on, `evidence` the SHA-256 of what shows it."""

    step: Code
    occurred_at: OccurredAt | None = None
    participant: Number | None = None
    evidence: Sha256 | None = None
    note: Text | None = None

    def taken(self) -> StepTaken:
        """The step."""
        return StepTaken(
            step=self.step,
            occurred_at=moment_or_none(self.occurred_at),
            party=self.participant,
            evidence=self.evidence,
            note=self.note,
        )


class UndertakingStepsBody(Body):
    """The next step, or the next ones in their order."""

    model_config = example(steps=[{"step": "proposed"}, {"step": "listed"}])

    steps: Annotated[list[UndertakingStepBody], Field(min_length=1, max_length=20)]

    def command(self, undertaking: UUID) -> TakeSteps:
        """The command."""
        return TakeSteps(undertaking=undertaking, steps=tuple(one.taken() for one in self.steps))


class UndoingBody(Body):
    """The newest step was not so."""

    model_config = example(step="matched", reason="单位撤回认领。")

    step: Code
    reason: Text
    occurred_at: OccurredAt | None = None

    def command(self, undertaking: UUID) -> UndoStep:
        """The command."""
        when = moment_or_none(self.occurred_at)
        return UndoStep(
            undertaking=undertaking, step=self.step, reason=self.reason, occurred_at=when
        )


class LineBody(Body):
    """A task, a thing that is lent or given, a lesson; `quantity` is in the unit `unit`."""

    text: Text
    unit: Code | None = None
    quantity: Amount | None = None
    due: Day | None = None


class LinesBody(Body):
    """Lines, in their order."""

    model_config = example(
        lines=[{"text": "折叠轮椅", "unit": "jian", "quantity": 1, "due": "2026-12-31"}]
    )

    lines: Annotated[list[LineBody], Field(min_length=1, max_length=100)]
    occurred_at: OccurredAt | None = None

    def command(self, undertaking: UUID) -> AddLines:
        """The command."""
        lines = tuple(WantedLine(**one.model_dump()) for one in self.lines)
        when = moment_or_none(self.occurred_at)
        return AddLines(undertaking=undertaking, lines=lines, occurred_at=when)


class LineStepBody(Body):
    """The next step of a line: with whom it is then, and until when."""

    model_config = example(step="lent", participant=2, due="2026-12-31")

    step: Code
    participant: Number | None = None
    due: Day | None = None
    note: Text | None = None
    occurred_at: OccurredAt | None = None

    def command(self, undertaking: UUID, line: int) -> MoveLine:
        """The command."""
        return MoveLine(
            undertaking=undertaking,
            line=line,
            step=self.step,
            party=self.participant,
            due=self.due,
            note=self.note,
            occurred_at=moment_or_none(self.occurred_at),
        )


class UndertakingLinkBody(Body):
    """What it, or one of its lines, has to do with."""

    model_config = example(kind="issue", to=_ISSUE, line=1)

    kind: LinkKind
    to: UUID
    line: Number | None = None

    def command(self, undertaking: UUID) -> LinkUndertaking:
        """The command."""
        return LinkUndertaking(undertaking=undertaking, kind=self.kind, to=self.to, line=self.line)


class UndertakingEndBody(Body):
    """It is over; what it came to, in words."""

    model_config = example(result="心愿已实现。")

    result: Text | None = None
    occurred_at: OccurredAt | None = None

    def command(self, undertaking: UUID) -> EndUndertaking:
        """The command."""
        when = moment_or_none(self.occurred_at)
        return EndUndertaking(undertaking=undertaking, result=self.result, occurred_at=when)


class UndertakingFilter(Body):
    """How the list of undertakings is narrowed and paged."""

    committee: UUID | None = None
    compound: UUID | None = None
    kind: Code | None = None
    step: Code | None = None
    above: UUID | None = None
    ended: bool | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    at_least: AtLeast | None = None


class NumberedFilter(Body):
    """How lines and occasions are paged."""

    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 100
    at_least: AtLeast | None = None


class RotaFilter(Body):
    """Up to which day; None for up to four weeks from today."""

    until: Day | None = None


class FiguresFilter(Body):
    """The days that count, and as of the end of which day they were known."""

    first: Day
    last: Day
    as_of: Day | None = None
    at_least: AtLeast | None = None


class ProgrammeFilter(Body):
    """Which programmes: of one kind, or all parts of one."""

    kind: Code | None = None
    above: UUID | None = None
    ended: bool | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    at_least: AtLeast | None = None


CovenantText = Annotated[
    str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=12_000)
]
"""A whole text that is adopted, 1 to 12,000 characters: it is one event, of 60 KiB at most."""
