"""All clocks of an issue in the recount, event after event.

Times are those at which things are said to have happened. What ended a clock and was entered
later than the method's grace counts as a claim.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.figures.recount_clock import Clock, Pause
from tests.figures.recount_record import Event, History
from tests.figures.recount_rules import DOES, OF_A_PARTY, ROUND_BEGINS, Does, Kinds
from tests.figures.recount_time import MINUTE


class Clocks:
    """All clocks of one issue, event after event."""

    def __init__(self) -> None:
        self.all: list[Clock] = []
        self._round = 1
        self._terms: Mapping[str, Mapping[str, Any]] = {}
        self._timing: Mapping[str, Any] = {}
        self._timetable: Mapping[str, Any] = {}
        self._track: str | None = None
        self._owed = self._known = self._merged = self._by_residents = False

    def take(self, event: Event) -> None:
        """Whatever the event does."""
        if event.topic == "reported":
            self._open(event.data)
        does = DOES.get(event.topic, Does())
        party = event.data["party"] if event.topic in OF_A_PARTY else None
        self._end(event, does.ends, party)
        self._call_off(event.happened, does.calls_off, party)
        for kind in does.lets_wait:
            for clock in self._running(kind):
                clock.pause(event.happened, away=True)
        self._note(event)
        for kind in does.begins:
            self._begin(kind, event)

    def _open(self, data: Mapping[str, Any]) -> None:
        self._known = data["reporter"] is not None
        self._by_residents = data["discovery"] == "told"
        self._owed = self._known or self._by_residents
        self._pin(data)

    def _pin(self, data: Mapping[str, Any]) -> None:
        self._terms = _by_clock(data)
        self._timing = data["rules"]["timing"]
        self._timetable = data["timetable"]

    def _running(self, kind: str, party: str | None = None) -> list[Clock]:
        mine = (clock for clock in self.all if clock.kind == kind and clock.runs)
        return [clock for clock in mine if party is None or clock.party == party]

    def _end(self, event: Event, kinds: Kinds, party: str | None) -> None:
        if event.topic == "published" and self._known:
            return
        late = event.recorded - event.happened > self._timing["grace"] * MINUTE
        for kind in kinds:
            # Of one that has ended in this round the earliest end counts, whenever it is entered.
            concerned = self._running(kind, party) or self._last_ended(kind, party)
            for clock in concerned:
                clock.ends.append((event.happened, not late))

    def _last_ended(self, kind: str, party: str | None) -> Iterator[Clock]:
        mine = [clock for clock in self.all if clock.kind == kind]
        if kind == "acknowledgement":
            mine = [clock for clock in mine if clock.party == party]
        for clock in mine if kind == "supervision" else mine[-1:]:
            if clock.round == self._round and clock.called_off is None:
                yield clock

    def _call_off(self, when: int, kinds: Kinds, party: str | None) -> None:
        for kind in kinds:
            for clock in self._running(kind, party):
                clock.called_off = when

    def _note(self, event: Event) -> None:
        data = event.data
        match event.topic:
            case "reporter-detached":
                self._owed = self._known = False
            case "reporter-erased":
                self._known, self._owed = False, self._owed and self._by_residents
                if not self._owed:
                    # Nobody waits for what staff found themselves.
                    self._call_off(event.happened, ("response",), None)
            case "merged" | "unmerged":
                self._merged = event.topic == "merged"
            case "triaged":
                self._triaged(event)
            case "transferred":
                self._transferred(data)
            case "deadline-recalculated":
                self._recalculated(data["calendar"])
            case "reopened" | "rework-ordered":
                self._next_round(event)
            case _:
                self._told(event)
        if event.topic in ("unmerged", "decline-overruled"):
            for clock in self.all:
                if clock.runs and clock.waits and clock.waits.away:
                    clock.go_on(event.happened)

    def _told(self, event: Event) -> None:
        """What is said of one clock by its name."""
        named = event.data.get("clock")
        for clock in self.all:
            if named != {"kind": clock.kind, "number": clock.number}:
                continue
            match event.topic:
                case "clock-paused":
                    clock.pause(event.happened, away=False)
                case "clock-resumed":
                    clock.go_on(event.happened)
                case "deadline-extended":
                    clock.more.append(event.data["by"])
                case "deadline-missed":
                    clock.missed.add(event.data["due"])

    def _triaged(self, event: Event) -> None:
        self._terms, self._track = _by_clock(event.data), event.data["track"]
        self._repin()
        if self._track != "normal":
            self._call_off(event.happened, ("negotiation",), None)

    def _transferred(self, data: Mapping[str, Any]) -> None:
        self._pin(data)
        self._track = None
        self._repin()
        for clock in self.all:
            if clock.runs:
                clock.timetable = self._timetable

    def _repin(self) -> None:
        """New limits for what runs; a supervision's is its own."""
        for clock in self.all:
            if clock.runs and clock.kind != "supervision":
                clock.limit = self._terms.get(clock.kind, clock.limit)

    def _recalculated(self, calendar: int) -> None:
        self._timetable = {**self._timetable, "calendar": calendar}
        for clock in self.all:
            if clock.runs:
                clock.timetable = {**clock.timetable, "calendar": calendar}

    def _next_round(self, event: Event) -> None:
        self._round = event.data["round"]
        policies = dict(self._timing["reopening"])
        for kind in ROUND_BEGINS:
            if self._running(kind) or not self._belongs(kind, event.topic):
                continue
            if policies.get(kind) == "afresh":
                self._add(kind, event.happened, self._terms.get(kind))
            elif policies.get(kind) == "continues":
                self._continue(kind, event.happened)

    def _belongs(self, kind: str, topic: str) -> bool:
        if kind == "negotiation":
            return topic == "reopened" and self._track == "normal"
        return self._owed if kind == "response" else True

    def _continue(self, kind: str, when: int) -> None:
        """The old one goes on, and the time between is left out."""
        for clock in [clock for clock in self.all if clock.kind == kind][-1:]:
            end = clock.end
            if clock.called_off is None and end is not None:
                clock.go_on(end)
                clock.pauses.append(Pause(end, away=False, until=max(end, when)))
                clock.ends.clear()
                clock.round = self._round

    def _begin(self, kind: str, event: Event) -> None:
        match kind:
            case "response" if not self._owed:
                return
            case "negotiation" if self._track != "normal" or self._running(kind):
                return
            case "revisit" if event.topic == "replied":
                if not self._merged or self._running(kind):
                    return
        limit = event.data["limit"] if kind == "supervision" else self._terms.get(kind)
        for party in event.data["parties"] if kind == "acknowledgement" else (None,):
            self._add(kind, event.happened, limit, party)

    def _add(
        self, kind: str, when: int, limit: Mapping[str, Any] | None, party: str | None = None
    ) -> None:
        if limit is not None:
            number = 1 + sum(clock.kind == kind for clock in self.all)
            clock = Clock(kind, number, limit, self._timetable, when, self._round, party)
            self.all.append(clock)


def clocks_of(history: History) -> Sequence[Clock]:
    """Every clock that the issue ever had."""
    clocks = Clocks()
    for event in history:
        clocks.take(event)
    return clocks.all


def _by_clock(data: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    return {term["clock"]: term for term in data["terms"]}
