"""When two ways of writing a telephone number are the same number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.person.phone import normal

SAME = {
    "13800001234": (
        "13800001234",
        "138 0000 1234",
        "138-0000-1234",
        "+8613800001234",
        "+86 138-0000-1234",
        "+(86) 13800001234",
        "0086 138 0000 1234",
        "8613800001234",
        "１３８００００１２３４",
        "＋８６ 13800001234",
        "13800001234转801",
        "13800001234 x 7",
        "13800001234ext.12",
        "13800001234#5",
        "13800001234分机9",
    ),
    "02162345678": (
        "021-62345678",
        "(021) 6234 5678",
        "（021）62345678",
        "+86 21 6234 5678",
        "+86 (021) 6234 5678",
        "021-6234 5678转801",
        "02162345678, 801",
    ),
    "12345": ("12345", "1 2345"),
    # No number of ours, and left as it is.
    "862162345678": ("862162345678",),
    "861380000123": ("861380000123",),
    "8526234567": ("+852 623 4567",),
}


@pytest.mark.parametrize("number", SAME)
def test_ways_of_writing_one_number(number: str) -> None:
    assert {normal(text) for text in SAME[number]} == {number}


@pytest.mark.parametrize("text", ["", "(-)", "转801", "+86", "0086", "沈秋禾", "٣٤٥"])
def test_what_holds_no_number(text: str) -> None:
    assert normal(text) is None


@given(st.text(alphabet="0123456789+86 ()-转x#") | st.text())
def test_a_number_is_digits_and_stays_what_it_is(text: str) -> None:
    number = normal(text)
    if number is None:
        return
    assert number.isascii()
    assert number.isdigit()
    if not number.startswith(("861", "0086")):
        assert normal(number) == number
