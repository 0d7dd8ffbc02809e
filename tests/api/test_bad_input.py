"""Bodies that are wrong in every way we know: refused, not repeated, nothing written."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.api.face import Call, Face
from tests.api.json_places import RAW, places, replaced, with_member, written
from tests.api.posts import PAST, Post, posts
from tests.api.refusal import CANARY, require_refused

BOM = b"\xef\xbb\xbf"
DEEP = 100_000


@pytest.fixture(scope="module")
def good(shared: Face) -> Sequence[Post]:
    """A good request for every POST route."""
    return posts(shared)


@pytest.fixture(autouse=True)
def _survives(shared: Face) -> Iterator[None]:
    """Whatever was sent, a good command is accepted afterwards."""
    yield
    assert shared.post("/v1/issues", shared.reporting(), shared.town.clerk).status_code == 201


def test_the_good_requests_are_good(shared: Face) -> None:
    """Otherwise the tests below would refuse for another reason than the one they mean."""
    described = shared.app.openapi()["paths"]
    requests = posts(shared)
    assert {p.template for p in requests} == {t for t, o in described.items() if "post" in o}
    for request in requests:
        answer = shared.send(request.call)
        assert answer.status_code in {200, 201}, (request.template, answer.text)


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


@pytest.mark.parametrize("depth", range(20, 1_001, 20))
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
    f'"{CANARY * 300}"',
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
    assert len(calls) == 2, "a reporter and an output"
    require_refused(shared, calls, {422})


WHOLE_BODIES: dict[str, tuple[Callable[[bytes], bytes], int]] = {
    "empty": (lambda _: b"", 400),
    "blank": (lambda _: b" \n", 400),
    "array": (lambda body: b"[" + body + b"]", 422),
    "string": (lambda _: f'"{CANARY}"'.encode(), 422),
    "null": (lambda _: b"null", 422),
    "number": (lambda _: b"7", 422),
    "true": (lambda _: b"true", 422),
    "byte order mark": (lambda body: BOM + body, 400),
    "cut in half": (lambda body: body[: len(body) // 2] or b"{", 400),
    "cut within a character": (lambda _: b'{"' + "沈".encode()[:2], 400),
    "GBK": (lambda _: json.dumps({"沈秋禾": "路灯"}, ensure_ascii=False).encode("gbk"), 400),
    "UTF-16": (lambda body: body.decode().encode("utf-16"), 400),
    "UTF-16 without mark": (lambda body: body.decode().encode("utf-16-be"), 400),
    "two values": (lambda body: body + body, 400),
    "a comment": (lambda body: body + b"// " + CANARY.encode(), 400),
    "single quotes": (lambda _: f"{{'{CANARY}': 1}}".encode(), 400),
    "latin-1": (lambda _: b'{"caf\xe9": 1}', 400),
    "overlong UTF-8": (lambda _: b'{"\xc0\x80": 1}', 400),
    "form": (lambda _: f"words={CANARY}".encode(), 400),
}


@pytest.mark.parametrize("name", WHOLE_BODIES)
def test_a_whole_body(shared: Face, good: Sequence[Post], name: str) -> None:
    change, status = WHOLE_BODIES[name]
    calls = [replace(p.call, content=change(written(p.call.body, ""))) for p in good]
    require_refused(shared, calls, {status})


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": ""},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": f"multipart/form-data; boundary={CANARY}"},
        {"Content-Type": "application/json; charset=gbk"},
        {"Content-Type": f"application/json; charset={CANARY}"},
        {"Content-Type": "application/json, text/html"},
        {"Content-Type": f"application/{CANARY}+json"},
        {"Content-Type": "application/json/x"},
        {"Content-Type": b"application/json\xe9"},
        {"Content-Encoding": "gzip"},
        {"Content-Encoding": "identity, gzip"},
    ],
    ids=str,
)
def test_other_media_types(
    shared: Face, good: Sequence[Post], headers: dict[str, str | bytes]
) -> None:
    calls = [replace(p.call, headers={**p.call.headers, **headers}) for p in good]
    require_refused(shared, calls, {415})


def test_utf_8_may_be_said(shared: Face) -> None:
    for header in ("application/json; charset=UTF-8", 'APPLICATION/JSON;charset="utf-8"'):
        answer = shared.post(
            "/v1/issues", shared.reporting(), shared.town.clerk, content_type=header
        )
        assert answer.status_code == 201


def test_too_large(shared: Face, good: Sequence[Post]) -> None:
    size = shared.service.settings.max_body
    content = b'{"words": "' + CANARY.encode() + b"a" * size + b'"}'
    require_refused(shared, [replace(p.call, content=content) for p in good], {413})


def test_the_largest_report_is_taken(shared: Face) -> None:
    """Every text as long as it may be, in characters of four bytes: still one event."""
    body = shared.reporting(
        compound_id=None,
        address="𠮷" * 200,
        summary="𠮷" * 200,
        words="𠮷" * 4_000,
        sites=["𠮷" * 200] * 20,
    )
    assert shared.post("/v1/issues", body, shared.town.clerk).status_code == 201


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
    f"{PAST} {CANARY}",
    "２０２６-05-06T09:30:00+08:00",
]


@pytest.mark.parametrize("time", TIMES, ids=str)
def test_times_that_are_none(shared: Face, good: Sequence[Post], time: Any) -> None:
    timed = [p for p in good if "occurred_at" in p.call.body]
    assert len(timed) == 5
    calls = [p.sending(p.call.body | {"occurred_at": time}) for p in timed]
    require_refused(shared, calls, {422})


def test_the_end_of_time_lies_in_the_future(shared: Face, good: Sequence[Post]) -> None:
    """Beyond what a datetime in UTC can hold, and still no fault of ours."""
    timed = [p for p in good if "occurred_at" in p.call.body and not p.call.headers]
    latest = [
        p.sending(p.call.body | {"occurred_at": "9999-12-31T23:59:59-08:00"}) for p in timed
    ]
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
