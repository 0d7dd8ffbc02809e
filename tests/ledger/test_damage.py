"""A stored event that somebody has changed is told by its position."""

import pytest
from sqlalchemy import update

from ledger.catalogue import DamagedEvent
from ledger.tables import event
from projections.replay import check
from service.service import Service


@pytest.mark.parametrize("state", [b"", b"not json", b'{"v": 1}'])
def test_a_damaged_event_is_told_by_its_position(sqlite_service: Service, state: bytes) -> None:
    with sqlite_service.database.write() as connection:
        connection.execute(update(event).where(event.c.position == 2).values(state=state))
    with pytest.raises(DamagedEvent, match="position 2 "):
        check(sqlite_service.database, sqlite_service.views)
