"""Meetings, versions of a plan, and how talks fail and begin again."""

from domain.issue.events import Agreement, ExpertOpinion, MeetingNoted, Output, Stance
from domain.issue.lifecycle import Status
from domain.issue.negotiation import (
    fail_negotiation,
    note_meeting,
    reopen_negotiation,
    table_proposal,
)
from domain.method.rules import ApprovalRule
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import (
    FAST,
    NORMAL,
    OWNERS,
    PROPERTY,
    STRANGER,
    VOCABULARY,
    body_state,
    reported,
    sealed,
)
from tests.domain.loop import (
    AGREED,
    APPROVED,
    DONE_WAY,
    FAILED,
    MERGED,
    TABLED,
    TALK_AGAIN,
    TROIKA,
    URGENT,
    approved,
    negotiated,
    position,
    reopened,
    revisited,
    tabled,
    wanted,
)

KNOWN = frozenset({PROPERTY, OWNERS})


def meeting(*history: object, **other: object) -> Outcome:
    """A hearing that dealt with the issue, unless told otherwise."""
    usual: dict[str, object] = {
        "vocabulary": VOCABULARY,
        "committee": body_state(),
        "known_parties": KNOWN,
        "meeting": None,
        "kind": "hearing",
        "attendees": [PROPERTY],
        "minutes": sealed(),
        "outcome": None,
        "opinions": [],
    }
    return given(*history or (reported(),)).when(note_meeting, **usual | other)


def tabling(*history: object, **other: object) -> Outcome:
    """The committee puts the usual plan on the table, unless told otherwise."""
    usual: dict[str, object] = {
        "vocabulary": VOCABULARY,
        "seats": TROIKA,
        "plan": sealed("plan"),
        "sites": [],
        "outputs": [],
        "budget": 100,
        "lines": [wanted()],
        "by_superior": False,
    }
    return given(*history or TABLED[:2]).when(table_proposal, **usual | other)


def test_a_meeting_is_noted_with_all_that_was_said() -> None:
    opinion = ExpertOpinion(expert=sealed("name"), opinion=sealed("view"))
    noted = MeetingNoted(
        meeting=OWNERS,
        kind="expert",
        attendees=(OWNERS, PROPERTY),
        seats=(),
        missing=(),
        minutes=sealed(),
        outcome=sealed("outcome"),
        opinions=(opinion,),
    )
    meeting(
        meeting=OWNERS,
        kind="expert",
        attendees=[OWNERS, PROPERTY],
        outcome=sealed("outcome"),
        opinions=[opinion],
    ).then(noted).leaves(status=Status.REPORTED)


def test_people_meet_before_the_plan_and_after_the_revisit() -> None:
    for way in ((reported(),), AGREED, APPROVED, DONE_WAY, (*DONE_WAY, revisited())):
        assert meeting(*way).refusal is None
    meeting(reported(), MERGED).refused(Code.STATUS_FORBIDS, status="merged")


def test_a_meeting_is_of_a_known_kind_with_known_organisations_each_once() -> None:
    meeting(kind="banquet").refused(Code.UNKNOWN_MEETING_KIND, vocabulary=3)
    meeting(attendees=[PROPERTY, PROPERTY]).refused(Code.PARTY_REPEATED)
    meeting(attendees=[PROPERTY, STRANGER]).refused(Code.UNKNOWN_PARTY)
    assert meeting(attendees=[]).refusal is None


def test_a_plan_is_tabled_with_seats_lines_and_rule_pinned() -> None:
    made = Output(item=sealed("lamp"), quantity=4, unit="zhan", site=2)
    tabling(sites=[1, 2], outputs=[made]).then(tabled(sites=(1, 2), outputs=(made,))).leaves(
        status=Status.REPORTED, seated=tuple(seat.organisation for seat in TROIKA)
    )


def test_nothing_is_tabled_before_triage() -> None:
    tabling(reported()).refused(Code.NOT_TRIAGED)
    for track in (NORMAL, FAST, URGENT[1]):
        tabling(reported(), track).then(tabled())


