"""Answers and appraisals through the engine: sums, voids, and what waits until five have rated."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.moment import local
from projections.views import answer as view
from projections.views import appraisal
from projections.views.answer import SumRow
from service.answer_figures import LEAST, REST, together
from service.commands.questionnaires import VoidAnswer
from service.service import Service
from tests.domain.examples import STEADY
from tests.neighbourhood import Neighbourhood, settle
from tests.projections import asking
from tests.projections.following import follow


def sums(town: Neighbourhood, questionnaire: UUID) -> set[SumRow]:
    follow(town.service)
    with town.service.database.read() as connection:
        return set(view.sums(connection, questionnaire))


def test_what_is_voided_is_taken_off_again(sqlite_service: Service) -> None:
    town = settle(sqlite_service)
    wanted = asking.ask(town)
    asking.answer(town, wanted, 2, group=asking.GROUP)
    before = sums(town, wanted)
    assert SumRow(wanted, "scale", asking.GROUP, "", 1, 2) in before
    assert SumRow(wanted, "scale", asking.GROUP, "=2", 1, 0) in before
    asking.answer(town, wanted, 5, group=asking.GROUP)
    assert SumRow(wanted, "scale", asking.GROUP, "", 2, 7) in sums(town, wanted)
    town.do(VoidAnswer(questionnaire=wanted, number=2, reason="重复"), by=town.clerk)
    assert sums(town, wanted) == before


def marks(town: Neighbourhood) -> tuple[int, ...]:
    follow(town.service)
    year = local(town.service.now()).year
    with town.service.database.read() as connection:
        [row] = appraisal.of_year(connection, town.committee, year)
    return row.marks


def test_marks_become_visible_five_residents_at_a_time(sqlite_service: Service) -> None:
    town = settle(sqlite_service)
    for score in (1, 1, 2, 5):
        asking.rate(town, score, by=asking.resident(town))
        assert marks(town) == appraisal.NONE
    asking.rate(town, 4, by=asking.resident(town))
    assert marks(town) == (2, 1, 0, 1, 1)
    asking.rate(town, 3, by=asking.resident(town))
    assert marks(town) == (2, 1, 0, 1, 1)


@STEADY
@given(st.dictionaries(st.sampled_from(["", "a", "b", "c", "d"]), st.integers(1, 9)))
def test_neither_a_group_nor_a_difference_tells_of_fewer_than_three(sizes: dict[str, int]) -> None:
    told = together(sizes)
    shown: dict[str, int] = {}
    for group, size in sizes.items():
        shown[told[group]] = shown.get(told[group], 0) + size
    if set(shown) - {REST}:
        assert min(shown.values()) >= LEAST
    assert sum(shown.values()) == sum(sizes.values())
