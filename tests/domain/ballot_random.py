"""Random registers, rules of counting and courses of a vote, each with its sheets by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random
from typing import Any

from hypothesis import strategies as st

from domain.ballot.counting import Counting, Invalid, Unreturned
from domain.ballot.delivering import deliver
from domain.ballot.events import Delivery, Item, Mark, Matter, Parking, Parting
from domain.ballot.state import BallotState
from domain.ballot.voting import cast, void
from domain.method.rules import ApprovalRule
from domain.register.events import Unit, UnitKind
from tests.domain.ballots import (
    COUNTER,
    OPENS,
    PAPER_ONLY,
    after,
    begun,
    item,
    mark,
    on_paper,
    opened,
    register,
    unit,
)
from tests.domain.counting_by_hand import Sheet, Ways
from tests.domain.examples import sealed

WORDS = (*("agree",) * 14, "against", "against", "abstain", "blank", "spoilt")
STEPS = ("vote", "vote", "deliver", "void")
MATTER = {
    ApprovalRule.UNANIMOUS: None,
    ApprovalRule.OWNERS_ORDINARY: Matter.USE_FUND,
    ApprovalRule.OWNERS_SPECIAL: Matter.RAISE_FUND,
}


@dataclass
class Course:
    """A ballot after a course of votes, and the sheets that say the same."""

    state: BallotState
    sheets: dict[str, Sheet]
    ways: Ways
    rule: str


def units(dice: Random) -> list[Unit]:
    """Up to eight units of one owner or more in two buildings, some of them parking spaces."""
    number = dice.randint(2, 8)
    return [
        unit(
            f"u{one}",
            area=dice.randint(1, 5),
            owner=f"o{dice.randint(1, one + 1)}",
            building=dice.choice("AB"),
            entrance=dice.choice("12"),
            kind=dice.choice((UnitKind.DWELLING, UnitKind.DWELLING, UnitKind.PARKING)),
        )
        for one in range(number)
    ]


def countings(dice: Random) -> Counting:
    """Rules of procedure, where a vote may be replaced so that a course has more to do."""
    return replace(
        PAPER_ONLY,
        unreturned=dice.choice(tuple(Unreturned)),
        blank=dice.choice(tuple(Invalid)),
        spoilt=dice.choice(tuple(Invalid)),
        turnout_per_item=dice.random() < 0.5,
        replaceable=True,
    )


@st.composite
def courses(draw: st.DrawFn, *, candidates: int = 0, seats: int = 0) -> Course:
    """A course of deliveries, votes, replaced and voided votes; an election where it has seats."""
    # One seed each: choices drawn one by one make far too many of these ballots alike.
    dice = draw(st.randoms(use_true_random=True))
    flats, counting = units(dice), countings(dice)
    rule = dice.choice(tuple(MATTER)) if not seats else ApprovalRule.OWNERS_ORDINARY
    if rule is ApprovalRule.UNANIMOUS:
        counting = replace(counting, unreturned=Unreturned.ABSENT)
    parting = dice.choice(tuple(Parting)) if not seats else Parting.WHOLE
    counts = dice.random() < 0.5 or all(one.kind is UnitKind.PARKING for one in flats)
    stand = tuple(range(1, candidates + 1))
    items = (
        (item(1, stand, seats),)
        if seats
        else tuple(item(n) for n in range(1, dice.choice((2, 2, 3))))
    )
    state = _opened(flats, rule, counting, parting, items, counts=counts, election=bool(seats))
    sheets = _sheets((one for one in flats if counts or one.kind is not UnitKind.PARKING), parting)
    # Most papers come back, or no bar would ever be reached; then whatever happens, happens.
    first = [(name, what) for name in sorted(sheets) for what in ("deliver", "vote")]
    for name, what in first:
        if dice.randint(0, 9):
            state = _step_of(dice, state, sheets[name], (name, what), items)
    for _step in range(dice.randint(0, 5)):
        step = dice.choice(sorted(sheets)), dice.choice(STEPS)
        state = _step_of(dice, state, sheets[step[0]], step, items)
    ways = Ways(
        silent_follow=counting.unreturned is Unreturned.FOLLOWS_MAJORITY,
        blank_abstains=counting.blank is Invalid.ABSTAINS,
        spoilt_abstains=counting.spoilt is Invalid.ABSTAINS,
        per_item=counting.turnout_per_item,
    )
    return Course(state=state, sheets=sheets, ways=ways, rule=rule.value)


def _opened(
    flats: list[Unit],
    rule: ApprovalRule,
    counting: Counting,
    parting: Parting,
    items: tuple[Item, ...],
    *,
    counts: bool,
    election: bool,
) -> BallotState:
    book = register(flats, election=COUNTER if election else None)
    return begun(
        opened(
            book,
            rule=rule,
            matter=Matter.COMMITTEE if election else MATTER[rule],
            election=COUNTER if election else None,
            counting=counting,
            parting=parting,
            items=items,
            parking=Parking(counted=counts, ground=sealed("业主大会决定")),
        )
    )


def _sheets(flats: Iterable[Unit], parting: Parting) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    for one in flats:
        entrance = parting is Parting.ENTRANCE
        part = f"{one.building}/{one.entrance}" if entrance else one.building
        areas = sheets.setdefault(one.owner, Sheet(areas={})).areas
        areas[part] = areas.get(part, 0) + one.area
    return sheets


def _step_of(
    dice: Random,
    state: BallotState,
    sheet: Sheet,
    step: tuple[str, str],
    items: tuple[Item, ...],
) -> BallotState:
    """One thing that happens to one paper; what would be refused does not happen."""
    name, what = step
    if what == "deliver" and not sheet.handed:
        sheet.handed = True
        events: tuple[Any, ...] = deliver(
            state,
            paper=name,
            how=Delivery.HAND,
            by=COUNTER,
            witness=None,
            evidence=None,
            occurred=None,
            now=OPENS,
        )
    elif what == "void" and sheet.says is not None:
        sheet.says = sheet.ticks = None
        events = void(state, paper=name, caller=COUNTER, reason=sealed("不是本人所投"))
    elif what == "vote":
        marks = _marks(dice, sheet, items)
        vote = on_paper(name, *marks, evidence="0" * 64)
        events = cast(state, vote, caller=COUNTER, occurred=None, now=OPENS)
    else:
        return state
    return after(state, events)


def _marks(dice: Random, sheet: Sheet, items: tuple[Item, ...]) -> tuple[Mark, ...]:
    marks = []
    sheet.says, sheet.ticks = {}, {}
    for one in items:
        word = dice.choice(WORDS)
        ticks: list[int] = []
        pairs = tuple(combinations(one.candidates, one.seats))
        if one.candidates and word == "agree":
            ticks = list(dice.choice((*pairs, pairs[0])))
        sheet.says[one.number], sheet.ticks[one.number] = word, ticks
        marks.append(mark(word, one.number, candidates=tuple(ticks)))
    return tuple(marks)
