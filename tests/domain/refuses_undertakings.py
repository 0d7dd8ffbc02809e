"""What the rules of undertakings refuse, by hand from their descriptions."""

from collections.abc import Mapping

from domain.refusal import Code
from domain.undertaking import beginning, counting, ending, joining, lines, linking, stepping, texts
from tests.domain.dsl import Rule

C = Code
_PARTY = {C.UNKNOWN_PARTICIPANT, C.PARTICIPANT_LEFT}
_COUNTS = {C.UNKNOWN_MEASURE, C.MEASURE_REPEATED, C.COUNT_NEGATIVE}
UNDERTAKINGS: Mapping[Rule, set[Code]] = {
    beginning.begin: {
        C.NOT_A_COMMITTEE,
        C.UNKNOWN_COMPOUND,
        C.UNKNOWN_UNDERTAKING_KIND,
        C.UNKNOWN_MEASURE,
        C.MEASURE_REPEATED,
        C.OTHER_UNIT,
        C.PERIOD_INVERTED,
        C.DAY_NOT_OF_BEAT,
        C.CREDIT_WITHOUT_PERSON,
        C.UNKNOWN_UNDERTAKING,
    },
    joining.join: {
        C.UNDERTAKING_OVER,
        C.PERSON_OR_ORGANISATION,
        C.UNKNOWN_ROLE,
        C.UNKNOWN_SKILL,
        C.ALREADY_TAKES_PART,
    },
    joining.leave: {C.UNDERTAKING_OVER, *_PARTY},
    stepping.reach: {
        C.UNDERTAKING_OVER,
        C.UNKNOWN_STEP,
        C.STEP_OUT_OF_TURN,
        C.STEP_NEEDS_PARTY,
        *_PARTY,
    },
    stepping.revoke: {C.UNDERTAKING_OVER, C.STEP_NOT_NEWEST},
    lines.add_line: {
        C.UNDERTAKING_OVER,
        C.KIND_WITHOUT_LINES,
        C.QUANTITY_WITHOUT_UNIT,
        C.UNKNOWN_UNIT,
    },
    lines.move_line: {
        C.UNDERTAKING_OVER,
        C.NO_SUCH_LINE,
        C.UNKNOWN_STEP,
        C.STEP_OUT_OF_TURN,
        C.DUE_IN_THE_PAST,
        *_PARTY,
    },
    counting.count: {
        C.UNDERTAKING_OVER,
        C.NOTHING_COUNTED,
        C.OCCURRED_IN_FUTURE,
        C.NO_SUCH_LINE,
        *_COUNTS,
        *_PARTY,
    },
    counting.recount: {C.UNKNOWN_OCCASION, *_COUNTS},
    texts.adopt: {
        C.UNDERTAKING_OVER,
        C.KIND_WITHOUT_TEXT,
        C.TEXT_NOT_LATER,
        C.TEXT_NEEDS_OWNERS,
        C.TEXT_NEEDS_MEETING,
    },
    linking.link: {C.NO_SUCH_LINE, C.UNKNOWN_LINK, C.ALREADY_LINKED},
    ending.end: {C.UNDERTAKING_OVER},
}
