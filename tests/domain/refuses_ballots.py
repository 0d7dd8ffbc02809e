"""What the rules of a ballot refuse, by hand from their descriptions."""

from collections.abc import Mapping

from domain.ballot import challenging, closing, delivering, ending, importing, opening, voting
from domain.refusal import Code
from tests.domain.dsl import Rule

C = Code
_NAMED = {C.UNKNOWN_PAPER, C.UNIT_NOT_ON_ROLL, C.PAPER_AMBIGUOUS}
_STANDS = {C.BALLOT_NOT_CLOSED, C.BALLOT_ANNULLED}
_DATED = {C.OCCURRED_IN_FUTURE, C.OCCURRED_BEFORE_REPORT}

BALLOTS: Mapping[Rule, set[Code]] = {
    opening.open_ballot: {
        C.BALLOT_ALREADY_OPENED,
        C.RULE_WITHOUT_BALLOT,
        C.ELECTORATE_NOT_ALLOWED,
        C.MATTER_REQUIRED,
        C.MATTER_NOT_ASKED,
        C.MATTER_NEEDS_SPECIAL,
        C.MATTER_NEEDS_ORDINARY,
        C.MATTER_NEEDS_ALL,
        C.BAR_FIXED_BY_LAW,
        C.BAR_REQUIRED,
        C.THRESHOLD_MALFORMED,
        C.THRESHOLD_UNREACHABLE,
        C.PARTING_NOT_ALLOWED,
        C.SILENCE_NOT_COUNTED,
        C.COUNTING_REQUIRED,
        C.COUNTING_DIFFERS,
        C.COUNTING_MALFORMED,
        C.REGISTER_NOT_ADOPTED,
        C.REGISTER_NOT_PUBLISHED,
        C.UNKNOWN_COMPOUND,
        C.HEARING_NOT_OVER,
        C.OBJECTIONS_UNANSWERED,
        C.ELECTION_RUNNING,
        C.ELECTION_NOT_RUNNING,
        C.OCCURRED_IN_FUTURE,
        C.NOTICE_TOO_SHORT,
        C.RESIDENTS_COMMITTEE_NOT_TOLD,
        C.COUNTERS_REQUIRED,
        C.OPENS_IN_PAST,
        C.CLOSES_BEFORE_OPENING,
        C.ITEMS_REQUIRED,
        C.ITEM_REPEATED,
        C.TOO_MANY_ITEMS,
        C.CANDIDATES_MALFORMED,
        C.UNKNOWN_BUILDING,
        C.UNKNOWN_ENTRANCE,
        C.UNIT_WITHOUT_ENTRANCE,
        C.PARKING_UNDECIDED,
        C.RESIDENTS_UNCOUNTED,
        C.ROLL_EMPTY,
        C.ROLL_TOO_LARGE,
        C.PAPER_REPEATED,
    },
    delivering.deliver: {C.BALLOT_OVER, C.VOTING_OVER, C.ALREADY_DELIVERED} | _NAMED | _DATED,
    voting.cast: {
        C.BALLOT_OVER,
        C.RESULT_ALREADY_IMPORTED,
        C.WRONG_VOICE,
        C.NOT_A_COUNTER,
        C.OCCURRED_IN_FUTURE,
        C.VOTING_NOT_BEGUN,
        C.VOTING_OVER,
        C.VOTE_CHANNEL_CLOSED,
        C.EVIDENCE_REQUIRED,
        C.PROXIES_NOT_ALLOWED,
        C.MANDATE_REQUIRED,
        C.UNKNOWN_PROXY,
        C.PROXY_LIMIT_REACHED,
        C.UNKNOWN_ITEM,
        C.ITEM_REPEATED,
        C.ITEM_MISSING,
        C.MARK_MALFORMED,
        C.UNKNOWN_CANDIDATE,
        C.TOO_MANY_CANDIDATES,
        C.ALREADY_VOTED,
        C.REPLACED_BY_ANOTHER,
    }
    | _NAMED,
    voting.void: {C.BALLOT_OVER, C.NOT_A_COUNTER, C.NO_VOTE} | _NAMED,
    importing.take_result: {
        C.BALLOT_OVER,
        C.RESULT_ALREADY_IMPORTED,
        C.VOTE_CHANNEL_CLOSED,
        C.VOTING_NOT_BEGUN,
        C.VOTES_ALREADY_CAST,
        C.RESULT_NEEDS_PAPERS,
        C.EVIDENCE_REQUIRED,
        C.ITEM_REPEATED,
        C.UNKNOWN_ITEM,
        C.ITEM_MISSING,
        C.RESULT_INCONSISTENT,
    },
    closing.close: {C.BALLOT_OVER, C.VOTING_OPEN},
    ending.cancel: {C.BALLOT_OVER},
    ending.annul: _STANDS,
    challenging.challenge: {C.CHALLENGE_TOO_LATE} | _STANDS | _DATED,
    challenging.answer: {C.UNKNOWN_CHALLENGE, C.CHALLENGE_ALREADY_ANSWERED},
}
"""What opening, voting, counting and contesting refuse."""
