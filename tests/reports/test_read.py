"""Reports of a real neighbourhood through HTTP: who reads what, as of when, in which format."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook

from domain.actor import Role
from domain.issue.events import DeclineGround
from ledger.turns import Seats
from service.commands.exits import Decline
from service.commands.handling import Respond
from service.commands.merging import Merge
from service.policy import Principal
from service.statistics import Figures, Statistics, Wanted
from tests.api.face import code_of
from tests.api.html import parsed
from tests.bench.explained import explaining
from tests.installations import PostgresInstallations, SqliteInstallations
from tests.neighbourhood import principal
from tests.reports.april import April, april

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HALF = "half-monthly/2040-04-01"


@pytest.fixture(scope="module")
def lived(
    sqlite_installations: SqliteInstallations, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[April]:
    """One April for the whole file: nobody adds to it."""
    with april(sqlite_installations.fresh(tmp_path_factory.mktemp("april"))) as made:
        yield made


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def either(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[April]:
    """The same on each database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("lived")
        return
    postgres: PostgresInstallations = request.getfixturevalue("postgres_installations")
    settings = postgres.fresh(tmp_path_factory.mktemp("april"))
    with april(settings) as made:
        yield made
    postgres.drop(settings)


@pytest.fixture
def own(sqlite_installations: SqliteInstallations, tmp_path_factory: Any) -> Iterator[April]:
    """One that goes on."""
    with april(sqlite_installations.fresh(tmp_path_factory.mktemp("own"))) as made:
        yield made


def path(lived: April, report: str = "", body: str = "committee") -> str:
    return f"/v1/bodies/{getattr(lived.town, body)}/reports{report and '/'}{report}"


def told(lived: April, report: str = HALF, body: str = "committee") -> Any:
    answer = lived.face.get(path(lived, report, body), lived.town.auditor)
    assert answer.status_code == 200, answer.text
    return answer.json()


def counts(section: Any) -> dict[str, int]:
    return {one["code"]: one["n"] for one in section["counts"] if one["n"]}


def rate(section: Any, name: str) -> tuple[int, int]:
    [found] = [one for one in section["rates"] if one["name"] == name]
    return found["numerator"], found["denominator"]


def test_those_on_record_are_listed(either: April) -> None:
    answer = either.face.get(path(either), either.town.clerk)
    body = answer.json()
    # April is not over, and what was over before the committee began has no report.
    [only] = body["items"]
    assert (only["kind"], only["kind_label"]) == ("half-monthly", "半月分析")
    assert (only["first"], only["last"], only["as_of"]) == (
        "2040-04-01",
        "2040-04-15",
        "2040-04-15",
    )
    assert (only["drawn_at"][:16], only["definitions"]) == ("2040-04-16T07:00", 1)
    assert body["next"] is None
    above = either.face.get(path(either, body="subdistrict"), either.town.superior)
    assert above.json() == {"items": [], "next": None}


def test_what_a_half_monthly_analysis_tells(either: April) -> None:
    report = told(either)
    assert (report["body"]["name"], report["level"], report["kind"]) == (
        "凌一",
        "committee",
        "half-monthly",
    )
    assert (report["as_of"], report["preliminary"], report["final"]) == ("2040-04-15", False, True)
    figures = report["figures"]
    some = counts(figures)
    assert (some["reported.told"], some["reported.found"]) == (4, 1)
    assert (some["done.solved"], some["rating.satisfied"]) == (1, 1)
    assert rate(figures, "response-rate") == (3, 5)
    assert rate(figures, "satisfied-rate") == (1, 1)
    assert figures["backlog"]["total"] == 4
    assert (report["before"]["first"], report["before"]["last"]) == ("2040-03-16", "2040-03-31")
    assert counts(report["before"]["figures"]) == {}


def test_type_by_frequency_by_satisfaction(lived: April) -> None:
    lighting, parking = told(lived)["categories"]
    assert (lighting["label"], parking["label"]) == ("照明", "停车")
    assert counts(lighting["now"])["reported.told"] == 3
    assert rate(lighting["now"], "satisfied-rate") == (1, 1)
    # What waits is told of either period as of the same day.
    before = lighting["before"]
    assert (counts(before), before["backlog"]) == ({}, lighting["now"]["backlog"])
    assert rate(parking["now"], "satisfied-rate") == (0, 0)
    assert counts(parking["now"])["reported.found"] == 1


