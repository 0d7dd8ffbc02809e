"""The hierarchy, its compounds, who sits where, and what a committee adopts."""

from dataclasses import replace
from datetime import date, timedelta

from domain.body.events import CompoundAdded, Level, MethodAdopted, SeatFilled, SeatVacated
from domain.body.registry import (
    add_compound,
    adopt_method,
    fill_seat,
    register,
    require_committee,
    vacate_seat,
)
from domain.body.state import Adoption, Holder, in_force, to_come
from domain.moment import local
from domain.refusal import Code
from tests.domain.dsl import T0, Outcome, Rule, given
from tests.domain.examples import (
    COMPOUND,
    COMPOUND_ADDED,
    CONTRACTOR,
    PROPERTY,
    SUBDISTRICT,
    VOCABULARY,
    body_state,
    method_state,
    registered,
    uid,
)

COMMITTEE = (registered(), COMPOUND_ADDED)
SEAT = "property-company"
TODAY = local(T0).date()
HELD = SeatFilled(seat=SEAT, organisation=PROPERTY, compound=COMPOUND, acting=False)
HELD_EVERYWHERE = SeatFilled(seat=SEAT, organisation=CONTRACTOR, compound=None, acting=False)
PROPERTYS = Holder(organisation=PROPERTY, acting=False)


def registering(level: Level, superior: Level | None, **other: object) -> Outcome:
    """Register a body of *level* under a body of level *superior*."""
    usual: dict[str, object] = {
        "level": level,
        "name": "凌八居民区",
        "code": "LB",
        "superior": SUBDISTRICT if superior else None,
        "superior_state": body_state(registered(superior)) if superior else None,
    }
    return given().when(register, **usual | other)


def filling(*history: object, **other: object) -> Outcome:
    """The property company takes its seat in the compound, unless told otherwise."""
    usual: dict[str, object] = {
        "vocabulary": VOCABULARY,
        "seat": "property-company",
        "organisation": PROPERTY,
        "organisation_known": True,
        "compound": COMPOUND,
    }
    return given(*history or COMMITTEE).when(fill_seat, **usual | other)


def adopting(*history: object, **other: object) -> Outcome:
    """The committee adopts linba v4, unless told otherwise."""
    usual: dict[str, object] = {
        "method": method_state(),
        "name": "linba",
        "version": 4,
        "effective": None,
        "today": TODAY,
    }
    return given(*history or COMMITTEE).when(adopt_method, **usual | other)


def test_each_level_stands_right_under_the_next() -> None:
    superiors = {
        Level.DISTRICT: None,
        Level.SUBDISTRICT: Level.DISTRICT,
        Level.COMMITTEE: Level.SUBDISTRICT,
    }
    for level, superior in superiors.items():
        registering(level, superior).then(registered(level)).leaves(
            level=level, compounds={}, seats={}, adoptions=()
        )


def test_a_district_has_no_superior() -> None:
    for superior in (Level.DISTRICT, Level.SUBDISTRICT):
        registering(Level.DISTRICT, superior).refused(Code.SUPERIOR_FORBIDDEN, level="district")


def test_everything_below_a_district_has_one() -> None:
    for level in (Level.SUBDISTRICT, Level.COMMITTEE):
        registering(level, None).refused(Code.SUPERIOR_REQUIRED, level=level)


def test_a_superior_exists_and_stands_right_above() -> None:
    wrong = {
        Level.SUBDISTRICT: (Level.SUBDISTRICT, Level.COMMITTEE),
        Level.COMMITTEE: (Level.DISTRICT, Level.COMMITTEE),
    }
    for level, superiors in wrong.items():
        registering(level, Level.DISTRICT, superior_state=None).refused(
            Code.UNKNOWN_SUPERIOR, level=level
        )
        for superior in superiors:
            registering(level, superior).refused(Code.UNKNOWN_SUPERIOR, level=level)


def test_a_compound_joins_its_committee_under_a_name_of_its_own() -> None:
    given(registered()).when(add_compound, compound=COMPOUND, name="凌兆一村").then(
        COMPOUND_ADDED
    ).leaves(compounds={COMPOUND: "凌兆一村"})
    joined = given(*COMMITTEE)
    joined.when(add_compound, compound=uid(5), name="凌兆一村").refused(Code.COMPOUND_EXISTS)
    second = CompoundAdded(compound=uid(5), name="凌兆二村")
    joined.when(add_compound, compound=uid(5), name="凌兆二村").then(second)


def test_an_organisation_takes_a_seat_in_a_compound_or_everywhere() -> None:
    filling().then(HELD).leaves(seats={("property-company", COMPOUND): PROPERTYS})
    filling(compound=None, organisation=CONTRACTOR).then(HELD_EVERYWHERE)
    filling(*COMMITTEE, HELD_EVERYWHERE).then(HELD)


def test_a_vacated_seat_still_exists_and_can_be_filled_again() -> None:
    key = ("property-company", COMPOUND)
    vacated = (*COMMITTEE, HELD, SeatVacated(seat=key[0], compound=COMPOUND))
    assert body_state(*vacated).seats == {key: None}
    filling(*vacated).then(HELD).leaves(seats={key: PROPERTYS})


