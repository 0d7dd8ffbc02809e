"""Questions to the library of cases (案例库): one case, and the list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from domain.case.state import CaseState
from domain.moment import local
from ledger.database import Database
from ledger.now import Clock
from ledger.streams import CASE, INQUIRY, load
from projections.views import case, invited
from projections.views.case import TABLE, VIEW, CaseRow, Filter
from service.asides import Aside, Asides, reached_by
from service.errors import Forbidden, NotFound
from service.meeting_sight import folded
from service.opening import Opener
from service.policy import Action, Principal, Reach, role_for, scopes
from service.within import reach_in, visible_within


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCase:
    """One case; of one that was withdrawn nothing is opened but why."""

    id: UUID
    version: int
    state: CaseState
    aside: Aside


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """A page of cases, as of *position*."""

    items: Sequence[CaseRow]
    aside: Aside
    position: int


class Library:
    """Answers on one snapshot each."""

    def __init__(self, database: Database, opener: Opener, now: Clock) -> None:
        self._database, self._asides, self._now = database, Asides(opener), now

    def case(self, principal: Principal, id: UUID, *, upto: int | None = None) -> SeenCase:
        """One case, up to a position of the record; raises `NotFound`."""
        with self._database.read() as connection:
            found = folded(connection, CASE, id, upto)
            state = found.state
            reach = _reach(connection, state, local(self._now()).date())
            if role_for(principal, Action.CASE_VIEW, reach) is None:
                raise NotFound
            told = (state.problem, state.approach, state.result)
            aside = self._asides.of(
                connection,
                named={state.body},
                issues=() if state.issue is None else (state.issue,),
                texts=[(id, one) for one in (told if state.reason is None else (state.reason,))],
            )
        return SeenCase(id=id, version=found.version, state=state, aside=aside)

    def listed(
        self, principal: Principal, wanted: Filter, *, older_than: int | None, limit: int
    ) -> CasePage:
        """Those that the caller may see, told last first; raises `Forbidden`."""
        if not scopes(principal, Action.CASE_VIEW):
            raise Forbidden
        today = local(self._now()).date()
        mine = [principal.organisation] if principal.organisation else []
        visible = visible_within(
            principal,
            Action.CASE_VIEW,
            TABLE.c.body,
            TABLE.c.body,
            asked=invited.asked_on(today, mine, TABLE.c.inquiry),
        )
        with self._database.read() as connection:
            rows = case.page(connection, visible, wanted, older_than=older_than, limit=limit)
            aside = self._asides.of(connection, named={row.body for row in rows})
            return CasePage(
                items=rows, aside=aside, position=reached_by(connection, VIEW, invited.VIEW)
            )


def _reach(connection: Connection, state: CaseState, today: date) -> Reach:
    """Whom it concerns: the experts of the inquiry that it came of read it while asked."""
    asked = load(connection, INQUIRY, state.inquiry) if state.inquiry else None
    looking = asked.state.experts_on(today) if asked else frozenset()
    return replace(reach_in(connection, state.body, None), asked=looking)
