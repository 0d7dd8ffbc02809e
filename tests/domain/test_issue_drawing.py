"""What an issue draws on standing authorisations: with its plan, until its account is rendered."""

from collections.abc import Mapping, Sequence

from domain.issue.drawing import due
from domain.issue.events import Authorisation, FundingLine
from domain.issue.state import IssueState
from tests.domain.dsl import fold
from tests.domain.examples import DONE, sealed
from tests.domain.loop import (
    AGREED,
    ANNULLED,
    REWORK,
    TABLED,
    UNHAPPY,
    VOIDED,
    approved,
    line,
    received,
    reopened,
    spent,
    tabled,
)
from tests.domain.voting import rendered


def cited(number: int, amount: int, of: int) -> FundingLine:
    told = Authorisation(cap=1_000, reference=sealed(), number=of)
    return line(number, amount, source="maintenance-fund", authorisation=told)


def plan(*lines: FundingLine) -> Sequence[object]:
    budget = sum(one.amount for one in lines)
    return (*TABLED[:2], tabled(lines=lines, budget=budget), *AGREED[3:], approved())


ONE = (*plan(cited(1, 100, 7)), received(60), spent(60), DONE)
"""100 分 were drawn of authorisation 7, and 60 of them spent."""


def drawn(history: Sequence[object], *more: object) -> Mapping[int, int]:
    """What *more* makes due after the history."""
    before: IssueState = fold(history)
    return due(before, fold([*history, *more]))


def test_the_account_gives_back_what_was_not_spent() -> None:
    assert drawn(ONE[:-4], approved()) == {7: 100}
    assert drawn(ONE, rendered()) == {7: -40}
    assert drawn([*ONE[:-3], received(), spent(), DONE], rendered()) == {}


def test_it_gives_back_once() -> None:
    settled = [*ONE, rendered()]
    assert drawn(settled, VOIDED) == {}
    assert drawn(settled, UNHAPPY) == {}
    assert drawn(settled, UNHAPPY, reopened()) == {}
    # What an annulment has given back, the account has not any more.
    assert drawn(ONE, VOIDED) == {7: -40}
    assert drawn([*ONE, VOIDED], rendered()) == {}


def test_each_authorisation_gets_its_own_back() -> None:
    two = (*plan(cited(1, 100, 7), line(2, 500), line(3, 30, source="donation")), DONE)
    assert drawn(two, rendered()) == {7: -100}
    several = (*plan(cited(1, 100, 7), cited(2, 20, 8)), received(), spent(), DONE)
    assert drawn(several, rendered()) == {8: -20}


def test_rework_draws_again_what_the_plan_has_still_to_spend() -> None:
    settled = [*ONE, rendered(), UNHAPPY]
    assert drawn(settled, REWORK) == {7: 40}
    again = [*settled, REWORK, received(10), spent(10), DONE]
    assert drawn(again, rendered()) == {7: -30}
    # Where no account was rendered it is drawn still.
    assert drawn([*ONE, UNHAPPY], REWORK) == {}
    assert drawn([*ONE[:-1]], ANNULLED) == {7: -40}
