"""The codes of facts: what can be counted at all. A stored definition names them for ever."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from domain.clock.outcomes import Outcome
from domain.issue.events import Discovery, ReopenCause, Satisfaction, Stance
from domain.issue.events import Outcome as Completion
from domain.levels import Level
from domain.method.terms import Clock, Scale

OPEN = "open"
"""An issue that waits for somebody: the backlog (存量)."""

MEETING = "meeting"
SUPERVISED = "supervised"
URGED = "urged"
REWORKED = "reopened.rework"


class Stage(StrEnum):
    """A part of the way through the loop, whose natural time is measured."""

    RESPONSE = "response"
    DISPATCH = "dispatch"
    NEGOTIATION = "negotiation"
    APPROVAL = "approval"
    COMPLETION = "completion"
    REVISIT = "revisit"


class Answer(StrEnum):
    """What came of a revisit: the reporter's word, or none."""

    RESOLVED = "resolved"
    UNRESOLVED = "unresolved"
    UNREACHABLE = "unreachable"


class Exit(StrEnum):
    """How an issue left the loop without being solved."""

    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    CONCLUDED = "concluded"


class Money(StrEnum):
    """What happened to money on a line."""

    PLEDGED = "pledged"
    RECEIVED = "received"
    SPENT = "spent"
    RETURNED = "returned"


def reported(how: Discovery) -> str:
    """Told by somebody, or found by staff (上门发现)."""
    return f"reported.{how}"


def scaled(scale: Scale) -> str:
    """Small, urgent, hard (小事、急事、难事)."""
    return f"scale.{scale}"


def completed(how: Completion) -> str:
    """Completed: solved, or explained only (解释说明)."""
    return f"done.{how}"


def reopened(cause: ReopenCause) -> str:
    """Opened again (重开), and by what."""
    return f"reopened.{cause}"


def asked(answer: Answer) -> str:
    """What the reporter said at the revisit."""
    return f"asked.{answer}"


def inspected(answer: Answer) -> str:
    """What an inspection found, where there was nobody to ask."""
    return f"inspection.{answer}"


def rated(rating: Satisfaction) -> str:
    """What the reporter thinks of it."""
    return f"rating.{rating}"


def settled(level: Level) -> str:
    """Solved for good, and at which level (小事不出社区)."""
    return f"settled.{level}"


def escalated(level: Level) -> str:
    """Gone up, to this level."""
    return f"escalated.{level}"


def left(how: Exit) -> str:
    """Left the loop."""
    return f"exit.{how}"


def spoken(stance: Stance) -> str:
    """A seat's word on a plan; the fact's detail is the seat."""
    return f"position.{stance}"


def paid(what: Money) -> str:
    """Money on a line; the fact's detail is its source, its value is in 分."""
    return f"funds.{what}"


def timed(clock: Clock, outcome: Outcome) -> str:
    """How a clock stands, or ended."""
    return f"{clock}.{outcome}"


def lasted(stage: Stage) -> str:
    """How long a stage took; the fact's value is in seconds."""
    return f"stage.{stage}"


STAGES: Sequence[str] = tuple(map(lasted, Stage))
"""The codes whose facts carry a duration."""

_PLAIN = (
    OPEN,
    MEETING,
    SUPERVISED,
    URGED,
    REWORKED,
    *map(reported, Discovery),
    *map(scaled, Scale),
    *map(completed, Completion),
    *map(reopened, ReopenCause),
    *map(asked, Answer),
    inspected(Answer.RESOLVED),
    inspected(Answer.UNRESOLVED),
    *map(rated, Satisfaction),
    *map(settled, Level),
    *map(escalated, Level),
    *map(left, Exit),
    *map(spoken, Stance),
    *map(paid, Money),
)

CLOCKED: Sequence[str] = tuple(timed(clock, outcome) for clock in Clock for outcome in Outcome)
"""The codes of clocks."""

KNOWN_CODES: Sequence[str] = (*_PLAIN, *CLOCKED, *STAGES)
"""Every code that a fact may have."""

PRINCIPAL: Collection[str] = frozenset(
    (
        *CLOCKED,
        OPEN,
        *map(reported, Discovery),
        *map(scaled, Scale),
        *map(completed, Completion),
        *map(asked, Answer),
        inspected(Answer.RESOLVED),
        inspected(Answer.UNRESOLVED),
        *map(rated, Satisfaction),
        *map(settled, Level),
        *map(reopened, ReopenCause),
        REWORKED,
    )
)
"""The codes that bodies above the committees tell apart by each dimension."""
