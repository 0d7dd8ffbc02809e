"""`evolve` never refuses: whatever was recorded, in whatever order, folds to a state."""

from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.body.events import SeatFilled, SeatVacated
from domain.history import BrokenHistory
from domain.issue.events import (
    Acknowledged,
    DispatchCompleted,
    Dispatched,
    Reported,
    Transferred,
)
from domain.issue.lifecycle import Status
from domain.issue.state import IssueState
from domain.ledger.events import KeyAdopted, Opened
from domain.method.events import Published as MethodPublished
from domain.moment import Moment
from domain.organisation.events import Registered as OrganisationRegistered
from domain.vocabulary.events import Published as VocabularyPublished
from tests.domain.dsl import T0, Deed, fold
from tests.domain.examples import DONE, STEADY, body_state, registered, reported
from tests.domain.histories import (
    BODY_EVENTS,
    FOLLOWING,
    ISSUE_EVENTS,
    PERSON_EVENTS,
    an,
    issue_states,
)
from tests.domain.loop import APPROVED, REWORK, UNHAPPY, reopened, tabled
from tests.domain.test_other_streams import NOBODY


@STEADY
@for_all(st.lists(FOLLOWING, max_size=12))
def test_any_history_of_an_issue_folds(history: list[object]) -> None:
    state: IssueState = fold([reported(), *history])
    assert state.status in Status
    assert state.held == sum(a.received - a.spent - a.returned for a in state.accounts)
    handed = [p for event in history if isinstance(event, Dispatched) for p in event.parties]
    assert [order.party for order in state.dispatches] == handed
    assert state.parties == set(handed)


@STEADY
@for_all(issue_states(), ISSUE_EVENTS)
def test_an_issue_at_any_status_folds_any_event(state: IssueState, event: object) -> None:
    after: IssueState = fold([event], state)
    if isinstance(event, Reported):
        assert (after.status, after.number) == (Status.REPORTED, event.number)
    else:
        assert after.reported_at == state.reported_at
        assert after.number == state.number
        moved = isinstance(event, Transferred)
        assert moved or (after.method, after.rules) == (state.method, state.rules)


@STEADY
@for_all(issue_states(), an(Acknowledged) | an(DispatchCompleted))
def test_a_party_speaks_for_no_other_and_undoes_nothing(
    state: IssueState, event: Acknowledged | DispatchCompleted
) -> None:
    after: IssueState = fold([event], state)
    for before, order in zip(state.dispatches, after.dispatches, strict=True):
        assert order.acknowledged >= before.acknowledged
        assert order.completed >= before.completed
        if order.party != event.party:
            assert order == before


@STEADY
@for_all(st.lists(BODY_EVENTS, max_size=12))
def test_any_history_of_a_body_folds(history: list[object]) -> None:
    state = body_state(registered(), *history)
    named = {(e.seat, e.compound) for e in history if isinstance(e, SeatFilled | SeatVacated)}
    assert set(state.seats) <= named


@STEADY
@for_all(st.lists(PERSON_EVENTS, max_size=6))
def test_any_history_of_a_person_folds(history: list[object]) -> None:
    state = fold([NOBODY, *history])
    given = {"name": state.name, "phone": state.phone, "room": state.room}
    assert state.known == tuple(field for field, sealed in given.items() if sealed)


@STEADY
@for_all(st.lists(an(MethodPublished), min_size=1, max_size=6))
def test_any_history_of_a_method_folds(history: list[MethodPublished]) -> None:
    state = fold(history)
    assert state.newest == max(event.version for event in history)
    assert state.texts == {event.version: event.text for event in history}


@STEADY
@for_all(st.lists(an(VocabularyPublished), min_size=1, max_size=6))
def test_any_history_of_the_vocabulary_folds(history: list[VocabularyPublished]) -> None:
    state = fold(history)
    assert (state.version, state.text) == (history[-1].version, history[-1].text)


@STEADY
@for_all(st.lists(an(OrganisationRegistered), min_size=1, max_size=3))
def test_any_history_of_an_organisation_folds(history: list[OrganisationRegistered]) -> None:
    assert fold(history).name == history[-1].name


@STEADY
@for_all(st.lists(an(Opened), min_size=1, max_size=3))
def test_any_history_of_the_ledger_folds(history: list[Opened]) -> None:
    assert fold(history).ledger == history[-1].ledger


@STEADY
@for_all(an(Opened), st.lists(an(KeyAdopted), max_size=3))
def test_the_key_that_was_adopted_last_signs(opened: Opened, adopted: list[KeyAdopted]) -> None:
    expected = adopted[-1].public if adopted else None
    assert fold([opened, *adopted]).key == expected


@STEADY
@for_all(st.lists(FOLLOWING, max_size=8))
def test_folding_twice_tells_the_same(history: list[Any]) -> None:
    whole = fold([reported(), *history])
    for cut in range(len(history) + 1):
        assert fold(history[cut:], fold([reported(), *history[:cut]])) == whole


@STEADY
@for_all(
    FOLLOWING
    | BODY_EVENTS.filter(lambda event: type(event).__name__ != "Registered")
    | PERSON_EVENTS.filter(lambda event: type(event).__name__ != "Registered")
)
def test_a_stream_that_does_not_begin_is_a_broken_record(event: object) -> None:
    with pytest.raises(BrokenHistory, match="does not begin"):
        fold([event])


def test_a_round_and_a_version_know_when_they_began() -> None:
    later = Moment(T0 + 5)
    for begins in (reopened(), REWORK):
        state = fold([Deed(begins, at=later)], fold([*APPROVED, DONE, UNHAPPY]))
        assert (state.round_began, state.began_at) == (later, later)
    assert fold(APPROVED).round_began is None
    assert fold(APPROVED).began_at == T0
    early = fold([Deed(reopened(), at=Moment(T0 - 5))], fold([*APPROVED, DONE, UNHAPPY]))
    assert early.began_at == T0
    draft = fold([Deed(tabled(2), at=later)], fold(APPROVED))
    assert draft.negotiation.proposal.tabled_at == later
    assert draft.approval.proposal.tabled_at == T0
