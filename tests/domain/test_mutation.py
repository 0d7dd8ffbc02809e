"""The specs notice any change of the tables.

Every single edge is removed, added or led elsewhere and every single policy removed; each time at
least one of the checks that the suite runs on the real tables must raise AssertionError.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest

from domain.issue import lifecycle, policies
from domain.issue.events import Acknowledged, Reported
from domain.issue.lifecycle import LIFECYCLE, Edge, Status, Target
from domain.issue.policies import POLICIES, Policy
from tests.domain import test_issue_answer, test_issue_dispatch, test_issue_intake
from tests.domain.checks import CHECKS, check_decisions
from tests.domain.described import EVENTS
from tests.domain.dsl import Spec, specs_of

Guards = Mapping[type, tuple[Policy, ...]]

SPECS = specs_of(test_issue_intake, test_issue_dispatch, test_issue_answer)
IMPLIED = (Acknowledged, policies.somebody_dispatched)
"""An order that waits is an open order: to ask for both changes nothing."""

TARGETS: Sequence[Target] = ("same", *Status)


@dataclass(frozen=True)
class Mutant:
    """A lifecycle that differs from the real one at one edge."""

    edge: Edge
    target: Target | None

    @property
    def table(self) -> Mapping[Edge, Target]:
        """The real table with this edge led to this target, or (None) without it."""
        rest = {edge: target for edge, target in LIFECYCLE.items() if edge != self.edge}
        return rest if self.target is None else {**rest, self.edge: self.target}

    @property
    def means_the_same(self) -> bool:
        """Whether it is no mutant: from *done*, `same` and `done` are one thing."""
        right = LIFECYCLE.get(self.edge)
        here = self.edge[1]
        return right is not None and self.target in (right, here if right == "same" else right)


def removed() -> Iterator[Mutant]:
    """Each edge, gone."""
    return (Mutant(edge, None) for edge in LIFECYCLE)


def changed() -> Iterator[Mutant]:
    """Each missing edge added to each target, and each edge led to each other target."""
    for event in EVENTS:
        for before in (None, *Status):
            mutants = (Mutant((event, before), target) for target in TARGETS)
            yield from (mutant for mutant in mutants if not mutant.means_the_same)


def unguarded() -> Iterator[tuple[str, Guards]]:
    """The policies without one of them."""
    for event, guards in POLICIES.items():
        for policy in guards:
            rest = tuple(p for p in guards if p is not policy)
            yield f"{event} without {policy.__name__}", {**POLICIES, event: rest}


def overguarded() -> Iterator[tuple[str, Guards]]:
    """The policies with one of them asked of one event more; of a report none is asked."""
    known = {policy for guards in POLICIES.values() for policy in guards}
    for event in set(EVENTS) - {Reported}:
        guards = POLICIES.get(event, ())
        for policy in known - set(guards):
            if (event, policy) != IMPLIED:
                yield f"{event} with {policy.__name__}", {**POLICIES, event: (*guards, policy)}


def fails(specs: Sequence[Spec]) -> bool:
    """Whether any of *specs* notices; anything but a failed assertion is a fault."""
    for spec in specs:
        try:
            spec()
        except AssertionError:
            return True
    return False


def survivors(mutants: Iterator[Mutant], specs: Sequence[Spec]) -> list[Mutant]:
    """The damaged lifecycles that *specs* do not notice."""
    unnoticed = []
    for mutant in mutants:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(lifecycle, "LIFECYCLE", mutant.table)
            if not fails(specs):
                unnoticed.append(mutant)
    return unnoticed


def surviving_policies(mutants: Iterator[tuple[str, Guards]]) -> list[str]:
    """The damaged policies that nothing notices."""
    unnoticed = []
    for name, guards in mutants:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(policies, "POLICIES", guards)
            if not fails((*CHECKS, *SPECS)):
                unnoticed.append(name)
    return unnoticed


def seen_by_decisions(mutants: Iterator[Mutant]) -> Iterator[Mutant]:
    """Those that a command can meet: a report asks no table, and all others need an issue."""
    return (m for m in mutants if m.edge[0] is not Reported and m.edge[1] is not None)


def test_the_real_tables_fail_nothing() -> None:
    assert not fails((*CHECKS, *SPECS))


def test_there_is_a_mutant_for_every_edge_and_every_gap() -> None:
    pairs = {(event, before) for event in EVENTS for before in (None, *Status)}
    assert {mutant.edge for mutant in removed()} == set(LIFECYCLE)
    assert {mutant.edge for mutant in changed()} == pairs
    # Ten targets for each pair, less those that write the table as it is: one for each edge,
    # and one more where `same` can also be written as the status itself.
    same = [target for target in LIFECYCLE.values() if target == "same"]
    assert len(list(changed())) == 10 * len(pairs) - len(LIFECYCLE) - len(same)


def test_no_edge_can_be_removed() -> None:
    assert survivors(removed(), CHECKS) == []
    assert survivors(seen_by_decisions(removed()), SPECS) == []


def test_no_edge_can_be_added_or_led_elsewhere() -> None:
    assert survivors(changed(), CHECKS) == []
    assert survivors(seen_by_decisions(changed()), (check_decisions, *SPECS)) == []


def test_no_policy_can_be_removed() -> None:
    assert surviving_policies(unguarded()) == []


def test_no_policy_can_be_asked_of_a_further_event() -> None:
    assert surviving_policies(overguarded()) == []
