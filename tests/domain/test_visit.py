"""Door visits: plans, doors, attempts by round, findings, and what is counted of them."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from domain.calendar.days import midnight, on_date
from domain.refusal import Code
from domain.visit import planning
from domain.visit.coverage import Coverage, told
from domain.visit.events import (
    Assigned,
    Attempted,
    ChangesPassed,
    Closed,
    Door,
    DoorDropped,
    DoorOutcome,
    DoorsListed,
    FindingTaken,
    Found,
    Planned,
    RoundBegun,
)
from domain.visit.going import POPULATION, attempt, begin_round, find, pass_on, take
from domain.visit.planning import PlanFacts, assign, close, drop_door, list_doors, plan
from domain.visit.state import VisitState
from tests.domain.dsl import T0, fold, given
from tests.domain.dsl import Outcome as Came
from tests.domain.examples import (
    COMMITTEE,
    COMPOUND,
    VOCABULARY,
    body_state,
    registered,
    sealed,
    uid,
)

FIRST, DUE, TODAY = date(2023, 11, 1), date(2023, 11, 30), date(2023, 11, 15)
"""TODAY is the local day of T0."""
ZHOU, LIN, TEAM = uid(81), uid(82), uid(83)
OPENED, ABSENT, REFUSED = DoorOutcome.OPENED, DoorOutcome.ABSENT, DoorOutcome.REFUSED


def planned(**other: Any) -> Planned:
    """A plan for every door of the usual compound."""
    fields: dict[str, Any] = {
        "committee": COMMITTEE,
        "compound": COMPOUND,
        "kind": "full",
        "group": None,
        "name": "百户大走访",
        "first": FIRST,
        "due": DUE,
        "every": None,
        "topics": ("problem", "need", "suggestion"),
        "questionnaire": None,
        "method": "default",
        "version": 1,
    }
    return Planned(**fields | other)


def listed(*units: str) -> DoorsListed:
    return DoorsListed(doors=tuple(Door(code=one, unit=one, person=None) for one in units))


def tried(door: str, outcome: DoorOutcome, round: int = 1) -> Attempted:
    return Attempted(door=door, round=round, visitor=ZHOU, outcome=outcome, note=None)


def heard(number: int = 1, topic: str = "problem", change: str | None = None) -> Found:
    return Found(number=number, door="1-101", topic=topic, change=change, text=sealed())


PLAN = (planned(), listed("1-101", "1-102", "1-103"))
GROUP = (planned(kind="priority", group="aged-alone"),)
OVER = (*PLAN, Closed(note=None))


def facts(**other: Any) -> PlanFacts:
    return replace(
        PlanFacts(body=body_state(), vocabulary=VOCABULARY, method="default", version=1),
        **other,
    )


def planning_with(known: PlanFacts | None = None, **other: Any) -> Came:
    event = planned(**other)
    names = (one for one in Planned.__slots__ if one not in ("method", "version"))
    fields = {name: getattr(event, name) for name in names}
    return given().when(plan, facts=known or facts(), **fields)


def listing(*history: object, **other: Any) -> Came:
    usual: dict[str, Any] = {"register": None, "units": (), "persons": ()}
    return given(*history or PLAN).when(list_doors, **usual | other)


def sending(*history: object, **other: Any) -> Came:
    usual: dict[str, Any] = {
        "visitor": ZHOU,
        "organisation": TEAM,
        "organisation_known": True,
        "doors": ("1-101", "1-102"),
    }
    return given(*history or PLAN).when(assign, **usual | other)


def going(*history: object, door: str = "1-101", outcome: DoorOutcome = OPENED) -> Came:
    return given(*history or PLAN).when(
        attempt, door=door, visitor=ZHOU, outcome=outcome, note=None
    )


def finding(*history: object, **other: Any) -> Came:
    usual: dict[str, Any] = {"door": "1-101", "topic": "problem", "change": None}
    return given(*history or PLAN).when(find, vocabulary=VOCABULARY, text=sealed(), **usual | other)


def test_a_plan_is_for_all_or_for_one_group_and_speaks_the_vocabulary() -> None:
    planning_with().then(planned())
    planning_with(group="aged-alone", every=30).then(planned(group="aged-alone", every=30))
    planning_with(topics=("need", "need")).then(planned(topics=("need",)))
    planning_with(kind="sprint").refused(Code.UNKNOWN_VISIT_KIND)
    planning_with(group="everybody").refused(Code.UNKNOWN_GROUP)
    planning_with(topics=("weather",)).refused(Code.UNKNOWN_TOPIC)
    planning_with(compound=uid(77)).refused(Code.UNKNOWN_COMPOUND)
    planning_with(due=date(2023, 10, 31)).refused(Code.PERIOD_INVERTED)
    district = body_state(registered(level=body_state().level.DISTRICT))
    planning_with(facts(body=district)).refused(Code.NOT_A_COMMITTEE, level="district")


def test_units_are_doors_of_a_plan_for_all_and_stand_in_the_register() -> None:
    listing(units=("2-101",)).then(listed("2-101"))
    listing(units=("2-101",), register={"2-101"}).then(listed("2-101"))
    listing(units=("9-909",), register={"2-101"}).refused(Code.NO_SUCH_UNIT, unit="9-909")
    listing(persons=(LIN,)).refused(Code.DOOR_NAMES_PERSON)
    listing(units=("1-101",)).refused(Code.DOOR_LISTED)
    listing(units=("2-101", "2-101")).refused(Code.DOOR_LISTED)
    listing(*OVER, units=("2-101",)).refused(Code.VISIT_CLOSED)
    listing(units=[str(n) for n in range(9_998)]).refused(Code.TOO_MANY_DOORS, most=10_000)


def test_persons_are_doors_of_a_group_under_numbers_that_tell_nothing() -> None:
    made = DoorsListed(
        doors=(Door(code="1", unit=None, person=ZHOU), Door(code="2", unit=None, person=LIN))
    )
    listing(*GROUP, persons=(ZHOU, LIN)).then(made)
    listing(*GROUP, made, persons=(LIN,)).refused(Code.DOOR_LISTED)
    listing(*GROUP, units=("1-101",)).refused(Code.DOOR_NAMES_UNIT)


def test_a_long_list_comes_in_several_events() -> None:
    state: VisitState = fold([planned()])
    events = list_doors(state, None, units=[str(n) for n in range(450)], persons=())
    assert [len(one.doors) for one in events] == [planning.CHUNK, planning.CHUNK, 50]


def test_somebody_is_sent_to_doors() -> None:
    sending().then(Assigned(visitor=ZHOU, organisation=TEAM, doors=("1-101", "1-102")))
    sending(organisation_known=False).refused(Code.UNKNOWN_ORGANISATION)
    sending(doors=("9-909",)).refused(Code.UNKNOWN_DOOR)
    sending(*OVER).refused(Code.VISIT_CLOSED)


def test_a_door_is_opened_once_unless_the_plan_repeats() -> None:
    going().then(tried("1-101", OPENED))
    going(*PLAN, tried("1-101", ABSENT)).then(tried("1-101", OPENED))
    going(*PLAN, tried("1-101", OPENED)).refused(Code.DOOR_OPENED, door="1-101")
    weekly = (planned(every=7), PLAN[1], tried("1-101", OPENED))
    going(*weekly).then(tried("1-101", OPENED))
    going(door="9-909").refused(Code.UNKNOWN_DOOR)
    going(*OVER).refused(Code.VISIT_CLOSED)
    going(*PLAN, DoorDropped(door="1-101", reason=sealed())).refused(Code.UNKNOWN_DOOR)


def test_a_round_is_over_when_each_door_was_tried_or_its_day_is_over() -> None:
    tries = (tried("1-101", OPENED), tried("1-102", ABSENT), tried("1-103", REFUSED))
    later = date(2023, 12, 31)

    def round_of(*history: object, today: date = TODAY, due: date = later) -> Came:
        return given(*history).when(begin_round, due=due, today=today)

    round_of(*PLAN, *tries).then(RoundBegun(round=2, due=later))
    round_of(*PLAN, *tries[:2]).refused(Code.ROUND_OPEN, round=1)
    round_of(*PLAN, *tries[:2], today=date(2023, 12, 1)).then(RoundBegun(round=2, due=later))
    second = (*PLAN, *tries, RoundBegun(round=2, due=later))
    round_of(*second).refused(Code.ROUND_OPEN, round=2)
    again = (tried("1-102", OPENED, 2), tried("1-103", REFUSED, 2))
    round_of(*second, *again).then(RoundBegun(round=3, due=later))
    round_of(*PLAN, *tries, due=date(2023, 11, 14)).refused(Code.DUE_IN_THE_PAST)
    round_of(*OVER).refused(Code.VISIT_CLOSED)


def test_what_is_found_has_a_topic_and_a_change_of_population_says_which() -> None:
    finding().then(heard())
    finding(*PLAN, heard(), topic="population", change="moved-in").then(
        heard(2, "population", "moved-in")
    )
    finding(topic="weather").refused(Code.UNKNOWN_TOPIC)
    finding(topic="population").refused(Code.CHANGE_REQUIRED)
    finding(change="moved-in").refused(Code.CHANGE_REQUIRED)
    finding(topic="population", change="vanished").refused(Code.UNKNOWN_CHANGE)
    finding(door="9-909").refused(Code.UNKNOWN_DOOR)
    finding(*OVER).refused(Code.VISIT_CLOSED)


def test_a_finding_goes_on_once_also_when_the_plan_is_closed() -> None:
    issue = uid(61)
    taken = FindingTaken(number=1, issue=issue, undertaking=None, line=None)
    given(*PLAN, heard()).when(take, number=1, issue=issue).then(taken)
    given(*PLAN, heard(), Closed(note=None)).when(take, number=1, issue=issue).then(taken)
    given(*PLAN, heard(), taken).when(take, number=1, undertaking=uid(62)).refused(
        Code.FINDING_TAKEN, number=1
    )
    given(*PLAN).when(take, number=1, issue=issue).refused(Code.UNKNOWN_FINDING)


def test_changes_of_population_are_passed_on_once() -> None:
    history = (*PLAN, heard(), heard(2, "population", "moved-in"))
    passed = ChangesPassed(numbers=(2,), to="shequyun")
    given(*history).when(pass_on, numbers=(2, 2), to="shequyun").then(passed)
    given(*history).when(pass_on, numbers=(1,), to="shequyun").refused(Code.UNKNOWN_FINDING)
    given(*history).when(pass_on, numbers=(3,), to="shequyun").refused(Code.UNKNOWN_FINDING)
    given(*history, passed).when(pass_on, numbers=(2,), to="shequyun").refused(
        Code.CHANGE_PASSED, number=2
    )


def test_a_door_is_dropped_and_a_plan_closed() -> None:
    reason = sealed()
    given(*PLAN).when(drop_door, door="1-101", reason=reason).then(
        DoorDropped(door="1-101", reason=reason)
    )
    given(*PLAN).when(drop_door, door="9-909", reason=reason).refused(Code.UNKNOWN_DOOR)
    given(*OVER).when(drop_door, door="1-101", reason=reason).refused(Code.VISIT_CLOSED)
    given(*PLAN).when(close, note=None).then(Closed(note=None))
    given(*OVER).when(close, note=None).refused(Code.VISIT_CLOSED)


def test_a_door_is_due_until_it_is_opened_and_again_where_the_plan_repeats() -> None:
    def due(*history: object) -> date | None:
        state: VisitState = fold(history)
        return state.due_on(state.doors["1-101"])

    second = RoundBegun(round=2, due=date(2023, 12, 31))
    assert due(*PLAN, tried("1-101", ABSENT)) == DUE
    assert due(*PLAN, tried("1-101", ABSENT), second) == date(2023, 12, 31)
    assert due(*PLAN, tried("1-101", OPENED)) is None
    assert due(planned(every=7), PLAN[1], tried("1-101", OPENED)) == date(2023, 11, 22)
    assert due(*PLAN, DoorDropped(door="1-101", reason=sealed())) is None
    assert due(*OVER) is None


TRIES = st.lists(
    st.tuples(st.sampled_from(["1-101", "1-102", "1-103"]), st.sampled_from(DoorOutcome)),
    max_size=12,
)


@settings(max_examples=30)
@examples(tries=TRIES, dropped=st.sets(st.sampled_from(["1-101", "1-102", "1-103"])))
def test_coverage_is_doors_opened_of_doors_listed(
    tries: list[tuple[str, DoorOutcome]], dropped: set[str]
) -> None:
    drops = [DoorDropped(door=one, reason=sealed()) for one in sorted(dropped)]
    state: VisitState = fold([*PLAN, *(tried(*one) for one in tries), *drops])
    kept = {"1-101", "1-102", "1-103"} - dropped
    opened = {door for door, outcome in tries if outcome is OPENED} & kept
    assert (state.listed, state.opened) == (len(kept), len(opened))
    [first] = state.rounds
    assert first.attempts == len(tries)
    assert first.opened == sum(outcome is OPENED for _, outcome in tries)


def test_percentages_are_truncated_and_small_groups_not_told() -> None:
    two = Coverage(listed=2, opened=1, overdue=0)
    three = Coverage(listed=3, opened=2, overdue=0)
    assert three.percent == 66
    assert Coverage(listed=0, opened=0, overdue=0).percent is None
    assert (told(two, "disability"), told(three, "disability")) == (None, three)
    assert told(two, None) == two


def test_the_shipped_vocabulary_knows_the_topic_of_population() -> None:
    assert POPULATION in VOCABULARY.topics


def test_an_attempt_may_be_typed_in_from_paper_but_not_before_the_one_before() -> None:
    state: VisitState = fold(PLAN)
    assert state.earliest(state.doors["1-101"]) == midnight(on_date(FIRST))
    state = fold([*PLAN, tried("1-101", ABSENT)])
    assert state.earliest(state.doors["1-101"]) == T0
