"""What a method asks before a step: meetings held with the seats there, points checked."""

from uuid import UUID

from domain.actor import Actor, Role
from domain.body import events as body
from domain.issue.checking import check
from domain.issue.demands import (
    ready_to_revisit,
    require_step,
    seats_there,
    wanting_checks,
    wanting_meeting,
)
from domain.issue.events import Checked, MeetingNoted, Stance
from domain.issue.events import Outcome as Ending
from domain.issue.negotiation import take_position
from domain.issue.revisit import Answer, revisit
from domain.issue.works import complete
from domain.method.rules import CheckRule, MeetingRule, Step
from domain.method.terms import Scale
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import (
    COMMITTEE,
    COMPOUND,
    COMPOUND_ADDED,
    DONE,
    FAST,
    OWNERS,
    PROPERTY,
    REPORTER,
    STRANGER,
    VOCABULARY,
    body_state,
    registered,
    reported,
    ruled,
    sealed,
    triaged,
)
from tests.domain.loop import REWORK, SEATS, UNHAPPY, WORDS, reopened, revisited, tabled
from tests.domain.worded import ASKED, OUTSIDER

HEARING = MeetingRule(kinds=("hearing", "council"), step=Step.NEGOTIATED, seats=("police",))
APPRAISAL = MeetingRule(kinds=("appraisal",), step=Step.REVISITED)
PHOTO = CheckRule(code="photo", step=Step.DONE)
THANKED = CheckRule(code="thanked", step=Step.DONE)
HARD = CheckRule(code="plans", step=Step.APPROVED, scales=(Scale.HARD,))
ASKING = reported(rules=ruled(meetings=(HEARING, APPRAISAL), checks=(PHOTO, THANKED, HARD)))


def met(kind: str = "hearing", missing: tuple[str, ...] = ()) -> MeetingNoted:
    """A meeting that was noted, everybody there unless told otherwise."""
    return MeetingNoted(
        meeting=None,
        kind=kind,
        attendees=(),
        seats=(),
        missing=missing,
        minutes=sealed(),
        outcome=None,
        opinions=(),
    )


def checked(*codes: str, step: Step = Step.DONE) -> Checked:
    """Points that were checked."""
    return Checked(step=step, codes=codes, note=None)


def checking(
    *history: object, codes: tuple[str, ...] = ("photo",), step: Step = Step.DONE
) -> Outcome:
    """Check the usual point."""
    return given(*history or (ASKING,)).when(check, step=step, codes=codes, note=None)


def asking(step: Step, *history: object) -> Outcome:
    """Whether *step* may be taken."""
    return given(ASKING, *history).when(require_step, step=step)


def test_a_step_waits_for_a_meeting_with_the_seats_that_were_asked() -> None:
    refused = {"step": "negotiated", "kind": "hearing, council", "seats": "police"}
    asking(Step.NEGOTIATED).refused(Code.MEETING_REQUIRED, **refused)
    asking(Step.NEGOTIATED, met("joint")).refused(Code.MEETING_REQUIRED, **refused)
    asking(Step.NEGOTIATED, met(missing=("police",))).refused(Code.MEETING_REQUIRED, **refused)
    for kind in ("hearing", "council"):
        asking(Step.NEGOTIATED, met(kind, missing=("council",))).answers(None)
    asking(Step.NEGOTIATED, met(missing=("police",)), met("council")).answers(None)


def test_a_step_waits_for_its_own_points_in_the_methods_order() -> None:
    told = {"step": "done", "codes": "photo, thanked"}
    asking(Step.DONE).refused(Code.CHECKLIST_INCOMPLETE, **told)
    asking(Step.DONE, checked("photo")).refused(
        Code.CHECKLIST_INCOMPLETE, step="done", codes="thanked"
    )
    asking(Step.DONE, checked("thanked"), checked("photo")).answers(None)
    asking(Step.REPORTED).answers(None)


def test_what_is_asked_of_a_scale_is_asked_of_no_other() -> None:
    for scale, wanting in ((Scale.SMALL, []), (Scale.HARD, ["plans"])):
        given(ASKING, triaged(scale=scale)).when(wanting_checks, step=Step.APPROVED).answers(
            wanting
        )
    given(ASKING).when(wanting_checks, step=Step.APPROVED).answers([])


