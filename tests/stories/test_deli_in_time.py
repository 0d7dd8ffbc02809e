"""德立社区 (A12): 24小时响应、分类限时办理、办结回访, to the minute, over 国庆 and 春节.

Answers and revisits count natural time, the work counts working days: weekends and holidays are
left out, and the Saturdays and Sundays that are worked in lieu (调休) are not.
"""

from collections.abc import Iterator

import pytest

from service.settings import Settings
from tests.stories.life.quarter import asked
from tests.stories.life.watching import Watched, counted, instant, watched

DELI = (("嘉定区", "JD"), ("马陆镇", "ML"), ("德立社区", "DL"))
PERMIT = {"clock": "completion", "ground": "waiting-for-permit", "note": "等占道许可。"}
HOLIDAY_2025 = [
    ("10-01", "holiday", 0),
    ("10-02", "holiday", 0),
    ("10-03", "holiday", 0),
    ("10-04", "weekend", 0),
    ("10-05", "weekend", 0),
    ("10-06", "holiday", 0),
    ("10-07", "holiday", 0),
    ("10-08", "holiday", 0),
]


@pytest.fixture(scope="module")
def deli(shared_settings: Settings) -> Iterator[Watched]:
    """From the week before 国庆 2025 on; the stories follow each other."""
    with watched(shared_settings, "2025-09-26 09:00", DELI, "deli@2") as town:
        yield town
        assert town.quarter.differences() == []


def test_a_sunday_that_is_worked(deli: Watched) -> None:
    """28 September 2025: what is promised on Friday for the next working day is due then."""
    issue = deli.reports("2025-09-26 15:00")
    # Five days where nobody knows the category yet: 28, 29, 30 September, 9, 10 October.
    assert deli.due(issue, "completion") == "2025-10-10T17:00:00+08:00"
    deli.quarter.triages(issue, "fast", "small", category="lift")
    assert deli.due(issue, "completion") == "2025-09-28T17:00:00+08:00"
    deli.passes_to("2025-09-28 17:00")
    deli.quarter.completes(issue)
    clock = deli.explained(issue, "completion")
    assert (clock["state"], clock["used_seconds"]) == ("met", 7 * 3600)
    assert counted(clock) == [
        ("09-26", "workday", 0),
        ("09-27", "weekend", 0),
        ("09-28", "lieu", 7),
    ]
    # Of the revisit nothing is left out: three natural days from the next midnight on.
    assert deli.due(issue, "revisit") == "2025-10-02T00:00:00+08:00"


def test_by_category_over_national_day_2025(deli: Watched) -> None:
    """Reported at 16:50 on the eve; 1 to 8 October are off, Saturday the 11th is worked."""
    issue, lift, claimed = (deli.reports("2025-09-30 16:50") for _ in range(3))
    assert deli.due(issue, "response") == "2025-10-01T16:50:00+08:00"
    # 9, 10, 11, 13, 14 October.
    assert deli.due(issue, "completion") == "2025-10-14T17:00:00+08:00"
    for category, due in (
        ("safety", "2025-10-09T17:00:00+08:00"),
        # 9, 10, 11, then 13 to 17, 20 to 24, 27 and 28: 15 days.
        ("parking", "2025-10-28T17:00:00+08:00"),
        ("lighting", "2025-10-11T17:00:00+08:00"),
    ):
        deli.quarter.triages(issue, "fast", "small", category=category)
        assert deli.due(issue, "completion") == due
    for one in (lift, claimed):
        deli.quarter.triages(one, "fast", "small", category="lift")
    an_order_on_the_eve(deli, issue)
    done_in_time_and_typed_in(deli, lift, claimed)
    three_days_later(deli, issue)


def an_order_on_the_eve(deli: Watched, issue: str) -> None:
    """At half past five, behind closing time; the company answers on the ninth."""
    deli.passes_to("2025-09-30 17:30")
    for one in deli.quarter.listed("陆社工", status="reported"):
        deli.responds(one)
    order = {"parties": [deli.quarter.company], "note": "请更换灯具。"}
    deli.acts(issue, "dispatches", order, "dispatched")
    clock = deli.clock(issue, "acknowledgement")
    assert (clock["due"], clock["party"]["name"]) == ("2025-10-09T17:00:00+08:00", "汇泉物业")
    # Four fifths of seven hours are 5:36: all morning, and until 15:36.
    deli.passes_to("2025-10-09 15:36")
    assert deli.kept(issue) == [("warned acknowledgement", "2025-10-09 15:36")]
    deli.passes_to("2025-10-09 17:00")
    deli.acts(issue, "acknowledgements", {}, "acknowledged", by="物业")
    assert deli.state(issue, "acknowledgement") == "met"


def done_in_time_and_typed_in(deli: Watched, lift: str, claimed: str) -> None:
    """Both at 17:00 sharp, as the papers say: an hour later, and a minute more."""
    finished = {"occurred_at": instant("2025-10-09 17:00")}
    deli.passes_to("2025-10-09 18:00")
    deli.quarter.completes(lift, **finished)
    deli.passes_to("2025-10-09 18:01")
    deli.quarter.completes(claimed, **finished)
    for issue, late in ((lift, False), (claimed, True)):
        clock = deli.clock(issue, "completion")
        assert (clock["state"], clock["claimed"]) == ("met", late)
        assert deli.kept(issue) == [
            ("warned completion", "2025-10-09 15:36"),
            ("missed completion", "2025-10-09 17:00"),
        ]


