"""The checker: holds the stored record against what callers were told.

Each demand is a function that yields what contradicts it, in words; they are listed together.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tests.faults.kept import Ask, Kept, Told, traced
from tests.faults.record import Event, Record

_ONCE = frozenset({"issue.triaged", "issue.dispatched", "issue.acknowledged"})
"""What the load asks several times of an issue and only one caller may be granted."""

_TIMED = frozenset({"issue.deadline-warned", "issue.deadline-missed"})

Firing = tuple[UUID, str, str]

_KNOWN = frozenset({200, 201, 409, 412, 503, 507})
"""The answers that a well-meant command may get in a fault."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """What was told, what is there, and the events of each command."""

    kept: Kept
    record: Record
    written: Mapping[int, Sequence[Event]]


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a check came to."""

    acknowledged: int
    found: int
    violations: Sequence[str]

    @property
    def lost(self) -> int:
        """How many acknowledged commands have left nothing."""
        return self.acknowledged - self.found


def examine(kept: Kept, record: Record, *, strict: bool = False, bearing: int = 0) -> Findings:
    """Hold *record* against *kept*.

    With *strict*, whoever was told "not now" must have written nothing by that attempt: so it is
    where no answer of the database could be lost. *bearing* is one more status to be expected.
    """
    case = Case(kept=kept, record=record, written=_written(record))
    demands = [*DEMANDS, not_now_wrote_nothing] if strict else DEMANDS
    wrong = [f"{demand.__name__}: {said}" for demand in demands for said in demand(case)]
    wrong += [f"answered {said}" for said in _unknown_answers(kept, _KNOWN | {bearing})]
    wrong += [f"seen: {said}" for said in kept.seen]
    acknowledged = kept.acknowledged()
    found = sum(number in case.written for number in acknowledged)
    return Findings(acknowledged=len(acknowledged), found=found, violations=wrong)


def positions_are_gapless(case: Case) -> Iterator[str]:
    """1, 2, 3 … up to the head."""
    positions = [event.position for event in case.record.events]
    if positions != list(range(1, len(positions) + 1)) or len(positions) != case.record.head:
        yield f"{len(positions)} events, the last at {positions[-1:]}, head {case.record.head}"


def versions_are_gapless(case: Case) -> Iterator[str]:
    """1, 2, 3 … in every stream, in the order of positions."""
    reached: Counter[UUID] = Counter()
    for event in case.record.events:
        reached[event.stream] += 1
        if event.version != reached[event.stream]:
            yield f"{event.stream} has {event.version} where {reached[event.stream]} belongs"


def nothing_is_lost(case: Case) -> Iterator[str]:
    """Every acknowledged command has its events."""
    for number in case.kept.acknowledged():
        if number not in case.written:
            yield f"command {number} was acknowledged and left nothing"


def no_key_has_two_effects(case: Case) -> Iterator[str]:
    """However often a command was sent, it was decided for good once."""
    for number, events in case.written.items():
        if len({(event.command, event.correlation) for event in events}) > 1:
            yield f"command {number} was carried out twice"


def everybody_is_told_their_own(case: Case) -> Iterator[str]:
    """The version told is that of the last own event on the issue told."""
    for told in case.kept.successes:
        events = case.written.get(told.ask, ())
        own = [event.version for event in events if event.stream == told.issue]
        if events and own[-1:] != [told.version]:
            yield f"command {told.ask} wrote {own[-1:]} and was told {told.version}"


def a_path_is_its_issue(case: Case) -> Iterator[str]:
    """What was asked of one issue is told of that issue, and stands in its stream."""
    for told in case.kept.successes:
        parts = case.kept.asked[told.ask].path.split("/")
        if len(parts) > 3 and UUID(parts[3]) != told.issue:
            yield f"command {told.ask} on {parts[3]} was told of {told.issue}"


def no_version_is_told_twice(case: Case) -> Iterator[str]:
    """No two commands share a version of an issue."""
    owners: dict[tuple[UUID | None, int | None], int] = {}
    for told in case.kept.successes:
        owner = owners.setdefault((told.issue, told.version), told.ask)
        if owner != told.ask:
            yield f"commands {owner} and {told.ask} were both told {told.version} of {told.issue}"


def a_repeat_is_told_the_same(case: Case) -> Iterator[str]:
    """Who asks again with a key is told the first success."""
    for number, answers in case.kept.acknowledged().items():
        if len({_essence(told) for told in answers}) > 1:
            yield f"command {number} was told different things"


