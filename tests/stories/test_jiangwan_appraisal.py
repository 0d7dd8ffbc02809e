"""江湾镇街道 (A14, B13): 居民对居委会及其每位成员作日常评价和年终集中评价，纳入年度考核.

One mark per person, whom it is for, kind and period; who gave which is told to nobody but
auditors, and marks become visible together, those of five residents at least.
"""

from datetime import datetime, timedelta
from typing import Any

from domain.actor import Role
from domain.moment import SHANGHAI
from tests.projections.following import follow
from tests.stories.neighbours import Place, settle
from tests.stories.teller import Teller, Told

ABOVE = (("虹口区", "HK"), ("江湾镇街道", "JW"))
MEMBERS = [("程秋云", "responsible"), ("陆晓晨", "member"), ("季明远", "member")]
RESIDENTS = [f"居民{number}" for number in range(1, 8)]


def test_residents_rate_the_committee_and_each_of_its_members(teller: Teller) -> None:
    place = settle(teller, ("文治居民区", "WZ"), ABOVE, "文治路小区")
    street = teller.get("居委会", f"/v1/bodies/{place.committee}")["superior"]
    teller.meet("街道", Role.SUPERIOR, body=street)
    teller.meet("审计", Role.AUDITOR)
    for name in RESIDENTS:
        teller.meet(name, Role.RESIDENT, body=place.committee, compound=place.compound)
    people = named(teller, place)
    rated_daily(teller, place, people[1])
    rated_at_the_years_end(teller, place, people)
    who_gave_which_is_told_to_auditors_alone(teller)


def named(teller: Teller, place: Place) -> list[str]:
    """By the subdistrict, which appraises."""
    path = f"/v1/committees/{place.committee}/roster"
    body = {"members": [{"name": name, "duty": duty} for name, duty in MEMBERS]}
    assert teller.post("居委会", path, body).status == 403
    told = teller.post("街道", path, body)
    assert (told.status, told.topics) == (200, ["rating.roster-set"]), told.said
    shown = teller.get("居民1", path)["members"]
    assert [(one["name"], one["duty"]) for one in shown] == MEMBERS
    return [one["member"] for one in shown]


def rated_daily(teller: Teller, place: Place, member: str) -> None:
    """Five residents are seen together; of the first four, and of two more, nothing is."""
    for count, name in enumerate(RESIDENTS, start=1):
        assert rate(teller, name, place, score=1 + count % 5, member=member).status == 200
        expected = {1: 0, 2: 0, 3: 0, 4: 0, 5: 5, 6: 5, 7: 5}[count]
        assert appraised(teller, place, member, "daily")["count"] == expected
    again = rate(teller, "居民1", place, score=5, member=member)
    assert (again.status, again.said["code"], again.topics) == (409, "already-rated", [])
    shown = appraised(teller, place, member, "daily")
    assert (shown["count"], shown["sum"]) == (5, 15)
    assert [one["count"] for one in shown["marks"]] == [1, 1, 1, 1, 1]
    assert rate(teller, "居委会", place, score=5).status == 403
    assert rate(teller, "居民1", place, score=4, words="居委会很尽心。").status == 200


def rated_at_the_years_end(teller: Teller, place: Place, people: list[str]) -> None:
    """While the subdistrict has it open: the committee, and every member."""
    today = datetime.now(SHANGHAI).date()
    early = rate(teller, "居民1", place, kind="year-end", score=5)
    assert (early.status, early.said["code"]) == (409, "year-end-closed")
    window = {"year": today.year, "first": f"{today}", "last": f"{today + timedelta(days=20)}"}
    path = f"/v1/committees/{place.committee}/year-ends"
    assert teller.post("街道", path, window).topics == ["rating.year-end-opened"]
    for name in RESIDENTS[:5]:
        for member in (None, *people):
            assert rate(teller, name, place, kind="year-end", score=4, member=member).status == 200
    for member in (None, *people):
        shown = appraised(teller, place, member, "year-end")
        assert (shown["count"], shown["sum"]) == (5, 20)
    twice = rate(teller, "居民2", place, kind="year-end", score=1)
    assert (twice.status, twice.said["code"]) == (409, "already-rated")


def who_gave_which_is_told_to_auditors_alone(teller: Teller) -> None:
    """The raw feed has the rows for both; what they say for one."""
    teller.meet("对接", Role.INTEGRATOR, body=district_of(teller))
    for by, hidden in (("审计", False), ("对接", True)):
        items = teller.get(by, "/v1/ledger/events?limit=100")["items"]
        marks = [one for one in items if one["topic"] == "rating.given"]
        assert marks
        assert all((one["state"] is None) is hidden for one in marks)


def district_of(teller: Teller) -> str:
    """The one district."""
    [district] = teller.get("审计", "/v1/bodies?level=district")["items"]
    id: str = district["id"]
    return id


def rate(teller: Teller, by: str, place: Place, **body: Any) -> Told:
    """A mark."""
    return teller.post(by, f"/v1/committees/{place.committee}/ratings", {"kind": "daily", **body})


def appraised(teller: Teller, place: Place, member: str | None, kind: str) -> dict[str, Any]:
    """What is shown of this year."""
    follow(teller.service)
    year = datetime.now(SHANGHAI).year
    told = teller.get("居委会", f"/v1/committees/{place.committee}/appraisal?year={year}")
    [rated] = [
        one for one in told["rated"] if (one["member"] or {"member": None})["member"] == member
    ]
    marks: dict[str, Any]
    [marks] = [one for one in rated["ratings"] if one["kind"] == kind]
    return marks
