"""What the parts of a closed ballot tell those who may not see how papers voted.

A count of papers tells a vote where nearly all said the same, and where parts overlap: whoever has
a flat in one building and a parking space in another is counted in both and once in the whole, so
that the sum of the parts less the whole is what they said. Areas tell more: they are nearly unique,
so that the area of those who agree says which papers these are. They are told of no part that does
not decide by itself (`service.ballots.sight`).
"""

from collections.abc import Iterator

from domain.ballot.events import Item
from domain.ballot.running import WHOLE
from domain.ballot.tallying import Counted

FEWEST_OTHERS = 2
"""So many papers of a part say otherwise than most there: of one alone, it would know the rest."""


def parts_tell(state: Counted) -> bool:
    """Whether papers by choice are told of every part; otherwise they are told of none.

    That one part is kept back by itself would tell that all were of one mind there. They are kept
    back where papers stand in several parts, where candidates are voted for (most get no vote in
    some house), and where in a part all but one said the same to an item.
    """
    names = state.counts.names
    back = sum(state.counts.part(part).returned.voters for part in names)
    if back != state.counts.part(WHOLE).returned.voters:
        return False
    return all(_is_mixed(state, item, part) for item in state.opened.items for part in names)


def _is_mixed(state: Counted, item: Item, part: str) -> bool:
    if item.candidates:
        return False
    back = state.counts.part(part).returned.voters
    return back - max(_said(state, item, part)) >= FEWEST_OTHERS


def _said(state: Counted, item: Item, part: str) -> Iterator[int]:
    count = state.counts.item(part, item.number)
    for one in (count.agree, count.against, count.abstain, count.blank, count.spoilt):
        yield one.voters
