"""A state is stored without what its clocks repeat, and read whole again."""

import json
from typing import Any, cast

from sqlalchemy import Dialect

from domain.issue.state import IssueState
from domain.method.timing import Timing
from domain.replacing import replace
from projections.views.status import TABLE
from tests.domain.examples import NORMAL, RESPONDED
from tests.domain.loop import transferred
from tests.domain.timing import promised, told

STATE = cast(Any, TABLE.c.state.type)
NOBODY = cast(Dialect, None)


def stored(state: IssueState) -> str:
    text: str = STATE.process_bind_param(state, NOBODY)
    return text


def read(text: str) -> IssueState:
    state: IssueState = STATE.process_result_value(text, NOBODY)
    return state


def test_a_state_is_read_as_it_was_stored() -> None:
    reported = told(promised(timing=Timing(grace=7)))
    for state in (reported, told(NORMAL, state=reported), told(transferred(), state=reported)):
        assert read(stored(state)) == state


def test_terms_and_timing_are_stored_once() -> None:
    kept = json.loads(stored(told(promised())))
    assert (kept["clocks"]["terms"], kept["clocks"]["timing"]) == ([], {})
    assert kept["terms"]
    assert kept["rules"]["timing"]


def test_an_unchanged_part_is_written_as_it_was_and_a_changed_one_anew() -> None:
    before = told(promised())
    same = replace(before, urged=3)
    assert stored(same) == stored(read(stored(same)))
    after = told(RESPONDED, state=before)
    assert read(stored(after)).clocks == after.clocks != before.clocks
