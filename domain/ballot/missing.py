"""What a ballot still lacks: "还差23户、1870㎡"."""

from dataclasses import dataclass

from domain.ballot.events import Item, Threshold, Weight
from domain.ballot.reaching import clears, meets, reached, turned_out
from domain.ballot.running import WHOLE, add
from domain.ballot.tallying import Counted, deciding, roll_of_part, tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What one item lacks in one part (empty for the whole).

    `reached` says whether it would be passed there as it stands (of an election, whether enough
    took part). `turnout` is how many voters and how much area (0.01 m²) are still to take part;
    `agreement` how many and how much more have to agree, where all who come agree and take part
    by it. Both are 0 where the bar is reached or not counted. `beyond_reach` says that even if
    every paper that is out came back and agreed, it would not be enough. Of an election only the
    turnout is told, and of a panel too.
    """

    item: int
    part: str
    reached: bool
    turnout: Weight
    agreement: Weight
    beyond_reach: bool


def missing(state: Counted) -> tuple[Lacking, ...]:
    """What each item still lacks, in the whole first, then in each part."""
    parts = (WHOLE,) if state.imported is not None else (WHOLE, *state.counts.names)
    return tuple(lacking(state, item, part) for item in state.opened.items for part in parts)


def lacking(state: Counted, item: Item, part: str = WHOLE) -> Lacking:
    """What one item still lacks in *part*."""
    counted, roll = deciding(state, item, part), roll_of_part(state, part)
    bars = state.opened.thresholds
    turnout = Weight(
        voters=_to_take_part(bars.taking_part.voters, counted.taking_part.voters, roll.voters),
        area=_to_take_part(bars.taking_part.area, counted.taking_part.area, roll.area),
    )
    passes = turned_out if item.candidates else reached
    agreement = Weight(voters=0, area=0)
    if not item.candidates and bars.score is None:
        agreement = Weight(
            voters=_to_agree(
                bars.agreeing.voters, counted.agree.voters, counted.taking_part.voters
            ),
            area=_to_agree(bars.agreeing.area, counted.agree.area, counted.taking_part.area),
        )
    return Lacking(
        item=item.number,
        part=part,
        reached=passes(bars, roll, counted),
        turnout=turnout,
        agreement=agreement,
        beyond_reach=_beyond(state, item, part),
    )


def _to_take_part(threshold: Threshold | None, share: int, of: int) -> int:
    """The least that has to be added to *share* so that it reaches its part of *of*."""
    if threshold is None:
        return 0
    least = -(-of * threshold.numerator // threshold.denominator)
    if threshold.beyond:
        least = of * threshold.numerator // threshold.denominator + 1
    return max(0, least - share)


def _to_agree(threshold: Threshold | None, agree: int, of: int) -> int:
    """The least that has to be added to *agree* and to *of* so that the share is reached.

    Where all must agree, what already says otherwise would have to come round.
    """
    if threshold is None or (of > 0 and meets(threshold, agree, of)):
        return 0
    short = threshold.numerator * of - threshold.denominator * agree
    rest = threshold.denominator - threshold.numerator
    if rest == 0:
        return max(1, of - agree)
    steps = short // rest + 1 if threshold.beyond else -(-short // rest)
    return max(1, steps)


def _beyond(state: Counted, item: Item, part: str) -> bool:
    """Whether it is lost even if all that is out came back and agreed."""
    bars, roll = state.opened.thresholds, roll_of_part(state, part)
    if item.candidates or bars.score is not None or state.imported is not None:
        return False
    counted, papers = tally(state, item, part), state.counts.part(part)
    out = add(papers.roll, papers.returned, -1)
    agree, most = add(counted.agree, out), add(counted.taking_part, out)
    return not (clears(bars.taking_part, most, roll) and clears(bars.agreeing, agree, most))
