"""A client of the API in this process."""

from collections.abc import Iterator
from contextlib import contextmanager

from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from api.app import create_app
from service.service import Service


@contextmanager
def asking(service: Service) -> Iterator[TestClient]:
    """One of which all requests share a loop; the service's life is not its own."""
    client = TestClient(create_app(service))
    with start_blocking_portal() as client.portal:
        yield client
    client.close()
