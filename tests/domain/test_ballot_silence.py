"""Closing: the silent follow the majority, and parts have their own."""

from typing import Any

import pytest

from domain.ballot.closing import close
from domain.ballot.delivering import deliver
from domain.ballot.events import (
    Delivery,
    Parting,
    PartsCounted,
    Weight,
)
from domain.ballot.missing import missing
from domain.ballot.state import BallotState
from tests.domain.ballot_closings import result, said
from tests.domain.ballots import (
    CLOSES,
    COUNTER,
    FOLLOWING,
    OPENS,
    after,
    begun,
    entered,
    opened,
    register,
    unit,
)


def delivered(state: BallotState, *papers: str) -> BallotState:
    """With these papers handed over."""
    facts: dict[str, Any] = {"by": COUNTER, "witness": None, "evidence": None, "occurred": None}
    for paper in papers:
        given_out = deliver(state, paper=paper, how=Delivery.HAND, now=OPENS, **facts)
        state = after(state, given_out)
    return state


def test_silent_papers_that_were_delivered_follow_the_majority() -> None:
    book = register(unit(code) for code in "ABCDEF")
    state = entered(begun(opened(book, counting=FOLLOWING)), said("AB", "C"))
    # Three of six is not two thirds; D and E have their papers, F never got one.
    outcome = result(state)
    assert (outcome.followed, outcome.reached) == (outcome.tally, False)
    outcome = result(delivered(state, "D", "E", "A"))
    assert outcome.tally.taking_part == Weight(voters=3, area=300)
    assert outcome.followed is not None
    assert outcome.followed.taking_part == Weight(voters=5, area=500)
    assert outcome.followed.agree == Weight(voters=4, area=400)
    assert outcome.reached
    back = entered(delivered(state, "D", "E"), said((), "D"))
    assert result(back).followed == result(back).tally  # two against two: they follow nobody


def test_silence_follows_those_against_and_those_who_abstain_as_well() -> None:
    book = register(unit(code) for code in "ABCDEF")
    state = delivered(begun(opened(book, counting=FOLLOWING)), *"DEF")
    against = result(entered(state, said("A", "BC"))).followed
    assert against is not None
    assert against.against == Weight(voters=5, area=500)
    abstain = result(entered(state, {"A": "agree", "B": "abstain", "C": "blank"})).followed
    assert abstain is not None
    assert (abstain.agree.voters, abstain.abstain.voters) == (1, 4)


def test_a_majority_is_one_by_persons_and_by_area() -> None:
    book = register([unit("A", 500), unit("B"), unit("C"), unit("D")])
    state = delivered(begun(opened(book, counting=FOLLOWING)), "D")
    outcome = result(entered(state, said("A", "BC")))
    assert outcome.followed == outcome.tally


@pytest.mark.parametrize("part", Parting)
def test_parts_follow_their_own_majority(part: Parting) -> None:
    flats = [unit(n, building=n[0], entrance="1") for n in ("1a", "1b", "1c", "2a", "2b", "2c")]
    ballot = opened(register(flats), counting=FOLLOWING, parting=part)
    state = delivered(begun(ballot), "1c", "2c")
    state = entered(state, said(("1a", "1b"), ("2a", "2b")))
    parts = [
        one
        for event in close(state, now=CLOSES)[:-1]
        if isinstance(event, PartsCounted)
        for one in event.parts
    ]
    follow = [one.followed for one in parts]
    assert [(one.agree.voters, one.against.voters) for one in follow if one] == [(3, 0), (0, 3)]
    assert [one.reached for one in parts] == [True, False]
    assert not result(state).reached


def test_each_part_has_to_reach_it_where_parts_decide() -> None:
    flats = [unit(f"{house}{n}", building=house) for house in "12" for n in "abc"]
    votes = said(("1a", "1b", "1c", "2a"), ())
    for parting, reached in ((Parting.WHOLE, True), (Parting.BUILDING, False)):
        state = entered(begun(opened(register(flats), parting=parting)), votes)
        assert result(state).reached is reached
        assert result(entered(state, said(["2b"]))).reached


def test_owners_with_units_in_several_parts_do_not_carry_the_whole() -> None:
    """In each building two of three take part, but of all owners three of five."""
    both = [unit("1x", owner="X"), unit("2x", owner="X", building="2")]
    flats = [unit(f"{h}{n}", building=h, area=10) for h in "12" for n in "ab"]
    state = begun(opened(register([*both, *flats]), parting=Parting.BUILDING))
    state = entered(state, said(("X", "1a", "2a")))
    assert all(one.reached for one in missing(state) if one.part)
    assert not result(state).reached
