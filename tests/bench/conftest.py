"""A small simulated district on each database, written once for all tests that only read."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

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
    settings = settings_of(request, tmp_path_factory.mktemp("district"), "district")
    return settings, simulate(settings, PLAN)


def settings_of(request: pytest.FixtureRequest, folder: Path, name: str) -> Settings:
    """New databases of the kind in the fixture's parameter, not migrated yet."""
    if request.param == "sqlite":
        urls = [f"sqlite:///{folder}/{one}.db" for one in ("bihuan", "vault")]
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        # A fixture of two parameters may be made again for another file of the same process.
        name = f"{name}_{uuid4().hex}"
        for one in (name, f"{name}_vault"):
            server.create_database(one)
        urls = [server.url(one) for one in (name, f"{name}_vault")]
    return Settings(
        database_url=urls[0],
        vault_url=urls[1],
        files=folder / "files",
        master_key=MASTER,
        signing_key_file=folder / "signing.key",
    )


@pytest.fixture
def district(simulated: Simulated) -> Iterator[Service]:
    """The service on it, running."""
    running = Service(simulated[0])
    running.start()
    yield running
    running.stop()
