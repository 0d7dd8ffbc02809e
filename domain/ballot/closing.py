"""Closing (计票): the count of every item, in the whole and by part, and what it comes to."""

from collections.abc import Iterator

from domain.ballot.events import (
    Closed,
    Item,
    ItemResult,
    ItemTally,
    Outcome,
    Parting,
    PartsCounted,
    PartTally,
    Weight,
)
from domain.ballot.finding import require_open
from domain.ballot.reaching import elected, reached, turned_out
from domain.ballot.running import NOTHING, WHOLE, add
from domain.ballot.state import BallotState
from domain.ballot.tallying import Counted, deciding, followed, roll_of_part, tally
from domain.moment import Moment
from domain.refusal import Code, Refused

_LARGEST_SIZE = 45 * 1024
"""Bytes of one event of counts by part."""

_PART_SIZE, _CANDIDATE_SIZE = 1500, 80
"""Bytes that a part takes at most, with both counts, and each candidate in it."""


def close(state: BallotState, *, now: Moment) -> tuple[PartsCounted | Closed, ...]:
    """Count it: the parts of each item in portions, then the result.

    It closes when its time is over; before, only once every paper is back and none may be
    replaced. Refused: `ballot-over`, `voting-open`.
    """
    require_open(state)
    if now < state.opened.closes_at and not _all_back(state):
        raise Refused(Code.VOTING_OPEN, closes_at=state.opened.closes_at)
    return (*_portions(state), closed(state))


def closed(state: BallotState) -> Closed:
    """What it would come to if it closed as it stands."""
    results = tuple(result(state, item) for item in state.opened.items)
    passed = all(one.reached for one in results)
    return Closed(
        outcome=Outcome.REACHED if passed else Outcome.MISSED,
        delivered=len(state.delivered),
        returned=returned(state).voters,
        results=results,
    )


def result(state: Counted, item: Item) -> ItemResult:
    """What becomes of one item.

    Where parts decide, the whole has to reach it and each of them by itself. Of an election it
    is reached where anybody is elected.
    """
    decides, roll = deciding(state, item), roll_of_part(state)
    bars = state.opened.thresholds
    winners, tied = elected(bars, roll, decides, item.seats) if item.candidates else ((), ())
    passed = bool(winners) if item.candidates else reached(bars, roll, decides)
    if state.opened.parting is not Parting.WHOLE:
        passed = passed and all(
            part_tally(state, item, part).reached for part in state.counts.names
        )
    return ItemResult(
        item=item.number,
        tally=tally(state, item),
        followed=followed(state, item),
        reached=passed,
        elected=winners,
        tied=tied,
    )


def part_tally(state: Counted, item: Item, part: str) -> PartTally:
    """The count of one part; of an election, whether enough took part there."""
    decides, roll = deciding(state, item, part), roll_of_part(state, part)
    passes = turned_out if item.candidates else reached
    return PartTally(
        part=part,
        roll=roll,
        tally=tally(state, item, part),
        followed=followed(state, item, part),
        reached=passes(state.opened.thresholds, roll, decides),
    )


def returned(state: Counted) -> Weight:
    """What came back; of another system's count, as much as its items show."""
    if state.imported is None:
        return state.counts.part(WHOLE).returned
    shown = [_shown(one) for one in state.imported.tallies]
    return Weight(voters=max(one.voters for one in shown), area=max(one.area for one in shown))


def _shown(one: ItemTally) -> Weight:
    """A paper that does not take part in the item has come back as well."""
    said = NOTHING
    for weight in (one.agree, one.against, one.abstain, one.blank, one.spoilt):
        said = add(said, weight)
    taking = one.taking_part
    return Weight(voters=max(taking.voters, said.voters), area=max(taking.area, said.area))


def _all_back(state: BallotState) -> bool:
    back = state.counts.part(WHOLE).returned.voters == state.opened.papers
    return back and not state.opened.counting.replaceable


def _portions(state: BallotState) -> Iterator[PartsCounted]:
    if state.imported is not None:
        return
    for item in state.opened.items:
        most = max(1, _LARGEST_SIZE // (_PART_SIZE + _CANDIDATE_SIZE * len(item.candidates)))
        for start in range(0, len(state.counts.names), most):
            parts = state.counts.names[start : start + most]
            counted = tuple(part_tally(state, item, part) for part in parts)
            yield PartsCounted(item=item.number, parts=counted)
