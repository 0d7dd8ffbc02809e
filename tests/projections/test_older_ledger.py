"""A ledger that version 0.1.0 wrote: every event is read, and every view is built from it."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, insert, select, text

from domain.calendar.events import Origin
from domain.calendar.state import CALENDAR_STREAM
from domain.vocabulary.state import VOCABULARY_STREAM
from ledger.bulk import write
from ledger.catalogue import CATALOGUE
from ledger.claims import claims_of, inserting
from ledger.envelope import Row
from ledger.log import append, read_head
from ledger.streams import CALENDAR, VOCABULARY, load
from projections.engine import CURSOR
from projections.replay import check
from projections.views import status, timeline
from service.migrate import upgrade
from service.service import Service
from service.settings import Settings
from tests.golden import expected
from tests.installations import MASTER

STORED = Path(expected.__file__).with_name("ledger-0.1.0.ndjson")


class Line(msgspec.Struct):
    """One stored event; `state` is its envelope as JSON text."""

    position: int
    stream: str
    version: int
    topic: str
    at: int
    state: str


def stored() -> Sequence[Row]:
    """What 0.1.0 left behind: two issues from report to completion."""
    lines = (msgspec.json.decode(line, type=Line) for line in STORED.read_bytes().splitlines())
    return [
        msgspec.convert(
            {**msgspec.structs.asdict(line), "state": line.state.encode()}, Row, strict=False
        )
        for line in lines
    ]


@pytest.fixture
def older(tmp_path: Path) -> Settings:
    """Databases that hold these events, with claims, and with rows of views of that time."""
    settings = Settings(
        database_url=f"sqlite:///{tmp_path}/bihuan.db",
        vault_url=f"sqlite:///{tmp_path}/vault.db",
        master_key=MASTER,
    )
    service = Service(settings)
    upgrade(service.database, "ledger")
    with service.database.write() as connection:
        append(connection, read_head(connection, lock=True), stored())
        recorded = [CATALOGUE.decode(row) for row in stored()]
        claims = [claim for one in recorded for claim in claims_of(one)]
        write(connection, [inserting(claims, "sqlite")])
        connection.execute(text("CREATE TABLE view_timeline_v1 (issue CHAR(32), data TEXT)"))
        connection.execute(text("INSERT INTO view_timeline_v1 VALUES ('of old', '{}')"))
        cursor = {"view": "view_timeline_v1", "position": len(recorded)}
        connection.execute(insert(CURSOR), cursor)
    service.database.close()
    return settings


def test_it_is_read_and_goes_on(older: Settings) -> None:
    service = Service(older)
    assert service.migrate() is False
    try:
        assert check(service.database, service.views) == []
        with service.database.read() as connection:
            issues = connection.execute(select(func.count()).select_from(status.TABLE)).scalar()
            entries = connection.execute(select(func.count()).select_from(timeline.TABLE)).scalar()
            vocabulary = load(connection, VOCABULARY, VOCABULARY_STREAM)
            calendar = load(connection, CALENDAR, CALENDAR_STREAM)
        assert issues == 2
        assert entries == sum(row.topic.startswith("issue.") for row in stored())
        assert vocabulary is not None
        assert vocabulary.state.version > 1
        assert calendar is not None
        assert (calendar.version, calendar.state.origin) == (1, Origin.LIBRARY)
    finally:
        service.stop()


def test_what_was_stored_is_of_the_first_versions() -> None:
    """Otherwise nothing here would have to be read as something newer."""
    versions = {(row.topic, msgspec.json.decode(row.state)["v"]) for row in stored()}
    assert {version for _, version in versions} == {1}
    assert {"issue.reported", "issue.done", "body.seat-filled"} <= {topic for topic, _ in versions}
