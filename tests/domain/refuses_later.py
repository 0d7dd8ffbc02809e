"""What each rule refuses from the approval of an issue on, by hand from its description."""

from collections.abc import Mapping

from domain.clock import decisions
from domain.issue import approval, revisit, works
from domain.refusal import Code
from tests.domain.dsl import Rule

C = Code
LATER: Mapping[Rule, set[Code]] = {
    decisions.pause: {
        C.STATUS_FORBIDS,
        C.UNKNOWN_CLOCK,
        C.CLOCK_NOT_RUNNING,
        C.CLOCK_NOT_PAUSABLE,
        C.CLOCK_PAUSED,
        C.DEADLINE_PASSED,
        C.OCCURRED_TOO_EARLY,
    },
    decisions.resume: {
        C.STATUS_FORBIDS,
        C.UNKNOWN_CLOCK,
        C.CLOCK_NOT_RUNNING,
        C.CLOCK_NOT_PAUSED,
    },
    decisions.extend: {
        C.STATUS_FORBIDS,
        C.UNKNOWN_CLOCK,
        C.CLOCK_NOT_RUNNING,
        C.DEADLINE_PASSED,
        C.LIMIT_OUT_OF_RANGE,
        C.EXTENSION_IN_THE_PAST,
    },
    approval.approve: {
        C.BALLOT_OPEN,
        C.NEEDS_BALLOT,
        C.STATUS_FORBIDS,
        C.NOT_AN_EMERGENCY,
        C.NOT_A_CONFIRMER,
        C.NEEDS_SUPERIOR,
        C.FUNDING_GAP,
        C.NEEDS_OWNERS_DECISION,
    },
    approval.reject: {
        C.BALLOT_OPEN,
        C.NEEDS_BALLOT,
        C.STATUS_FORBIDS,
        C.NOT_AN_EMERGENCY,
        C.NOT_A_CONFIRMER,
        C.NEEDS_SUPERIOR,
        C.BEARER_REQUIRED,
    },
    approval.approve_variation: {
        C.BALLOT_OPEN,
        C.NEEDS_BALLOT,
        C.STATUS_FORBIDS,
        C.VARIATION_NOT_AGREED,
        C.NEEDS_SUPERIOR,
        C.FUNDING_GAP,
        C.NEEDS_OWNERS_DECISION,
    },
    approval.annul: {C.BALLOT_OPEN, C.STATUS_FORBIDS, C.NO_APPROVED_PLAN},
    works.start_work: {
        C.STATUS_FORBIDS,
        C.WORK_ALREADY_STARTED,
        C.NOT_AN_EMERGENCY,
        C.UNKNOWN_PARTY,
    },
    works.note_progress: {C.STATUS_FORBIDS, C.WORK_NOT_STARTED, C.UNKNOWN_PARTY, C.UNKNOWN_SITE},
    works.complete: {
        C.CHECKLIST_INCOMPLETE,
        C.BALLOT_OPEN,
        C.STATUS_FORBIDS,
        C.NOT_TRIAGED,
        C.NOT_FAST_TRACK,
        C.WORK_NOT_STARTED,
        C.DISPATCH_OPEN,
        C.REPORTER_UNANSWERED,
        C.NOT_CONFIRMED,
        C.UNKNOWN_UNIT,
        C.UNKNOWN_SITE,
    },
    revisit.attempt: {
        C.STATUS_FORBIDS,
        C.REPORTER_UNANSWERED,
        C.INSPECTION_ONLY,
        C.PROMISED_IN_THE_PAST,
    },
    revisit.revisit: {
        C.MEETING_REQUIRED,
        C.STATUS_FORBIDS,
        C.REPORTER_UNANSWERED,
        C.ALREADY_RATED,
        C.REVISITOR_DID_THE_WORK,
        C.ATTEMPTS_TOO_FEW,
        C.INSPECTION_ONLY,
        C.REPORTER_TO_BE_ASKED,
        C.ANSWER_REQUIRED,
        C.ANSWER_UNEXPECTED,
        C.APPROVAL_ANNULLED,
        C.NO_APPROVED_PLAN,
    },
    revisit.require_rateable: {
        C.STATUS_FORBIDS,
        C.REPORTER_UNANSWERED,
        C.INSPECTION_ONLY,
        C.ALREADY_RATED,
    },
    revisit.require_objectable: {
        C.STATUS_FORBIDS,
        C.NOT_OBJECTED,
        C.REOPENING_PERIOD_OVER,
        C.LAST_ROUND,
        C.REPORTER_GONE,
    },
    revisit.object_late: {
        C.BALLOT_OPEN,
        C.STATUS_FORBIDS,
        C.NOT_OBJECTED,
        C.REOPENING_PERIOD_OVER,
        C.LAST_ROUND,
        C.REPORTER_GONE,
    },
}
"""What approval, works and revisit refuse."""
