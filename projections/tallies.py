"""Running counts as a view's row holds them: of one part, what came back and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rpds import HashTrieMap

from domain.ballot.counting import Counting
from domain.ballot.events import VoteCast, VoteVoided, Weight
from domain.ballot.running import WHOLE, Counts, ItemCount, PartCount, voided, voted


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What returned papers say to one item; `score` sums a panel's scores."""

    agree: Weight
    against: Weight
    abstain: Weight
    blank: Weight
    spoilt: Weight
    candidates: Mapping[int, Weight]
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A part's papers, and what they say by the items' numbers."""

    papers: PartCount = field(default_factory=PartCount)
    items: Mapping[int, Said] = field(default_factory=dict)

    def item(self, number: int) -> ItemCount:
        """What was said to an item."""
        said = self.items.get(number)
        return ItemCount() if said is None else _count(said)


NONE_YET = Tally()


def moved(tally: Tally, event: VoteCast | VoteVoided, counting: Counting) -> Tally:
    """The count of the whole roll after a vote, or after one was found to be none.

    Whether its paper was delivered is known to the papers alone, so that nothing is silent here.
    """
    if isinstance(event, VoteVoided):
        counts = voided(_counts(tally), event, counting, was_delivered=False)
    else:
        counts = voted(_counts(tally), event, counting, was_delivered=False)
    return tally_of(counts, WHOLE)


def tally_of(counts: Counts, part: str) -> Tally:
    """What *counts* say of one part."""
    items = {item: _said(one) for (where, item), one in counts.items.items() if where == part}
    return Tally(papers=counts.part(part), items=dict(sorted(items.items())))


def _counts(tally: Tally) -> Counts:
    items = {(WHOLE, item): _count(said) for item, said in tally.items.items()}
    return Counts(parts=HashTrieMap({WHOLE: tally.papers}), items=HashTrieMap(items))


def _said(count: ItemCount) -> Said:
    return Said(
        agree=count.agree,
        against=count.against,
        abstain=count.abstain,
        blank=count.blank,
        spoilt=count.spoilt,
        candidates=dict(sorted(count.candidates.items())),
        score=count.score,
    )


def _count(said: Said) -> ItemCount:
    return ItemCount(
        agree=said.agree,
        against=said.against,
        abstain=said.abstain,
        blank=said.blank,
        spoilt=said.spoilt,
        candidates=HashTrieMap(said.candidates),
        score=said.score,
    )
