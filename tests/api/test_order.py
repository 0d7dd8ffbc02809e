"""The order of checks: of two faults in one request, the earlier one is told.

401, 413, 415, 400, 422, 404, 403, idempotent replay, 428, 412, 409. A caller who is not known
learns nothing; a retry of a success never gets 412.
"""

import json
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pytest

from service.ids import new_id
from service.policy import Principal
from tests.api.face import Call, Face, code_of

_GOOD = {"category": "lighting", "scale": "small", "track": "fast"}
_FAULTS: dict[str, dict[str, Any]] = {
    "unauthenticated": {"by": "nobody"},
    "body-too-large": {"padding": 300_000},
    "unsupported-media-type": {"media": "text/plain"},
    "malformed-request": {"query": "?as_of=1"},
    "invalid-body": {"body": {"category": 7}},
    "not-found": {"issue": "unknown"},
    "forbidden": {"by": "auditor"},
    "match-required": {"if_match": None},
    "stale-version": {"if_match": '"99"'},
    "fast-track-closed": {"body": {**_GOOD, "scale": "hard"}},
}
"""Each problem, in the order of checks, by what of a good request has to be another."""

_PAIRS = [
    (first, second)
    for first, second in combinations(_FAULTS, 2)
    if not _FAULTS[first].keys() & _FAULTS[second].keys()
]
"""Two faults in the same part of a request cannot be told apart, and so not be ordered."""


def _attempt(face: Face, *faults: str) -> Any:
    parts: dict[str, Any] = {
        "by": "clerk",
        "padding": 0,
        "media": "application/json",
        "query": "",
        "body": _GOOD,
        "issue": "known",
        "if_match": '"1"',
    }
    for fault in faults:
        parts |= _FAULTS[fault]
    return face.send(_call(face, parts))


def _call(face: Face, parts: Mapping[str, Any]) -> Call:
    issue = face.town.report() if parts["issue"] == "known" else new_id()
    headers = {"Content-Type": parts["media"]}
    if parts["if_match"]:
        headers["If-Match"] = parts["if_match"]
    return Call(
        path=f"/v1/issues/{issue}/triage{parts['query']}",
        by=getattr(face.town, parts["by"], None),
        content=json.dumps(parts["body"]).encode() + b" " * parts["padding"],
        headers=headers,
    )


def test_without_a_fault_it_is_accepted(shared_sqlite: Face) -> None:
    assert _attempt(shared_sqlite).status_code == 200


@pytest.mark.parametrize("fault", _FAULTS)
def test_each_fault_alone(shared_sqlite: Face, fault: str) -> None:
    assert code_of(_attempt(shared_sqlite, fault)) == fault


@pytest.mark.parametrize(("first", "second"), _PAIRS)
def test_of_two_faults_the_earlier_is_told(shared_sqlite: Face, first: str, second: str) -> None:
    assert code_of(_attempt(shared_sqlite, first, second)) == first


@pytest.mark.parametrize(
    ("content", "headers", "code"),
    [
        (b'{"category": "\\u0000"}', {"If-Match": "x"}, "malformed-request"),
        (b'{"category": 1e999}', {"Idempotency-Key": "a b"}, "malformed-request"),
        (b'{"category": 7}', {"If-Match": "x"}, "malformed-request"),
        (b'{"category": 7}', {"If-Match": '"1"'}, "invalid-body"),
    ],
)
def test_headers_before_the_body(
    shared_sqlite: Face, content: bytes, headers: dict[str, str], code: str
) -> None:
    """Also before those faults of a body that are found while it is parsed."""
    path = f"/v1/issues/{shared_sqlite.town.report()}/triage"
    call = Call(path=path, by=shared_sqlite.town.clerk, content=content, headers=headers)
    assert code_of(shared_sqlite.send(call)) == code


def test_the_body_before_a_path_that_is_no_id(shared_sqlite: Face) -> None:
    assert (
        code_of(shared_sqlite.post("/v1/issues/7/replies", {}, shared_sqlite.town.clerk))
        == "invalid-body"
    )
    good = {"message": "已收到"}
    assert (
        code_of(shared_sqlite.post("/v1/issues/7/replies", good, shared_sqlite.town.clerk))
        == "not-found"
    )


def test_the_query_before_a_path_that_names_nothing(shared_sqlite: Face) -> None:
    for issue in ("7", new_id()):
        answer = shared_sqlite.get(f"/v1/issues/{issue}/events?limit=0", shared_sqlite.town.clerk)
        assert code_of(answer) == "malformed-request"


def _remembered(face: Face) -> str:
    """An issue's path on which the clerk's key `k` has had a success with `_GOOD`."""
    path = f"/v1/issues/{face.town.report()}/triage"
    answer = face.post(path, _GOOD, face.town.clerk, if_match='"1"', idempotency_key="k")
    assert answer.status_code == 200
    return path


@pytest.mark.parametrize("if_match", [{}, {"if_match": '"1"'}, {"if_match": '"99"'}])
def test_a_replay_comes_before_if_match(shared_sqlite: Face, if_match: dict[str, str]) -> None:
    """Neither absent (428) nor stale (412): the success is told again."""
    path = _remembered(shared_sqlite)
    answer = shared_sqlite.post(
        path, _GOOD, shared_sqlite.town.clerk, idempotency_key="k", **if_match
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("if_match", [{}, {"if_match": '"99"'}])
def test_a_key_for_another_body_comes_before_if_match(
    shared_sqlite: Face, if_match: dict[str, str]
) -> None:
    path, other = _remembered(shared_sqlite), _GOOD | {"category": "parking"}
    answer = shared_sqlite.post(
        path, other, shared_sqlite.town.clerk, idempotency_key="k", **if_match
    )
    assert code_of(answer) == "idempotency-key-reused"


def test_a_replay_comes_before_the_rules(shared_sqlite: Face) -> None:
    """An order is acknowledged once (409); the retry of that once is none."""
    town = shared_sqlite.town
    issue = town.report()
    parties = {"parties": [str(town.property_company)]}
    shared_sqlite.post(f"/v1/issues/{issue}/dispatches", parties, town.clerk)
    path = f"/v1/issues/{issue}/acknowledgements"
    assert shared_sqlite.post(path, {}, town.handler, idempotency_key="k").status_code == 200
    assert shared_sqlite.post(path, {}, town.handler, idempotency_key="k").status_code == 200
    assert code_of(shared_sqlite.post(path, {}, town.handler)) == "already-acknowledged"


def _again_as(face: Face, now: Principal, path: str, body: Any = _GOOD) -> str:
    """The code that the clerk's retry gets once the clerk has become *now*."""
    person = face.town.clerk.person
    assert person is not None
    bearer = f"Bearer {face.service.keyring.create(now, person)[1]}"
    answer = face.post(path, body, None, authorization=bearer, idempotency_key="k")
    return code_of(answer)


def test_who_may_no_longer_act_gets_no_replay(shared_sqlite: Face) -> None:
    path = _remembered(shared_sqlite)
    assert _again_as(shared_sqlite, shared_sqlite.town.auditor, path) == "forbidden"
    assert _again_as(shared_sqlite, shared_sqlite.town.next_clerk, path) == "not-found"
    assert (
        _again_as(shared_sqlite, shared_sqlite.town.auditor, path, {"category": 7})
        == "invalid-body"
    )