def test_each_version_voids_what_was_said_to_the_one_before() -> None:
    said = (*TABLED, position("owners-committee"), position("property-company", Stance.OBJECT))
    assert len(given(*said).state.negotiation.positions) == 2
    tabling(*said).then(tabled(2))
    assert given(*said, tabled(2)).state.negotiation.positions == ()


def test_versions_are_counted_over_all_rounds() -> None:
    tabling(*TABLED, tabled(2)).then(tabled(3))
    tabling(*TABLED, FAST, DONE_WAY[-1], reopened()).then(tabled(2))


def test_where_no_seat_exists_the_superior_tables_what_is_agreed_by_that() -> None:
    tabling(seats=()).refused(Code.NO_SEATS)
    from_above = (tabled(seats=()), negotiated(agreement=Agreement.SUPERIOR))
    tabling(seats=(), by_superior=True).then(*from_above).leaves(status=Status.NEGOTIATED)
    tabling(by_superior=True).then(tabled()).leaves(status=Status.REPORTED)


def test_at_approved_a_version_is_the_draft_of_a_variation() -> None:
    tabling(*APPROVED).then(tabled(2)).leaves(status=Status.APPROVED)
    tabling(*APPROVED, seats=(), by_superior=True).then(tabled(2, seats=())).leaves(
        status=Status.APPROVED
    )
    state = given(*APPROVED, tabled(2, budget=500)).state
    assert state.approval.proposal.budget == 100


def test_no_second_plan_is_tabled_while_one_waits_for_approval() -> None:
    tabling(*AGREED).refused(Code.STATUS_FORBIDS, status="negotiated")


def test_a_plan_speaks_of_sites_and_units_that_are_known() -> None:
    strange = Output(item=sealed(), quantity=1, unit="bushel", site=None)
    nowhere = Output(item=sealed(), quantity=1, unit="zhan", site=3)
    tabling(sites=[1, 3]).refused(Code.UNKNOWN_SITE, sites=2)
    tabling(outputs=[strange]).refused(Code.UNKNOWN_UNIT, vocabulary=3)
    tabling(outputs=[nowhere]).refused(Code.UNKNOWN_SITE, sites=2)


def test_talks_fail_and_nothing_is_tabled_until_they_begin_again() -> None:
    given(*TABLED).when(fail_negotiation, reason=sealed()).then(FAILED).leaves(
        status=Status.REPORTED
    )
    failed = given(*TABLED, FAILED)
    failed.when(fail_negotiation, reason=sealed()).refused(Code.NEGOTIATION_OVER)
    tabling(*TABLED, FAILED).refused(Code.NEGOTIATION_OVER)
    failed.when(reopen_negotiation, reason=sealed()).then(TALK_AGAIN).leaves(status=Status.REPORTED)
    tabling(*TABLED, FAILED, TALK_AGAIN).then(tabled(2))


def test_talks_begin_again_after_an_agreement_and_its_words_are_void() -> None:
    given(*AGREED).when(reopen_negotiation, reason=sealed()).then(TALK_AGAIN).leaves(
        status=Status.REPORTED
    )
    talks = given(*AGREED, TALK_AGAIN).state.negotiation
    assert (talks.positions, talks.agreement) == ((), None)
    assert talks.proposal is not None


def test_talks_that_go_on_are_not_reopened() -> None:
    for way in ((reported(),), TABLED):
        given(*way).when(reopen_negotiation, reason=sealed()).refused(Code.NEGOTIATION_NOT_FAILED)
    given(*APPROVED).when(reopen_negotiation, reason=sealed()).refused(
        Code.STATUS_FORBIDS, status="approved"
    )
    given(*AGREED).when(fail_negotiation, reason=sealed()).refused(
        Code.STATUS_FORBIDS, status="negotiated"
    )


def test_confirmed_emergency_work_can_be_varied_though_the_talks_had_failed() -> None:
    confirmed = approved(None, ApprovalRule.EMERGENCY)
    tabling(*URGENT, FAILED, confirmed).then(tabled()).leaves(status=Status.APPROVED)
