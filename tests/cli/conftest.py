"""A shell in an empty folder, and copies of one in which the demonstration was played."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.cli.shell import Shell
from tests.databases import play_on_one
from tests.postgres import PostgresServer

HERE = Path(__file__).parent
TOLD = "told.txt"
Copy = Callable[[], Shell]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What either database is for, plays on one."""
    play_on_one(config, items, HERE)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Nothing is there yet."""
    return Shell(folder=tmp_path)


@pytest.fixture(scope="package")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demonstration on SQLite, made by `bihuan demo`; `TOLD` is what that said."""
    folder = tmp_path_factory.mktemp("demonstration")
    (folder / TOLD).write_text(Shell(folder=folder).good("demo").err, "utf-8")
    return folder


@pytest.fixture
def copy(demonstration: Path, tmp_path: Path) -> Copy:
    """Makes a shell with a demonstration of its own."""

    def made() -> Shell:
        folder = tmp_path / uuid4().hex
        shutil.copytree(demonstration, folder)
        return Shell(folder=folder)

    return made


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shell]:
    """An empty folder, and empty databases of either kind."""
    if request.param == "sqlite":
        yield Shell(folder=tmp_path)
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    names = [f"{name}_{uuid4().hex}" for name in ("cli_ledger", "cli_vault")]
    for name in names:
        server.create_database(name)
    ledger, vault = map(server.url, names)
    yield Shell(
        folder=tmp_path, settings={"BIHUAN_DATABASE_URL": ledger, "BIHUAN_VAULT_URL": vault}
    )
    for name in names:
        server.drop_database(name)
