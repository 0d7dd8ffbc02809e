"""Problems: every failure leaves as `application/problem+json` (RFC 9457).

The rejected input is never echoed: it may be personal.
"""

from collections.abc import Mapping, Sequence

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ExceptionHandler

from api.language import TAGS, in_language, preferred
from api.problem_types import PROBLEMS
from api.schemas.fields import pointer, rfc3339
from domain.moment import Moment
from domain.refusal import Refused
from ledger.envelope import EventTooLarge
from ledger.files import DamagedFile
from service.errors import (
    Behind,
    CannotSign,
    Forbidden,
    KeyReused,
    MatchRequired,
    NoCheckpoint,
    NotFound,
    NotYet,
    ReporterErased,
    Stale,
    StorageFull,
    Unavailable,
)
from service.logs import frames
from service.outage import DATABASE_ERRORS, is_outage, reason

MEDIA_TYPE = "application/problem+json"
_MAX_ERRORS = 50
_TIMES = frozenset({"opens_at", "closes_at", "until"})
"""Facts of a rule that are moments."""

_log = structlog.get_logger("bihuan.api")
Error = Mapping[str, str]


class Problem(Exception):
    """A problem to be told, raised by the API itself.

    Of a great many errors the first are told, and all of them *in_full*.
    """

    def __init__(
        self,
        code: str,
        *,
        errors: Sequence[Error] = (),
        headers: Mapping[str, str] | None = None,
        in_full: bool = False,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.errors = errors if in_full else errors[:_MAX_ERRORS]
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
        "instance": request.app.state.surface.told(request.scope["path"]),
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

    A wrong query or header is malformed (400); a wrong body is 422 with JSON pointers; a path
    that is no id names nothing (404). Told in this order, each with its own faults only.
    """
    faults = [_error(one) for one in error.errors()]
    for code, places in (("malformed-request", {"query", "header"}), ("invalid-body", {"body"})):
        found = [fault for fault in faults if fault["in"] in places]
        if found:
            return Problem(code, errors=found)
    return Problem("not-found")


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
        ReporterErased: _plain("reporter-erased"),
        StorageFull: _plain("storage-full"),
        NoCheckpoint: _plain("no-checkpoint"),
        CannotSign: _cannot_sign,
        DamagedFile: _plain("file-damaged"),
        Stale: _stale,
        NotYet: _not_yet,
        Behind: _behind,
        Unavailable: _unavailable,
        DATABASE_ERRORS: _database_failed,
        # Nobody hears it; but who hangs up is no fault of ours, and no error in the log.
        ClientDisconnect: _plain("malformed-request"),
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
    if error.status_code == 405:
        # The router names the methods of the first route with this path, and not of the others.
        template = getattr(request.scope.get("route"), "path", "")
        allowed = request.app.state.surface.allowed(template)
        return answer(request, "method-not-allowed", headers={"Allow": allowed})
    return answer(request, "not-found" if error.status_code == 404 else "malformed-request")


async def _refused(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, Refused):
        raise error
    facts = {name: _fact(name, value) for name, value in error.facts.items()}
    return answer(request, error.code.value, facts=facts)


def _fact(name: str, value: str | int) -> str | int:
    """Times are told as everywhere in answers, and never in µs."""
    return rfc3339(Moment(value)) if name in _TIMES and isinstance(value, int) else value


async def _stale(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, Stale):
        raise error
    return answer(request, "stale-version", facts={"version": error.version})


async def _not_yet(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, NotYet):
        raise error
    fault = {"pointer": f"/{error.field}", "in": "query", "reason": error.reason}
    return answer(request, "malformed-request", errors=[fault])


async def _cannot_sign(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, CannotSign):
        raise error
    # The path of a file is nobody's business but the house's.
    _log.error("no checkpoint can be signed", reason=str(error), request=_number(request))
    return answer(request, "cannot-sign", facts={"hindrance": error.hindrance.value})


async def _behind(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, Behind):
        raise error
    headers, facts = {"Retry-After": "1"}, {"reached": error.reached}
    return answer(request, "view-behind", facts=facts, headers=headers)


async def _unavailable(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, Unavailable):
        raise error
    return answer(request, "unavailable", headers={"Retry-After": str(error.seconds)})


async def _database_failed(request: Request, error: Exception) -> JSONResponse:
    if not is_outage(error):
        _tell_unexpected(request, error)
        return answer(request, "internal-error")
    # An outage is no fault of ours: no frames, and not once more by the server.
    _log.warning("a database cannot be used", reason=reason(error), request=_number(request))
    return answer(request, "unavailable", headers={"Retry-After": "1"})


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    _tell_unexpected(request, error)
    return answer(request, "internal-error", headers={"X-Request-ID": _number(request)})


def _tell_unexpected(request: Request, error: Exception) -> None:
    number = _number(request)
    _log.error("unexpected error", error=type(error).__name__, frames=frames(error), request=number)


def _number(request: Request) -> str:
    return str(getattr(request.state, "request", ""))


def _error(one: Mapping[str, object]) -> Error:
    """Place and reason of one fault, without the value that was sent."""
    where = one["loc"]
    steps = list(where) if isinstance(where, tuple | list) else [where]
    return {"pointer": pointer(steps[1:]), "in": str(steps[0]), "reason": str(one["type"])}
