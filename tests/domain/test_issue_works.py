"""Works: begun, under way, completed, and what must be settled before."""

from domain.actor import Actor, Role
from domain.issue.events import Discovery, Done, Output, ProgressNoted
from domain.issue.events import Outcome as Result
from domain.issue.lifecycle import Status
from domain.issue.works import complete, note_progress, start_work
from domain.method.rules import ApprovalRule
from domain.refusal import Code
from tests.domain.dsl import Deed, Outcome, given
from tests.domain.examples import (
    ACKNOWLEDGED,
    CLERK,
    COMMITTEE,
    COMPLETED,
    CONTRACTOR,
    DONE,
    FAST,
    MANAGER,
    NORMAL,
    PROPERTY,
    VOCABULARY,
    dispatched,
    reported,
    sealed,
)
from tests.domain.loop import (
    AGREED,
    APPROVED,
    PUBLISHED,
    RECALLED,
    RETURN_ASKED,
    REWORK,
    UNHAPPY,
    UNPUBLISHED,
    URGENT,
    URGENT_WORK,
    approved,
    progress,
    rejected,
    reopened,
    started,
)

CONFIRMED = approved(None, ApprovalRule.EMERGENCY)
UNCONFIRMED = Done(outcome=Result.SOLVED, reply=sealed(), outputs=(), cost=None, unconfirmed=True)
MANAGERS = Actor(role=Role.HANDLER, person=MANAGER, organisation=PROPERTY)
CLERKS = Actor(role=Role.CLERK, person=CLERK, organisation=COMMITTEE)
TYPED = Actor(role=Role.CLERK, person=CLERK, organisation=COMMITTEE, on_behalf_of=PROPERTY)


def completing(*history: object, **other: object) -> Outcome:
    """The handler completes it as solved, with no outputs, unless told otherwise."""
    usual: dict[str, object] = {
        "vocabulary": VOCABULARY,
        "outcome": Result.SOLVED,
        "reply": sealed(),
        "outputs": [],
        "cost": None,
    }
    return given(*history).when(complete, **usual | other)


def starting(*history: object, known: bool = True) -> Outcome:
    """The property company begins."""
    return given(*history).when(start_work, party=PROPERTY, party_known=known, note=None)


def going_on(*history: object, **other: object) -> Outcome:
    """It says how far it is."""
    usual = {"party": PROPERTY, "party_known": True, "note": sealed()}
    return given(*history).when(note_progress, **usual | {"percent": None, "sites": ()} | other)


def output(unit: str = "zhan", site: int | None = None) -> Output:
    """Four lamps somewhere."""
    return Output(item=sealed("lamp"), quantity=4, unit=unit, site=site)


def hands(*deeds: Deed) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """Who worked in the round: persons, and organisations."""
    works = given(*APPROVED, *deeds).state.works
    return works.persons, works.organisations


def test_work_begins_on_an_approved_plan_once_a_round() -> None:
    starting(*APPROVED).then(started()).leaves(status=Status.APPROVED)
    starting(*APPROVED, started(CONTRACTOR)).refused(Code.WORK_ALREADY_STARTED)
    starting(*APPROVED, started(), DONE, UNHAPPY, REWORK).then(started())
    starting(*AGREED).refused(Code.STATUS_FORBIDS, status="negotiated")


def test_before_approval_work_begins_in_an_emergency_alone() -> None:
    for track in ((), (NORMAL,), (FAST,)):
        starting(reported(), *track).refused(Code.NOT_AN_EMERGENCY)
    starting(*URGENT).then(started()).leaves(status=Status.REPORTED)
    starting(*URGENT_WORK).refused(Code.WORK_ALREADY_STARTED)


def test_a_party_that_nobody_knows_does_no_work() -> None:
    starting(*APPROVED, known=False).refused(Code.UNKNOWN_PARTY)
    going_on(*APPROVED, started(), party_known=False).refused(Code.UNKNOWN_PARTY)


def test_progress_is_noted_of_work_that_has_begun() -> None:
    told = ProgressNoted(party=PROPERTY, note=sealed(), percent=40, sites=(1, 2))
    going_on(*APPROVED, started(), percent=40, sites=[1, 2]).then(told)
    going_on(*URGENT_WORK).then(progress()).leaves(status=Status.REPORTED)
    going_on(*APPROVED).refused(Code.WORK_NOT_STARTED)
    going_on(*APPROVED, started(), sites=[3]).refused(Code.UNKNOWN_SITE, sites=2)
    going_on(*APPROVED, started(), DONE).refused(Code.STATUS_FORBIDS, status="done")


def test_a_fast_issue_and_an_approved_plan_are_completed() -> None:
    completing(reported(), FAST).then(DONE).leaves(status=Status.DONE, answered=True)
    completing(*APPROVED).then(DONE).leaves(status=Status.DONE)
    completing(*APPROVED, started()).then(DONE)


