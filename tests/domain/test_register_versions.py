"""Versions of a register: imported in parts, in force when whole, corrected."""

from dataclasses import replace

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.refusal import Code
from domain.register.canonical import canonical, digest_of, sums_of
from domain.register.correcting import correct
from domain.register.events import (
    Adopted,
    Begun,
    ImportAbandoned,
    ImportBegun,
    Owner,
    RollTaken,
    Sums,
    Unit,
    UnitsEntered,
)
from domain.register.importing import abandon, adopt, begin, begin_import, enter, is_in_force
from domain.register.state import register_stream
from tests.domain.dsl import Outcome, fold, given
from tests.domain.examples import COMMITTEE, COMPOUND, STEADY, sealed, uid
from tests.domain.registers import (
    BALLOT,
    BEGUN,
    FILE,
    IN_FORCE,
    OTHER_FILE,
    OWNERS,
    PUBLISHED,
    UNITS,
    adopted,
    answered,
    corrected,
    entered,
    import_begun,
    objected,
    owner,
    unit,
)

ENTERING = (BEGUN, import_begun())
ROLL = RollTaken(ballot=BALLOT, version=1)


def test_a_compound_has_one_register() -> None:
    given().when(begin, committee=COMMITTEE, compound=COMPOUND).then(
        Begun(committee=COMMITTEE, compound=COMPOUND)
    )
    assert register_stream(COMPOUND) == register_stream(COMPOUND) != register_stream(COMMITTEE)


def test_an_import_begins() -> None:
    given(BEGUN).when(begin_import, file=FILE, units=3).then(
        ImportBegun(version=1, file=FILE, units=3)
    )
    given(*IN_FORCE).when(begin_import, file=OTHER_FILE, units=3).then(
        ImportBegun(version=2, file=OTHER_FILE, units=3)
    )


def test_the_same_file_again_goes_on_or_is_there_already() -> None:
    given(*ENTERING).when(begin_import, file=FILE, units=3).nothing()
    given(*IN_FORCE).when(begin_import, file=FILE, units=3).nothing()
    given(*IN_FORCE, ROLL).when(begin_import, file=FILE, units=3).nothing()
    # What was corrected since is another register.
    given(*IN_FORCE, corrected()).when(begin_import, file=FILE, units=3).then(
        import_begun(version=3)
    )


def test_an_import_that_cannot_begin() -> None:
    given(BEGUN).when(begin_import, file=FILE, units=0).refused(Code.REGISTER_EMPTY)
    given(*ENTERING).when(begin_import, file=OTHER_FILE, units=3).refused(
        Code.IMPORT_RUNNING, version=1
    )
    given(*IN_FORCE, ROLL).when(begin_import, file=OTHER_FILE, units=3).refused(
        Code.REGISTER_IN_USE, ballots=1
    )


def entering(units: tuple[Unit, ...] = UNITS, owners: tuple[Owner, ...] = OWNERS) -> Outcome:
    return given(*ENTERING).when(enter, file=FILE, owners=owners, units=units)


def test_a_part_is_entered() -> None:
    entering().then(entered())
    part = UnitsEntered(version=1, owners=(owner("Y2"),), units=UNITS[1:])
    first = UnitsEntered(version=1, owners=(owner("Y1"),), units=UNITS[:1])
    given(*ENTERING, first).when(enter, file=FILE, owners=(owner("Y2"),), units=UNITS[1:]).then(
        part
    )


def test_a_part_that_was_entered_is_not_entered_again() -> None:
    given(*ENTERING, entered()).when(enter, file=FILE, owners=(), units=UNITS[:2]).nothing()
    given(*IN_FORCE).when(enter, file=FILE, owners=(), units=UNITS).nothing()


def test_a_part_with_something_wrong_in_it() -> None:
    for area in (0, -1):
        entering((unit(area=area),)).refused(Code.AREA_NOT_POSITIVE, unit="1-101")
    entering((unit(households=-1),)).refused(Code.COUNT_NEGATIVE, unit="1-101")
    entering((unit(residents=-1),)).refused(Code.COUNT_NEGATIVE, unit="1-101")
    entering((*UNITS, UNITS[0])).refused(Code.UNIT_REPEATED, unit="1-101")
    entering(owners=(*OWNERS, OWNERS[0])).refused(Code.OWNER_REPEATED, owner="Y1")
    entering((unit(owner="Y9"),)).refused(Code.UNKNOWN_OWNER, unit="1-101", owner="Y9")
    builders = tuple(owner(number, developer=True) for number in ("Y1", "Y2"))
    entering(owners=builders).refused(Code.SECOND_DEVELOPER, owner="Y2")


