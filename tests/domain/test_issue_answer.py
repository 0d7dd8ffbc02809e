"""What the reporter hears: first contact, replies, completion, and who may open the contact."""

from domain.issue.answer import complete, may_disclose, reply, respond
from domain.issue.events import Done, Output
from domain.issue.events import Outcome as Result
from domain.issue.lifecycle import Status
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import (
    ACKNOWLEDGED,
    COMPLETED,
    CONTRACTOR,
    DONE,
    FAST,
    REPLIED,
    REPORTER,
    RESPONDED,
    VOCABULARY,
    dispatched,
    reported,
    sealed,
    triaged,
)


def completing(*history: object, **other: object) -> Outcome:
    """The handler completes it as solved, with no outputs, unless told otherwise."""
    usual: dict[str, object] = {
        "vocabulary": VOCABULARY,
        "outcome": Result.SOLVED,
        "reply": sealed(),
        "outputs": [],
        "cost": None,
    }
    return given(reported(), *history).when(complete, **usual | other)


def output(unit: str = "zhan", site: int | None = None) -> Output:
    """Four lamps somewhere."""
    return Output(item=sealed("lamp"), quantity=4, unit=unit, site=site)


def test_the_reporter_is_contacted_before_anything_else_and_again() -> None:
    given(reported()).when(respond, message=sealed()).then(RESPONDED).leaves(status=Status.REPORTED)
    given(reported(), RESPONDED).when(respond, message=sealed()).then(RESPONDED)


def test_first_contact_is_over_when_the_issue_is_done() -> None:
    given(reported(), FAST, DONE).when(respond, message=sealed()).refused(
        Code.STATUS_FORBIDS, status="done"
    )


def test_the_reporter_is_answered_before_and_after_completion() -> None:
    given(reported()).when(reply, message=sealed()).then(REPLIED).leaves(status=Status.REPORTED)
    given(reported(), FAST, DONE).when(reply, message=sealed()).then(REPLIED).leaves(
        status=Status.DONE
    )


def test_a_fast_issue_is_completed_with_its_reply() -> None:
    completing(FAST).then(DONE).leaves(status=Status.DONE)


def test_completion_says_what_was_made_where_and_for_how_much() -> None:
    made = (output(site=1), output(unit="mi", site=2), output(unit="ci"))
    completing(FAST, outputs=list(made), cost=128_000, outcome=Result.EXPLAINED).then(
        Done(outcome=Result.EXPLAINED, reply=sealed(), outputs=made, cost=128_000)
    )


def test_nothing_is_completed_before_triage() -> None:
    completing().refused(Code.NOT_TRIAGED)


def test_the_normal_track_does_not_lead_straight_to_completion() -> None:
    completing(triaged()).refused(Code.NOT_FAST_TRACK, track="normal")
    completing(FAST, triaged()).refused(Code.NOT_FAST_TRACK, track="normal")


def test_nothing_is_completed_while_an_order_is_open() -> None:
    completing(FAST, dispatched(CONTRACTOR)).refused(Code.DISPATCH_OPEN, open=1)
    both = dispatched(CONTRACTOR, COMPLETED.party)
    completing(FAST, both, ACKNOWLEDGED).refused(Code.DISPATCH_OPEN, open=2)
    completing(FAST, both, COMPLETED).refused(Code.DISPATCH_OPEN, open=1)
    completing(FAST, dispatched(), COMPLETED).then(DONE)


def test_outputs_are_counted_in_units_of_the_vocabulary() -> None:
    completing(FAST, outputs=[output(), output(unit="bushel")]).refused(
        Code.UNKNOWN_UNIT, vocabulary=1
    )


def test_outputs_stand_at_sites_of_the_issue() -> None:
    for site in (0, 3):
        completing(FAST, outputs=[output(site=site)]).refused(Code.UNKNOWN_SITE, sites=2)


def test_an_issue_is_completed_once() -> None:
    completing(FAST, DONE).refused(Code.STATUS_FORBIDS, status="done")


def test_the_contact_of_a_reporter_may_be_opened() -> None:
    for asker_is_party in (True, False):
        given(reported()).when(may_disclose, asker_is_party=asker_is_party).answers(REPORTER)


def test_a_confidential_reporter_is_not_named_to_those_who_do_the_work() -> None:
    asked = given(reported(confidential=True))
    asked.when(may_disclose, asker_is_party=True).refused(Code.REPORTER_CONFIDENTIAL)
    asked.when(may_disclose, asker_is_party=False).answers(REPORTER)


def test_an_anonymous_reporter_has_no_contact() -> None:
    for confidential in (True, False):
        nobody = given(reported(reporter=None, confidential=confidential))
        nobody.when(may_disclose, asker_is_party=True).refused(Code.NO_CONTACT)
