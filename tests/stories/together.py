"""What a neighbourhood does together in a story, as the clerk called 居委会 keeps it.

doing = Together(room, place)
market = doing.begins("market", "周六集市")             # its path
doing.goes(market, "planned", "running")
doing.counts(market, [("2026-03-07", {"sessions": 1, "attendances": 47})])
doing.sums("2026-01-01", "2026-12-31")["market"]       # {"attendances": (47, "人次"), …}
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.projections.following import follow
from tests.stories.neighbours import Place
from tests.stories.sessions import Hall, Shown
from tests.stories.teller import party

CLERK = "居委会"
Occasion = tuple[str, Mapping[str, int]]
"""A day, and how much of each measure."""


@dataclass(frozen=True, kw_only=True)
class Together:
    """A committee whose undertakings are told of."""

    room: Hall
    place: Place

    def begins(self, kind: str, name: str, **fields: Any) -> str:
        """Something begins; its path."""
        body = {"committee_id": self.place.committee, "kind": kind, "name": name} | fields
        told = self.room.teller.post(CLERK, "/v1/undertakings", body)
        assert (told.status, told.topics) == (201, ["undertaking.begun"]), told.said
        return f"/v1/undertakings/{told.id}"

    def acts(self, path: str, noun: str, body: Any, *topics: str) -> Shown:
        """What becomes of it, with just these events."""
        told = self.room.teller.post(CLERK, f"{path}/{noun}", body)
        assert (told.status, told.topics) == (200, list(topics)), told.said
        said: Shown = told.said
        return said

    def refuses(self, path: str, noun: str, body: Any, code: str) -> None:
        """A rule says no, and nothing is recorded."""
        self.room.refuses(CLERK, f"{path}/{noun}", body, code)

    def goes(self, path: str, *steps: str, **last: Any) -> Shown:
        """It comes to these steps, one after the other; *last* is what the last one has."""
        taken: list[dict[str, Any]] = [{"step": step} for step in steps]
        taken[-1] |= last
        topics = ["undertaking.step-reached"] * len(steps)
        return self.acts(path, "steps", {"steps": taken}, *topics)

    def joins(self, path: str, **who: Any) -> int:
        """Somebody takes part; their number."""
        said = self.acts(path, "participants", who, "undertaking.joined")
        number: int = said["participants"][-1]["participant"]
        return number

    def unit(self, name: str, kind: str = "other") -> str:
        """A unit that shares in the work; its id."""
        return party(self.room.teller, name, kind)

    def person(self, name: str, **contact: str) -> str:
        """A neighbour who is registered; their id."""
        told = self.room.teller.post(CLERK, "/v1/persons", {"name": name} | contact)
        assert told.status == 201, told.said
        return told.id

    def counts(self, path: str, occasions: Sequence[Occasion], **who: Any) -> Shown:
        """Occasions as they stand in a paper register, a hundred at a time."""
        said: Shown = {}
        for start in range(0, len(occasions), 100):
            portion = [
                {
                    "on": day,
                    "counts": [{"measure": code, "number": n} for code, n in counts.items()],
                }
                | who
                for day, counts in occasions[start : start + 100]
            ]
            topics = ["undertaking.counted"] * len(portion)
            said = self.acts(path, "occasions", {"occasions": portion}, *topics)
        return said

    def lines(self, path: str, *texts: str, **fields: Any) -> Shown:
        """Lines of it, in their order."""
        body = {"lines": [{"text": text} | fields for text in texts]}
        return self.acts(path, "lines", body, *["undertaking.line-added"] * len(texts))

    def moves(self, path: str, line: int, *steps: str, **last: Any) -> None:
        """A line comes to these steps, one after the other."""
        for step in steps:
            body = {"step": step} | (last if step == steps[-1] else {})
            self.acts(path, f"lines/{line}/steps", body, "undertaking.line-moved")

    def sums(self, first: str, last: str, **asked: str) -> dict[str, dict[str, Any]]:
        """What took place, by kind: how often, and each measure with its unit."""
        follow(self.room.teller.service)
        query = "&".join(f"{key}={value}" for key, value in asked.items())
        path = f"/v1/bodies/{self.place.committee}/occasions?first={first}&last={last}&{query}"
        found: dict[str, dict[str, Any]] = {}
        for kind in self.room.teller.get(CLERK, path)["kinds"]:
            sums = {
                one["measure"]["code"]: (one["total"], one["unit"]["label"]) for one in kind["sums"]
            }
            found[kind["kind"]["code"]] = {"occasions": kind["occasions"]} | sums
        return found

    def taking(self, first: str, last: str, by: str = CLERK) -> Shown:
        """Who takes part."""
        follow(self.room.teller.service)
        path = f"/v1/bodies/{self.place.committee}/participation?first={first}&last={last}"
        said: Shown = self.room.teller.get(by, path)
        return said

    def programmes(self, by: str = CLERK, query: str = "") -> list[Shown]:
        """How far programmes are."""
        follow(self.room.teller.service)
        path = f"/v1/bodies/{self.place.committee}/programmes?{query}"
        items: list[Shown] = self.room.teller.get(by, path)["items"]
        return items


def days(first: str, number: int, *, every: int = 7) -> list[str]:
    """So many days, each so many after the one before."""
    start = date.fromisoformat(first)
    return [(start + timedelta(days=every * one)).isoformat() for one in range(number)]


def shared(total: int, among: int) -> list[int]:
    """A sum that the text tells, dealt out evenly: the text does not tell of each occasion."""
    low, more = divmod(total, among)
    return [low + (one < more) for one in range(among)]