def test_hot_spots_and_the_days(either: April) -> None:
    report = told(either)
    assert [
        (spot["category_label"], spot["compound_label"], spot["reports"], spot["before"])
        for spot in report["hot_spots"]
    ] == [("照明", "春晖苑", 3, 0), ("停车", "春晖苑", 2, 0)]
    assert [step["first"][-2:] for step in report["trend"]] == [f"{n:02}" for n in range(1, 16)]
    busy = {
        step["first"][-2:]: (step["told"], step["found"], step["solved"])
        for step in report["trend"]
        if step["told"] or step["found"] or step["solved"]
    }
    assert busy == {"03": (2, 0, 1), "04": (1, 0, 0), "05": (1, 1, 0)}


def test_what_is_late_is_counted_and_named_today_alone(either: April) -> None:
    then = told(either)["standing"]
    assert (then["overdue"], then["unanswered"], then["unanswered_late"]) == (2, 2, 2)
    assert (then["overdue_numbers"], then["unanswered_numbers"]) == (None, None)
    today = told(either, f"{HALF}?as_of=2040-04-16")["standing"]
    numbers = today["overdue_numbers"]
    assert len(numbers) == 2
    assert all(number.startswith("LY-2040-") for number in numbers)
    assert today["unanswered_numbers"] == numbers
    above = told(either, "monthly/2040-04-01", "subdistrict")["standing"]
    assert (above["overdue"], above["overdue_numbers"]) == (2, None)


def test_a_month_that_is_not_over_is_preliminary(lived: April) -> None:
    report = told(lived, "monthly/2040-04-01")
    assert (report["preliminary"], report["final"], report["drawn_at"]) == (True, False, None)
    assert report["as_of"] == "2040-04-16"
    assert counts(report["figures"])["reported.told"] == 4
    assert [step["first"] for step in report["trend"]][-1] == "2040-04-01"
    assert len(report["trend"]) == 12
    within = told(lived, f"{HALF}?as_of=2040-04-03")
    assert within["preliminary"] is True
    assert counts(within["figures"])["reported.told"] == 2


def test_a_superior_reads_a_line_for_each_committee(either: April) -> None:
    for body in ("subdistrict", "district"):
        report = told(either, "monthly/2040-04-01", body)
        lines = {line["label"]: line["now"] for line in report["committees"]}
        assert list(lines) == ["凌一", "凌二"]
        assert counts(lines["凌一"])["reported.told"] == 4
        assert rate(lines["凌一"], "response-rate") == (3, 5)
        assert (counts(lines["凌二"]), lines["凌二"]["backlog"]["total"]) == ({}, 0)
        assert counts(report["figures"])["reported.told"] == 4
        assert report["hot_spots"] == []
    assert told(either)["committees"] == []


def test_a_half_monthly_analysis_is_a_committees_alone(lived: April) -> None:
    answer = lived.face.get(path(lived, HALF, "subdistrict"), lived.town.superior)
    assert code_of(answer) == "not-a-committee"


@pytest.mark.parametrize(
    "report",
    [
        "half-monthly/2040-04-02",
        "monthly/2040-04-16",
        "yearly/2040-04-01",
        "monthly/2040-05-01",
        "monthly/9999-12-01",
        "half-monthly/0001-01-01",
        "monthly/1969-12-01",
        "yearly/0001-01-01",
        "monthly/0001-01-01",
        "yearly/1969-01-01",
        "monthly/2040-04-31",
        "monthly/april",
        "weekly/2040-04-01",
        "monthly/2217000000",
    ],
)
def test_no_such_report(lived: April, report: str) -> None:
    assert code_of(lived.face.get(path(lived, report), lived.town.clerk)) == "not-found"


def test_as_of_the_first_of_all_days_there_is_nothing(lived: April) -> None:
    early = told(lived, f"{HALF}?as_of=0001-01-01")
    assert (early["final"], early["standing"]["overdue"]) == (True, 0)


def test_as_of_a_day_that_is_still_to_come(lived: April) -> None:
    answer = lived.face.get(path(lived, f"{HALF}?as_of=2040-04-17"), lived.town.clerk)
    assert code_of(answer) == "malformed-request"
    assert answer.json()["errors"][0]["reason"] == "in_the_future"
    for wrong in ("as_of=tomorrow", "as_of=2217000000", "as_of=2040-04-15T00:00:00Z", "first=1"):
        answer = lived.face.get(path(lived, f"{HALF}?{wrong}"), lived.town.clerk)
        assert code_of(answer) == "malformed-request"


