"""What the reporter hears: first contact, replies, and who may open the contact."""

from domain.issue.answer import may_disclose, reply, respond
from domain.issue.lifecycle import Status
from domain.refusal import Code
from tests.domain.dsl import given
from tests.domain.examples import (
    DONE,
    FAST,
    REPLIED,
    REPORTER,
    RESPONDED,
    reported,
    sealed,
)
from tests.domain.loop import DECLINED, MERGED, WITHDRAWN, revisited


def test_the_reporter_is_contacted_before_anything_else_and_again() -> None:
    given(reported()).when(respond, message=sealed()).then(RESPONDED).leaves(status=Status.REPORTED)
    given(reported(), RESPONDED).when(respond, message=sealed()).then(RESPONDED)


def test_first_contact_is_over_when_the_issue_is_done() -> None:
    given(reported(), FAST, DONE).when(respond, message=sealed()).refused(
        Code.STATUS_FORBIDS, status="done"
    )


def test_the_reporter_is_answered_before_and_after_completion() -> None:
    given(reported()).when(reply, message=sealed()).then(REPLIED).leaves(status=Status.REPORTED)
    for way, status in (
        ((reported(), FAST, DONE), Status.DONE),
        ((reported(), FAST, DONE, revisited()), Status.REVISITED),
        ((reported(), MERGED), Status.MERGED),
    ):
        given(*way).when(reply, message=sealed()).then(REPLIED).leaves(status=status, answered=True)


def test_who_has_gone_is_answered_no_more() -> None:
    for exit_, status in ((WITHDRAWN, "withdrawn"), (DECLINED, "declined")):
        given(reported(), exit_).when(reply, message=sealed()).refused(
            Code.STATUS_FORBIDS, status=status
        )


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
