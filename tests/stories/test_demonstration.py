"""`cli/demonstration.py` plays both stories, and gives keys that open them."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from cli import demonstration
from domain.ledger.events import LedgerKind, Opened
from ledger.catalogue import CATALOGUE
from ledger.log import read_log
from projections.replay import check
from service.service import Service
from service.settings import Settings

KEYS = "demonstration-keys.txt"


@pytest.fixture
def played(settings: Settings, tmp_path: Path) -> Iterator[Service]:
    """The demonstration on each database, its keys in the test's own folder."""
    beside = settings.model_copy(update={"master_key_file": tmp_path / "master.key"})
    service = Service(beside)
    service.start()
    told: list[tuple[int, int]] = []
    demonstration.play(service, lambda done, total: told.append((done, total)))
    total = told[-1][1]
    assert told == [(done, total) for done in range(1, total + 1)]
    yield service
    service.stop()


def test_both_stories_end_done(played: Service, tmp_path: Path) -> None:
    lines = (tmp_path / KEYS).read_text().split("\n")
    keys = dict(line.split() for line in lines if line)
    with TestClient(create_app(played)) as client:
        headers = {"Authorization": f"Bearer {keys['auditor']}"}
        lamps, parking = client.get("/v1/issues", headers=headers).json()["items"]
        assert check(played.database, played.views) == []
        for key in keys.values():
            headers = {"Authorization": f"Bearer {key}"}
            assert client.get("/v1/vocabulary", headers=headers).status_code == 200
    assert (parking["status"], parking["channel"]) == ("done", "xiaoshi-kuaiban")
    assert (lamps["status"], lamps["compound"]) == ("done", None)
    assert [parking["number"][:2], lamps["number"][:2]] == ["LB", "FL"]


def test_the_first_event_says_that_it_is_a_demonstration(played: Service, tmp_path: Path) -> None:
    with played.database.read() as connection:
        [first] = read_log(connection, after=0, upto=1, page=1)
    opened = CATALOGUE.decode(first).event
    assert isinstance(opened, Opened)
    assert opened.kind is LedgerKind.DEMONSTRATION
    assert stat.S_IMODE((tmp_path / KEYS).stat().st_mode) == 0o600
