"""What hangs out of a register, and what hangs on it: publication, objections, rolls."""

from domain.moment import DAY, Moment
from domain.refusal import Code
from domain.register.events import (
    ElectionBegun,
    ElectionEnded,
    ObjectionAnswered,
    ObjectionRaised,
    Published,
    RollReleased,
    RollTaken,
)
from domain.register.publishing import answer_objection, publish, raise_objection
from domain.register.rolls import begin_election, end_election, release_roll, take_roll
from tests.domain.dsl import T0, Deed, fold, given
from tests.domain.examples import REPORTER, sealed, uid
from tests.domain.registers import (
    BALLOT,
    BEGUN,
    IN_FORCE,
    OTHER_FILE,
    PUBLISHED,
    SOON,
    adopted,
    answered,
    corrected,
    entered,
    import_begun,
    objected,
)

LATER = Moment(SOON + 1)
HANGING = (*IN_FORCE, PUBLISHED)


def test_what_is_in_force_hangs_out() -> None:
    given(*IN_FORCE).when(publish, until=SOON, now=T0).then(PUBLISHED)
    state = fold(HANGING)
    assert state.is_published
    assert [state.was_heard(now) for now in (T0, SOON)] == [False, True]
    assert not fold(IN_FORCE).is_published
    # Another ballot, another publication.
    again = Moment(LATER + 15 * DAY)
    given(*HANGING).when(publish, until=again, now=LATER).then(Published(version=1, until=again))


def test_what_cannot_hang_out() -> None:
    given(BEGUN).when(publish, until=SOON, now=T0).refused(Code.REGISTER_NOT_ADOPTED)
    for until in (T0, Moment(SOON - DAY)):
        short = given(*IN_FORCE).when(publish, until=until, now=T0)
        short.refused(Code.PUBLICATION_TOO_SHORT, days=15)
    given(*HANGING).when(publish, until=LATER, now=T0).refused(Code.REGISTER_HANGS_OUT, version=1)


def test_another_version_is_published_anew() -> None:
    imported = (import_begun(2, OTHER_FILE), entered(2), adopted(2))
    assert not fold([*HANGING, *imported]).is_published
    given(*HANGING, *imported).when(publish, until=SOON, now=T0).then(
        Published(version=2, until=SOON)
    )


def test_a_correction_keeps_hanging_out_in_time_or_as_objected() -> None:
    assert fold([*HANGING, corrected()]).is_published
    late = Deed(corrected(), at=SOON)
    assert not fold([*HANGING, late]).is_published
    raised = (*HANGING, objected(), answered(upheld=True))
    assert fold([*raised, Deed(corrected(1), at=SOON)]).is_published


def test_an_objection_is_raised_and_answered() -> None:
    said = {"person": REPORTER, "text": sealed()}
    given(*HANGING).when(raise_objection, unit="1-101", **said, now=T0).then(
        ObjectionRaised(objection=1, unit="1-101", person=REPORTER, text=sealed())
    )
    given(*HANGING, objected()).when(raise_objection, unit=None, **said, now=T0).then(
        ObjectionRaised(objection=2, unit=None, person=REPORTER, text=sealed())
    )
    given(*HANGING, objected()).when(
        answer_objection, objection=1, upheld=False, answer=sealed()
    ).then(ObjectionAnswered(objection=1, upheld=False, answer=sealed()))


def test_an_objection_that_is_not_heard() -> None:
    said = {"person": None, "text": sealed()}
    given(*IN_FORCE).when(raise_objection, unit=None, **said, now=T0).refused(
        Code.REGISTER_NOT_PUBLISHED
    )
    given(*HANGING).when(raise_objection, unit=None, **said, now=SOON).refused(Code.HEARING_OVER)
    given(*HANGING).when(raise_objection, unit="9-901", **said, now=T0).refused(Code.NO_SUCH_UNIT)


def test_an_answer_that_is_none() -> None:
    told = {"upheld": True, "answer": sealed()}
    given(*HANGING).when(answer_objection, objection=1, **told).refused(
        Code.UNKNOWN_OBJECTION, objection=1
    )
    given(*HANGING, objected(), answered(upheld=False)).when(
        answer_objection, objection=1, **told
    ).refused(Code.OBJECTION_ALREADY_ANSWERED, objection=1)


def test_which_objections_are_open() -> None:
    raised = (*HANGING, objected())
    assert fold(raised).open_objections == (1,)
    assert fold([*raised, answered(upheld=False)]).open_objections == ()
    right = (*raised, answered(upheld=True))
    assert fold(right).open_objections == (1,)
    assert fold([*right, corrected()]).open_objections == (1,)
    assert fold([*right, corrected(1)]).open_objections == ()
    # A whole new version puts right what was found wrong, and answers nobody.
    imported = (import_begun(2, OTHER_FILE), entered(2), adopted(2))
    assert fold([*right, *imported]).open_objections == ()
    assert fold([*raised, *imported]).open_objections == (1,)


def test_a_ballot_takes_its_roll() -> None:
    given(*IN_FORCE).when(take_roll, ballot=BALLOT).then(RollTaken(ballot=BALLOT, version=1))
    given(BEGUN).when(take_roll, ballot=BALLOT).refused(Code.REGISTER_NOT_ADOPTED)
    taken = (*IN_FORCE, RollTaken(ballot=BALLOT, version=1))
    released = given(*taken).when(release_roll, ballot=BALLOT)
    released.then(RollReleased(ballot=BALLOT))
    released.leaves(rolls={})
    given(*IN_FORCE).when(release_roll, ballot=BALLOT).nothing()


def test_one_election_at_a_time() -> None:
    election, other = uid(302), uid(303)
    begun = ElectionBegun(election=election)
    given(BEGUN).when(begin_election, election=election).then(begun)
    given(BEGUN, begun).when(begin_election, election=other).refused(Code.ELECTION_BEGUN)
    given(BEGUN, begun).when(end_election, election=other).nothing()
    ended = given(BEGUN, begun).when(end_election, election=election)
    ended.then(ElectionEnded(election=election))
    ended.leaves(election=None)
