"""What can be counted of one issue, by looking at all that is on record of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.figures.recount_clocks import clocks_of
from tests.figures.recount_record import Event, History, Record
from tests.figures.recount_time import date_of, number_of

SECOND = 1_000_000
NEXT_ROUND = ("reopened", "rework-ordered")
EXITS = ("declined", "withdrawn", "merged", "concluded")
BACK = ("decline-overruled", "unmerged")
ANSWERS = ("responded", "replied", "declined", "done", "published")
SAID: Mapping[bool | None, str] = {True: "resolved", False: "unresolved", None: "unreachable"}


@dataclass(frozen=True)
class Fact:
    """One thing that counts: as what, of what kind, on which day, and how much of it."""

    code: str
    day: int
    detail: str = ""
    value: int = 0


def facts_of(history: History, record: Record) -> Sequence[Fact]:
    """Every fact of an issue as its history leaves it; the first event is the report."""
    report = history[0]
    return [
        Fact(f"reported.{report.data['discovery']}", report.day),
        *_standing(history),
        *_beside(history),
        *_stages(history),
        *_clocks(history, record),
    ]


def dimensions_of(history: History) -> Mapping[str, str | None]:
    """Where it belongs, what it is about, how it came in, and by which method it is dealt with."""
    placed = _last(history, ("reported", "transferred"))
    method = placed.data["method"]
    return {
        "committee": placed.data["committee"],
        "compound": placed.data["compound"],
        "category": _last(history, ("reported", "triaged")).data["category"],
        "channel": history[0].data["channel"],
        "method": f"{method['name']}@{method['version']}",
    }


def _last(history: History, topics: Sequence[str]) -> Event:
    return [event for event in history if event.topic in topics][-1]


def _standing(history: History) -> Iterator[Fact]:
    """What an issue is, rather than what was done: its scale, whether it waits, how it ended."""
    reported = history[0].day
    waits, left, settled, scale = True, None, None, None
    for place, event in enumerate(history):
        match event.topic:
            case "triaged":
                scale = event.data["scale"]
            case "reopened" | "rework-ordered":
                waits, left, settled = True, None, None
            case "decline-overruled" | "unmerged":
                waits, left = True, None
            case "declined" | "withdrawn" | "merged" | "concluded":
                waits, left = False, Fact(f"exit.{event.topic}", event.day)
            case "revisited":
                waits = waits and _asks_again(history[:place], event)
                if event.data["resolved"]:
                    settled = Fact(f"settled.{_level(history[:place])}", event.day)
    if scale is not None:
        yield Fact(f"scale.{scale}", reported)
    if waits:
        yield Fact("open", reported)
    yield from (fact for fact in (left, settled) if fact is not None)


def _asks_again(before: History, revisit: Event) -> bool:
    """Whether that answer asks for another round, by the rules under which the issue runs."""
    rules = _last(before, ("reported", "transferred")).data["rules"]
    strict = rules["reopen_on"] == "dissatisfied"
    unhappy = strict and revisit.data["satisfaction"] == "dissatisfied"
    return revisit.data["resolved"] is False or unhappy


def _level(history: History) -> str:
    """At which level the issue stands."""
    event = _last(history, ("reported", "transferred", "escalated", "handed-down"))
    if "level" in event.data:
        return str(event.data["level"])
    return "committee" if event.data["compound"] is None else "compound"


def _beside(history: History) -> Iterator[Fact]:
    """What may happen any number of times."""
    sources: dict[int, str] = {}
    for event in history:
        data, day = event.data, event.day
        match event.topic.split("-"):
            case ["proposal", "tabled"]:
                sources |= {line["number"]: line["source"] for line in data["lines"]}
            case ["funds", what]:
                yield Fact(f"funds.{what}", day, sources.get(data["line"], ""), data["amount"])
            case ["meeting", "noted"]:
                yield Fact("meeting", day, data["kind"])
            case ["position", "taken"]:
                yield Fact(f"position.{data['stance']}", day, data["seat"])
            case ["escalated"]:
                yield Fact(f"escalated.{data['level']}", day)
            case ["supervised" | "urged"]:
                yield Fact(event.topic, day)
            case ["reopened"]:
                yield Fact(f"reopened.{data['cause']}", day)
            case ["rework", "ordered"]:
                yield Fact("reopened.rework", day)
            case ["done"]:
                yield Fact(f"done.{data['outcome']}", day)
            case ["revisited"]:
                yield from _answer(event)


def _answer(event: Event) -> Iterator[Fact]:
    resolved, rating = event.data["resolved"], event.data["satisfaction"]
    looked = event.data["kind"] == "inspection" and resolved is not None
    yield Fact(f"{'inspection' if looked else 'asked'}.{SAID[resolved]}", event.day)
    if rating is not None:
        yield Fact(f"rating.{rating}", event.day)


def _stages(history: History) -> Iterator[Fact]:
    """How long the parts of the way took, each once in a round."""
    report = history[0]
    yield from _first(history, ("dispatched",), report, "dispatch")
    rounds = list(_rounds(history))
    yield from _first(list(_answers(rounds[0])), ANSWERS, report, "response")
    for one in rounds:
        begins = one[0]
        yield from _newest(one, "negotiated", begins, "negotiation")
        yield from _newest(one, "approved", "negotiated", "approval")
        yield from _newest(one, "done", begins, "completion")
        yield from _newest(one, "revisited", "done", "revisit")


def _answers(first: History) -> Iterator[Event]:
    """What answers somebody who waits: a notice only where nobody knows who that is."""
    report = first[0].data
    told = report["discovery"] == "told"
    known = report["reporter"] is not None
    waits = known or told
    for event in first:
        if event.topic == "reporter-detached":
            known = waits = False
        if event.topic == "reporter-erased":
            known, waits = False, waits and told
        if waits and (event.topic != "published" or not known):
            yield event


def _rounds(history: History) -> Iterator[History]:
    starts = [place for place, one in enumerate(history) if one.topic in NEXT_ROUND]
    for begin, end in zip([0, *starts], [*starts, len(history)], strict=True):
        yield history[begin:end]


def _first(history: History, topics: Sequence[str], since: Event, stage: str) -> Iterator[Fact]:
    """What happened first, whenever it was entered."""
    found = [event for event in history if event.topic in topics]
    if found:
        yield _took(min(found, key=lambda event: event.happened), since, stage)


def _newest(one: History, topic: str, since: Event | str, stage: str) -> Iterator[Fact]:
    """What was recorded last in a round, from its beginning or from what stood before it."""
    places = [place for place, event in enumerate(one) if event.topic == topic]
    if not places:
        return
    if isinstance(since, Event):
        yield _took(one[places[-1]], since, stage)
        return
    # An end that nothing went before leaves the figure of the one that had something before it.
    for place in reversed(places):
        before = [event for event in one[:place] if event.topic == since]
        if before:
            yield _took(one[place], before[-1], stage)
            return


def _took(event: Event, since: Event, stage: str) -> Fact:
    seconds = max(0, event.happened - since.happened) // SECOND
    return Fact(f"stage.{stage}", event.day, value=seconds)


def _clocks(history: History, record: Record) -> Iterator[Fact]:
    for clock in clocks_of(history):
        yield Fact(f"{clock.kind}.{clock.outcome(record)}", number_of(date_of(clock.began)))
