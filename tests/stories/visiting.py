"""People who go from door to door in a story: a plan, its doors, and what becomes of them."""

from typing import Any

from tests.stories.neighbours import Place
from tests.stories.teller import Teller, Told

CLERK = "居委会"


class Visits:
    """A plan of visits of a place; whoever keeps it is called 居委会."""

    def __init__(self, teller: Teller, place: Place, **fields: Any) -> None:
        self.teller, self.place = teller, place
        body = {"committee_id": place.committee, "compound_id": place.compound} | fields
        told = teller.post(CLERK, "/v1/visits", body)
        assert (told.status, told.topics) == (201, ["visit.planned"]), told.said
        self.path = f"/v1/visits/{told.id}"

    @property
    def shown(self) -> dict[str, Any]:
        """The plan as the committee reads it."""
        read: dict[str, Any] = self.teller.get(CLERK, self.path)
        return read

    def lists(self, events: int = 1, **doors: Any) -> dict[str, Any]:
        """Doors are listed, in so many events."""
        told = self.teller.post(CLERK, f"{self.path}/doors", doors)
        assert (told.status, told.topics) == (200, ["visit.doors-listed"] * events), told.said
        said: dict[str, Any] = told.said
        return said

    def tries(self, by: str, door: str, outcome: str, **found: str) -> Told:
        """Somebody is at a door, and hears an answer to each topic."""
        findings = [{"topic": topic, "text": text} for topic, text in found.items()]
        body = {"outcome": outcome, "findings": findings}
        told = self.teller.post(by, f"{self.path}/doors/{door}/attempts", body)
        assert told.topics == ["visit.attempted", *["visit.found"] * len(found)], told.said
        return told

    def opens(self, *doors: str) -> None:
        """The committee's own people are let in."""
        for door in doors:
            self.tries(CLERK, door, "opened")

    def refuses(self, by: str, noun: str, body: Any, code: str) -> None:
        """A rule says no, and nothing is recorded."""
        told = self.teller.post(by, f"{self.path}/{noun}", body)
        assert (told.said["code"], told.topics) == (code, [])

    def rate(self) -> tuple[int, int, int]:
        """(opened, listed, percent), truncated."""
        one = self.shown["coverage"]
        return one["opened"], one["listed"], one["percent"]


def person(teller: Teller, name: str, room: str = "1号楼101室") -> str:
    """Somebody who is to be visited; their id."""
    body = {"name": name, "phone": "13800005678", "room": room}
    return teller.post(CLERK, "/v1/persons", body).id
