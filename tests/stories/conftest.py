"""A teller on each database."""

from collections.abc import Iterator

import pytest

from domain.actor import Role
from service.service import Service
from tests.stories.client import asking
from tests.stories.teller import Teller


@pytest.fixture
def teller(service: Service) -> Iterator[Teller]:
    """In front of an installation in which only an administrator is known."""
    with asking(service) as client:
        teller = Teller(service, client)
        teller.meet("administrator", Role.ADMINISTRATOR)
        yield teller
