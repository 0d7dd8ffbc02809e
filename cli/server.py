"""Serving: a socket of our own, so that its true address is told and a refusal explained."""

import signal
import socket
from types import FrameType
from typing import NoReturn

import typer
import uvicorn

from api.app import create_app, leave
from cli.address import web_address
from cli.leaving import LeavingServer
from cli.opened import fail
from service.service import Service

_GRACE_SECONDS = 30
"""Longer than a command may wait; a client that never finishes its request is cut off then."""


def run(service: Service, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM; port 0 takes a free one."""
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, _leave)
    with _listening(host, port) as listener:
        _tell(host, listener.getsockname()[1])
        app = create_app(service)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        LeavingServer(config, lambda: leave(app)).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        fail(f"cannot listen on {host}, port {port}: {reason}")


def _tell(host: str, port: int) -> None:
    where = web_address(host, port)
    typer.echo(f"Bihuan 闭环: {where}/  ·  {where}/openapi.yaml  ·  {where}/readyz", err=True)


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    # uvicorn sends itself the signal again once it has shut down, to end as if by it; for
    # whoever supervises us, to stop when asked is no failure.
    raise SystemExit(0)
