"""The working calendar and working hours through HTTP."""

from typing import Any

import httpx2

from tests.api.face import Face, code_of
from tests.api.posts import next_calendar
from tests.domain.calendars import text_of

PATH = "/v1/calendars"


def publish(face: Face, text: str, **headers: str) -> httpx2.Response:
    return face.post(PATH, {"text": text}, face.town.administrator, **headers)


def test_every_installation_has_one(face: Face) -> None:
    told = face.get(PATH, face.town.resident).json()
    [only] = told["items"]
    assert (only["version"], only["origin"], only["origin_label"]) == (1, "library", "随程序附带")
    assert (only["first"], only["last"], told["next"]) == ("2004-01-01", "2026-12-31", None)
    read = face.get(f"{PATH}/1", face.town.resident)
    assert read.headers["etag"].startswith('"1-')
    detail: dict[str, Any] = read.json()
    assert detail == {**only, "years": detail["years"], "text": detail["text"]}
    years = {year["year"]: year for year in detail["years"]}
    assert years[2025]["off"][-8:] == [f"2025-10-0{day}" for day in range(1, 9)]
    assert "2025-10-11" in years[2025]["on"]
    assert years[2026]["on"][:3] == ["2026-01-04", "2026-02-14", "2026-02-28"]
    unknown = face.get(f"{PATH}/2", face.town.resident)
    assert (unknown.status_code, code_of(unknown)) == (404, "unknown-calendar")
    assert unknown.json()["facts"] == {"version": 2}


def test_a_version_is_published_and_listed_first(face: Face) -> None:
    text = next_calendar(face) + '[years.2027]\noff = ["01-01"]\n'
    made = publish(face, text)
    assert (made.status_code, made.headers["location"]) == (201, f"{PATH}/2")
    told = made.json()
    assert (told["version"], told["origin"], told["last"]) == (2, "imported", "2027-12-31")
    assert told["years"][-1] == {"year": 2027, "off": ["2027-01-01"], "on": []}
    assert told["text"] == text
    again = publish(face, text)
    assert (again.status_code, again.json()) == (201, told)
    assert face.get(f"{PATH}/2", face.town.clerk).json() == told
    first = face.get(f"{PATH}?limit=1", face.town.clerk)
    assert [one["version"] for one in first.json()["items"]] == [2]
    assert 'rel="next"' in first.headers["link"]
    rest = face.get(f"{PATH}?limit=1&cursor={first.json()['next']}", face.town.clerk).json()
    assert ([one["version"] for one in rest["items"]], rest["next"]) == ([1], None)


def test_a_success_is_told_again_under_its_key(face: Face) -> None:
    text = next_calendar(face)
    first = publish(face, text, idempotency_key="k")
    publish(face, next_calendar(face))
    head = face.head()
    again = publish(face, text, idempotency_key="k")
    assert (again.status_code, again.json()) == (201, first.json())
    assert code_of(publish(face, text)) == "version-not-next"
    assert face.head() == head


def test_a_refused_text_leaves_no_trace(face: Face) -> None:
    text, head = next_calendar(face), face.head()
    for wrong, code, facts in (
        ("", "invalid-body", None),
        ("a" * 24_001, "invalid-body", None),
        ("years = 1", "calendar-malformed", None),
        (text_of(2, 2026), "calendar-shrinks", {"year": 2004}),
        (text_of(3, 2026), "version-not-next", {"newest": 1}),
        (text.replace("= 2\n", f"= {10**25}\n"), "version-not-next", {"newest": 1}),
        (
            text.replace('"02-14", "02-28"', '"02-30", "02-28"'),
            "calendar-malformed",
            {"key": "years.2026.on", "detail": "2026 has no such day: 02-30"},
        ),
    ):
        answer = publish(face, wrong)
        assert code_of(answer) == code
        assert facts is None or answer.json()["facts"] == facts
    assert face.head() == head
    crlf = publish(face, text.replace("\n", "\r\n"))
    assert crlf.status_code == 201


def test_a_committee_shows_its_hours(face: Face) -> None:
    town = face.town
    body = f"/v1/bodies/{town.committee}"
    office = [{"opens": "08:30", "closes": "11:30"}, {"opens": "13:00", "closes": "17:00"}]
    assert face.get(body, town.resident).json()["hours"] == office
    assert face.get(f"/v1/bodies/{town.subdistrict}", town.resident).json()["hours"] is None
    late = [{"opens": "12:00", "closes": "20:00"}, {"opens": "21:30", "closes": "24:00"}]
    for who in (town.clerk, town.administrator):
        told = face.post(f"{body}/hours", {"periods": late}, who)
        assert (told.status_code, told.json()["hours"]) == (200, late)
        assert face.get(body, town.resident).json() == told.json()
        assert code_of(face.post(f"{body}/hours", {"periods": late}, who)) == "hours-unchanged"
        assert face.post(f"{body}/hours", {"periods": office}, who).json()["hours"] == office


def test_hours_that_no_day_has(face: Face) -> None:
    town = face.town
    path = f"/v1/bodies/{town.committee}/hours"
    for opens, closes, code in (
        ("8:30", "17:00", "invalid-body"),
        ("08:30", "24:01", "invalid-body"),
        ("08:60", "17:00", "invalid-body"),
        ("17:00", "08:30", "hours-malformed"),
        ("24:00", "24:00", "hours-malformed"),
        ("08:30", "09:29", "hours-malformed"),
    ):
        body = {"periods": [{"opens": opens, "closes": closes}]}
        assert code_of(face.post(path, body, town.clerk)) == code
    for periods in ([], [{"opens": "08:00", "closes": "09:00"}] * 2):
        assert code_of(face.post(path, {"periods": periods}, town.clerk)) == "hours-malformed"
    subdistrict = f"/v1/bodies/{town.subdistrict}/hours"
    one = {"periods": [{"opens": "08:00", "closes": "09:00"}]}
    assert code_of(face.post(subdistrict, one, town.administrator)) == "not-a-committee"
