"""Questions about inquiries (同题共答): one with its answers side by side, and the list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from domain.inquiry.state import InquiryState
from domain.moment import local
from domain.sealed import Sealed
from ledger.database import Database
from ledger.now import Clock
from ledger.streams import INQUIRY
from projections.views import inquiry, invited
from projections.views.inquiry import TABLE, VIEW, Filter, InquiryRow
from service.asides import Aside, Asides, reached_by
from service.commands.inquiries import readers
from service.errors import Forbidden, NotFound
from service.meeting_sight import folded
from service.opening import Opener
from service.policy import Action, Principal, role_for, scopes
from service.within import reach_in, visible_within


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenInquiry:
    """One inquiry."""

    id: UUID
    version: int
    state: InquiryState
    aside: Aside


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryPage:
    """A page of inquiries, as of *position*."""

    items: Sequence[InquiryRow]
    aside: Aside
    position: int


class Inquiries:
    """Answers on one snapshot each."""

    def __init__(self, database: Database, opener: Opener, now: Clock) -> None:
        self._database, self._asides, self._now = database, Asides(opener), now

    def inquiry(self, principal: Principal, id: UUID, *, upto: int | None = None) -> SeenInquiry:
        """One inquiry, up to a position of the record; raises `NotFound`.

        An expert is told of it until the last day on which it is asked, and not a day longer.
        """
        today = local(self._now()).date()
        with self._database.read() as connection:
            found = folded(connection, INQUIRY, id, upto)
            state = found.state
            reach = reach_in(connection, state.asker, None)
            reach = replace(reach, asked=readers(state, today))
            if role_for(principal, Action.INQUIRY_VIEW, reach) is None:
                raise NotFound
            aside = self._asides.of(
                connection,
                named={state.asker, *state.to, *state.experts, *_commenting(state)},
                issues={issue for one in state.answers.values() for issue in one.issues},
                texts=[(id, one) for one in _texts(state)],
            )
        return SeenInquiry(id=id, version=found.version, state=state, aside=aside)

    def listed(
        self, principal: Principal, wanted: Filter, *, older_than: int | None, limit: int
    ) -> InquiryPage:
        """Those that the caller may see, the newest first; raises `Forbidden`."""
        if not scopes(principal, Action.INQUIRY_VIEW):
            raise Forbidden
        today = local(self._now()).date()
        mine = [one for one in (principal.organisation, principal.body) if one is not None]
        visible = visible_within(
            principal,
            Action.INQUIRY_VIEW,
            TABLE.c.asker,
            TABLE.c.asker,
            asked=invited.asked_on(today, mine, TABLE.c.inquiry),
        )
        with self._database.read() as connection:
            rows = inquiry.page(connection, visible, wanted, older_than=older_than, limit=limit)
            aside = self._asides.of(connection, named={row.asker for row in rows})
            return InquiryPage(
                items=rows, aside=aside, position=reached_by(connection, VIEW, invited.VIEW)
            )


def _commenting(state: InquiryState) -> set[UUID]:
    return {one.organisation for one in state.comments}


def _texts(state: InquiryState) -> Iterator[Sealed | None]:
    yield from (state.problem, state.conclusion)
    yield from (one.answer for one in state.answers.values())
    yield from (one.comment for one in state.comments)
