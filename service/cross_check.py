"""双登记双交办 checked against itself: issues of which a register or a party is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.issue.lifecycle import Status
from domain.moment import DAY, Moment
from domain.vocabulary.state import Vocabulary
from ledger.database import Database
from ledger.now import Clock
from projections.views import directory, status
from projections.views.directory import EntryKind
from projections.views.status import TABLE, Filter, Half, StatusRow
from service.errors import NotFound
from service.policy import Action, Principal, role_for
from service.scenes import Vocabularies, named_in
from service.visibility import issues_within, visible_issues
from service.within import reach_in

_NEVER = (Status.WITHDRAWN, Status.DECLINED, Status.MERGED)
"""What was never handled here needs no second half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An issue with what it lacks; `age` in whole days since it was reported."""

    row: StatusRow
    age: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """A page of them, the newest first, as of now."""

    items: Sequence[Gap]
    names: Mapping[UUID, str]
    vocabulary: Vocabulary
    at: Moment


class CrossCheck:
    """Answers on one snapshot each."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database, self._now = database, now
        self._vocabularies = Vocabularies()

    def gaps(
        self,
        principal: Principal,
        body: UUID,
        half: Half,
        *,
        older_than: int | None,
        limit: int,
    ) -> Gaps:
        """Of that body and those below it; raises `NotFound`.

        For who may ask for its figures, and of the issues that they see.
        """
        now = self._now()
        with self._database.read() as connection:
            if directory.get(connection, body, EntryKind.BODY) is None:
                raise NotFound
            reach = reach_in(connection, body, None)
            if role_for(principal, Action.STATISTICS, reach) is None:
                raise NotFound
            rows = status.page(
                connection,
                visible_issues(principal) & issues_within(body) & TABLE.c.status.not_in(_NEVER),
                Filter(half=half),
                older_than=older_than,
                limit=limit,
            )
            return Gaps(
                items=[Gap(row=row, age=(now - row.reported_at) // DAY) for row in rows],
                names=directory.names(connection, named_in(rows)),
                vocabulary=self._vocabularies.newest(connection),
                at=now,
            )
