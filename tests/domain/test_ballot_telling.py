"""What parts tell by choice: of all of them how many papers, or of none anything."""

from collections.abc import Mapping, Sequence

import pytest

from domain.ballot.state import BallotState
from domain.ballot.telling import parts_tell
from domain.register.events import Unit
from tests.domain.ballots import begun, entered, opened, register, unit

FLATS = [unit(f"{house}{n}", building=house) for house in "12" for n in "abcd"]
MIXED = {one.unit: "agree" if one.unit[1] in "ab" else "against" for one in FLATS}


def voted(choices: Mapping[str, str | None], flats: Sequence[Unit] = FLATS) -> BallotState:
    back = {paper: choice for paper, choice in choices.items() if choice is not None}
    return entered(begun(opened(register(flats))), back)


def test_mixed_houses_tell_how_many_papers_said_what() -> None:
    assert parts_tell(voted(MIXED))


@pytest.mark.parametrize(
    "said",
    [
        # All of one mind; the one who is not would know of the others; one paper; none is back.
        {"1c": "agree", "1d": "agree"},
        {"1d": "agree"},
        {"1a": None, "1b": None, "1c": None},
        {"1a": None, "1b": None, "1c": None, "1d": None},
    ],
)
def test_one_house_that_would_tell_a_vote_keeps_all_of_them_back(
    said: dict[str, str | None],
) -> None:
    assert not parts_tell(voted({**MIXED, **said}))


def test_a_paper_in_two_houses_keeps_all_of_them_back() -> None:
    """Counted in both and once in the whole: the sum of the houses would tell what it says."""
    flats = [*FLATS, unit("2e", building="2", owner="1a")]
    assert not parts_tell(voted(MIXED, flats))
    others = {"1a": None, "1b": "agree", "1c": "abstain", "1d": "against"}
    assert parts_tell(voted({**MIXED, **others}, flats))
