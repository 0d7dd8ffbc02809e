"""What cannot be done with time is refused by name, leaves no trace, and is told with its facts."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from service.settings import Settings
from tests.stories.life.quarter import asked
from tests.stories.life.watching import Watched, instant, watched

LINGBA = (("浦东新区", "PD"), ("东明路街道", "DML"), ("凌八居民区", "LB"))
WAITS = {"clock": "completion", "ground": "weather", "note": "台风橙色预警。"}
COMPLETION = {"clock": "completion"}
CENTURY = 36_525


@pytest.fixture(scope="module")
def lingba(shared_settings: Settings) -> Iterator[Watched]:
    """From the eve of 国庆 2026 on; the stories follow each other."""
    with watched(shared_settings, "2026-09-30 08:00", LINGBA, "linba@4") as town:
        yield town
        assert town.quarter.differences() == []


def limit(amount: int, span: str = "day", basis: str = "natural") -> dict[str, Any]:
    """So much time."""
    return {"amount": amount, "span": span, "basis": basis}


def more(*by: Any, clock: str = "completion") -> dict[str, Any]:
    """An extension by that limit."""
    return {"clock": clock, "by": limit(*by), "reason": "需二次进场。"}


def test_no_time_at_all_and_a_century(lingba: Watched) -> None:
    """A minute is a limit, and ten years are; neither less nor more."""
    issue = lingba.reports("2026-09-30 09:00")
    refuses, path = lingba.quarter.refuses, f"/v1/issues/{issue}"
    for wrong in (limit(0), limit(0, "minute"), limit(CENTURY), limit(3661 * 24, "hour")):
        body = {"limit": wrong, "demand": "请书面反馈。"}
        refuses("街道", issue, "supervisions", body, "limit-out-of-range")
        refuses("街道", issue, "extensions", more(1) | {"by": wrong}, "limit-out-of-range")
    seen = lingba.quarter.shown("街道", issue)["version"]
    for unread in ({"amount": -1}, {"amount": 1.5}, {"span": "century"}, {"basis": "lunar"}):
        body = more(1) | {"by": limit(1) | unread}
        told = lingba.quarter.teller.post("街道", f"{path}/extensions", body, seen=seen)
        assert (told.status, told.said["code"], told.topics) == (422, "invalid-body", [])
    lingba.acts(issue, "extensions", more(1, "minute"), "deadline-extended", by="街道")
    assert lingba.due(issue, "completion") == "2026-10-01T09:01:00+08:00"
    lingba.finishes(issue)


def test_what_does_not_run_is_not_paused(lingba: Watched) -> None:
    issue = lingba.reports("2026-09-30 10:00")
    refuses = lingba.quarter.refuses
    answer = WAITS | {"clock": "response"}
    facts = refuses("陆社工", issue, "pauses", answer, "clock-not-pausable")
    assert facts == {"clock": "response"}
    refuses("陆社工", issue, "pauses", WAITS | {"clock": "revisit"}, "unknown-clock")
    refuses("陆社工", issue, "pauses", WAITS | {"number": 2}, "unknown-clock")
    lingba.responds(issue)
    refuses("陆社工", issue, "pauses", answer, "clock-not-running")
    refuses("街道", issue, "extensions", more(1, clock="response"), "clock-not-running")
    refuses("陆社工", issue, "resumptions", COMPLETION, "clock-not-paused")
    lingba.passes_to("2026-09-30 12:00")
    early = WAITS | {"occurred_at": instant("2026-09-30 10:59")}
    assert refuses("陆社工", issue, "pauses", early, "occurred-too-early") == {"minutes": 60}
    ahead = WAITS | {"occurred_at": instant("2026-09-30 12:01")}
    refuses("陆社工", issue, "pauses", ahead, "occurred-in-future")
    lingba.acts(issue, "pauses", WAITS, "clock-paused")
    refuses("陆社工", issue, "pauses", WAITS, "clock-paused")
    lingba.finishes(issue)
    # 办结: neither paused nor resumed any more, and what it waited for is over.
    for noun, body in (("pauses", WAITS), ("resumptions", COMPLETION)):
        refuses("陆社工", issue, noun, body, "status-forbids")
    assert lingba.state(issue, "completion") == "met"
    said = asked(resolved=False, kind="online")
    lingba.acts(issue, "revisits", said, "revisited", "reopened", by="居民")
    refuses("陆社工", issue, "pauses", WAITS, "clock-not-running")
    lingba.acts(issue, "pauses", WAITS | {"number": 2}, "clock-paused")
    lingba.finishes(issue)


def test_more_time_that_would_be_over_already(lingba: Watched) -> None:
    """Due on 2 October at nine; nobody kept time until noon."""
    issue = lingba.reports("2026-10-01 09:00")
    lingba.responds(issue)
    lingba.comes_to("2026-10-02 12:00")
    refuses = lingba.quarter.refuses
    for hours in (1, 3):
        refuses("街道", issue, "extensions", more(hours, "hour"), "extension-in-the-past")
    # The holiday has no working hours: one of them reaches to Thursday, 9:30.
    lingba.acts(issue, "extensions", more(1, "hour", "working"), "deadline-extended", by="街道")
    assert lingba.due(issue, "completion") == "2026-10-08T09:30:00+08:00"
    lingba.passes_to("2026-10-08 09:30:00.000001")
    assert lingba.kept(issue)[-1] == ("missed completion", "2026-10-08 09:30")
    # What is missed on record is neither paused nor given more time.
    refuses("街道", issue, "extensions", more(5), "deadline-passed")
    refuses("陆社工", issue, "pauses", WAITS, "deadline-passed")
    lingba.finishes(issue)


def test_what_is_still_to_come_and_what_never_was(lingba: Watched) -> None:
    """Clocks are not told of tomorrow, nor of the day before; a calendar is one that there is."""
    issue = lingba.reports("2026-10-09 09:00")
    teller, path = lingba.quarter.teller, f"/v1/issues/{issue}/clocks"
    for as_of, reason in (
        (instant("2026-10-09 09:00:00.000001"), "in_the_future"),
        (f"position:{teller.head() + 1}", "beyond_the_head"),
        ("tomorrow", "time_or_position_expected"),
    ):
        status, told = teller.refusal("陆社工", f"{path}?as_of={quote(as_of)}")
        assert (status, told["code"]) == (400, "malformed-request")
        assert [(one["pointer"], one["reason"]) for one in told["errors"]] == [("/as_of", reason)]
    past = quote(instant("2026-10-09 08:59"))
    assert teller.refusal("陆社工", f"{path}?as_of={past}")[1]["code"] == "not-found"
    status, told = teller.refusal("陆社工", "/v1/calendars/7")
    assert (status, told["code"], told["facts"]) == (404, "unknown-calendar", {"version": 7})
    lingba.finishes(issue)
