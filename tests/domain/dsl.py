"""Decision specs: `given(*events).when(fn, **facts)`, then what comes of it.

    given(reported()).when(respond, message=sealed()).then(Responded(message=sealed()))
    given().when(respond_early).refused(Code.STATUS_FORBIDS, status="done")
    given(published).when(publish, text=same).nothing()

`given` folds with the `evolve` of the events' own stream. A function whose first parameter is
called `state` gets the folded state; every other argument is passed by name. `refused` takes the
code *and all its facts*, because a caller reads both.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import domain.ballot.state
import domain.body.state
import domain.calendar.state
import domain.case.state
import domain.election.state
import domain.grid.state
import domain.inquiry.state
import domain.issue.evolve
import domain.ledger.state
import domain.meeting.state
import domain.method.state
import domain.metric.state
import domain.notice.state
import domain.organisation.state
import domain.person.state
import domain.project.state
import domain.questionnaire.state
import domain.rating.state
import domain.referral.state
import domain.register.state
import domain.retention.state
import domain.series.state
import domain.undertaking.state
import domain.visit.state
import domain.vocabulary.state
from domain.actor import SYSTEM, Actor
from domain.history import Stamp
from domain.moment import Moment
from domain.refusal import Code, Refused

T0 = Moment(1_700_000_000_000_000)
"""When everything that is *given* happened."""

STAMP = Stamp(at=T0, occurred_at=T0, by=SYSTEM)
"""What stands beside everything that is *given*."""

Rule = Callable[..., Any]
Spec = Callable[[], None]

EVOLVES: Mapping[str, Callable[..., Any]] = {
    "domain.ballot.events": domain.ballot.state.evolve,
    "domain.body.events": domain.body.state.evolve,
    "domain.calendar.events": domain.calendar.state.evolve,
    "domain.case.events": domain.case.state.evolve,
    "domain.grid.events": domain.grid.state.evolve,
    "domain.inquiry.events": domain.inquiry.state.evolve,
    "domain.referral.events": domain.referral.state.evolve,
    "domain.election.events": domain.election.state.evolve,
    "domain.questionnaire.events": domain.questionnaire.state.evolve,
    "domain.rating.events": domain.rating.state.evolve,
    "domain.metric.events": domain.metric.state.evolve,
    "domain.issue.events": domain.issue.evolve.evolve,
    "domain.ledger.events": domain.ledger.state.evolve,
    "domain.meeting.events": domain.meeting.state.evolve,
    "domain.method.events": domain.method.state.evolve,
    "domain.organisation.events": domain.organisation.state.evolve,
    "domain.person.events": domain.person.state.evolve,
    "domain.notice.events": domain.notice.state.evolve,
    "domain.project.events": domain.project.state.evolve,
    "domain.register.events": domain.register.state.evolve,
    "domain.retention.events": domain.retention.state.evolve,
    "domain.series.events": domain.series.state.evolve,
    "domain.undertaking.events": domain.undertaking.state.evolve,
    "domain.visit.events": domain.visit.state.evolve,
    "domain.vocabulary.events": domain.vocabulary.state.evolve,
}

REFUSALS: set[tuple[str, Code]] = set()
"""(rule, code) of every refusal that a spec has asserted so far; see test_codes.py."""


@dataclass(frozen=True)
class Deed:
    """An event with who did it and when, where that matters."""

    event: object
    by: Actor = SYSTEM
    at: Moment = T0

    @property
    def stamp(self) -> Stamp:
        """What stands beside it."""
        return Stamp(at=self.at, occurred_at=self.at, by=self.by)


def _stream(event: object) -> str:
    """The module that tells an event's stream, also where its events fill a package."""
    return ".".join(type(event).__module__.split(".")[:3])


def fold(events: Sequence[object], state: Any = None, stamp: Stamp = STAMP) -> Any:
    """The state after *events*, all of one stream; *stamp* is that of all but deeds."""
    for each in events:
        event, beside = (each.event, each.stamp) if isinstance(each, Deed) else (each, stamp)
        state = EVOLVES[_stream(event)](state, event, beside)
    return state


@dataclass(frozen=True)
class Outcome:
    """What a rule answered: a value or a refusal, never both."""

    rule: str
    state: Any
    value: Any = None
    refusal: Refused | None = None

    def then(self, *events: object) -> "Outcome":
        """The rule decided exactly these events, at least one."""
        assert events, "say nothing() where a rule stays quiet"
        return self.answers(events)

    def nothing(self) -> None:
        """The rule accepts and has nothing to record."""
        self.answers(())

    def answers(self, value: object) -> "Outcome":
        """The rule's value, for rules that answer something else than events."""
        assert self.refusal is None, f"{self.rule} refused: {self.refusal!r}"
        assert self.value == value
        return self

    def refused(self, code: Code, **facts: str | int) -> None:
        """The rule refused with this code and exactly these facts."""
        assert self.refusal is not None, f"{self.rule} decided {self.value!r}"
        assert (self.refusal.code, self.refusal.facts) == (code, facts)
        REFUSALS.add((self.rule, code))

    def leaves(self, **attributes: object) -> None:
        """How the stream stands after the decided events."""
        assert self.refusal is None, f"{self.rule} refused: {self.refusal!r}"
        after = fold(self.value, self.state)
        assert {name: getattr(after, name) for name in attributes} == attributes


@dataclass(frozen=True)
class Given:
    """A folded stream that waits for a command."""

    state: Any

    def standing(self, **attributes: object) -> "Given":
        """The same stream with attributes that no history reaches yet."""
        return Given(replace(self.state, **attributes))

    def when(self, rule: Rule, /, **facts: object) -> Outcome:
        """Ask *rule*; only a refusal is caught, any other exception is a fault."""
        takes_state = next(iter(inspect.signature(rule).parameters), None) == "state"
        first = (self.state,) if takes_state else ()
        name = f"{rule.__module__}.{rule.__qualname__}"
        try:
            return Outcome(name, self.state, value=rule(*first, **facts))
        except Refused as refusal:
            return Outcome(name, self.state, refusal=refusal)


def given(*events: object) -> Given:
    """A stream with this history; no events stand for a stream that does not exist."""
    return Given(fold(events))


def specs_of(*modules: ModuleType) -> tuple[Spec, ...]:
    """Every test of *modules* that needs no argument, to be run again against other tables."""
    return tuple(
        member
        for module in modules
        for name, member in vars(module).items()
        if name.startswith("test_") and not inspect.signature(member).parameters
    )
