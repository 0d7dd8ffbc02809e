"""What a ballot's stream records. These shapes are the storage format.

Areas are integers in 0.01 m². The roll stands in the ballot's own stream, so that its count can
be made again from this stream alone. Voters are named by paper and unit; persons are ids.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.ballot.counting import Counting, VoteChannel
from domain.method.rules import ApprovalRule
from domain.moment import Moment
from domain.sealed import Sealed


class Electorate(StrEnum):
    """Who is asked: 业主、户、居民、评审团. No sort stands for another."""

    OWNERS = "owners"
    HOUSEHOLDS = "households"
    RESIDENTS = "residents"
    PANEL = "panel"


class Matter(StrEnum):
    """What owners decide together (Civil Code art. 278, para. 1, nos. 1 to 9)."""

    PROCEDURE = "procedure"
    COVENANT = "covenant"
    COMMITTEE = "committee"
    PROPERTY_COMPANY = "property-company"
    USE_FUND = "use-fund"
    RAISE_FUND = "raise-fund"
    REBUILD = "rebuild"
    CHANGE_USE = "change-use"
    OTHER = "other"


class Parting(StrEnum):
    """Whether the whole roll decides, or each building or entrance must reach it by itself."""

    WHOLE = "whole"
    BUILDING = "building"
    ENTRANCE = "entrance"


class Choice(StrEnum):
    """What a paper says to an item: 同意、反对、弃权、未填、无效."""

    AGREE = "agree"
    AGAINST = "against"
    ABSTAIN = "abstain"
    BLANK = "blank"
    SPOILT = "spoilt"


class Delivery(StrEnum):
    """How a paper reached its owner: 当面、邮寄、公告、电子."""

    HAND = "hand"
    POST = "post"
    NOTICE = "notice"
    ELECTRONIC = "electronic"


class Outcome(StrEnum):
    """What a closed ballot says: 通过 or 未通过."""

    REACHED = "reached"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A share that is to be reached (以上), or, where *beyond*, to be exceeded (过半)."""

    numerator: int
    denominator: int
    beyond: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What is asked of voters (1 each) and of their area; None where that is not counted."""

    voters: Threshold | None
    area: Threshold | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Of the roll, how much must take part; of what takes part, how much must agree.

    `score` is the mean of a panel's scores that passes, 0 to 100; None where nobody scores.
    """

    taking_part: Bar
    agreeing: Bar
    score: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question. Of an election, `candidates` stand for `seats`; else there are none."""

    number: int
    text: Sealed
    candidates: tuple[int, ...]
    seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parking:
    """Whether titled parking spaces count here, and on what ground (no law settles it)."""

    counted: bool
    ground: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The question is put, and how it is counted is fixed.

    `issue` and `proposal` name the plan that is decided on, `election` what is elected for; one
    of them or neither. `buildings` and `entrances` (as `building/entrance`) are those that decide
    alone of what they share; empty for the whole compound. `register` with `version` is where the
    roll was taken from, None for a panel. `papers` and `area` sum the roll; `roll` is the SHA-256
    (hex) of its canonical form. `notified_at` is when the notice was put up and `told_at` when the
    residents' committee was told. Votes are taken from `opens_at` until `closes_at`.
    """

    committee: UUID
    compound: UUID | None
    title: Sealed
    issue: UUID | None
    proposal: int | None
    election: UUID | None
    rule: ApprovalRule
    matter: Matter | None
    thresholds: Thresholds
    parting: Parting
    electorate: Electorate
    register: UUID | None
    version: int | None
    buildings: tuple[str, ...]
    entrances: tuple[str, ...]
    parking: Parking | None
    papers: int
    area: int
    roll: str
    items: tuple[Item, ...]
    counting: Counting
    counters: tuple[UUID, ...]
    witnesses: tuple[Sealed, ...]
    notified_at: Moment
    told_at: Moment | None
    opens_at: Moment
    closes_at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One unit of a paper, and where it stands."""

    unit: str
    building: str
    entrance: str | None
    area: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One voter's paper: an owner with all units, a household, a resident, or a panel member.

    `persons` are who may vote with it: joint owners, any of them, once. A paper of very many
    places stands in the roll several times, each time with further places.
    """

    paper: str
    persons: tuple[UUID, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RollListed:
    """A part of the roll; all parts are written together with the opening."""

    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDelivered:
    """A paper reached its voter (送达): how, by whom, who saw it; when is when it occurred."""

    paper: str
    how: Delivery
    by: UUID | None
    witness: Sealed | None
    evidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a paper says to one item: a choice; of an election, whom; of a panel, a score.

    Candidates and scores stand with `agree`; a score is 0 to 100.
    """

    item: int
    choice: Choice
    candidates: tuple[int, ...]
    score: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartArea:
    """How much of a paper's area stands in one part.

    A part is a `building`, or where entrances decide by themselves a `building/entrance`.
    """

    part: str
    area: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """Who voted in the owner's place, by a written mandate (SHA-256, hex) that says each item.

    `proxy` is the number under which the same proxy is known in this ballot.
    """

    proxy: int
    name: Sealed
    mandate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast:
    """A paper came back (投票).

    `voter` is the person who cast it with a credential of their own, None where a counter entered
    it. `evidence` is the SHA-256 (hex) of the paper, the photograph or the outside system's proof.
    `parts` repeat the paper's area by part, so that every count is a sum of votes. `before` are
    the marks that these replace, None for the first.
    """

    paper: str
    unit: str | None
    marks: tuple[Mark, ...]
    channel: VoteChannel
    evidence: str | None
    voter: UUID | None
    proxy: Proxy | None
    witness: Sealed | None
    parts: tuple[PartArea, ...]
    before: tuple[Mark, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteVoided:
    """A counter found that it was not the owner's vote; the paper may be cast again."""

    paper: str
    marks: tuple[Mark, ...]
    parts: tuple[PartArea, ...]
    reason: Sealed


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """It ends without a result."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Annulled:
    """The superior declares it void after it closed (撤销; 物业管理条例 arts 12, 19)."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenged:
    """An owner contests it (异议); a court hears it within a year (SPC art. 12)."""

    challenge: int
    person: UUID | None
    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeAnswered:
    """What was answered; `size` is the ledger's size that the answer's export covers."""

    challenge: int
    answer: Sealed
    size: int | None


BallotEvent = (
    Opened
    | RollListed
    | PaperDelivered
    | VoteCast
    | VoteVoided
    | ResultImported
    | PartsCounted
    | Closed
    | Cancelled
    | Annulled
    | Challenged
    | ChallengeAnswered
)
