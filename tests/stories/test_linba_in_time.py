"""凌八居民区 (A5): 15分钟响应、24小时办结, to the minute, through 国庆 and 春节.

The promise is one of natural time: who reports on a holiday is answered on the holiday.
"""

from collections.abc import Iterator

import pytest

from service.settings import Settings
from tests.stories.life.quarter import asked
from tests.stories.life.watching import Watched, counted, instant, watched

LINGBA = (("浦东新区", "PD"), ("东明路街道", "DML"), ("凌八居民区", "LB"))
WAITS = {"clock": "completion", "ground": "waiting-for-material", "note": "配件节后到货。"}
ONE_DAY = {"amount": 1, "span": "day", "basis": "working"}
DEMAND = "请按时办结并书面反馈。"


@pytest.fixture(scope="module")
def lingba(shared_settings: Settings) -> Iterator[Watched]:
    """From the eve of 国庆 2025 on; the stories follow each other."""
    with watched(shared_settings, "2025-09-30 18:00", LINGBA, "linba@4") as town:
        yield town
        assert town.quarter.differences() == []


def test_a_quarter_of_an_hour_on_the_first_of_october(lingba: Watched) -> None:
    prompt = lingba.reports("2025-10-01 08:50")
    late = lingba.quarter.report("邻居")
    assert lingba.due(prompt, "response") == "2025-10-01T09:05:00+08:00"
    # Four fifths of 15 minutes are 12.
    lingba.passes_to("2025-10-01 09:01:59.999999")
    assert lingba.kept(prompt) == []
    lingba.passes_to("2025-10-01 09:02")
    assert lingba.kept(prompt) == lingba.kept(late) == [("warned response", "2025-10-01 09:02")]
    # At 09:05 sharp it is in time, and a microsecond later it is not.
    lingba.passes_to("2025-10-01 09:05")
    assert lingba.state(late, "response") == "running"
    lingba.responds(prompt)
    lingba.comes_to("2025-10-01 09:05:00.000001")
    assert lingba.state(late, "response") == "missed"
    lingba.passes_to("2025-10-01 09:20")
    lingba.responds(late)
    in_time, missed = (lingba.clock(one, "response") for one in (prompt, late))
    assert (in_time["state"], in_time["missed_at"]) == ("met", None)
    assert (missed["state"], missed["stopped_at"]) == ("met-late", "2025-10-01T09:20:00+08:00")
    assert missed["missed_at"] == "2025-10-01T09:05:00.000001+08:00"
    assert lingba.kept(late)[1:] == [("missed response", "2025-10-01 09:05")]
    for issue in (prompt, late):
        lingba.finishes(issue)


def test_said_in_time_and_typed_in_later(lingba: Watched) -> None:
    """An hour is allowed for typing in; what comes later is shown, and claimed."""
    noted, claimed = lingba.reports("2025-10-01 14:00"), lingba.quarter.report("邻居")
    at_the_door = instant("2025-10-01 14:10")
    lingba.passes_to("2025-10-01 15:10")
    lingba.responds(noted, occurred_at=at_the_door)
    lingba.passes_to("2025-10-01 15:10:00.000001")
    lingba.responds(claimed, occurred_at=at_the_door)
    for issue, late in ((noted, False), (claimed, True)):
        clock = lingba.clock(issue, "response")
        assert (clock["state"], clock["claimed"], clock["backdated"]) == ("met", late, True)
        assert clock["stopped_at"] == "2025-10-01T14:10:00+08:00"
        # What was put on record in between stays there.
        assert clock["missed_at"] == "2025-10-01T14:15:00.000001+08:00"
        lingba.finishes(issue)


