"""Lifecycles and policies with one fault, and the means to see who notices.

A mutant is tried only on what looks the damaged entry up: `Watched` tables tell, once, which
entries each spec looks up. Nobody else could notice.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from domain.issue import guards, lifecycle
from domain.issue.guards import AT_REPORTED, POLICIES
from domain.issue.lifecycle import LIFECYCLE, Edge, Status, Target
from domain.issue.policies import Policy
from tests.domain.described import EVENTS
from tests.domain.dsl import Spec

Guards = Mapping[type, tuple[Policy, ...]]
TARGETS: Sequence[Target] = ("same", "before-merge", *Status)
REAL: Mapping[str, Guards] = {"POLICIES": POLICIES, "AT_REPORTED": AT_REPORTED}


@dataclass(frozen=True)
class Mutant:
    """A lifecycle that differs from the real one at one edge: another target, or (None) none."""

    edge: Edge
    target: Target | None

    @property
    def table(self) -> dict[Edge, Target]:
        """The damaged table."""
        rest = {edge: target for edge, target in LIFECYCLE.items() if edge != self.edge}
        return rest if self.target is None else {**rest, self.edge: self.target}

    @property
    def means_the_same(self) -> bool:
        """Whether it is none: from *done*, `same` and `done` are one thing."""
        right = LIFECYCLE.get(self.edge)
        spelt = ("same", self.edge[1])
        stays = right is not None and right in spelt
        return self.target == right or (stays and self.target in spelt)

    @property
    def moves_elsewhere(self) -> bool:
        """Whether an issue ends up elsewhere: only a merged one stood somewhere before."""
        return self._head(self.target) != self._head(LIFECYCLE.get(self.edge))

    def _head(self, target: Target | None) -> Target | None:
        here = self.edge[1]
        stays = target in (None, "same") or (target == "before-merge" and here != Status.MERGED)
        return here if stays else target


@dataclass(frozen=True)
class Guarded:
    """Policies with one fault, in one of the two tables."""

    table: str
    event: type
    policy: Policy
    guards: tuple[Policy, ...]

    @property
    def key(self) -> tuple[str, type, Policy]:
        """How a failure tells it."""
        return self.table, self.event, self.policy

    @property
    def value(self) -> Guards:
        """The damaged table."""
        return {**REAL[self.table], self.event: self.guards}


def removed() -> Iterator[Mutant]:
    """Each edge, gone."""
    return (Mutant(edge, None) for edge in LIFECYCLE)


def changed() -> Iterator[Mutant]:
    """Each missing edge added to each target, and each edge led to each other target."""
    for event in EVENTS:
        for before in (None, *Status):
            mutants = (Mutant((event, before), target) for target in TARGETS)
            yield from (mutant for mutant in mutants if not mutant.means_the_same)


def unguarded() -> Iterator[Guarded]:
    """Each policy of each event, gone."""
    for table, real in REAL.items():
        for event, asked in real.items():
            for policy in asked:
                yield Guarded(table, event, policy, tuple(p for p in asked if p is not policy))


def overguarded() -> Iterator[Guarded]:
    """Each policy asked of one event more; of a report none is asked."""
    known = {policy for real in REAL.values() for asked in real.values() for policy in asked}
    for table, real in REAL.items():
        for event in EVENTS[1:]:
            asked = real.get(event, ())
            already = {*asked, *POLICIES.get(event, ())}
            for policy in sorted(known - already, key=lambda p: p.__name__):
                yield Guarded(table, event, policy, (*asked, policy))


class Watched(dict[Any, Any]):
    """A table that remembers what was looked up in it."""

    def __init__(self, real: Mapping[Any, Any]) -> None:
        super().__init__(real)
        self.asked: set[Any] = set()

    def __contains__(self, key: object) -> bool:
        self.asked.add(key)
        return super().__contains__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)


@contextmanager
def damaged(module: Any, name: str, table: Mapping[Any, Any]) -> Iterator[None]:
    """The module with another table, for a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, table)
        yield


def fails(specs: Sequence[Callable[[], None]]) -> bool:
    """Whether any of *specs* notices; anything but a failed assertion is a fault."""
    for spec in specs:
        try:
            spec()
        except AssertionError:
            return True
    return False


@cache
def edges_asked(spec: Spec) -> frozenset[Edge]:
    """The edges of the lifecycle that a spec looks up."""
    watched = Watched(LIFECYCLE)
    with damaged(lifecycle, "LIFECYCLE", watched):
        spec()
    return frozenset(watched.asked)


@cache
def guards_asked(spec: Spec) -> frozenset[type]:
    """The events whose policies a spec asks."""
    watched = Watched(POLICIES)
    with damaged(guards, "POLICIES", watched):
        spec()
    return frozenset(watched.asked)
