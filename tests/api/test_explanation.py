"""What a figure is made of, through HTTP: by whom it may be asked, page by page."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.moment import local
from service.policy import Principal
from tests.api.face import Face, code_of
from tests.api.refusal import require_problem
from tests.api.test_statistics import lived


def ask(face: Face, body: UUID, caller: Principal, /, **query: Any) -> Any:
    """About the last month."""
    today = local(face.service.now()).date()
    told = {"first": today - timedelta(days=30), "last": today} | query
    words = "&".join(f"{name}={value}" for name, value in told.items())
    return face.get(f"/v1/bodies/{body}/statistics/explanation?{words}", caller)


def test_a_rate_is_explained_page_by_page(face: Face) -> None:
    done, town = lived(face), face.town
    query: dict[str, Any] = {"figure": "response-rate", "limit": 1}
    answer = ask(face, town.district, town.auditor, **query)
    told = answer.json()
    assert answer.headers["bihuan-position"] == str(told["position"]) == str(face.head())
    parts = {(one["part"], *one["codes"]): one["n"] for one in told["parts"]}
    assert parts["numerator", "response.met"] == 1
    assert parts["excluded", "response.running"] == 2
    items, cursor = told["items"], told["next"]
    while cursor is not None:
        page = ask(face, town.district, town.auditor, **query, cursor=cursor).json()
        assert page["parts"] == told["parts"]
        items, cursor = items + page["items"], page["next"]
    assert sorted(one["parts"] for one in items) == [
        ["excluded"],
        ["excluded"],
        ["numerator", "denominator"],
    ]
    [met] = [one for one in items if one["code"] == "response.met"]
    assert met["issue"] == str(done)
    assert met["number"] == face.town.issue(done).number
    assert (met["committee"]["name"], met["label"]) == ("凌一", "响应时限：按时")
    assert [(one["how"], one["topic"]) for one in met["events"]] == [
        ("stated", "issue.reported"),
        ("placed", "issue.triaged"),
        ("stated", "issue.responded"),
    ]
    assert all(one["position"] and one["at"] and one["label"] for one in met["events"])


def test_values_of_a_key_are_asked_for(sqlite_face: Face) -> None:
    face, town = sqlite_face, sqlite_face.town
    lived(face)
    query = {"figure": "reported.told"}
    for told, number in (
        ({"category": "lighting"}, 1),
        ({"category": ""}, 2),
        ({"committee": town.committee}, 2),
        ({"method": "linba@4"}, 2),
        ({"channel": "pigeon"}, 0),
    ):
        shown = ask(face, town.district, town.auditor, **query, **told).json()
        [part] = shown["parts"]
        assert (part["n"], len(shown["items"])) == (number, number), told
        [key] = shown["key"]
        assert key["value"] == (str(next(iter(told.values()))) or None)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"figure": "open", "cursor": "x"},
        {"figure": "open", "by": "category"},
        {"figure": "open", "limit": "0"},
        {"figure": "o" * 61},
    ],
    ids=str,
)
def test_a_bad_question_is_refused(shared_sqlite: Face, query: dict[str, str]) -> None:
    answer = ask(shared_sqlite, shared_sqlite.town.committee, shared_sqlite.town.clerk, **query)
    require_problem(answer)
    assert code_of(answer) == "malformed-request"
