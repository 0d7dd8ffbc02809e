"""Durations count in classes, and a median is the class of its rank."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.figures.durations import BEYOND, class_of, quantile
from tests.domain.examples import STEADY


@pytest.mark.parametrize(
    ("seconds", "upper"),
    [
        (0, 60),
        (60, 60),
        (61, 120),
        (3_600, 3_600),
        (3_601, 4_500),
        (86_400, 86_400),
        (86_401, 108_000),
        (864_000, 864_000),
        (864_001, 950_400),
        (366 * 86_400, 366 * 86_400),
        (366 * 86_400 + 1, BEYOND),
    ],
)
def test_a_duration_counts_in_its_class(seconds: int, upper: int) -> None:
    assert class_of(seconds) == upper


@STEADY
@for_all(st.lists(st.integers(0, 400 * 86_400), min_size=1, max_size=40), st.integers(1, 100))
def test_a_quantile_is_the_class_of_the_nearest_rank(times: list[int], percent: int) -> None:
    counts: dict[int, int] = {}
    for time in times:
        counts[class_of(time)] = counts.get(class_of(time), 0) + 1
    rank = -(-len(times) * percent // 100)
    assert quantile(counts, percent) == class_of(sorted(times)[rank - 1])


def test_of_nothing_there_is_no_median() -> None:
    assert quantile({}, 50) is None