def three_days_later(deli: Watched, issue: str) -> None:
    # Four fifths of 21 hours are 16:48: two days, and 2:48 of the third.
    deli.passes_to("2025-10-11 17:00:00.000001")
    assert deli.kept(issue)[1:] == [
        ("warned completion", "2025-10-11 11:18"),
        ("missed completion", "2025-10-11 17:00"),
    ]
    deli.acts(issue, "dispatch-completions", {}, "dispatch-completed", by="物业")
    deli.quarter.completes(issue)
    clock = deli.explained(issue, "completion")
    assert clock["state"] == "met-late"
    assert counted(clock) == [
        ("09-30", "workday", 0),
        *HOLIDAY_2025,
        ("10-09", "workday", 7),
        ("10-10", "workday", 7),
        ("10-11", "lieu", 7),
    ]


def test_up_the_ladder_over_the_spring_festival(deli: Watched) -> None:
    """2026: Saturday 14 February is worked, 15 to 23 are off, Saturday the 28th is worked."""
    other = deli.reports("2026-02-10 09:30")
    # 11, 12, 13, 14, and 24 February.
    assert deli.due(other, "completion") == "2026-02-24T17:00:00+08:00"
    deli.finishes(other)
    issue = deli.reports("2026-02-13 10:00")
    deli.responds(issue)
    deli.quarter.triages(issue, "fast", "small", category="lift")
    assert deli.due(issue, "completion") == "2026-02-14T17:00:00+08:00"
    deli.passes_to("2026-03-02 17:00")
    assert deli.kept(issue) == [
        ("warned completion", "2026-02-14 15:36"),
        ("missed completion", "2026-02-14 17:00"),
        # One working day, then two: 25, 26; then three: 27, 28, 2 March.
        ("escalated committee", "2026-02-24 17:00"),
        ("escalated subdistrict", "2026-02-26 17:00"),
        ("escalated district", "2026-03-02 17:00"),
    ]
    deli.quarter.completes(issue)
    not_solved_after_all(deli, issue)


def not_solved_after_all(deli: Watched, issue: str) -> None:
    """办结回访: the revisit was in time; the work has its days anew, by its category."""
    deli.passes_to("2026-03-06 00:00")
    no = asked(resolved=False, kind="online")
    deli.acts(issue, "revisits", no, "revisited", "reopened", by="居民")
    assert deli.state(issue, "revisit") == "met"
    first, second = (deli.explained(issue, "completion", number=n) for n in (1, 2))
    assert (first["state"], first["round"]) == ("met-late", 1)
    # From Friday 6 March: Monday the 9th.
    assert (second["round"], second["due"]) == (2, "2026-03-09T17:00:00+08:00")
    assert deli.clock(issue, "response")["number"] == 1
    deli.passes_to("2026-03-09 17:00")
    deli.quarter.triages(issue, "fast", "small", category="lift")
    deli.quarter.completes(issue)
    assert deli.state(issue, "completion") == "met"
    assert deli.clock(issue, "revisit")["number"] == 2


def test_a_permit_is_waited_for_over_national_day_2026(deli: Watched) -> None:
    """Sunday 20 September is worked, 25 to 27 are 中秋, 1 to 7 October 国庆, the 10th is worked."""
    sunday = deli.reports("2026-09-18 10:00")
    deli.quarter.triages(sunday, "fast", "small", category="lift")
    assert deli.due(sunday, "completion") == "2026-09-20T17:00:00+08:00"
    deli.quarter.completes(sunday)
    eve = deli.reports("2026-09-24 18:00")
    deli.quarter.triages(eve, "fast", "small", category="lift")
    assert deli.due(eve, "completion") == "2026-09-28T17:00:00+08:00"
    deli.quarter.completes(eve)
    issue = deli.reports("2026-09-28 09:00")
    deli.responds(issue)
    deli.quarter.triages(issue, "fast", "small", category="lighting")
    # 29, 30 September, 8 October.
    assert deli.due(issue, "completion") == "2026-10-08T17:00:00+08:00"
    deli.passes_to("2026-09-30 10:30")
    deli.acts(issue, "pauses", PERMIT, "clock-paused")
    deli.passes_to("2026-10-09 14:00")
    assert (deli.state(issue, "completion"), deli.kept(issue)) == ("paused", [])
    deli.acts(issue, "resumptions", {"clock": "completion"}, "clock-resumed")
    # Nine of 21 hours were used: three more on the 9th, seven on the 10th, two on Monday.
    assert deli.due(issue, "completion") == "2026-10-12T10:30:00+08:00"
    deli.passes_to("2026-10-12 10:30")
    # Four fifths are 16:48: behind the ninth 4:48 of the tenth.
    assert deli.kept(issue) == [("warned completion", "2026-10-10 14:48")]
    deli.quarter.completes(issue)
    what_was_left_out(deli, issue)


def what_was_left_out(deli: Watched, issue: str) -> None:
    clock = deli.explained(issue, "completion")
    assert (clock["state"], clock["used_seconds"]) == ("met", 21 * 3600)
    kinds = [(day, kind) for day, kind, hours in counted(clock) if not hours]
    assert kinds == [
        ("09-28", "workday"),
        *((f"10-0{day}", "holiday") for day in (1, 2)),
        *((f"10-0{day}", "weekend") for day in (3, 4)),
        *((f"10-0{day}", "holiday") for day in (5, 6, 7)),
        ("10-08", "workday"),
        ("10-11", "weekend"),
    ]
    assert [(day, kind, hours) for day, kind, hours in counted(clock) if hours] == [
        ("09-29", "workday", 7),
        ("09-30", "workday", 2),
        ("10-09", "workday", 3),
        ("10-10", "lieu", 7),
        ("10-12", "workday", 2),
    ]
    before = deli.explained(issue, "completion", as_of="2026-09-30 10:00")
    assert (before["state"], before["due"]) == ("running", "2026-10-08T17:00:00+08:00")
    assert before["used_seconds"] == 8.5 * 3600
    assert [step["change"] for step in before["steps"]] == ["begun", "repinned"]
