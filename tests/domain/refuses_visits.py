"""What the rules of door visits refuse, by hand from their descriptions."""

from collections.abc import Mapping

from domain.refusal import Code
from domain.visit import going, planning
from tests.domain.dsl import Rule

C = Code
DOOR = {C.VISIT_CLOSED, C.UNKNOWN_DOOR}
VISITS: Mapping[Rule, set[Code]] = {
    planning.plan: {
        C.NOT_A_COMMITTEE,
        C.UNKNOWN_COMPOUND,
        C.UNKNOWN_VISIT_KIND,
        C.UNKNOWN_GROUP,
        C.UNKNOWN_TOPIC,
        C.PERIOD_INVERTED,
    },
    planning.list_doors: {
        C.VISIT_CLOSED,
        C.DOOR_NAMES_UNIT,
        C.DOOR_NAMES_PERSON,
        C.NO_SUCH_UNIT,
        C.DOOR_LISTED,
        C.TOO_MANY_DOORS,
    },
    planning.drop_door: DOOR,
    planning.assign: {*DOOR, C.UNKNOWN_ORGANISATION},
    planning.close: {C.VISIT_CLOSED},
    going.attempt: {*DOOR, C.DOOR_OPENED},
    going.begin_round: {C.VISIT_CLOSED, C.ROUND_OPEN, C.DUE_IN_THE_PAST},
    going.find: {*DOOR, C.UNKNOWN_TOPIC, C.UNKNOWN_CHANGE, C.CHANGE_REQUIRED},
    going.take: {C.UNKNOWN_FINDING, C.FINDING_TAKEN},
    going.pass_on: {C.UNKNOWN_FINDING, C.CHANGE_PASSED},
}
