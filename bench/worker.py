"""A worker process: one leg behind uvicorn, as `bihuan serve` runs it; ends with its parent."""

import os
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from threading import Thread

import uvicorn

from api.app import create_app
from bench.flush import hear_flushes
from bench.legs import LEGS
from bench.site import Site
from service.logs import configure

BARE = "bare_asgi"
"""An application without a framework: what client and server can do at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a worker serves, and the port that it shares with its like (0: none).

    Of many workers on one ledger only one *follows* its views: the others would look at it all
    the time that somebody else is measured.
    """

    leg: str
    site: Site | None
    shared_port: int = 0
    follows: bool = False


class Server(uvicorn.Server):
    """Tells its parent once it answers, and ends when the parent lets go."""

    def __init__(self, config: uvicorn.Config, parent: "Connection[int, None]", port: int) -> None:
        super().__init__(config)
        self._parent = parent
        self._port = port

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """The port is told when somebody listens there."""
        await super().startup(sockets)
        self._parent.send(self._port)
        Thread(target=self._await_end, daemon=True).start()

    def _await_end(self) -> None:
        # Nothing is ever sent: the pipe only ends, also when the parent was killed.
        try:
            self._parent.recv()
        except EOFError:
            self.should_exit = True


def serve(post: Post, parent: "Connection[int, None]") -> None:
    """Serve until *parent* is closed; sends the port that this worker has for itself."""
    _mute()
    hear_flushes()
    own = _listening(0)
    sockets = [own, _listening(post.shared_port)] if post.shared_port else [own]
    config = uvicorn.Config(
        _application(post),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    Server(config, parent, own.getsockname()[1]).run(sockets=sockets)


def reserved_port() -> socket.socket:
    """A bound socket that keeps a port for workers to share; it takes no connections itself."""
    return _bound(0)


def _application(post: Post) -> Callable[..., Awaitable[None]]:
    if post.site is None:
        return _bare
    configure()
    return create_app(LEGS[post.leg](post.site, follows=post.follows))


async def _bare(scope: dict[str, object], receive: object, send: object) -> None:
    """Read the body, answer in a few bytes."""
    if scope["type"] != "http" or not callable(receive) or not callable(send):
        return
    while (await receive()).get("more_body"):
        pass
    headers = [(b"content-length", b"2"), (b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"ok"})


def _listening(port: int) -> socket.socket:
    listener = _bound(port)
    listener.listen(2048)
    return listener


def _bound(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    bound.bind(("127.0.0.1", port))
    return bound


def _mute() -> None:
    """Log lines are made and written as in earnest, but nobody reads them."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