def test_completion_says_what_was_made_where_and_for_how_much() -> None:
    made = (output(site=1), output(unit="mi", site=2), output(unit="ci"))
    completing(*APPROVED, outputs=list(made), cost=128_000, outcome=Result.EXPLAINED).then(
        Done(
            outcome=Result.EXPLAINED, reply=sealed(), outputs=made, cost=128_000, unconfirmed=False
        )
    )
    completing(*APPROVED, outputs=[output(unit="bushel")]).refused(Code.UNKNOWN_UNIT, vocabulary=3)
    for site in (0, 3):
        completing(*APPROVED, outputs=[output(site=site)]).refused(Code.UNKNOWN_SITE, sites=2)


def test_the_long_way_leads_over_approval() -> None:
    completing(reported()).refused(Code.NOT_TRIAGED)
    completing(reported(), NORMAL).refused(Code.NOT_FAST_TRACK, track="normal")
    completing(reported(), FAST, NORMAL).refused(Code.NOT_FAST_TRACK, track="normal")
    completing(*AGREED).refused(Code.STATUS_FORBIDS, status="negotiated")
    completing(reported(), FAST, DONE).refused(Code.STATUS_FORBIDS, status="done")


def test_nothing_is_completed_while_an_order_is_open() -> None:
    both = dispatched(PROPERTY, CONTRACTOR)
    for way in ((reported(), FAST), APPROVED):
        completing(*way, both, ACKNOWLEDGED).refused(Code.DISPATCH_OPEN, open=2)
        completing(*way, both, COMPLETED).refused(Code.DISPATCH_OPEN, open=1)
        completing(*way, dispatched(), RETURN_ASKED).refused(Code.DISPATCH_OPEN, open=1)
        for closed in (COMPLETED, RECALLED):
            completing(*way, dispatched(), closed).then(DONE)


def test_nobody_stays_unanswered() -> None:
    unknown = reported(reporter=None)
    completing(unknown, FAST).refused(Code.REPORTER_UNANSWERED)
    completing(unknown, FAST, PUBLISHED, UNPUBLISHED).refused(Code.REPORTER_UNANSWERED)
    completing(unknown, FAST, PUBLISHED).then(DONE)
    completing(reported(reporter=None, discovery=Discovery.FOUND), FAST).then(DONE)


def test_an_emergency_is_done_once_work_was_begun_and_confirmed() -> None:
    completing(*URGENT).refused(Code.WORK_NOT_STARTED)
    completing(*URGENT_WORK).refused(Code.NOT_CONFIRMED)
    completing(*URGENT_WORK, CONFIRMED).then(DONE)
    completing(*URGENT, CONFIRMED).refused(Code.WORK_NOT_STARTED)


def test_what_nobody_confirms_is_done_and_says_so() -> None:
    completing(*URGENT_WORK, unconfirmed=True).then(UNCONFIRMED).leaves(status=Status.DONE)
    turned_down = rejected(None, ApprovalRule.SUPERIOR, PROPERTY)
    completing(*URGENT_WORK, turned_down).refused(Code.NOT_CONFIRMED)
    completing(*URGENT_WORK, turned_down, unconfirmed=True).then(UNCONFIRMED)


def test_only_an_unconfirmed_emergency_says_so() -> None:
    for way in ((reported(), FAST), APPROVED, (*URGENT_WORK, CONFIRMED)):
        completing(*way, unconfirmed=True).then(DONE)


def test_an_emergency_is_worked_anew_in_the_next_round() -> None:
    again = (*URGENT_WORK, UNCONFIRMED, UNHAPPY, reopened())
    completing(*again).refused(Code.WORK_NOT_STARTED)


def test_who_worked_is_kept_by_person_and_organisation() -> None:
    assert hands(Deed(started(), MANAGERS)) == ((MANAGER,), (PROPERTY,))
    assert hands(Deed(started(), MANAGERS), Deed(progress(), MANAGERS)) == ((MANAGER,), (PROPERTY,))
    assert hands(Deed(progress(COMMITTEE), CLERKS)) == ((CLERK,), (COMMITTEE,))
    order = (Deed(dispatched(), CLERKS), Deed(COMPLETED, MANAGERS))
    assert hands(*order, Deed(DONE, CLERKS)) == ((MANAGER,), (PROPERTY,))


def test_whoever_only_typed_it_in_did_not_do_it() -> None:
    assert hands(Deed(started(), TYPED)) == ((), (PROPERTY,))
    assert hands(Deed(DONE, TYPED)) == ((), (PROPERTY,))


def test_where_nobody_else_worked_whoever_completes_it_did() -> None:
    assert hands(Deed(DONE, CLERKS)) == ((CLERK,), (COMMITTEE,))
    assert hands(Deed(started(), MANAGERS), Deed(DONE, CLERKS)) == ((MANAGER,), (PROPERTY,))
