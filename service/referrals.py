"""Questions about referrals (三所联动): one, and the list of a committee or an issue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from domain.referral.events import ReferralOutcome
from domain.referral.state import ReferralState
from ledger.database import Database
from ledger.streams import REFERRAL
from projections.engine import fetch
from projections.views import referral, status
from projections.views.referral import PARTY, TABLE, VIEW, Filter
from service.asides import Aside, Asides, reached_by
from service.errors import Forbidden, NotFound
from service.meeting_sight import folded
from service.opening import Opener
from service.policy import Action, Principal, role_for, scopes
from service.scenes import reaches_of
from service.within import reach_in, visible_within


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenReferral:
    """One referral."""

    id: UUID
    version: int
    state: ReferralState
    aside: Aside


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPage:
    """A page of referrals; `outcomes` are of all that are wanted, not of this page alone."""

    items: Sequence[SeenReferral]
    made: Sequence[int]
    outcomes: Mapping[ReferralOutcome | None, int]
    position: int


class Referrals:
    """Answers on one snapshot each."""

    def __init__(self, database: Database, opener: Opener) -> None:
        self._database, self._asides = database, Asides(opener)

    def referral(self, principal: Principal, id: UUID, *, upto: int | None = None) -> SeenReferral:
        """One referral, up to a position of the record; raises `NotFound`."""
        with self._database.read() as connection:
            found = folded(connection, REFERRAL, id, upto)
            state = found.state
            reach = reach_in(connection, state.committee, state.compound)
            reach = replace(reach, parties=state.asked)
            if role_for(principal, Action.REFERRAL_VIEW, reach) is None:
                raise NotFound
            aside = self._asides.of(
                connection,
                named={state.committee, *state.offices},
                issues=(state.issue,),
                texts=[
                    (id, state.question),
                    (id, state.conclusion),
                    *((id, said.text) for one in state.offices.values() for said in one.advice),
                ],
            )
        return SeenReferral(id=id, version=found.version, state=state, aside=aside)

    def listed(
        self, principal: Principal, wanted: Filter, *, older_than: int | None, limit: int
    ) -> ReferralPage:
        """Those that the caller may see, the newest first; raises `Forbidden`."""
        if not scopes(principal, Action.REFERRAL_VIEW):
            raise Forbidden
        mine = select(PARTY.c.referral).where(PARTY.c.organisation == principal.organisation)
        visible = visible_within(
            principal,
            Action.REFERRAL_VIEW,
            TABLE.c.committee,
            TABLE.c.compound,
            handed=TABLE.c.referral.in_(mine),
        )
        with self._database.read() as connection:
            rows = referral.page(connection, visible, wanted, older_than=older_than, limit=limit)
            aside = self._asides.of(
                connection,
                named={id for row in rows for id in (row.committee, *row.state.offices)},
                issues={row.issue for row in rows},
                texts=[(row.referral, row.state.question) for row in rows],
            )
            return ReferralPage(
                items=[
                    SeenReferral(id=row.referral, version=row.version, state=row.state, aside=aside)
                    for row in rows
                ],
                made=[row.made for row in rows],
                outcomes=referral.outcomes(connection, visible, wanted),
                position=reached_by(connection, VIEW),
            )

    def require_issue(self, principal: Principal, issue: UUID) -> None:
        """Raises `NotFound` for an issue that is unknown, or not visible."""
        with self._database.read() as connection:
            row = fetch(connection, status.VIEW, (issue,))
            if row is None:
                raise NotFound
            [reach] = reaches_of(connection, [row])
        if role_for(principal, Action.VIEW, reach) is None:
            raise NotFound
