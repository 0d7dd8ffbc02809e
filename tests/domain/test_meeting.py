"""Meetings: notice of one, another time, none at all, and what stands on its agenda."""

from typing import Any

from domain.body.events import Level
from domain.meeting.agenda import Wanted, add_point
from domain.meeting.calling import FARTHEST_DAYS, GRACE_DAYS, call, cancel, reschedule
from domain.meeting.events import (
    AgendaItem,
    Invited,
    PointAdded,
    Rescheduled,
)
from domain.meeting.state import Standing
from domain.moment import DAY, Moment
from domain.refusal import Code
from tests.domain.dsl import T0, Outcome, given
from tests.domain.examples import (
    COMMITTEE,
    COMPOUND,
    ISSUE,
    OTHER,
    OWNERS,
    PROPERTY,
    STRANGER,
    VOCABULARY,
    body_state,
    registered,
    sealed,
    uid,
)
from tests.domain.meetings import (
    AHEAD,
    CANCELLED,
    COMPANY,
    ELSEWHERE,
    HELD,
    NEXT_DOOR,
    OWNING,
    an_issue,
    called,
    ground,
)

NAMED = (an_issue(), None)
AGENDA = (Wanted(issue=ISSUE, topic=None), Wanted(issue=None, topic=sealed("topic")))


def calling(ground_: Any = None, issues: Any = NAMED, **other: Any) -> Outcome:
    """`call`, with what the usual hearing has."""
    usual: dict[str, Any] = {
        "committee": COMMITTEE,
        "compound": COMPOUND,
        "kind": "hearing",
        "at": AHEAD,
        "place": sealed("place"),
        "invited": (COMPANY,),
        "agenda": AGENDA,
        "series": None,
        "session": None,
        "now": T0,
    }
    return given().when(call, ground=ground_ or ground(), issues=issues, **usual | other)


def test_notice_numbers_the_points_of_the_agenda() -> None:
    calling().then(called()).leaves(
        standing=Standing.CALLED, at=AHEAD, parties=frozenset({PROPERTY}), concluded=0
    )
    calling(kind="reception", series=uid(7), session=3, agenda=(), issues=()).then(
        called(kind="reception", series=uid(7), session=3, agenda=())
    )


def test_a_meeting_is_of_a_known_kind_in_a_committee() -> None:
    calling(kind="tea").refused(Code.UNKNOWN_MEETING_KIND, vocabulary=VOCABULARY.version)
    calling(compound=uid(6)).refused(Code.UNKNOWN_COMPOUND)
    district = ground(committee=body_state(registered(Level.DISTRICT)))
    calling(district).refused(Code.NOT_A_COMMITTEE, level="district")


def test_a_meeting_that_took_place_is_entered_within_a_grace_and_invites_nobody() -> None:
    long_ago = Moment(T0 - GRACE_DAYS * DAY)
    calling(at=long_ago, invited=()).then(called(at=long_ago, invited=()))
    calling(at=long_ago - 1, invited=()).refused(Code.MEETING_IN_THE_PAST, days=30)
    calling(at=T0).refused(Code.NOTICE_TOO_LATE)
    calling(at=T0 + 1).then(called(at=T0 + 1))
    farthest = Moment(T0 + FARTHEST_DAYS * DAY)
    calling(at=farthest).then(called(at=farthest))
    calling(at=farthest + 1).refused(Code.MEETING_TOO_FAR, days=366)


def test_whoever_is_invited_is_known_and_sits_once_in_a_seat() -> None:
    two_seats = (COMPANY, Invited(organisation=PROPERTY, seat="operator"))
    calling(invited=two_seats).then(called(invited=two_seats))
    unseated = (OWNING, Invited(organisation=COMMITTEE, seat=None))
    calling(invited=unseated).then(called(invited=unseated))
    for invited, code, facts in (
        ((Invited(organisation=STRANGER, seat=None),), Code.UNKNOWN_ORGANISATION, {}),
        (
            (Invited(organisation=PROPERTY, seat="throne"),),
            Code.UNKNOWN_SEAT,
            {"vocabulary": VOCABULARY.version},
        ),
        (
            (COMPANY, Invited(organisation=OWNERS, seat="property-company")),
            Code.SEAT_REPEATED,
            {},
        ),
        ((Invited(organisation=OWNERS, seat=None),) * 2, Code.PARTY_REPEATED, {}),
    ):
        calling(invited=invited).refused(code, **facts)


