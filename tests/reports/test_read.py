"""Reports of a real neighbourhood through HTTP: what they tell, and as of when."""

from collections.abc import Iterator

import pytest

from tests.api.face import code_of
from tests.installations import PostgresInstallations
from tests.reports.april import April, april
from tests.reports.asking import HALF, counts, path, rate, told


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
