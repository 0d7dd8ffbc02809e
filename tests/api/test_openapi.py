"""The description tells the truth: committed, complete, and kept by the running application."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, TypeAdapter

from api.app import description
from api.openapi import ProblemDetails
from api.problem_types import PROBLEMS
from api.routers.public import described
from api.schemas.fields import Body, Shown
from tests.api.face import Face

COMMITTED = Path(__file__).parents[2] / "openapi.yaml"
READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ASKED = "/ask/{link}"
FORMS = {
    "/follow/{token}/rating",
    "/follow/{token}/objection",
    ASKED,
    f"{ASKED}/receipts/{{token}}/issues/{{place}}",
}
PAGES = {"/follow/{token}", "/follow/{token}/receipt", f"{ASKED}/receipts/{{token}}", *FORMS}
ALWAYS = {
    "/v1/questionnaires/{questionnaire}/prolongation",
    "/v1/committees/{committee}/roster",
    "/v1/undertakings/{undertaking}/occasions/{number}/correction",
}
"""What no state of things forbids: only what is wrong in itself is refused."""
BY_LINK = "/v1/public/questionnaires/{link}"
PUBLIC = {
    "/",
    "/healthz",
    "/readyz",
    "/problems/{code}",
    "/v1/publications",
    "/v1/ledger/checkpoints/latest",
    "/v1/ledger/checkpoints/{size}",
    "/v1/ledger/keys",
    "/v1/ledger/proofs/inclusion",
    "/v1/ledger/proofs/consistency",
    "/v1/follow-ups/{token}",
    "/v1/meeting-feeds/{token}/meetings.ics",
    # projects and notices
    "/v1/public/notices",
    "/v1/public/notices/{notice}",
    BY_LINK,
    *PAGES,
}
NEED_MATCH = {
    "/v1/ballots/{ballot}/closure",
    "/v1/ballots/{ballot}/cancellation",
    "/v1/ballots/{ballot}/annulment",
    "triage",
    "completion",
    "proposals",
    "decision",
    "extensions",
    "transfers",
    "declines",
    "/v1/issues/{issue}/withdrawal",
    "merges",
    # elections, whose candidates are published and not an issue
    "/v1/elections/{election}/publication",
    "/v1/elections/{election}/filing",
    "/v1/elections/{election}/abandonment",
    "corrections",
}
"""What must not be decided on what has changed meanwhile."""

Operation = dict[str, Any]


@pytest.fixture(scope="module")
def api() -> dict[str, Any]:
    """The application's description."""
    return description()


def _operations(api: dict[str, Any]) -> Iterator[tuple[str, str, Operation]]:
    for path, methods in api["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_the_committed_description_is_the_applications_own(api: dict[str, Any]) -> None:
    assert COMMITTED.read_text("utf-8") == described(api), "run `make openapi`"


def test_every_schema_has_a_name_of_its_own(api: dict[str, Any]) -> None:
    """A client generator makes classes of them: no module's path, no mode in a name."""
    assert [name for name in api["components"]["schemas"] if not name.isalnum()] == []


QUESTIONS = ("/searches", "/what-if", "/previews")
"""What only asks, in a body."""


DOWNLOADS = ("/{digest}", "/register/export", "/{notice}/page")
"""What is a file, or a sheet to print."""

UPLOADS = ("/files", "/register/previews", "/register/imports")
"""Whose body is a file."""


def test_it_is_served_as_committed(sqlite_face: Face) -> None:
    answer = sqlite_face.get("/openapi.yaml", None)
    assert answer.headers["content-type"] == "application/yaml"
    assert answer.text == COMMITTED.read_text("utf-8")
    told = yaml.load(answer.text, Loader=READER)  # noqa: S506  # either of them is a safe one
    assert told == sqlite_face.get("/openapi.json", None).json()


def test_it_is_openapi_3_1(api: dict[str, Any]) -> None:
    assert api["openapi"].startswith("3.1")


def test_every_operation_behind_the_entrance_tells_its_problems(api: dict[str, Any]) -> None:
    for path, method, operation in _operations(api):
        if path in PUBLIC or (path, method) == ("/v1/ledger/checkpoints", "get"):
            continue
        statuses = set(operation["responses"])
        wanted = {"400", "401", "403", "500", "503"}
        wanted |= {"413", "415", "422"} if method == "post" else set()
        # A question in a body writes nothing.
        is_command = method == "post" and not path.endswith(QUESTIONS)
        wanted |= {"507"} if is_command else set()
        # Nobody keeps a file, and so nobody has it already.
        # Nobody keeps a file or a sheet to print, and so nobody has it already.
        wanted |= {"304"} if method == "get" and not path.endswith(DOWNLOADS) else set()
        wanted |= {"404"} if "{" in path else set()
        assert statuses >= wanted, (method, path)
        assert operation["security"] == [{"HTTPBearer": []}], (method, path)


def test_commands_on_what_has_a_version_tell_of_it(api: dict[str, Any]) -> None:
    for path, method, operation in _operations(api):
        # What is uploaded changes nothing that has a version.
        versioned = path not in {*FORMS, BY_LINK, *ALWAYS} and not path.endswith(
            ("/files", *QUESTIONS)
        )
        if method == "post" and "{" in path and versioned:
            assert set(operation["responses"]) >= {"409", "412"}, path
        needs_match = bool({path, path.rpartition("/")[2]} & NEED_MATCH)
        assert ("428" in operation["responses"]) is needs_match, path


def test_problems_have_one_shape(api: dict[str, Any]) -> None:
    for path, method, operation in _operations(api):
        for status, response in operation["responses"].items():
            if status < "400" or path == "/readyz":
                continue
            [(media, content)] = response["content"].items()
            if path in PAGES:
                assert media == "text/html", (method, path, status)
                continue
            assert media == "application/problem+json", (method, path, status)
            assert content["schema"] == {"$ref": "#/components/schemas/ProblemDetails"}
            codes = response["description"].split("`")[1::2]
            assert {PROBLEMS[code].status for code in codes} == {int(status)}, (path, status)


def test_every_operation_is_named_and_explained(api: dict[str, Any]) -> None:
    told = [operation["operationId"] for _, _, operation in _operations(api)]
    assert len(set(told)) == len(told)
    for path, method, operation in _operations(api):
        assert operation["summary"], (method, path)
        assert operation["tags"], (method, path)


def _models(below: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in below.__subclasses__():
        yield model
        yield from _models(model)


MODELS: list[type[BaseModel]] = [*_models(Body), *_models(Shown), ProblemDetails]


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_examples_are_valid(model: type[BaseModel]) -> None:
    schema = model.model_json_schema(mode="validation")
    for example in schema.get("examples", []):
        model.model_validate(example)
    for name, field in model.model_fields.items():
        adapter: TypeAdapter[Any] = TypeAdapter(field.rebuild_annotation())
        for example in schema["properties"][field.alias or name].get("examples", []):
            adapter.validate_python(example)


def test_every_body_has_an_example_that_is_its_own(api: dict[str, Any]) -> None:
    shapes = api["components"]["schemas"]
    for path, method, operation in _operations(api):
        if method != "post" or path in FORMS or path.endswith(UPLOADS):
            continue
        reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        assert shapes[reference.rpartition("/")[2]].get("examples"), path


def test_every_parameter_is_explained_or_plain(api: dict[str, Any]) -> None:
    """Header parameters steer every command: each says what it does."""
    for path, method, operation in _operations(api):
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "header":
                assert parameter["description"], (method, path, parameter["name"])
