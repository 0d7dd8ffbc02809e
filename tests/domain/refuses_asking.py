"""What the rules of questionnaires and ratings refuse, by hand from their descriptions."""

from collections.abc import Mapping

from domain.questionnaire import answering, opening, taking
from domain.rating import giving, keeping
from domain.refusal import Code
from tests.domain.dsl import Rule

C = Code

ASKING: Mapping[Rule, set[Code]] = {
    opening.open_questionnaire: {
        C.NOT_A_COMMITTEE,
        C.UNKNOWN_COMPOUND,
        C.UNKNOWN_GROUP,
        C.NO_QUESTION,
        C.QUESTIONNAIRE_TOO_LONG,
        C.QUESTION_REPEATED,
        C.OPTIONS_REQUIRED,
        C.OPTION_REPEATED,
        C.OPTION_UNEXPECTED,
        C.BOUNDS_MALFORMED,
        C.UNKNOWN_TOPIC,
        C.PERIOD_INVERTED,
        C.PERIOD_TOO_LONG,
    },
    opening.prolong: {C.PERIOD_INVERTED, C.PERIOD_TOO_LONG},
    answering.answer: {
        C.QUESTIONNAIRE_NOT_BEGUN,
        C.QUESTIONNAIRE_CLOSED,
        C.QUESTIONNAIRE_FULL,
        C.UNKNOWN_GROUP,
        C.ANSWER_EMPTY,
        C.QUESTION_REPEATED,
        C.UNKNOWN_QUESTION,
        C.ANSWER_MISSING,
        C.TEXT_TOO_LONG,
        C.ANSWER_MISFITS,
        C.UNKNOWN_OPTION,
        C.OPTION_REPEATED,
        C.NUMBER_OUT_OF_BOUNDS,
    },
    answering.void: {C.UNKNOWN_ANSWER, C.ANSWER_VOIDED, C.ANSWER_TAKEN},
    taking.take_up: {C.UNKNOWN_ANSWER, C.ANSWER_VOIDED, C.UNKNOWN_QUESTION, C.ANSWER_TAKEN},
    keeping.set_roster: {C.NOT_A_COMMITTEE, C.MEMBER_REPEATED, C.UNKNOWN_ROLE},
    keeping.open_year_end: {
        C.NOT_A_COMMITTEE,
        C.PERIOD_INVERTED,
        C.PERIOD_TOO_LONG,
        C.YEAR_NOT_RATED_THEN,
        C.YEAR_END_BEGUN,
    },
    giving.give: {
        C.NOT_A_COMMITTEE,
        C.RATER_IS_STAFF,
        C.UNKNOWN_MEMBER,
        C.SCORE_OUT_OF_BOUNDS,
        C.YEAR_END_CLOSED,
    },
}
