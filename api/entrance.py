"""The entrance: who calls, and whether the body can be read at all, before anything else.

Checked in this order for every route that needs a principal: 401, 413, 415, 400 (query, headers,
JSON). What a body may be is the route's own matter: JSON here, a file in `api/uploading.py`.
FastAPI then validates (422) and the service decides (404, 403, 428, 412, 409).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import suppress
from email.message import Message
from functools import lru_cache
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from starlette.requests import ClientDisconnect

from api.plain import plain
from api.problems import Problem
from api.representation import require_tokens
from api.strict_json import Json, read
from api.strict_query import require_readable
from service.policy import Principal
from service.principals import Keyring
from service.service import Service
from service.settings import Settings

BEARER = HTTPBearer(auto_error=False, description="A key made by `bihuan key create`.")
_HEARD_OUT = 8 * 1024 * 1024
_PATIENCE_SECONDS = 1.0
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class HeardRequest(Request):
    """A request whose body has been read."""

    def __init__(self, request: Request, body: bytes) -> None:
        super().__init__(request.scope, request.receive)
        self._raw = body

    async def body(self) -> bytes:
        """The bytes as they came."""
        return self._raw


class ReadRequest(HeardRequest):
    """A request whose body has been parsed strictly."""

    def __init__(self, request: Request, body: bytes, value: Json) -> None:
        super().__init__(request, body)
        self._value = value

    async def json(self) -> Json:
        """The value in them."""
        return self._value


class Entrance(APIRoute):
    """A route behind the entrance, whose body is JSON."""

    async def caller(self, service: Service, request: Request) -> Principal:
        """Who calls; refuses (401) who presents no key."""
        return await _authenticate(service, request)

    def largest(self, settings: Settings) -> int:
        """The most that a body may have, in bytes."""
        return settings.max_body

    def require_type(self, request: Request) -> None:
        """Refuse (415) a body that is none of what this route takes."""
        if media_type_in(request) != "application/json" or not _is_utf_8(request):
            raise Problem("unsupported-media-type")

    def understood(self, request: Request, body: bytes) -> Request:
        """The request with what its body says; refuses what says nothing (400)."""
        return ReadRequest(request, body, read(body))

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own handler, once the caller is known and the body is readable."""
        handle = super().get_route_handler()
        short = plain(self.endpoint)
        has_query = bool(self.dependant.query_params)

        async def entered(request: Request) -> Response:
            service: Service = request.app.state.service
            request.state.principal = await self.caller(service, request)
            writes = request.method in _WRITES
            body = b""
            if writes:
                body = await _body(request, self.largest(service.settings))
                self.require_type(request)
            require_readable(request.scope["query_string"], expected=has_query)
            if writes:
                require_tokens(request.headers)
                request = self.understood(request, body)
                answer = await short.answer(request) if short else None
                if answer is not None:
                    return answer
            return await handle(request)

        return entered


class OpenEntrance(Entrance):
    """A route whose body is JSON, and for which no key is needed: the path is the credential."""

    async def caller(self, service: Service, request: Request) -> Principal:  # noqa: ARG002  # whoever it is
        """Nobody in particular."""
        return Principal(person=None, roles=frozenset())


async def _authenticate(service: Service, request: Request) -> Principal:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    principal = None
    if scheme.lower() == "bearer" and secret.strip():
        principal = await _holder(service.keyring, secret.strip())
    if principal is None:
        challenge = {"WWW-Authenticate": 'Bearer realm="bihuan"'}
        raise Problem("unauthenticated", headers=challenge)
    return principal


async def _holder(keyring: Keyring, secret: str) -> Principal | None:
    """Who presents this key: asked of memory first, and in a thread where that does not know."""
    known = keyring.at_hand(secret)
    return known or await asyncio.to_thread(keyring.principal_of, secret)


async def _body(request: Request, limit: int) -> bytes:
    declared = request.headers.get("content-length", "")
    stream = request.stream()
    if declared.isdecimal() and int(declared[:20]) > limit:
        await _hear_out(request, stream)
        raise Problem("body-too-large")
    chunks: list[bytes] = []
    size = 0
    async for chunk in stream:
        size += len(chunk)
        if size > limit:
            await _hear_out(request, stream)
            raise Problem("body-too-large")
        chunks.append(chunk)
    return b"".join(chunks)


async def _hear_out(request: Request, stream: AsyncIterator[bytes]) -> None:
    """Throw away what still comes of a body, up to a limit.

    To close on a client in the middle of its sentence resets the connection, and the client
    never reads why. Who asks before sending (`Expect`) is told at once.
    """
    if "expect" in request.headers:
        return
    left = _HEARD_OUT
    with suppress(TimeoutError, ClientDisconnect):
        async with asyncio.timeout(_PATIENCE_SECONDS):
            async for chunk in stream:
                left -= len(chunk)
                if left < 0:
                    return


def media_type_in(request: Request) -> str | None:
    """The media type that a body is said to have; None for one that is compressed on top."""
    encoding = request.headers.get("content-encoding", "identity")
    return _content_type(request)[0] if encoding.lower() == "identity" else None


def _is_utf_8(request: Request) -> bool:
    return _content_type(request)[1] in {"utf-8", "utf8"}


def _content_type(request: Request) -> tuple[str, str]:
    return _parsed(request.headers.get("content-type", ""))


@lru_cache(maxsize=128)
def _parsed(content_type: str) -> tuple[str, str]:
    """The media type and the charset."""
    header = Message()
    header["content-type"] = content_type
    return header.get_content_type(), str(header.get_param("charset", "utf-8")).lower()


# Dependencies are coroutines: FastAPI would hand a plain function to a thread.
async def service_of(request: Request) -> Service:
    """The running service."""
    service: Service = request.app.state.service
    return service


async def principal_of(request: Request) -> Principal:
    """Who calls, as the entrance found out."""
    principal: Principal = request.state.principal
    return principal


TheService = Annotated[Service, Depends(service_of)]
Caller = Annotated[Principal, Depends(principal_of)]
