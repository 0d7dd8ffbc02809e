"""Answers with ETag, language and caching headers; reading `If-Match` and `Idempotency-Key`."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated
from uuid import UUID

from fastapi import Header, Request, Response
from pydantic import BaseModel
from starlette.datastructures import Headers

from api.language import TAGS, Language, preferred
from api.problems import Problem
from service.answers import Idempotency

_ETAG = re.compile(r'(?:W/)?"(?P<version>[0-9]{1,9})(?:-[0-9a-f]{1,64})?"')
# Version ff and ids of zeros are invalid, and what is invalid is to be ignored.
_TRACEPARENT = re.compile(
    r"(?!ff)[0-9a-f]{2}-(?!0{32})(?P<trace>[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?"
)
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
VARY = "Authorization, Accept-Language"
POSITION = "Bihuan-Position"
"""Where in the record a command's last event stands, or how far the view of an answer has come."""


def answer(
    request: Request,
    body: BaseModel,
    *,
    version: int | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """*body* as JSON. With *version* it carries an ETag, and 304 answers who has it already.

    The ETag is `"VERSION-BODYHASH"`: another language or an overdue clock changes the body
    while the version stays.
    """
    content = body.model_dump_json().encode()
    shared = {
        "Cache-Control": "private, no-cache",
        "Vary": VARY,
        "Content-Language": TAGS[language_of(request)],
        **_position_of(request),
        **(headers or {}),
    }
    if version is not None:
        shared["ETag"] = f'"{version}-{sha256(content).hexdigest()[:16]}"'
        if request.method == "GET" and _has_it(request, shared["ETag"]):
            return Response(status_code=304, headers=shared)
    return Response(content, status_code=status, headers=shared, media_type="application/json")


def as_file(
    request: Request, content: bytes, *, media_type: str, headers: Mapping[str, str]
) -> Response:
    """*content* with an ETag of its bytes, and 304 for who has it already."""
    shared = {**headers, "ETag": f'"{sha256(content).hexdigest()[:32]}"'}
    if _has_it(request, shared["ETag"]):
        return Response(status_code=304, headers=shared)
    return Response(content, headers=shared, media_type=media_type)


def _position_of(request: Request) -> Mapping[str, str]:
    """Where the command of this call was recorded; nothing for a question."""
    position: int | None = getattr(request.state, "position", None)
    return {} if position is None else {POSITION: str(position)}


def language_of(request: Request) -> Language:
    """The caller's language."""
    return preferred(request.headers.get("accept-language"))


def correlation_of(request: Request) -> UUID | None:
    """The trace id of a W3C `traceparent`, which correlates events with the caller's own log."""
    found = _TRACEPARENT.fullmatch(request.headers.get("traceparent", ""))
    return UUID(found["trace"]) if found else None


def _has_it(request: Request, etag: str) -> bool:
    offered = request.headers.get("if-none-match", "")
    candidates = {part.strip().removeprefix("W/") for part in offered.split(",")}
    return etag in candidates or "*" in candidates


def require_tokens(headers: Headers) -> None:
    """Refuse (400) an `If-Match` that is no ETag, and an `Idempotency-Key` that is no token.

    This comes before the body is looked at, and so before anything in it is found wrong (422).
    """
    wanted = (("if-match", _ETAG, "etag_expected"), ("idempotency-key", _KEY, "token_expected"))
    faults = [
        {"pointer": "", "in": "header", "reason": reason}
        for name, pattern, reason in wanted
        if not all(pattern.fullmatch(value) for value in headers.getlist(name))
        or len(headers.getlist(name)) > 1
    ]
    if faults:
        raise Problem("malformed-request", errors=faults)


def version_in(if_match: str | None) -> int | None:
    """The version in an `If-Match` that `require_tokens` has looked at."""
    found = None if if_match is None else _ETAG.fullmatch(if_match)
    return int(found["version"]) if found else None


def use_of(request: Request, key: str | None, body: bytes) -> Idempotency | None:
    """The use of an `Idempotency-Key` that `require_tokens` has looked at."""
    if key is None:
        return None
    return Idempotency(
        method=request.method,
        path=request.scope["path"],
        key=key,
        fingerprint=request.app.state.service.fingerprint(body),
    )


IfMatch = Annotated[
    str | None,
    Header(description='The ETag of the last reading; the part before the dash counts: `"7"`'),
]
IdempotencyKey = Annotated[
    str | None,
    Header(description="Up to 255 visible ASCII characters; repeats get the first success"),
]
