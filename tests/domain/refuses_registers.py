"""What each rule of a register refuses, by hand from its description."""

from collections.abc import Mapping

from domain.refusal import Code
from domain.register import correcting, filing, importing, publishing, rolls
from tests.domain.dsl import Rule

C = Code
_UNITS = {
    C.AREA_NOT_POSITIVE,
    C.COUNT_NEGATIVE,
    C.UNIT_REPEATED,
    C.OWNER_REPEATED,
    C.UNKNOWN_OWNER,
    C.SECOND_DEVELOPER,
}
REGISTERS: Mapping[Rule, set[Code]] = {
    importing.begin_import: {C.REGISTER_EMPTY, C.REGISTER_IN_USE, C.IMPORT_RUNNING},
    importing.enter: {C.NO_IMPORT, *_UNITS},
    importing.adopt: {
        C.NO_IMPORT,
        C.IMPORT_INCOMPLETE,
        C.OWNER_WITHOUT_UNIT,
        C.REGISTER_IN_USE,
    },
    importing.abandon: {C.NO_IMPORT},
    correcting.correct: {
        C.REGISTER_NOT_ADOPTED,
        C.REGISTER_IN_USE,
        C.IMPORT_RUNNING,
        C.NO_SUCH_UNIT,
        C.UNKNOWN_OBJECTION,
        C.OBJECTION_NOT_UPHELD,
        C.REGISTER_EMPTY,
        C.OWNER_WITHOUT_UNIT,
        C.REGISTER_UNCHANGED,
        *_UNITS,
    },
    publishing.publish: {
        C.REGISTER_NOT_ADOPTED,
        C.PUBLICATION_TOO_SHORT,
        C.REGISTER_HANGS_OUT,
    },
    publishing.raise_objection: {C.REGISTER_NOT_PUBLISHED, C.HEARING_OVER, C.NO_SUCH_UNIT},
    publishing.answer_objection: {C.UNKNOWN_OBJECTION, C.OBJECTION_ALREADY_ANSWERED},
    rolls.take_roll: {C.REGISTER_NOT_ADOPTED},
    rolls.begin_election: {C.ELECTION_BEGUN},
    filing.file_procedure: {C.PROCEDURE_MALFORMED, C.PROCEDURE_UNCHANGED},
    filing.authorise: {
        C.AUTHORISATION_UNPROVEN,
        C.AUTHORISATION_EXHAUSTED,
        C.AUTHORISATION_EXPIRED,
    },
    filing.draw: {
        C.UNKNOWN_AUTHORISATION,
        C.AUTHORISATION_REVOKED,
        C.AUTHORISATION_EXPIRED,
        C.AUTHORISATION_EXHAUSTED,
    },
    filing.give_back: {C.UNKNOWN_AUTHORISATION, C.DRAWN_NOT_AS_MUCH},
    filing.revoke: {C.UNKNOWN_AUTHORISATION, C.AUTHORISATION_REVOKED},
}
