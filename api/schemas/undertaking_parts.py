"""Undertakings: who takes part, what occasions came to, which text holds; what comes in."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from api.schemas.fields import (
    Body,
    Code,
    Day,
    OccurredAt,
    Text,
    example,
    moment_or_none,
    printable,
)
from api.schemas.undertakings import Amount, CovenantText, Number, People
from domain.undertaking.events import Count
from service.commands.undertaking_parts import (
    AdoptText,
    CountOccasions,
    Join,
    Leave,
    RecountOccasion,
    WantedOccasion,
)

_PARTNER = "0199d3a4-7c00-7000-8000-000000000004"


class ParticipantBody(Body):
    """A person or an organisation that takes part, with how many people."""

    model_config = example(organisation=_PARTNER, role="partner", people=12)

    person: UUID | None = None
    organisation: UUID | None = None
    role: Code
    skills: Annotated[list[Code], Field(default_factory=list, max_length=20)]
    people: People | None = None
    note: Text | None = None
    occurred_at: OccurredAt | None = None

    def command(self, undertaking: UUID) -> Join:
        """The command."""
        return Join(
            undertaking=undertaking,
            person=self.person,
            organisation=self.organisation,
            role=self.role,
            skills=tuple(dict.fromkeys(self.skills)),
            people=self.people,
            note=self.note,
            occurred_at=moment_or_none(self.occurred_at),
        )


class DepartureBody(Body):
    """They take part no more."""

    model_config = example(reason="合同到期。")

    reason: Text | None = None
    occurred_at: OccurredAt | None = None

    def command(self, undertaking: UUID, participant: int) -> Leave:
        """The command."""
        return Leave(
            undertaking=undertaking,
            party=participant,
            reason=self.reason,
            occurred_at=moment_or_none(self.occurred_at),
        )


class CountBody(Body):
    """How much of one measure, in that measure's unit."""

    measure: Code
    number: Amount


class OccasionBody(Body):
    """One occasion: its day, and what it came to."""

    on: Day
    counts: Annotated[list[CountBody], Field(max_length=20)]
    participant: Number | None = None
    line: Number | None = None
    note: Text | None = None

    def occasion(self) -> WantedOccasion:
        """The occasion."""
        return WantedOccasion(
            on=self.on,
            counts=_counts(self.counts),
            party=self.participant,
            line=self.line,
            note=self.note,
        )


class OccasionsBody(Body):
    """Occasions as a paper register has them, each of its own day."""

    model_config = example(
        occasions=[
            {"on": "2026-05-07", "counts": [{"measure": "attendances", "number": 47}]},
        ]
    )

    occasions: Annotated[list[OccasionBody], Field(min_length=1, max_length=100)]

    def command(self, undertaking: UUID) -> CountOccasions:
        """The command."""
        occasions = tuple(one.occasion() for one in self.occasions)
        return CountOccasions(undertaking=undertaking, occasions=occasions)


class RecountBody(Body):
    """The counts that are right; none: it did not take place."""

    model_config = example(
        counts=[{"measure": "attendances", "number": 45}], reason="签到表重复两人。"
    )

    counts: Annotated[list[CountBody], Field(max_length=20)]
    reason: Text

    def command(self, undertaking: UUID, number: int) -> RecountOccasion:
        """The command."""
        return RecountOccasion(
            undertaking=undertaking,
            number=number,
            counts=_counts(self.counts),
            reason=self.reason,
        )


class TextAdoptionBody(Body):
    """A text that holds from a day on, by the vote or the meeting that its kind asks for."""

    model_config = example(text="一、楼道不堆物。", holds_from="2026-06-01", meeting=_PARTNER)

    text: Annotated[CovenantText, AfterValidator(printable)]
    holds_from: Day
    ballot: UUID | None = None
    meeting: UUID | None = None
    note: Text | None = None

    def command(self, undertaking: UUID) -> AdoptText:
        """The command."""
        return AdoptText(
            undertaking=undertaking,
            text=self.text,
            holds_from=self.holds_from,
            ballot=self.ballot,
            meeting=self.meeting,
            note=self.note,
        )


def _counts(counts: list[CountBody]) -> tuple[Count, ...]:
    return tuple(Count(measure=one.measure, number=one.number) for one in counts)
