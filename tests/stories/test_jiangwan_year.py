"""江湾镇街道 (A14 四百): 年度任务书 out of what was found, 自治学堂 15次800余人次, 19+4人取得资质.

The text tells the sums; how they fall on lessons is dealt out evenly, and the tasks are invented.
"""

from service.settings import Settings
from tests.stories.neighbours import settle
from tests.stories.sessions import hall
from tests.stories.together import Together, days, shared

ABOVE = (("虹口区", "HK"), ("江湾镇街道", "JWZ"))
TASKS = ("修好3号楼路灯", "清理楼道堆物", "增设晾衣杆")


def test_a_year_has_a_task_book_and_a_school(settings: Settings) -> None:
    with hall(settings, "2026-01-05 09:00") as room:
        place = settle(room.teller, ("新南二居民区", "XNE"), ABOVE, "沽源小区")
        doing = Together(room=room, place=place)
        a_task_book(doing)
        a_school(doing)


def a_task_book(doing: Together) -> None:
    """Each task points at what was found; one is done, one is late."""
    found = {
        "committee_id": doing.place.committee,
        "compound_id": doing.place.compound,
        "channel": "visit",
        "discovery": "found",
        "summary": TASKS[0],
    }
    issue = doing.room.teller.post("居委会", "/v1/issues", found).id
    book = doing.begins("task-book", "2026年度任务书", first="2026-01-01", last="2026-12-31")
    doing.lines(book, *TASKS, due="2026-03-31")
    link = {"kind": "issue", "to": issue, "line": 1}
    said = doing.acts(book, "links", link, "undertaking.linked")
    assert said["links"] == [link | {"kind_label": "议题"}]
    doing.refuses(book, "links", link, "already-linked")
    doing.refuses(book, "links", link | {"line": 9}, "no-such-line")
    doing.refuses(book, "links", link | {"to": doing.place.compound}, "unknown-link")
    doing.goes(book, "drafted", "adopted", "running")
    for line in (1, 2, 3):
        doing.moves(book, line, "listed")
    doing.moves(book, 1, "running", "done")
    doing.moves(book, 2, "running")
    doing.room.comes_to("2026-04-01 09:00")
    [told] = doing.programmes(query="kind=task-book")
    assert (told["lines"], told["finished"], told["overdue"]) == (3, 1, 2)
    assert {one["step"]["label"]: one["lines"] for one in told["standing"]} == {
        "列入清单": 1,
        "进行中": 1,
        "完成": 1,
    }


def a_school(doing: Together) -> None:
    """Lessons count 次, who came 人次, who qualified 人: three units, and no sum of them."""
    school = doing.begins("training", "自治学堂")
    doing.lines(school, "社区工作者资质", "物业经理资质")
    doing.goes(school, "planned", "running")
    doing.room.comes_to("2026-12-21 09:00")
    came = [{"sessions": 1, "attendances": number} for number in shared(812, 15)]
    doing.counts(school, list(zip(days("2026-04-08", 15, every=14), came, strict=True)))
    for line, number in ((1, 19), (2, 4)):
        doing.counts(school, [("2026-12-20", {"qualified": number})], line=line)
        doing.moves(school, line, "planned", "held", "qualified")
    assert doing.sums("2026-01-01", "2026-12-31")["training"] == {
        "occasions": 17,
        "attendances": (812, "人次"),
        "qualified": (23, "人"),
        "sessions": (15, "次"),
    }
    told = doing.room.teller.get("居委会", f"{school}/occasions?limit=2")
    assert (len(told["items"]), told["items"][0]["counts"][0]["unit"]["label"]) == (2, "次")
    assert told["next"] is not None