def test_a_seat_is_taken_by_somebody_known_in_a_compound_of_the_committee() -> None:
    filling(organisation_known=False).refused(Code.UNKNOWN_ORGANISATION)
    filling(compound=uid(404)).refused(Code.UNKNOWN_COMPOUND)


def test_any_seat_of_the_vocabulary_can_be_filled_and_no_other() -> None:
    for seat in VOCABULARY.seats:
        filling(seat=seat).then(replace(HELD, seat=seat))
    filling(seat="throne").refused(Code.UNKNOWN_SEAT, vocabulary=3)


def test_a_substitute_acts_for_a_seat_and_it_is_told() -> None:
    filling(organisation=CONTRACTOR, acting=True).then(
        replace(HELD, organisation=CONTRACTOR, acting=True)
    ).leaves(seats={(SEAT, COMPOUND): Holder(organisation=CONTRACTOR, acting=True)})


def test_an_owners_committee_sits_in_one_compound() -> None:
    seat = "owners-committee"
    filling(seat=seat, compound=None).refused(Code.COMPOUND_REQUIRED, seat=seat)
    filling(seat=seat).then(replace(HELD, seat=seat))


def test_no_holder_disappears_unnoticed() -> None:
    for organisation in (PROPERTY, CONTRACTOR):
        filling(*COMMITTEE, HELD, organisation=organisation).refused(
            Code.SEAT_TAKEN, seat="property-company"
        )
    vacated = SeatVacated(seat="property-company", compound=COMPOUND)
    filling(*COMMITTEE, HELD, vacated).then(HELD)


def adopted(
    method: str = "linba", version: int = 4, effective: date | None = None
) -> MethodAdopted:
    """An adoption, at once unless told otherwise."""
    return MethodAdopted(method=method, version=version, effective=effective)


def test_a_committee_adopts_a_published_version() -> None:
    held = Adoption(method="linba", version=4, since=TODAY)
    adopting().then(adopted()).leaves(adoptions=(held,))


def test_what_was_never_published_is_not_adopted() -> None:
    adopting(method=None).refused(Code.UNKNOWN_METHOD, version=4)
    for version in (1, 2, 3, 5):
        adopting(version=version).refused(Code.UNKNOWN_METHOD, version=version)


def test_a_version_is_adopted_anew_only_after_another() -> None:
    adopting(*COMMITTEE, adopted()).refused(Code.METHOD_ALREADY_ADOPTED, version=4)
    adopting(*COMMITTEE, adopted(), adopted(version=5)).then(adopted())
    adopting(*COMMITTEE, adopted("default")).then(adopted())


def test_a_method_is_adopted_for_a_day_to_come_and_never_for_one_that_is_over() -> None:
    adopting(effective=TODAY).then(adopted(effective=TODAY))
    adopting(effective=TODAY + timedelta(days=366)).then(
        adopted(effective=TODAY + timedelta(days=366))
    )
    adopting(effective=TODAY - timedelta(days=1)).refused(
        Code.EFFECTIVE_IN_THE_PAST, today=TODAY.isoformat()
    )
    adopting(effective=TODAY + timedelta(days=367)).refused(Code.EFFECTIVE_TOO_FAR, days=366)


def test_adoptions_ahead_are_a_queue_and_a_later_word_on_the_same_day_takes_the_place() -> None:
    month, year = TODAY + timedelta(days=30), TODAY + timedelta(days=200)
    history = (
        *COMMITTEE,
        adopted("default"),
        adopted("deli", effective=year),
        adopted(effective=month),
        adopted("donghulu", effective=month),
    )
    state = body_state(*history)
    names = [one.method for one in to_come(state.adoptions, TODAY)]
    assert names == ["donghulu", "deli"]
    for day, name in ((0, "default"), (29, "default"), (30, "donghulu"), (200, "deli")):
        held = in_force(state.adoptions, TODAY + timedelta(days=day))
        assert held is not None
        assert held.method == name
    assert in_force(state.adoptions, TODAY - timedelta(days=1)) is None
    assert [one.method for one in to_come(state.adoptions, month)] == ["deli"]
    # What holds on that day already is not adopted again; what only held before it is.
    adopting(*history, effective=month).then(adopted(effective=month))
    adopting(*COMMITTEE, adopted(), effective=month).refused(Code.METHOD_ALREADY_ADOPTED, version=4)


def test_a_method_is_adopted_under_its_own_name() -> None:
    adopting(name="default").refused(Code.UNKNOWN_METHOD, version=4)


def test_only_a_committee_has_compounds_seats_and_a_method() -> None:
    rules: tuple[tuple[Rule, dict[str, object]], ...] = (
        (require_committee, {}),
        (add_compound, {"compound": COMPOUND, "name": "凌兆一村"}),
        (vacate_seat, {"seat": "operator", "compound": None}),
    )
    for level in (Level.DISTRICT, Level.SUBDISTRICT):
        body = registered(level)
        for rule, arguments in rules:
            given(body).when(rule, **arguments).refused(Code.NOT_A_COMMITTEE, level=level)
        filling(body, compound=None).refused(Code.NOT_A_COMMITTEE, level=level)
        adopting(body).refused(Code.NOT_A_COMMITTEE, level=level)
    given(*COMMITTEE).when(require_committee).answers(None)
