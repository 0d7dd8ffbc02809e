"""Triage: three tracks, the terms of each scale, and what an emergency must say."""

from domain.issue.events import Triaged
from domain.issue.intake import triage
from domain.issue.lifecycle import Status
from domain.issue.parts import Emergency as Waiting
from domain.method.rules import ApprovalRule, Waiver
from domain.method.terms import Basis, Clock, Scale, Span, Term, Track
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import (
    DEFAULT,
    DONE,
    EMERGENCY,
    FAST,
    LINBA,
    LINBA_RULES,
    LINBA_TERMS,
    NORMAL,
    PROPERTY,
    VOCABULARY,
    reported,
    ruled,
    sealed,
    triaged,
)
from tests.domain.loop import (
    ANNULLED,
    APPROVED,
    TALK_AGAIN,
    UNHAPPY,
    URGENT,
    URGENT_WORK,
    rejected,
    reopened,
    started,
)


def triaging(*history: object, **other: object) -> Outcome:
    """The committee classifies a report as small and normal, unless told otherwise."""
    usual: dict[str, object] = {
        "method": LINBA,
        "vocabulary": VOCABULARY,
        "category": "lighting",
        "scale": Scale.SMALL,
        "track": Track.NORMAL,
        "summary": None,
    }
    return given(*history or (reported(),)).when(triage, **usual | other)


def test_triage_classifies_and_keeps_the_issue_where_it_is() -> None:
    triaging(summary=sealed("summary")).then(
        Triaged(
            category="lighting",
            scale=Scale.SMALL,
            track=Track.NORMAL,
            summary=sealed("summary"),
            terms=LINBA_TERMS,
            emergency=None,
        )
    ).leaves(status=Status.REPORTED, track=Track.NORMAL, terms=LINBA_TERMS)


def test_triage_pins_the_terms_of_the_scale() -> None:
    first = Term(clock=Clock.RESPONSE, amount=1, span=Span.DAY, basis=Basis.WORKING)
    for scale, days in ((Scale.SMALL, 5), (Scale.URGENT, 3), (Scale.HARD, 15)):
        last = Term(clock=Clock.COMPLETION, amount=days, span=Span.DAY, basis=Basis.WORKING)
        decided = triaging(method=DEFAULT, scale=scale)
        assert decided.value[0].terms[:2] == (first, last)
        decided.leaves(terms=decided.value[0].terms)


def test_triage_may_be_said_again() -> None:
    triaging(reported(), FAST).then(triaged()).leaves(track=Track.NORMAL)


def test_triage_opens_the_fast_track_for_the_scales_of_the_method() -> None:
    triaging(track=Track.FAST).then(FAST).leaves(track=Track.FAST)
    triaging(track=Track.FAST, scale=Scale.URGENT).then(triaged(Track.FAST, Scale.URGENT))
    triaging(track=Track.FAST, scale=Scale.HARD).refused(Code.FAST_TRACK_CLOSED, scale="hard")
    triaging(scale=Scale.HARD).then(triaged(scale=Scale.HARD))


def test_triage_uses_the_vocabulary() -> None:
    triaging(category="weather").refused(Code.UNKNOWN_CATEGORY, vocabulary=3)


def test_triage_is_over_when_the_issue_is_done() -> None:
    triaging(reported(), FAST, DONE).refused(Code.STATUS_FORBIDS, status="done")


def test_an_emergency_says_why_it_is_one_and_what_it_waits_for() -> None:
    urgent = triaging(track=Track.EMERGENCY, ground=sealed("ground"))
    urgent.then(EMERGENCY).leaves(
        status=Status.REPORTED,
        track=Track.EMERGENCY,
        emergency=Waiting(case=None, waives=(Waiver.NEGOTIATION, Waiver.APPROVAL)),
    )
    triaging(track=Track.EMERGENCY).refused(Code.GROUND_REQUIRED)


def test_an_emergency_on_which_work_has_begun_stays_one() -> None:
    for track in (Track.NORMAL, Track.FAST):
        triaging(*URGENT_WORK, track=track).refused(Code.WORK_ALREADY_STARTED)
        assert triaging(*URGENT, track=track).refusal is None
    urgent = triaging(*URGENT_WORK, track=Track.EMERGENCY, ground=sealed("ground"))
    urgent.then(EMERGENCY).leaves(track=Track.EMERGENCY)
    begun = (*APPROVED, started(), ANNULLED, TALK_AGAIN)
    assert triaging(*begun, track=Track.FAST).refusal is None


def test_no_triage_undoes_the_refusal_of_a_confirmation() -> None:
    waives = (Waiver.NEGOTIATION, Waiver.APPROVAL)
    no = rejected(None, ApprovalRule.EMERGENCY, bearer=PROPERTY)
    for way in ((*URGENT_WORK, no), (*URGENT, no, NORMAL)):
        again = triaging(*way, track=Track.EMERGENCY, ground=sealed("ground"))
        again.leaves(emergency=Waiting(case=None, waives=waives, refused=True))
    anew = (*URGENT_WORK, no, DONE, UNHAPPY, reopened())
    triaging(*anew, track=Track.EMERGENCY, ground=sealed("ground")).leaves(
        emergency=Waiting(case=None, waives=waives)
    )


def test_a_method_without_an_emergency_track_has_none() -> None:
    closed = reported(rules=ruled(waives=()))
    triaging(closed, track=Track.EMERGENCY, ground=sealed()).refused(Code.EMERGENCY_TRACK_CLOSED)
    partly = reported(rules=ruled(waives=(Waiver.APPROVAL,)))
    triaging(partly, track=Track.EMERGENCY, ground=sealed()).leaves(
        emergency=Waiting(case=None, waives=(Waiver.APPROVAL,))
    )


def test_a_case_stands_on_the_list_of_the_method() -> None:
    for case in LINBA_RULES.cases:
        triaging(track=Track.EMERGENCY, ground=sealed("ground"), case=case).then(
            triaged(Track.EMERGENCY, case=case)
        )
    triaging(track=Track.EMERGENCY, ground=sealed(), case="meteorite").refused(
        Code.UNKNOWN_CASE, cases=5
    )


def test_only_an_emergency_has_a_ground() -> None:
    triaging(ground=sealed(), case="lift-failure").then(triaged())
    triaging(reported(), EMERGENCY).then(triaged()).leaves(emergency=None)