def test_twenty_four_hours_and_then_up_the_ladder(lingba: Watched) -> None:
    """Two hours to the committee, eight to the subdistrict, 24 to the district, each in turn."""
    issue = lingba.reports("2025-10-02 20:30")
    lingba.responds(issue)
    assert lingba.due(issue, "completion") == "2025-10-03T20:30:00+08:00"
    lingba.passes_to("2025-10-05 06:29")
    assert lingba.quarter.shown("区", issue)["level"] == "subdistrict"
    lingba.passes_to("2025-10-05 07:00")
    assert lingba.kept(issue) == [
        # 24 hours × 0.8 are 19 hours 12 minutes.
        ("warned completion", "2025-10-03 15:42"),
        ("missed completion", "2025-10-03 20:30"),
        ("escalated committee", "2025-10-03 22:30"),
        ("escalated subdistrict", "2025-10-04 06:30"),
        ("escalated district", "2025-10-05 06:30"),
    ]
    assert lingba.quarter.shown("区", issue)["level"] == "district"
    lingba.finishes(issue)
    clock = lingba.explained(issue, "completion")
    assert (clock["state"], clock["used_seconds"] / 3600) == ("met-late", 58.5)
    # Thursday and Friday, Saturday and Sunday of the holiday: natural time leaves out nothing.
    assert counted(clock) == [
        ("10-02", "holiday", 3.5),
        ("10-03", "holiday", 24),
        ("10-04", "weekend", 24),
        ("10-05", "weekend", 7),
    ]


def test_after_a_standstill_the_district_is_not_told_at_once(lingba: Watched) -> None:
    """Nobody kept time for two days, and once more for three."""
    issue = lingba.reports("2025-10-06 10:00")
    lingba.responds(issue)
    lingba.comes_to("2025-10-09 09:00")
    assert lingba.clock(issue, "completion")["state"] == "missed"
    as_it_stood(lingba, issue)
    lingba.keeps()
    # No warning any more; and the first rung counts from what is on record now.
    assert lingba.kept(issue) == [("missed completion", "2025-10-09 09:00")]
    lingba.passes_to("2025-10-09 11:00")
    assert lingba.kept(issue)[1:] == [("escalated committee", "2025-10-09 11:00")]
    # The subdistrict would have heard at 19:00, the district at 19:00 on the 10th.
    lingba.comes_to("2025-10-12 08:00")
    lingba.keeps()
    lingba.passes_to("2025-10-13 08:00")
    assert lingba.kept(issue)[2:] == [
        ("escalated subdistrict", "2025-10-12 08:00"),
        ("escalated district", "2025-10-13 08:00"),
    ]
    lingba.finishes(issue)


def as_it_stood(lingba: Watched, issue: str) -> None:
    """In the detail and explained, though nothing was recorded: it was missed all the same."""
    path = f"/v1/issues/{issue}?as_of="
    for when, state in (("2025-10-07 10:00", "running"), ("2025-10-07 10:01", "missed")):
        assert lingba.explained(issue, "completion", as_of=when)["state"] == state
        written = instant(when).replace("+", "%2B")
        told = lingba.quarter.teller.get("陆社工", path + written)["clocks"]
        assert [one["state"] for one in told] == ["met", state]


def test_new_years_eve_and_not_solved_after_all(lingba: Watched) -> None:
    """除夕, 16 February 2026: 24 hours anew after the revisit, and no second quarter."""
    issue = lingba.reports("2026-02-16 23:50")
    assert lingba.due(issue, "response") == "2026-02-17T00:05:00+08:00"
    lingba.passes_to("2026-02-17 00:05")
    lingba.responds(issue)
    lingba.passes_to("2026-02-17 23:50")
    lingba.finishes(issue)
    lingba.passes_to("2026-02-18 15:00")
    said = asked(resolved=False, kind="online")
    lingba.acts(issue, "revisits", said, "revisited", "reopened", by="居民")
    first, second = (lingba.explained(issue, "completion", number=n) for n in (1, 2))
    assert (first["state"], first["round"], first["due"]) == ("met", 1, "2026-02-17T23:50:00+08:00")
    assert (second["state"], second["round"]) == ("running", 2)
    assert second["due"] == "2026-02-19T15:00:00+08:00"
    assert lingba.state(issue, "response") == "met"
    lingba.passes_to("2026-02-19 15:00")
    lingba.quarter.triages(issue, "fast", "small")
    lingba.quarter.completes(issue)
    assert lingba.state(issue, "completion") == "met"


