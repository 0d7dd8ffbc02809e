"""What a ballot refuses, each by its name, and nothing is stored."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import pytest

from tests.api.face import Face, code_of
from tests.api.refusal import refused
from tests.api.registering import DIGEST, path_of
from tests.ballots import Voters

AGREE = {"item": 1, "choice": "agree"}
PAPER: Mapping[str, Any] = {"unit": "103", "marks": [AGREE], "channel": "paper"}


@pytest.fixture(scope="module")
def voters(shared_sqlite: Face) -> Voters:
    """A register that hangs out; what is asked here does not depend on the database."""
    return Voters(shared_sqlite.town)


@pytest.fixture(scope="module")
def ballot(voters: Voters) -> UUID:
    """One that is open, with two papers back."""
    made = voters.opened()
    voters.votes(made, "agree", "101", "102")
    return made


VOTES: Sequence[tuple[str, Mapping[str, Any]]] = (
    ("unit-not-on-roll", {"unit": "999"}),
    ("unknown-paper", {"unit": None, "paper": "o99"}),
    ("unit-not-on-roll", {"paper": "o1", "unit": "103"}),
    ("already-voted", {"unit": "101"}),
    # Of one owner with two units it is the same paper.
    ("already-voted", {"unit": "202"}),
    ("already-voted", {"unit": None, "paper": "o2"}),
    ("item-missing", {"marks": []}),
    ("unknown-item", {"marks": [AGREE, {"item": 2, "choice": "agree"}]}),
    ("item-repeated", {"marks": [AGREE, AGREE]}),
    ("mark-malformed", {"marks": [AGREE | {"score": 5}]}),
    ("mark-malformed", {"marks": [AGREE | {"candidates": [1]}]}),
    ("vote-channel-closed", {"channel": "external", "evidence": DIGEST}),
    ("evidence-required", {"channel": "visit"}),
    ("mandate-required", {"proxy": {"proxy": 1, "name": "符长歌"}}),
    ("occurred-in-future", {"occurred_at": "2999-01-01T00:00:00+08:00"}),
    ("voting-not-begun", {"occurred_at": "2001-01-01T00:00:00+08:00"}),
)


@pytest.mark.parametrize(("code", "said"), VOTES, ids=range(len(VOTES)))
def test_votes(
    shared_sqlite: Face, voters: Voters, ballot: UUID, code: str, said: Mapping[str, Any]
) -> None:
    path = f"/v1/ballots/{ballot}/votes"
    answer = refused(shared_sqlite, path, {**PAPER, **said}, voters.counter)
    assert code_of(answer) == code


def test_a_choice_that_nobody_knows_is_no_vote(
    shared_sqlite: Face, voters: Voters, ballot: UUID
) -> None:
    body = {**PAPER, "marks": [{"item": 1, "choice": "maybe"}]}
    answer = refused(shared_sqlite, f"/v1/ballots/{ballot}/votes", body, voters.counter)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/marks/0/choice")


def test_nobody_votes_with_the_voice_of_another(
    shared_sqlite: Face, voters: Voters, ballot: UUID
) -> None:
    path = f"/v1/ballots/{ballot}/votes"
    online = {**PAPER, "channel": "online", "evidence": DIGEST}
    for by in (voters.clerk, voters.town.owner, voters.owner("o5")):
        answer = refused(shared_sqlite, path, online, by)
        assert code_of(answer) in ("wrong-voice", "forbidden", "not-found")
    # The owner's own paper is no counter's to be voted on line, nor theirs to be typed in.
    assert code_of(refused(shared_sqlite, path, PAPER, voters.owner("o3"))) == "wrong-voice"
    late = {**online, "occurred_at": "2026-01-01T00:00:00+08:00"}
    assert code_of(refused(shared_sqlite, path, late, voters.owner("o3"))) == "not-a-counter"


def test_after_closing_nothing_is_taken(shared_sqlite: Face, voters: Voters) -> None:
    over = voters.decided()
    for noun, body in (
        ("votes", PAPER),
        ("deliveries", {"deliveries": [{"unit": "103", "how": "hand"}]}),
        ("voids", {"unit": "103", "reason": "签名不符"}),
    ):
        answer = refused(shared_sqlite, f"/v1/ballots/{over}/{noun}", body, voters.counter)
        assert (answer.status_code, code_of(answer)) == (409, "ballot-over"), noun
    match = {"if_match": shared_sqlite.get(f"/v1/ballots/{over}", voters.clerk).headers["etag"]}
    for noun, body in (("closure", {}), ("cancellation", {"reason": "重来"})):
        answer = refused(shared_sqlite, f"/v1/ballots/{over}/{noun}", body, voters.clerk, **match)
        assert code_of(answer) == "ballot-over", noun


BARS = (
    ("threshold-unreachable", 3, 2, False),
    # Beyond all there are is nobody.
    ("threshold-unreachable", 1, 1, True),
    ("threshold-malformed", 0, 3, False),
    ("threshold-malformed", 2, 0, False),
    ("threshold-malformed", -1, 2, False),
    ("threshold-malformed", 1_000_001, 1_000_002, False),
)


@pytest.mark.parametrize(("code", "numerator", "denominator", "beyond"), BARS, ids=range(len(BARS)))
def test_shares_that_never_reach(
    shared_sqlite: Face,
    voters: Voters,
    code: str,
    numerator: int,
    denominator: int,
    beyond: bool,
) -> None:
    share = {"numerator": numerator, "denominator": denominator, "beyond": beyond}
    half = {"voters": {"numerator": 1, "denominator": 2}}
    for bars in (
        {"taking_part": {"voters": share}, "agreeing": half},
        {"taking_part": half, "agreeing": {"voters": share}},
    ):
        asked = canvass(voters) | {"thresholds": bars}
        answer = refused(shared_sqlite, "/v1/ballots", asked, voters.clerk)
        assert (answer.status_code, code_of(answer)) == (422, code)


def canvass(voters: Voters) -> dict[str, Any]:
    """A body that would open a canvass of households, but for what is changed in it."""
    return {
        "compound_id": str(voters.compound),
        "title": "征询",
        "rule": "canvass",
        "electorate": "households",
        "items": [{"number": 1, "text": "是否同意？"}],
        "counting": {
            "unreturned": "absent",
            "blank": "abstains",
            "spoilt": "absent",
            "turnout_per_item": False,
            "channels": ["paper"],
            "notice_days": 0,
        },
        "counters": [str(voters.counter.person)],
        "notified_at": "2026-01-01T00:00:00+08:00",
        "closes_at": "2999-01-01T00:00:00+08:00",
    }


def test_the_register_stays_as_it_is_under_an_open_ballot(
    shared_sqlite: Face, voters: Voters, ballot: UUID
) -> None:
    face, path = shared_sqlite, path_of(voters.compound)
    match = {"if_match": face.get(path, voters.clerk).headers["etag"]}
    body = {"removed": ["301"], "ground": "更正"}
    answer = refused(face, f"{path}/corrections", body, voters.clerk, **match)
    assert (answer.status_code, code_of(answer)) == (409, "register-in-use")
