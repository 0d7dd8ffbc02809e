"""What a ballot's schema allows is recorded: the largest opening, the widest paper, the last word.

Each event stays below the largest that a ledger takes; what would not is refused by name.
"""

from typing import Any

import pytest

from tests.access.stage_ballots import opening
from tests.api.face import Face
from tests.ballots import EVIDENCE, Voters

WIDE = "𠮷"
"""A character of four bytes, of which a text takes the most."""


@pytest.fixture(scope="module")
def voters(shared_sqlite: Face) -> Voters:
    return Voters(shared_sqlite.town)


def longest(voters: Voters, **changes: Any) -> dict[str, Any]:
    """As long as the schema lets it be in all but the questions."""
    items = [{"number": number, "text": WIDE * 150} for number in range(1, 21)]
    people = [str(voters.counter.person)] * 50
    parking = {"counted": False, "ground": WIDE * 200}
    told = {"title": WIDE * 200, "items": items, "counters": people, "parking": parking}
    return opening(voters, **told | {"witnesses": [WIDE * 200] * 20} | changes)


def test_the_longest_opening_is_recorded(shared_sqlite: Face, voters: Voters) -> None:
    body = longest(voters)
    answer = shared_sqlite.post("/v1/ballots", body, voters.clerk)
    assert answer.status_code == 201, answer.text
    assert answer.json()["items"][19]["text"] == WIDE * 150


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("items", {"items": [{"number": 1, "text": WIDE * 4000}] * 3}),
        ("buildings", {"buildings": [f"{n:03}" + "甲" * 77 for n in range(200)]}),
        ("entrances", {"entrances": [f"{n:03}" + "甲" * 77 for n in range(200)]}),
    ],
)
def test_what_no_event_would_hold_is_refused_by_name(
    shared_sqlite: Face, voters: Voters, field: str, more: dict[str, Any]
) -> None:
    answer = shared_sqlite.post("/v1/ballots", longest(voters, **more), voters.clerk)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-body")
    assert [one["reason"] for one in answer.json()["errors"]] == [f"{field}_too_long"]


def test_the_widest_paper_is_cast_and_voided(shared_sqlite: Face) -> None:
    """Just within the limit of `paper-too-large`; its parts stand in both events."""
    houses = [f"{number:03}号楼{'甲' * 15}" for number in range(410)]
    units = [(f"U{place}", house, None, 10_000, "o1") for place, house in enumerate(houses)]
    voters = Voters(shared_sqlite.town, units=units)
    ballot = voters.opened()
    items = [{"item": 1, "choice": "agree"}]
    proxy = {"proxy": 1, "name": WIDE * 200, "mandate": EVIDENCE}
    vote = {"unit": "U0", "marks": items, "channel": "paper", "witness": WIDE * 200}
    path = f"/v1/ballots/{ballot}"
    cast = shared_sqlite.post(f"{path}/votes", vote | {"proxy": proxy}, voters.counter)
    assert cast.status_code == 200, cast.text
    void = {"unit": "U0", "reason": WIDE * 4000}
    voided = shared_sqlite.post(f"{path}/voids", void, voters.counter)
    assert voided.status_code == 200, voided.text
