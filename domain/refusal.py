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

    # dispatch
    UNKNOWN_PARTY = "unknown-party"
    PARTY_REPEATED = "party-repeated"
    DISPATCH_STILL_OPEN = "dispatch-still-open"
    NOT_DISPATCHED = "not-dispatched"
    ALREADY_ACKNOWLEDGED = "already-acknowledged"

    # completion
    NOT_TRIAGED = "not-triaged"
    NOT_FAST_TRACK = "not-fast-track"
    DISPATCH_OPEN = "dispatch-open"
    UNKNOWN_SITE = "unknown-site"
    UNKNOWN_UNIT = "unknown-unit"

    # bodies, organisations, methods
    SUPERIOR_REQUIRED = "superior-required"
    SUPERIOR_FORBIDDEN = "superior-forbidden"
    UNKNOWN_SUPERIOR = "unknown-superior"
    COMPOUND_EXISTS = "compound-exists"
    COMPOUND_REQUIRED = "compound-required"
    UNKNOWN_ORGANISATION = "unknown-organisation"
    SEAT_TAKEN = "seat-taken"
    SEAT_VACANT = "seat-vacant"
    UNKNOWN_METHOD = "unknown-method"
    METHOD_ALREADY_ADOPTED = "method-already-adopted"
    METHOD_MALFORMED = "method-malformed"
    VOCABULARY_MALFORMED = "vocabulary-malformed"
    VERSION_NOT_NEXT = "version-not-next"
    CODE_TAKEN = "code-taken"

    # persons
    NO_CONTACT = "no-contact"
    REPORTER_CONFIDENTIAL = "reporter-confidential"


class Refused(Exception):
    """A rule refuses a command.

    *facts* are codes, ids and numbers that help the caller; never the caller's own text,
    which may be personal.
    """

    def __init__(self, code: Code, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
