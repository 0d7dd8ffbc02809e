"""Values of the specs of meetings and series: who is known, and events with defaults."""

from dataclasses import replace
from typing import Any

from domain.issue.state import IssueState
from domain.meeting.calling import Ground
from domain.meeting.events import AgendaItem, Called, Cancelled, Held, Invited
from domain.moment import DAY, HOUR, Moment
from domain.series.events import Founded, Rhythm
from tests.domain.dsl import T0, fold
from tests.domain.examples import (
    COMMITTEE,
    COMPOUND,
    ISSUE,
    OWNERS,
    PROPERTY,
    VOCABULARY,
    body_state,
    reported,
    sealed,
    uid,
)

AHEAD = Moment(T0 + 3 * DAY)
"""When the meetings of the specs begin, seen from `T0`."""

AFTER = Moment(AHEAD + HOUR)

COMPANY = Invited(organisation=PROPERTY, seat="property-company")
OWNING = Invited(organisation=OWNERS, seat="owners-committee")


def ground(**other: Any) -> Ground:
    """The usual committee, where two parties are known."""
    usual: dict[str, Any] = {
        "committee": body_state(),
        "vocabulary": VOCABULARY,
        "known": {PROPERTY, OWNERS, COMMITTEE},
    }
    return Ground(**usual | other)


def an_issue(*events: object, **other: Any) -> IssueState:
    """An issue of the usual compound with this history behind its report."""
    state: IssueState = fold((reported(), *events))
    return replace(state, **other)


def called(**other: Any) -> Called:
    """A hearing about one issue and a topic."""
    usual: dict[str, Any] = {
        "committee": COMMITTEE,
        "compound": COMPOUND,
        "kind": "hearing",
        "at": AHEAD,
        "place": sealed("place"),
        "invited": (COMPANY,),
        "agenda": (
            AgendaItem(number=1, issue=ISSUE, topic=None),
            AgendaItem(number=2, issue=None, topic=sealed("topic")),
        ),
        "series": None,
        "session": None,
    }
    return Called(**usual | other)


HELD = Held(attendees=(), public=0, minutes=sealed("minutes"))
CANCELLED = Cancelled(reason=sealed("reason"))


def founded(**other: Any) -> Founded:
    """Every Thursday at 18:30."""
    usual: dict[str, Any] = {
        "committee": COMMITTEE,
        "compound": COMPOUND,
        "kind": "reception",
        "rhythm": Rhythm.WEEKLY,
        "weekday": 4,
        "minute": 18 * 60 + 30,
        "place": sealed("place"),
        "invited": (COMPANY,),
    }
    return Founded(**usual | other)


ELSEWHERE = an_issue(committee=uid(5))
NEXT_DOOR = an_issue(compound=uid(6))
