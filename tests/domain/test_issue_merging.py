"""Merging: depth one, reversible, and every reporter keeps an answer of their own."""

from dataclasses import replace

from domain.actor import Actor, Role
from domain.issue.answer import reply
from domain.issue.dispatch import dispatch
from domain.issue.events import Absorbed, Merged, RevisitKind
from domain.issue.exits import decline, withdraw
from domain.issue.intake import triage
from domain.issue.lifecycle import Status
from domain.issue.merging import absorb, merge, release, unmerge
from domain.issue.revisit import Answer, attempt, revisit
from domain.refusal import Code
from tests.domain.dsl import T0, Outcome, Rule, given
from tests.domain.examples import (
    CHILD,
    COMPLETED,
    ISSUE,
    LINBA,
    OTHER,
    PROPERTY,
    REPLIED,
    STRANGER,
    SUBDISTRICT,
    VOCABULARY,
    dispatched,
    reported,
    sealed,
    triaged,
    uid,
)
from tests.domain.loop import (
    ABSORBED,
    AGREED,
    ANNULLED,
    APPROVED,
    ATTEMPTED,
    DECLINED,
    DONE_WAY,
    MERGED,
    RELEASED,
    TABLED,
    UNHAPPY,
    UNMERGED,
    URGENT_WORK,
    WITHDRAWN,
    received,
    reopened,
    returned,
    revisited,
    started,
)

ASKER = Actor(role=Role.CLERK, person=STRANGER, organisation=SUBDISTRICT)
TARGET = given(reported()).state
MERGED_WAY = (reported(), MERGED)
ANSWERED = (*MERGED_WAY, REPLIED)


def merging(*history: object, **other: object) -> Outcome:
    """Merge it into another issue of the same committee."""
    usual: dict[str, object] = {"target_state": TARGET, "issue": ISSUE, "target": OTHER}
    return given(*history).when(merge, **usual | other)


def asking(*history: object, resolved: bool = True, **other: object) -> Outcome:
    """Somebody asks the reporter of the merged issue."""
    answer = Answer(kind=RevisitKind.PHONE, resolved=resolved)
    return given(*history).when(revisit, **{"by": ASKER, "answer": answer} | other)


def test_one_issue_goes_with_another() -> None:
    for way in ((reported(),), TABLED, AGREED):
        merging(*way).then(MERGED).leaves(status=Status.MERGED)
    assert given(*MERGED_WAY).state.merging.target == OTHER


def test_both_streams_tell_the_pair() -> None:
    for way in ((reported(),), AGREED, APPROVED):
        given(*way).when(absorb, child=CHILD).then(ABSORBED)
        assert given(*way, ABSORBED).state.merging.children == (CHILD,)
    second = Absorbed(child=uid(34))
    assert given(reported(), ABSORBED, second, RELEASED).state.merging.children == (uid(34),)


def test_nothing_is_merged_into_itself_or_across_committees() -> None:
    merging(reported(), target=ISSUE).refused(Code.MERGE_INTO_ITSELF)
    elsewhere = replace(TARGET, committee=uid(5))
    merging(reported(), target_state=elsewhere).refused(Code.MERGE_ELSEWHERE)


def test_merges_have_a_depth_of_one() -> None:
    merging(reported(), ABSORBED).refused(Code.HAS_CHILDREN, children=1)
    merging(reported(), ABSORBED, RELEASED).then(MERGED)
    merging(*MERGED_WAY).refused(Code.STATUS_FORBIDS, status="merged")
    given(*MERGED_WAY).when(absorb, child=CHILD).refused(Code.STATUS_FORBIDS, status="merged")


def test_what_is_being_worked_on_or_paid_for_is_not_merged_away() -> None:
    merging(reported(), dispatched()).refused(Code.DISPATCH_OPEN, open=1)
    merging(reported(), dispatched(), COMPLETED).then(MERGED)
    merging(*URGENT_WORK).refused(Code.WORK_ALREADY_STARTED)
    merging(*APPROVED, started(), ANNULLED).refused(Code.WORK_ALREADY_STARTED)
    merging(*TABLED, received()).refused(Code.FUNDS_PRESENT)
    merging(*TABLED, received(), returned()).refused(Code.FUNDS_PRESENT)
    merging(*APPROVED).refused(Code.STATUS_FORBIDS, status="approved")
    merging(*DONE_WAY).refused(Code.STATUS_FORBIDS, status="done")


