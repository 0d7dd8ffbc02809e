"""One log line per request: route, status, duration. Never a query, a body or a header."""

import time
from random import getrandbits
from uuid import UUID

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.logs import tell


class AccessLog:
    """Plain ASGI: nothing is buffered and nothing of the body is touched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and tell how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        # Nobody is kept out by it, so that no secret randomness is needed.
        request = str(UUID(int=getrandbits(128), version=4))
        # For a crash, which is answered outside of this layer.
        scope.setdefault("state", {})["request"] = request
        status = 500

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request.encode())]
            await send(message)

        try:
            await self._app(scope, receive, told)
        finally:
            # The route's template, not the path: an id in a log is a thread to pull at.
            route = getattr(scope.get("route"), "path", "unmatched")
            milliseconds = round((time.perf_counter() - started) * 1000, 1)
            tell(
                "request",
                method=scope["method"],
                route=route,
                status=status,
                ms=milliseconds,
                request=request,
            )
