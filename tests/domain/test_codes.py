"""Every refusal that the domain knows is asserted by a spec, for each rule that can raise it."""

from collections.abc import Mapping

from domain.body import registry
from domain.issue import answer, dispatch, intake, lifecycle
from domain.ledger.state import open_ledger
from domain.method import state as method
from domain.moment import happened
from domain.person.state import disclose
from domain.refusal import Code
from domain.vocabulary.state import publish as publish_vocabulary
from tests.domain import (
    test_body,
    test_issue_answer,
    test_issue_dispatch,
    test_issue_intake,
    test_moment,
    test_other_streams,
    test_publishing,
)
from tests.domain.checks import CHECKS
from tests.domain.dsl import REFUSALS, Rule, specs_of

AT_THE_DOOR: Mapping[Code, str] = {
    Code.CODE_TAKEN: "uniqueness beyond one stream is a claim, which no state knows",
    Code.NO_METHOD: "which method is in force is looked up over two streams",
    Code.UNKNOWN_COMMITTEE: "a stream that does not exist has no state to ask",
    Code.REPORTER_IS_CALLER: "who calls is known to the door alone",
    Code.STAFF_ALONE: "whose role is asked for is known to the door alone",
    Code.ALREADY_REGISTERED: "whether a stream has begun is seen where it is appended to",
}
"""Raised in service/, with the reason, and asserted by the tests of service/."""

C = Code
REFUSES: Mapping[Rule, set[Code]] = {
    open_ledger: {C.LEDGER_ALREADY_OPEN},
    happened: {C.OCCURRED_IN_FUTURE, C.OCCURRED_BEFORE_REPORT},
    lifecycle.require: {C.STATUS_FORBIDS},
    intake.report: {
        C.NOT_A_COMMITTEE,
        C.PLACE_REQUIRED,
        C.PLACE_AMBIGUOUS,
        C.UNKNOWN_COMPOUND,
        C.UNKNOWN_CHANNEL,
        C.CHANNEL_CLOSED,
        C.UNKNOWN_CATEGORY,
        C.WORDS_REQUIRED,
    },
    intake.triage: {C.STATUS_FORBIDS, C.UNKNOWN_CATEGORY, C.FAST_TRACK_CLOSED},
    dispatch.dispatch: {
        C.STATUS_FORBIDS,
        C.PARTY_REPEATED,
        C.UNKNOWN_PARTY,
        C.DISPATCH_STILL_OPEN,
    },
    dispatch.acknowledge: {C.STATUS_FORBIDS, C.NOT_DISPATCHED, C.ALREADY_ACKNOWLEDGED},
    dispatch.complete_dispatch: {C.STATUS_FORBIDS, C.NOT_DISPATCHED},
    answer.respond: {C.STATUS_FORBIDS},
    answer.reply: {C.STATUS_FORBIDS},
    answer.complete: {
        C.STATUS_FORBIDS,
        C.NOT_TRIAGED,
        C.NOT_FAST_TRACK,
        C.DISPATCH_OPEN,
        C.UNKNOWN_UNIT,
        C.UNKNOWN_SITE,
    },
    answer.may_disclose: {C.NO_CONTACT, C.REPORTER_CONFIDENTIAL},
    registry.register: {C.SUPERIOR_REQUIRED, C.SUPERIOR_FORBIDDEN, C.UNKNOWN_SUPERIOR},
    registry.require_committee: {C.NOT_A_COMMITTEE},
    registry.add_compound: {C.NOT_A_COMMITTEE, C.COMPOUND_EXISTS},
    registry.fill_seat: {
        C.NOT_A_COMMITTEE,
        C.UNKNOWN_COMPOUND,
        C.COMPOUND_REQUIRED,
        C.UNKNOWN_ORGANISATION,
        C.SEAT_TAKEN,
    },
    registry.vacate_seat: {C.NOT_A_COMMITTEE, C.SEAT_VACANT},
    registry.adopt_method: {C.NOT_A_COMMITTEE, C.UNKNOWN_METHOD, C.METHOD_ALREADY_ADOPTED},
    method.publish: {C.METHOD_MALFORMED, C.VERSION_NOT_NEXT},
    method.MethodState.version: {C.UNKNOWN_METHOD},
    publish_vocabulary: {C.VOCABULARY_MALFORMED, C.VERSION_NOT_NEXT},
    disclose: {C.NO_CONTACT},
}
"""What each rule refuses, by hand from its description."""


def asserted() -> set[tuple[str, Code]]:
    """The refusals of all decision specs, run anew so that no order of tests matters."""
    REFUSALS.clear()
    specs = specs_of(
        test_body,
        test_issue_answer,
        test_issue_dispatch,
        test_issue_intake,
        test_moment,
        test_other_streams,
        test_publishing,
    )
    for spec in (*specs, *CHECKS):
        spec()
    return set(REFUSALS)


def test_the_specs_refuse_with_each_code_of_each_rule() -> None:
    expected = {
        (f"{rule.__module__}.{rule.__qualname__}", code)
        for rule, codes in REFUSES.items()
        for code in codes
    }
    assert asserted() == expected


def test_no_code_is_without_a_rule() -> None:
    assert {code for codes in REFUSES.values() for code in codes} | set(AT_THE_DOOR) == set(Code)
    assert not set(AT_THE_DOOR) & {code for codes in REFUSES.values() for code in codes}