def test_a_target_that_is_over_takes_no_child() -> None:
    for way, status in (
        (DONE_WAY, "done"),
        ((reported(), WITHDRAWN), "withdrawn"),
        ((reported(), DECLINED), "declined"),
    ):
        given(*way).when(absorb, child=CHILD).refused(Code.STATUS_FORBIDS, status=status)


def test_an_issue_that_is_unmerged_stands_where_it_stood() -> None:
    for way, status in (((reported(),), Status.REPORTED), (AGREED, Status.NEGOTIATED)):
        apart = given(*way, MERGED).when(unmerge, reason=None)
        apart.then(UNMERGED).leaves(status=status)
        came_back = given(*way, MERGED, UNMERGED).state
        # Its clocks know that they waited.
        assert replace(came_back, clocks=given(*way).state.clocks) == given(*way).state
    given(reported()).when(unmerge, reason=None).refused(Code.STATUS_FORBIDS, status="reported")


def test_a_released_child_is_gone_and_nobody_elses_is() -> None:
    given(reported(), ABSORBED).when(release, child=CHILD).then(RELEASED)
    given(*DONE_WAY[:2], ABSORBED, DONE_WAY[2]).when(release, child=CHILD).then(RELEASED)
    given(reported(), ABSORBED, WITHDRAWN).when(release, child=CHILD).then(RELEASED)
    given(reported()).when(release, child=CHILD).nothing()
    given(reported(), ABSORBED, RELEASED).when(release, child=CHILD).nothing()
    given(reported(), ABSORBED, MERGED).when(release, child=CHILD).nothing()


def test_a_child_takes_replies_attempts_and_revisits_and_nothing_else() -> None:
    child = given(*MERGED_WAY)
    child.when(reply, message=sealed()).then(REPLIED).leaves(status=Status.MERGED, answered=True)
    phone = RevisitKind.PHONE
    given(*ANSWERED).when(attempt, kind=phone, note=None, now=T0).then(ATTEMPTED).leaves(attempts=1)
    classified = triaged()
    law = {"method": LINBA, "vocabulary": VOCABULARY, "summary": None, "category": "lighting"}
    others: tuple[tuple[Rule, dict[str, object]], ...] = (
        (triage, {**law, "scale": classified.scale, "track": classified.track}),
        (dispatch, {"known_parties": {PROPERTY}, "parties": [PROPERTY], "note": None}),
        (decline, {"ground": DECLINED.ground, "reply": sealed()}),
        (withdraw, {"reason": None}),
    )
    for rule, words in others:
        child.when(rule, **words).refused(Code.STATUS_FORBIDS, status="merged")


def test_a_child_is_revisited_once_its_reporter_has_had_an_answer() -> None:
    asking(*MERGED_WAY).refused(Code.REPORTER_UNANSWERED)
    given(*MERGED_WAY).when(attempt, kind=RevisitKind.PHONE, note=None, now=T0).refused(
        Code.REPORTER_UNANSWERED
    )
    asking(reported(), REPLIED, MERGED).refused(Code.REPORTER_UNANSWERED)
    asking(*ANSWERED, UNMERGED, MERGED).refused(Code.REPORTER_UNANSWERED)
    asking(*ANSWERED).then(revisited(satisfaction=None)).leaves(
        status=Status.MERGED, objected=False
    )


def test_a_child_is_revisited_once_for_each_answer() -> None:
    asked = (*MERGED_WAY, REPLIED, revisited())
    asking(*asked).refused(Code.ALREADY_RATED)
    asking(*asked, resolved=False).refused(Code.ALREADY_RATED)
    assert asking(*asked, REPLIED).refusal is None


def test_a_child_that_is_not_solved_stands_for_itself_again() -> None:
    asking(*ANSWERED, resolved=False).then(UNHAPPY, UNMERGED, reopened()).leaves(
        status=Status.REPORTED, round=2, merging=given(reported()).state.merging
    )
    talked = (*AGREED, MERGED, REPLIED)
    asking(*talked, resolved=False).then(UNHAPPY, UNMERGED, reopened()).leaves(
        status=Status.REPORTED
    )


def test_a_child_has_no_plan_to_carry_out_again() -> None:
    asking(*ANSWERED, resolved=False, rework=True).refused(Code.NO_APPROVED_PLAN)
    assert Merged(target=OTHER) == MERGED
