"""Ballots: what comes in while one is open, and afterwards."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.schemas.ballots import Number, RollCode
from api.schemas.fields import (
    AtLeast,
    Body,
    Cursor,
    Line,
    OccurredAt,
    Position,
    Sha256,
    Text,
    VoteEvidence,
    example,
    moment_or_none,
)
from domain.ballot.counting import VoteChannel
from domain.ballot.events import CandidateTally, Choice, Delivery, ItemTally, Mark, Weight
from service.commands.ballot_contesting import AnnulBallot, AnswerChallenge, Challenge
from service.commands.ballot_ending import CancelBallot, CloseBallot, ImportResult
from service.commands.ballot_voting import CastVote, Deliver, Handed, SaidProxy, VoidVote

_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_ItemNumber = Annotated[int, Field(strict=True, ge=1, le=10**6)]
_Candidate = Annotated[int, Field(strict=True, ge=1, le=10**6)]


class DeliveryBody(Body):
    """One paper that reached its voter: named by itself, or by a unit of it."""

    paper: RollCode | None = None
    unit: RollCode | None = None
    how: Delivery
    by: Annotated[UUID | None, Field(description="the person who brought it")] = None
    witness: Line | None = None
    evidence: Sha256 | None = None
    occurred_at: OccurredAt | None = None

    def handed(self) -> Handed:
        """For the command."""
        return Handed(
            paper=self.paper,
            unit=self.unit,
            how=self.how,
            by=self.by,
            witness=self.witness,
            evidence=self.evidence,
            occurred_at=moment_or_none(self.occurred_at),
        )


class DeliveriesBody(Body):
    """Papers that reached their voters (送达), up to 200; all are recorded, or none."""

    model_config = example(
        deliveries=[{"unit": "3-1-501", "how": "hand", "witness": "楼组长 赵阿姨"}]
    )

    deliveries: Annotated[tuple[DeliveryBody, ...], Field(min_length=1, max_length=200)]

    def command(self, ballot: UUID) -> Deliver:
        """The command."""
        return Deliver(ballot=ballot, handed=[one.handed() for one in self.deliveries])


class MarkBody(Body):
    """What a paper says to one item: a choice; of an election, whom; of a panel, a score."""

    item: _ItemNumber
    choice: Choice
    candidates: Annotated[tuple[_Candidate, ...], Field(max_length=50)] = ()
    score: Annotated[int, Field(strict=True, ge=-1000, le=1000)] | None = None

    def mark(self) -> Mark:
        """For the command."""
        return Mark(
            item=self.item, choice=self.choice, candidates=self.candidates, score=self.score
        )


class ProxyBody(Body):
    """Who voted in the owner's place, by a written mandate that says each item."""

    proxy: Annotated[int, Field(strict=True, ge=1, le=10**6, description="their number here")]
    name: Line
    mandate: Sha256 | None = None

    def said(self) -> SaidProxy:
        """For the command."""
        return SaidProxy(proxy=self.proxy, name=self.name, mandate=self.mandate or "")


class VoteBody(Body):
    """A paper that came back (投票): entered by a counter, or cast online by its own person."""

    model_config = example(
        unit="3-1-501",
        marks=[{"item": 1, "choice": "agree"}],
        channel="paper",
        evidence=_DIGEST,
    )

    paper: RollCode | None = None
    unit: RollCode | None = None
    marks: Annotated[tuple[MarkBody, ...], Field(max_length=20)]
    channel: VoteChannel
    evidence: VoteEvidence | None = None
    proxy: ProxyBody | None = None
    witness: Line | None = None
    occurred_at: OccurredAt | None = None

    def command(self, ballot: UUID) -> CastVote:
        """The command."""
        return CastVote(
            ballot=ballot,
            paper=self.paper,
            unit=self.unit,
            marks=tuple(one.mark() for one in self.marks),
            channel=self.channel,
            evidence=self.evidence,
            proxy=None if self.proxy is None else self.proxy.said(),
            witness=self.witness,
            occurred_at=moment_or_none(self.occurred_at),
        )


class VoidBody(Body):
    """A vote that was found to be none of the owner's; the paper may be cast again."""

    model_config = example(unit="3-1-501", reason="签名经核对非业主本人。")

    paper: RollCode | None = None
    unit: RollCode | None = None
    reason: Text

    def command(self, ballot: UUID) -> VoidVote:
        """The command."""
        return VoidVote(ballot=ballot, paper=self.paper, unit=self.unit, reason=self.reason)


