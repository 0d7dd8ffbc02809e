"""Random registers, rules of counting and courses of a vote, each with its sheets by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
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

WORDS = ("agree", "agree", "agree", "against", "abstain", "blank", "spoilt")
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


@st.composite
def units(draw: st.DrawFn) -> list[Unit]:
    """Up to eight units of up to six owners in two buildings, some of them parking spaces."""
    number = draw(st.integers(1, 8))
    return [
        unit(
            f"u{one}",
            area=draw(st.integers(1, 12)),
            owner=f"o{draw(st.integers(1, 6))}",
            building=draw(st.sampled_from("AB")),
            entrance=draw(st.sampled_from("12")),
            kind=draw(st.sampled_from((UnitKind.DWELLING, UnitKind.DWELLING, UnitKind.PARKING))),
        )
        for one in range(number)
    ]


@st.composite
def countings(draw: st.DrawFn) -> Counting:
    """Rules of procedure, where a vote may be replaced so that a course has more to do."""
    return replace(
        PAPER_ONLY,
        unreturned=draw(st.sampled_from(Unreturned)),
        blank=draw(st.sampled_from(Invalid)),
        spoilt=draw(st.sampled_from(Invalid)),
        turnout_per_item=draw(st.booleans()),
        replaceable=True,
    )


@st.composite
def courses(draw: st.DrawFn, *, candidates: int = 0, seats: int = 0) -> Course:
    """A course of deliveries, votes, replaced and voided votes; an election where it has seats."""
    flats, counting = draw(units()), draw(countings())
    rule = draw(st.sampled_from(tuple(MATTER))) if not seats else ApprovalRule.OWNERS_ORDINARY
    if rule is ApprovalRule.UNANIMOUS:
        counting = replace(counting, unreturned=Unreturned.ABSENT)
    parting = draw(st.sampled_from(Parting)) if not seats else Parting.WHOLE
    counts = draw(st.booleans()) or all(one.kind is UnitKind.PARKING for one in flats)
    stand = tuple(range(1, candidates + 1))
    items = (
        (item(1, stand, seats),)
        if seats
        else tuple(item(n) for n in range(1, draw(st.integers(2, 3))))
    )
    state = _opened(flats, rule, counting, parting, items, counts=counts, election=bool(seats))
    sheets = _sheets((one for one in flats if counts or one.kind is not UnitKind.PARKING), parting)
    for _step in range(draw(st.integers(0, 14))):
        name = draw(st.sampled_from(sorted(sheets)))
        state = _step_of(draw, state, sheets[name], name, items)
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
    draw: st.DrawFn, state: BallotState, sheet: Sheet, name: str, items: tuple[Item, ...]
) -> BallotState:
    """One thing that happens to one paper; what would be refused does not happen."""
    what = draw(st.sampled_from(("vote", "vote", "vote", "deliver", "void")))
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
        marks = _marks(draw, sheet, items)
        vote = on_paper(name, *marks, evidence="0" * 64)
        events = cast(state, vote, caller=COUNTER, occurred=None, now=OPENS)
    else:
        return state
    return after(state, events)


def _marks(draw: st.DrawFn, sheet: Sheet, items: tuple[Item, ...]) -> tuple[Mark, ...]:
    marks = []
    sheet.says, sheet.ticks = {}, {}
    for one in items:
        word = draw(st.sampled_from(WORDS))
        ticks: list[int] = []
        if one.candidates and word == "agree":
            some = st.lists(
                st.sampled_from(one.candidates), unique=True, min_size=1, max_size=one.seats
            )
            ticks = draw(some)
        sheet.says[one.number], sheet.ticks[one.number] = word, ticks
        marks.append(mark(word, one.number, candidates=tuple(ticks)))
    return tuple(marks)
