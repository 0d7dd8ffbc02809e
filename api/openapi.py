"""The API's own description: every problem that a route can give, in one shape."""

import json
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, Field

from api.problem_types import PROBLEMS
from api.representation import POSITION

Responses = dict[int | str, dict[str, Any]]


class FieldError(BaseModel):
    """One fault in a request: a JSON pointer, and a reason that never quotes the value."""

    pointer: str
    where: str = Field(alias="in")
    reason: str


class ProblemDetails(BaseModel):
    """RFC 9457, with our `code`, `errors` for validation and `facts` of a rule."""

    type: str = Field(examples=["/problems/stale-version"])
    title: str = Field(examples=["版本已过期"])
    status: int
    detail: str
    instance: str
    code: str
    errors: list[FieldError] | None = None
    facts: dict[str, str | int] | None = None


CLAIMED_TIME = ("occurred-in-future", "occurred-before-report")
"""What can be wrong with `occurred_at` beyond its form."""

NAMED_PERSON = ("unknown-person", "person-restricted", "erased")
"""What can be wrong with a person whom a command names."""

_POSITION: Final = {
    "description": "Where the command stands in the record. Views that lists are read from follow "
    "within moments: give it as `at_least`, and the list waits until it tells of this.",
    "schema": {"type": "integer"},
}
_PUBLIC: Final = "/v1/public/"
"""Whoever has no key reads no list either, and is told no place in the record."""
_UNREAD: Final = ("/v1/persons",)
"""Made, and shown by no route of their own."""
_LOCATION: Final = {
    "description": "Where what was made is read",
    "schema": {"type": "string", "format": "uri-reference"},
}

_ALWAYS = ("malformed-request", "unauthenticated", "forbidden", "internal-error", "unavailable")
_WITH_BODY = ("body-too-large", "unsupported-media-type", "invalid-body")
_WRITES = (
    *_ALWAYS,
    *_WITH_BODY,
    "idempotency-key-reused",
    "storage-full",
)
_CHANGES = (*_WRITES, "not-found", "stale-version")
_SCHEMAS: Final = "#/components/schemas/"
_NAMES: Final[Mapping[str, str]] = {
    "domain__body__events__Level": "BodyLevel",
    "domain__levels__Level": "HandlingLevel",
    "domain__election__state__Stage": "ElectionStage",
    "Stage-Input": "ElectionStage",
    "domain__figures__codes__Stage": "FigureStage",
    "domain__meeting__state__Standing": "MeetingStanding",
    "domain__person__state__Standing": "PersonStanding",
    "projections__views__notice__Standing": "NoticeStanding",
    "service__ballots__progress__Standing": "BallotStanding",
    "domain__ballot__events__closing__Outcome": "BallotOutcome",
    "domain__issue__events__works__Outcome": "IssueOutcome",
    "Outcome-Input": "IssueOutcome",
    "domain__issue__events__intake__LinkKind": "IssueLinkKind",
    "domain__undertaking__events__LinkKind": "UndertakingLinkKind",
    "domain__method__asking__Rhythm": "ReportRhythm",
    "domain__series__events__Rhythm": "SeriesRhythm",
    "Rhythm-Input": "SeriesRhythm",
    "domain__method__rules__Step": "MethodStep",
    "domain__project__events__Step": "ProjectStep",
}
"""Enumerations that are called alike, each where it lives; a client has them all in one place."""

_UNCHANGED: Responses = {304: {"description": "The caller has this body already (`If-None-Match`)"}}


def downloads(*codes: str) -> Responses:
    """What the question for a file can be answered with, beside its success.

    Nobody is to keep it, so that there is no 304.
    """
    return _responses(*_ALWAYS, *codes)


def reads(*codes: str) -> Responses:
    """What a question can be answered with, beside its success."""
    return _responses(*_ALWAYS, *codes) | _UNCHANGED


def shared_reads(*codes: str) -> Responses:
    """The same where no key is needed."""
    return _responses("malformed-request", "internal-error", "unavailable", *codes) | _UNCHANGED


