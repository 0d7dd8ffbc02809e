"""Every refusal that the domain knows is asserted by a spec, for each rule that can raise it."""

from domain.refusal import Code
from tests.domain import (
    test_ballot_after,
    test_ballot_closing,
    test_ballot_enrolling,
    test_ballot_opening,
    test_ballot_silence,
    test_ballot_voting,
    test_body,
    test_body_seats,
    test_calendar,
    test_drawing,
    test_election,
    test_election_ballot,
    test_grid,
    test_inquiry,
    test_library,
    test_meeting,
    test_meeting_record,
    test_metrics,
    test_moment,
    test_notice,
    test_other_streams,
    test_period,
    test_person_erasure,
    test_project,
    test_publishing,
    test_questionnaire,
    test_rating,
    test_referral,
    test_register,
    test_register_filing,
    test_register_versions,
    test_retention,
    test_series,
    test_undertaking,
    test_undertaking_counts,
    test_visit,
)
from tests.domain.checks import CHECKS
from tests.domain.dsl import REFUSALS, specs_of
from tests.domain.refuses import AT_THE_DOOR, REFUSES
from tests.domain.stages import STAGES


def asserted() -> set[tuple[str, Code]]:
    """The refusals of all decision specs, run anew so that no order of tests matters."""
    REFUSALS.clear()
    specs = specs_of(
        *STAGES,
        test_ballot_after,
        test_ballot_closing,
        test_ballot_enrolling,
        test_ballot_opening,
        test_ballot_silence,
        test_ballot_voting,
        test_body,
        test_body_seats,
        test_calendar,
        test_drawing,
        # referrals, inquiries, the library of cases, grids
        test_grid,
        test_inquiry,
        test_library,
        test_referral,
        test_election,
        test_election_ballot,
        test_meeting,
        test_meeting_record,
        test_metrics,
        test_moment,
        test_other_streams,
        # projects and notices
        test_notice,
        test_project,
        test_undertaking,
        test_undertaking_counts,
        test_visit,
        test_period,
        test_person_erasure,
        test_publishing,
        test_questionnaire,
        test_rating,
        test_register,
        test_register_filing,
        test_register_versions,
        test_retention,
        test_series,
    )
    for spec in (*specs, *CHECKS):
        spec()
    return set(REFUSALS)


def test_the_specs_refuse_with_each_code_of_each_rule() -> None:
    expected = {
        (f"{rule.__module__}.{rule.__qualname__}", code)
        for rule, codes in REFUSES.items()
        for code in codes
    }
    assert asserted() == expected


def test_no_code_is_without_a_rule() -> None:
    assert {code for codes in REFUSES.values() for code in codes} | set(AT_THE_DOOR) == set(Code)
    assert not set(AT_THE_DOOR) & {code for codes in REFUSES.values() for code in codes}
