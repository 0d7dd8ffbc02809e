"""Revisit: who may ask, in which form, and what follows from the answer at once."""

from domain.actor import Actor, Role
from domain.issue.events import RevisitAttempted, RevisitKind, Satisfaction
from domain.issue.lifecycle import Status
from domain.issue.revisit import Answer, attempt, revisit
from domain.method.rules import ReopenOn
from domain.moment import Moment
from domain.refusal import Code
from tests.domain.dsl import T0, Deed, Outcome, given
from tests.domain.examples import (
    CLERK,
    COLLEAGUE,
    COMMITTEE,
    DONE,
    FAST,
    MANAGER,
    PROPERTY,
    REPORTER,
    STRANGER,
    SUBDISTRICT,
    reported,
    ruled,
    sealed,
)
from tests.domain.loop import (
    APPROVED,
    ATTEMPTED,
    DETACHED,
    DONE_WAY,
    FUNDED,
    PUBLISHED,
    REWORK,
    UNHAPPY,
    VOIDED,
    reopened,
    revisited,
    started,
)

PHONE, LOOK = RevisitKind.PHONE, RevisitKind.INSPECTION
CONTENT = Answer(kind=PHONE, resolved=True, satisfaction=Satisfaction.SATISFIED)
NOT_SOLVED = Answer(kind=PHONE, resolved=False)
SILENCE = Answer(kind=PHONE, unreachable=True)
ANGRY = Answer(kind=PHONE, resolved=True, satisfaction=Satisfaction.DISSATISFIED)
ASKER = Actor(role=Role.CLERK, person=STRANGER, organisation=SUBDISTRICT)
MANAGERS = Actor(role=Role.HANDLER, person=MANAGER, organisation=PROPERTY)
CLERKS = Actor(role=Role.CLERK, person=CLERK, organisation=COMMITTEE)
COLLEAGUES = Actor(role=Role.CLERK, person=COLLEAGUE, organisation=COMMITTEE)
UNKNOWN = (reported(reporter=None), FAST, PUBLISHED, DONE)
PLANNED = (*APPROVED, DONE)
THREE_CALLS = (ATTEMPTED,) * 3


def asking(*history: object, answer: Answer = CONTENT, **other: object) -> Outcome:
    """Somebody from the subdistrict asks, unless told otherwise."""
    usual: dict[str, object] = {"by": ASKER, "answer": answer}
    return given(*history or DONE_WAY).when(revisit, **usual | other)


def rounds(count: int, *last: object) -> tuple[object, ...]:
    """A history that has come to its round number *count*."""
    turns = [event for n in range(2, count + 1) for event in (DONE, UNHAPPY, reopened(n))]
    return (reported(), FAST, *turns, *last)


def test_an_answer_closes_the_loop() -> None:
    asking().then(revisited()).leaves(status=Status.REVISITED, objected=False)
    fair = Answer(kind=RevisitKind.DOOR, resolved=True, satisfaction=Satisfaction.FAIR)
    asking(answer=fair).then(revisited(kind=RevisitKind.DOOR, satisfaction=Satisfaction.FAIR))
    said = Answer(kind=PHONE, resolved=True, comment=sealed())
    asking(answer=said).then(revisited(satisfaction=None, comment=sealed()))
    asking(reported(), FAST).refused(Code.STATUS_FORBIDS, status="reported")


def test_who_is_not_content_opens_the_next_round_at_once() -> None:
    asking(answer=NOT_SOLVED).then(UNHAPPY, reopened()).leaves(
        status=Status.REPORTED, round=2, approval=None, answered=False, objected=False, attempts=0
    )
    angry = revisited(satisfaction=Satisfaction.DISSATISFIED)
    asking(answer=ANGRY).then(angry, reopened())


def test_a_method_may_open_the_next_round_for_what_is_not_solved_alone() -> None:
    lenient = (reported(rules=ruled(reopen_on=ReopenOn.UNRESOLVED)), FAST, DONE)
    asking(*lenient, answer=ANGRY).then(revisited(satisfaction=Satisfaction.DISSATISFIED)).leaves(
        status=Status.REVISITED, objected=False
    )
    asking(*lenient, answer=NOT_SOLVED).then(UNHAPPY, reopened())


def test_rework_carries_the_approved_plan_out_again() -> None:
    asking(*PLANNED, answer=NOT_SOLVED, rework=True).then(UNHAPPY, REWORK).leaves(
        status=Status.APPROVED, round=2, plan_in_force=True
    )
    asking(*PLANNED, answer=NOT_SOLVED).then(UNHAPPY, reopened()).leaves(approval=None)
    asking(answer=NOT_SOLVED, rework=True).refused(Code.NO_APPROVED_PLAN)
    asking(*PLANNED, answer=CONTENT, rework=True).then(revisited())


def test_what_was_annulled_is_not_carried_out_again() -> None:
    void = (*PLANNED, VOIDED)
    asking(*void, answer=NOT_SOLVED, rework=True).refused(Code.APPROVAL_ANNULLED)
    asking(*void, answer=NOT_SOLVED).then(UNHAPPY, reopened()).leaves(voided=False)
    asking(*void, answer=CONTENT, rework=True).then(revisited()).leaves(voided=True)


def test_rework_is_work_that_others_may_do() -> None:
    by_company = (*APPROVED, Deed(started(), MANAGERS), DONE, UNHAPPY, REWORK)
    works = given(*by_company).state.works
    assert (works.started, works.persons, works.organisations) == (False, (), ())


