"""The port: a socket of our own, so that its true address is told and a refusal explained.

Several workers listen on one port with a socket each (SO_REUSEPORT), among which the kernel
spreads the connections. Of one shared socket the first to wake takes most of them.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from cli.address import web_address
from cli.opened import fail


@contextmanager
def reserved(host: str, port: int) -> Iterator[int]:
    """The port, kept for our workers alone: by a socket that never listens gets no connection.

    SO_REUSEPORT would let us share the port with whatever else listens there. So we first ask
    for it without.
    """
    if port:
        _bound(host, port, shared=False).close()
    with _bound(host, port, shared=True) as kept:
        yield kept.getsockname()[1]


def tell(host: str, port: int) -> None:
    """Say where the service answers."""
    where = web_address(host, port)
    typer.echo(f"Bihuan 闭环: {where}/  ·  {where}/openapi.yaml  ·  {where}/readyz", err=True)


def listening(host: str, port: int, *, shared: bool) -> socket.socket:
    """A socket that listens, if *shared* beside those of other workers; 0 takes a free port."""
    try:
        return socket.create_server((host, port), family=_family(host), reuse_port=shared)
    except OSError as error:
        _refuse(host, port, error)


def _bound(host: str, port: int, *, shared: bool) -> socket.socket:
    """As `create_server` has it, but not listening."""
    made = socket.socket(_family(host))
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, int(shared))
    if made.family == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        _refuse(host, port, error)
    return made


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _refuse(host: str, port: int, error: OSError) -> NoReturn:
    reason = str(error.strerror).partition(" (")[0]
    fail(f"cannot listen on {host}, port {port}: {reason}")
