"""A ledger in memory that goes on where a real one stands, and calendars for years to come."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from bench.district.memory import Memory
from domain.issue.state import IssueState
from domain.moment import Moment
from domain.person.holds import Poll
from ledger.log import read_head, read_log
from ledger.streams import ISSUE, load_many
from service.calendars import LAST_YEAR, library_text
from service.service import Service

_FROM, _TO = LAST_YEAR + 1, 2041


def calendar(version: int, *off: str) -> str:
    """The next version: all years up to 2041, whose autumn has a holiday, days in lieu, and *off*.

    Nobody's clock comes to those years while these tests are of use, so that a ledger which was
    made today can go on there.
    """
    days = json.dumps([*(f"10-0{day}" for day in range(1, 8)), *off])
    years = "".join(f"\n[years.{year}]\noff = []\non = []\n" for year in range(_FROM, _TO))
    last = f'\n[years.{_TO}]\noff = {days}\non = ["09-28", "10-12"]\n'
    return library_text(version) + years + last


class Remembering(Memory):
    """One that goes on where a ledger stands."""

    def __init__(self, service: Service, begin: Moment) -> None:
        super().__init__(begin)
        with service.database.read() as connection:
            head = read_head(connection, lock=False)
            rows = list(read_log(connection, after=0, upto=head.position, page=1_000))
            found = load_many(connection, {row.stream for row in rows})
        self.position, self.ledger = head.position, service.ledger.ledger
        self._states.update({(kind, stream): one for stream, (kind, one) in found.items()})

    def issues_concerning(self, _person: UUID, *, since: Moment) -> Mapping[UUID, IssueState]:
        """Every issue: whoever asks looks for those of a person."""
        issues = (one for one in self._states.items() if one[0][0] == ISSUE.name)
        return {stream: folded.state for (_, stream), folded in issues}

    def polls_of(self, _person: UUID, *, since: Moment) -> Sequence[Poll]:
        """Nobody votes here."""
        return ()
