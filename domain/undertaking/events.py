"""What an undertaking's stream records: its kinds are data. These shapes are the storage format."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is counted, in which unit (a code of the vocabulary), and how much of it is meant."""

    code: str
    unit: str
    target: int | None


class Beat(StrEnum):
    """How often: 每周、每两周、每月、每年."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """When it takes place: `day` is a weekday (1 Monday to 7), a day of the month, or of the year.

    `None` for the day where it is not fixed.
    """

    beat: Beat
    day: int | None


class Deciding(StrEnum):
    """Who makes a text hold: the owners' vote (管理规约), or a meeting (居民公约)."""

    OWNERS = "owners"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a kind of undertaking goes, in codes of the vocabulary, as it was when one began.

    After the last of its `steps` it comes to one of the `ends`, where there are any; each of its
    lines goes by `line_steps` and `line_ends`, and where it `cycles` from the last step to the
    one before it again. Whoever takes it on is named at the steps in `by_party`. `texts` says who
    makes its text hold; None for a kind that has none.
    """

    steps: tuple[str, ...]
    ends: tuple[str, ...]
    line_steps: tuple[str, ...]
    line_ends: tuple[str, ...]
    cycles: bool
    by_party: tuple[str, ...]
    texts: Deciding | None


class LinkKind(StrEnum):
    """What an undertaking can point at."""

    ISSUE = "issue"
    VISIT = "visit"
    UNDERTAKING = "undertaking"
    QUESTIONNAIRE = "questionnaire"
    MEETING = "meeting"
    BALLOT = "ballot"
    PROJECT = "project"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Something that a neighbourhood does together. `name` is public.

    `kind` is a code of that version of the vocabulary. `person` is whose it is (a wish, an idea,
    a skill): what it is `about` is then closed with their key, and so is `credit`, the name by
    which they agreed to be told of, None for by none. `organisation` is who answers for it.
    `above` is the undertaking that it is part of: a year's target of its programme.
    """

    committee: UUID
    compound: UUID | None
    kind: str
    name: str
    about: Sealed | None
    vocabulary: int
    way: Way
    measures: tuple[Measure, ...]
    first: date | None
    last: date | None
    recurrence: Recurrence | None
    person: UUID | None
    credit: Sealed | None
    organisation: UUID | None
    above: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Somebody takes part, under a `party` number; `role` and `skills` are codes.

    It is a person or an organisation. `people` is how many it brings (人).
    """

    party: int
    person: UUID | None
    organisation: UUID | None
    role: str
    skills: tuple[str, ...]
    people: int | None
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """They take part no more."""

    party: int
    reason: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReached:
    """It is as far as that. `party` did it; `evidence` is the SHA-256 (hex) of what shows it."""

    step: str
    party: int | None
    evidence: str | None
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRevoked:
    """It was not so: back to the step before."""

    step: str
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAdded:
    """One line of it: a task, a thing that is lent or given, a lesson, a clause.

    `quantity` is in the unit `unit`. `due` is when it is to be done or back.
    """

    line: int
    text: Sealed
    unit: str | None
    quantity: int | None
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMoved:
    """A line came to a step of its own; what goes round (lending) may come to one again.

    `party` is with whom it is then, `due` until when.
    """

    line: int
    step: str
    party: int | None
    due: date | None
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How much of one measure, in that measure's unit."""

    measure: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What one occasion came to, under its `number` (a session, a market, a delivery).

    `party` is who brought it about, where it is one of those who take part.
    """

    number: int
    on: date
    counts: tuple[Count, ...]
    party: int | None
    line: int | None
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recounted:
    """The counts of an occasion were wrong; these are right. None at all: it did not happen."""

    number: int
    counts: tuple[Count, ...]
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAdopted:
    """A text that holds from a day on (公约、规约、章程), version by version; it is public.

    It came about by `ballot`, by `meeting`, or by what the note says.
    """

    version: int
    text: str
    holds_from: date
    ballot: UUID | None
    meeting: UUID | None
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """It, or one of its lines, has to do with that."""

    kind: LinkKind
    to: UUID
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """It is over; what it came to stands in its steps, lines and counts."""

    result: Sealed | None


UndertakingEvent = (
    Begun
    | Joined
    | Left
    | StepReached
    | StepRevoked
    | LineAdded
    | LineMoved
    | Counted
    | Recounted
    | TextAdopted
    | Linked
    | Ended
)
