"""What an issue's stream records. These shapes are the storage format.

When a fact happened (`occurred_at`), when it was recorded (`at`) and who did it (`by`) stand in
the envelope of every event and are not repeated here.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.method.terms import Scale, Term, Track
from domain.sealed import Sealed


class Discovery(StrEnum):
    """How the committee learnt of it: residents told, or staff found it (主动发现)."""

    TOLD = "told"
    FOUND = "found"


class Outcome(StrEnum):
    """What `done` (办结) means here: solved, or explained only (解释说明), counted apart."""

    SOLVED = "solved"
    EXPLAINED = "explained"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One of the places that an issue concerns; its number is its id within the issue."""

    number: int
    address: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedMethod:
    """The text under which an issue runs, whatever is adopted later."""

    name: str
    version: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """An issue was reported (上报); the clocks of `terms` start at `occurred_at`.

    Exactly one of `compound` and `address` is given. `reporter` is None for an anonymous
    report, whose `words` are then sealed with the issue's key. `summary` is staff's wording and
    never made from the resident's words, which outlives them nowhere. `category` is the
    reporter's guess; triage decides.
    """

    number: str
    committee: UUID
    compound: UUID | None
    address: Sealed | None
    sites: tuple[Site, ...]
    channel: str
    discovery: Discovery
    confidential: bool
    reporter: UUID | None
    category: str | None
    summary: Sealed | None
    words: Sealed | None
    method: PinnedMethod
    vocabulary: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triaged:
    """Taken in and classified (受理、分类); the terms are pinned anew for running clocks.

    `summary` is staff's wording of the matter, None where the earlier one stands.
    """

    category: str
    scale: Scale
    track: Track
    summary: Sealed | None
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """Handed to parties (派单); two at once is 双交办. Parties are organisations or committees."""

    parties: tuple[UUID, ...]
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """One party took the order (签收)."""

    party: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchCompleted:
    """One party says that its part is finished."""

    party: UUID
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Responded:
    """The reporter was contacted (响应、先行联系); the first one stops the response clock."""

    message: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """The reporter was given an answer (答复)."""

    message: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What was made: e.g. 4 lamps (盏) at site 1. `unit` is a code of the vocabulary."""

    item: Sealed
    quantity: int
    unit: str
    site: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Completed by the handler (办结), with the reply to the reporter; not yet solved for good.

    `cost` is in 分; None where none was stated.
    """

    outcome: Outcome
    reply: Sealed
    outputs: tuple[Output, ...]
    cost: int | None
