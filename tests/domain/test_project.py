"""Projects: the ways of their parts, a plan per household, upkeep, and the close."""

from datetime import date
from typing import Any

from domain.moment import DAY, Moment
from domain.project.beginning import add_part, begin, drop_part, plan_part
from domain.project.closing import close
from domain.project.events import (
    Begun,
    Closed,
    PartAdded,
    PartDropped,
    PartPlanned,
    ProjectKind,
    Spot,
    Step,
    StepReached,
    StepRevoked,
    Upkeep,
    UpkeepNoted,
)
from domain.project.progress import Progress, Stand, progress
from domain.project.stepping import next_step, reach, revoke
from domain.project.upkeep import note_upkeep
from domain.project.ways import WAYS
from domain.refusal import Code
from tests.domain.dsl import T0, Outcome, fold, given
from tests.domain.examples import (
    COMMITTEE,
    COMPOUND,
    CONTRACTOR,
    body_state,
    registered,
    sealed,
    uid,
)

SPOT = Spot(building="3号楼", entrance="2", unit=None)
BALLOT = uid(61)
HASH = "a" * 64
DONE_ON = date(2023, 11, 15)
"""The local day of T0."""


def begun(kind: ProjectKind = ProjectKind.LIFTS, **other: Any) -> Begun:
    """A programme of the usual committee."""
    fields: dict[str, Any] = {
        "committee": COMMITTEE,
        "compound": COMPOUND,
        "kind": kind,
        "name": "加装电梯",
        "steps": tuple(WAYS[kind]),
        "issue": None,
    }
    return Begun(**fields | other)


def added(part: str = "3-2", **other: Any) -> PartAdded:
    """A part of it."""
    fields: dict[str, Any] = {"spot": SPOT, "issue": None, "plan": None}
    return PartAdded(part=part, **fields | other)


def reached(step: Step, part: str = "3-2", **other: Any) -> StepReached:
    """The part has come there."""
    fields: dict[str, Any] = {"ballot": None, "evidence": None, "note": None}
    return StepReached(part=part, step=step, **fields | other)


def come_to(step: Step, kind: ProjectKind = ProjectKind.LIFTS, part: str = "3-2") -> list[object]:
    """Every step of the way up to that one."""
    way = list(WAYS[kind])
    return [reached(one, part) for one in way[: way.index(step) + 1]]


LIFT = (begun(), added())
BUILT = (*LIFT, *come_to(Step.BUILT))
ENDED = (*LIFT, *come_to(Step.IN_UPKEEP))
CLOSED = (*ENDED, Closed(note=sealed()))
DROPPED = (*LIFT, PartDropped(part="3-2", reason=sealed()))


def beginning(**other: Any) -> Outcome:
    """Begin the usual programme, unless told otherwise."""
    usual: dict[str, Any] = {
        "body": body_state(),
        "committee": COMMITTEE,
        "compound": COMPOUND,
        "kind": ProjectKind.LIFTS,
        "name": "加装电梯",
        "steps": None,
        "issue": None,
    }
    return given().when(begin, **usual | other)


def reaching(step: Step, *history: object, **other: Any) -> Outcome:
    """The usual part comes to *step*."""
    usual: dict[str, Any] = {
        "part": "3-2",
        "ballot": None,
        "ballot_carried": False,
        "evidence": None,
        "note": None,
    }
    return given(*history or LIFT).when(reach, step=step, **usual | other)


def looking_after(*history: object, **other: Any) -> Outcome:
    """The lift is inspected."""
    usual: dict[str, Any] = {
        "part": "3-2",
        "kind": Upkeep.INSPECTION,
        "party": CONTRACTOR,
        "party_known": True,
        "cost": 80_000,
        "next_due": date(2024, 11, 15),
        "note": None,
        "happened_at": T0,
    }
    return given(*history or BUILT).when(note_upkeep, **usual | other)


def test_each_kind_goes_its_own_way() -> None:
    for kind in ProjectKind:
        beginning(kind=kind).then(begun(kind))


def test_a_way_may_leave_steps_out_in_their_order() -> None:
    short = (Step.ASKED, Step.SIGNED, Step.BUILT)
    beginning(steps=short).then(begun(steps=short))
    for way in ((), (Step.SIGNED, Step.ASKED), (Step.ASKED, Step.ASKED), (Step.CLOSED,)):
        beginning(steps=way).refused(Code.UNKNOWN_WAY, kind="lifts")