def asks(*codes: str) -> Responses:
    """The same for a question that comes in a body."""
    return _responses(*_ALWAYS, *_WITH_BODY, *codes)


def problems(*codes: str) -> Responses:
    """What a public page can be answered with, beside its success."""
    return _responses(*codes)


def pages(*codes: str) -> Responses:
    """What a page for people can be answered with instead; it is a page too."""
    html = {"text/html": {"schema": {"type": "string"}}}
    return {status: one | {"content": html} for status, one in _responses(*codes).items()}


def form(model: type[BaseModel]) -> dict[str, Any]:
    """The body of a page's form, for `openapi_extra`."""
    content = {"application/x-www-form-urlencoded": {"schema": model.model_json_schema()}}
    return {"requestBody": {"required": True, "content": content}}


def creates(*codes: str) -> Responses:
    """What a command that creates can be answered with, beside its success."""
    return _responses(*_WRITES, "stale-version", *codes)


def changes(*codes: str) -> Responses:
    """What a command on an issue can be answered with, beside its success."""
    return amends("texts-erased", *codes)


def amends(*codes: str) -> Responses:
    """What a command on anything else that is there can be answered with."""
    return _responses(*_CHANGES, *codes)


def uploads(*codes: str) -> Responses:
    """What an upload can be answered with, beside its success."""
    return _responses(*_ALWAYS, "not-found", "body-too-large", "storage-full", *codes)


def _responses(*codes: str) -> Responses:
    by_status: dict[int, list[str]] = {}
    for code in dict.fromkeys(codes):
        by_status.setdefault(PROBLEMS[code].status, []).append(code)
    return {status: _response(named) for status, named in sorted(by_status.items())}


def _response(codes: list[str]) -> dict[str, Any]:
    return {
        "description": " · ".join(f"{PROBLEMS[c].title.zh} `{c}`" for c in codes),
        "content": {"application/problem+json": {"schema": {"$ref": f"{_SCHEMAS}ProblemDetails"}}},
    }


def install(app: FastAPI) -> None:
    """Describe the app with the shape of problems among its components."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _describe(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # FastAPI's documented way


def _describe(app: FastAPI) -> dict[str, Any]:
    schema = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
    )
    components: dict[str, Any] = schema.setdefault("components", {}).setdefault("schemas", {})
    components |= _shapes()
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            _without_default_422(operation)
            _with_headers(path, operation)
    return _with_own_names(schema)


def _with_own_names(schema: dict[str, Any]) -> dict[str, Any]:
    """FastAPI tells schemas of one name apart by their modules, which no client can use."""
    text = json.dumps(schema)
    for found, name in _NAMES.items():
        text = text.replace(f'"{_SCHEMAS}{found}"', f'"{_SCHEMAS}{name}"')
    named: dict[str, Any] = json.loads(text)
    components = named["components"]["schemas"]
    for found, name in _NAMES.items():
        components[name] = components.pop(found) | {"title": name}
    named["components"]["schemas"] = dict(sorted(components.items()))
    return named


def _shapes() -> Mapping[str, Any]:
    shape = ProblemDetails.model_json_schema(ref_template=_SCHEMAS + "{model}")
    nested = shape.pop("$defs")
    return {"ProblemDetails": shape, **nested}


def _with_headers(path: str, operation: dict[str, Any]) -> None:
    """What each command, known by its `Idempotency-Key`, tells beside its answer."""
    taken = {one["name"] for one in operation.get("parameters", [])}
    if "idempotency-key" not in taken or path.startswith(_PUBLIC):
        return
    for status in operation["responses"].keys() & {"200", "201"}:
        headers = {POSITION: _POSITION}
        if status == "201" and path not in _UNREAD:
            headers["Location"] = _LOCATION
        operation["responses"][status]["headers"] = headers


def _without_default_422(operation: dict[str, Any]) -> None:
    """FastAPI adds its own 422 to every route with a parameter; ours are problems."""
    response = operation["responses"].get("422", {})
    if "HTTPValidationError" in str(response):
        del operation["responses"]["422"]
