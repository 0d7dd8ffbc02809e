"""Closing: the count of an item, of the whole and by part, here or in another system."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What a closed ballot says: 通过 or 未通过."""

    REACHED = "reached"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """Voters, and their area."""

    voters: int
    area: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateTally:
    """For one candidate, in favour."""

    candidate: int
    agree: Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTally:
    """The count of one item. `taking_part` is what the bar of agreement is measured against.

    `score` sums a panel's scores, each of a voter of `agree`; None where nobody scores.
    """

    item: int
    taking_part: Weight
    agree: Weight
    against: Weight
    abstain: Weight
    blank: Weight
    spoilt: Weight
    candidates: tuple[CandidateTally, ...]
    score: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTally:
    """The count of one part (`building` or `building/entrance`), as `ItemResult` has the whole.

    `reached` decides where each part must reach it by itself; else it only tells.
    """

    part: str
    roll: Weight
    tally: ItemTally
    followed: ItemTally | None
    reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """What became of an item.

    `tally` counts the papers that came back; `followed` with those, delivered and unreturned,
    that follow the majority, where the rules say so: then that is the count that decides. Of an
    election `elected` are the candidates in the order of their votes; those of `tied` stand
    equal over the last seats, which none of them has.
    """

    item: int
    tally: ItemTally
    followed: ItemTally | None
    reached: bool
    elected: tuple[int, ...]
    tied: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultImported:
    """An outside system has counted (e.g. the city's owners' vote): its result, and its proof.

    `system` names it and `reference` is its own number; `evidence` is the SHA-256 (hex) of what
    it gave out. The ballot closes by these counts.
    """

    system: str
    reference: str
    evidence: str
    tallies: tuple[ItemTally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsCounted:
    """Results by part, of one item, written together with the closing, in portions."""

    item: int
    parts: tuple[PartTally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Voting is over and counted (计票); `outcome` is that of all items together."""

    outcome: Outcome
    delivered: int
    returned: int
    results: tuple[ItemResult, ...]