def test_a_project_is_of_a_committee_and_one_of_its_compounds() -> None:
    beginning(compound=uid(77)).refused(Code.UNKNOWN_COMPOUND)
    beginning(compound=None).then(begun(compound=None))
    district = body_state(registered(level=body_state().level.DISTRICT))
    beginning(body=district).refused(Code.NOT_A_COMMITTEE, level="district")


def test_a_part_has_a_code_of_its_own() -> None:
    fields: dict[str, Any] = {"spot": SPOT, "issue": None, "plan": sealed()}
    given(begun()).when(add_part, part="3-2", **fields).then(added(plan=sealed()))
    given(*LIFT).when(add_part, part="3-2", **fields).refused(Code.PART_EXISTS, part="3-2")
    given(*DROPPED).when(add_part, part="3-2", **fields).refused(Code.PART_EXISTS, part="3-2")
    given(*CLOSED).when(add_part, part="4-1", **fields).refused(Code.PROJECT_CLOSED)


def test_a_plan_changes_until_somebody_has_agreed_to_it() -> None:
    households = (begun(ProjectKind.HOUSEHOLDS), added())
    planned = (*households, PartPlanned(part="3-2", plan=sealed("old")))
    plan: dict[str, Any] = {"part": "3-2", "plan": sealed("new")}
    given(*households).when(plan_part, **plan).then(PartPlanned(**plan))
    given(*planned).when(plan_part, **plan).then(PartPlanned(**plan))
    agreed = (*planned, *come_to(Step.CONSENTED, ProjectKind.HOUSEHOLDS))
    given(*agreed).when(plan_part, **plan).refused(Code.PLAN_AGREED, part="3-2")
    revoked = (*agreed, StepRevoked(part="3-2", step=Step.CONSENTED, reason=sealed()))
    given(*revoked).when(plan_part, **plan).then(PartPlanned(**plan))


def test_only_parts_that_go_on_are_touched() -> None:
    for rule in (plan_part, drop_part, reach, revoke):
        _only_what_goes_on(rule)


def _only_what_goes_on(rule: Any) -> None:
    facts: dict[Any, dict[str, Any]] = {
        plan_part: {"plan": sealed()},
        drop_part: {"reason": sealed()},
        reach: {
            "step": Step.ASKED,
            "ballot": None,
            "ballot_carried": False,
            "evidence": None,
            "note": None,
        },
        revoke: {"step": Step.ASKED, "reason": sealed()},
    }
    given(*LIFT).when(rule, part="9-9", **facts[rule]).refused(Code.UNKNOWN_PART)
    given(*DROPPED).when(rule, part="3-2", **facts[rule]).refused(Code.PART_DROPPED, part="3-2")
    given(*CLOSED).when(rule, part="3-2", **facts[rule]).refused(Code.PROJECT_CLOSED)


def test_a_part_goes_its_way_step_by_step() -> None:
    reaching(Step.ASKED).then(reached(Step.ASKED))
    reaching(Step.CONSENTED).refused(Code.STEP_OUT_OF_TURN, part="3-2", next="asked")
    reaching(Step.BUILT, *LIFT, reached(Step.ASKED)).refused(
        Code.STEP_OUT_OF_TURN, part="3-2", next="consented"
    )
    reaching(Step.ASKED, *ENDED).refused(Code.STEP_OUT_OF_TURN, part="3-2", next="none")


def test_a_household_is_planned_once_it_has_a_plan() -> None:
    households = (begun(ProjectKind.HOUSEHOLDS), added(), reached(Step.ASKED))
    reaching(Step.PLANNED, *households).refused(Code.PLAN_REQUIRED, part="3-2")
    planned = (*households, PartPlanned(part="3-2", plan=sealed()))
    reaching(Step.PLANNED, *planned).then(reached(Step.PLANNED))


def test_a_signature_is_shown_by_the_contract() -> None:
    asked = (*LIFT, *come_to(Step.CONSENTED))
    reaching(Step.SIGNED, *asked).refused(Code.CONTRACT_REQUIRED, part="3-2")
    reaching(Step.SIGNED, *asked, evidence=HASH).then(reached(Step.SIGNED, evidence=HASH))


