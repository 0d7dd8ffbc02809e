"""What is offered is what is accepted: `would_accept` against the decisions themselves."""

import pytest
from hypothesis import given as for_all

from domain.issue import events, guards
from domain.issue.guards import would_accept
from domain.issue.lifecycle import Status
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from tests.domain.checks import at, expected_offers
from tests.domain.described import EVENTS, expected_at
from tests.domain.examples import STEADY
from tests.domain.histories import issue_states
from tests.domain.willing import NO_DECISION_OF_ITS_OWN, decided

SHADOWED = {
    # Decided with the last word, which asks for itself.
    events.Negotiated,
    # Taking the child's name away is quiet where it does not stand.
    events.Released,
    # From approval on, who withdraws is detached.
    events.Withdrawn,
}
"""Events whose decision may come to something else, or to nothing."""

OFFERED = [event for event in EVENTS if event not in NO_DECISION_OF_ITS_OWN]


def test_an_event_is_offered_exactly_where_its_decision_can_succeed() -> None:
    for state, offered in expected_offers():
        for event in OFFERED:
            if event not in SHADOWED:
                came, _ = decided(event, state)
                assert (event in came) == (event in offered), (event, state)


@STEADY
@for_all(issue_states())
def test_no_decision_succeeds_that_was_not_offered(state: IssueState) -> None:
    """Also on what no orderly history comes to."""
    for event in OFFERED:
        came, _ = decided(event, state)
        assert event not in came or would_accept(event, state), event


@STEADY
@for_all(issue_states())
def test_no_issue_is_reported_twice(state: IssueState) -> None:
    assert not would_accept(events.Reported, state)


def test_every_decision_asks_the_policies_of_its_event(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_state: IssueState) -> None:
        # A code that no rule of an issue uses, so that nobody else can have said it.
        raise Refused(Code.LEDGER_ALREADY_OPEN)

    along = {events.Negotiated, events.Released}
    for event in OFFERED:
        for status in Status:
            if event in along or not expected_at(event, status):
                continue
            with monkeypatch.context() as patch:
                patch.setattr(guards, "POLICIES", {event: (never,)})
                came, refused = decided(event, at(event, status))
            assert event not in came, event
            assert (Code.LEDGER_ALREADY_OPEN, "") in refused, event
