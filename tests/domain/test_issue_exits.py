"""Declined, withdrawn, concluded: how an issue leaves the loop, and who may call it back."""

from domain.issue.events import Declined, DeclineGround, DispatchRecalled
from domain.issue.exits import conclude, decline, overrule_decline, withdraw
from domain.issue.lifecycle import Status
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import (
    COMPLETED,
    CONTRACTOR,
    NORMAL,
    PROPERTY,
    dispatched,
    reported,
    ruled,
    sealed,
)
from tests.domain.loop import (
    AGREED,
    ANNULLED,
    APPROVED,
    CONCLUDED,
    DECLINED,
    DETACHED,
    DONE_WAY,
    FUNDED,
    MERGED,
    OVERRULED,
    RECALLED,
    TABLED,
    UNHAPPY,
    URGENT,
    URGENT_WORK,
    WITHDRAWN,
    received,
    rejected,
    reopened,
    returned,
    revisited,
    spent,
    started,
    tabled,
)

ONE_ROUND = ruled(rounds=1)
LAST = (reported(rules=ONE_ROUND), *DONE_WAY[1:])
"""Done in the only round that its method knows."""


def declining(*history: object) -> Outcome:
    """The committee does not take it in."""
    ground = DeclineGround.OUT_OF_REMIT
    return given(*history).when(decline, ground=ground, reply=sealed())


def withdrawing(*history: object) -> Outcome:
    """The reporter takes it back without a word."""
    return given(*history).when(withdraw, reason=None)


def concluding(*history: object) -> Outcome:
    """The superior ends it."""
    return given(*history).when(conclude, reply=sealed())


def test_an_issue_is_declined_with_a_ground_and_a_reply() -> None:
    for ground in DeclineGround:
        given(reported()).when(decline, ground=ground, reply=sealed()).then(
            Declined(ground=ground, reply=sealed())
        ).leaves(status=Status.DECLINED)


def test_nothing_is_declined_under_a_partys_hands() -> None:
    declining(reported(), dispatched()).refused(Code.DISPATCH_OPEN, open=1)
    declining(*URGENT_WORK).refused(Code.WORK_ALREADY_STARTED)
    declining(reported(), dispatched(), COMPLETED).then(DECLINED)
    declining(reported(), dispatched(), RECALLED).then(DECLINED)


def test_only_a_reported_issue_is_declined() -> None:
    declining(*AGREED).refused(Code.STATUS_FORBIDS, status="negotiated")
    declining(reported(), DECLINED).refused(Code.STATUS_FORBIDS, status="declined")


def test_no_exit_leaves_money_behind() -> None:
    for decide, way in ((declining, TABLED), (withdrawing, TABLED), (withdrawing, AGREED)):
        decide(*way, received(40)).refused(Code.FUNDS_UNSETTLED, held=40)
        decide(*way, received(40), returned(10)).refused(Code.FUNDS_UNSETTLED, held=30)
        assert decide(*way, received(40), returned(40)).refusal is None
    rounds_over = (reported(rules=ONE_ROUND), *FUNDED[1:], DONE_WAY[-1], UNHAPPY)
    concluding(*rounds_over).refused(Code.FUNDS_UNSETTLED, held=100)
    concluding(*rounds_over, spent(60)).refused(Code.FUNDS_UNSETTLED, held=40)
    concluding(*rounds_over, spent(60), returned(40)).then(CONCLUDED)


def test_the_superior_has_a_declined_issue_taken_in_after_all() -> None:
    given(reported(), DECLINED).when(overrule_decline, reason=sealed()).then(OVERRULED).leaves(
        status=Status.REPORTED
    )
    declining(reported(), DECLINED, OVERRULED).then(DECLINED)


def test_no_other_exit_is_overruled() -> None:
    concluded = (*LAST, UNHAPPY, CONCLUDED)
    for way, status in (
        ((reported(), WITHDRAWN), "withdrawn"),
        ((reported(), MERGED), "merged"),
        (concluded, "concluded"),
        ((reported(),), "reported"),
    ):
        given(*way).when(overrule_decline, reason=sealed()).refused(
            Code.STATUS_FORBIDS, status=status
        )


def test_before_approval_the_reporter_ends_it() -> None:
    withdrawing(reported()).then(WITHDRAWN).leaves(status=Status.WITHDRAWN)
    withdrawing(*AGREED).then(WITHDRAWN).leaves(status=Status.WITHDRAWN)


def test_emergency_work_that_has_begun_is_not_ended_by_the_reporter() -> None:
    withdrawing(*URGENT).then(WITHDRAWN)
    for way in (
        URGENT_WORK,
        (*URGENT_WORK, NORMAL),
        (*URGENT_WORK, rejected(None, bearer=PROPERTY)),
        (*URGENT_WORK, *AGREED[2:]),
        (*URGENT_WORK, tabled(), received()),
        (*APPROVED, started(), ANNULLED),
    ):
        withdrawing(*way).refused(Code.WORK_ALREADY_STARTED)
    withdrawing(*URGENT_WORK, DONE_WAY[-1]).then(DETACHED)
    withdrawing(*URGENT_WORK, DONE_WAY[-1], UNHAPPY, reopened()).then(WITHDRAWN)


def test_a_withdrawal_takes_open_orders_back_and_only_those() -> None:
    both = dispatched(PROPERTY, CONTRACTOR)
    recalled = [DispatchRecalled(party=party, reason=None) for party in (PROPERTY, CONTRACTOR)]
    withdrawing(reported(), both).then(*recalled, WITHDRAWN).leaves(busy_parties=frozenset())
    withdrawing(reported(), both, COMPLETED).then(recalled[1], WITHDRAWN)


def test_from_approval_on_the_reporter_leaves_and_the_issue_stays() -> None:
    withdrawing(*APPROVED).then(DETACHED).leaves(status=Status.APPROVED, asks_reporter=False)
    withdrawing(*FUNDED).then(DETACHED)
    withdrawing(*DONE_WAY).then(DETACHED).leaves(status=Status.DONE, asks_reporter=False)


def test_a_reporter_leaves_once_and_only_where_there_is_one() -> None:
    withdrawing(*APPROVED, DETACHED).refused(Code.REPORTER_GONE)
    withdrawing(reported(reporter=None), *APPROVED[1:]).refused(Code.REPORTER_GONE)


def test_what_is_over_is_not_withdrawn() -> None:
    for way, status in (
        ((*DONE_WAY, revisited()), "revisited"),
        ((reported(), WITHDRAWN), "withdrawn"),
        ((reported(), MERGED), "merged"),
    ):
        withdrawing(*way).refused(Code.STATUS_FORBIDS, status=status)


def test_the_superior_concludes_after_the_last_round() -> None:
    concluding(*LAST, UNHAPPY).then(CONCLUDED).leaves(status=Status.CONCLUDED, answered=True)


def test_while_rounds_are_left_nothing_is_concluded() -> None:
    for number in (1, 2):
        third = [reopened(n) for n in range(2, number + 1)]
        concluding(*DONE_WAY, *third, *DONE_WAY[2:], UNHAPPY).refused(
            Code.ROUNDS_LEFT, round=number, rounds=3
        )


def test_what_the_reporter_accepts_is_not_concluded() -> None:
    concluding(*LAST, revisited()).refused(Code.NOT_OBJECTED)
    concluding(*LAST).refused(Code.STATUS_FORBIDS, status="done")
