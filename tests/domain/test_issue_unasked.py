"""What a reporter says unasked: a rating (评价), or a late objection (异议)."""

from domain.issue.events import ReopenCause
from domain.issue.lifecycle import Status
from domain.issue.revisit import object_late, require_objectable, require_rateable
from domain.moment import DAY, Moment
from domain.refusal import Code
from tests.domain.dsl import T0, Deed, Outcome, given
from tests.domain.examples import DONE, FAST, REPLIED, reported
from tests.domain.loop import (
    APPROVED,
    DETACHED,
    DONE_WAY,
    MERGED,
    PUBLISHED,
    UNHAPPY,
    UNMERGED,
    WITHDRAWN,
    reopened,
    revisited,
)

UNKNOWN = (reported(reporter=None), FAST, PUBLISHED, DONE)
THIRD = (*DONE_WAY, UNHAPPY, reopened(), DONE, UNHAPPY, reopened(3))
ANSWERED = (reported(), MERGED, REPLIED)


def rating(*history: object) -> Outcome:
    """The reporter is about to rate what was answered."""
    return given(*history).when(require_rateable)


def objecting(*history: object, days: int = 0, **other: object) -> Outcome:
    """The reporter says so many days later that it is not solved."""
    now = Moment(T0 + days * DAY)
    return given(*history).when(object_late, **{"now": now, "reason": None} | other)


def may_object(*history: object, days: int = 0) -> Outcome:
    """Whether the reporter may object so many days later."""
    return given(*history).when(require_objectable, now=Moment(T0 + days * DAY))


def test_what_is_done_is_rated_and_what_is_not_is_not() -> None:
    rating(*DONE_WAY).answers(None)
    rating(*THIRD, DONE).answers(None)
    for way, status in ((DONE_WAY[:2], "reported"), ((*DONE_WAY, revisited()), "revisited")):
        rating(*way).refused(Code.STATUS_FORBIDS, status=status)


def test_who_has_left_or_was_never_known_rates_nothing() -> None:
    rating(*DONE_WAY, DETACHED).refused(Code.INSPECTION_ONLY)
    rating(*UNKNOWN).refused(Code.INSPECTION_ONLY)
    rating(reported(reporter=None), MERGED, REPLIED).refused(Code.INSPECTION_ONLY)


def test_a_merged_issue_is_rated_once_for_each_answer() -> None:
    rating(*ANSWERED).answers(None)
    rating(*ANSWERED, revisited()).refused(Code.ALREADY_RATED)
    rating(*ANSWERED, revisited(), REPLIED).answers(None)
    rating(*ANSWERED, revisited(), REPLIED, revisited()).refused(Code.ALREADY_RATED)


def test_what_was_answered_before_a_merge_is_not_rated_after_it() -> None:
    for before in ((), (REPLIED,), (MERGED, REPLIED, UNMERGED)):
        rating(reported(), *before, MERGED).refused(Code.REPORTER_UNANSWERED)
        rating(reported(), *before, MERGED, REPLIED).answers(None)
    rating(*ANSWERED, revisited(), UNMERGED, MERGED).refused(Code.REPORTER_UNANSWERED)
    rating(*ANSWERED, revisited(), UNMERGED, MERGED, REPLIED).answers(None)


def test_an_answer_to_what_is_done_does_not_put_an_objection_off() -> None:
    """Of anything but a merged issue the days run from the completion or the revisit."""
    replied = Deed(REPLIED, at=Moment(T0 + 20 * DAY))
    for way in (DONE_WAY, (*DONE_WAY, revisited())):
        objecting(*way, replied, days=31).refused(Code.REOPENING_PERIOD_OVER, days=30)


def test_whether_it_may_be_objected_to_is_what_an_objection_is_asked() -> None:
    may_object(*DONE_WAY, days=30).answers(None)
    may_object(*DONE_WAY, days=31).refused(Code.REOPENING_PERIOD_OVER, days=30)
    may_object(*DONE_WAY, DETACHED).refused(Code.REPORTER_GONE)
    may_object(*THIRD, DONE).refused(Code.LAST_ROUND, round=3)
    may_object(reported(), FAST).refused(Code.NOT_OBJECTED)
    may_object(*APPROVED).refused(Code.STATUS_FORBIDS, status="approved")


def test_a_late_objection_reopens_within_the_days_of_the_method() -> None:
    late = reopened(2, ReopenCause.OBJECTION)
    for way in (DONE_WAY, (*DONE_WAY, revisited())):
        objecting(*way, days=30).then(late).leaves(status=Status.REPORTED, round=2)
        objecting(*way, days=31).refused(Code.REOPENING_PERIOD_OVER, days=30)
    asked_later = (*DONE_WAY, Deed(revisited(), at=Moment(T0 + 5 * DAY)))
    objecting(*asked_later, days=35).then(late)


def test_a_late_objection_needs_a_reporter_and_a_round() -> None:
    objecting(*DONE_WAY, DETACHED).refused(Code.REPORTER_GONE)
    objecting(*UNKNOWN).refused(Code.REPORTER_GONE)
    objecting(*THIRD, DONE).refused(Code.LAST_ROUND, round=3)
    objecting(*THIRD, DONE, UNHAPPY).refused(Code.LAST_ROUND, round=3)


def test_nobody_objects_to_what_is_not_done() -> None:
    objecting(reported(), FAST).refused(Code.NOT_OBJECTED)
    objecting(*APPROVED).refused(Code.STATUS_FORBIDS, status="approved")
    objecting(reported(), WITHDRAWN).refused(Code.STATUS_FORBIDS, status="withdrawn")
