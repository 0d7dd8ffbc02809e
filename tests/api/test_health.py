"""Alive and ready are two things: the first needs nothing, the second everything."""

import asyncio
import time
from pathlib import Path
from typing import Any, NoReturn, cast

import httpx2
import pytest
from sqlalchemy import update

from api.app import create_app
from ledger.tables import gram_cursor
from processes.followers import Followers
from processes.timekeeping import Timekeeping
from projections.engine import CURSOR
from projections.kinds import following, inline
from projections.views import publication
from service.service import Service
from service.settings import Settings
from tests.api.face import Face
from tests.installations import MASTER
from tests.projections.following import follow


class _Untouchable:
    """A service of which nothing may be used."""

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(f"{name} was used")


def _get(service: Any, path: str) -> httpx2.Response:
    async def ask() -> httpx2.Response:
        transport = httpx2.ASGITransport(create_app(cast(Service, service)))
        async with httpx2.AsyncClient(transport=transport, base_url="http://x") as client:
            return await client.get(path)

    return asyncio.run(ask())


@pytest.mark.parametrize("path", ["/healthz", "/", "/openapi.yaml", "/problems/forbidden"])
def test_what_needs_no_database(path: str) -> None:
    assert _get(_Untouchable(), path).status_code == 200


def test_health_says_ok() -> None:
    answer = _get(_Untouchable(), "/healthz")
    assert answer.json() == {"status": "ok"}


def test_ready(face: Face) -> None:
    answer = face.get("/readyz", None)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["ready"], told["migrated"], told["halted"]) == (True, True, None)
    assert told["lag"] == {view.id: 0 for view in inline(face.service.views)}
    assert told["following"].keys() == {view.id for view in following(face.service.views)}
    assert told["search_lag"] == 0
    assert "retry-after" not in answer.headers


def test_not_migrated(tmp_path: Path) -> None:
    settings = Settings(
        database_url=f"sqlite:///{tmp_path}/new.db",
        vault_url=f"sqlite:///{tmp_path}/vault.db",
        master_key=MASTER,
    )
    service = Service(settings)
    answer = _get(service, "/readyz")
    service.stop()
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"
    assert (answer.json()["ready"], answer.json()["migrated"]) == (False, False)


def test_a_view_that_lags(face: Face) -> None:
    """Until the next command, which folds what is missing first."""
    view = inline(face.service.views)[0].id
    with face.service.database.write() as connection:
        connection.execute(update(CURSOR).where(CURSOR.c.view == view).values(position=3))
    answer = face.get("/readyz", None)
    assert (answer.status_code, answer.json()["lag"][view]) == (503, face.head() - 3)
    assert face.post("/v1/issues", face.reporting(), face.town.clerk).status_code == 201
    assert face.get("/readyz", None).status_code == 200


def test_what_follows_may_lag(face: Face) -> None:
    """It is told, and stops nobody from working."""
    ids = [view.id for view in following(face.service.views)]
    face.town.report()
    answer = face.get("/readyz", None)
    told = answer.json()
    assert (answer.status_code, told["ready"]) == (200, True)
    assert told["following"] == {key: {"lag": face.head(), "stalled": None} for key in ids}
    follow(face.service)
    told = face.get("/readyz", None).json()
    assert told["following"] == {key: {"lag": 0, "stalled": None} for key in ids}


def test_a_view_that_stalls(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    view = publication.VIEW
    follow(face.service)
    monkeypatch.setattr(publication, "_opened", lambda *_: 1 // 0)
    followers = Followers(face.service.database, face.service.views)
    face.app.state.followers = followers
    face.town.report()
    followers.start()
    while not followers.stalls():
        time.sleep(0.01)
    answer = face.get("/readyz", None)
    followers.stop()
    stalled = {"position": face.head(), "error": "ZeroDivisionError"}
    assert answer.status_code == 200
    assert answer.json()["following"][view.id] == {"lag": 1, "stalled": stalled}


def test_how_time_is_kept_is_told(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    assert face.get("/readyz", None).json()["timekeeper"] is None
    keeping = Timekeeping(face.service, hint=lambda: follow(face.service))
    face.app.state.timekeeping = keeping
    unlooked = {"looked_at": None, "overdue": 0, "fault": None, "unsigned": None}
    assert face.get("/readyz", None).json()["timekeeper"] == unlooked
    monkeypatch.setattr("processes.timekeeper.deadlines.due", lambda _by: 1 // 0)
    keeping.start()
    while keeping.state().fault is None:
        time.sleep(0.01)
    answer = face.get("/readyz", None)
    keeping.stop()
    told = answer.json()["timekeeper"]
    assert (answer.status_code, told["fault"]) == (200, "ZeroDivisionError")


def test_the_search_index_may_lag_or_be_gone(face: Face) -> None:
    with face.service.database.write() as connection:
        connection.execute(update(gram_cursor).values(position=1))
    assert face.get("/readyz", None).json()["search_lag"] == face.head() - 1
    with face.service.database.write() as connection:
        gram_cursor.drop(connection)
    answer = face.get("/readyz", None)
    assert (answer.status_code, answer.json()["search_lag"]) == (200, None)


def test_a_process_that_has_stopped_writing(
    sqlite_face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_face.service._scribe, "_halted", "a newer program has written")
    answer = sqlite_face.get("/readyz", None)
    assert answer.status_code == 503
    assert answer.json()["halted"] == "a newer program has written"
