"""What a paper says is one of what it could say: an unknown choice is refused, never guessed."""

from collections import Counter

from domain.ballot.events import Choice, Item, Mark, Opened
from domain.ballot.rules import BEST_SCORE
from domain.method.rules import ApprovalRule
from domain.refusal import Code, Refused


def checked(opened: Opened, marks: tuple[Mark, ...], *, own: bool) -> tuple[Mark, ...]:
    """The marks of one paper, one for each item, in the order of the items.

    *own* where the voter casts it alone: only a counter finds a paper spoilt. Refused:
    `unknown-item`, `item-repeated`, `item-missing`, `mark-malformed`, `unknown-candidate`,
    `too-many-candidates`.
    """
    items = {item.number: item for item in opened.items}
    said = Counter(mark.item for mark in marks)
    for number, times in said.items():
        if number not in items:
            raise Refused(Code.UNKNOWN_ITEM)
        if times > 1:
            raise Refused(Code.ITEM_REPEATED, item=number)
    for number in items:
        if number not in said:
            raise Refused(Code.ITEM_MISSING, item=number)
    for mark in marks:
        _require_sense(opened.rule, items[mark.item], mark, own=own)
    place = {number: position for position, number in enumerate(items)}
    return tuple(sorted(marks, key=lambda mark: place[mark.item]))


def _require_sense(rule: ApprovalRule, item: Item, mark: Mark, *, own: bool) -> None:
    agrees = mark.choice is Choice.AGREE
    scored = rule is ApprovalRule.REVIEW_PANEL
    chosen = bool(mark.candidates)
    wrong = (
        (own and mark.choice is Choice.SPOILT)
        or (scored and mark.choice is Choice.AGAINST)
        or (mark.score is not None) != (scored and agrees)
        or chosen != (agrees and bool(item.candidates))
        or not 0 <= (mark.score or 0) <= BEST_SCORE
    )
    if wrong:
        raise Refused(Code.MARK_MALFORMED, item=item.number)
    _require_candidates(item, mark)


def _require_candidates(item: Item, mark: Mark) -> None:
    if not set(mark.candidates) <= set(item.candidates):
        raise Refused(Code.UNKNOWN_CANDIDATE, item=item.number)
    if len(set(mark.candidates)) < len(mark.candidates):
        raise Refused(Code.MARK_MALFORMED, item=item.number)
    if len(mark.candidates) > item.seats:
        raise Refused(Code.TOO_MANY_CANDIDATES, item=item.number, seats=item.seats)
