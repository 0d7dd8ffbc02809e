"""`audit diff`: what lies between two points of the record, and what cannot be compared."""

import json
from typing import Any

from domain.moment import Moment, local
from tests.cli.conftest import Copy
from tests.cli.shell import Ended, Shell


def lines(ended: Ended) -> list[dict[str, Any]]:
    assert ended.status == 0, ended
    return [json.loads(line) for line in ended.out.splitlines()]


def test_positions_and_times_tell_the_same(copy: Copy) -> None:
    shell = copy()
    told = lines(shell.inside("audit", "diff", "580", "position:610", "--json"))
    events = [one["event"] for one in told if "event" in one]
    assert [one["position"] for one in events] == list(range(581, 611))
    assert {one["kind"] for one in told if "table" in one} >= {"added", "changed", "summed"}
    first, last = (str(events[place]["at"]) for place in (0, -1))
    between = lines(shell.inside("audit", "diff", first, last, "--json", "--view", "status"))
    assert {one["event"]["at"] for one in between if "event" in one} <= {
        one["at"] for one in events
    }
    words = shell.inside("audit", "diff", "580", "610", "--view", "status").out
    assert words.startswith("behind 580 up to 610: 30 events\n  581 ")
    changes = [line.partition(": ")[2] for line in words.splitlines() if " → " in line]
    assert any(line.startswith("…") for line in changes)
    assert not [line for line in changes if len(set(line.split(" → "))) < 2]
    assert shell.inside("audit", "diff", "50", "50").out == "behind 50 up to 50: 0 events\n"


def test_what_cannot_be_compared_is_refused(copy: Copy) -> None:
    shell = copy()

    def refused(*asked: str) -> str:
        return shell.inside("audit", "diff", *asked).complaint

    tomorrow = local(Moment(4_000_000_000_000_000)).isoformat()
    ends = "the record has not come so far: it ends at position "
    assert refused("1", "999999").startswith(ends)
    assert refused("1", tomorrow).startswith(ends)
    assert refused("5", "4") == "A (5) lies behind B (4): the earlier comes first"
    for never in ("yesterday", "2026-05-06", "2026-05-06T09:30:00", "-1", "1" * 19):
        assert "a position or a time with an offset is required" in refused("--", "1", never)
    assert refused("1", "2", "--view", "weather").startswith("no such view; there are: ")


def test_an_empty_record_has_nothing_between(shell: Shell) -> None:
    assert shell.inside("migrate").status == 0
    assert "lies behind B" in shell.inside("audit", "diff", "2", "1").complaint
