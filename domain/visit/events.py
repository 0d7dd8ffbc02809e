"""What a plan of door visits records. These shapes are the storage format."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.sealed import Sealed


class DoorOutcome(StrEnum):
    """What became of one attempt at a door: 开门、无人、拒访."""

    OPENED = "opened"
    ABSENT = "absent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan of visits. `kind`, `group` and the `topics` are codes of the vocabulary.

    `group` is one of the groups that a method obliges to visit (必访); its doors name persons by
    their ids and never a unit, for whom such a plan lists is sensitive (PIPL art. 28).
    `questionnaire` is the survey that rides along. `every` is after how many days each door is to
    be visited again, None for once. The `method` that asks for it is pinned with its version.
    """

    committee: UUID
    compound: UUID | None
    kind: str
    group: str | None
    name: str
    first: date
    due: date
    every: int | None
    topics: tuple[str, ...]
    questionnaire: UUID | None
    method: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One door under its short code in this plan: a unit of the register, or a person."""

    code: str
    unit: str | None
    person: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorsListed:
    """These doors are to be visited; a long list comes in several."""

    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorDropped:
    """This door is not to be visited any more."""

    door: str
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """Who is to go to these doors; `visitor` is a person, `organisation` a team."""

    visitor: UUID | None
    organisation: UUID | None
    doors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundBegun:
    """They go round again, to the doors that are not done; the first round is 1."""

    round: int
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempted:
    """Somebody was at a door. `round` is the round that it belongs to."""

    door: str
    round: int
    visitor: UUID | None
    outcome: DoorOutcome
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was heard or seen at a door, under its `number` in the plan.

    `topic` is what was asked (问题、需求、建议 …), `change` the sort of a change of population
    (人口变动) that it tells of; both are codes of the vocabulary. `text` is closed with the
    person's key where the door is a person's, otherwise with the stream's.
    """

    number: int
    door: str
    topic: str
    change: str | None
    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTaken:
    """A finding went on: it became this issue, this undertaking (an idea, a wish), or a reply."""

    number: int
    issue: UUID | None
    undertaking: UUID | None
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPassed:
    """These changes of population were passed on, `to` a platform (社区云) by its code."""

    numbers: tuple[int, ...]
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Nobody goes any more; what was not reached stays counted as not reached."""

    note: Sealed | None


VisitEvent = (
    Planned
    | DoorsListed
    | DoorDropped
    | Assigned
    | RoundBegun
    | Attempted
    | Found
    | FindingTaken
    | ChangesPassed
    | Closed
)
