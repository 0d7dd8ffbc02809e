"""Whose word a plan needs, what each seat says to it, and what it comes to."""

from domain.body.events import SeatFilled, SeatVacated
from domain.issue.events import Agreement, Stance
from domain.issue.lifecycle import Status
from domain.issue.negotiation import take_position
from domain.issue.parts import Position
from domain.issue.seats import agreement_of, agreement_with, pinned_seats
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import (
    COMMITTEE,
    COMPOUND,
    COMPOUND_ADDED,
    CONTRACTOR,
    NORMAL,
    OWNER,
    OWNERS,
    PROPERTY,
    body_state,
    registered,
    reported,
    ruled,
    sealed,
)
from tests.domain.loop import (
    AGREED,
    ANNULLED,
    APPROVED,
    FAILED,
    SEATS,
    TABLED,
    TALK_AGAIN,
    TROIKA,
    URGENT,
    WORDS,
    approved,
    negotiated,
    pinned,
    position,
    tabled,
    varied,
)

FIRST, SECOND, LAST = SEATS


def filled(seat: str, compound: object = COMPOUND, acting: bool = False) -> SeatFilled:
    """The usual organisation takes its seat."""
    there = COMPOUND if compound else None
    return SeatFilled(seat=seat, organisation=SEATS[seat][0], compound=there, acting=acting)


def sitting(*events: object, compound: object = COMPOUND) -> Outcome:
    """Who is asked in the compound under the troika's method."""
    body = body_state(registered(), COMPOUND_ADDED, *events)
    return given().when(pinned_seats, committee=body, compound=compound, required=tuple(SEATS))


def speaking(*history: object, **other: object) -> Outcome:
    """The last seat of the troika agrees to version 1, unless told otherwise."""
    seat = other.get("seat", LAST)
    usual: dict[str, object] = {
        "version": 1,
        "seat": seat,
        "voice": SEATS.get(str(seat), (OWNERS, OWNER))[1],
        "stance": Stance.AGREE,
        "reason": None,
    }
    return given(*history or TABLED).when(take_position, **usual | other)


def test_the_seats_that_exist_are_asked_in_the_order_of_the_method() -> None:
    sitting(filled(LAST), filled(SECOND), filled(FIRST, None)).answers(TROIKA)
    sitting().answers(())
    sitting(filled(SECOND, acting=True)).answers((pinned(SECOND, acting=True),))


def test_a_seat_of_the_compound_goes_before_one_for_all() -> None:
    everywhere = SeatFilled(seat=LAST, organisation=CONTRACTOR, compound=None, acting=False)
    sitting(everywhere).answers((pinned(LAST, CONTRACTOR),))
    sitting(everywhere, filled(LAST)).answers((pinned(LAST),))
    sitting(everywhere, filled(LAST), compound=None).answers((pinned(LAST, CONTRACTOR),))


def test_an_empty_seat_exists_and_somebody_has_to_act_for_it() -> None:
    vacated = SeatVacated(seat=LAST, compound=COMPOUND)
    sitting(filled(LAST), vacated).refused(Code.SEAT_WITHOUT_HOLDER, seat=LAST)
    substitute = SeatFilled(seat=LAST, organisation=OWNERS, compound=COMPOUND, acting=True)
    sitting(filled(LAST), vacated, substitute).answers((pinned(LAST, OWNERS, acting=True),))


def test_a_seat_says_its_word() -> None:
    for stance in (Stance.OBJECT, Stance.ABSTAIN, Stance.AGREE):
        speaking(seat=FIRST, stance=stance).then(position(FIRST, stance)).leaves(
            status=Status.REPORTED
        )


def test_the_last_agreeing_word_makes_it_negotiated() -> None:
    speaking(*TABLED, *WORDS[:2]).then(WORDS[2], negotiated()).leaves(status=Status.NEGOTIATED)
    speaking(*TABLED, WORDS[2], WORDS[0], seat=SECOND).then(WORDS[1], negotiated())


def test_one_seat_that_objects_or_abstains_holds_it() -> None:
    for stance in (Stance.OBJECT, Stance.ABSTAIN):
        speaking(*TABLED, WORDS[0], position(SECOND, stance)).then(WORDS[2])
        speaking(*TABLED, *WORDS[:2], stance=stance).then(position(LAST, stance))


def test_a_seat_may_think_again() -> None:
    objected = (*TABLED, position(LAST, Stance.OBJECT), *WORDS[:2])
    speaking(*objected).then(WORDS[2], negotiated())
    assert len(given(*objected, WORDS[2]).state.negotiation.positions) == 3


