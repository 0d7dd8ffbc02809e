"""Whether a count from outside can come of this roll, by these rules of counting."""

from collections.abc import Iterable

from domain.ballot.counting import Counting, Invalid
from domain.ballot.events import Electorate, Item, ItemTally, Opened, Weight
from domain.ballot.rules import BEST_SCORE
from domain.ballot.running import NOTHING, add
from domain.method.rules import ApprovalRule


def fits(opened: Opened, item: Item, counted: ItemTally, roll: Weight) -> bool:
    """Whether it does: nobody beyond the roll, no area without voters, sums that agree."""
    said = (counted.agree, counted.against, counted.abstain, counted.blank, counted.spoilt)
    candidates = [one.agree for one in counted.candidates]
    by_area = opened.electorate is Electorate.OWNERS
    weights = (*said, *candidates, counted.taking_part)
    return (
        all(_possible(weight, roll, by_area=by_area) for weight in weights)
        and _within(_sum(said), roll)
        and _took_part(opened.counting, counted)
        and _candidates(item, counted)
        and _score(opened, counted)
    )


def _possible(weight: Weight, roll: Weight, *, by_area: bool) -> bool:
    """No voter and no area is negative, and owners have area where there are any."""
    if weight.voters < 0 or weight.area < 0 or not _within(weight, roll):
        return False
    return (weight.area > 0) == (by_area and weight.voters > 0)


def _within(one: Weight, other: Weight) -> bool:
    return one.voters <= other.voters and one.area <= other.area


def _sum(weights: Iterable[Weight]) -> Weight:
    total = NOTHING
    for weight in weights:
        total = add(total, weight)
    return total


def _took_part(counting: Counting, counted: ItemTally) -> bool:
    """Who took part are those who chose; by ballot, others of them left this item out."""
    chose = _sum((counted.agree, counted.against, counted.abstain))
    left_out = NOTHING
    for weight, rule in ((counted.blank, counting.blank), (counted.spoilt, counting.spoilt)):
        if rule is Invalid.ABSTAINS:
            chose = add(chose, weight)
        else:
            left_out = add(left_out, weight)
    if counting.turnout_per_item:
        return counted.taking_part == chose
    return _within(chose, counted.taking_part) and _within(
        counted.taking_part, add(chose, left_out)
    )


def _candidates(item: Item, counted: ItemTally) -> bool:
    """Each candidate once, none with more than agree, all together no more than there are seats."""
    stand = tuple(one.candidate for one in counted.candidates)
    if sorted(stand) != sorted(item.candidates):
        return False
    if not stand:
        return True
    total = _sum(one.agree for one in counted.candidates)
    agree = counted.agree
    most = Weight(voters=agree.voters * item.seats, area=agree.area * item.seats)
    each = all(_within(one.agree, agree) for one in counted.candidates)
    return each and _within(total, most) and _within(agree, total)


def _score(opened: Opened, counted: ItemTally) -> bool:
    if opened.rule is not ApprovalRule.REVIEW_PANEL:
        return counted.score is None
    return counted.score is not None and 0 <= counted.score <= BEST_SCORE * counted.agree.voters
