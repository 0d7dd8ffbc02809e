"""What each rule refuses, by hand from its description, and what only the door can refuse."""

from collections.abc import Mapping

from domain.body import registry
from domain.calendar import state as calendar
from domain.issue import (
    answer,
    checking,
    demands,
    dispatch,
    exits,
    fund,
    funding,
    intake,
    lifecycle,
    merging,
    negotiation,
    oversight,
    policies,
    record,
    seats,
)
from domain.issue.erasure import require_texts
from domain.ledger.state import open_ledger
from domain.method import state as method
from domain.metric import state as metric
from domain.moment import happened
from domain.period import Period
from domain.person.erasure import erase
from domain.person.state import disclose, require_kept
from domain.refusal import Code
from domain.retention import state as retention
from domain.vocabulary.state import publish as publish_vocabulary
from tests.domain.dsl import Rule
from tests.domain.refuses_asking import ASKING
from tests.domain.refuses_ballots import BALLOTS
from tests.domain.refuses_board import BOARD
from tests.domain.refuses_elections import ELECTIONS
from tests.domain.refuses_later import LATER
from tests.domain.refuses_linking import LINKING
from tests.domain.refuses_meetings import MEETINGS
from tests.domain.refuses_registers import REGISTERS
from tests.domain.refuses_undertakings import UNDERTAKINGS
from tests.domain.refuses_visits import VISITS
from tests.domain.refuses_votes import VOTES

