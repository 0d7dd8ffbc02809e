"""Headers, credentials and paths that are wrong: refused, not repeated, nothing written."""

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

import pytest

from tests.api.face import Call, Face, code_of
from tests.api.posting import Post
from tests.api.posts import posts, uploads
from tests.api.refusal import CANARY, require_problem, require_refused

pytestmark = pytest.mark.usefixtures("survives")
ID = "0199d3a4-7c00-7000-8000-0000000000ff"  # of nothing


@pytest.fixture(scope="module")
def shared(shared_sqlite: Face) -> Face:
    """What is refused before a database is asked is refused on every one alike."""
    return shared_sqlite


@pytest.fixture(scope="module")
def every(shared: Face) -> Sequence[Post]:
    """What an entrance refuses does not depend on what a body is; nothing of it is ever done."""
    return [*posts(shared), *uploads(shared)]


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
def test_headers(shared: Face, every: Sequence[Post], headers: dict[str, str | bytes]) -> None:
    calls = [replace(p.call, headers={**p.call.headers, **headers}) for p in every]
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
def test_credentials(shared: Face, every: Sequence[Post], credential: str | bytes | None) -> None:
    headers = {} if credential is None else {"Authorization": credential}
    paths = ["/v1/issues", f"/v1/issues/{ID}", "/v1/vocabulary"]
    calls = [Call(method="GET", path=path, by=None, headers=headers) for path in paths]
    closed = [p for p in every if not p.template.startswith("/v1/public/")]
    calls += [replace(p.call, by=None, headers=headers) for p in closed]
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
def test_path_steps(shared: Face, every: Sequence[Post], step: str) -> None:
    town = shared.town
    paths = ["/v1/issues/{}", "/v1/issues/{}/events", "/v1/bodies/{}", "/v1/organisations/{}"]
    paths += ["/v1/bodies/{}/compounds", f"/v1/bodies/{town.committee}/compounds/{{}}"]
    paths += ["/v1/methods/{}/1", "/v1/methods/linba/{}", "/problems/{}"]
    paths += ["/{}", "/v1/{}", "/v1/issues/{}/", "/v1/issues/" + ID + "/{}"]
    calls = [Call(method="GET", path=path.format(step), by=town.clerk) for path in paths]
    for post in every:
        own = re.sub(r"\{[a-z]+\}", "{}", post.template)
        if own != post.template:
            path = own.replace("{}", step, 1).replace("{}", ID)
            calls.append(replace(post.call, path=path))
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