def test_after_the_last_round_the_superior_decides() -> None:
    for count in (1, 2):
        asking(*rounds(count, DONE), answer=NOT_SOLVED).then(UNHAPPY, reopened(count + 1))
    asking(*rounds(3, DONE), answer=NOT_SOLVED).then(UNHAPPY).leaves(
        status=Status.REVISITED, objected=True
    )
    once = (reported(rules=ruled(rounds=1)), *FUNDED[1:], DONE)
    asking(*once, answer=NOT_SOLVED, rework=True).then(UNHAPPY)


def test_neither_the_person_nor_the_organisation_that_worked_asks() -> None:
    done = (*APPROVED, Deed(started(), MANAGERS), DONE)
    asking(*done, by=MANAGERS).refused(Code.REVISITOR_DID_THE_WORK)
    moved = Actor(role=Role.CLERK, person=MANAGER, organisation=COMMITTEE)
    asking(*done, by=moved).refused(Code.REVISITOR_DID_THE_WORK)
    mate = Actor(role=Role.HANDLER, person=COLLEAGUE, organisation=PROPERTY)
    asking(*done, by=mate).refused(Code.REVISITOR_DID_THE_WORK)
    asking(*done, by=CLERKS).then(revisited())


def test_of_a_committee_that_worked_another_person_asks_and_it_shows() -> None:
    done = (reported(), FAST, Deed(DONE, CLERKS))
    asking(*done, by=CLERKS).refused(Code.REVISITOR_DID_THE_WORK)
    asking(*done, by=COLLEAGUES).then(revisited(by_worker=True))
    asking(*done, by=ASKER).then(revisited())


def test_a_reporter_answers_unasked_whoever_did_the_work() -> None:
    own = Actor(role=Role.RESIDENT, person=REPORTER)
    asking(reported(), FAST, Deed(DONE, own), by=own).then(revisited())
    asking(by=own).then(revisited())


def test_a_call_is_promised_for_later() -> None:
    later = Moment(T0 + 1)
    promised = RevisitAttempted(kind=PHONE, note=None, again_at=later)
    calling = given(*DONE_WAY)
    calling.when(attempt, kind=PHONE, note=None, again_at=later, now=T0).then(promised)
    calling.when(attempt, kind=PHONE, note=None, again_at=T0, now=T0).refused(
        Code.PROMISED_IN_THE_PAST
    )


def test_three_failed_attempts_come_before_unreachable() -> None:
    given(*DONE_WAY).when(attempt, kind=PHONE, note=None, now=T0).then(ATTEMPTED).leaves(attempts=1)
    silent = revisited(resolved=None, satisfaction=None, unreachable=True)
    for calls in (0, 1, 2):
        asking(*DONE_WAY, *THREE_CALLS[:calls], answer=SILENCE).refused(
            Code.ATTEMPTS_TOO_FEW, attempts=calls, needed=3
        )
    asking(*DONE_WAY, *THREE_CALLS, answer=SILENCE).then(silent).leaves(
        status=Status.REVISITED, objected=False
    )
    stubborn = (reported(rules=ruled(attempts=1)), FAST, DONE, ATTEMPTED)
    asking(*stubborn, answer=SILENCE).then(silent)


def test_attempts_count_within_their_round() -> None:
    again = (*DONE_WAY, *THREE_CALLS, UNHAPPY, reopened(), DONE)
    asking(*again, answer=SILENCE).refused(Code.ATTEMPTS_TOO_FEW, attempts=0, needed=3)


def test_who_was_not_reached_said_nothing() -> None:
    told = (
        Answer(kind=PHONE, unreachable=True, resolved=True),
        Answer(kind=PHONE, unreachable=True, satisfaction=Satisfaction.FAIR),
    )
    for answer in told:
        asking(*DONE_WAY, *THREE_CALLS, answer=answer).refused(Code.ANSWER_UNEXPECTED)


def test_who_was_reached_answered() -> None:
    asking(answer=Answer(kind=PHONE)).refused(Code.ANSWER_REQUIRED)
    asking(answer=Answer(kind=PHONE, satisfaction=Satisfaction.FAIR)).refused(Code.ANSWER_REQUIRED)
    asking(*UNKNOWN, answer=Answer(kind=LOOK)).refused(Code.ANSWER_REQUIRED)


def test_who_can_be_asked_is_not_merely_inspected() -> None:
    asking(answer=Answer(kind=LOOK, resolved=True)).refused(Code.REPORTER_TO_BE_ASKED)


def test_where_nobody_can_be_asked_it_is_inspected() -> None:
    seen = Answer(kind=LOOK, resolved=True)
    looked = revisited(kind=LOOK, satisfaction=None)
    for way in (UNKNOWN, (*DONE_WAY, DETACHED)):
        asking(*way, answer=seen).then(looked)
        asking(*way).refused(Code.INSPECTION_ONLY)
        given(*way).when(attempt, kind=PHONE, note=None, now=T0).refused(Code.INSPECTION_ONLY)
    satisfied = Answer(kind=LOOK, resolved=True, satisfaction=Satisfaction.SATISFIED)
    asking(*UNKNOWN, answer=satisfied).refused(Code.ANSWER_UNEXPECTED)
    asking(*UNKNOWN, answer=Answer(kind=LOOK, unreachable=True)).refused(
        Code.ATTEMPTS_TOO_FEW, attempts=0, needed=3
    )


def test_nobody_is_asked_before_it_is_done() -> None:
    for way, status in ((APPROVED, "approved"), ((*DONE_WAY, revisited()), "revisited")):
        given(*way).when(attempt, kind=PHONE, note=None, now=T0).refused(
            Code.STATUS_FORBIDS, status=status
        )
