"""PostgreSQL stops and starts again under a running service; and readers that take every seat."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest

from domain.ledger.events import LedgerKind
from service.service import Service
from service.settings import Settings
from tests.api.face import Face, code_of
from tests.api.refusal import require_problem
from tests.installations import MASTER
from tests.postgres import PostgresServer, temporary_folder


@pytest.fixture
def stoppable() -> Iterator[Path]:
    """A folder with a server of its own: nobody else may be disturbed."""
    with temporary_folder() as folder:
        yield folder


@pytest.fixture
def full(settings: Settings) -> Iterator[Face]:
    """A neighbourhood where hardly anybody may read at the same time."""
    few = settings.model_copy(update={"pool_size": 2, "pool_seconds": 0.1})
    service = Service(few)
    service.start()
    face = Face(service)
    yield face
    face.close()
    service.stop()


def asked(face: Face, path: str) -> httpx2.Response:
    """GET; what the application raises to its server comes through."""

    async def ask() -> httpx2.Response:
        transport = httpx2.ASGITransport(face.app)
        headers = {"authorization": f"Bearer {face.key(face.town.clerk)}"}
        async with httpx2.AsyncClient(transport=transport, base_url="http://x") as client:
            return await client.get(path, headers=headers)

    return face.run(ask())


def require_unavailable(answer: httpx2.Response) -> None:
    """503, with the time after which to come back."""
    require_problem(answer)
    assert (answer.status_code, code_of(answer)) == (503, "unavailable")
    assert int(answer.headers["retry-after"]) > 0


def test_postgresql_is_restarted_under_a_running_service(
    stoppable: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    server = PostgresServer.start(stoppable)
    for name in ("ledger", "vault"):
        server.create_database(name)
    settings = Settings(
        database_url=server.url("ledger"),
        vault_url=server.url("vault"),
        files=tmp_path / "files",
        master_key=MASTER,
        signing_key_file=tmp_path / "signing.key",
    )
    service = Service(settings)
    service.migrate(LedgerKind.DEMONSTRATION)
    face = Face(service)
    issue, clerk = face.town.report(), face.town.clerk
    path, reply = f"/v1/issues/{issue}", {"message": "已收到"}
    assert face.get(path, clerk).status_code == 200
    server.stop()
    capfd.readouterr()
    require_unavailable(asked(face, path))
    logged = capfd.readouterr().out
    assert (logged.count("a database cannot be used"), logged.count("error")) == (1, 0)
    require_unavailable(face.post(f"{path}/replies", reply, clerk))
    assert face.get("/readyz", None).status_code == 503
    server = PostgresServer.start(stoppable)
    # At the first attempt: no connection of before the restart is tried.
    assert face.get(path, clerk).status_code == 200
    answer = face.post(f"{path}/replies", reply, clerk)
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert face.get("/readyz", None).status_code == 200
    face.close()
    service.stop()
    server.stop()


def test_where_too_many_read_commands_go_on(full: Face) -> None:
    town = full.town
    issue = town.report()
    assert full.get("/v1/issues", town.clerk).status_code == 200
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(full.service.database.read())
        require_unavailable(full.get("/v1/issues", town.clerk))
        answer = full.post(f"/v1/issues/{issue}/replies", {"message": "已收到"}, town.clerk)
        assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert full.get("/v1/issues", town.clerk).status_code == 200