def test_as_of_a_day_before_everything(lived: April) -> None:
    report = told(lived, f"{HALF}?as_of=0001-01-01")
    assert (counts(report["figures"]), report["preliminary"]) == ({}, True)
    assert told(lived, "monthly/1970-01-01")["committees"] == []


def test_nobody_reads_another_bodys(lived: April) -> None:
    town = lived.town
    unknown = principal(Role.CLERK, body=town.next_committee)
    for who, status in (
        (town.clerk, 200),
        (town.superior, 200),
        (town.auditor, 200),
        (unknown, 403),
        (town.resident, 403),
        (town.owner, 403),
        (town.handler, 403),
        (town.administrator, 403),
    ):
        for report in ("", HALF):
            assert lived.face.get(path(lived, report), who).status_code == status
    above = path(lived, "monthly/2040-04-01", "district")
    assert lived.face.get(above, town.clerk).status_code == 403
    assert lived.face.get(above, town.superior).status_code == 403
    nobody = f"/v1/bodies/{town.compound}/reports"
    assert code_of(lived.face.get(nobody, town.auditor)) == "not-found"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        (XLSX, XLSX),
        (f"application/json;q=0.5, {XLSX};q=0.9, text/html;q=0.1", XLSX),
        ("application/json, text/html", "application/json"),
        ("text/html;q=0", "application/json"),
        ("text/plain", "application/json"),
    ],
)
def test_it_is_told_as_its_reader_likes(lived: April, accept: str | None, media: str) -> None:
    headers = {} if accept is None else {"accept": accept}
    answer = lived.face.get(path(lived, HALF), lived.town.clerk, **headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.headers["vary"] == "Authorization, Accept-Language, Accept"
    assert answer.headers["bihuan-position"].isdecimal()
    assert "no-" in answer.headers["cache-control"]


def test_every_format_tells_the_same(lived: April) -> None:
    html, xlsx = (
        lived.face.get(path(lived, HALF), lived.town.clerk, accept=media)
        for media in ("text/html", XLSX)
    )
    page = parsed(html.text)
    assert page.texts("h1") == ["凌一半月分析"]
    assert "60.0% (3/5)" in page.texts("td")
    assert xlsx.headers["content-disposition"] == (
        'attachment; filename="LY-half-monthly-2040-04-01.xlsx"'
    )
    rows = list(load_workbook(BytesIO(xlsx.content))["考评指标"].values)
    response = next(row for row in rows if row[0] == "响应率")
    assert response[1:4] == (0.6, 3, 5)
    english = lived.face.get(
        path(lived, HALF), lived.town.clerk, accept="text/html", accept_language="en"
    )
    assert "half-monthly" in english.text.lower()
    assert english.headers["content-language"] == "en"


def test_who_asks_while_another_is_drawn_is_told_to_come_again(
    own: April, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, clerk = own.face.service.reports, own.town.clerk
    monkeypatch.setattr(reports, "_seats", Seats(1, 0.0, "another"))
    with reports._seats.taken(), explaining(own.face.service) as plans:
        for media in ("application/json", "text/html", XLSX):
            busy = own.face.get(path(own, HALF), clerk, accept=media)
            assert (busy.status_code, code_of(busy)) == (503, "unavailable")
            assert busy.headers["retry-after"] == "1"
        assert not [*plans.of("view_fact"), *plans.of("view_tally")]
        # Whoever may not have it need not come again, and a list is soon told.
        assert own.face.get(path(own, HALF), own.town.handler).status_code == 403
        assert own.face.get(path(own), clerk).status_code == 200
    assert own.face.get(path(own, HALF), clerk).status_code == 200


@pytest.mark.parametrize(
    ("report", "body"),
    [
        (HALF, "committee"),
        ("monthly/2040-04-01", "committee"),
        ("monthly/2040-04-01", "district"),
        ("yearly/2040-01-01", "subdistrict"),
    ],
)
def test_no_question_is_asked_twice(
    lived: April, monkeypatch: pytest.MonkeyPatch, report: str, body: str
) -> None:
    asked: list[Wanted] = []
    figures = Statistics.figures

    def noted(statistics: Statistics, who: Principal, wanted: Wanted) -> Figures:
        asked.append(wanted)
        return figures(statistics, who, wanted)

    monkeypatch.setattr(Statistics, "figures", noted)
    told(lived, report, body)
    assert len(asked) == len(set(asked)) > 0


def test_who_has_it_already(lived: April) -> None:
    first = lived.face.get(path(lived, HALF), lived.town.clerk)
    again = lived.face.get(path(lived, HALF), lived.town.clerk, if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


def test_no_personal_data_is_in_it(lived: April) -> None:
    for media in ("application/json", "text/html", XLSX):
        today = path(lived, f"{HALF}?as_of=2040-04-16")
        answer = lived.face.get(today, lived.town.auditor, accept=media)
        text = answer.text if media != XLSX else _texts(answer.content)
        for personal in ("王小明", "13800000001", "3号楼", "路灯坏了", "已收到"):
            assert personal not in text


def _texts(content: bytes) -> str:
    book = load_workbook(BytesIO(content))
    return " ".join(str(cell) for sheet in book for row in sheet.values for cell in row)


def test_what_is_recorded_later_changes_no_report_on_record(own: April) -> None:
    """A late answer, dated back into the period, is in the report as of the day it came."""
    before, town = told(own), own.town
    issue, _ = unanswered(own)
    own.until(17, 9)
    town.do(Respond(issue=issue, message="迟复为歉"), by=town.clerk)
    own.fold()
    after = told(own)
    assert after["position"] > before["position"]
    assert {**after, "position": 0} == {**before, "position": 0}
    newer = told(own, f"{HALF}?as_of=2040-04-17")
    assert newer["standing"]["unanswered"] == 1
    assert (newer["drawn_at"], newer["as_of"]) == (before["drawn_at"], "2040-04-17")


def unanswered(lived: April) -> list[UUID]:
    """The issues that a report of that day names."""
    numbers = told(lived, f"{HALF}?as_of=2040-04-16")["standing"]["unanswered_numbers"]
    issues = lived.face.get("/v1/issues", lived.town.clerk).json()["items"]
    ids = {one["number"]: UUID(one["id"]) for one in issues}
    return [ids[number] for number in numbers]


def standing(lived: April, day: str, body: str = "committee") -> tuple[int, int, int]:
    found = told(lived, f"monthly/2040-04-01?as_of=2040-04-{day}", body)["standing"]
    return found["overdue"], found["unanswered"], found["unanswered_late"]


def test_what_has_left_the_loop_stands_no_longer(own: April) -> None:
    """Though what it missed stays on record, and in its rate."""
    town, (declined, merged) = own.town, unanswered(own)
    own.until(17, 9)
    decline = Decline(issue=declined, ground=DeclineGround.OUT_OF_REMIT, reply="不属受理范围")
    town.do(decline, by=town.clerk)
    own.until(18, 9)
    town.do(Merge(issue=merged, target=town.report()), by=town.clerk)
    own.fold()
    for body in ("committee", "subdistrict", "district"):
        days = {day: standing(own, day, body) for day in ("15", "16", "17", "18")}
        assert days == {"15": (2, 2, 2), "16": (2, 2, 2), "17": (1, 1, 1), "18": (0, 1, 0)}
    today = told(own, f"{HALF}?as_of=2040-04-18")
    assert today["standing"]["overdue_numbers"] == []
    assert len(today["standing"]["unanswered_numbers"]) == 1
    [row] = [row for row in today["figures"]["clocks"] if row["clock"] == "completion"]
    assert row["missed"] == 2


def test_the_list_goes_on(own: April) -> None:
    own.until(16, 8)
    for hours in (24 * 16, 24 * 16, 24 * 16):
        own.days.go_on(hours=hours)
        own.draw()
    seen: list[tuple[str, str]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = own.face.get(f"{path(own)}?limit=2{cursor}", own.town.clerk)
        body = page.json()
        seen += [(one["kind"], one["first"]) for one in body["items"]]
        assert ("next" in page.links) is (body["next"] is not None)
        cursor = f"&cursor={body['next']}" if body["next"] else None
    every = own.face.get(path(own), own.town.clerk).json()["items"]
    assert seen == [(one["kind"], one["first"]) for one in every]
    assert len(seen) == len(set(seen)) == 6
    wrong = own.face.get(f"{path(own)}?cursor=x", own.town.clerk)
    assert code_of(wrong) == "malformed-request"
