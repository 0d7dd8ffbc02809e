"""What is offered is what is accepted: `would_accept` against the decisions themselves."""

import pytest
from hypothesis import given as for_all

from domain.issue import policies
from domain.issue.policies import would_accept
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from tests.domain.described import EVENTS, EXAMPLES, READY, decision
from tests.domain.dsl import given
from tests.domain.examples import STEADY, reported, uid
from tests.domain.histories import PARTIES, issue_states

FRESH = uid(77)
"""A party that never had an order, so that there is always somebody to hand an issue to."""


def can_succeed(event: type, state: IssueState) -> bool:
    """Whether the decision for *event* succeeds for at least one party."""
    for party in (*PARTIES, FRESH):
        rule, arguments = decision(event, party)
        try:
            decided = rule(state, **arguments)
        except Refused:
            continue
        return [type(each) for each in decided] == [event]
    return False


@STEADY
@for_all(issue_states())
def test_an_event_is_offered_exactly_where_its_decision_can_succeed(state: IssueState) -> None:
    offered = {event for event in EXAMPLES if would_accept(event, state)}
    assert offered == {event for event in EXAMPLES if can_succeed(event, state)}


@STEADY
@for_all(issue_states())
def test_no_issue_is_reported_twice(state: IssueState) -> None:
    (report,) = set(EVENTS) - set(EXAMPLES)
    assert not would_accept(report, state)


def test_every_decision_asks_the_policies_of_its_event(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_state: IssueState) -> None:
        # A code that no rule of an issue uses, so that nobody else can have said it.
        raise Refused(Code.LEDGER_ALREADY_OPEN)

    for event, example in EXAMPLES.items():
        rule, arguments = decision(event)
        ready = given(reported(), *READY.get(event, ()))
        monkeypatch.setattr(policies, "POLICIES", {})
        ready.when(rule, **arguments).then(example)
        monkeypatch.setattr(policies, "POLICIES", {event: (never,)})
        ready.when(rule, **arguments).refused(Code.LEDGER_ALREADY_OPEN)
