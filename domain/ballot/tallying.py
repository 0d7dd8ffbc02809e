"""The count of an item, in the whole or in a part, made of the running counts in one step."""

from dataclasses import dataclass
from typing import Protocol

from domain.ballot.counting import Counting, Invalid, Unreturned
from domain.ballot.events import (
    CandidateTally,
    Choice,
    Electorate,
    Item,
    ItemTally,
    Opened,
    ResultImported,
    Weight,
)
from domain.ballot.running import NOTHING, WHOLE, Counts, ItemCount, add
from domain.method.rules import ApprovalRule
from domain.replacing import replace


class Counted(Protocol):
    """What a count is made of: a ballot's state, or what a view keeps of it."""

    @property
    def opened(self) -> Opened:
        """How it is counted."""

    @property
    def counts(self) -> Counts:
        """What was counted so far."""

    @property
    def imported(self) -> ResultImported | None:
        """What another system counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A count by itself, without the papers that it was made of."""

    opened: Opened
    counts: Counts
    imported: ResultImported | None = None


def roll_of_part(state: Counted, part: str = WHOLE) -> Weight:
    """What the roll weighs in *part*."""
    return state.counts.part(part).roll


def tally(state: Counted, item: Item, part: str = WHOLE) -> ItemTally:
    """The count of the papers that came back, or of the whole as another system counted it."""
    if state.imported is not None and part == WHOLE:
        return next(one for one in state.imported.tallies if one.item == item.number)
    count = state.counts.item(part, item.number)
    counting = state.opened.counting
    ballot = state.counts.part(part).partook
    return ItemTally(
        item=item.number,
        taking_part=_partaking(count, counting) if counting.turnout_per_item else ballot,
        agree=count.agree,
        against=count.against,
        abstain=count.abstain,
        blank=count.blank,
        spoilt=count.spoilt,
        candidates=tuple(
            CandidateTally(candidate=one, agree=count.candidates.get(one, NOTHING))
            for one in item.candidates
        ),
        score=count.score if state.opened.rule is ApprovalRule.REVIEW_PANEL else None,
    )


def followed(state: Counted, item: Item, part: str = WHOLE) -> ItemTally | None:
    """The count in which delivered papers that are not back say what most said there.

    None where the rules of counting do not say so. Nobody is elected by silence. Where what most
    said is not the same by voters and by area, or two stand equal, they follow nobody.
    """
    counting = state.opened.counting
    if counting.unreturned is not Unreturned.FOLLOWS_MAJORITY or item.candidates:
        return None
    counted = tally(state, item, part)
    choice = majority(counted, counting, by_area=state.opened.electorate is Electorate.OWNERS)
    if choice is None:
        return counted
    return _joined(counted, choice, state.counts.part(part).silent)


def deciding(state: Counted, item: Item, part: str = WHOLE) -> ItemTally:
    """The count that decides: with those who follow, where the rules say so."""
    return followed(state, item, part) or tally(state, item, part)


def majority(counted: ItemTally, counting: Counting, *, by_area: bool) -> Choice | None:
    """What most said (多数意见): more than each other opinion, by voters and by area."""
    abstain = counted.abstain
    for weight, rule in ((counted.blank, counting.blank), (counted.spoilt, counting.spoilt)):
        if rule is Invalid.ABSTAINS:
            abstain = add(abstain, weight)
    opinions = {
        Choice.AGREE: counted.agree,
        Choice.AGAINST: counted.against,
        Choice.ABSTAIN: abstain,
    }
    for choice, weight in opinions.items():
        others = [other for one, other in opinions.items() if one is not choice]
        if all(_more(weight, other, by_area=by_area) for other in others):
            return choice
    return None


def _joined(counted: ItemTally, choice: Choice, silent: Weight) -> ItemTally:
    """The count with those who were silent saying *choice*."""
    taking_part = add(counted.taking_part, silent)
    match choice:
        case Choice.AGREE:
            said = add(counted.agree, silent)
            return replace(counted, taking_part=taking_part, agree=said)
        case Choice.AGAINST:
            said = add(counted.against, silent)
            return replace(counted, taking_part=taking_part, against=said)
        case _:
            said = add(counted.abstain, silent)
            return replace(counted, taking_part=taking_part, abstain=said)


def _more(one: Weight, other: Weight, *, by_area: bool) -> bool:
    return one.voters > other.voters and (not by_area or one.area > other.area)


def _partaking(count: ItemCount, counting: Counting) -> Weight:
    """Those who took part in this item: they chose, or left blank or spoilt what abstains."""
    chosen = add(add(count.agree, count.against), count.abstain)
    if counting.blank is Invalid.ABSTAINS:
        chosen = add(chosen, count.blank)
    return add(chosen, count.spoilt) if counting.spoilt is Invalid.ABSTAINS else chosen