def test_a_ballot_shows_a_step_where_it_has_carried() -> None:
    asked = (*LIFT, reached(Step.ASKED))
    vote: dict[str, Any] = {"ballot": BALLOT, "evidence": HASH}
    reaching(Step.CONSENTED, *asked, **vote).refused(Code.STEP_UNPROVEN, part="3-2")
    reaching(Step.CONSENTED, *asked, **vote, ballot_carried=True).then(
        reached(Step.CONSENTED, ballot=BALLOT, evidence=HASH)
    )


def test_only_the_newest_step_is_revoked_and_can_be_reached_again() -> None:
    signed = (*LIFT, *come_to(Step.SIGNED))
    reason = sealed()
    given(*signed).when(revoke, part="3-2", step=Step.ASKED, reason=reason).refused(
        Code.STEP_NOT_NEWEST, part="3-2"
    )
    back = StepRevoked(part="3-2", step=Step.SIGNED, reason=reason)
    given(*signed).when(revoke, part="3-2", step=Step.SIGNED, reason=reason).then(back)
    state = fold([*signed, back])
    assert next_step(state, state.parts["3-2"]) is Step.SIGNED


def test_what_has_come_to_the_end_is_not_dropped() -> None:
    given(*LIFT).when(drop_part, part="3-2", reason=sealed()).then(
        PartDropped(part="3-2", reason=sealed())
    )
    given(*ENDED).when(drop_part, part="3-2", reason=sealed()).refused(
        Code.PART_FINISHED, part="3-2"
    )


def test_what_is_built_is_looked_after_also_when_the_project_is_closed() -> None:
    noted = UpkeepNoted(
        part="3-2",
        kind=Upkeep.INSPECTION,
        party=CONTRACTOR,
        cost=80_000,
        next_due=date(2024, 11, 15),
        note=None,
    )
    looking_after().then(noted)
    looking_after(*CLOSED).then(noted)
    signed = (*LIFT, *come_to(Step.SIGNED))
    looking_after(*signed).refused(Code.PART_NOT_BUILT, part="3-2")
    looking_after(party_known=False).refused(Code.UNKNOWN_PARTY)
    looking_after(*DROPPED).refused(Code.PART_DROPPED, part="3-2")
    looking_after(part="9-9").refused(Code.UNKNOWN_PART)


def test_what_is_due_again_is_due_on_a_later_day() -> None:
    looking_after(next_due=DONE_ON).refused(Code.DUE_IN_THE_PAST, part="3-2")
    later = Moment(T0 + DAY)
    looking_after(next_due=date(2023, 11, 16), happened_at=later).refused(
        Code.DUE_IN_THE_PAST, part="3-2"
    )
    state = fold([*BUILT, *(looking_after(next_due=date(2023, 11, 16)).value)])
    assert state.parts["3-2"].due == {Upkeep.INSPECTION: date(2023, 11, 16)}


def test_what_was_done_for_good_is_due_no_more() -> None:
    first = looking_after().value
    once = looking_after(*BUILT, *first, next_due=None).value
    assert fold([*BUILT, *first, *once]).parts["3-2"].due == {}


def test_a_project_closes_once_no_part_is_under_way() -> None:
    two = (*ENDED, added("4-1"))
    given(*two).when(close, note=sealed()).refused(Code.PARTS_UNFINISHED, parts=1)
    dropped = (*two, PartDropped(part="4-1", reason=sealed()))
    given(*dropped).when(close, note=sealed()).then(Closed(note=sealed()))
    given(*CLOSED).when(close, note=sealed()).refused(Code.PROJECT_CLOSED)


def test_progress_is_made_of_steps_and_truncated() -> None:
    way = (Step.PLANNED, Step.RUNNING, Step.BUILT)
    assert progress(way, [None, Step.PLANNED, Step.BUILT]) == Progress(
        parts=3,
        waiting=1,
        stands=(
            Stand(step=Step.PLANNED, standing=1, reached=2),
            Stand(step=Step.RUNNING, standing=0, reached=1),
            Stand(step=Step.BUILT, standing=1, reached=1),
        ),
        done=4,
        whole=9,
    )
    assert progress(way, [None, Step.PLANNED, Step.BUILT]).percent == 44
    assert progress(way, []).percent is None
    almost = progress(way, [*[Step.BUILT] * 99, Step.RUNNING])
    assert (almost.done, almost.whole, almost.percent, almost.finished) == (299, 300, 99, 99)
