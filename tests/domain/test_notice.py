"""Notices: how long they hang, and what comes of them."""

from domain.moment import Moment
from domain.notice.events import DrawnUp, Duty, PutUp, TakenDown, Withdrawn
from domain.notice.hanging import draw_up, put_up, take_down, withdraw
from domain.notice.state import free_from
from domain.refusal import Code
from tests.domain.dsl import Deed, Outcome, given
from tests.domain.examples import COMMITTEE, COMPOUND, ISSUE, sealed
from tests.domain.timing import at

DRAWN = DrawnUp(
    committee=COMMITTEE,
    compound=COMPOUND,
    number=7,
    duty=Duty.PLAN,
    subject=ISSUE,
    as_of=41,
    days=7,
    heading=sealed("heading"),
    text=sealed("text"),
)
UP = PutUp(boards=("1号门岗",), photo="a" * 64)
DOWN = TakenDown(photo=None)
WRONG = Withdrawn(reason=sealed())
MORNING = at("2026-05-06 09:00")
HUNG = (DRAWN, Deed(UP, at=MORNING))


def taking_down(when: Moment, *history: object) -> Outcome:
    """The notice comes down at a moment."""
    return given(*history or HUNG).when(take_down, photo=None, happened_at=when)


def test_a_notice_says_what_it_was_made_of() -> None:
    given().when(
        draw_up,
        committee=COMMITTEE,
        compound=COMPOUND,
        number=7,
        duty=Duty.PLAN,
        subject=ISSUE,
        as_of=41,
        days=7,
        heading=sealed("heading"),
        text=sealed("text"),
    ).then(DRAWN).leaves(number=7, as_of=41, free_from=None)


def test_the_day_on_which_it_is_put_up_does_not_count() -> None:
    assert free_from(MORNING, 7) == at("2026-05-14 00:00")
    assert free_from(at("2026-05-06 23:59"), 7) == at("2026-05-14 00:00")
    assert free_from(at("2026-05-06 00:00"), 1) == at("2026-05-08 00:00")


def test_it_hangs_until_the_last_day_is_over() -> None:
    taking_down(at("2026-05-13 23:59")).refused(Code.NOTICE_TOO_EARLY, days=7)
    taking_down(at("2026-05-14 00:00")).then(DOWN)


def test_it_is_put_up_once() -> None:
    given(DRAWN).when(put_up, boards=("1号门岗",), photo="a" * 64).then(UP)
    given(*HUNG).when(put_up, boards=("1号门岗",), photo=None).refused(Code.NOTICE_ALREADY_UP)
    given(DRAWN, WRONG).when(put_up, boards=("1号门岗",), photo=None).refused(Code.NOTICE_WITHDRAWN)


def test_what_does_not_hang_is_not_taken_down() -> None:
    taking_down(MORNING, DRAWN).refused(Code.NOTICE_NOT_UP)
    taking_down(at("2026-06-01 00:00"), *HUNG, DOWN).refused(Code.NOTICE_ALREADY_DOWN)


def test_what_was_wrong_comes_down_at_once_and_is_wrong_once() -> None:
    given(*HUNG).when(withdraw, reason=sealed()).then(WRONG)
    taking_down(MORNING, *HUNG, WRONG).then(DOWN)
    given(DRAWN, WRONG).when(withdraw, reason=sealed()).refused(Code.NOTICE_WITHDRAWN)
