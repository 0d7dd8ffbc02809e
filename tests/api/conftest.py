"""A neighbourhood behind its HTTP face: one of its own, or one that a whole file shares."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from service.service import Service
from tests.api.face import Face
from tests.api.following import Holder, told_everything
from tests.api.posting import Post
from tests.api.posts import posts
from tests.databases import play_on_one
from tests.service.installed import installed

GENERATED = Path(__file__).with_name("test_schemathesis.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is generated for an operation is sent to one database; with `--both`, to both."""
    play_on_one(config, items, GENERATED)


@pytest.fixture
def face(service: Service) -> Iterator[Face]:
    """A fresh one on each database."""
    made = Face(service)
    yield made
    made.close()


@pytest.fixture
def sqlite_face(sqlite_service: Service) -> Iterator[Face]:
    """A fresh one on SQLite, for what does not depend on the database."""
    made = Face(sqlite_service)
    yield made
    made.close()


@pytest.fixture(scope="module", params=["sqlite"])
def shared_sqlite(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Face]:
    """One on SQLite for a whole file, for what does not depend on the database."""
    with installed(request, tmp_path_factory) as service:
        made = Face(service)
        yield made
        made.close()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Face]:
    """One on each database for a whole file, whose tests must not mind each other's issues."""
    with installed(request, tmp_path_factory) as service:
        made = Face(service)
        yield made
        made.close()


@pytest.fixture(scope="module")
def good(shared: Face) -> Sequence[Post]:
    """A good request for every POST route."""
    return posts(shared)


@pytest.fixture
def survives(shared: Face) -> Iterator[None]:
    """Whatever the test sends, a good command is accepted afterwards."""
    yield
    assert shared.post("/v1/issues", shared.reporting(), shared.town.clerk).status_code == 201


@pytest.fixture(scope="module")
def told(shared: Face) -> Holder:
    """Somebody with the receipt of an issue to which a lot has happened."""
    return told_everything(shared)
