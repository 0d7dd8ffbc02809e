"""What the scribe remembers: bounded, true to the record, and let go of where it is another."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from domain.moment import Moment
from ledger.log import Head, continued, read_head, read_log
from ledger.streams import ISSUE, load
from projections.engine import fetch
from projections.views import status
from service.commands.handling import Reply, Respond
from service.memory import Bounded, Memory
from service.service import Service
from tests.neighbourhood import Neighbourhood


def test_what_was_used_stays_and_the_rest_goes() -> None:
    kept: Bounded[int, str] = Bounded(10)
    for number in range(100):
        kept.put(number, str(number))
        assert kept.get(0) == "0"
    known = [number for number in range(100) if kept.get(number) is not None]
    assert 5 <= len(known) <= 10
    assert {0, 99} <= set(known)
    kept.drop(0)
    assert kept.get(0) is None
    kept.clear()
    assert kept.get(99) is None


@pytest.fixture
def beside(town: Neighbourhood) -> Iterator[Service]:
    """Another service on the same databases, as in another process."""
    service = Service(town.service.settings)
    service.start()
    yield service
    service.stop()


def memory(service: Service) -> Memory:
    return service._scribe._memory


def test_what_another_has_written_is_taken_in(town: Neighbourhood, beside: Service) -> None:
    issue = town.report()
    ours, theirs = town.service, beside
    for turn in range(6):
        town.service = theirs if turn % 2 else ours
        answer = town.do(Respond(issue=issue, message="已收到"), by=town.clerk)
        assert answer.row.version == turn + 2
    town.service = ours
    town.do(Reply(issue=issue, message="已修好"), by=town.clerk)
    with ours.database.read() as connection:
        state, row = load(connection, ISSUE, issue), fetch(connection, status.VIEW, (issue,))
    assert memory(ours).state(issue) == ("issue", state)
    assert memory(ours).row(status.VIEW.id, (issue,)) == row


@pytest.mark.parametrize("other", ["edge", "shorter"])
def test_another_history_is_not_taken_for_the_same(town: Neighbourhood, other: str) -> None:
    """As of a standby that was promoted, and had not got all of it."""
    issue = town.report()
    service = town.service
    town.do(Respond(issue=issue, message="已收到"), by=town.clerk)
    known = memory(service)
    assert known.state(issue) is not None
    with service.database.read() as connection:
        head = read_head(connection, lock=False)
        known.come_to(connection, head)
        assert known.state(issue) is not None
        known.come_to(connection, another(connection, head, other))
    assert known.state(issue) is None
    assert known.row(status.VIEW.id, (issue,)) is None
    assert town.do(Respond(issue=issue, message="再次告知"), by=town.clerk).row.version == 3


def another(connection: Connection, head: Head, other: str) -> Head:
    if other == "edge":
        return replace(head, edge=head.edge[::-1])
    rows = list(read_log(connection, after=0, upto=head.position - 1, page=100))
    return continued(Head(position=0, at=Moment(0), edge=b""), rows)
