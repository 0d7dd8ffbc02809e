"""A small simulated district on each database, written once for all tests that only read."""

from collections.abc import Iterator

import pytest

from bench.district.plan import Outcome, Plan
from bench.simulate_district import simulate
from service.service import Service
from service.settings import Settings
from tests.installations import MASTER
from tests.postgres import PostgresServer

PLAN = Plan(events=3_000, seed=1, strict=True)

Simulated = tuple[Settings, Outcome]


@pytest.fixture(scope="package", params=["sqlite", "postgres"])
def simulated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Simulated:
    """Where the district is, and what it is."""
    folder = tmp_path_factory.mktemp("district")
    if request.param == "sqlite":
        urls = [f"sqlite:///{folder}/{name}.db" for name in ("bihuan", "vault")]
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        for name in ("district", "district_vault"):
            server.create_database(name)
        urls = [server.url(name) for name in ("district", "district_vault")]
    settings = Settings(
        database_url=urls[0], vault_url=urls[1], files=folder / "files", master_key=MASTER
    )
    return settings, simulate(settings, PLAN)


@pytest.fixture
def district(simulated: Simulated) -> Iterator[Service]:
    """The service on it, running."""
    running = Service(simulated[0])
    running.start()
    yield running
    running.stop()
