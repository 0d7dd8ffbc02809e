"""Values that are wrong in every way we know: refused, not repeated, nothing written."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from tests.api.face import Call, Face
from tests.api.json_places import RAW, places, replaced, with_member, written
from tests.api.posting import Post
from tests.api.posts import posts, uploads
from tests.api.refusal import CANARY, require_refused

pytestmark = pytest.mark.usefixtures("survives")
DEEP = 100_000


@pytest.fixture(scope="module")
def shared(shared_sqlite: Face) -> Face:
    """What is refused before a database is asked is refused on every one alike."""
    return shared_sqlite


def test_the_good_requests_are_good(face: Face) -> None:
    """Otherwise the tests below would refuse for another reason than the one they mean."""
    described = face.app.openapi()["paths"]
    requests = [*posts(face), *uploads(face)]
    # The residents' forms are no JSON, and have tests of their own.
    taken = {t for t, o in described.items() if "post" in o and t.startswith("/v1")}
    assert {p.template for p in requests} == taken
    for request in requests:
        answer = face.send(request.call)
        assert answer.status_code in {200, 201}, (request.template, answer.text)
        told = described[request.template]["post"]["responses"][str(answer.status_code)]
        assert told.get("headers", {}).keys() <= _names(answer), request.template


def _names(answer: httpx2.Response) -> set[str]:
    """Its headers as the description writes them: `Bihuan-Position`."""
    return {name.title() for name in answer.headers}


RAW_MEMBERS = {
    "not a number": ("NaN", 400),
    "infinity": ("-Infinity", 400),
    "beyond a double": ("1e999", 422),
    "thirty digits": ("123456789012345678901234567890", 422),
    "lone surrogate": (f'"{CANARY}\\ud800"', 422),
    "escaped NUL": (f'"{CANARY}\\u0000"', 422),
    "raw NUL": (f'"{CANARY}\x00"', 400),
    "raw surrogate": (f'"{CANARY}\ud800"', 400),
    "double key": (f'1, "{CANARY}": 1', 400),
    "nested double key": (f'[{{"a": [{{"{CANARY}": 1, "{CANARY}": 2}}]}}]', 400),
    "a hundred thousand brackets": ("[" * DEEP + "]" * DEEP, 400),
    "a hundred thousand braces": ('{"a":' * 30_000 + "1" + "}" * 30_000, 400),
    "unclosed": ("[" * 1_000, 400),
    "unknown": (f'"{CANARY}"', 422),
}


@pytest.mark.parametrize("name", RAW_MEMBERS)
def test_a_further_member(shared: Face, good: Sequence[Post], name: str) -> None:
    raw, status = RAW_MEMBERS[name]
    calls = [replace(p.call, content=with_member(p.call.body, CANARY, raw)) for p in good]
    require_refused(shared, calls, {status})


@pytest.mark.parametrize("depth", [31, 32, 33, 100, *range(850, 1_001, 10)])
def test_depths_around_every_limit(shared: Face, good: Sequence[Post], depth: int) -> None:
    """The parser's own limit of depth, our walk's, and the stack that both stand on."""
    raw = "[" * depth + "]" * depth
    require_refused(
        shared, [replace(good[0].call, content=with_member({}, CANARY, raw))], {400, 422}
    )


NO_VALUE_OF_OURS = [
    f'"{CANARY}\\u0000"',
    f'"\\udc00{CANARY}"',
    f'"{CANARY}\\u0007"',
    f'"a\\u0085{CANARY}"',
    f'"{CANARY * 1_000}"',
    '""',
    '" \\u3000\\t "',
    '"\\u200b\\ufeff"',
    f'{{"{CANARY}": 1}}',
    f'[["{CANARY}"]]',
    "-1",
    "3.7",
    "1e999",
    "NaN",
    "123456789012345678901234567890",
    str([1] * 5_000),
]


@pytest.mark.parametrize("raw", NO_VALUE_OF_OURS, ids=lambda raw: raw[:12])
def test_a_wrong_value_at_every_place(shared: Face, good: Sequence[Post], raw: str) -> None:
    calls = [
        replace(p.call, content=written(replaced(p.call.body, at, RAW), raw))
        for p in good
        for at in places(p.call.body)
    ]
    require_refused(shared, calls, {400, 422})


def _members(request: Post) -> list[Call]:
    """The request with each of its required and nested objects holding an unknown member."""
    nested = [at for at in places(request.call.body) if _is_object(request.call.body, at)]
    return [
        request.sending(
            replaced(request.call.body, at, {**_found(request.call.body, at), CANARY: CANARY})
        )
        for at in nested
    ]


def test_unknown_members_of_nested_objects(shared: Face, good: Sequence[Post]) -> None:
    calls = [call for request in good for call in _members(request)]
    # A reporter, an output, a period, an order, two limits; an opinion, a planned output, a share
    # of the budget and its authorisation; a unit, its owner, a person who owns; two of an
    # election's group; a measure, a recurrence, a step, a line, an occasion, two counts; of a
    # questionnaire a question, its options and their labels, answers and contacts twice; a member
    # of a roster; what was found at a door, and the reporter of an issue that came of it.
    assert len(calls) == 67
    require_refused(shared, calls, {422})


TIMES: list[Any] = [
    123,
    1777777777.5,
    True,
    [],
    "1777777777",
    "2026-05-06",
    "2026-05-06T09:30:00",
    "2026-02-30T09:30:00+08:00",
    "2026-05-06T25:30:00+08:00",
    "2026-05-06T09:30:00+99:00",
    "2026-W19-3T09:30:00Z",
    "20260506T093000Z",
    "0001-01-01T00:00:00+08:00",
    "0000-01-01T00:00:00Z",
    "1969-12-31T23:59:59Z",
    f"2026-05-06T09:30:00+08:00 {CANARY}",
    "２０２６-05-06T09:30:00+08:00",
]


@pytest.mark.parametrize("time", TIMES, ids=str)
def test_times_that_are_none(shared: Face, good: Sequence[Post], time: Any) -> None:
    timed = [p for p in good if "occurred_at" in p.call.body]
    assert len(timed) == 19
    calls = [p.sending(p.call.body | {"occurred_at": time}) for p in timed]
    require_refused(shared, calls, {422})


def test_the_end_of_time_lies_in_the_future(shared: Face, good: Sequence[Post]) -> None:
    """Beyond what a datetime in UTC can hold, and still no fault of ours."""
    timed = [p for p in good if "occurred_at" in p.call.body and not p.call.headers]
    latest = [p.sending(p.call.body | {"occurred_at": "9999-12-31T23:59:59-08:00"}) for p in timed]
    require_refused(shared, latest, {422})


def test_a_great_many_faults_get_a_short_answer(shared: Face) -> None:
    """Otherwise a body of 256 KiB would be answered with megabytes."""
    for sites in ([1] * 80_000, ["\x00"] * 25_000):
        answer = shared.post("/v1/issues", shared.reporting(sites=sites), shared.town.clerk)
        assert answer.status_code == 422
        assert len(answer.content) < 10_000


def test_faults_are_told_by_place(shared: Face) -> None:
    body = shared.reporting(channel=7, reporter={"phone": "?"}, sites=["1号楼", ""])
    told = shared.post("/v1/issues", body, shared.town.clerk).json()["errors"]
    assert {(e["in"], e["pointer"]) for e in told} == {
        ("body", "/channel"),
        ("body", "/reporter/phone"),
        ("body", "/sites/1"),
    }


def _found(value: Any, at: tuple[str | int, ...]) -> Any:
    for step in at:
        value = value[step]
    return value


def _is_object(value: Any, at: tuple[str | int, ...]) -> bool:
    return isinstance(_found(value, at), dict)
