"""Any sequence of commands: the decisions agree with a model that never saw the table."""

from collections.abc import Sequence
from copy import deepcopy

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from tests.domain.dsl import fold
from tests.domain.examples import reported
from tests.domain.model import (
    ANSWERS,
    COMMANDS,
    COMPLETIONS,
    FINISHES,
    HANDS,
    TAKES,
    TRIAGES,
    Command,
    Model,
)


def attempt(command: Command, state: IssueState) -> tuple[Code | None, IssueState]:
    """The refusal and the state as it was, or None and the state after the events."""
    try:
        events: Sequence[object] = command.rule(state, **command.arguments)
    except Refused as refusal:
        return refusal.code, state
    return None, fold(events, state)


class IssueMachine(RuleBasedStateMachine):
    """One issue under linba, with sites 1 and 2, and its card at the counter."""

    def __init__(self) -> None:
        super().__init__()
        self.state: IssueState = fold([reported()])
        self.model = Model()

    def step(self, command: Command) -> None:
        """Try it on both, and go on from where it leads."""
        refused, self.state = attempt(command, self.state)
        assert refused == command.predict(self.model)

    @rule(command=st.sampled_from(TRIAGES))
    def triage(self, command: Command) -> None:
        self.step(command)

    @rule(command=st.sampled_from(HANDS))
    def dispatch(self, command: Command) -> None:
        self.step(command)

    @rule(command=st.sampled_from(TAKES))
    def acknowledge(self, command: Command) -> None:
        self.step(command)

    @rule(command=st.sampled_from(FINISHES))
    def complete_dispatch(self, command: Command) -> None:
        self.step(command)

    @rule(command=st.sampled_from(ANSWERS))
    def answer(self, command: Command) -> None:
        self.step(command)

    @rule(command=st.sampled_from(COMPLETIONS))
    def complete(self, command: Command) -> None:
        self.step(command)

    @invariant()
    def every_command_does_as_predicted(self) -> None:
        for command in COMMANDS:
            model = deepcopy(self.model)
            refused, after = attempt(command, self.state)
            assert refused == command.predict(model), command
            agree(after, model)

    @invariant()
    def state_and_card_agree(self) -> None:
        agree(self.state, self.model)


def agree(state: IssueState, model: Model) -> None:
    """Status, track, parties and orders are the same on both."""
    assert state.status == ("done" if model.finished else "reported")
    assert state.track == model.track
    assert state.parties == set(model.orders)
    waiting = {d.party for d in state.dispatches if not d.completed and not d.acknowledged}
    taken = {d.party for d in state.dispatches if not d.completed and d.acknowledged}
    assert waiting == {party for party, order in model.orders.items() if order == "waiting"}
    assert taken == {party for party, order in model.orders.items() if order == "taken"}


def test_decisions_agree_with_the_model() -> None:
    run_state_machine_as_test(
        IssueMachine,
        settings=settings(
            derandomize=True, deadline=None, database=None, max_examples=60, stateful_step_count=25
        ),
    )
