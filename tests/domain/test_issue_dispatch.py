"""Dispatch, and what each party says of its own order."""

from domain.issue.dispatch import acknowledge, complete_dispatch, dispatch
from domain.issue.events import DispatchCompleted, Dispatched
from domain.issue.lifecycle import Status
from domain.issue.parts import Dispatch
from domain.refusal import Code
from tests.domain.dsl import T0, Outcome, given
from tests.domain.examples import (
    ACKNOWLEDGED,
    COMPLETED,
    CONTRACTOR,
    DONE,
    FAST,
    PROPERTY,
    STRANGER,
    dispatched,
    reported,
    sealed,
)
from tests.domain.loop import AGREED, APPROVED, REWORK, UNHAPPY

KNOWN = frozenset({PROPERTY, CONTRACTOR})


def dispatching(*history: object, **other: object) -> Outcome:
    """Hand the issue to the property company, unless told otherwise."""
    usual: dict[str, object] = {"known_parties": KNOWN, "parties": [PROPERTY], "note": None}
    return given(reported(), *history).when(dispatch, **usual | other)


def test_an_issue_is_handed_to_one_party() -> None:
    dispatching().then(dispatched()).leaves(
        status=Status.REPORTED, dispatches=(Dispatch(since=T0, party=PROPERTY),), parties={PROPERTY}
    )


def test_an_issue_is_handed_to_two_parties_in_their_order() -> None:
    dispatching(parties=[CONTRACTOR, PROPERTY], note=sealed("note")).then(
        Dispatched(parties=(CONTRACTOR, PROPERTY), note=sealed("note"))
    ).leaves(dispatches=(Dispatch(since=T0, party=CONTRACTOR), Dispatch(since=T0, party=PROPERTY)))


def test_a_further_party_joins_while_another_has_an_order() -> None:
    dispatching(dispatched(), parties=[CONTRACTOR]).then(dispatched(CONTRACTOR)).leaves(
        parties={PROPERTY, CONTRACTOR}
    )


def test_a_party_that_has_finished_can_get_a_new_order() -> None:
    finished = Dispatch(since=T0, party=PROPERTY, acknowledged=True, completed=True)
    dispatching(dispatched(), COMPLETED).then(dispatched()).leaves(
        dispatches=(finished, Dispatch(since=T0, party=PROPERTY))
    )


def test_an_unknown_party_gets_no_order() -> None:
    dispatching(parties=[STRANGER]).refused(Code.UNKNOWN_PARTY)
    dispatching(parties=[PROPERTY, STRANGER]).refused(Code.UNKNOWN_PARTY)


def test_a_party_is_named_once() -> None:
    dispatching(parties=[PROPERTY, CONTRACTOR, PROPERTY]).refused(Code.PARTY_REPEATED)


def test_a_party_has_one_order_at_a_time() -> None:
    dispatching(dispatched()).refused(Code.DISPATCH_STILL_OPEN)
    dispatching(dispatched(), ACKNOWLEDGED).refused(Code.DISPATCH_STILL_OPEN)
    dispatching(dispatched(), parties=[CONTRACTOR, PROPERTY]).refused(Code.DISPATCH_STILL_OPEN)


def test_an_approved_plan_is_handed_to_parties() -> None:
    given(*APPROVED).when(dispatch, known_parties=KNOWN, parties=[PROPERTY], note=None).then(
        dispatched()
    ).leaves(status=Status.APPROVED)
    given(*AGREED).when(dispatch, known_parties=KNOWN, parties=[PROPERTY], note=None).refused(
        Code.STATUS_FORBIDS, status="negotiated"
    )


def test_an_order_says_in_which_round_it_was_given() -> None:
    again = given(*APPROVED, dispatched(), COMPLETED, DONE, UNHAPPY, REWORK, dispatched()).state
    assert [order.round for order in again.dispatches] == [1, 2]


def test_nothing_is_dispatched_after_completion() -> None:
    dispatching(FAST, DONE).refused(Code.STATUS_FORBIDS, status="done")


def test_a_party_takes_its_order() -> None:
    taken = Dispatch(since=T0, party=PROPERTY, acknowledged=True)
    waiting = given(reported(), dispatched(CONTRACTOR, PROPERTY))
    waiting.when(acknowledge, party=PROPERTY).then(ACKNOWLEDGED).leaves(
        status=Status.REPORTED, dispatches=(Dispatch(since=T0, party=CONTRACTOR), taken)
    )


def test_an_order_is_taken_once() -> None:
    alone = given(reported(), dispatched(), ACKNOWLEDGED)
    alone.when(acknowledge, party=PROPERTY).refused(Code.ALREADY_ACKNOWLEDGED)
    another_waits = given(reported(), dispatched(PROPERTY, CONTRACTOR), ACKNOWLEDGED)
    another_waits.when(acknowledge, party=PROPERTY).refused(Code.ALREADY_ACKNOWLEDGED)


def test_a_new_order_is_taken_anew() -> None:
    again = given(reported(), dispatched(), ACKNOWLEDGED, COMPLETED, dispatched())
    again.when(acknowledge, party=PROPERTY).then(ACKNOWLEDGED).leaves(
        dispatches=(
            Dispatch(since=T0, party=PROPERTY, acknowledged=True, completed=True),
            Dispatch(since=T0, party=PROPERTY, acknowledged=True),
        )
    )


def test_who_has_no_open_order_hears_so_whatever_the_others_have_done() -> None:
    for history in ((), (dispatched(),), (dispatched(), ACKNOWLEDGED), (dispatched(), COMPLETED)):
        stranger = given(reported(), *history)
        stranger.when(acknowledge, party=CONTRACTOR).refused(Code.NOT_DISPATCHED)
        stranger.when(complete_dispatch, party=CONTRACTOR, note=None).refused(Code.NOT_DISPATCHED)


def test_a_finished_order_can_neither_be_taken_nor_finished_again() -> None:
    finished = given(reported(), dispatched(), COMPLETED)
    finished.when(acknowledge, party=PROPERTY).refused(Code.NOT_DISPATCHED)
    finished.when(complete_dispatch, party=PROPERTY, note=None).refused(Code.NOT_DISPATCHED)


def test_a_party_finishes_its_part() -> None:
    finished = Dispatch(since=T0, party=PROPERTY, acknowledged=True, completed=True)
    given(reported(), dispatched(PROPERTY, CONTRACTOR), ACKNOWLEDGED).when(
        complete_dispatch, party=PROPERTY, note=sealed("note")
    ).then(DispatchCompleted(party=PROPERTY, note=sealed("note"))).leaves(
        status=Status.REPORTED, dispatches=(finished, Dispatch(since=T0, party=CONTRACTOR))
    )


def test_who_never_acknowledged_does_so_by_finishing() -> None:
    finished = Dispatch(since=T0, party=PROPERTY, acknowledged=True, completed=True)
    given(reported(), dispatched()).when(complete_dispatch, party=PROPERTY, note=None).then(
        COMPLETED
    ).leaves(dispatches=(finished,))


def test_parties_have_nothing_to_say_after_completion() -> None:
    done = given(reported(), FAST, DONE)
    done.when(acknowledge, party=PROPERTY).refused(Code.STATUS_FORBIDS, status="done")
    done.when(complete_dispatch, party=PROPERTY, note=None).refused(
        Code.STATUS_FORBIDS, status="done"
    )