AT_THE_DOOR: Mapping[Code, str] = {
    Code.CODE_TAKEN: "uniqueness beyond one stream is a claim, which no state knows",
    Code.ORDER_TAKEN: "another system's number is a claim as well",
    Code.NO_METHOD: "which method is in force is looked up over two streams",
    Code.UNKNOWN_COMMITTEE: "a stream that does not exist has no state to ask",
    Code.UNKNOWN_PERSON: "whether a voice is registered stands in that person's stream",
    Code.UNKNOWN_FILE: "which files were stored is known to the store of files alone",
    Code.REPORTER_IS_CALLER: "who calls is known to the door alone",
    Code.STAFF_ALONE: "whose role is asked for is known to the door alone",
    Code.TOO_MANY_ISSUES: "how many issues a question concerns is known to the views alone",
    Code.SHIFT_OVER: "when a shift ends is asked by a question, and no command",
    Code.SHIFT_TOO_LONG: "when a shift ends is asked by a question, and no command",
    Code.SPLIT_NOT_KEPT: "which figures are kept is known to their tables alone",
    Code.UNKNOWN_FIGURE: "a figure is asked for by name by a question, and no command",
    Code.UNKNOWN_SUBJECT: "what a notice tells of may be of any stream, and hidden",
    Code.NOTHING_TO_TELL: "what a notice says is written from several streams",
    Code.UNKNOWN_ELECTION: "a stream that does not exist has no state to ask",
    Code.UNKNOWN_INQUIRY: "what a case came of is a stream of its own, and may be hidden",
    Code.UNKNOWN_LIBRARY_CASE: "what an answer points at is a stream of its own",
    Code.MATTER_TAKEN: "that an issue is taken in once is a claim over all meetings",
    Code.ALREADY_REGISTERED: "whether a stream has begun is seen where it is appended to",
}
"""Raised behind the domain, with the reason, and asserted by the tests of the place."""

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
    intake.report_time: {C.OCCURRED_IN_FUTURE, C.OCCURRED_BEFORE_REPORT, C.OCCURRED_TOO_EARLY},
    intake.triage: {
        C.STATUS_FORBIDS,
        C.UNKNOWN_CATEGORY,
        C.FAST_TRACK_CLOSED,
        C.EMERGENCY_TRACK_CLOSED,
        C.GROUND_REQUIRED,
        C.UNKNOWN_CASE,
        C.WORK_ALREADY_STARTED,
    },
    intake.transfer: {
        C.BALLOT_OPEN,
        C.STATUS_FORBIDS,
        C.WORK_ALREADY_STARTED,
        C.DISPATCH_OPEN,
        C.HAS_CHILDREN,
        C.FUNDS_UNSETTLED,
        C.SAME_COMMITTEE,
        C.NOT_A_COMMITTEE,
        C.BEYOND_SUPERIOR,
        C.PLACE_REQUIRED,
        C.UNKNOWN_COMPOUND,
        C.REFERRAL_OPEN,
    },
    record.link: {C.STATUS_FORBIDS, C.LINK_TO_ITSELF, C.UNKNOWN_ISSUE},
    record.attach: {
        C.STATUS_FORBIDS,
        C.ATTACHMENT_EMPTY,
        C.UNKNOWN_REGISTER,
        C.ALREADY_REGISTERED_THERE,
    },
    record.publish: {C.STATUS_FORBIDS},
    record.withdraw_publication: {C.STATUS_FORBIDS, C.NOT_PUBLISHED},
    exits.decline: {
        C.BALLOT_OPEN,
        C.STATUS_FORBIDS,
        C.WORK_ALREADY_STARTED,
        C.DISPATCH_OPEN,
        C.FUNDS_UNSETTLED,
    },
    exits.overrule_decline: {C.STATUS_FORBIDS},
    exits.withdraw: {
        C.BALLOT_OPEN,
        C.STATUS_FORBIDS,
        C.WORK_ALREADY_STARTED,
        C.FUNDS_UNSETTLED,
        C.REPORTER_GONE,
    },
    exits.conclude: {C.STATUS_FORBIDS, C.NOT_OBJECTED, C.ROUNDS_LEFT, C.FUNDS_UNSETTLED},
    dispatch.dispatch: {C.STATUS_FORBIDS, C.PARTY_REPEATED, C.UNKNOWN_PARTY, C.DISPATCH_STILL_OPEN},
    dispatch.acknowledge: {C.STATUS_FORBIDS, C.NOT_DISPATCHED, C.ALREADY_ACKNOWLEDGED},
    dispatch.complete_dispatch: {C.STATUS_FORBIDS, C.NOT_DISPATCHED},
    dispatch.request_return: {C.STATUS_FORBIDS, C.NOT_DISPATCHED, C.RETURN_PENDING},
    dispatch.grant_return: {C.STATUS_FORBIDS, C.NOT_DISPATCHED, C.NO_RETURN_REQUESTED},
    dispatch.refuse_return: {C.STATUS_FORBIDS, C.NOT_DISPATCHED, C.NO_RETURN_REQUESTED},
    dispatch.recall: {C.STATUS_FORBIDS, C.NOT_DISPATCHED},
    answer.respond: {C.STATUS_FORBIDS},
    answer.reply: {C.STATUS_FORBIDS},
    answer.may_disclose: {C.NO_CONTACT, C.REPORTER_CONFIDENTIAL},
    oversight.urge: {C.STATUS_FORBIDS},
    oversight.supervise: {C.STATUS_FORBIDS, C.LIMIT_OUT_OF_RANGE},
    oversight.escalate: {C.STATUS_FORBIDS, C.LEVEL_NOT_HIGHER, C.LEVEL_MISSING},
    oversight.hand_down: {C.STATUS_FORBIDS, C.LEVEL_NOT_LOWER, C.LEVEL_MISSING},
    merging.merge: {
        C.BALLOT_OPEN,
        C.STATUS_FORBIDS,
        C.WORK_ALREADY_STARTED,
        C.DISPATCH_OPEN,
        C.HAS_CHILDREN,
        C.FUNDS_PRESENT,
        C.MERGE_INTO_ITSELF,
        C.MERGE_ELSEWHERE,
    },
    merging.absorb: {C.STATUS_FORBIDS},
    merging.unmerge: {C.STATUS_FORBIDS},
    seats.pinned_seats: {C.SEAT_WITHOUT_HOLDER},
    negotiation.note_meeting: {
        C.STATUS_FORBIDS,
        C.UNKNOWN_MEETING_KIND,
        C.PARTY_REPEATED,
        C.UNKNOWN_PARTY,
    },
    demands.require_step: {C.MEETING_REQUIRED, C.CHECKLIST_INCOMPLETE},
    demands.ready_to_revisit: {C.MEETING_REQUIRED},
    checking.check: {
        C.STATUS_FORBIDS,
        C.NOTHING_TO_CHECK,
        C.UNKNOWN_CHECK,
        C.ALREADY_CHECKED,
    },
    negotiation.table_proposal: {
        C.BALLOT_OPEN,
        C.STATUS_FORBIDS,
        C.NOT_TRIAGED,
        C.NEGOTIATION_OVER,
        C.NO_SEATS,
        C.UNKNOWN_SITE,
        C.UNKNOWN_UNIT,
    },
    negotiation.take_position: {
        C.BALLOT_OPEN,
        C.STATUS_FORBIDS,
        C.NEGOTIATION_OVER,
        C.NO_PROPOSAL,
        C.PROPOSAL_SUPERSEDED,
        C.SEAT_NOT_REQUIRED,
        C.ONE_VOICE,
        C.MEETING_REQUIRED,
    },
    negotiation.fail_negotiation: {C.STATUS_FORBIDS, C.NEGOTIATION_OVER},
    negotiation.reopen_negotiation: {C.BALLOT_OPEN, C.STATUS_FORBIDS, C.NEGOTIATION_NOT_FAILED},
    funding.numbered: {C.UNKNOWN_SOURCE, C.LINE_REPEATED, C.LINE_HOLDS_MONEY},
    policies.budget_covered: {C.FUNDING_GAP},
    fund.require_owners: {C.NEEDS_OWNERS_DECISION},
    funding.pledge: {C.ACCOUNT_RENDERED, C.STATUS_FORBIDS, C.UNKNOWN_LINE},
    funding.receive: {C.ACCOUNT_RENDERED, C.STATUS_FORBIDS, C.UNKNOWN_LINE},
    funding.spend: {
        C.ACCOUNT_RENDERED,
        C.CONSENT_MISSING,
        C.PRICE_UNREVIEWED,
        C.BEYOND_REVIEWED_PRICE,
        C.STATUS_FORBIDS,
        C.UNKNOWN_LINE,
        C.APPROVAL_ANNULLED,
        C.NO_APPROVED_PLAN,
        C.LINE_NOT_APPROVED,
        C.NEEDS_OWNERS_DECISION,
        C.SPENT_BEYOND_RECEIVED,
        C.SPENT_BEYOND_LINE,
    },
    funding.give_back: {
        C.ACCOUNT_RENDERED,
        C.STATUS_FORBIDS,
        C.UNKNOWN_LINE,
        C.RETURNED_BEYOND_HELD,
    },
    **LATER,
    **BOARD,
    **UNDERTAKINGS,
    **VISITS,
    **VOTES,
    registry.register: {C.SUPERIOR_REQUIRED, C.SUPERIOR_FORBIDDEN, C.UNKNOWN_SUPERIOR},
    registry.require_committee: {C.NOT_A_COMMITTEE},
    registry.add_compound: {C.NOT_A_COMMITTEE, C.COMPOUND_EXISTS},
    registry.fill_seat: {
        C.NOT_A_COMMITTEE,
        C.UNKNOWN_COMPOUND,
        C.COMPOUND_REQUIRED,
        C.UNKNOWN_ORGANISATION,
        C.UNKNOWN_SEAT,
        C.SEAT_TAKEN,
    },
    registry.vacate_seat: {C.NOT_A_COMMITTEE, C.SEAT_VACANT},
    registry.adopt_method: {
        C.NOT_A_COMMITTEE,
        C.UNKNOWN_METHOD,
        C.METHOD_ALREADY_ADOPTED,
        C.EFFECTIVE_IN_THE_PAST,
        C.EFFECTIVE_TOO_FAR,
    },
    registry.set_hours: {C.NOT_A_COMMITTEE, C.HOURS_MALFORMED, C.HOURS_UNCHANGED},
    registry.draw_report: {C.PERIOD_NOT_OVER, C.ALREADY_DRAWN},
    Period: {C.PERIOD_INVERTED, C.PERIOD_TOO_LONG},
    calendar.publish: {C.CALENDAR_MALFORMED, C.VERSION_NOT_NEXT, C.CALENDAR_SHRINKS},
    calendar.Calendars.version: {C.UNKNOWN_CALENDAR},
    metric.publish: {C.METRICS_MALFORMED, C.VERSION_NOT_NEXT},
    metric.MetricState.version: {C.UNKNOWN_DEFINITIONS},
    method.publish: {C.METHOD_MALFORMED, C.VERSION_NOT_NEXT},
    method.MethodState.version: {C.UNKNOWN_METHOD},
    publish_vocabulary: {C.VOCABULARY_MALFORMED, C.VERSION_NOT_NEXT},
    disclose: {C.NO_CONTACT, C.PERSON_RESTRICTED, C.ERASED},
    require_kept: {C.PERSON_RESTRICTED, C.ERASED},
    erase: {C.ALREADY_ERASED, C.OCCURRED_IN_FUTURE},
    require_texts: {C.TEXTS_ERASED},
    retention.publish: {C.RETENTION_MALFORMED, C.VERSION_NOT_NEXT},
    **ELECTIONS,
    **BALLOTS,
    **REGISTERS,
    **ASKING,
    **LINKING,
    **MEETINGS,
}
"""What each rule refuses, by hand from its description."""
