"""The entrance: who calls, and whether the body can be read at all, before anything else.

Checked in this order for every route that needs a principal: 401, 413, 415, 400 (query, headers,
JSON). FastAPI then validates (422) and the service decides (404, 403, 428, 412, 409).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import suppress
from email.message import Message
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from starlette.requests import ClientDisconnect

from api.problems import Problem
from api.representation import require_tokens
from api.strict_json import Json, read
from api.strict_query import require_readable
from service.policy import Principal
from service.service import Service

BEARER = HTTPBearer(auto_error=False, description="A key made by `bihuan key create`.")
_HEARD_OUT = 8 * 1024 * 1024
_PATIENCE_SECONDS = 1.0
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class ReadRequest(Request):
    """A request whose body has been read and parsed strictly."""

    def __init__(self, request: Request, body: bytes, value: Json) -> None:
        super().__init__(request.scope, request.receive)
        self._raw = body
        self._value = value

    async def body(self) -> bytes:
        """The bytes as they came."""
        return self._raw

    async def json(self) -> Json:
        """The value in them."""
        return self._value


class Entrance(APIRoute):
    """A route behind the entrance."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own handler, once the caller is known and the body is readable."""
        handle = super().get_route_handler()
        has_query = bool(self.dependant.query_params)

        async def entered(request: Request) -> Response:
            service: Service = request.app.state.service
            request.state.principal = await _authenticate(service, request)
            writes = request.method in _WRITES
            body = await _body(request, service.settings.max_body) if writes else b""
            require_readable(request.scope["query_string"], expected=has_query)
            if writes:
                require_tokens(request.headers)
                request = ReadRequest(request, body, read(body))
            return await handle(request)

        return entered


async def _authenticate(service: Service, request: Request) -> Principal:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    principal = None
    if scheme.lower() == "bearer" and secret.strip():
        principal = await asyncio.to_thread(service.keyring.principal_of, secret.strip())
    if principal is None:
        challenge = {"WWW-Authenticate": 'Bearer realm="bihuan"'}
        raise Problem("unauthenticated", headers=challenge)
    return principal


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
    _require_json(request)
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


def _require_json(request: Request) -> None:
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    charset = header.get_param("charset", "utf-8")
    encoding = request.headers.get("content-encoding", "identity")
    if (
        header.get_content_type() != "application/json"
        or str(charset).lower() not in {"utf-8", "utf8"}
        or encoding.lower() != "identity"
    ):
        raise Problem("unsupported-media-type")


def service_of(request: Request) -> Service:
    """The running service."""
    service: Service = request.app.state.service
    return service


def principal_of(request: Request) -> Principal:
    """Who calls, as the entrance found out."""
    principal: Principal = request.state.principal
    return principal


TheService = Annotated[Service, Depends(service_of)]
Caller = Annotated[Principal, Depends(principal_of)]
