"""What the rules of an election refuse, by hand from their descriptions."""

from collections.abc import Mapping

from domain.election import calling, filing, forming, owners, publishing, standing
from domain.refusal import Code
from tests.domain.dsl import Rule

C = Code
_BETWEEN = {C.BALLOT_RUNNING, C.ELECTION_OVER}

ELECTIONS: Mapping[Rule, set[Code]] = {
    forming.form: {
        C.SEATS_NOT_ODD,
        C.MEMBER_REPEATED,
        C.UNKNOWN_SEAT,
        C.NOT_AN_OWNER,
        C.GROUP_INCOMPLETE,
    },
    owners.owners_of: {C.REGISTER_NOT_ADOPTED},
    standing.nominate: {C.LIST_PUBLISHED, C.NOT_AN_OWNER, C.ALREADY_NOMINATED} | _BETWEEN,
    standing.vet: {C.UNKNOWN_CANDIDATE, C.CANDIDATE_WITHDREW, C.REASON_REQUIRED} | _BETWEEN,
    standing.withdraw: {C.UNKNOWN_CANDIDATE, C.CANDIDATE_WITHDREW} | _BETWEEN,
    publishing.publish: {
        C.PUBLICATION_IN_THE_PAST,
        C.SEATS_FILLED,
        C.CANDIDATE_UNVETTED,
        C.TOO_FEW_CANDIDATES,
    }
    | _BETWEEN,
    calling.question: {C.LIST_UNPUBLISHED, C.TOO_FEW_CANDIDATES} | _BETWEEN,
    calling.call: {
        C.LIST_UNPUBLISHED,
        C.PUBLICATION_RUNNING,
        C.TOO_FEW_CANDIDATES,
        C.NOT_ITS_ELECTION,
    }
    | _BETWEEN,
    filing.file: {
        C.NOT_ELECTED,
        C.LIST_PUBLISHED,
        C.UNKNOWN_ORGANISATION,
        C.NOT_AN_OWNERS_COMMITTEE,
        C.SEATS_UNFILLED,
        C.SEATS_NOT_ODD,
    }
    | _BETWEEN,
    filing.abandon: _BETWEEN,
}
"""What each rule of an election refuses."""
