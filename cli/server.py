"""Serving: the application behind a socket of our own."""

import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

import uvicorn

from api.app import create_app, leave
from cli.leaving import LeavingServer
from cli.port import listening, tell
from service.service import Service

_GRACE_SECONDS = 30
"""Longer than a command may wait; a client that never finishes its request is cut off then."""


def run(service: Service, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM; port 0 takes a free one."""
    _leave_when_asked()
    with listening(host, port, shared=False) as listener:
        tell(host, listener.getsockname()[1])
        _serve(service, listener)


def run_as_worker(service: Service, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve beside others on the same port; *ready* is called once connections may come."""
    _leave_when_asked()
    with listening(host, port, shared=True) as listener:
        ready()
        _serve(service, listener)


def _serve(service: Service, listener: socket.socket) -> None:
    app = create_app(service)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    LeavingServer(config, lambda: leave(app)).run(sockets=[listener])


def _leave_when_asked() -> None:
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, _leave)
    # A supervisor has held them back until they would be heard.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT, signal.SIGTERM))


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    # uvicorn sends itself the signal again once it has shut down, to end as if by it; for
    # whoever supervises us, to stop when asked is no failure.
    raise SystemExit(0)
