"""The funding ledger for who may read it: lines, sums by period, and who has paid what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from domain.issue.allocating import owed
from domain.issue.parts import Allocation
from domain.refusal import Code, Refused
from ledger.database import Database
from ledger.streams import ISSUE, load
from projections.engine import fetch
from projections.views import directory, funding, status
from projections.views.directory import EntryKind
from projections.views.funding import FundingRow, FundingSum
from service.errors import Forbidden, NotFound
from service.policy import Action, Principal, role_for
from service.presenting import grant_seeing
from service.scenes import reaches_of
from service.within import reach_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One unit's share of a line and what it has paid, in 分."""

    unit: str
    amount: int
    paid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """A page of a committee's books, with the names of payers."""

    rows: Sequence[FundingRow]
    names: Mapping[UUID, str]


class Funding:
    """Reads what became of money, on one snapshot for each question."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def books(
        self,
        principal: Principal,
        committee: UUID,
        *,
        compound: UUID | None,
        older_than: int | None,
        limit: int,
    ) -> Books:
        """Issues with lines, newest first. Raises `NotFound`, `Forbidden`."""
        with self._database.read() as connection:
            _require(connection, principal, committee, compound)
            rows = funding.page(
                connection, committee, compound=compound, older_than=older_than, limit=limit
            )
            ids = {line.payer for row in rows for line in row.lines if line.payer}
            places = {row.compound for row in rows if row.compound}
            return Books(rows=rows, names=directory.names(connection, ids | places))

    def sums(
        self,
        principal: Principal,
        committee: UUID,
        *,
        compound: UUID | None,
        first: int,
        last: int,
    ) -> Sequence[FundingSum]:
        """What was booked by quarter and source. Raises `NotFound`, `Forbidden`."""
        with self._database.read() as connection:
            _require(connection, principal, committee, compound)
            return funding.sums(connection, committee, compound=compound, first=first, last=last)

    def shares(
        self,
        principal: Principal,
        issue: UUID,
        line: int,
        *,
        unpaid: bool,
        after: str | None,
        limit: int,
    ) -> tuple[Allocation, Sequence[Share]]:
        """A line's split, and units of it behind the code *after*, folded from the record.

        Raises `NotFound`, `Forbidden`, and `Refused` with `line-not-allocated`.
        """
        with self._database.read() as connection:
            _require_issue(connection, principal, issue)
            folded = load(connection, ISSUE, issue)
        split = folded.state.allocation(line) if folded else None
        if split is None:
            raise Refused(Code.LINE_NOT_ALLOCATED)
        shares = (Share(unit=unit, amount=asked, paid=paid) for unit, asked, paid in owed(split))
        wanted = (one for one in shares if not unpaid or one.amount > one.paid)
        behind = [one for one in wanted if after is None or one.unit > after]
        return split, behind[:limit]


def _require(
    connection: Connection, principal: Principal, committee: UUID, compound: UUID | None
) -> None:
    body = directory.get(connection, committee, EntryKind.BODY)
    if body is None:
        raise NotFound
    if compound is not None:
        place = directory.get(connection, compound, EntryKind.COMPOUND)
        if place is None or place.parent != committee:
            raise NotFound
    reach = reach_in(connection, committee, compound)
    if role_for(principal, Action.FUNDING_VIEW, reach) is None:
        raise Forbidden


def _require_issue(connection: Connection, principal: Principal, issue: UUID) -> None:
    row = fetch(connection, status.VIEW, (issue,))
    if row is None:
        raise NotFound
    [reach] = reaches_of(connection, [row])
    grant_seeing(principal, reach)
    if role_for(principal, Action.FUNDING_VIEW, reach) is None:
        raise Forbidden
