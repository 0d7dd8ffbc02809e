"""Schemathesis against the application in this process: every answer is one that is described."""

from collections.abc import Mapping
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.types import ASGIApp, Receive, Scope, Send

from api.app import description
from service.service import SYSTEM
from tests.api.face import Face
from tests.api.posts_meetings import meeting, series
from tests.evidence import PNG
from tests.projections.following import follow

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, methods in description()["paths"].items()
    for method, operation in methods.items()
}


def _can_be_wrong(name: str, operation: Mapping[str, Any]) -> bool:
    """Without any input none can be wrong; any string may be a problem's code, a token, a link."""
    takes = bool(operation.keys() & {"parameters", "requestBody"})
    return takes and not any(part in name for part in ("/problems/", "{token}", "{link}"))


MAY_BE_WRONG = [name for name, operation in OPERATIONS.items() if _can_be_wrong(name, operation)]


class Asked:
    """A face that schemathesis asks, and ids that exist in it: random ones are all unknown."""

    def __init__(self, face: Face) -> None:
        town = face.town
        issue = town.play()
        self.face = face
        self.schema: Any = schemathesis.openapi.from_asgi("/openapi.json", _without_end(face))
        self.keys = [face.key(town.clerk), face.key(town.administrator)]
        self.ids = {
            "issue": str(issue),
            "token": face.service.follow_ups.create(issue, town.issue(issue).reporter)[1],
            "digest": face.service.files.upload(town.clerk, issue, PNG).digest,
            "body": str(town.committee),
            "compound": str(town.compound),
            "organisation": str(town.contractor),
            "name": "linba",
            "code": "forbidden",
            "meeting": str(meeting(face, -2)),
            "series": series(face),
            "size": str(face.service.checkpoints.sign(SYSTEM).size),
        }


def _without_end(face: Face) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        # The client ends the application's life after each request, and the service with it.
        if scope["type"] != "lifespan":
            await face.app(scope, receive, send)
            return
        for phase in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{phase}.complete"})

    return app


@pytest.fixture(scope="module")
def asked(shared: Face) -> Asked:
    """On the operation's database: see `tests.databases`."""
    return Asked(shared)


@pytest.fixture(scope="module")
def asked_sqlite(shared_sqlite: Face) -> Asked:
    """What is described as wrong is refused before a database is asked."""
    return Asked(shared_sqlite)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_good_requests_are_answered_as_described(asked: Asked, operation: str) -> None:
    _ask(asked, operation, GenerationMode.POSITIVE)


@pytest.mark.parametrize("operation", MAY_BE_WRONG)
def test_wrong_requests_are_answered_as_described(asked_sqlite: Asked, operation: str) -> None:
    _ask(asked_sqlite, operation, GenerationMode.NEGATIVE)


def _ask(asked: Asked, operation: str, mode: GenerationMode) -> None:
    # Nobody follows here, and who waits for what was recorded would wait in vain.
    follow(asked.face.service)
    found = asked.schema.find_operation_by_label(operation)
    turns = iter(range(10**9))

    @settings(
        max_examples=8,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=found.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        turn = next(turns)
        if turn % 4 < 2:
            case.path_parameters = {
                name: asked.ids.get(name, value)
                for name, value in (case.path_parameters or {}).items()
            }
        headers = {"Authorization": f"Bearer {asked.keys[turn % 2]}"}
        case.call_and_validate(checks=CHECKS, headers=headers)

    ask()
