"""Transfer (移交): another committee takes it over and works by its own method."""

from domain.body import events as body
from domain.body.events import Level
from domain.issue.events import PinnedMethod, Transferred
from domain.issue.intake import transfer
from domain.issue.lifecycle import Status
from domain.issue.parts import Emergency, Negotiation
from domain.method.rules import Waiver
from domain.method.terms import Scale, resolve
from domain.refusal import Code
from tests.domain.dsl import Outcome, fold, given
from tests.domain.examples import (
    COMMITTEE,
    COMPLETED,
    DEFAULT,
    EMERGENCY,
    NORMAL,
    PROPERTY,
    TIMETABLE,
    VOCABULARY,
    body_state,
    dispatched,
    registered,
    reported,
    sealed,
    triaged,
    uid,
)
from tests.domain.loop import (
    ABSORBED,
    AGREED,
    RELEASED,
    TABLED,
    URGENT,
    URGENT_WORK,
    received,
    rejected,
    returned,
)

RECEIVER, ITS_COMPOUND = uid(5), uid(51)
ELSEWHERE = body_state(
    registered(),
    body.CompoundAdded(compound=ITS_COMPOUND, name="东明新村"),
)


def transferring(*history: object, **other: object) -> Outcome:
    """The superior hands it to a committee that works by the general method."""
    usual: dict[str, object] = {
        "receiver": ELSEWHERE,
        "method": DEFAULT,
        "vocabulary": VOCABULARY,
        "timetable": TIMETABLE,
        "committee": RECEIVER,
        "compound": ITS_COMPOUND,
        "receiver_in_reach": True,
        "reason": sealed(),
    }
    return given(*history or (reported(),)).when(transfer, **usual | other)


MOVED = Transferred(
    committee=RECEIVER,
    compound=ITS_COMPOUND,
    method=PinnedMethod(name="default", version=4, hash=DEFAULT.hash),
    vocabulary=3,
    terms=resolve(DEFAULT.terms, "lighting", None),
    rules=DEFAULT.rules,
    timetable=TIMETABLE,
    reason=sealed(),
)


def test_the_receiver_works_by_its_own_method_and_the_number_stays() -> None:
    transferring().then(MOVED).leaves(
        status=Status.REPORTED,
        number="LB-2026-000001",
        committee=RECEIVER,
        compound=ITS_COMPOUND,
        rules=DEFAULT.rules,
        level="compound",
    )


def test_a_place_in_a_compound_is_named_anew_and_a_bare_address_goes_along() -> None:
    transferring(compound=None).refused(Code.PLACE_REQUIRED)
    bare = reported(compound=None, address=sealed())
    transferring(bare, compound=None).leaves(compound=None, level="committee")
    transferring(bare).leaves(compound=ITS_COMPOUND, level="compound")


def test_the_receiver_triages_it_anew() -> None:
    for triage in (NORMAL, triaged(scale=Scale.HARD), EMERGENCY):
        moved = transferring(reported(), triage)
        moved.leaves(category="lighting", scale=None, track=None, emergency=None)
        moved.leaves(terms=resolve(DEFAULT.terms, "lighting", None))
    refused = (*URGENT, rejected(None, bearer=PROPERTY))
    state = fold(transferring(*refused).value, given(*refused).state)
    assert fold([EMERGENCY], state).emergency == Emergency(
        case=None, waives=(Waiver.NEGOTIATION, Waiver.APPROVAL)
    )


def test_what_was_tabled_binds_nobody_there() -> None:
    transferring(*TABLED).leaves(negotiation=Negotiation(versions=1))


def test_only_what_nobody_works_on_or_pays_for_is_handed_over() -> None:
    transferring(reported(), dispatched()).refused(Code.DISPATCH_OPEN, open=1)
    transferring(reported(), dispatched(), COMPLETED).then(MOVED)
    transferring(*URGENT_WORK).refused(Code.WORK_ALREADY_STARTED)
    transferring(reported(), ABSORBED).refused(Code.HAS_CHILDREN, children=1)
    transferring(reported(), ABSORBED, RELEASED).then(MOVED)
    transferring(*TABLED, received(7)).refused(Code.FUNDS_UNSETTLED, held=7)
    assert transferring(*TABLED, received(7), returned(7)).refusal is None
    transferring(*AGREED).refused(Code.STATUS_FORBIDS, status="negotiated")


def test_the_receiver_is_another_committee_under_the_same_superior() -> None:
    transferring(committee=COMMITTEE).refused(Code.SAME_COMMITTEE)
    above = body_state(registered(Level.SUBDISTRICT))
    transferring(receiver=above).refused(Code.NOT_A_COMMITTEE, level="subdistrict")
    transferring(receiver_in_reach=False).refused(Code.BEYOND_SUPERIOR)
    transferring(compound=uid(404)).refused(Code.UNKNOWN_COMPOUND)
