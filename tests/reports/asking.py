"""Asking for the reports of that April, and reading what they tell."""

from typing import Any
from uuid import UUID

from tests.reports.april import April

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HALF = "half-monthly/2040-04-01"


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


def unanswered(lived: April) -> list[UUID]:
    """The issues that a report of that day names."""
    numbers = told(lived, f"{HALF}?as_of=2040-04-16")["standing"]["unanswered_numbers"]
    issues = lived.face.get("/v1/issues", lived.town.clerk).json()["items"]
    ids = {one["number"]: UUID(one["id"]) for one in issues}
    return [ids[number] for number in numbers]


def standing(lived: April, day: str, body: str = "committee") -> tuple[int, int, int]:
    found = told(lived, f"monthly/2040-04-01?as_of=2040-04-{day}", body)["standing"]
    return found["overdue"], found["unanswered"], found["unanswered_late"]
