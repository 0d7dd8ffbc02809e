"""What the rules of meetings and of their series refuse, by hand from their descriptions."""

from collections.abc import Mapping

from domain.meeting import agenda, calling, holding
from domain.refusal import Code
from domain.series import sessions
from tests.domain.dsl import Rule

C = Code
_PLACE = {C.NOT_A_COMMITTEE, C.UNKNOWN_COMPOUND, C.UNKNOWN_MEETING_KIND}
_SEATS = {C.UNKNOWN_ORGANISATION, C.UNKNOWN_SEAT, C.SEAT_REPEATED, C.PARTY_REPEATED}
_POINTS = {C.POINT_EMPTY, C.POINT_REPEATED, C.UNKNOWN_ISSUE, C.ISSUE_ELSEWHERE}
_BEFORE = {C.MEETING_CANCELLED, C.MEETING_HELD}
_TO_CONCLUDE = {C.MEETING_CANCELLED, C.MEETING_NOT_HELD, C.UNKNOWN_POINT, C.POINT_CONCLUDED}

MEETINGS: Mapping[Rule, set[Code]] = {
    calling.call: _PLACE
    | _SEATS
    | _POINTS
    | {C.MEETING_IN_THE_PAST, C.MEETING_TOO_FAR, C.NOTICE_TOO_LATE},
    calling.reschedule: _BEFORE | {C.MEETING_BEGUN, C.MEETING_IN_THE_PAST, C.MEETING_TOO_FAR},
    calling.cancel: _BEFORE,
    agenda.add_point: _BEFORE | _POINTS,
    agenda.take_matter: {
        C.MEETING_CANCELLED,
        C.MEETING_NOT_BEGUN,
        C.UNKNOWN_ISSUE,
        C.ISSUE_ELSEWHERE,
        C.STATUS_FORBIDS,
        C.MATTER_REPEATED,
        C.UNKNOWN_ORGANISATION,
    },
    holding.hold: _BEFORE | _SEATS | {C.MEETING_NOT_BEGUN},
    holding.point_to_conclude: _TO_CONCLUDE,
    holding.conclude: _TO_CONCLUDE | {C.HEARING_AFTER_DECISION, C.APPRAISAL_BEFORE_DONE},
    sessions.found: _PLACE | _SEATS,
    sessions.call_session: {C.SERIES_OVER, C.SESSION_OUT_OF_TURN},
    sessions.end: {C.SERIES_OVER},
}
