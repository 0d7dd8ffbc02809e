"""Queries, headers and paths that are wrong: refused, not repeated, nothing written."""

import base64
import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest

from service.ids import new_id
from tests.api.face import Call, Face, code_of
from tests.api.posts import posts
from tests.api.refusal import CANARY, require_problem, require_refused

LISTS = ("/v1/issues", "/v1/bodies", "/v1/organisations", "/v1/methods")
ID = str(new_id())


def _cursor(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _gets(face: Face, queries: list[str], *paths: str) -> list[Call]:
    return [
        Call(method="GET", path=f"{path}?{query}", by=face.town.clerk)
        for path in paths
        for query in queries
    ]


def test_queries_that_no_list_understands(shared: Face) -> None:
    queries = [
        f"{CANARY}=1",
        f"limit=1&{CANARY}={CANARY}",
        "limit=1&limit=2",
        "limit=1&limit=1",
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=1.5",
        "limit=1e999",
        "limit=" + "9" * 30,
        "limit=" + "9" * 5_000,
        f"limit={CANARY}",
        "limit=",
        "cursor=",
        f"cursor={CANARY}",
        "cursor=%00",
        "cursor=" + "A" * 1_201,
        "%00=1",
        "limit=%ff",
        "limit=%ED%A0%80",
        "limit=5&a%ff=1",
        "&".join(f"a{n}=1" for n in range(200)),
    ]
    compounds = f"/v1/bodies/{shared.town.committee}/compounds"
    require_refused(shared, _gets(shared, queries, *LISTS, compounds), {400})


def test_cursors_written_by_hand(shared: Face) -> None:
    values = [
        ["older", True],
        ["older", -1],
        ["older", 2**63],
        ["older", 10**30],
        ["older", 1.5],
        ["older", "1"],
        ["older"],
        ["older", 1, 2],
        ["sideways", 1],
        ["name", "\x00", ID],
        ["name", CANARY, CANARY],
        ["name", "a", 1],
        ["name", "a"],
        '["name", "\\ud800", "' + ID + '"]',
        "[" * 400 + "]" * 400,
        '["older", NaN]',
        {"older": 1},
        [],
        None,
        7,
        CANARY,
    ]
    queries = [f"cursor={_cursor(value)}" for value in values]
    queries += [f"cursor={_cursor(['older', 5])}=", f"cursor={_cursor(['older', 50])}A"]
    require_refused(shared, _gets(shared, queries, *LISTS), {400})


def test_each_list_has_cursors_of_its_own(shared: Face) -> None:
    issues, names = _cursor(["older", 5]), _cursor(["name", "a", ID])
    require_refused(shared, _gets(shared, [f"cursor={issues}"], *LISTS[1:]), {400})
    require_refused(shared, _gets(shared, [f"cursor={names}"], LISTS[0]), {400})
    assert shared.get(f"/v1/issues?cursor={issues}", shared.town.clerk).status_code == 200
    assert shared.get(f"/v1/bodies?cursor={names}", shared.town.clerk).status_code == 200


def test_filters_of_issues(shared: Face) -> None:
    bad = [CANARY, "", "%00", "%ff", "REPORTED", "a%0Ab"]
    enumerated = ("status", "scale", "track", "committee", "compound", "party", "since", "until")
    queries = [f"{name}={value}" for name in enumerated for value in bad]
    queries += [f"{name}={value}" for name in ("category", "channel") for value in bad[1:]]
    queries += [f"number={value}" for value in ("%00", "%ff", "a%0Ab", "9" * 41)]
    for time in ("2026-05-06", "123", "2026-05-06T09:30:00", "0001-01-01T00:00:00%2B08:00"):
        queries += [f"since={time}", f"until={time}"]
    require_refused(shared, _gets(shared, queries, "/v1/issues"), {400})


def test_pages_of_a_timeline(shared: Face) -> None:
    queries = ["after=-1", "after=2147483648", f"after={CANARY}", "limit=0", "limit=501", "x=1"]
    path = f"/v1/issues/{shared.town.report()}/events"
    require_refused(shared, _gets(shared, queries, path), {400})


def test_a_query_where_none_is_expected(shared: Face) -> None:
    """To ignore `as_of` would be to answer another question than the one that was asked."""
    issue = shared.town.report()
    paths = (f"/v1/issues/{issue}", "/v1/vocabulary", "/v1/methods/linba/1")
    require_refused(shared, _gets(shared, ["as_of=2026-05-06", f"{CANARY}=1"], *paths), {400})
    calls = [replace(p.call, path=f"{p.call.path}?{CANARY}=1") for p in posts(shared)]
    require_refused(shared, calls, {400})


@pytest.mark.parametrize(
    "headers",
    [
        {"If-Match": ""},
        {"If-Match": "1"},
        {"If-Match": "*"},
        {"If-Match": f'"{CANARY}"'},
        {"If-Match": '"1'},
        {"If-Match": '"-1"'},
        {"If-Match": '"1234567890"'},
        {"If-Match": '"1-XYZ"'},
        {"If-Match": '"1", "2"'},
        {"If-Match": 'w/"1"'},
        {"If-Match": '"１"'.encode()},
        {"If-Match": b'"1"\xff'},
        {"Idempotency-Key": ""},
        {"Idempotency-Key": "k" * 256},
        {"Idempotency-Key": f"a {CANARY}"},
        {"Idempotency-Key": f"a\t{CANARY}"},
        {"Idempotency-Key": f"沈秋禾{CANARY}".encode()},
        {"Idempotency-Key": b"\xff" + CANARY.encode()},
        {"Idempotency-Key": f"{CANARY}\x7f"},
    ],
    ids=str,
)
def test_headers(shared: Face, headers: dict[str, str | bytes]) -> None:
    calls = [replace(p.call, headers={**p.call.headers, **headers}) for p in posts(shared)]
    require_refused(shared, calls, {400})


@pytest.mark.parametrize(
    "credential",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {CANARY}",
        f"Basic {CANARY}",
        f"Bearer Bearer {CANARY}",
        f"Token {CANARY}",
        CANARY,
        f"Bearer {CANARY * 500}",
        f"Bearer 沈秋禾{CANARY}".encode(),
        b"Bearer \xff\xfe" + CANARY.encode(),
        b"Bearer \x00" + CANARY.encode(),
        f"Bearer ' OR 1=1 -- {CANARY}",
    ],
    ids=str,
)
def test_credentials(shared: Face, credential: str | bytes | None) -> None:
    headers = {} if credential is None else {"Authorization": credential}
    paths = ["/v1/issues", f"/v1/issues/{ID}", "/v1/vocabulary"]
    calls = [Call(method="GET", path=path, by=None, headers=headers) for path in paths]
    calls += [replace(p.call, by=None, headers=headers) for p in posts(shared)]
    require_refused(shared, calls, {401})


