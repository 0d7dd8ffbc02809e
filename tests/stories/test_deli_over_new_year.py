"""德立社区 again: merged on New Year's Day; another lunch break; a year that nobody knows yet."""

from collections.abc import Iterator

import pytest

from service.settings import Settings
from tests.stories.life.quarter import asked
from tests.stories.life.watching import Watched, counted, minute, watched
from tests.stories.test_deli_in_time import DELI, PERMIT

LONG_LUNCH = [{"opens": "09:00", "closes": "12:00"}, {"opens": "14:00", "closes": "19:00"}]
"""Eight hours, where the office has seven."""

OF_2027 = '\n[years.2027]\noff = ["01-01", "01-02", "01-03"]\non = ["01-09"]\n'
"""As a notice could have it: the first is a Friday, and Saturday the ninth is worked for it."""


@pytest.fixture(scope="module")
def deli(shared_settings: Settings) -> Iterator[Watched]:
    """From the last day of 2025 on; the stories follow each other."""
    with watched(shared_settings, "2025-12-31 08:00", DELI, "deli@2") as town:
        yield town
        assert town.quarter.differences() == []


def test_each_of_three_reporters_is_answered_and_asked(deli: Watched) -> None:
    """Merged on New Year's Day: their work is one, their answers and revisits are their own."""
    target = deli.reports("2025-12-31 16:00", "居民")
    early = deli.reports("2025-12-31 17:00", "邻居")
    late = deli.reports("2025-12-31 18:00", "邻居")
    deli.passes_to("2026-01-01 09:00")
    for child in (early, late):
        deli.acts(child, "merges", {"target": target}, "merged", "absorbed")
    deli.responds(target)
    # Whose answer it is not waits on; the work of a merged issue is the target's.
    for child, due in ((early, "2026-01-01T17:00:00+08:00"), (late, "2026-01-01T18:00:00+08:00")):
        assert (deli.state(child, "response"), deli.due(child, "response")) == ("running", due)
        work = deli.clock(child, "completion")
        assert (work["state"], work["due"], work["paused"]) == ("paused", None, None)
    deli.passes_to("2026-01-01 17:30")
    deli.finishes(target, "replied", "replied")
    assert [deli.state(one, "response") for one in (target, early, late)] == [
        "met",
        "met-late",
        "met",
    ]
    they_are_asked_one_by_one(deli, target, early, late)


def they_are_asked_one_by_one(deli: Watched, target: str, early: str, late: str) -> None:
    """Three days from the next midnight on, 2, 3 and 4 January; nobody answers for another."""
    for issue in (target, early, late):
        assert deli.due(issue, "revisit") == "2026-01-05T00:00:00+08:00"
    content = asked(resolved=True, kind="online")
    deli.passes_to("2026-01-03 10:00")
    deli.acts(target, "revisits", content, "revisited", by="居民")
    deli.passes_to("2026-01-05 00:00")
    deli.acts(late, "revisits", content, "revisited", by="邻居")
    deli.passes_to("2026-01-09 17:00")
    # Four fifths of 72 hours are 57:36. A revisit that is missed climbs no ladder.
    warned, missed = ("warned revisit", "2026-01-04 09:36"), ("missed revisit", "2026-01-05 00:00")
    assert deli.kept(target) == []
    # Four fifths of 24 hours are 19:12.
    assert deli.kept(late) == [("warned response", "2026-01-01 13:12"), warned]
    assert deli.kept(early) == [
        ("warned response", "2026-01-01 12:12"),
        ("missed response", "2026-01-01 17:00"),
        warned,
        missed,
    ]
    deli.acts(early, "revisits", content, "revisited", by="邻居")
    assert [deli.state(one, "revisit") for one in (target, late, early)] == [
        "met",
        "met",
        "met-late",
    ]


def test_merged_by_mistake_over_qingming(deli: Watched) -> None:
    """清明 2026 is 4 to 6 April. What waited with another issue goes on where it stood."""
    target, issue = deli.reports("2026-04-02 09:00"), deli.reports("2026-04-02 09:00", "邻居")
    for one in (target, issue):
        deli.responds(one)
    deli.quarter.triages(issue, "fast", "small", category="lighting")
    # 3, 7 and 8 April.
    assert deli.due(issue, "completion") == "2026-04-08T17:00:00+08:00"
    deli.passes_to("2026-04-03 10:30")
    deli.acts(issue, "merges", {"target": target}, "merged", "absorbed")
    deli.passes_to("2026-04-07 14:00")
    deli.acts(issue, "unmerges", {"reason": "不是同一盏灯。"}, "unmerged", "released")
    # Two hours were used; three on the 7th, seven each on the 8th and 9th, two on the 10th.
    assert deli.due(issue, "completion") == "2026-04-10T10:30:00+08:00"
    deli.passes_to("2026-04-10 10:30")
    assert deli.kept(issue) == [("warned completion", "2026-04-09 14:48")]
    deli.quarter.completes(issue)
    deli.finishes(target)
    clock = deli.explained(issue, "completion")
    assert (clock["state"], clock["used_seconds"]) == ("met", 21 * 3600)
    assert [one["sort"] for one in clock["stretches"]] == [
        "first-day",
        "counted",
        "away",
        "counted",
    ]