class WeightBody(Body):
    """Voters, and their area in 0.01 m²."""

    voters: Number
    area: Number = 0

    def weight(self) -> Weight:
        """For the rule."""
        return Weight(voters=self.voters, area=self.area)


_NONE = WeightBody(voters=0)


class CandidateBody(Body):
    """How many are for a candidate."""

    candidate: _Candidate
    agree: WeightBody


class TallyBody(Body):
    """The count of one item, as the outside system gave it."""

    item: _ItemNumber
    taking_part: WeightBody
    agree: WeightBody = _NONE
    against: WeightBody = _NONE
    abstain: WeightBody = _NONE
    blank: WeightBody = _NONE
    spoilt: WeightBody = _NONE
    candidates: Annotated[tuple[CandidateBody, ...], Field(max_length=50)] = ()
    score: Number | None = None

    def tally(self) -> ItemTally:
        """For the rule."""
        return ItemTally(
            item=self.item,
            taking_part=self.taking_part.weight(),
            agree=self.agree.weight(),
            against=self.against.weight(),
            abstain=self.abstain.weight(),
            blank=self.blank.weight(),
            spoilt=self.spoilt.weight(),
            candidates=tuple(
                CandidateTally(candidate=one.candidate, agree=one.agree.weight())
                for one in self.candidates
            ),
            score=self.score,
        )


class ResultBody(Body):
    """The result of an outside system (e.g. the city's owners' vote), with its proof."""

    model_config = example(
        system="市业主决策系统",
        reference="SH-2026-000731",
        evidence=_DIGEST,
        tallies=[
            {
                "item": 1,
                "taking_part": {"voters": 800, "area": 6400000},
                "agree": {"voters": 640, "area": 5200000},
                "against": {"voters": 160, "area": 1200000},
            }
        ],
    )

    system: Line
    reference: Line
    evidence: Sha256
    tallies: Annotated[tuple[TallyBody, ...], Field(max_length=20)]
    replaces: Annotated[
        bool,
        Field(strict=True, description="that it takes the place of the one taken before"),
    ] = False

    def command(self, ballot: UUID) -> ImportResult:
        """The command."""
        return ImportResult(
            ballot=ballot,
            system=self.system,
            reference=self.reference,
            evidence=self.evidence,
            tallies=tuple(one.tally() for one in self.tallies),
            replaces=self.replaces,
        )


class ClosureBody(Body):
    """Voting is over and is counted (计票); `note` goes with what that decides."""

    model_config = example(note="经表决通过，结果公示七日。")

    note: Text | None = None

    def command(self, ballot: UUID) -> CloseBallot:
        """The command."""
        return CloseBallot(ballot=ballot, note=self.note)


class BallotCancellationBody(Body):
    """It ends without a result."""

    model_config = example(reason="方案有调整，另行组织表决。")

    reason: Text

    def command(self, ballot: UUID) -> CancelBallot:
        """The command."""
        return CancelBallot(ballot=ballot, reason=self.reason)


class BallotAnnulmentBody(Body):
    """The superior declares the result void (撤销)."""

    model_config = example(reason="名册遗漏一户，责令重新表决。")

    reason: Text

    def command(self, ballot: UUID) -> AnnulBallot:
        """The command."""
        return AnnulBallot(ballot=ballot, reason=self.reason)


class ChallengeBody(Body):
    """An objection to the result (异议); `person` where staff enter it for somebody."""

    model_config = example(text="本人未收到表决票，请求复核计票。")

    text: Text
    person: UUID | None = None
    occurred_at: OccurredAt | None = None

    def command(self, ballot: UUID) -> Challenge:
        """The command."""
        when = moment_or_none(self.occurred_at)
        return Challenge(ballot=ballot, text=self.text, person=self.person, occurred_at=when)


class ChallengeAnswerBody(Body):
    """What was answered; `size` is how much of the record the export covers that goes with it."""

    model_config = example(answer="经复核，计票无误，附表决导出件及核验方法。", size=20418)

    answer: Text
    size: Position | None = None

    def command(self, ballot: UUID, challenge: int) -> AnswerChallenge:
        """The command."""
        return AnswerChallenge(
            ballot=ballot, challenge=challenge, answer=self.answer, size=self.size
        )


class PaperFilter(Body):
    """How papers are narrowed and paged."""

    delivered: bool | None = None
    returned: bool | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 100
    at_least: AtLeast | None = None


class VoteFilter(Body):
    """How votes are paged."""

    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 100
    at_least: AtLeast | None = None


class PartFilter(Body):
    """How fresh the counts by part have to be."""

    at_least: AtLeast | None = None
