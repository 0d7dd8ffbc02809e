"""Undertakings: kinds that are data, who takes part, how far they are."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.body.state import BodyState
from domain.refusal import Code
from domain.undertaking.beginning import Wanted, WantedMeasure, begin
from domain.undertaking.ending import end
from domain.undertaking.events import (
    Beat,
    Ended,
    Left,
    Linked,
    LinkKind,
    Measure,
    Recurrence,
    StepReached,
    StepRevoked,
)
from domain.undertaking.joining import join, leave
from domain.undertaking.lines import add_line, move_line
from domain.undertaking.linking import link
from domain.undertaking.stepping import reach, revoke
from tests.domain.dsl import T0, Outcome, fold, given
from tests.domain.examples import (
    COMMITTEE,
    COMPOUND,
    ISSUE,
    OWNER,
    PROPERTY,
    VOCABULARY,
    body_state,
    registered,
    sealed,
    uid,
)
from tests.domain.undertakings import (
    TODAY,
    added,
    begun,
    counted,
    joined,
    moved,
    neighbour,
    reached,
)

ENDED = Ended(result=None)
V = VOCABULARY.version


def beginning(body: BodyState | None = None, **wanted: Any) -> Outcome:
    """Begin a lending of the usual committee."""
    usual: dict[str, Any] = {"committee": COMMITTEE, "kind": "lending", "name": "共享车位"}
    above = wanted.pop("found", None)
    return given().when(
        begin,
        body=body or body_state(),
        wanted=Wanted(**usual | {"compound": COMPOUND} | wanted),
        vocabulary=VOCABULARY,
        above=above,
    )


def joining(*history: object, **who: Any) -> Outcome:
    """The property company joins."""
    usual: dict[str, Any] = {
        "person": None,
        "organisation": PROPERTY,
        "role": "partner",
        "skills": (),
        "people": None,
        "note": None,
        "vocabulary": VOCABULARY,
    }
    return given(*(history or (begun(),))).when(join, **usual | who)


def reaching(*history: object, step: str, party: int | None = None) -> Outcome:
    """It comes to a step."""
    return given(*history).when(reach, step=step, party=party, evidence=None, note=None)


def adding(*history: object, **line: Any) -> Outcome:
    """A line more."""
    usual: dict[str, Any] = {"text": sealed("text"), "unit": "jian", "quantity": 1, "due": None}
    return given(*(history or (begun(),))).when(add_line, **usual | line, vocabulary=VOCABULARY)


def moving(*history: object, step: str, line: int = 1, **other: Any) -> Outcome:
    """A line comes to a step."""
    usual: dict[str, Any] = {"party": None, "due": None, "note": None, "happened_at": T0}
    return given(begun(), *history).when(move_line, line=line, step=step, **usual | other)


def test_one_begins_with_the_way_of_its_kind() -> None:
    beginning().then(begun()).leaves(step=None, ended_at=None)
    beginning(kind="wish", compound=None).then(begun("wish", compound=None))
    target = WantedMeasure(code="spaces", unit="wei", target=30)
    beginning(measures=[target]).then(
        begun(measures=(Measure(code="spaces", unit="wei", target=30),))
    )
    above = fold([begun("programme")])
    beginning(kind="target", above=uid(7), found=above).then(begun("target", above=uid(7)))


def test_what_the_vocabulary_or_the_committee_does_not_know_is_refused() -> None:
    district = body_state(registered(level=registered().level.DISTRICT))
    beginning(district).refused(Code.NOT_A_COMMITTEE, level="district")
    beginning(compound=uid(77)).refused(Code.UNKNOWN_COMPOUND)
    beginning(kind="raffle").refused(Code.UNKNOWN_UNDERTAKING_KIND, vocabulary=V)
    beginning(above=uid(7)).refused(Code.UNKNOWN_UNDERTAKING)
    elsewhere = fold([begun("programme", committee=uid(8))])
    beginning(above=uid(7), found=elsewhere).refused(Code.UNKNOWN_UNDERTAKING)


def test_a_measure_has_one_unit() -> None:
    spaces = WantedMeasure(code="spaces")
    beginning(measures=[WantedMeasure(code="people")]).refused(
        Code.UNKNOWN_MEASURE, measure="people"
    )
    beginning(measures=[spaces, spaces]).refused(Code.MEASURE_REPEATED, measure="spaces")
    beginning(measures=[replace(spaces, unit="ren")]).refused(
        Code.OTHER_UNIT, measure="spaces", unit="wei"
    )


def test_a_period_has_an_end_and_a_beat_its_days() -> None:
    beginning(first=TODAY, last=TODAY - timedelta(days=1)).refused(Code.PERIOD_INVERTED)
    beginning(first=TODAY, last=TODAY).then(begun(first=TODAY, last=TODAY))
    for beat, most in ((Beat.WEEKLY, 7), (Beat.FORTNIGHTLY, 7), (Beat.MONTHLY, 31)):
        fits = Recurrence(beat=beat, day=most)
        beginning(recurrence=fits).then(begun(recurrence=fits))
        for day in (0, most + 1):
            wrong = Recurrence(beat=beat, day=day)
            beginning(recurrence=wrong).refused(Code.DAY_NOT_OF_BEAT, beat=beat)
    open_day = Recurrence(beat=Beat.YEARLY, day=None)
    beginning(recurrence=open_day).then(begun(recurrence=open_day))


def test_nobody_is_credited_with_what_is_nobodys() -> None:
    beginning(credit=sealed("name")).refused(Code.CREDIT_WITHOUT_PERSON)
    fields: dict[str, Any] = {"person": OWNER, "credit": sealed("name")}
    beginning(kind="idea", **fields).then(begun("idea", **fields))


def test_a_person_or_an_organisation_takes_part_once() -> None:
    joining().then(joined())
    joining(begun(), joined(), person=OWNER, organisation=None, skills=("repair",)).then(
        neighbour()
    )
    joining(begun(), joined()).refused(Code.ALREADY_TAKES_PART, participant=1)
    twice = (begun(), joined(), neighbour())
    joining(*twice, person=OWNER, organisation=None).refused(Code.ALREADY_TAKES_PART, participant=2)
    for person, organisation in ((None, None), (OWNER, PROPERTY)):
        joining(person=person, organisation=organisation).refused(Code.PERSON_OR_ORGANISATION)
    joining(role="king").refused(Code.UNKNOWN_ROLE, vocabulary=V)
    joining(skills=("flying",)).refused(Code.UNKNOWN_SKILL, vocabulary=V)
    joining(begun(), ENDED).refused(Code.UNDERTAKING_OVER)


def test_who_left_may_come_again_under_another_number() -> None:
    left = Left(party=1, reason=None)
    given(begun(), joined()).when(leave, party=1, reason=None).then(left)
    joining(begun(), joined(), left).then(joined(2))
    given(begun(), joined(), left).when(leave, party=1, reason=None).refused(
        Code.PARTICIPANT_LEFT, participant=1
    )
    given(begun()).when(leave, party=1, reason=None).refused(Code.UNKNOWN_PARTICIPANT)
    given(begun(), joined(), ENDED).when(leave, party=1, reason=None).refused(Code.UNDERTAKING_OVER)


def test_a_wish_goes_its_way_and_is_matched_to_somebody() -> None:
    wish = begun("wish")
    reaching(wish, step="proposed").then(reached("proposed")).leaves(step="proposed")
    listed = (wish, reached("proposed"), reached("listed"))
    reaching(*listed, step="matched").refused(Code.STEP_NEEDS_PARTY, step="matched")
    reaching(*listed, step="matched", party=1).refused(Code.UNKNOWN_PARTICIPANT)
    reaching(*listed, joined(), step="matched", party=1).then(reached("matched", 1))
    gone = (*listed, joined(), Left(party=1, reason=None))
    reaching(*gone, step="matched", party=1).refused(Code.PARTICIPANT_LEFT, participant=1)
    reaching(*listed, ENDED, step="matched", party=1).refused(Code.UNDERTAKING_OVER)


def test_no_step_is_left_out_or_made_up() -> None:
    wish = (begun("wish"), reached("proposed"))
    reaching(*wish, step="matched").refused(Code.STEP_OUT_OF_TURN, step="matched", next="listed")
    reaching(*wish, step="lent").refused(Code.UNKNOWN_STEP, step="lent")
    ended = (*wish, reached("listed"), reached("matched", 1), reached("fulfilled"))
    reaching(*ended, step="fulfilled").refused(Code.STEP_OUT_OF_TURN, step="fulfilled", next="none")


def test_a_target_ends_in_one_way_or_the_other() -> None:
    running = (begun("target"), reached("planned"), reached("running"))
    for end_step in ("achieved", "missed"):
        reaching(*running, step=end_step).then(reached(end_step))
    reaching(*running, reached("missed"), step="achieved").refused(
        Code.STEP_OUT_OF_TURN, step="achieved", next="none"
    )


def test_the_newest_step_alone_can_be_revoked() -> None:
    wish, reason = (begun("wish"), reached("proposed"), reached("listed")), sealed("reason")
    given(*wish).when(revoke, step="listed", reason=reason).then(
        StepRevoked(step="listed", reason=reason)
    ).leaves(step="proposed")
    given(*wish).when(revoke, step="proposed", reason=reason).refused(
        Code.STEP_NOT_NEWEST, step="proposed"
    )
    given(*wish, ENDED).when(revoke, step="listed", reason=reason).refused(Code.UNDERTAKING_OVER)


def test_lines_have_a_quantity_in_a_unit() -> None:
    adding().then(added())
    adding(begun(), added(), unit=None, quantity=None).then(added(2, unit=None, quantity=None))
    adding(quantity=None).refused(Code.QUANTITY_WITHOUT_UNIT)
    adding(unit=None).refused(Code.QUANTITY_WITHOUT_UNIT)
    adding(unit="bushel").refused(Code.UNKNOWN_UNIT, vocabulary=V)
    adding(begun("wish")).refused(Code.KIND_WITHOUT_LINES, kind="wish")
    adding(begun(), ENDED).refused(Code.UNDERTAKING_OVER)


def test_what_is_lent_is_returned_before_it_is_lent_again() -> None:
    offered = (added(), moved("offered"))
    moving(added(), step="offered").then(moved("offered"))
    moving(*offered, joined(), step="lent", party=1, due=TODAY).then(
        moved("lent", party=1, due=TODAY)
    )
    moving(*offered, step="returned").refused(Code.STEP_OUT_OF_TURN, step="returned", next="lent")
    lent = (*offered, moved("lent"))
    moving(*lent, step="lent").refused(Code.STEP_OUT_OF_TURN, step="lent", next="returned")
    moving(*lent, moved("returned"), step="lent").then(moved("lent"))
    moving(*lent, moved("returned"), step="offered").refused(
        Code.STEP_OUT_OF_TURN, step="offered", next="lent"
    )
    moving(*offered, step="lent", due=TODAY - timedelta(days=1)).refused(
        Code.DUE_IN_THE_PAST, line=1
    )


def test_a_task_stays_due_and_a_loan_is_due_each_time() -> None:
    later = TODAY + timedelta(days=9)
    task = (begun("target"), added(due=TODAY))
    facts: dict[str, Any] = {"line": 1, "party": None, "note": None, "happened_at": T0}
    given(*task).when(move_line, step="planned", due=None, **facts).then(
        moved("planned", due=TODAY)
    )
    given(*task).when(move_line, step="planned", due=later, **facts).then(
        moved("planned", due=later)
    )
    back = (added(), moved("offered"), moved("lent", due=later), moved("returned"))
    moving(*back, step="lent").then(moved("lent"))


def test_a_line_is_moved_that_is_there_and_by_who_takes_part() -> None:
    moving(step="offered").refused(Code.NO_SUCH_LINE, line=1)
    moving(added(), step="achieved").refused(Code.UNKNOWN_STEP, step="achieved")
    moving(added(), step="offered", party=1).refused(Code.UNKNOWN_PARTICIPANT)
    gone = (added(), joined(), Left(party=1, reason=None))
    moving(*gone, step="offered", party=1).refused(Code.PARTICIPANT_LEFT, participant=1)
    moving(added(), ENDED, step="offered").refused(Code.UNDERTAKING_OVER)


def test_it_is_linked_once_to_what_there_is() -> None:
    to = Linked(kind=LinkKind.ISSUE, to=ISSUE, line=None)
    facts: dict[str, Any] = {"kind": LinkKind.ISSUE, "to": ISSUE, "line": None, "found": True}
    given(begun()).when(link, **facts).then(to)
    given(begun(), added(), to).when(link, **facts | {"line": 1}).then(replace(to, line=1))
    given(begun(), to).when(link, **facts).refused(Code.ALREADY_LINKED)
    given(begun()).when(link, **facts | {"found": False}).refused(Code.UNKNOWN_LINK)
    given(begun()).when(link, **facts | {"line": 3}).refused(Code.NO_SUCH_LINE, line=3)


def test_it_ends_once_however_far_it_is() -> None:
    given(begun(), reached("proposed")).when(end, result=None).then(ENDED).leaves(ended_at=T0)
    given(begun(), ENDED).when(end, result=None).refused(Code.UNDERTAKING_OVER)


def test_the_state_keeps_what_moved_it_and_what_shows_it() -> None:
    proof = StepReached(step="proposed", party=None, evidence="a" * 64, note=None)
    state = fold([begun(), proof, counted(on=date(2023, 11, 1))])
    assert [(one.step, one.evidence, one.at) for one in state.reached] == [
        ("proposed", "a" * 64, T0)
    ]
    assert (state.measure("spaces").unit, state.measure("people")) == ("wei", None)
