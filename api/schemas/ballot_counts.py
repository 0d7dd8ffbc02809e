"""Counts of a ballot as they are shown: fractions, and beside them a truncated percentage."""

from collections.abc import Sequence

from pydantic import Field

from api.schemas.fields import Shown
from domain.ballot.closing import returned
from domain.ballot.events import Bar, CandidateTally, Item, ItemTally, Threshold, Weight
from domain.ballot.missing import Lacking, lacking
from domain.ballot.reaching import meets
from domain.ballot.running import WHOLE, PartCount
from domain.ballot.state import BallotState
from domain.ballot.tallying import deciding, followed, tally


class WeightShown(Shown):
    """Voters, and their area in 0.01 m²."""

    voters: int
    area: int


class FractionShown(Shown):
    """A share; the percentage is truncated, so that 66.666… never looks like what it is not."""

    part: int
    of: int
    percent: str | None = Field(description="None of nothing", examples=["66.66"])


class ThresholdShown(Shown):
    """A share that is to be reached, or where `beyond`, to be exceeded."""

    numerator: int
    denominator: int
    beyond: bool


class MeasureShown(Shown):
    """A share beside what it has to reach; `missing` is how many, or how much, is still lacking."""

    rate: FractionShown
    threshold: ThresholdShown
    reached: bool
    missing: int


class BarShown(Shown):
    """By voters and by area (0.01 m²); None where that is not counted."""

    voters: MeasureShown | None
    area: MeasureShown | None


class TurnoutShown(Shown):
    """How many papers are out and back, and whether enough of the roll takes part.

    To who does not see choices, all that came back is told to take part: a blank paper is a vote.
    """

    papers: int
    delivered: int
    returned: FractionShown
    returned_area: FractionShown
    taking_part: BarShown


class CandidateShown(Shown):
    """For one candidate, in favour."""

    candidate: int
    agree: WeightShown


class ItemTallyShown(Shown):
    """The count of one item, as it was said on papers, or with those who follow the majority."""

    taking_part: WeightShown
    agree: WeightShown
    against: WeightShown
    abstain: WeightShown
    blank: WeightShown
    spoilt: WeightShown
    candidates: list[CandidateShown]
    score: int | None = Field(description="the sum of a panel's scores")


class ItemCountShown(Shown):
    """How far one item is; `followed` counts with silent papers, where the rules say so.

    `beyond_reach` says that it is lost even if all that is out came back and agreed.
    """

    item: int
    tally: ItemTallyShown
    followed: ItemTallyShown | None
    taking_part: BarShown
    agreeing: BarShown | None = Field(description="None of an election and of a panel")
    beyond_reach: bool | None = Field(description="None once it is closed")


def rate(part: int, of: int) -> FractionShown:
    """A share of something."""
    if of <= 0:
        return FractionShown(part=part, of=of, percent=None)
    hundredths = part * 10_000 // of
    return FractionShown(part=part, of=of, percent=f"{hundredths // 100}.{hundredths % 100:02}")


def threshold(told: Threshold) -> ThresholdShown:
    """A threshold."""
    return ThresholdShown(
        numerator=told.numerator, denominator=told.denominator, beyond=told.beyond
    )


def bar(asked: Bar, share: Weight, of: Weight, missing: Weight) -> BarShown:
    """What is asked, beside what there is."""
    return BarShown(
        voters=_measure(asked.voters, share.voters, of.voters, missing.voters),
        area=_measure(asked.area, share.area, of.area, missing.area),
    )


def turnout(
    state: BallotState, papers: PartCount, delivered: int, *, choices: bool, part: str = WHOLE
) -> TurnoutShown:
    """How far the return of papers is; by who takes part only where *choices* are shown."""
    bars, roll = state.opened.thresholds.taking_part, papers.roll
    first = state.opened.items[0]
    back = returned(state) if part == WHOLE else papers.returned
    if choices:
        share = deciding(state, first, part).taking_part
        lacks = lacking(state, first, part).turnout
    else:
        share, lacks = back, _short(bars, back, roll)
    return TurnoutShown(
        papers=roll.voters,
        delivered=delivered,
        returned=rate(back.voters, roll.voters),
        returned_area=rate(back.area, roll.area),
        taking_part=bar(bars, share, roll, lacks),
    )


def counted(state: BallotState, part: str = WHOLE) -> list[ItemCountShown]:
    """How far each item is in a part, or in the whole."""
    return [_item(state, item, part) for item in state.opened.items]


def tally_shown(one: ItemTally) -> ItemTallyShown:
    """A count as it stands."""
    return ItemTallyShown(
        taking_part=weight(one.taking_part),
        agree=weight(one.agree),
        against=weight(one.against),
        abstain=weight(one.abstain),
        blank=weight(one.blank),
        spoilt=weight(one.spoilt),
        candidates=_candidates(one.candidates),
        score=one.score,
    )


def weight(one: Weight) -> WeightShown:
    """Voters and area."""
    return WeightShown(voters=one.voters, area=one.area)


def _item(state: BallotState, item: Item, part: str) -> ItemCountShown:
    lacks, decides = lacking(state, item, part), deciding(state, item, part)
    silent, roll = followed(state, item, part), state.counts.part(part).roll
    bars = state.opened.thresholds
    return ItemCountShown(
        item=item.number,
        tally=tally_shown(tally(state, item, part)),
        followed=None if silent is None else tally_shown(silent),
        taking_part=bar(bars.taking_part, decides.taking_part, roll, lacks.turnout),
        agreeing=_agreeing(state, item, decides, lacks),
        beyond_reach=lacks.beyond_reach,
    )


def _agreeing(
    state: BallotState, item: Item, decides: ItemTally, lacks: Lacking
) -> BarShown | None:
    bars = state.opened.thresholds
    if item.candidates or bars.score is not None:
        return None
    return bar(bars.agreeing, decides.agree, decides.taking_part, lacks.agreement)


def _measure(asked: Threshold | None, share: int, of: int, missing: int) -> MeasureShown | None:
    if asked is None:
        return None
    return MeasureShown(
        rate=rate(share, of),
        threshold=threshold(asked),
        reached=of > 0 and meets(asked, share, of),
        missing=missing,
    )


def _short(bars: Bar, share: Weight, of: Weight) -> Weight:
    return Weight(
        voters=_least(bars.voters, share.voters, of.voters),
        area=_least(bars.area, share.area, of.area),
    )


def _least(asked: Threshold | None, share: int, of: int) -> int:
    """How much has still to come back, so that the share of the roll can be reached."""
    if asked is None:
        return 0
    whole, rest = divmod(of * asked.numerator, asked.denominator)
    least = whole + 1 if asked.beyond or rest else whole
    return max(0, least - share)


def _candidates(told: Sequence[CandidateTally]) -> list[CandidateShown]:
    return [CandidateShown(candidate=one.candidate, agree=weight(one.agree)) for one in told]