def test_a_part_that_says_what_an_earlier_one_says() -> None:
    there = given(*ENTERING, entered())
    other = (unit("1-101", "Y2"), unit("9-901", "Y1"))
    there.when(enter, file=FILE, owners=(), units=other).refused(Code.UNIT_REPEATED, unit="1-101")
    there.when(enter, file=FILE, owners=OWNERS[:1], units=other[1:]).refused(
        Code.OWNER_REPEATED, owner="Y1"
    )


def test_where_no_import_runs() -> None:
    given(BEGUN).when(enter, file=FILE, owners=OWNERS, units=UNITS).refused(Code.NO_IMPORT)
    given(*ENTERING).when(enter, file=OTHER_FILE, owners=OWNERS, units=UNITS).refused(
        Code.NO_IMPORT
    )
    given(BEGUN).when(adopt, file=FILE).refused(Code.NO_IMPORT)
    given(BEGUN).when(abandon).refused(Code.NO_IMPORT)


def test_what_is_whole_is_in_force() -> None:
    done = given(*ENTERING, entered()).when(adopt, file=FILE)
    sums = Sums(units=3, owners=2, area=8957 + 6000 + 7043)
    digest = digest_of({one.unit: one for one in UNITS}, {one.owner: one for one in OWNERS})
    done.then(Adopted(version=1, sums=sums, digest=digest))
    done.leaves(draft=None, newest=1, files={FILE: 1})
    state = fold(IN_FORCE)
    assert dict(state.current.units) == {one.unit: one for one in UNITS}
    assert (state.current.base, state.current.area) == (1, 22000)
    given(*IN_FORCE).when(adopt, file=FILE).nothing()


def test_what_is_not_whole_is_not() -> None:
    part = entered(owners=OWNERS[:1], units=UNITS[:1])
    given(*ENTERING, part).when(adopt, file=FILE).refused(
        Code.IMPORT_INCOMPLETE, entered=1, expected=3
    )
    idle = entered(owners=(*OWNERS, owner("Y3")))
    given(*ENTERING, idle).when(adopt, file=FILE).refused(Code.OWNER_WITHOUT_UNIT, owner="Y3")
    again = (import_begun(2, OTHER_FILE), entered(2), ROLL)
    given(*IN_FORCE, *again).when(adopt, file=OTHER_FILE).refused(Code.REGISTER_IN_USE, ballots=1)


def test_an_import_cut_short_leaves_what_is_in_force() -> None:
    running = (*IN_FORCE, import_begun(2, OTHER_FILE), entered(2, OWNERS[:1], UNITS[:1]))
    assert fold(running).current == fold(IN_FORCE).current
    given(*running).when(abandon).then(ImportAbandoned(version=2))
    after = fold([*running, ImportAbandoned(version=2)])
    assert (after.draft, after.current) == (None, fold(IN_FORCE).current)
    given(*running, ImportAbandoned(version=2)).when(begin_import, file=FILE, units=3).nothing()


def test_whether_a_file_is_in_force() -> None:
    assert not is_in_force(None, FILE)
    assert not is_in_force(fold(ENTERING), FILE)
    assert is_in_force(fold(IN_FORCE), FILE)
    assert not is_in_force(fold([*IN_FORCE, corrected()]), FILE)


def correcting(*history: object, **changes: object) -> Outcome:
    return given(*(history or IN_FORCE)).when(correct, ground=sealed(), **changes)


def test_a_correction_is_a_version() -> None:
    changed = unit("1-101", "Y1", 9857)
    correcting(units=(changed,)).then(corrected())
    sold = correcting(units=(unit("1-101", "Y2"),))
    [event] = sold.value
    assert (event.version, event.base, event.sums.owners) == (2, 1, 1)
    # Who owns nothing any more is gone.
    assert list(fold([*IN_FORCE, event]).current.owners) == ["Y2"]
    demolished = correcting(removed=("2-101",))
    [event] = demolished.value
    assert event.sums == Sums(units=2, owners=2, area=14957)
    [again] = correcting(*IN_FORCE, corrected(), removed=("2-101",)).value
    assert (again.version, again.base) == (3, 1)


