"""Ballots through HTTP: opened, delivered, cast, counted; what each answer says."""

import pytest

from tests.api.face import Face, code_of
from tests.ballots import Voters


@pytest.fixture(scope="module")
def voters(shared_sqlite: Face) -> Voters:
    return Voters(shared_sqlite.town)


def test_a_ballot_from_its_opening_to_its_count(shared_sqlite: Face, voters: Voters) -> None:
    face = shared_sqlite
    ballot = voters.opened()
    path = f"/v1/ballots/{ballot}"
    delivered = {"deliveries": [{"unit": unit, "how": "hand"} for unit in ("101", "102")]}
    told = face.post(f"{path}/deliveries", delivered, voters.clerk).json()
    assert (told["turnout"]["papers"], told["turnout"]["delivered"]) == (7, 2)
    vote = {"unit": "101", "marks": [{"item": 1, "choice": "agree"}], "channel": "paper"}
    told = face.post(f"{path}/votes", vote, voters.counter).json()
    assert told["turnout"]["returned"] == {"part": 1, "of": 7, "percent": "14.28"}
    [item] = told["items_counted"]
    assert item["tally"]["agree"] == {"voters": 1, "area": 21_000}
    assert item["taking_part"]["voters"]["missing"] == 4
    closing = face.post(
        f"{path}/closure", {}, voters.clerk, if_match=face.get(path, voters.clerk).headers["etag"]
    )
    assert code_of(closing) == "voting-open"
