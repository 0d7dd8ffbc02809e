"""Closing: exactly the share, one less, nobody at all, the tied, and when."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from domain.ballot.closing import close, closed
from domain.ballot.counting import Invalid
from domain.ballot.ending import cancel
from domain.ballot.events import (
    Closed,
    Electorate,
    ItemResult,
    Outcome,
    Parking,
    Parting,
    Weight,
)
from domain.ballot.reaching import meets
from domain.ballot.state import BallotState
from domain.ballot.voting import cast
from domain.method.rules import ApprovalRule
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.register.events import UnitKind
from tests.domain.ballot_closings import SPECIAL, result, said
from tests.domain.ballot_openings import CANVASS, PANEL, election, rates, share
from tests.domain.ballots import (
    CLOSES,
    COUNTER,
    OPENS,
    PAPER_ONLY,
    after,
    begun,
    entered,
    item,
    mark,
    on_paper,
    opened,
    register,
    three,
    unit,
)
from tests.domain.dsl import Deed, fold, given
from tests.domain.examples import OTHER, sealed


@cache
def compound(owners: int) -> BallotState:
    """A special ballot of so many owners of 100 each, before any vote."""
    return begun(opened(register(unit(f"{n:04}") for n in range(owners)), **SPECIAL))


@pytest.mark.parametrize(
    ("agree", "against", "reached"),
    [
        (545, 181, True),  # 726 of 1089 take part, exactly 2/3; 545 of 726 is more than 3/4
        (544, 182, False),  # 544 of 726 is less than 3/4
        (544, 181, False),  # 725 of 1089 is less than 2/3, though 544 of 725 is more than 3/4
        (725, 0, False),
        (726, 0, True),
    ],
)
def test_the_bars_of_1089_owners(agree: int, against: int, reached: bool) -> None:
    papers = [f"{n:04}" for n in range(agree + against)]
    votes = said(papers[:agree], papers[agree:])
    assert result(entered(compound(1089), votes)).reached is reached


@pytest.mark.parametrize(
    ("owners", "agree", "against", "rule", "reached"),
    [
        (3, 2, 0, "special", True),  # exactly 2/3
        (4, 3, 1, "special", True),  # exactly 3/4
        (4, 2, 2, "ordinary", False),  # exactly 1/2 is not more than half
        (5, 3, 2, "ordinary", True),
        (4, 2, 0, "ordinary", False),  # half of them take part
        (3, 0, 0, "ordinary", False),  # zero participation
        (3, 0, 3, "ordinary", False),
    ],
)
def test_exactly_the_share(owners: int, agree: int, against: int, rule: str, reached: bool) -> None:
    book = register(unit(str(n)) for n in range(owners))
    ways: dict[str, Any] = SPECIAL if rule == "special" else {}
    papers = [str(n) for n in range(agree + against)]
    state = entered(begun(opened(book, **ways)), said(papers[:agree], papers[agree:]))
    outcome = result(state)
    assert outcome.reached is reached
    assert outcome.tally.taking_part == Weight(voters=agree + against, area=100 * len(papers))


def test_a_share_is_compared_crosswise() -> None:
    third = share(1, 3)
    assert [meets(third, n, 10**18 + 2) for n in (333333333333333333, 333333333333333334)] == [
        False,
        True,
    ]
    assert not meets(share(1, 2, beyond=True), 10**17, 2 * 10**17)
    assert meets(None, 0, 1)


def test_persons_and_area_are_both_reached_or_it_is_not() -> None:
    book = register([unit("A", 10), unit("B", 10), unit("C", 10), unit("D", 70)])
    state = begun(opened(book))
    # Three of four owners, and 30 of 100; then one owner more with most of the area against.
    assert not result(entered(state, said("ABC"))).reached
    assert not result(entered(state, said("ABC", "D"))).reached
    assert not result(entered(state, said("D", "ABC"))).reached
    assert result(entered(state, said("ABD", "C"))).reached


def test_an_owner_of_many_units_is_one_voter_with_all_their_area() -> None:
    many = [unit(f"d{n}", owner="开发商") for n in range(8)]
    state = begun(opened(register([*many, unit("A"), unit("B")])))
    agree = result(entered(state, said(["开发商"], "A"))).tally
    assert (agree.agree, agree.against) == (Weight(voters=1, area=800), Weight(voters=1, area=100))
    # Two of three took part and all the area but one unit's; one of two persons is not over half.
    assert not result(entered(state, said(["开发商"], "A"))).reached
    assert result(entered(state, said(["开发商", "A"]))).reached


@pytest.mark.parametrize(("counted", "reached"), [(True, False), (False, True)])
def test_parking_spaces_turn_the_result_where_they_count(counted: bool, reached: bool) -> None:
    space = {"kind": UnitKind.PARKING, "building": "P"}
    book = register([*map(unit, "ABC"), unit("P1", 150, owner="D", **space)])
    parking = Parking(counted=counted, ground=sealed("议事规则"))
    state = begun(opened(book, parking=parking))
    assert result(entered(state, said("AB"))).reached is reached


@pytest.mark.parametrize(
    ("blank", "per_item", "taking_part"),
    [
        (Invalid.ABSTAINS, True, (3, 3)),
        (Invalid.ABSENT, True, (2, 1)),
        (Invalid.ABSTAINS, False, (3, 3)),
        (Invalid.ABSENT, False, (2, 2)),
    ],
)
def test_who_leaves_an_item_blank_takes_part_as_was_pinned(
    blank: Invalid, per_item: bool, taking_part: tuple[int, int]
) -> None:
    counting = replace(PAPER_ONLY, blank=blank, turnout_per_item=per_item)
    state = begun(opened(counting=counting, items=(item(1), item(2))))
    for paper, words in {
        "A": ("agree", "agree"),
        "B": ("agree", "blank"),
        "C": ("blank", "blank"),
    }.items():
        vote = on_paper(paper, mark(words[0]), mark(words[1], 2))
        state = after(state, cast(state, vote, caller=COUNTER, occurred=None, now=OPENS))
    tallies = [one.tally for one in closed(state).results]
    assert tuple(one.taking_part.voters for one in tallies) == taking_part
    assert [one.blank.voters for one in tallies] == [1, 2]


def test_a_spoilt_paper_takes_part_where_it_abstains() -> None:
    for spoilt, voters in ((Invalid.ABSENT, 0), (Invalid.ABSTAINS, 1)):
        state = begun(opened(counting=replace(PAPER_ONLY, spoilt=spoilt)))
        assert result(entered(state, {"A": "spoilt"})).tally.taking_part.voters == voters


def test_a_canvass_counts_who_was_asked_and_who_agreed() -> None:
    """81 bin rooms: 征询率 of 80 %, 同意率 of two thirds, each building by itself."""
    flats = [unit(f"{house}-{n}", building=house) for house in "12" for n in range(5)]
    ways = CANVASS | {"thresholds": rates(share(80), share(2, 3)), "parting": Parting.BUILDING}
    state = begun(opened(register(flats), **ways))
    half = entered(state, said([f"1-{n}" for n in range(4)], ()))
    assert not result(half).reached
    most = entered(half, said(["2-0", "2-1", "2-2"], ["2-3"]))
    assert result(most).reached
    split = entered(half, said(["2-0", "2-1"], ["2-2", "2-3"]))
    assert not result(split).reached


def test_unanimous_is_everybody() -> None:
    ways: dict[str, Any] = {
        "rule": ApprovalRule.UNANIMOUS,
        "matter": None,
        "electorate": Electorate.RESIDENTS,
    }
    state = begun(opened(three(), **ways))
    five = said(("A/1", "A/2", "B/1", "B/2", "C/1"))
    assert not result(entered(state, five)).reached
    assert result(entered(state, five | {"C/2": "agree"})).reached
    for word in ("abstain", "blank", "spoilt", "against"):
        assert not result(entered(state, five | {"C/2": word})).reached


def scored(*scores: int) -> bool:
    """Whether a panel of as many passes with these scores at 80."""
    state = begun(opened(**PANEL))
    for paper, score in zip(("甲", "乙"), scores, strict=False):
        vote = on_paper(paper, mark(score=score))
        state = after(state, cast(state, vote, caller=COUNTER, occurred=None, now=OPENS))
    return result(state).reached


def test_a_panel_passes_by_its_mean() -> None:
    assert scored(80)
    assert scored(61, 99)
    assert not scored(60, 99)
    assert not scored()
    silent = begun(opened(**PANEL))
    vote = on_paper("甲", mark("abstain"))
    abstained = after(silent, cast(silent, vote, caller=COUNTER, occurred=None, now=OPENS))
    assert not result(abstained).reached
    assert not result(silent).reached


def elects(votes: Mapping[str, tuple[int, ...]], areas: dict[str, int] | None = None) -> ItemResult:
    """Two seats, three candidates, and what each paper ticks."""
    sizes = areas or {}
    units = [unit(code, sizes.get(code, 100)) for code in "ABCDEF"]
    state = begun(opened(register(units, election=OTHER), **election()))
    for paper, ticks in votes.items():
        vote = on_paper(paper, mark(candidates=ticks))
        state = after(state, cast(state, vote, caller=COUNTER, occurred=None, now=OPENS))
    return result(state)


def test_those_over_half_are_elected_by_persons_then_area() -> None:
    more = elects(
        {"A": (1, 2), "B": (1, 2), "C": (1, 2), "D": (1, 2), "E": (1, 3), "F": (3,)},
    )
    assert (more.elected, more.tied, more.reached) == ((1, 2), (), True)
    half = elects({"A": (1,), "B": (1,), "C": (2,), "D": (2,)})
    assert (half.elected, half.reached) == ((), False)
    few = elects({"A": (1,), "B": (1,), "C": (1,)})
    assert few.elected == ()


def test_equal_votes_over_the_last_seat_elect_neither() -> None:
    ticks = {"A": (1, 2), "B": (1, 3), "C": (1, 2), "D": (1, 3), "E": (2, 3), "F": (2, 3)}
    all_equal = elects(ticks)
    assert (all_equal.elected, all_equal.tied) == ((), (1, 2, 3))
    wider = elects(ticks, {"A": 110, "C": 110})
    assert (wider.elected, wider.tied) == ((1, 2), ())
    last = elects(ticks, {"A": 105, "B": 105})
    assert (last.elected, last.tied) == ((1,), (2, 3))


def test_it_closes_when_its_time_is_over_or_every_paper_is_back() -> None:
    state = begun(opened())
    early = Moment(CLOSES - 1)
    facts = {"now": early}
    given(*opened()).when(close, **facts).refused(Code.VOTING_OPEN, closes_at=CLOSES)
    last = close(entered(state, said("AB", "C")), now=early)[-1]
    assert isinstance(last, Closed)
    assert (last.outcome, last.returned, last.delivered) == (Outcome.REACHED, 3, 0)
    again = begun(opened(counting=replace(PAPER_ONLY, replaceable=True)))
    with pytest.raises(Refused, match=r"voting-open"):
        close(entered(again, said("ABC")), now=early)
    over = (*opened(), *cancel(state, reason=sealed()))
    given(*over).when(close, now=CLOSES).refused(Code.BALLOT_OVER)


def test_every_item_has_to_be_reached() -> None:
    state = begun(opened(items=(item(1), item(2))))
    for paper in "ABC":
        vote = on_paper(paper, mark(), mark("against", 2))
        state = after(state, cast(state, vote, caller=COUNTER, occurred=None, now=OPENS))
    whole = closed(state)
    assert [one.reached for one in whole.results] == [True, False]
    assert whole.outcome is Outcome.MISSED


def test_a_closed_ballot_remembers_when() -> None:
    events = opened()
    last = close(begun(events), now=CLOSES)
    state: BallotState = fold((*events, *(Deed(one, at=CLOSES) for one in last)))
    assert (state.closed, state.closed_at, state.is_open) == (last[-1], CLOSES, False)