def test_a_new_owner_stands_with_a_unit() -> None:
    new = owner("Y3")
    [event] = correcting(owners=(new,), units=(unit("1-101", "Y3"),)).value
    state = fold([*IN_FORCE, event])
    assert set(state.current.owners) == {"Y2", "Y3"}
    correcting(owners=(new,)).refused(Code.OWNER_WITHOUT_UNIT, owner="Y3")


def test_a_correction_that_is_refused() -> None:
    given(BEGUN).when(correct, ground=sealed()).refused(Code.REGISTER_NOT_ADOPTED)
    correcting(*IN_FORCE, ROLL).refused(Code.REGISTER_IN_USE, ballots=1)
    running = import_begun(2, OTHER_FILE)
    correcting(*IN_FORCE, running).refused(Code.IMPORT_RUNNING, version=2)
    correcting().refused(Code.REGISTER_UNCHANGED)
    correcting(units=UNITS[:1]).refused(Code.REGISTER_UNCHANGED)
    correcting(removed=("9-901",)).refused(Code.NO_SUCH_UNIT, unit="9-901")
    correcting(units=UNITS[:1], removed=("1-101",)).refused(Code.UNIT_REPEATED, unit="1-101")
    correcting(removed=("1-101", "1-101")).refused(Code.UNIT_REPEATED, unit="1-101")
    everything = tuple(one.unit for one in UNITS)
    correcting(removed=everything).refused(Code.REGISTER_EMPTY)
    correcting(units=(unit(area=0),)).refused(Code.AREA_NOT_POSITIVE, unit="1-101")
    correcting(units=(unit(households=-1),)).refused(Code.COUNT_NEGATIVE, unit="1-101")
    correcting(units=(unit(owner="Y9"),)).refused(Code.UNKNOWN_OWNER, unit="1-101", owner="Y9")
    correcting(owners=(*OWNERS, OWNERS[1])).refused(Code.OWNER_REPEATED, owner="Y2")
    builders = tuple(replace(one, developer=True) for one in OWNERS)
    correcting(owners=builders).refused(Code.SECOND_DEVELOPER, owner="Y2")


def test_a_correction_for_an_objection() -> None:
    raised = (*IN_FORCE, PUBLISHED, objected())
    changed = (unit("1-101", "Y1", 9857),)
    correcting(*raised, units=changed, objections=(7,)).refused(Code.UNKNOWN_OBJECTION, objection=7)
    correcting(*raised, units=changed, objections=(1,)).refused(
        Code.OBJECTION_NOT_UPHELD, objection=1
    )
    right = (*raised, answered(upheld=True))
    correcting(*right, units=changed, objections=(1,)).then(corrected(1))
    correcting(*right, corrected(1), removed=("2-101",), objections=(1,)).refused(
        Code.OBJECTION_NOT_UPHELD, objection=1
    )


def test_the_canonical_form_is_what_it_says() -> None:
    owners = {"Y1": Owner(owner="Y1", persons=(uid(2), uid(1)), developer=True)}
    units = {"1-101": unit(entrance="3", residents=4), "1-100": unit("1-100")}
    assert canonical(units, owners).splitlines() == [
        "bihuan-register\t1",
        f"owner\tY1\t1\t{uid(1)},{uid(2)}",
        "unit\t1-100\t1\t\tdwelling\t8957\tregistered\tY1\t1\t",
        "unit\t1-101\t1\t3\tdwelling\t8957\tregistered\tY1\t1\t4",
    ]


@STEADY
@for_all(st.permutations(range(6)), st.integers(1, 5))
def test_the_digest_knows_no_order_of_entry(order: list[int], cut: int) -> None:
    units = [unit(f"1-{n}", f"Y{n % 2 + 1}", 100 + n) for n in range(6)]
    shuffled = [units[n] for n in order]
    parts = (shuffled[:cut], shuffled[cut:])
    first = entered(owners=OWNERS[::-1], units=parts[0])
    state = fold([BEGUN, import_begun(units=6), first, entered(owners=(), units=parts[1])])
    [made] = adopt(state, file=FILE)
    assert made == adopted(units=units)
    assert made.sums == sums_of(state.draft.units, state.draft.owners)