def test_a_committee_that_has_lunch_from_twelve_to_two(deli: Watched) -> None:
    """What began before keeps the hours that it began with."""
    before = lift(deli, "2026-11-16 10:00")
    path = f"/v1/bodies/{deli.quarter.committee}/hours"
    told = deli.quarter.teller.post("陆社工", path, {"periods": LONG_LUNCH})
    assert (told.status, told.said["hours"]) == (200, LONG_LUNCH)
    after = lift(deli, "2026-11-16 12:30")
    assert deli.due(before, "completion") == "2026-11-17T17:00:00+08:00"
    assert deli.due(after, "completion") == "2026-11-17T19:00:00+08:00"
    a_pause_over_lunch(deli, after)
    # Four fifths of seven hours are 5:36; of eight 6:24, of which 2:30 lie before the pause.
    deli.passes_to("2026-11-18 11:00")
    assert deli.kept(before) == [
        ("warned completion", "2026-11-17 15:36"),
        ("missed completion", "2026-11-17 17:00"),
    ]
    assert deli.kept(after) == [
        ("warned completion", "2026-11-17 17:54"),
        ("missed completion", "2026-11-18 09:30"),
    ]
    for issue in (before, after):
        deli.quarter.completes(issue)
    clock = deli.explained(after, "completion")
    assert counted(clock) == [
        ("11-16", "workday", 0),
        ("11-17", "workday", 7.5),
        # Half an hour of it within the limit, and one and a half beyond.
        ("11-18", "workday", 2),
    ]


def a_pause_over_lunch(deli: Watched, issue: str) -> None:
    """From 11:30 to 14:00 half an hour would have counted; it is half an hour of the next day."""
    deli.passes_to("2026-11-17 11:30")
    deli.acts(issue, "pauses", PERMIT, "clock-paused")
    deli.passes_to("2026-11-17 14:00")
    deli.acts(issue, "resumptions", {"clock": "completion"}, "clock-resumed")
    assert deli.due(issue, "completion") == "2026-11-18T09:30:00+08:00"


def lift(deli: Watched, when: str) -> str:
    issue = deli.reports(when)
    deli.responds(issue)
    deli.quarter.triages(issue, "fast", "small", category="lift")
    return issue


def test_a_year_of_which_nobody_knows_yet(deli: Watched) -> None:
    """The calendar ends with 2026; what is due in 2027 is told as the week has it."""
    certain, long = lift(deli, "2026-12-22 10:00"), lift(deli, "2026-12-22 10:00")
    deli.quarter.triages(long, "fast", "small", category="parking")
    deli.passes_to("2026-12-23 19:00")
    deli.quarter.completes(certain)
    short = deli.reports("2026-12-25 10:00")
    deli.responds(short)
    assert not deli.clock(certain, "completion")["provisional"]
    # 23, 24, 25, 28 to 31 December; 1, 4 to 8, 11 and 12 January: 15 days.
    assert promised(deli, long) == ("2027-01-12T19:00:00+08:00", True, 1)
    # 28 to 31 December, 1 January: five.
    assert promised(deli, short) == ("2027-01-01T19:00:00+08:00", True, 1)
    deli.passes_to("2026-12-28 10:00")
    the_notice_is_imported(deli)
    assert promised(deli, short) == ("2027-01-01T19:00:00+08:00", True, 1)
    deli.passes_to("2026-12-28 10:00:05")
    # The first is off, and the ninth is worked: one is moved, and the other only certain.
    assert promised(deli, long) == ("2027-01-12T19:00:00+08:00", False, 2)
    assert promised(deli, short) == ("2027-01-04T19:00:00+08:00", False, 2)
    assert deli.kept(long) == deli.kept(short) == [("recalculated", "2026-12-28 10:00")]
    assert "recalculated" not in dict(deli.kept(certain))
    what_moved(deli, short)
    to_the_end(deli, long, short)


def promised(deli: Watched, issue: str) -> tuple[str, bool, int]:
    """When it is due, whether that may still move, and by which version of the calendar."""
    clock = deli.explained(issue, "completion")
    return clock["due"], clock["provisional"], clock["calendar"]


def the_notice_is_imported(deli: Watched) -> None:
    """By the administrator, as a text behind what there was; nobody else may."""
    teller = deli.quarter.teller
    assert teller.status("陆社工", "/v1/calendars/2") == 404
    text = teller.get("administrator", "/v1/calendars/1")["text"]
    body = {"text": text.replace("version = 1\n", "version = 2\n") + OF_2027}
    assert teller.post("陆社工", "/v1/calendars", body).said["code"] == "forbidden"
    told = teller.post("administrator", "/v1/calendars", body)
    assert (told.status, told.topics) == (201, ["calendar.published"])
    assert teller.get("陆社工", "/v1/calendars/2")["last"] == "2027-12-31"


def what_moved(deli: Watched, issue: str) -> None:
    """On record: by which version, which clock, from when to when."""
    [told] = [data for _, data in deli.quarter.told("陆社工", issue) if "moved" in data]
    [moved] = told["moved"]
    assert (told["calendar"], moved["clock"]["kind"]) == (2, "completion")
    assert [minute(moved["before"]), minute(moved["after"])] == [
        "2027-01-01 19:00",
        "2027-01-04 19:00",
    ]


def to_the_end(deli: Watched, long: str, short: str) -> None:
    deli.passes_to("2027-01-04 19:00")
    deli.quarter.triages(short, "fast", "small")
    deli.quarter.completes(short)
    deli.passes_to("2027-01-12 19:00:00.000001")
    assert deli.kept(long)[-1] == ("missed completion", "2027-01-12 19:00")
    days = counted(deli.explained(long, "completion"))
    seen = {day: (kind, hours) for day, kind, hours in days}
    assert sum(hours for _, hours in seen.values()) == 15 * 8
    assert {day: seen[day] for day in ("01-01", "01-02", "01-03", "01-09", "01-10")} == {
        "01-01": ("holiday", 0),
        "01-02": ("weekend", 0),
        "01-03": ("weekend", 0),
        "01-09": ("lieu", 8),
        "01-10": ("weekend", 0),
    }
