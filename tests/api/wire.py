"""The application behind a real server on a free loopback port, and bytes on a socket."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI


@contextmanager
def served(app: FastAPI) -> Iterator[int]:
    """Serve *app* in a thread; gives the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()


def exchange(port: int, *parts: bytes) -> bytes:
    """Send bytes as far as the server takes them, and read until it closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        try:
            for part in parts:
                client.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            pass  # It has heard enough; what it said before is what counts.
        return b"".join(iter(lambda: client.recv(65_536), b""))


def leave(port: int, sent: bytes) -> None:
    """Send, and hang up without waiting for an answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        client.sendall(sent)