def test_points_are_checked_once_and_are_those_of_the_method() -> None:
    checking().then(checked("photo")).leaves(checked=((Step.DONE, "photo"),))
    checking(codes=("photo", "thanked")).then(checked("photo", "thanked"))
    checking(codes=("photo", "photo")).refused(Code.ALREADY_CHECKED, step="done", check="photo")
    checking(ASKING, checked("photo")).refused(Code.ALREADY_CHECKED, step="done", check="photo")
    checking(codes=("weather",)).refused(Code.UNKNOWN_CHECK, step="done")
    checking(step=Step.APPROVED).refused(Code.UNKNOWN_CHECK, step="approved")
    checking(reported()).refused(Code.NOTHING_TO_CHECK)
    done = (checked("photo", "thanked"), checked("plans", step=Step.APPROVED))
    checking(ASKING, *done).refused(Code.NOTHING_TO_CHECK)
    checking(ASKING, FAST, DONE, revisited()).refused(Code.STATUS_FORBIDS, status="revisited")


def test_an_appraisal_is_of_what_was_done() -> None:
    plain = reported(rules=ruled(meetings=(APPRAISAL,)))
    early = (plain, FAST, met("appraisal"))
    # Noted in the same breath as the completion, it counts: nothing was later.
    given(*early, DONE).when(ready_to_revisit).answers(None)
    given(plain, FAST, DONE).when(ready_to_revisit).refused(
        Code.MEETING_REQUIRED, step="revisited", kind="appraisal", seats="-"
    )
    given(plain, FAST).when(wanting_meeting, step=Step.REVISITED).answers(APPRAISAL)
    given(plain, FAST, DONE, met("appraisal")).when(ready_to_revisit).answers(None)


def test_the_reporters_own_answer_waits_for_nobody() -> None:
    history = (reported(rules=ruled(meetings=(APPRAISAL,))), FAST, DONE)
    answer = Answer(kind=ASKED, resolved=True)
    given(*history).when(revisit, by=OUTSIDER, answer=answer).refused(
        Code.MEETING_REQUIRED, step="revisited", kind="appraisal", seats="-"
    )
    resident = Actor(role=Role.RESIDENT, person=REPORTER)
    assert given(*history).when(revisit, by=resident, answer=answer).refusal is None


def test_the_next_round_asks_anew_and_rework_keeps_what_was_for_the_plan() -> None:
    first = (ASKING, FAST, met(), checked("photo", "thanked"), DONE)
    for following, meetings in ((reopened(), 0), (REWORK, 1)):
        state = given(*first, UNHAPPY, following).state
        assert (len(state.meetings), state.checked) == (meetings, ())


def test_the_last_word_and_the_completion_are_refused_until_it_is_there() -> None:
    asked = reported(rules=ruled(meetings=(HEARING,), checks=(PHOTO,)))
    talks = (asked, triaged(), tabled(), *WORDS[:2])
    seat, (_, voice) = list(SEATS.items())[2]
    word = {"version": 1, "seat": seat, "voice": voice, "reason": None}
    agreeing = given(*talks).when(take_position, stance=Stance.AGREE, **word)
    agreeing.refused(
        Code.MEETING_REQUIRED, step="negotiated", kind="hearing, council", seats="police"
    )
    objecting = given(*talks).when(take_position, stance=Stance.OBJECT, **word)
    assert objecting.refusal is None
    assert given(*talks, met()).when(take_position, stance=Stance.AGREE, **word).refusal is None
    given(asked, FAST).when(
        complete,
        vocabulary=VOCABULARY,
        outcome=Ending.SOLVED,
        reply=sealed(),
        outputs=[],
        cost=None,
    ).refused(Code.CHECKLIST_INCOMPLETE, step="done", codes="photo")


def test_who_sat_there_is_found_in_the_committee_and_an_empty_seat_is_not_missed() -> None:
    def held(seat: str, organisation: UUID) -> body.SeatFilled:
        return body.SeatFilled(
            seat=seat, organisation=organisation, compound=COMPOUND, acting=False
        )

    committee = body_state(
        registered(),
        COMPOUND_ADDED,
        held("property-company", PROPERTY),
        held("owners-committee", OWNERS),
        held("police", STRANGER),
        body.SeatVacated(seat="police", compound=COMPOUND),
    )
    asked = ("property-company", "owners-committee", "police", "council")
    found = seats_there(committee, COMPOUND, [PROPERTY, COMMITTEE], asked)
    assert found == (("property-company",), ("owners-committee",))
    assert seats_there(committee, None, [PROPERTY], asked) == ((), ())