def test_two_supervisions_over_the_spring_festival(lingba: Watched) -> None:
    """督办 in working time, where the method itself counts natural time."""
    issue = lingba.reports("2026-02-20 09:00")
    lingba.responds(issue)
    days = {"limit": {**ONE_DAY, "amount": 2}, "demand": DEMAND}
    lingba.acts(issue, "supervisions", days, "supervised", by="街道")
    # 15 to 23 February are off: Tuesday the 24th, Wednesday the 25th.
    assert lingba.due(issue, "supervision") == "2026-02-25T17:00:00+08:00"
    lingba.passes_to("2026-02-24 11:00")
    hours = {"limit": {"amount": 4, "span": "hour", "basis": "working"}, "demand": DEMAND}
    lingba.acts(issue, "supervisions", hours, "supervised", by="街道")
    # Half an hour before lunch, and three and a half behind it.
    assert lingba.due(issue, "supervision") == "2026-02-24T16:30:00+08:00"
    lingba.passes_to("2026-02-24 16:45")
    assert ("missed supervision", "2026-02-24 16:30") in lingba.kept(issue)
    lingba.finishes(issue)
    first, second = (lingba.explained(issue, "supervision", number=n) for n in (1, 2))
    assert (first["state"], second["state"]) == ("met", "met-late")


def test_a_pause_over_the_holiday_and_a_day_more(lingba: Watched) -> None:
    """国庆 2026 is 1 to 7 October; Thursday the 8th is worked."""
    issue = lingba.reports("2026-09-30 10:00")
    lingba.responds(issue)
    assert lingba.due(issue, "completion") == "2026-10-01T10:00:00+08:00"
    lingba.passes_to("2026-09-30 20:40")
    # Written down 40 minutes later; ten hours are used, and 14 are left.
    at_eight = {**WAITS, "occurred_at": instant("2026-09-30 20:00")}
    lingba.acts(issue, "pauses", at_eight, "clock-paused")
    paused = lingba.clock(issue, "completion")
    assert (paused["state"], paused["due"]) == ("paused", None)
    assert paused["paused"] == "waiting-for-material"
    lingba.passes_to("2026-10-08 09:00")
    assert lingba.kept(issue) == []
    lingba.acts(issue, "resumptions", {"clock": "completion"}, "clock-resumed")
    assert lingba.due(issue, "completion") == "2026-10-08T23:00:00+08:00"
    a_day_more(lingba, issue)
    before = lingba.explained(issue, "completion", as_of="2026-09-30 19:00")
    assert (before["state"], before["due"]) == ("running", "2026-10-01T10:00:00+08:00")
    assert (before["used_seconds"], before["remaining_seconds"]) == (9 * 3600, 15 * 3600)
    assert [step["change"] for step in before["steps"]] == ["begun"]


def a_day_more(lingba: Watched, issue: str) -> None:
    """Granted by the subdistrict: behind 23:00 of the 8th one working day counts, the 9th."""
    lingba.passes_to("2026-10-08 12:00")
    more = {"clock": "completion", "by": ONE_DAY, "reason": "需二次进场。"}
    lingba.quarter.refuses("陆社工", issue, "extensions", more, "forbidden")
    lingba.acts(issue, "extensions", more, "deadline-extended", by="街道")
    assert lingba.due(issue, "completion") == "2026-10-09T17:00:00+08:00"
    lingba.passes_to("2026-10-09 17:00")
    # Four fifths of 24 and 7 hours: 24, and 48 minutes of the working day.
    assert lingba.kept(issue) == [("warned completion", "2026-10-09 09:18")]
    lingba.finishes(issue)
    clock = lingba.explained(issue, "completion")
    assert (clock["state"], clock["used_seconds"]) == ("met", 31 * 3600)
    stretches = clock["stretches"]
    assert [(one["sort"], one["basis"], one["counted_seconds"] / 3600) for one in stretches] == [
        ("counted", "natural", 10),
        ("paused", "natural", 0),
        ("counted", "natural", 14),
        ("counted", "working", 7),
    ]
