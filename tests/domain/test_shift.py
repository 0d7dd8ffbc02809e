"""When the next shift ends."""

import pytest

from domain.moment import DAY, SECOND, Moment
from domain.refusal import Code, Refused
from domain.shift import end_of_shift

NOW = Moment(1_790_000_000 * SECOND)


def test_a_shift_has_a_day_unless_said_otherwise() -> None:
    assert end_of_shift(None, now=NOW) == NOW + DAY


@pytest.mark.parametrize("length", [1, 31 * DAY])
def test_a_shift_ends_when_it_is_said_to_end(length: int) -> None:
    assert end_of_shift(Moment(NOW + length), now=NOW) == NOW + length


@pytest.mark.parametrize(
    ("length", "code", "facts"),
    [
        (0, Code.SHIFT_OVER, {}),
        (-DAY, Code.SHIFT_OVER, {}),
        (31 * DAY + 1, Code.SHIFT_TOO_LONG, {"days": 31}),
    ],
)
def test_a_shift_ends_in_time(length: int, code: Code, facts: dict[str, int]) -> None:
    with pytest.raises(Refused) as caught:
        end_of_shift(Moment(NOW + length), now=NOW)
    assert (caught.value.code, caught.value.facts) == (code, facts)
