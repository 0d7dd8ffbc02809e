"""What becomes of a meeting: matters taken in, who was there, what they came to."""

from typing import Any

from domain.issue.events import Withdrawn
from domain.meeting.agenda import take_matter
from domain.meeting.events import Attendee, ItemOutcome, MatterTaken, PanelOpinion, PointConcluded
from domain.meeting.holding import conclude, hold, point_to_conclude
from domain.meeting.state import Point, Standing
from domain.moment import Moment
from domain.refusal import Code
from tests.domain.dsl import Deed, Outcome, given
from tests.domain.examples import (
    CLERK,
    DONE,
    FAST,
    ISSUE,
    OWNERS,
    PROPERTY,
    STRANGER,
    VOCABULARY,
    sealed,
)
from tests.domain.loop import ANNULLED, APPROVED, approved, tabled
from tests.domain.meetings import (
    AHEAD,
    CANCELLED,
    ELSEWHERE,
    HELD,
    OWNING,
    an_issue,
    called,
)


def taking(*history: object, issue: Any = None, **other: Any) -> Outcome:
    """`take_matter`, kept by the company."""
    usual: dict[str, Any] = {
        "known": True,
        "issue": ISSUE,
        "keeper": PROPERTY,
        "person": CLERK,
        "now": AHEAD,
    }
    state = an_issue() if issue is None else issue
    return given(*history).when(take_matter, issue_state=state, **usual | other)


def test_a_matter_is_taken_in_by_a_keeper() -> None:
    taken = MatterTaken(issue=ISSUE, keeper=PROPERTY, person=CLERK)
    taking(called()).then(taken).leaves(matters=(taken,))
    taking(called(), HELD).then(taken)
    taking(called(), now=AHEAD - 1).refused(Code.MEETING_NOT_BEGUN)
    taking(called(), CANCELLED).refused(Code.MEETING_CANCELLED)
    taking(called(), taken).refused(Code.MATTER_REPEATED)
    taking(called(), known=False).refused(Code.UNKNOWN_ORGANISATION)
    taking(called(), issue=ELSEWHERE).refused(Code.ISSUE_ELSEWHERE)
    over = an_issue(Withdrawn(reason=sealed()))
    taking(called(), issue=over).refused(Code.STATUS_FORBIDS, status="withdrawn")
    unknown: dict[str, Any] = {"known": True, "issue": ISSUE, "keeper": PROPERTY, "person": None}
    given(called()).when(take_matter, issue_state=None, **unknown, now=AHEAD).refused(
        Code.UNKNOWN_ISSUE
    )


def holding(*history: object, **other: Any) -> Outcome:
    """`hold`, with two people of the company."""
    usual: dict[str, Any] = {
        "vocabulary": VOCABULARY,
        "known": {PROPERTY, OWNERS},
        "attendees": (Attendee(organisation=PROPERTY, seat="property-company", people=2),),
        "public": 11,
        "minutes": sealed("minutes"),
        "now": AHEAD,
    }
    return given(*history).when(hold, **usual | other)


def test_it_is_put_on_record_once_it_has_begun() -> None:
    holding(called(invited=(OWNING,))).leaves(
        standing=Standing.HELD,
        people=2,
        public=11,
        minutes=sealed("minutes"),
        parties=frozenset({PROPERTY, OWNERS}),
    )
    holding(called(), attendees=(), public=0).then(HELD)
    holding(called(), now=AHEAD - 1).refused(Code.MEETING_NOT_BEGUN)
    holding(called(), CANCELLED).refused(Code.MEETING_CANCELLED)
    holding(called(), HELD).refused(Code.MEETING_HELD)


def test_whoever_came_is_known_and_sits_once_in_a_seat() -> None:
    def there(*sitting: tuple[Any, str | None]) -> Outcome:
        came = tuple(Attendee(organisation=who, seat=seat, people=1) for who, seat in sitting)
        return holding(called(), attendees=came)

    there((STRANGER, None)).refused(Code.UNKNOWN_ORGANISATION)
    there((PROPERTY, "throne")).refused(Code.UNKNOWN_SEAT, vocabulary=VOCABULARY.version)
    there((PROPERTY, "operator"), (OWNERS, "operator")).refused(Code.SEAT_REPEATED)
    there((PROPERTY, None), (PROPERTY, None)).refused(Code.PARTY_REPEATED)


