"""What every refused request has in common, whatever was wrong with it."""

from collections.abc import Iterable, Sequence
from typing import Any

import httpx2

from service.policy import Principal
from tests.api.face import Call, Face

CANARY = "canary13800001234"
"""Planted in bad input: it must not come back."""

MEMBERS = {"type", "title", "status", "detail", "instance", "code"}


def require_problem(answer: httpx2.Response) -> None:
    """A problem document that tells its own status and repeats nothing that was sent."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text[:300]
    told = answer.json()
    assert told.keys() >= MEMBERS
    assert told["status"] == answer.status_code
    assert told["type"] == f"/problems/{told['code']}"
    assert CANARY not in answer.text
    assert CANARY not in str(answer.headers)


def require_refused(face: Face, calls: Sequence[Call], statuses: Iterable[int]) -> None:
    """Every call is refused with one of the statuses, and nothing is written."""
    before, allowed = face.head(), set(statuses)
    wrong = []
    for call, answer in zip(calls, face.together(calls), strict=True):
        if answer.status_code not in allowed:
            wrong.append((answer.status_code, call.path, call.content or call.body, call.headers))
            continue
        require_problem(answer)
    assert wrong == []
    assert face.head() == before


def refused(face: Face, path: str, body: Any, by: Principal, **headers: str) -> httpx2.Response:
    """The answer to a command that is refused; the record is as it was."""
    before = face.head()
    answer = face.post(path, body, by, **headers)
    require_problem(answer)
    assert face.head() == before
    return answer
