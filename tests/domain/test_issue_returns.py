"""Taking an order back: what a party asks for (退单), and what the dispatcher does unasked."""

from domain.issue.dispatch import (
    acknowledge,
    complete_dispatch,
    grant_return,
    recall,
    refuse_return,
    request_return,
)
from domain.issue.events import DispatchRecalled, ReturnGranted
from domain.refusal import Code
from tests.domain.dsl import Given, Rule, given
from tests.domain.examples import (
    ACKNOWLEDGED,
    COMPLETED,
    CONTRACTOR,
    PROPERTY,
    dispatched,
    reported,
    ruled,
    sealed,
)
from tests.domain.loop import (
    APPROVED,
    DONE_WAY,
    RECALLED,
    RETURN_ASKED,
    RETURN_GRANTED,
    RETURN_REFUSED,
)

RULES: tuple[tuple[Rule, dict[str, object]], ...] = (
    (request_return, {"reason": sealed()}),
    (grant_return, {"note": None}),
    (refuse_return, {"reason": sealed()}),
    (recall, {"reason": None}),
)


def handed(*history: object) -> Given:
    """In the property company's hands, and then whatever followed."""
    return given(reported(), dispatched(), *history)


def open_orders(*history: object) -> int:
    """How many orders are open after it."""
    return len(handed(*history).state.busy_parties)


def test_a_party_asks_to_be_relieved_and_keeps_the_order_meanwhile() -> None:
    for taken in ((), (ACKNOWLEDGED,)):
        asked = handed(*taken).when(request_return, party=PROPERTY, reason=sealed())
        asked.then(RETURN_ASKED).leaves(busy_parties=frozenset({PROPERTY}))


def test_a_return_is_asked_for_once_at_a_time() -> None:
    asked = handed(RETURN_ASKED)
    asked.when(request_return, party=PROPERTY, reason=sealed()).refused(Code.RETURN_PENDING)
    two = given(reported(), dispatched(PROPERTY, CONTRACTOR), RETURN_ASKED)
    two.when(request_return, party=PROPERTY, reason=sealed()).refused(Code.RETURN_PENDING)
    handed(RETURN_ASKED, RETURN_REFUSED).when(request_return, party=PROPERTY, reason=sealed()).then(
        RETURN_ASKED
    )


def test_the_dispatcher_grants_or_refuses_what_was_asked() -> None:
    asked = handed(RETURN_ASKED)
    asked.when(grant_return, party=PROPERTY, note=sealed()).then(
        ReturnGranted(party=PROPERTY, note=sealed())
    ).leaves(busy_parties=frozenset())
    asked.when(refuse_return, party=PROPERTY, reason=sealed()).then(RETURN_REFUSED).leaves(
        busy_parties=frozenset({PROPERTY})
    )


def test_what_was_not_asked_is_not_decided() -> None:
    two = dispatched(PROPERTY, CONTRACTOR)
    for state in (
        handed(),
        handed(RETURN_ASKED, RETURN_REFUSED),
        given(reported(), two, RETURN_ASKED),
    ):
        party = CONTRACTOR if CONTRACTOR in state.state.parties else PROPERTY
        for rule, words in RULES[1:3]:
            state.when(rule, party=party, **words).refused(Code.NO_RETURN_REQUESTED)


def test_the_dispatcher_takes_an_order_back_unasked() -> None:
    for history in ((), (ACKNOWLEDGED,), (RETURN_ASKED,)):
        recalled = handed(*history).when(recall, party=PROPERTY, reason=sealed())
        recalled.then(DispatchRecalled(party=PROPERTY, reason=sealed())).leaves(
            busy_parties=frozenset()
        )


def test_who_has_no_open_order_has_none_to_return() -> None:
    for history in ((COMPLETED,), (RECALLED,), (RETURN_ASKED, RETURN_GRANTED)):
        for rule, words in RULES:
            handed(*history).when(rule, party=PROPERTY, **words).refused(Code.NOT_DISPATCHED)
    for rule, words in RULES:
        handed(RETURN_ASKED).when(rule, party=CONTRACTOR, **words).refused(Code.NOT_DISPATCHED)


def test_an_order_taken_back_is_nobodys_and_can_be_given_again() -> None:
    assert open_orders(RECALLED) == 0
    assert open_orders(RECALLED, dispatched()) == 1
    back = handed(RETURN_ASKED, RETURN_GRANTED)
    back.when(acknowledge, party=PROPERTY).refused(Code.NOT_DISPATCHED)
    back.when(complete_dispatch, party=PROPERTY, note=None).refused(Code.NOT_DISPATCHED)


def test_who_finishes_asks_for_nothing_any_more() -> None:
    (order,) = handed(RETURN_ASKED, COMPLETED).state.dispatches
    assert (order.completed, order.return_requested) == (True, False)


def test_two_parties_are_missed_until_two_hold_it() -> None:
    pair = reported(rules=ruled(parties_needed=2))
    for history, missing in (
        ((), 2),
        ((dispatched(),), 1),
        ((dispatched(), COMPLETED), 1),
        ((dispatched(PROPERTY, CONTRACTOR),), 0),
        ((dispatched(PROPERTY, CONTRACTOR), RECALLED), 1),
    ):
        assert given(pair, *history).state.missing_parties == missing
    assert handed(RECALLED).state.missing_parties == 0


def test_orders_are_returned_at_work_and_not_afterwards() -> None:
    given(*APPROVED, dispatched()).when(recall, party=PROPERTY, reason=None).then(RECALLED)
    for rule, words in RULES:
        given(*DONE_WAY).when(rule, party=PROPERTY, **words).refused(
            Code.STATUS_FORBIDS, status="done"
        )
