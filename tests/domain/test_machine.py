"""Any sequence of commands: the decisions agree with a model that never saw the table."""

from collections import Counter
from collections.abc import Sequence
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from domain.issue.awaiting import awaiting
from domain.issue.guards import would_accept
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from tests.domain import commands as c
from tests.domain.dsl import Deed, fold
from tests.domain.examples import reported, ruled
from tests.domain.model import Model
from tests.domain.trying import Command

REACHED: Counter[str] = Counter()
"""How often each command succeeded, and at which statuses and rounds issues stood."""


def attempt(command: Command, state: IssueState) -> tuple[Code | None, IssueState]:
    """The refusal and the state as it was, or None and the state after the events."""
    try:
        events: Sequence[object] = command.rule(state, **command.arguments(state))
    except Refused as refusal:
        return refusal.code, state
    assert would_accept(type(events[-1]) if len(events) == 1 else type(events[0]), state)
    return None, fold([Deed(event, command.by) for event in events], state)


def ask(command: Command, state: IssueState) -> Code | None:
    """Only whether it would be refused."""
    try:
        command.rule(state, **command.arguments(state))
    except Refused as refusal:
        return refusal.code
    return None


NEXT: dict[str, list[list[Command]]] = {
    "reported": [
        c.HANDS,
        c.ORDERS,
        c.ORDERS,
        c.TRIAGES,
        c.RECORD,
        c.PLANS,
        c.AGREES,
        c.AGREES,
        c.AGREES,
        c.COMPLETIONS,
        c.WORKS,
    ],
    "negotiated": [c.DECISIONS[:1], c.DECISIONS, c.MONEY],
    "approved": [
        c.WORKS,
        c.PLANS,
        c.AGREES,
        c.VARIATIONS,
        c.MONEY,
        c.COMPLETIONS,
        c.HANDS,
        c.ORDERS,
    ],
    "done": [c.ASKS, c.ATTEMPTS, c.MONEY, c.LATE],
    "revisited": [c.LATE, c.MONEY, c.EXITS],
    "declined": [c.EXITS],
}
"""What usually comes next, so that histories get deep."""


class IssueMachine(RuleBasedStateMachine):
    """One issue under linba, or under a method that differs a little, and its card."""

    def __init__(self) -> None:
        super().__init__()
        self.state: IssueState = fold([reported()])
        self.model = Model()

    @initialize(known=st.booleans(), rounds=st.integers(1, 3), blocks=st.booleans())
    def begin(self, known: bool, rounds: int, blocks: bool) -> None:
        reporter = {} if known else {"reporter": None}
        rules = ruled(rounds=rounds, abstention_blocks=blocks)
        self.state = fold([reported(rules=rules, **reporter)])
        self.model = Model(known=known, rounds=rounds, blocks=blocks)

    def step(self, command: Command) -> None:
        """Try it on both, and go on from where it leads."""
        predicted = command.predict(self.model)
        refused, self.state = attempt(command, self.state)
        assert refused == predicted, command.name
        if refused is None:
            REACHED[command.name] += 1
            REACHED[f"{self.model.status} {self.model.round}"] += 1

    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        """One of the steps that succeed here, if there is any."""
        usual = [one for some in NEXT.get(self.model.status, []) for one in some]
        possible = [one for one in usual if one.predict(self.model.copy()) is None]
        if possible:
            self.step(data.draw(st.sampled_from(possible), label="step"))

    @rule(data=st.data())
    def go_on_further(self, data: st.DataObject) -> None:
        self.go_on(data)

    @rule(commands=st.lists(st.sampled_from(c.COMMANDS), min_size=1, max_size=3))
    def anything(self, commands: list[Command]) -> None:
        for command in commands:
            self.step(command)

    @invariant()
    def every_command_does_as_predicted(self) -> None:
        for command in c.COMMANDS:
            refused = ask(command, self.state)
            assert refused == command.predict(self.model.copy()), command.name
        agree(self.state, self.model)


def agree(state: IssueState, model: Model) -> None:
    """Where it stands, whose turn it is, in whose hands it is, and every 分: as on the card."""
    assert (state.status, state.round, state.held) == (model.status, model.round, model.held)
    assert awaiting(state) == model.turn()
    assert state.busy_parties == set(model.orders)
    assert [(a.received, a.spent, a.returned) for a in state.accounts] == [
        tuple(book) for book in model.books.values()
    ]
    assert (state.approval is not None) == model.confirmed
    assert (state.published, state.asks_reporter) == (model.published, model.there)


def test_decisions_agree_with_the_model() -> None:
    run_state_machine_as_test(
        IssueMachine,
        settings=settings(
            derandomize=True, deadline=None, database=None, max_examples=60, stateful_step_count=40
        ),
    )


def walk(seed: int) -> None:
    """A long history that mostly goes on, and now and then tries anything."""
    chance = Random(seed)  # noqa: S311  # repeatable on purpose
    machine = IssueMachine()
    machine.begin(chance.random() < 0.7, chance.randint(1, 3), chance.random() < 0.5)
    for _ in range(60):
        some = chance.choice(NEXT.get(machine.model.status, [c.RECORD]))
        possible = [one for one in some if one.predict(machine.model.copy()) is None]
        goes_on = bool(possible) and chance.random() < 0.8
        machine.step(chance.choice(possible if goes_on else c.COMMANDS))
        agree(machine.state, machine.model)


def test_long_histories_agree_and_come_round_the_whole_loop() -> None:
    REACHED.clear()
    for seed in range(300):
        walk(seed)
    assert {command.name for command in c.COMMANDS} - set(REACHED) == set()
    loop = {f"{status} {n}" for status in ("negotiated", "approved", "done") for n in (1, 2, 3)}
    exits = {"withdrawn 1", "declined 1", "concluded 1", "concluded 2", "revisited 3"}
    assert loop | exits <= set(REACHED)
