"""What the rules of projects and notices refuse, by hand from their descriptions."""

from collections.abc import Mapping

from domain.notice import hanging
from domain.project import beginning, closing, stepping, upkeep
from domain.refusal import Code
from tests.domain.dsl import Rule

C = Code
BOARD: Mapping[Rule, set[Code]] = {
    beginning.begin: {C.NOT_A_COMMITTEE, C.UNKNOWN_COMPOUND, C.UNKNOWN_WAY},
    beginning.add_part: {C.PROJECT_CLOSED, C.PART_EXISTS},
    beginning.plan_part: {C.PROJECT_CLOSED, C.UNKNOWN_PART, C.PART_DROPPED, C.PLAN_AGREED},
    beginning.drop_part: {C.PROJECT_CLOSED, C.UNKNOWN_PART, C.PART_DROPPED, C.PART_FINISHED},
    stepping.reach: {
        C.PROJECT_CLOSED,
        C.UNKNOWN_PART,
        C.PART_DROPPED,
        C.STEP_OUT_OF_TURN,
        C.PLAN_REQUIRED,
        C.CONTRACT_REQUIRED,
        C.STEP_UNPROVEN,
    },
    stepping.revoke: {C.PROJECT_CLOSED, C.UNKNOWN_PART, C.PART_DROPPED, C.STEP_NOT_NEWEST},
    upkeep.note_upkeep: {
        C.UNKNOWN_PART,
        C.PART_DROPPED,
        C.PART_NOT_BUILT,
        C.UNKNOWN_PARTY,
        C.DUE_IN_THE_PAST,
    },
    closing.close: {C.PROJECT_CLOSED, C.PARTS_UNFINISHED},
    hanging.put_up: {C.NOTICE_WITHDRAWN, C.NOTICE_ALREADY_UP},
    hanging.take_down: {C.NOTICE_NOT_UP, C.NOTICE_ALREADY_DOWN, C.NOTICE_TOO_EARLY},
    hanging.withdraw: {C.NOTICE_WITHDRAWN},
}
