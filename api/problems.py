"""Problems: every failure leaves as `application/problem+json` (RFC 9457).

The rejected input is never echoed: it may be personal.
"""

from collections.abc import Mapping, Sequence

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ExceptionHandler

from api.language import TAGS, in_language, preferred
from api.problem_types import PROBLEMS
from domain.refusal import Refused
from ledger.envelope import EventTooLarge
from service.errors import (
    Forbidden,
    KeyReused,
    MatchRequired,
    NotFound,
    Stale,
    StorageFull,
    Unavailable,
)
from service.logs import frames
from service.outage import is_outage

MEDIA_TYPE = "application/problem+json"
_log = structlog.get_logger("bihuan.api")
Error = Mapping[str, str]


class Problem(Exception):
    """A problem to be told, raised by the API itself."""

    def __init__(
        self,
        code: str,
        *,
        errors: Sequence[Error] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.errors = errors
        self.headers = headers


def answer(
    request: Request,
    code: str,
    *,
    errors: Sequence[Error] = (),
    facts: Mapping[str, str | int] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """The response for a problem, in the caller's language."""
    problem = PROBLEMS[code]
    language = preferred(request.headers.get("accept-language"))
    content: dict[str, object] = {
        "type": f"/problems/{code}",
        "title": in_language(problem.title, language),
        "status": problem.status,
        "detail": in_language(problem.advice, language),
        "instance": request.url.path,
        "code": code,
    }
    if errors:
        content["errors"] = list(errors)
    if facts:
        content["facts"] = dict(facts)
    return JSONResponse(
        content,
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers={
            "Content-Language": TAGS[language],
            "Cache-Control": "no-store",
            "Vary": "Authorization, Accept-Language",
            **(headers or {}),
        },
    )


def invalid_input(error: RequestValidationError) -> Problem:
    """The problem in a request that FastAPI could not read.

    A path that is no id names nothing (404); a wrong query or header is malformed (400); a
    wrong body is 422 with JSON pointers.
    """
    where = {str(one["loc"][0]) for one in error.errors()}
    if "path" in where:
        return Problem("not-found")
    if where & {"query", "header"}:
        return Problem("malformed-request", errors=[_error(one) for one in error.errors()])
    return Problem("invalid-body", errors=[_error(one) for one in error.errors()])


def install(app: FastAPI) -> None:
    """Handle every exception of the app."""
    handlers: Mapping[type[Exception], ExceptionHandler] = {
        Problem: _problem,
        RequestValidationError: _invalid,
        HTTPException: _http,
        Refused: _refused,
        NotFound: _plain("not-found"),
        Forbidden: _plain("forbidden"),
        MatchRequired: _plain("match-required"),
        KeyReused: _plain("idempotency-key-reused"),
        EventTooLarge: _plain("body-too-large"),
        StorageFull: _plain("storage-full"),
        Stale: _stale,
        Unavailable: _unavailable,
        Exception: _unexpected,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def _plain(code: str) -> ExceptionHandler:
    async def handler(request: Request, _error: Exception) -> JSONResponse:
        return answer(request, code)

    return handler


async def _problem(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, Problem):
        raise error
    return answer(request, error.code, errors=error.errors, headers=error.headers)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    return await _problem(request, invalid_input(error))


async def _http(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    code = {404: "not-found", 405: "method-not-allowed"}.get(error.status_code, "malformed-request")
    return answer(request, code, headers=error.headers)


async def _refused(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, Refused):
        raise error
    return answer(request, error.code.value, facts=error.facts)


async def _stale(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, Stale):
        raise error
    return answer(request, "stale-version", facts={"version": error.version})


async def _unavailable(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, Unavailable):
        raise error
    return answer(request, "unavailable", headers={"Retry-After": str(error.seconds)})


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    if is_outage(error):
        return answer(request, "unavailable", headers={"Retry-After": "1"})
    _log.error("unexpected error", error=type(error).__name__, frames=frames(error))
    return answer(request, "internal-error")


def _error(one: Mapping[str, object]) -> Error:
    """Place and reason of one fault, without the value that was sent."""
    where = one["loc"]
    steps = list(where) if isinstance(where, tuple | list) else [where]
    pointer = "".join(f"/{_escaped(str(step))}" for step in steps[1:])
    return {"pointer": pointer, "in": str(steps[0]), "reason": str(one["type"])}


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")