def test_the_scheme_is_no_matter_of_case(shared: Face) -> None:
    key = shared.key(shared.town.clerk)
    for scheme in ("bearer", "BEARER", "Bearer "):
        answer = shared.get("/v1/vocabulary", None, authorization=f"{scheme} {key}")
        assert answer.status_code == 200


STEPS = [
    CANARY,
    "%00",
    f"%00{CANARY}",
    "%ff",
    f"%ED%A0%80{CANARY}",
    CANARY * 2_000,
    f"{ID}{CANARY}",
    f"{ID}%00",
    f"{ID}%0A",
    quote("沈秋禾"),
    "..%2f..%2fetc%2fpasswd",
    "%25",
    "-1",
    f"{ID}%3F{CANARY}",
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[:20])
def test_path_steps(shared: Face, step: str) -> None:
    town = shared.town
    paths = ["/v1/issues/{}", "/v1/issues/{}/events", "/v1/bodies/{}", "/v1/organisations/{}"]
    paths += ["/v1/bodies/{}/compounds", f"/v1/bodies/{town.committee}/compounds/{{}}"]
    paths += ["/v1/methods/{}/1", "/v1/methods/linba/{}", "/problems/{}"]
    paths += ["/{}", "/v1/{}", "/v1/issues/{}/", "/v1/issues/" + ID + "/{}"]
    calls = [Call(method="GET", path=path.format(step), by=town.clerk) for path in paths]
    for post in posts(shared):
        own = re.sub(r"\{[a-z]+\}", "{}", post.template)
        if own != post.template:
            calls.append(replace(post.call, path=own.format(step)))
    require_refused(shared, calls, {404})


def test_a_slash_too_many_is_another_path(shared: Face) -> None:
    """A redirect would repeat the path, and is no answer to a command."""
    for path in ("/v1/issues/", "/healthz/", f"/v1/issues/{CANARY}/"):
        answer = shared.get(path, shared.town.clerk)
        assert code_of(answer) == "not-found"
        require_problem(answer)


def test_the_instance_names_ids_and_nothing_else(shared: Face) -> None:
    for path, told in (
        (f"/v1/issues/{ID}", f"/v1/issues/{ID}"),
        (f"/v1/issues/{CANARY}", "/v1/issues/-"),
        (f"/v1/{CANARY}/{ID}", f"/v1/-/{ID}"),
    ):
        assert shared.get(path, shared.town.clerk).json()["instance"] == told


def test_methods_that_a_path_does_not_have(shared: Face) -> None:
    described = shared.app.openapi()["paths"]
    for template, operations in described.items():
        path = re.sub(r"\{[a-z]+\}", ID, template)
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"):
            if method.lower() in operations:
                continue
            answer = shared.send(Call(method=method, path=path, by=shared.town.clerk))
            require_problem(answer)
            assert code_of(answer) == "method-not-allowed"
            assert answer.headers["allow"].lower().split(", ") == sorted(operations)
