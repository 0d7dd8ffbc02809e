"""Whether a count reaches its bars: integers, compared crosswise, never divided."""

from domain.ballot.events import Bar, ItemTally, Threshold, Thresholds, Weight


def meets(threshold: Threshold | None, share: int, of: int) -> bool:
    """Whether *share* of *of* reaches the threshold, or exceeds it where it is to be exceeded."""
    if threshold is None:
        return True
    left, right = share * threshold.denominator, of * threshold.numerator
    return left > right if threshold.beyond else left >= right


def clears(bar: Bar, share: Weight, of: Weight) -> bool:
    """Whether *share* of *of* reaches the bar by voters and by area, each where it is counted."""
    return meets(bar.voters, share.voters, of.voters) and meets(bar.area, share.area, of.area)


def turned_out(thresholds: Thresholds, roll: Weight, tally: ItemTally) -> bool:
    """Whether enough of the roll took part. Nobody is never enough."""
    return tally.taking_part.voters > 0 and clears(thresholds.taking_part, tally.taking_part, roll)


def reached(thresholds: Thresholds, roll: Weight, tally: ItemTally) -> bool:
    """Whether an item is passed: enough took part, and of those enough agree or score."""
    if not turned_out(thresholds, roll, tally) or tally.agree.voters == 0:
        return False
    if thresholds.score is not None:
        return (tally.score or 0) >= thresholds.score * tally.agree.voters
    return clears(thresholds.agreeing, tally.agree, tally.taking_part)


def elected(
    thresholds: Thresholds, roll: Weight, tally: ItemTally, seats: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Who is elected, in the order of their votes, and who stand equal over the last seats.

    Each needs the bar of agreement by voters and by area of those taking part; they rank by
    voters, then by area. Who stand equal where the seats end have none of them.
    """
    if not turned_out(thresholds, roll, tally):
        return (), ()
    passed = [
        one
        for one in tally.candidates
        if one.agree.voters > 0 and clears(thresholds.agreeing, one.agree, tally.taking_part)
    ]
    ranks = {one.candidate: (one.agree.voters, one.agree.area) for one in passed}
    order = sorted(ranks, key=lambda number: ranks[number], reverse=True)
    if len(order) <= seats:
        return tuple(order), ()
    last = ranks[order[seats]]
    if ranks[order[seats - 1]] != last:
        return tuple(order[:seats]), ()
    tied = sorted(number for number in order if ranks[number] == last)
    return tuple(number for number in order if ranks[number] > last), tuple(tied)
