"""Running counts: by part and by item, moved by one vote in a step that no roll makes longer."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rpds import HashTrieMap

from domain.ballot.counting import Counting, Invalid
from domain.ballot.events import Choice, Mark, PartArea, VoteCast, VoteVoided, Weight
from domain.replacing import replace

WHOLE = ""
"""The part that is the whole roll."""

NOTHING = Weight(voters=0, area=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCount:
    """The papers of one part.

    `partook` are returned papers of which any item counts as taking part, `silent` those that
    were delivered and are not back.
    """

    roll: Weight = NOTHING
    delivered: Weight = NOTHING
    returned: Weight = NOTHING
    partook: Weight = NOTHING
    silent: Weight = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCount:
    """What the returned papers of one part say to one item; `score` sums a panel's scores."""

    agree: Weight = NOTHING
    against: Weight = NOTHING
    abstain: Weight = NOTHING
    blank: Weight = NOTHING
    spoilt: Weight = NOTHING
    candidates: "HashTrieMap[int, Weight]" = field(default_factory=HashTrieMap)
    score: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """All running counts: of parts by their name, of items by part and number."""

    parts: "HashTrieMap[str, PartCount]" = field(default_factory=HashTrieMap)
    items: "HashTrieMap[tuple[str, int], ItemCount]" = field(default_factory=HashTrieMap)

    @property
    def names(self) -> tuple[str, ...]:
        """The parts that the roll has beside the whole, in the order of their names."""
        return tuple(sorted(part for part in self.parts if part != WHOLE))

    def part(self, part: str) -> PartCount:
        """The papers of *part*."""
        return self.parts.get(part, PartCount())

    def item(self, part: str, item: int) -> ItemCount:
        """What was said in *part* to *item*."""
        return self.items.get((part, item), ItemCount())


def speaks(choice: Choice, counting: Counting) -> bool:
    """Whether a mark takes part in its item."""
    match choice:
        case Choice.BLANK:
            return counting.blank is Invalid.ABSTAINS
        case Choice.SPOILT:
            return counting.spoilt is Invalid.ABSTAINS
        case _:
            return True


def partakes(marks: Iterable[Mark], counting: Counting) -> bool:
    """Whether a paper with these marks takes part in the ballot."""
    return any(speaks(mark.choice, counting) for mark in marks)


def add(one: Weight, other: Weight, sign: int = 1) -> Weight:
    """Their sum, or where *sign* is -1 their difference."""
    return Weight(voters=one.voters + sign * other.voters, area=one.area + sign * other.area)


def weights(parts: Iterable[PartArea]) -> tuple[tuple[str, Weight], ...]:
    """What one paper weighs in the whole and in each part: a voter once, its area there."""
    there = tuple((part.part, Weight(voters=1, area=part.area)) for part in parts)
    area = sum(weight.area for _part, weight in there)
    return ((WHOLE, Weight(voters=1, area=area)), *there)


def listed(counts: Counts, before: Iterable[PartArea] | None, parts: Iterable[PartArea]) -> Counts:
    """With a paper on the roll, that stood there with the parts of *before* already."""
    if before is not None:
        counts = _papers(counts, before, "roll", sign=-1)
    return _papers(counts, parts, "roll")


def delivered(counts: Counts, parts: Iterable[PartArea], *, back: bool) -> Counts:
    """With a paper delivered; *back* where its vote is there already."""
    parts = tuple(parts)
    return _papers(counts, parts, *(("delivered",) if back else ("delivered", "silent")))


def returned(
    counts: Counts, parts: Iterable[PartArea], *, was_delivered: bool, sign: int = 1
) -> Counts:
    """With a paper back, or where *sign* is -1 out again."""
    parts = tuple(parts)
    counts = _papers(counts, parts, "returned", sign=sign)
    return _papers(counts, parts, "silent", sign=-sign) if was_delivered else counts


def marked(
    counts: Counts,
    parts: Iterable[PartArea],
    marks: tuple[Mark, ...],
    counting: Counting,
    sign: int = 1,
) -> Counts:
    """With these marks of one paper, or where *sign* is -1 without them."""
    items, spread = counts.items, weights(parts)
    for part, weight in spread:
        for mark in marks:
            known = items.get((part, mark.item), ItemCount())
            items = items.insert((part, mark.item), _said(known, mark, weight, sign))
    counts = replace(counts, items=items)
    if not partakes(marks, counting):
        return counts
    return _weighed(counts, spread, ("partook",), sign)


def voted(counts: Counts, event: VoteCast, counting: Counting, *, was_delivered: bool) -> Counts:
    """With a vote, in place of the one before where there was one."""
    if event.before is None:
        counts = returned(counts, event.parts, was_delivered=was_delivered)
    else:
        counts = marked(counts, event.parts, event.before, counting, sign=-1)
    return marked(counts, event.parts, event.marks, counting)


def voided(counts: Counts, event: VoteVoided, counting: Counting, *, was_delivered: bool) -> Counts:
    """Without a vote that was found to be none: its paper is out again."""
    counts = marked(counts, event.parts, event.marks, counting, sign=-1)
    return returned(counts, event.parts, was_delivered=was_delivered, sign=-1)


def _said(count: ItemCount, mark: Mark, weight: Weight, sign: int) -> ItemCount:
    candidates = count.candidates
    for candidate in mark.candidates:
        known = candidates.get(candidate, NOTHING)
        candidates = candidates.insert(candidate, add(known, weight, sign))
    chosen: Weight = getattr(count, mark.choice.value)
    changes = {mark.choice.value: add(chosen, weight, sign)}
    score = count.score + sign * (mark.score or 0)
    return replace(count, candidates=candidates, score=score, **changes)


def _papers(counts: Counts, parts: Iterable[PartArea], *fields: str, sign: int = 1) -> Counts:
    return _weighed(counts, weights(parts), fields, sign)


def _weighed(
    counts: Counts, spread: tuple[tuple[str, Weight], ...], fields: tuple[str, ...], sign: int
) -> Counts:
    known = counts.parts
    for part, weight in spread:
        count = known.get(part, PartCount())
        changes = {name: add(getattr(count, name), weight, sign) for name in fields}
        known = known.insert(part, replace(count, **changes))
    return replace(counts, parts=known)