def a_refusal_wrote_nothing(case: Case) -> Iterator[str]:
    """Who was refused has left no event."""
    for told in case.kept.told:
        if told.is_refusal and told.ask in case.written:
            yield f"command {told.ask} was refused ({told.status}) and written all the same"


def nothing_was_decided_on_stale_state(case: Case) -> Iterator[str]:
    """With `If-Match: 7` the first event is number 8."""
    for number, events in case.written.items():
        ask = case.kept.asked.get(number)
        if ask is not None and ask.match is not None and events[0].version != ask.match + 1:
            yield f"command {number} matched {ask.match} and wrote {events[0].version}"


def once_is_once(case: Case) -> Iterator[str]:
    """Of several who ask for what can be had once, one is granted it."""
    counted = Counter((e.stream, e.topic) for e in case.record.events if e.topic in _ONCE)
    yield from (f"{topic} {n} times in {stream}" for (stream, topic), n in counted.items() if n > 1)


def one_firing_per_deadline(case: Case) -> Iterator[str]:
    """Of one clock, one deadline is warned of once and missed once; a rung is climbed once."""
    counted = Counter(firings(case.record))
    yield from (f"{firing} {n} times" for firing, n in counted.items() if n > 1)


def firings(record: Record) -> list[Firing]:
    """What was recorded of time alone: the issue, what it was, and of which deadline or rung."""
    found: list[Firing] = []
    for event in record.events:
        data = event.data
        if event.topic in _TIMED:
            of = f"{data['clock']['kind']} {data['clock']['number']} {data['due']}"
            found.append((event.stream, event.topic, of))
        elif event.topic == "issue.escalated" and data.get("rung") is not None:
            found.append((event.stream, event.topic, f"{data['level']} {data['rung']}"))
    return found


def numbers_are_consecutive(case: Case) -> Iterator[str]:
    """The issues of a committee and year are numbered without a gap, and told so."""
    given = {e.stream: str(e.data["number"]) for e in case.record.events if _is_report(e)}
    reached: Counter[str] = Counter()
    for number in given.values():
        series, _, last = number.rpartition("-")
        reached[series] += 1
        if int(last) != reached[series]:
            yield f"{number} where {reached[series]} belongs"
    for told in case.kept.successes:
        if told.issue in given and given[told.issue] != told.number:
            yield f"command {told.ask} was told {told.number}, not {given[told.issue]}"


def successes_are_remembered(case: Case) -> Iterator[str]:
    """The key of every success was committed with its events."""
    for number in case.kept.acknowledged():
        events = case.written.get(number, ())
        position = case.record.remembered.get(case.kept.asked[number].key)
        if events and position != events[-1].position:
            yield f"command {number} ends at {events[-1].position}; its key leads to {position}"


def nobody_else_wrote(case: Case) -> Iterator[str]:
    """No event carries a trace id that was never sent."""
    yield from (f"command {number}" for number in case.written if number not in case.kept.asked)


def not_now_wrote_nothing(case: Case) -> Iterator[str]:
    """An attempt that was answered 500, 503 or 507 has left no event."""
    attempts = {event.correlation for events in case.written.values() for event in events}
    for told in case.kept.told:
        if told.status >= 500 and _trace(case.kept.asked[told.ask], told) in attempts:
            yield f"attempt {told.attempt} of command {told.ask} was told {told.status}"


DEMANDS: Sequence[Callable[[Case], Iterator[str]]] = (
    positions_are_gapless,
    versions_are_gapless,
    nothing_is_lost,
    no_key_has_two_effects,
    everybody_is_told_their_own,
    a_path_is_its_issue,
    no_version_is_told_twice,
    a_repeat_is_told_the_same,
    a_refusal_wrote_nothing,
    nothing_was_decided_on_stale_state,
    once_is_once,
    one_firing_per_deadline,
    numbers_are_consecutive,
    successes_are_remembered,
    nobody_else_wrote,
)
"""What holds after every fault."""


def _written(record: Record) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = {}
    for event in record.events:
        of = traced(event.correlation)
        if of is not None:
            found.setdefault(of[0], []).append(event)
    return found


def _unknown_answers(kept: Kept, known: frozenset[int]) -> Iterator[str]:
    counted = Counter((t.status, kept.asked[t.ask].noun) for t in kept.told)
    yield from (f"{s} to {noun}, {n} times" for (s, noun), n in counted.items() if s not in known)


def _essence(told: Told) -> tuple[object, ...]:
    return told.status, told.issue, told.version, told.number


def _trace(ask: Ask, told: Told) -> UUID:
    return ask.trace(told.attempt)


def _is_report(event: Event) -> bool:
    return event.topic == "issue.reported"
