"""Who is asked in a story: the register of a compound, and the papers of its ballots.

    roll = Roll(teller, place, [Home("3", "5", "101", owner="Y1", name="程秋云", area="52.30")])
    poll = roll.opens(rule="canvass", electorate="households", …)
    poll.takes("agree", "3-5-101")          # papers by their name on the roll
    poll.closes()

The clerk called 居委会 keeps the register and counts. Owners are asked from a register that has
hung out and was heard; households and residents as soon as it is there.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import timedelta
from typing import Any

from domain.moment import local
from tests.stories.assembly import PROCEDURE
from tests.stories.neighbours import Place
from tests.stories.teller import Teller, Told

CLERK = "居委会"
COUNTING: Mapping[str, Any] = {
    "unreturned": "absent",
    "blank": "abstains",
    "spoilt": "absent",
    "turnout_per_item": False,
    "channels": ["paper"],
    "notice_days": 7,
}
"""How it is counted where no owners' rules say it."""

_HEADINGS = (
    "楼号",
    "门号",
    "室号",
    "业主编号",
    "业主姓名",
    "建筑面积",
    "类型",
    "居民数",
    "面积来源",
)


@dataclass(frozen=True)
class Home:
    """A unit as a row of the file has it: area in m², residents where they are counted."""

    building: str
    entrance: str
    room: str
    owner: str
    name: str = ""
    area: str = "48.50"
    kind: str = "住宅"
    residents: str = ""
    source: str = "登记"

    @property
    def code(self) -> str:
        """Its code in the register."""
        return "-".join(one for one in (self.building, self.entrance, self.room) if one)


class Roll:
    """The register of a place, as it was imported."""

    def __init__(self, teller: Teller, place: Place, homes: Iterable[Home]) -> None:
        self.teller, self.place = teller, place
        self.path = f"/v1/compounds/{place.compound}/register"
        told = teller.send(CLERK, f"{self.path}/imports", _file(homes), "text/csv")
        assert (told.status, told.topics[-1]) == (201, "register.adopted"), told.said
        self.counter = str(told.recorded[-1].by.person)

    def hangs_out(self, days: int) -> None:
        """For so many days; and the owners' rules of procedure are filed."""
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
        usual: dict[str, Any] = {
            "compound_id": self.place.compound,
            "counters": [self.counter],
            "witnesses": ["社区民警 周警官"],
            "notified_at": self.later(-16),
            "told_at": self.later(-16),
            "closes_at": self.later(15),
        }
        if question["electorate"] != "owners":
            usual["counting"] = dict(COUNTING)
        return usual | question

    def refuses(self, code: str, **question: Any) -> dict[str, Any]:
        """A question that nobody is asked, and why; nothing is recorded."""
        told = self.teller.post(CLERK, "/v1/ballots", self.asking(**question))
        assert (told.said["code"], told.topics) == (code, []), told.said
        said: dict[str, Any] = told.said
        return said

    def opens(self, **question: Any) -> "Poll":
        """A ballot."""
        told = self.teller.post(CLERK, "/v1/ballots", self.asking(**question))
        assert (told.status, told.topics[0]) == (201, "ballot.opened"), told.said
        return Poll(teller=self.teller, id=told.id)


@dataclass(frozen=True, kw_only=True)
class Poll:
    """A ballot under way."""

    teller: Teller
    id: str

    @property
    def path(self) -> str:
        """Where it is read."""
        return f"/v1/ballots/{self.id}"

    def delivers(self, papers: Sequence[str]) -> None:
        """Each reaches its voter at the door."""
        for start in range(0, len(papers), 200):
            portion = papers[start : start + 200]
            body = {"deliveries": [{"paper": one, "how": "hand"} for one in portion]}
            told = self.teller.post(CLERK, f"{self.path}/deliveries", body)
            assert told.topics == ["ballot.paper-delivered"] * len(portion), told.said

    def vote(self, choice: str, paper: str, by: str = CLERK) -> Told:
        """What comes of a paper that is brought back."""
        body = {"paper": paper, "channel": "paper", "marks": [{"item": 1, "choice": choice}]}
        return self.teller.post(by, f"{self.path}/votes", body)

    def takes(self, choice: str, *papers: str) -> dict[str, Any]:
        """Papers come back, all with that choice; the ballot after the last."""
        told = None
        for paper in papers:
            told = self.vote(choice, paper)
            assert (told.status, told.topics) == (200, ["ballot.vote-cast"]), told.said
        assert told is not None
        said: dict[str, Any] = told.said
        return said

    def close(self) -> Told:
        """What comes of closing it."""
        version = self.read()["version"]
        return self.teller.post(CLERK, f"{self.path}/closure", {}, seen=version)

    def closes(self) -> Told:
        """It is counted."""
        told = self.close()
        assert told.status == 200, told.said
        assert "ballot.closed" in told.topics
        return told

    def read(self, by: str = CLERK) -> dict[str, Any]:
        """What somebody reads of it now."""
        shown: dict[str, Any] = self.teller.get(by, self.path)
        return shown


def _file(homes: Iterable[Home]) -> bytes:
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(_HEADINGS)
    rows.writerows(map(astuple, homes))
    return text.getvalue().encode()