def test_a_method_may_let_abstention_pass() -> None:
    lenient = reported(rules=ruled(abstention_blocks=False))
    passing = (lenient, *TABLED[1:], WORDS[0], position(SECOND, Stance.ABSTAIN))
    speaking(*passing).then(WORDS[2], negotiated())
    alone = (lenient, *TABLED[1:], *(position(seat, Stance.ABSTAIN) for seat in (FIRST, SECOND)))
    speaking(*alone).then(WORDS[2], negotiated(agreement=Agreement.SINGLE))
    speaking(*alone, stance=Stance.ABSTAIN).then(position(LAST, Stance.ABSTAIN))


def test_agreement_takes_two_organisations() -> None:
    only = (*TABLED[:2], tabled(seats=(pinned(LAST),)))
    speaking(*only).then(WORDS[2], negotiated(agreement=Agreement.SINGLE))
    twice = tabled(seats=(pinned(SECOND, PROPERTY, acting=True), pinned(LAST)))
    both = given(reported(), NORMAL, twice).when(
        take_position, version=1, seat=SECOND, voice=OWNER, stance=Stance.AGREE, reason=None
    )
    state = given(reported(), NORMAL, twice, *both.value).state
    word = Position(seat=LAST, organisation=PROPERTY, voice=SEATS[LAST][1], stance=Stance.AGREE)
    assert agreement_of(state) is None
    assert agreement_with(state, word) is Agreement.SINGLE


def test_nobody_can_agree_to_nothing() -> None:
    assert agreement_of(given(reported()).state) is None
    assert agreement_of(given(reported(), NORMAL, tabled(seats=())).state) is Agreement.SUPERIOR


def test_a_word_is_spoken_to_the_version_on_the_table() -> None:
    speaking(*TABLED, tabled(2)).refused(Code.PROPOSAL_SUPERSEDED, version=2)
    speaking(*TABLED, tabled(2), version=3).refused(Code.PROPOSAL_SUPERSEDED, version=2)
    dropped = (*APPROVED, tabled(2), ANNULLED, TALK_AGAIN)
    speaking(*dropped, version=2).refused(Code.PROPOSAL_SUPERSEDED, version=1)
    speaking(reported(), NORMAL).refused(Code.NO_PROPOSAL)
    speaking(*TABLED, FAILED).refused(Code.NEGOTIATION_OVER)
    speaking(*TABLED, FAILED, TALK_AGAIN).then(WORDS[2])
    speaking(*AGREED).refused(Code.STATUS_FORBIDS, status="negotiated")


def test_only_a_seat_that_is_asked_speaks() -> None:
    speaking(seat="police").refused(Code.SEAT_NOT_REQUIRED)
    speaking(*TABLED[:2], tabled(seats=TROIKA[:2])).refused(Code.SEAT_NOT_REQUIRED)


def test_one_person_voices_one_seat() -> None:
    said = (*TABLED, position(FIRST, voice=OWNER))
    speaking(*said, seat=SECOND).refused(Code.ONE_VOICE)
    speaking(*said, seat=SECOND, voice=COMMITTEE).then(position(SECOND, voice=COMMITTEE))
    speaking(*said, seat=FIRST, voice=OWNER).then(position(FIRST, voice=OWNER))
    fresh = (*said, tabled(2))
    speaking(*fresh, seat=SECOND, version=2).then(position(SECOND, version=2))


def test_a_seat_vacated_meanwhile_keeps_what_it_said_and_who_said_it() -> None:
    """The proposal pins the seats: what becomes of them afterwards stands in another stream."""
    body = body_state(registered(), COMPOUND_ADDED, *(filled(seat) for seat in SEATS))
    seats = pinned_seats(body, COMPOUND, SEATS)
    speaking(*TABLED[:2], tabled(seats=seats), *WORDS[:2]).then(WORDS[2], negotiated())
    kept = given(*TABLED, WORDS[0]).state.negotiation.positions
    assert [(p.seat, p.organisation) for p in kept] == [(FIRST, COMMITTEE)]


def test_on_a_variation_seats_speak_and_the_status_stays() -> None:
    draft = (*APPROVED, tabled(2))
    words = [position(seat, version=2) for seat in SEATS]
    speaking(*draft, *words[:2], version=2).then(words[2]).leaves(status=Status.APPROVED)
    speaking(*APPROVED).refused(Code.NO_PROPOSAL)
    speaking(*draft, *words, varied(), version=2).refused(Code.NO_PROPOSAL)


def test_nobody_speaks_to_a_plan_that_an_emergency_put_in_force() -> None:
    confirmed = (*URGENT, tabled(), approved())
    speaking(*confirmed, reason=sealed()).refused(Code.NO_PROPOSAL)