def test_a_point_is_an_issue_of_the_place_or_a_topic() -> None:
    for agenda, issues, code in (
        ((Wanted(issue=None, topic=None),), (None,), Code.POINT_EMPTY),
        (AGENDA[:1] * 2, (an_issue(),) * 2, Code.POINT_REPEATED),
        (AGENDA[:1], (None,), Code.UNKNOWN_ISSUE),
        (AGENDA[:1], (ELSEWHERE,), Code.ISSUE_ELSEWHERE),
        (AGENDA[:1], (NEXT_DOOR,), Code.ISSUE_ELSEWHERE),
    ):
        calling(agenda=agenda, issues=issues).refused(code)
    calling(agenda=AGENDA[:1], issues=(an_issue(compound=None),)).then(
        called(agenda=called().agenda[:1])
    )
    calling(compound=None, agenda=AGENDA[:1], issues=(NEXT_DOOR,)).then(
        called(compound=None, agenda=called().agenda[:1])
    )


def test_another_time_until_it_begins() -> None:
    later = Moment(AHEAD + DAY)
    what: dict[str, Any] = {"at": later, "place": None, "reason": sealed("rain")}
    given(called()).when(reschedule, **what, now=T0).then(Rescheduled(**what)).leaves(
        at=later, place=sealed("place"), reason=sealed("rain"), standing=Standing.CALLED
    )
    elsewhere = what | {"place": sealed("gate")}
    given(called()).when(reschedule, **elsewhere, now=AHEAD - 1).then(
        Rescheduled(**elsewhere)
    ).leaves(place=sealed("gate"))
    given(called()).when(reschedule, **what, now=AHEAD).refused(Code.MEETING_BEGUN)
    past = what | {"at": T0}
    given(called()).when(reschedule, **past, now=T0).refused(Code.MEETING_IN_THE_PAST, days=0)
    far = what | {"at": Moment(T0 + 367 * DAY)}
    given(called()).when(reschedule, **far, now=T0).refused(Code.MEETING_TOO_FAR, days=366)
    given(called(), CANCELLED).when(reschedule, **what, now=T0).refused(Code.MEETING_CANCELLED)
    given(called(), HELD).when(reschedule, **what, now=T0).refused(Code.MEETING_HELD)


def test_what_does_not_take_place_is_cancelled_once() -> None:
    given(called()).when(cancel, reason=sealed("reason")).then(CANCELLED).leaves(
        standing=Standing.CANCELLED, reason=sealed("reason")
    )
    given(called(), CANCELLED).when(cancel, reason=sealed()).refused(Code.MEETING_CANCELLED)
    given(called(), HELD).when(cancel, reason=sealed()).refused(Code.MEETING_HELD)


def test_points_are_added_until_it_is_on_record() -> None:
    topic, issue = Wanted(issue=None, topic=sealed("more")), Wanted(issue=OTHER, topic=None)
    given(called()).when(add_point, issue=None, wanted=topic).then(
        PointAdded(item=AgendaItem(number=3, issue=None, topic=sealed("more")))
    )
    given(called()).when(add_point, issue=an_issue(), wanted=issue).then(
        PointAdded(item=AgendaItem(number=3, issue=OTHER, topic=None))
    ).leaves(concluded=0)
    for wanted, state, code in (
        (Wanted(issue=ISSUE, topic=None), an_issue(), Code.POINT_REPEATED),
        (Wanted(issue=None, topic=None), None, Code.POINT_EMPTY),
        (issue, None, Code.UNKNOWN_ISSUE),
        (issue, ELSEWHERE, Code.ISSUE_ELSEWHERE),
    ):
        given(called()).when(add_point, issue=state, wanted=wanted).refused(code)
    given(called(), CANCELLED).when(add_point, issue=None, wanted=topic).refused(
        Code.MEETING_CANCELLED
    )
    given(called(), HELD).when(add_point, issue=None, wanted=topic).refused(Code.MEETING_HELD)