def concluding(*history: object, **other: Any) -> Outcome:
    """`conclude` on the first point, the issue."""
    usual: dict[str, Any] = {
        "issue": an_issue(),
        "number": 1,
        "outcome": ItemOutcome.AGREED,
        "minutes": sealed("said"),
        "conclusion": sealed("agreed"),
        "opinions": (OPINION,),
    }
    return given(*history).when(conclude, **usual | other)


OPINION = PanelOpinion(role=sealed("role"), expert=sealed("who"), opinion=sealed("what"))
CONCLUDED = PointConcluded(
    number=1,
    outcome=ItemOutcome.AGREED,
    minutes=sealed("said"),
    conclusion=sealed("agreed"),
    opinions=(OPINION,),
)


def test_they_come_to_something_on_each_point_once() -> None:
    concluding(called(), HELD).then(CONCLUDED).leaves(
        concluded=1,
        points=(
            Point(
                number=1,
                issue=ISSUE,
                topic=None,
                outcome=ItemOutcome.AGREED,
                minutes=sealed("said"),
                conclusion=sealed("agreed"),
                opinions=(OPINION,),
            ),
            Point(number=2, issue=None, topic=sealed("topic")),
        ),
    )
    concluding(called()).refused(Code.MEETING_NOT_HELD)
    concluding(called(), CANCELLED).refused(Code.MEETING_CANCELLED)
    concluding(called(), HELD, number=3).refused(Code.UNKNOWN_POINT, points=2)
    concluding(called(), HELD, CONCLUDED).refused(Code.POINT_CONCLUDED)
    waiting = Point(number=2, issue=None, topic=sealed("topic"))
    given(called(), HELD).when(point_to_conclude, number=2).answers(waiting)
    given(called()).when(point_to_conclude, number=1).refused(Code.MEETING_NOT_HELD)
    given(called(), CANCELLED).when(point_to_conclude, number=1).refused(Code.MEETING_CANCELLED)
    given(called(), HELD).when(point_to_conclude, number=9).refused(Code.UNKNOWN_POINT, points=2)
    given(called(), HELD, CONCLUDED).when(point_to_conclude, number=1).refused(Code.POINT_CONCLUDED)


HEARING, APPRAISAL = called(), called(kind="appraisal")
LATER = Moment(AHEAD + 1)


def test_a_hearing_comes_before_the_decision() -> None:
    approved_then = an_issue(*APPROVED[1:])
    concluding(HEARING, HELD, issue=approved_then).refused(Code.HEARING_AFTER_DECISION)
    at_that_moment = an_issue(*APPROVED[1:-1], Deed(approved(), at=AHEAD))
    concluding(HEARING, HELD, issue=at_that_moment).refused(Code.HEARING_AFTER_DECISION)
    afterwards = an_issue(*APPROVED[1:-1], Deed(approved(), at=LATER))
    concluding(HEARING, HELD, issue=afterwards).then(CONCLUDED)
    varied = an_issue(*APPROVED[1:], tabled(2))
    concluding(HEARING, HELD, issue=varied).then(CONCLUDED)
    annulled = an_issue(*APPROVED[1:], ANNULLED)
    concluding(HEARING, HELD, issue=annulled).then(CONCLUDED)
    done = an_issue(FAST, DONE)
    concluding(HEARING, HELD, issue=done).refused(Code.HEARING_AFTER_DECISION)
    concluding(HEARING, HELD, issue=an_issue(FAST, Deed(DONE, at=LATER))).then(CONCLUDED)
    concluding(called(kind="coordination"), HELD, issue=approved_then).then(CONCLUDED)


def test_an_appraisal_comes_after_the_work() -> None:
    for issue in (an_issue(), an_issue(*APPROVED[1:]), an_issue(FAST, Deed(DONE, at=LATER))):
        concluding(APPRAISAL, HELD, issue=issue).refused(Code.APPRAISAL_BEFORE_DONE)
    concluding(APPRAISAL, HELD, issue=an_issue(FAST, Deed(DONE, at=AHEAD))).then(CONCLUDED)
    concluding(APPRAISAL, HELD, issue=None).then(CONCLUDED)
