"""What the rules of referrals, inquiries, cases and grids refuse, by hand from their words."""

from collections.abc import Mapping

from domain.case import decisions as case
from domain.grid import decisions as grid
from domain.inquiry import decisions as inquiry
from domain.issue import referring
from domain.referral import decisions as referral
from domain.refusal import Code
from tests.domain.dsl import Rule

C = Code
LINKING: Mapping[Rule, set[Code]] = {
    referring.refer: {C.STATUS_FORBIDS, C.REFERRAL_OPEN},
    referring.end_referral: {C.NO_REFERRAL_OPEN},
    referral.make: {C.UNKNOWN_OFFICE, C.UNKNOWN_ORGANISATION, C.PARTY_REPEATED},
    referral.accept: {C.REFERRAL_CONCLUDED, C.NOT_ASKED, C.ALREADY_ACCEPTED},
    referral.advise: {C.REFERRAL_CONCLUDED, C.NOT_ASKED, C.NOT_ACCEPTED},
    referral.conclude: {C.REFERRAL_CONCLUDED, C.ADVICE_MISSING},
    inquiry.ask: {
        C.BODY_REPEATED,
        C.UNKNOWN_BODY,
        C.BODY_OUT_OF_REACH,
        C.UNKNOWN_CATEGORY,
        C.ASKED_UNTIL_PAST,
    },
    inquiry.answer: {C.INQUIRY_CLOSED, C.NOT_ASKED},
    inquiry.ask_expert: {C.INQUIRY_CLOSED, C.UNKNOWN_ORGANISATION, C.ASKED_UNTIL_PAST},
    inquiry.comment: {C.INQUIRY_CLOSED, C.NOT_ASKED, C.NOT_ANSWERED},
    inquiry.close: {C.INQUIRY_CLOSED},
    case.tell: {C.UNKNOWN_CATEGORY, C.UNKNOWN_METHOD},
    case.retell: {C.CASE_WITHDRAWN},
    case.withdraw: {C.CASE_WITHDRAWN},
    grid.draw: {
        C.NOT_A_COMMITTEE,
        C.UNKNOWN_GRID_KIND,
        C.GRID_UNCHANGED,
        C.CELL_REPEATED,
        C.UNKNOWN_CELL,
        C.CELLS_IN_A_RING,
        C.UNKNOWN_COMPOUND,
        C.COMPOUND_UNNAMED,
        C.UNKNOWN_BUILDING,
        C.BUILDING_REPEATED,
    },
    grid.name_head: {
        C.UNKNOWN_CELL,
        C.UNKNOWN_ORGANISATION,
        C.HEAD_UNCHANGED,
    },
}
