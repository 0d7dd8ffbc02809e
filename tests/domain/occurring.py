"""One event of each class that can follow a report."""

from collections.abc import Mapping

from domain.issue import events
from domain.method.terms import Basis, Clock, Limit, Span
from tests.domain.dsl import T0
from tests.domain.examples import (
    ACKNOWLEDGED,
    COMPLETED,
    DONE,
    NORMAL,
    OTHER,
    REPLIED,
    RESPONDED,
    SUBDISTRICT,
    dispatched,
    sealed,
)
from tests.domain.loop import (
    ABSORBED,
    ANNULLED,
    ATTEMPTED,
    CONCLUDED,
    DECLINED,
    DETACHED,
    FAILED,
    MERGED,
    OVERRULED,
    PUBLISHED,
    RECALLED,
    RELEASED,
    REPORTER_ERASED,
    RETURN_ASKED,
    RETURN_GRANTED,
    RETURN_REFUSED,
    REWORK,
    TALK_AGAIN,
    TEXTS_ERASED,
    UNMERGED,
    UNPUBLISHED,
    WITHDRAWN,
    approved,
    negotiated,
    pledged,
    position,
    progress,
    received,
    rejected,
    reopened,
    returned,
    revisited,
    spent,
    started,
    tabled,
    transferred,
    varied,
)
from tests.domain.timing import PAUSED, RESUMED, clock, extended, missed

LIMIT = Limit(amount=3, span=Span.DAY, basis=Basis.WORKING)
UP = events.Escalated(level=events.Level.SUBDISTRICT, body=SUBDISTRICT, reason=sealed(), rung=None)
DOWN = events.HandedDown(level=events.Level.COMMITTEE, body=SUBDISTRICT, reason=sealed())
FILED = events.Attached(register="service-log", order=None, evidence=None, note=None)
MET = events.MeetingNoted(
    meeting=None, kind="hearing", attendees=(), minutes=sealed(), outcome=None, opinions=()
)

EXAMPLES: Mapping[type, object] = {
    type(event): event
    for event in (
        events.Linked(other=OTHER, kind=events.LinkKind.RELATED),
        FILED,
        NORMAL,
        transferred(),
        PUBLISHED,
        UNPUBLISHED,
        DECLINED,
        OVERRULED,
        WITHDRAWN,
        DETACHED,
        REPORTER_ERASED,
        TEXTS_ERASED,
        dispatched(),
        ACKNOWLEDGED,
        COMPLETED,
        RETURN_ASKED,
        RETURN_GRANTED,
        RETURN_REFUSED,
        RECALLED,
        RESPONDED,
        REPLIED,
        events.Urged(message=None),
        events.Supervised(limit=LIMIT, demand=sealed()),
        UP,
        DOWN,
        PAUSED,
        RESUMED,
        extended("1 natural day"),
        events.DeadlineWarned(clock=clock(), due=T0, provisional=False),
        missed(Clock.COMPLETION, T0),
        events.DeadlineRecalculated(calendar=2, moved=()),
        MERGED,
        UNMERGED,
        ABSORBED,
        RELEASED,
        MET,
        tabled(),
        position("owners-committee"),
        negotiated(),
        FAILED,
        TALK_AGAIN,
        approved(),
        rejected(),
        varied(),
        ANNULLED,
        started(),
        progress(),
        pledged(),
        received(),
        spent(),
        returned(),
        DONE,
        ATTEMPTED,
        revisited(),
        REWORK,
        reopened(),
        CONCLUDED,
    )
}
