"""The record in the recount: events as the raw feed tells them, one JSON object a line."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tests.figures.recount_time import Table, date_of, number_of, working_days


@dataclass(frozen=True)
class Event:
    """What happened to an issue: `topic` without its stream's kind; both moments in µs."""

    topic: str
    data: Mapping[str, Any]
    happened: int
    recorded: int

    @cached_property
    def day(self) -> int:
        """The day on which it is said to have happened."""
        return number_of(date_of(self.happened))

    @cached_property
    def entered(self) -> int:
        """The day on which it was recorded."""
        return number_of(date_of(self.recorded))


History = Sequence[Event]


@dataclass
class Record:
    """All that a recount needs: histories by issue, and who stands above whom."""

    issues: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    superiors: dict[str, str | None] = field(default_factory=dict)
    calendars: dict[int, str] = field(default_factory=dict)
    definitions: dict[int, str] = field(default_factory=dict)

    def table(self, pinned: Mapping[str, Any]) -> Table:
        """By what a pinned timetable counts."""
        version = pinned["calendar"]
        text = None if version is None else self.calendars[version]
        periods = [(begin, end) for begin, end in pinned["hours"]["periods"]]
        return Table(working_days(text), periods)

    def lies_in(self, committee: str, body: str) -> bool:
        """Whether a committee is that body, or stands below it."""
        above: str | None = committee
        while above is not None and above != body:
            above = self.superiors.get(above)
        return above == body


def read(lines: Iterable[str]) -> Record:
    """The record in lines of the feed."""
    record = Record()
    for line in lines:
        item = json.loads(line)
        state = json.loads(item["state"])
        kind, _, topic = item["topic"].partition(".")
        _take(record, kind, topic, item, state)
    return record


def _take(
    record: Record, kind: str, topic: str, item: Mapping[str, Any], state: Mapping[str, Any]
) -> None:
    data = state["data"]
    match kind, topic:
        case "issue", _:
            event = Event(topic, data, state["occurred_at"], item["at_us"])
            record.issues[item["stream"]].append(event)
        case "body", "registered":
            record.superiors[item["stream"]] = data["superior"]
        case "calendar", "published":
            record.calendars[data["version"]] = data["text"]
        case "metric", "published":
            record.definitions[data["version"]] = data["text"]
