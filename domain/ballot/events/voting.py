"""Voting: the roll and its papers, how they reached their voters, and what came back."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.ballot.counting import VoteChannel
from domain.sealed import Sealed


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
