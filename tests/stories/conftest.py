"""A teller on each database."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from domain.actor import Role
from service.service import Service
from tests.stories.teller import Teller


@pytest.fixture
def teller(service: Service) -> Iterator[Teller]:
    """In front of an installation in which only an administrator is known."""
    client = TestClient(create_app(service))
    teller = Teller(service, client)
    teller.meet("administrator", Role.ADMINISTRATOR)
    yield teller
    client.close()
