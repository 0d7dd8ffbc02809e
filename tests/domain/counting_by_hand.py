"""A ballot counted by hand: lists, fractions and the words of the rules; nothing of the product.

Everything is plain: an area is a number, a part a text, a choice the word that stands on the
paper. It goes over the whole list for every question that it is asked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

Count = tuple[int, int]
"""How many papers, and their area."""


@dataclass
class Sheet:
    """One paper: its area by part, whether it was handed over, and what it says if it is back.

    `says` has a word for each item, and names the candidates ticked on it.
    """

    areas: dict[str, int]
    handed: bool = False
    says: dict[int, str] | None = None
    ticks: dict[int, list[int]] | None = None
    scores: dict[int, int] | None = None


@dataclass
class Ways:
    """How it is counted, in the words of the rules of procedure."""

    silent_follow: bool = False
    blank_abstains: bool = True
    spoilt_abstains: bool = False
    per_item: bool = True
    owners: bool = True


def within(sheets: list[Sheet], part: str | None) -> list[tuple[Sheet, int]]:
    """The papers that have something in *part*, with their area there; None is everywhere."""
    if part is None:
        return [(sheet, sum(sheet.areas.values())) for sheet in sheets]
    return [(sheet, sheet.areas[part]) for sheet in sheets if part in sheet.areas]


def counted(sheets: list[Sheet], part: str | None, test: Callable[[Sheet], bool]) -> Count:
    """How many of them pass *test*, and their area."""
    hits = [area for sheet, area in within(sheets, part) if test(sheet)]
    return len(hits), sum(hits)


def everybody(sheets: list[Sheet], part: str | None) -> Count:
    """All papers, and their area."""
    return counted(sheets, part, lambda sheet: sheet is not None)


def valid(word: str, ways: Ways) -> bool:
    """Whether a word on a paper counts as taking part."""
    if word == "blank":
        return ways.blank_abstains
    if word == "spoilt":
        return ways.spoilt_abstains
    return word in ("agree", "against", "abstain")


def partaking(sheets: list[Sheet], part: str | None, item: int, ways: Ways) -> Count:
    """Those who take part in an item: by item, or by having said anything anywhere."""

    def test(sheet: Sheet) -> bool:
        if sheet.says is None:
            return False
        words = [sheet.says[item]] if ways.per_item else list(sheet.says.values())
        return any(valid(word, ways) for word in words)

    return counted(sheets, part, test)


def saying(sheets: list[Sheet], part: str | None, item: int, *words: str) -> Count:
    """Those that came back with one of *words*."""
    return counted(sheets, part, lambda s: s.says is not None and s.says[item] in words)


def most_said(sheets: list[Sheet], part: str | None, item: int, ways: Ways) -> str | None:
    """The opinion with more papers and more area than any other; None where there is none."""
    abstaining = ["abstain"]
    abstaining += ["blank"] if ways.blank_abstains else []
    abstaining += ["spoilt"] if ways.spoilt_abstains else []
    found = [
        ("agree", saying(sheets, part, item, "agree")),
        ("against", saying(sheets, part, item, "against")),
        ("abstain", saying(sheets, part, item, *abstaining)),
    ]
    by_papers = max(count[0] for _word, count in found)
    by_area = max(count[1] for _word, count in found)
    first = [word for word, count in found if count[0] == by_papers]
    wide = [word for word, count in found if count[1] == by_area]
    if len(first) > 1 or (ways.owners and first != wide):
        return None
    return first[0]


def told(
    sheets: list[Sheet], part: str | None, item: int, ways: Ways, *, follow: bool
) -> dict[str, Count]:
    """The counts by word, and those taking part; with those who follow where *follow*."""
    words = ("agree", "against", "abstain", "blank", "spoilt")
    counts = {word: saying(sheets, part, item, word) for word in words}
    counts["taking part"] = partaking(sheets, part, item, ways)
    if follow:
        word = most_said(sheets, part, item, ways)
        papers, area = counted(sheets, part, lambda s: s.handed and s.says is None)
        for key in (word, "taking part") if word else ():
            counts[key] = (counts[key][0] + papers, counts[key][1] + area)
    return counts


def at_least(count: Count, of: Count, bar: Fraction, *, area: bool) -> bool:
    """以上: by papers, and where it is counted by area."""
    return Fraction(count[0], of[0]) >= bar and (not area or Fraction(count[1], of[1]) >= bar)


def beyond_half(count: Count, of: Count) -> bool:
    """过半: by papers and by area."""
    half = Fraction(1, 2)
    return Fraction(count[0], of[0]) > half and Fraction(count[1], of[1]) > half


def passed(rule: str, roll: Count, counts: dict[str, Count]) -> bool:
    """Whether an item is passed by the rule of that name."""
    part, agree = counts["taking part"], counts["agree"]
    if part[0] == 0:
        return False
    if rule == "unanimous":
        return agree[0] == roll[0]
    if not at_least(part, roll, Fraction(2, 3), area=True):
        return False
    if rule == "owners-ordinary":
        return beyond_half(agree, part)
    assert rule == "owners-special"
    return at_least(agree, part, Fraction(3, 4), area=True)


def ticked(sheets: list[Sheet], item: int, candidate: int) -> Count:
    """Those that ticked a candidate."""
    return counted(sheets, None, lambda s: candidate in (s.ticks or {}).get(item, []))


def chosen(
    sheets: list[Sheet], item: int, candidates: list[int], seats: int, ways: Ways
) -> tuple[list[int], set[int]]:
    """Who is elected, best first, and who stand equal where the seats end."""
    roll = everybody(sheets, None)
    part = partaking(sheets, None, item, ways)
    if part[0] == 0 or not at_least(part, roll, Fraction(2, 3), area=True):
        return [], set()
    votes = {one: ticked(sheets, item, one) for one in candidates}
    groups: dict[Count, list[int]] = {}
    for one, count in votes.items():
        if beyond_half(count, part):
            groups.setdefault(count, []).append(one)
    seated: list[int] = []
    for count in sorted(groups, reverse=True):
        if len(seated) + len(groups[count]) > seats:
            full = len(seated) == seats
            return seated, set() if full else set(groups[count])
        seated += groups[count]
    return seated, set()
