"""One played history on each database; a test that changes a row puts it back."""

from collections.abc import Iterator

import pytest

from service.commands.directory import VacateSeat
from tests.neighbourhood import Neighbourhood, settle
from tests.service.installed import installed


@pytest.fixture(scope="package", params=["sqlite", "postgres"])
def town(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Neighbourhood]:
    """A neighbourhood in which every kind of event has happened."""
    with installed(request, tmp_path_factory) as service:
        town = settle(service)
        town.play()
        town.report(by=town.resident, contact=None, words="电梯停在五楼不动")
        town.report(contact=None, channel="patrol", compound=None, address="春晖路12弄")
        vacated = VacateSeat(body=town.committee, seat="property-company")
        town.do(vacated, by=town.administrator)
        yield town
