"""What may happen to an issue, in many variants, and by which limits and calendars it is timed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from domain.calendar.hours import Hours, Timetable
from domain.calendar.state import Calendars
from domain.issue import events
from domain.issue.events import ReopenCause, RevisitKind, Satisfaction, Stance
from domain.levels import Level
from domain.method.terms import Clock, Scale, Track
from domain.method.timing import Reopening
from tests.domain.examples import (
    CONTRACTOR,
    DONE,
    LINBA_TIMING,
    PROPERTY,
    dispatched,
    ruled,
    sealed,
    triaged,
    uid,
)
from tests.domain.loop import (
    OVERRULED,
    UNMERGED,
    line,
    position,
    reopened,
    revisited,
    tabled,
    transferred,
)
from tests.domain.occurring import EXAMPLES
from tests.domain.timing import EVERY, NOTICES, PAUSED, clock, extended, limit, terms

OLD_NOTICE = 'format = 1\nversion = 1\nsource = "-"\n\n[years.2025]\noff = ["10-01"]\non = []\n'
CALENDARS = Calendars(texts={1: OLD_NOTICE, 2: NOTICES.replace("version = 1", "version = 2")})
"""The second comes while issues run by the first, and moves what is due over the holiday."""

EARLY = Timetable(calendar=1, hours=Hours(periods=((420, 660), (720, 721), (780, 1440))))
TIMING = replace(
    LINBA_TIMING,
    laddered=tuple(Clock),
    reopening=(
        (Clock.COMPLETION, Reopening.CONTINUES),
        (Clock.RESPONSE, Reopening.AFRESH),
        (Clock.NEGOTIATION, Reopening.CONTINUES),
    ),
)
LIMITS = EVERY | {
    "completion": "2 working day",
    "negotiation": "5 working hour",
    "approval": "3 working day",
}
LONGER = EVERY | {"completion": "3 natural day", "revisit": "1 working day"}

_BY_THEMSELVES = {
    events.DeadlineWarned,
    events.DeadlineMissed,
    events.DeadlineRecalculated,
    events.Reopened,
    events.ReworkOrdered,
    events.Revisited,
}
_PLAIN = [event for kind, event in EXAMPLES.items() if kind not in _BY_THEMSELVES]
_ELSEWHERE = [
    transferred(committee=uid(5), rules=ruled(timing=TIMING), timetable=EARLY),
    transferred(committee=uid(1), compound=uid(3), terms=terms(**LONGER), timetable=EARLY),
]
_TRIAGES = [
    replace(triaged(track, scale), terms=terms(**some), category=category)
    for track, scale, some, category in (
        (Track.NORMAL, Scale.HARD, LIMITS, "parking"),
        (Track.FAST, Scale.SMALL, LONGER, "lighting"),
        (Track.FAST, Scale.URGENT, {"completion": "1 natural hour"}, "lighting"),
        (Track.EMERGENCY, Scale.URGENT, LIMITS, "safety"),
    )
]
_TALKS = [
    tabled(2, lines=(line(1, source="shops"), line(2))),
    position("owners-committee", Stance.OBJECT),
    position("property-company", Stance.ABSTAIN),
]
_ORDERS = [dispatched(CONTRACTOR, PROPERTY), events.Acknowledged(party=CONTRACTOR)]
_TIMED = [
    event
    for kind in (Clock.COMPLETION, Clock.NEGOTIATION, Clock.APPROVAL, Clock.RESPONSE, Clock.REVISIT)
    for number in (1, 2)
    for event in (
        replace(PAUSED, clock=clock(kind, number)),
        events.ClockResumed(clock=clock(kind, number), note=None),
        replace(extended("5 natural hour"), clock=clock(kind, number)),
        replace(extended("1 working day"), clock=clock(kind, number)),
    )
]
_PRESSURE = [
    events.Escalated(level=Level.DISTRICT, body=uid(6), reason=None, rung=None),
    events.Supervised(limit=limit("4 natural hour"), demand=sealed()),
]
_ANSWERS = [
    revisited(),
    revisited(satisfaction=Satisfaction.DISSATISFIED),
    revisited(resolved=False, satisfaction=Satisfaction.FAIR),
    revisited(resolved=None, satisfaction=None, unreachable=True),
    revisited(kind=RevisitKind.INSPECTION, satisfaction=None),
    revisited(kind=RevisitKind.INSPECTION, resolved=None, satisfaction=None, unreachable=True),
]
_EXPLAINED = replace(DONE, outcome=events.Outcome.EXPLAINED)
FORWARD = (
    events.Triaged,
    events.Negotiated,
    events.Approved,
    events.Rejected,
    events.Done,
    events.Revisited,
    events.Reopened,
)
"""By what an issue goes through its rounds."""

HAPPENINGS: Sequence[Any] = [
    *_PLAIN,
    *_ELSEWHERE,
    *_TRIAGES,
    *_TALKS,
    *_ORDERS,
    *_TIMED,
    *_PRESSURE,
    *_ANSWERS * 2,
    OVERRULED,
    UNMERGED,
    *[DONE, _EXPLAINED] * 3,
    reopened(cause=ReopenCause.OBJECTION),
]
"""Whatever may be tried on an issue."""
