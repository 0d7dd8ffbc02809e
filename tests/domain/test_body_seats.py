"""Where a seat counts, where it stands empty, and where it is vacated."""

from domain.body.events import SeatFilled, SeatVacated
from domain.body.registry import vacate_seat
from domain.body.state import Holder
from domain.refusal import Code
from tests.domain.dsl import given
from tests.domain.examples import (
    COMPOUND,
    COMPOUND_ADDED,
    CONTRACTOR,
    PROPERTY,
    body_state,
    registered,
    uid,
)

COMMITTEE = (registered(), COMPOUND_ADDED)
SEAT = "property-company"
HELD = SeatFilled(seat=SEAT, organisation=PROPERTY, compound=COMPOUND, acting=False)
HELD_EVERYWHERE = SeatFilled(seat=SEAT, organisation=CONTRACTOR, compound=None, acting=False)


def test_a_seat_counts_in_its_compound_or_everywhere() -> None:
    body = body_state(*COMMITTEE, HELD, HELD_EVERYWHERE)
    assert body.seat(SEAT, COMPOUND) == (SEAT, COMPOUND)
    assert body.seat(SEAT, uid(5)) == body.seat(SEAT, None) == (SEAT, None)
    assert body.seat("police", COMPOUND) is None


def test_a_seat_that_stands_empty_in_a_compound_does_not_hide_who_holds_it_for_all() -> None:
    vacated = SeatVacated(seat=SEAT, compound=COMPOUND)
    body = body_state(*COMMITTEE, HELD, vacated, HELD_EVERYWHERE)
    assert body.seat(SEAT, COMPOUND) == (SEAT, None)
    both = body_state(
        *COMMITTEE, HELD, vacated, HELD_EVERYWHERE, SeatVacated(seat=SEAT, compound=None)
    )
    assert both.seat(SEAT, COMPOUND) == (SEAT, COMPOUND)
    assert body_state(*COMMITTEE, HELD, vacated).seat(SEAT, COMPOUND) == (SEAT, COMPOUND)
    assert body_state(*COMMITTEE, HELD, vacated).seat(SEAT, uid(5)) is None


def test_a_seat_is_vacated_where_somebody_sits() -> None:
    seat = "property-company"
    given(*COMMITTEE, HELD, HELD_EVERYWHERE).when(vacate_seat, seat=seat, compound=COMPOUND).then(
        SeatVacated(seat=seat, compound=COMPOUND)
    ).leaves(
        seats={(seat, COMPOUND): None, (seat, None): Holder(organisation=CONTRACTOR, acting=False)}
    )
    for history in (COMMITTEE, (*COMMITTEE, HELD_EVERYWHERE)):
        given(*history).when(vacate_seat, seat=seat, compound=COMPOUND).refused(
            Code.SEAT_VACANT, seat=seat
        )
