"""Works: a party's own word, or a clerk's for another."""

import pytest

from service.commands.handling import Dispatch
from service.commands.works import NoteProgress, StartWork
from service.errors import Forbidden
from tests.table import Table


def test_a_seat_at_the_table_makes_nobody_a_builder(table: Table) -> None:
    """The company sees the issue by its seat, and works on it once it was handed over."""
    issue, handler = table.approved(), table.town.handler
    for party in (None, table.town.property_company, table.town.contractor):
        with pytest.raises(Forbidden):
            table.town.do(StartWork(issue=issue, party=party), by=handler)
    parties = (table.town.property_company, table.town.contractor)
    table.town.do(Dispatch(issue=issue, parties=parties), by=table.town.clerk)
    with pytest.raises(Forbidden):
        table.town.do(StartWork(issue=issue, party=table.town.contractor), by=handler)
    (started,) = table.happens(StartWork(issue=issue), by=handler)
    assert started.by.on_behalf_of is None
    progress = NoteProgress(issue=issue, party=table.town.contractor, note="过半", percent=60)
    (noted,) = table.happens(progress, by=table.town.clerk)
    assert noted.by.on_behalf_of == table.town.contractor
