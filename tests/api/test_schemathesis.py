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
from starlette.types import Receive, Scope, Send

from api.app import description
from tests.api.face import Face
from tests.evidence import PNG

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
    """Without any input none can be wrong; and any string may be a problem's code, or a token."""
    takes = bool(operation.keys() & {"parameters", "requestBody"})
    return takes and not any(part in name for part in ("/problems/", "{token}"))


CASES = [
    (name, mode)
    for name, operation in OPERATIONS.items()
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if mode is GenerationMode.POSITIVE or _can_be_wrong(name, operation)
]


@pytest.fixture(scope="module")
def schema(shared: Face) -> Any:
    """The description as the application serves it."""

    async def without_end(scope: Scope, receive: Receive, send: Send) -> None:
        # The client ends the application's life after each request, and the service with it.
        if scope["type"] != "lifespan":
            await shared.app(scope, receive, send)
            return
        for phase in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{phase}.complete"})

    return schemathesis.openapi.from_asgi("/openapi.json", without_end)


@pytest.fixture(scope="module")
def ids(shared: Face) -> Mapping[str, str]:
    """Ids that exist, for half of the requests: random ones are all unknown."""
    town = shared.town
    issue = town.play()
    return {
        "issue": str(issue),
        "token": shared.service.follow_ups.create(issue, town.issue(issue).reporter)[1],
        "digest": shared.service.files.upload(town.clerk, issue, PNG).digest,
        "body": str(town.committee),
        "compound": str(town.compound),
        "organisation": str(town.contractor),
        "name": "linba",
        "code": "forbidden",
    }


@pytest.mark.parametrize(("operation", "mode"), CASES)
def test_answers_are_as_described(
    shared: Face, schema: Any, ids: Mapping[str, str], operation: str, mode: GenerationMode
) -> None:
    found = schema.find_operation_by_label(operation)
    keys = [shared.key(shared.town.clerk), shared.key(shared.town.administrator)]
    turns = iter(range(10**9))

    @settings(
        max_examples=15,
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
                name: ids.get(name, value) for name, value in (case.path_parameters or {}).items()
            }
        headers = {"Authorization": f"Bearer {keys[turn % 2]}"}
        case.call_and_validate(checks=CHECKS, headers=headers)

    ask()
