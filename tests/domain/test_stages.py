"""How long the stages of an issue took, and from what they are measured."""

from domain.issue.events import Discovery
from tests.domain.counting import DAY, counted, value
from tests.domain.examples import (
    CONTRACTOR,
    DONE,
    FAST,
    NORMAL,
    RESPONDED,
    dispatched,
)
from tests.domain.loop import (
    ANNULLED,
    PUBLISHED,
    approved,
    negotiated,
    reopened,
    revisited,
)
from tests.domain.timing import On, promised

STAGED = counted(
    On(dispatched(), f"{DAY} 09:10"),
    On(RESPONDED, f"{DAY} 09:30"),
    On(NORMAL, f"{DAY} 09:40"),
    On(negotiated(), "2025-09-23 09:00"),
    On(approved(), "2025-09-24 10:00"),
    On(DONE, "2025-09-26 09:00"),
    On(revisited(), "2025-09-27 09:00"),
)


def test_stages_are_measured_from_what_goes_before() -> None:
    hours = {
        "stage.dispatch.1": 1 / 6,
        "stage.response.1": 1 / 2,
        "stage.negotiation.1": 24,
        "stage.approval.1": 25,
        "stage.completion.1": 96,
        "stage.revisit.1": 24,
    }
    found = {f.slot: f.value / 3600 for f in STAGED.facts if f.slot.startswith("stage.")}
    assert found == hours


def test_an_answer_that_is_entered_later_and_was_given_earlier_counts() -> None:
    early = On(RESPONDED, f"{DAY} 09:05", f"{DAY} 12:00")
    told = counted(On(RESPONDED, f"{DAY} 09:30"), early)
    assert value(told, "stage.response.1") == 300
    assert value(counted(early, On(RESPONDED, f"{DAY} 13:00")), "stage.response.1") == 300


def test_the_first_order_is_the_one_that_was_given_first() -> None:
    late = On(dispatched(CONTRACTOR), f"{DAY} 09:20", f"{DAY} 12:00")
    told = counted(On(dispatched(), f"{DAY} 09:30"), late)
    assert value(told, "stage.dispatch.1") == 1200


def test_nobody_waits_for_an_answer_to_what_staff_found() -> None:
    found = promised(discovery=Discovery.FOUND, reporter=None)
    told = counted(FAST, DONE, begin_with=On(found, f"{DAY} 09:00"))
    assert told.fact("stage.response.1") is None


def test_a_notice_answers_whom_nobody_knows_and_nobody_else() -> None:
    unknown = On(promised(reporter=None), f"{DAY} 09:00")
    assert value(counted(PUBLISHED, begin_with=unknown), "stage.response.1") == 3600
    assert counted(PUBLISHED).fact("stage.response.1") is None


def test_the_next_round_is_measured_from_its_beginning() -> None:
    again = On(reopened(), "2025-09-28 09:00")
    told = counted(FAST, DONE, again, On(DONE, "2025-09-28 11:00"))
    assert value(told, "stage.completion.2") == 7200
    assert value(told, "stage.completion.1") == 3600
    # The reporter was answered in the first round, or never.
    assert told.fact("stage.response.2") is None


def test_a_plan_that_is_annulled_and_approved_again_took_until_then() -> None:
    told = counted(
        On(NORMAL, f"{DAY} 09:40"),
        On(negotiated(), f"{DAY} 10:00"),
        On(approved(), f"{DAY} 11:00"),
        On(ANNULLED, f"{DAY} 12:00"),
        On(approved(), f"{DAY} 14:00"),
    )
    assert value(told, "stage.approval.1") == 4 * 3600
