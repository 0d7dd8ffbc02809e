"""Refusals: why a rule says no. The domain knows codes; only the API knows statuses."""

from enum import StrEnum


class Code(StrEnum):
    """Every named refusal of a rule, listed once."""

    # about the record itself
    LEDGER_ALREADY_OPEN = "ledger-already-open"
    STATUS_FORBIDS = "status-forbids"
    ALREADY_REGISTERED = "already-registered"
    OCCURRED_IN_FUTURE = "occurred-in-future"
    OCCURRED_BEFORE_REPORT = "occurred-before-report"

    # intake
    PLACE_REQUIRED = "place-required"
    PLACE_AMBIGUOUS = "place-ambiguous"
    WORDS_REQUIRED = "words-required"
    REPORTER_IS_CALLER = "reporter-is-caller"
    STAFF_ALONE = "staff-alone"
    UNKNOWN_CHANNEL = "unknown-channel"
    CHANNEL_CLOSED = "channel-closed"
    UNKNOWN_CATEGORY = "unknown-category"
    UNKNOWN_COMPOUND = "unknown-compound"
    UNKNOWN_COMMITTEE = "unknown-committee"
    NOT_A_COMMITTEE = "not-a-committee"
    NO_METHOD = "no-method"
    FAST_TRACK_CLOSED = "fast-track-closed"
    EMERGENCY_TRACK_CLOSED = "emergency-track-closed"
    GROUND_REQUIRED = "ground-required"
    UNKNOWN_CASE = "unknown-case"
    OCCURRED_TOO_EARLY = "occurred-too-early"

    # links, registers, publication
    UNKNOWN_ISSUE = "unknown-issue"
    LINK_TO_ITSELF = "link-to-itself"
    ATTACHMENT_EMPTY = "attachment-empty"
    UNKNOWN_REGISTER = "unknown-register"
    ALREADY_REGISTERED_THERE = "already-registered-there"
    ORDER_TAKEN = "order-taken"
    UNKNOWN_FILE = "unknown-file"
    NOT_PUBLISHED = "not-published"

    # dispatch
    UNKNOWN_PARTY = "unknown-party"
    PARTY_REPEATED = "party-repeated"
    DISPATCH_STILL_OPEN = "dispatch-still-open"
    NOT_DISPATCHED = "not-dispatched"
    ALREADY_ACKNOWLEDGED = "already-acknowledged"
    RETURN_PENDING = "return-pending"
    NO_RETURN_REQUESTED = "no-return-requested"

    # levels and committees
    LEVEL_NOT_HIGHER = "level-not-higher"
    LEVEL_NOT_LOWER = "level-not-lower"
    LEVEL_MISSING = "level-missing"
    SAME_COMMITTEE = "same-committee"
    BEYOND_SUPERIOR = "beyond-superior"

    # negotiation
    UNKNOWN_MEETING_KIND = "unknown-meeting-kind"
    UNKNOWN_SOURCE = "unknown-source"
    LINE_REPEATED = "line-repeated"
    LINE_HOLDS_MONEY = "line-holds-money"
    NO_SEATS = "no-seats"
    SEAT_WITHOUT_HOLDER = "seat-without-holder"
    NEGOTIATION_OVER = "negotiation-over"
    NEGOTIATION_NOT_FAILED = "negotiation-not-failed"
    NO_PROPOSAL = "no-proposal"
    PROPOSAL_SUPERSEDED = "proposal-superseded"
    SEAT_NOT_REQUIRED = "seat-not-required"
    ONE_VOICE = "one-voice"
    UNKNOWN_PERSON = "unknown-person"

    # approval
    NEEDS_SUPERIOR = "needs-superior"
    NEEDS_OWNERS_DECISION = "needs-owners-decision"
    FUNDING_GAP = "funding-gap"
    NOT_AN_EMERGENCY = "not-an-emergency"
    NOT_A_CONFIRMER = "not-a-confirmer"
    BEARER_REQUIRED = "bearer-required"
    VARIATION_NOT_AGREED = "variation-not-agreed"
    NO_APPROVED_PLAN = "no-approved-plan"

    # works and money
    WORK_ALREADY_STARTED = "work-already-started"
    WORK_NOT_STARTED = "work-not-started"
    UNKNOWN_LINE = "unknown-line"
    LINE_NOT_APPROVED = "line-not-approved"
    SPENT_BEYOND_RECEIVED = "spent-beyond-received"
    SPENT_BEYOND_LINE = "spent-beyond-line"
    RETURNED_BEYOND_HELD = "returned-beyond-held"
    FUNDS_UNSETTLED = "funds-unsettled"
    FUNDS_PRESENT = "funds-present"

    # completion
    NOT_TRIAGED = "not-triaged"
    NOT_FAST_TRACK = "not-fast-track"
    NOT_CONFIRMED = "not-confirmed"
    DISPATCH_OPEN = "dispatch-open"
    REPORTER_UNANSWERED = "reporter-unanswered"
    UNKNOWN_SITE = "unknown-site"
    UNKNOWN_UNIT = "unknown-unit"

    # revisit
    REVISITOR_DID_THE_WORK = "revisitor-did-the-work"
    PROMISED_IN_THE_PAST = "promised-in-the-past"
    ATTEMPTS_TOO_FEW = "attempts-too-few"
    ANSWER_REQUIRED = "answer-required"
    ANSWER_UNEXPECTED = "answer-unexpected"
    INSPECTION_ONLY = "inspection-only"
    REPORTER_TO_BE_ASKED = "reporter-to-be-asked"
    REOPENING_PERIOD_OVER = "reopening-period-over"
    LAST_ROUND = "last-round"
    ROUNDS_LEFT = "rounds-left"
    NOT_OBJECTED = "not-objected"
    ALREADY_RATED = "already-rated"

    # time
    UNKNOWN_CLOCK = "unknown-clock"
    CLOCK_NOT_RUNNING = "clock-not-running"
    CLOCK_NOT_PAUSED = "clock-not-paused"
    CLOCK_NOT_PAUSABLE = "clock-not-pausable"
    CLOCK_PAUSED = "clock-paused"
    DEADLINE_PASSED = "deadline-passed"
    EXTENSION_IN_THE_PAST = "extension-in-the-past"
    LIMIT_OUT_OF_RANGE = "limit-out-of-range"
    PERIOD_INVERTED = "period-inverted"
    PERIOD_TOO_LONG = "period-too-long"
    TOO_MANY_ISSUES = "too-many-issues"
    SHIFT_OVER = "shift-over"
    SHIFT_TOO_LONG = "shift-too-long"
    SPLIT_NOT_KEPT = "split-not-kept"
    UNKNOWN_FIGURE = "unknown-figure"

    # merging and leaving
    MERGE_INTO_ITSELF = "merge-into-itself"
    MERGE_ELSEWHERE = "merge-elsewhere"
    HAS_CHILDREN = "has-children"
    REPORTER_GONE = "reporter-gone"

    # bodies, organisations, methods
    SUPERIOR_REQUIRED = "superior-required"
    SUPERIOR_FORBIDDEN = "superior-forbidden"
    UNKNOWN_SUPERIOR = "unknown-superior"
    COMPOUND_EXISTS = "compound-exists"
    COMPOUND_REQUIRED = "compound-required"
    UNKNOWN_ORGANISATION = "unknown-organisation"
    UNKNOWN_SEAT = "unknown-seat"
    SEAT_TAKEN = "seat-taken"
    SEAT_VACANT = "seat-vacant"
    UNKNOWN_METHOD = "unknown-method"
    METHOD_ALREADY_ADOPTED = "method-already-adopted"
    METHOD_MALFORMED = "method-malformed"
    VOCABULARY_MALFORMED = "vocabulary-malformed"
    VERSION_NOT_NEXT = "version-not-next"
    CALENDAR_MALFORMED = "calendar-malformed"
    CALENDAR_SHRINKS = "calendar-shrinks"
    METRICS_MALFORMED = "metrics-malformed"
    UNKNOWN_DEFINITIONS = "unknown-definitions"
    RETENTION_MALFORMED = "retention-malformed"
    ALREADY_DRAWN = "already-drawn"
    PERIOD_NOT_OVER = "period-not-over"
    UNKNOWN_CALENDAR = "unknown-calendar"
    HOURS_MALFORMED = "hours-malformed"
    HOURS_UNCHANGED = "hours-unchanged"
    CODE_TAKEN = "code-taken"

    # persons
    NO_CONTACT = "no-contact"
    REPORTER_CONFIDENTIAL = "reporter-confidential"
    PERSON_RESTRICTED = "person-restricted"
    ERASED = "erased"
    ALREADY_ERASED = "already-erased"
    TEXTS_ERASED = "texts-erased"

    # meetings and their series
    MEETING_IN_THE_PAST = "meeting-in-the-past"
    MEETING_TOO_FAR = "meeting-too-far"
    NOTICE_TOO_LATE = "notice-too-late"
    MEETING_BEGUN = "meeting-begun"
    MEETING_NOT_BEGUN = "meeting-not-begun"
    MEETING_CANCELLED = "meeting-cancelled"
    MEETING_HELD = "meeting-held"
    MEETING_NOT_HELD = "meeting-not-held"
    SEAT_REPEATED = "seat-repeated"
    ISSUE_ELSEWHERE = "issue-elsewhere"
    POINT_EMPTY = "point-empty"
    POINT_REPEATED = "point-repeated"
    UNKNOWN_POINT = "unknown-point"
    POINT_CONCLUDED = "point-concluded"
    HEARING_AFTER_DECISION = "hearing-after-decision"
    APPRAISAL_BEFORE_DONE = "appraisal-before-done"
    MATTER_REPEATED = "matter-repeated"
    MATTER_TAKEN = "matter-taken"
    SERIES_OVER = "series-over"
    SESSION_OUT_OF_TURN = "session-out-of-turn"


class Refused(Exception):
    """A rule refuses a command.

    *facts* are codes, ids and numbers that help the caller; never the caller's own text,
    which may be personal.
    """

    def __init__(self, code: Code, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
