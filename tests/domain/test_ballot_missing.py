"""What is still missing before a ballot can be reached, in voters and in area."""

from dataclasses import replace
from typing import Any

import pytest

from domain.ballot.events import (
    Weight,
)
from domain.ballot.missing import lacking, missing
from domain.method.rules import ApprovalRule
from tests.domain.ballot_closings import SPECIAL, result, said
from tests.domain.ballot_openings import CANVASS, rates, share
from tests.domain.ballots import (
    begun,
    entered,
    item,
    opened,
    register,
    unit,
)


def test_what_is_missing_is_told_in_owners_and_in_area() -> None:
    book = register([unit(code, 110) for code in "ABCDEF"])
    state = entered(begun(opened(book)), said("A", "B"))
    (whole, part) = missing(state)
    assert replace(part, part="") == whole
    assert whole.turnout == Weight(voters=2, area=220)
    assert whole.agreement == Weight(voters=1, area=1)
    assert (whole.reached, whole.beyond_reach) == (False, False)
    enough = lacking(entered(state, said("CD")), item())
    assert (enough.turnout, enough.agreement) == (Weight(voters=0, area=0),) * 2
    assert (enough.reached, enough.beyond_reach) == (True, False)
    lost = lacking(entered(state, said("", "CD")), item())
    assert lost.beyond_reach


def test_what_is_missing_is_the_least_that_reaches_it() -> None:
    """One less would not do, for any share of any count."""
    for owners in range(1, 8):
        book = register(unit(str(n)) for n in range(owners))
        state = begun(opened(book, **SPECIAL))
        for agree in range(owners):
            votes = entered(state, said(map(str, range(agree)), ()))
            more = max(
                lacking(votes, item()).turnout.voters, lacking(votes, item()).agreement.voters
            )
            names = [str(n) for n in range(agree, agree + more)]
            assert result(entered(votes, said(names))).reached
            assert more == 0 or not result(entered(votes, said(names[1:]))).reached


def test_where_all_must_agree_one_voice_against_is_beyond_reach() -> None:
    ways: dict[str, Any] = {"rule": ApprovalRule.UNANIMOUS, "matter": None}
    state = entered(begun(opened(**ways)), said("A", "B"))
    assert lacking(state, item()).beyond_reach
    assert lacking(state, item()).agreement.voters == 1
    assert not lacking(entered(begun(opened(**ways)), said("A")), item()).beyond_reach


@pytest.mark.parametrize(
    ("ways", "agree", "against", "more"),
    [
        (SPECIAL, 3, 2, 3),  # 6 of 8 is exactly 3/4
        (SPECIAL, 0, 1, 3),  # 3 of 4 is as well
        ({}, 2, 2, 1),
        ({}, 0, 3, 4),  # 3 of 6 would be half, and no more
        ({}, 0, 0, 1),
    ],
)
def test_how_many_more_have_to_agree(
    ways: dict[str, Any], agree: int, against: int, more: int
) -> None:
    state = begun(opened(register(unit(f"{n:02}") for n in range(20)), **ways))
    papers = [f"{n:02}" for n in range(agree + against)]
    short = lacking(entered(state, said(papers[:agree], papers[agree:])), item())
    assert short.agreement.voters == more


def test_how_many_more_have_to_answer_where_it_is_to_be_exceeded() -> None:
    over_half = rates(share(1, 2, beyond=True), share(1, 2, beyond=True))
    book = register(unit(code) for code in "ABCD")
    state = begun(opened(book, **CANVASS | {"thresholds": over_half}))
    assert lacking(state, item()).turnout == Weight(voters=3, area=0)
    assert lacking(entered(state, said("AB")), item()).turnout == Weight(voters=1, area=0)
