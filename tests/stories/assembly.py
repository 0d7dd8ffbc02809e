"""An assembly of owners in a story: their register, and papers that go out and come back.

    owners = Owners(teller, place, NAMES)   # the register imported; one flat each
    ballot = owners.open(body)              # the notice was put up sixteen days before
    owners.votes(ballot, marks_of)          # each comes back with what the counter enters
    owners.closes(ballot)

The clerk called 居委会 keeps the register and counts.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from domain.moment import local
from tests.stories.neighbours import Place
from tests.stories.teller import Teller, Told

CLERK = "居委会"
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PROCEDURE = {
    "unreturned": "absent",
    "blank": "abstains",
    "spoilt": "absent",
    "turnout_per_item": False,
    "channels": ["paper", "visit"],
    "evidence": DIGEST,
}
"""议事规则 as it was filed."""

_HEADINGS = ("楼号", "门号", "室号", "类型", "建筑面积", "面积来源", "业主编号", "业主姓名")

Mark = Mapping[str, Any]


class Owners:
    """The owners of one compound, by their number: 1 owns flat 101 of building 1, and so on."""

    def __init__(self, teller: Teller, place: Place, areas: Mapping[str, str]) -> None:
        """*areas* are those of each owner's flat, in m² as a file has them."""
        self.teller, self.place = teller, place
        self.names = tuple(areas)
        self.path = f"/v1/compounds/{place.compound}/register"
        told = teller.send(CLERK, f"{self.path}/imports", _file(areas), "text/csv")
        assert (told.status, told.topics[-1]) == (201, "register.adopted"), told.said
        counter = told.recorded[-1].by.person
        assert counter is not None
        self.counter = str(counter)
        self.persons = self._persons()

    def publish(self, days: int) -> None:
        """It hangs out for so many days; and how votes are counted is on file."""
        until = {"until": self.later(days)}
        told = self.teller.post(CLERK, f"{self.path}/publications", until)
        assert (told.status, told.topics) == (201, ["register.published"]), told.said
        told = self.teller.post(CLERK, f"{self.path}/procedure", PROCEDURE)
        assert (told.status, told.topics) == (200, ["register.procedure-filed"]), told.said

    def later(self, days: int) -> str:
        """So many days from now."""
        return (local(self.teller.service.now()) + timedelta(days=days)).isoformat()

    def asking(self, **question: Any) -> dict[str, Any]:
        """The body that opens a ballot now, of which notice was given sixteen days ago."""
        usual = {
            "compound_id": self.place.compound,
            "electorate": "owners",
            "counters": [self.counter],
            "witnesses": ["社区民警 周警官"],
            "notified_at": self.later(-16),
            "told_at": self.later(-16),
            "closes_at": self.later(15),
        }
        return usual | question

    def open(self, **question: Any) -> Told:
        """A ballot of all of them is opened."""
        told = self.teller.post(CLERK, "/v1/ballots", self.asking(**question))
        assert told.status == 201, told.said
        return told

    def delivered(self, ballot: str) -> None:
        """Every paper reaches its owner."""
        units = [f"1-1-{number}01" for number in range(1, len(self.names) + 1)]
        handed = [{"unit": unit, "how": "hand", "witness": "楼组长 赵阿姨"} for unit in units]
        told = self.teller.post(CLERK, f"/v1/ballots/{ballot}/deliveries", {"deliveries": handed})
        assert told.status == 200, told.said
        assert told.topics == ["ballot.paper-delivered"] * len(units)

    def vote(self, ballot: str, owner: int, mark: Mark) -> Told:
        """What the counter enters for one of them."""
        body = {"unit": f"1-1-{owner}01", "channel": "paper", "marks": [{"item": 1, **mark}]}
        return self.teller.post(CLERK, f"/v1/ballots/{ballot}/votes", body)

    def votes(self, ballot: str, said: Callable[[int], Mark | None]) -> None:
        """What each said; None for whose paper never came back."""
        for owner in range(1, len(self.names) + 1):
            mark = said(owner)
            if mark is not None:
                told = self.vote(ballot, owner, mark)
                assert (told.status, told.topics) == (200, ["ballot.vote-cast"]), told.said

    def closes(self, ballot: str) -> Told:
        """It is counted."""
        version = self.teller.get(CLERK, f"/v1/ballots/{ballot}")["version"]
        told = self.teller.post(CLERK, f"/v1/ballots/{ballot}/closure", {}, seen=version)
        assert told.status == 200, told.said
        return told

    def _persons(self) -> Sequence[str]:
        """Their ids, as who keeps the register reads them."""
        owners = self.teller.get(CLERK, f"{self.path}/owners?limit=100")["items"]
        by_owner = {owner["owner"]: owner["persons"][0]["person"] for owner in owners}
        return [by_owner[f"Y{number:02}"] for number in range(1, len(self.names) + 1)]


def _file(areas: Mapping[str, str]) -> bytes:
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(_HEADINGS)
    for number, (name, area) in enumerate(areas.items(), start=1):
        rows.writerow(("1", "1", f"{number}01", "住宅", area, "登记", f"Y{number:02}", name))
    return text.getvalue().encode()
