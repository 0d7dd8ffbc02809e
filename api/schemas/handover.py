"""The handover sheet as it is shown: no person on it, and no words of anybody."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.fields import AtLeast, Body, Instant, Named, Shown, Time
from domain.clock.reading import State
from domain.issue.events import PauseGround
from domain.method.terms import Clock
from projections.handover import Part
from service.clocks import SeenClock
from service.handover import Entry, Portion, Sheet, is_at_risk


class HandoverAsked(Body):
    """For which shift the sheet is drawn up."""

    until: Annotated[
        Instant | None,
        Field(
            description="when the next shift ends, at most 31 days from now; in a day if unsaid",
            examples=["2026-05-07T08:30:00+08:00"],
        ),
    ] = None
    at_least: AtLeast | None = None


class HandoverClockLabels(Shown):
    """The codes of a clock in the caller's language."""

    clock: str = Field(examples=["办结时限"])
    state: str = Field(examples=["计时中"])
    paused: str | None


class HandoverClock(Shown):
    """A clock that the next shift has to look after."""

    clock: Clock
    number: int = Field(description="which of its kind, counted from 1")
    party: Named | None = Field(description="whose acknowledgement is waited for")
    state: State
    due: Time | None = Field(description="None while it is paused: nobody knows")
    provisional: bool = Field(description="a calendar that is still to come may move `due`")
    at_risk: bool = Field(description="not over, and to be warned of (预警)")
    paused: PauseGround | None
    paused_since: Time | None
    labels: HandoverClockLabels


class HandoverIssue(Shown):
    """An issue on the sheet."""

    issue: UUID
    number: str = Field(examples=["LB-2026-000017"])
    category: str | None
    category_label: str | None = Field(examples=["照明"])
    compound: Named | None
    promised_at: Time | None = Field(description="when the reporter was promised another call")
    clocks: list[HandoverClock] = Field(
        description="those that are over, at risk, paused, or due before the shift ends"
    )


class HandoverPart(Shown):
    """A part of the sheet: how many issues there are, and the first 200 of them."""

    count: int
    items: list[HandoverIssue]


class HandoverShown(Shown):
    """What the next shift of a committee has to look after (值班交接单)."""

    committee: Named
    drawn_at: Time
    until: Time = Field(description="when the shift ends for which it is drawn up")
    overdue: HandoverPart = Field(description="a clock is over; what was due first, first")
    due: HandoverPart = Field(description="due before the shift ends; nothing is over yet")
    at_risk: HandoverPart = Field(description="to be warned of already, and due later")
    promised: HandoverPart = Field(description="another call was promised, also long ago")
    paused: HandoverPart = Field(description="paused by somebody; what has waited longest, first")


def handover_of(sheet: Sheet, language: Language) -> HandoverShown:
    """A sheet; its print is made of the same."""
    shift = sheet.shift
    parts = {part: _part(portion, sheet, language) for part, portion in sheet.parts.items()}
    return HandoverShown(
        committee=Named(id=shift.committee, name=sheet.names.get(shift.committee)),
        drawn_at=shift.now,
        until=shift.until,
        overdue=parts[Part.OVERDUE],
        due=parts[Part.DUE],
        at_risk=parts[Part.AT_RISK],
        promised=parts[Part.PROMISED],
        paused=parts[Part.PAUSED],
    )


def _part(portion: Portion, sheet: Sheet, language: Language) -> HandoverPart:
    items = [_issue(entry, sheet, language) for entry in portion.entries]
    return HandoverPart(count=portion.count, items=items)


def _issue(entry: Entry, sheet: Sheet, language: Language) -> HandoverIssue:
    line, categories = entry.line, sheet.vocabulary.categories
    label = in_language(categories[line.category], language) if line.category else None
    return HandoverIssue(
        issue=line.issue,
        number=line.number,
        category=line.category,
        category_label=label,
        compound=_named(line.compound, sheet.names),
        promised_at=line.promised_at,
        clocks=[_clock(clock, sheet, language) for clock in entry.clocks],
    )


def _clock(seen: SeenClock, sheet: Sheet, language: Language) -> HandoverClock:
    timer, reading, pause = seen.timer, seen.reading, seen.pause
    return HandoverClock(
        clock=timer.id.kind,
        number=timer.id.number,
        party=_named(timer.party, sheet.names),
        state=reading.state,
        due=reading.due,
        provisional=reading.provisional,
        at_risk=is_at_risk(reading, sheet.shift.now),
        paused=pause.ground if pause else None,
        paused_since=pause.since if pause else None,
        labels=_labels(seen, language),
    )


def _labels(seen: SeenClock, language: Language) -> HandoverClockLabels:
    ground = seen.pause.ground if seen.pause else None
    return HandoverClockLabels(
        clock=label_of("clock", seen.timer.id.kind, language),
        state=label_of("clock-state", seen.reading.state, language),
        paused=label_of("pause-ground", ground, language) if ground else None,
    )


def _named(entry: UUID | None, names: Mapping[UUID, str]) -> Named | None:
    return None if entry is None else Named(id=entry, name=names.get(entry))
