"""Undertakings: occasions and their counts, texts that hold, days that recur."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.ballot.events import Closed, Electorate, Matter
from domain.ballot.events import Outcome as Result
from domain.ballot.state import BallotState
from domain.meeting.state import MeetingState
from domain.method.rules import ApprovalRule
from domain.moment import Moment
from domain.refusal import Code
from domain.replacing import replace
from domain.undertaking.counting import count, recount
from domain.undertaking.events import Beat, Ended, Left, Recounted, Recurrence
from domain.undertaking.recurring import turns
from domain.undertaking.texts import adopt
from tests.domain import ballots, meetings
from tests.domain.dsl import T0, Outcome, fold, given
from tests.domain.examples import STEADY, sealed, uid
from tests.domain.undertakings import TODAY, added, adopted, begun, counted, counts, joined

BALLOT, MEETING = uid(61), uid(62)


def counting(*history: object, **other: Any) -> Outcome:
    """A training is counted."""
    usual: dict[str, Any] = {
        "on": TODAY,
        "counts": counts(sessions=1, attendances=47),
        "party": None,
        "line": None,
        "note": None,
        "now": T0,
    }
    return given(begun("training"), *history).when(count, **usual | other)


def recounting(*history: object, number: int = 1, **numbers: int) -> Outcome:
    """An occasion is counted again."""
    usual: dict[str, Any] = {"counts": counts(**numbers), "reason": sealed("reason")}
    return given(begun("training"), *history).when(recount, number=number, **usual)


def test_an_occasion_is_counted_under_the_next_number() -> None:
    counting().then(counted())
    counting(counted(), added(), joined(), party=1, line=1).then(counted(2, party=1, line=1))
    counting(counts=()).refused(Code.NOTHING_COUNTED)
    counting(on=TODAY + timedelta(days=1)).refused(Code.OCCURRED_IN_FUTURE)
    counting(party=1).refused(Code.UNKNOWN_PARTICIPANT)
    gone = (joined(), Left(party=1, reason=None))
    counting(*gone, party=1).refused(Code.PARTICIPANT_LEFT, participant=1)
    counting(line=1).refused(Code.NO_SUCH_LINE, line=1)
    counting(Ended(result=None)).refused(Code.UNDERTAKING_OVER)


def test_only_measures_of_the_undertaking_are_counted_and_none_below_nothing() -> None:
    for wrong, code, facts in (
        (counts(spaces=3), Code.UNKNOWN_MEASURE, {"measure": "spaces"}),
        (counts(sessions=1) * 2, Code.MEASURE_REPEATED, {"measure": "sessions"}),
        (counts(sessions=-1), Code.COUNT_NEGATIVE, {}),
    ):
        counting(counts=wrong).refused(code, **facts)
        given(begun("training"), counted()).when(
            recount, number=1, counts=wrong, reason=sealed("reason")
        ).refused(code, **facts)


def test_a_wrong_count_is_put_right_also_when_all_is_over() -> None:
    right = Recounted(number=1, counts=counts(attendances=45), reason=sealed("reason"))
    recounting(counted(), Ended(result=None), attendances=45).then(right)
    recounting(counted(), number=2).refused(Code.UNKNOWN_OCCASION)
    state = fold([begun("training"), counted(), counted(2), right])
    assert dict(state.totals) == {"sessions": 1, "attendances": 92}


@STEADY
@for_all(
    st.lists(
        st.tuples(st.integers(1, 4), st.dictionaries(st.sampled_from("abc"), st.integers(0, 99))),
        max_size=12,
    )
)
def test_totals_are_the_sums_of_the_newest_counts(told: list[tuple[int, dict[str, int]]]) -> None:
    newest: dict[int, dict[str, int]] = {}
    history: list[object] = [begun("training")]
    for number, numbers in told:
        if number in newest:
            again = Recounted(number=number, counts=counts(**numbers), reason=sealed("r"))
            history.append(again)
        else:
            history.append(counted(number, counts=counts(**numbers)))
        newest[number] = numbers
    state = fold(history)
    for code in "abc":
        assert state.totals.get(code, 0) == sum(one.get(code, 0) for one in newest.values())


def owners(outcome: Result = Result.REACHED, **other: Any) -> BallotState:
    """A closed vote of the owners on their covenant, unless told."""
    fields: dict[str, Any] = {"rule": ApprovalRule.OWNERS_ORDINARY, "matter": Matter.COVENANT}
    state = ballots.begun(ballots.opened(**fields))
    opened = replace(state.opened, **other)
    closed = Closed(outcome=outcome, delivered=3, returned=3, results=())
    return replace(state, opened=opened, closed=closed)


def held(**other: Any) -> MeetingState:
    """A meeting that was held there."""
    state: MeetingState = fold((meetings.called(**other), meetings.HELD))
    return state


def adopting(*history: object, **other: Any) -> Outcome:
    """A text is adopted."""
    usual: dict[str, Any] = {
        "text": "一、楼道不堆物。",
        "holds_from": TODAY,
        "ballot": None,
        "found_ballot": None,
        "meeting": None,
        "found_meeting": None,
        "note": None,
    }
    return given(*history).when(adopt, **usual | other)


def test_the_residents_covenant_is_adopted_by_a_meeting() -> None:
    covenant = begun("residents-covenant")
    by = {"meeting": MEETING, "found_meeting": held()}
    adopting(covenant, **by).then(adopted(meeting=MEETING))
    adopting(covenant).refused(Code.TEXT_NEEDS_MEETING)
    for wrong in (fold((meetings.called(),)), held(committee=uid(5))):
        adopting(covenant, found_meeting=wrong).refused(Code.TEXT_NEEDS_MEETING)
    adopting(covenant, adopted(), **by).then(adopted(2, meeting=MEETING))
    earlier = TODAY - timedelta(days=1)
    adopting(covenant, adopted(), holds_from=earlier, **by).refused(Code.TEXT_NOT_LATER)
    adopting(covenant, Ended(result=None), **by).refused(Code.UNDERTAKING_OVER)
    adopting(begun(), **by).refused(Code.KIND_WITHOUT_TEXT, kind="lending")


def test_the_owners_covenant_is_adopted_by_the_owners_vote() -> None:
    covenant = begun("owners-covenant")
    adopting(covenant, ballot=BALLOT, found_ballot=owners()).then(adopted(ballot=BALLOT))
    adopting(covenant, found_meeting=held()).refused(Code.TEXT_NEEDS_OWNERS)
    for wrong in (
        owners(Result.MISSED),
        owners(matter=Matter.OTHER),
        owners(electorate=Electorate.HOUSEHOLDS),
        owners(compound=uid(6)),
        owners(committee=uid(5)),
        replace(owners(), closed=None),
    ):
        adopting(covenant, found_ballot=wrong).refused(Code.TEXT_NEEDS_OWNERS)


def test_the_version_of_a_day_is_told() -> None:
    later = TODAY + timedelta(days=30)
    state = fold([begun("residents-covenant"), adopted(), adopted(2, holds_from=later)])
    assert state.text_on(TODAY - timedelta(days=1)) is None
    assert state.text_on(TODAY).version == 1
    assert state.text_on(later).version == 2


def due(beat: Beat, day: int | None, since: date, until: date) -> list[str]:
    """The days that are due."""
    found = turns(Recurrence(beat=beat, day=day), since=since, until=until)
    return [turn.due.isoformat() for turn in found]


def test_days_recur() -> None:
    june, july = date(2026, 6, 3), date(2026, 7, 31)
    assert due(Beat.WEEKLY, 4, june, date(2026, 6, 18)) == [
        "2026-06-04",
        "2026-06-11",
        "2026-06-18",
    ]
    assert due(Beat.WEEKLY, 1, june, date(2026, 6, 8)) == ["2026-06-08"]
    assert due(Beat.FORTNIGHTLY, 4, june, date(2026, 6, 30)) == ["2026-06-04", "2026-06-18"]
    assert due(Beat.MONTHLY, 31, june, july) == ["2026-06-30", "2026-07-31"]
    assert due(Beat.MONTHLY, None, june, july) == ["2026-06-30", "2026-07-31"]
    assert due(Beat.YEARLY, 366, june, july) == []
    assert due(Beat.YEARLY, 60, date(2023, 1, 1), date(2024, 3, 1)) == ["2023-03-01", "2024-02-29"]


def test_a_turn_is_held_on_its_day_or_on_another_of_its_week() -> None:
    thursdays = Recurrence(beat=Beat.WEEKLY, day=4)
    first, second = turns(thursdays, since=date(2026, 6, 1), until=date(2026, 6, 11))
    assert first.held([date(2026, 6, 5)])
    assert not second.held([date(2026, 6, 5)])
    assert not first.held([])


def test_not_more_days_are_told_than_anybody_reads() -> None:
    assert len(due(Beat.WEEKLY, 1, date(1990, 1, 1), date(2026, 1, 1))) == 400


def test_the_moment_of_a_day_is_the_neighbourhoods() -> None:
    evening = Moment(T0 + 20 * 3_600 * 1_000_000)
    counting(on=TODAY + timedelta(days=1), now=evening).then(counted(on=TODAY + timedelta(days=1)))
