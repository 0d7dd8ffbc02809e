"""One issue of a story: people act on it as they have just read it, and are sometimes refused."""

from typing import Any

from projections.replay import check
from tests.stories.hindsight import Hindsight
from tests.stories.teller import Teller, Told


class Matter:
    """An issue under way. `shown` is what was last answered to a command on it."""

    def __init__(self, teller: Teller, by: str, told: Told, *readers: str) -> None:
        assert told.status == 201, told.said
        self.teller = teller
        self.shown: dict[str, Any] = told.said
        self._hindsight = Hindsight(teller, self.id, readers)
        self._hindsight.remember(by, told)

    @property
    def id(self) -> str:
        """The id of the issue."""
        return str(self.shown["id"])

    @property
    def number(self) -> str:
        """Its number."""
        return str(self.shown["number"])

    @property
    def path(self) -> str:
        """Where it is read."""
        return f"/v1/issues/{self.id}"

    def act(self, by: str, noun: str, body: Any, *topics: str) -> dict[str, Any]:
        """A command on the present version that records just these events of an issue."""
        told = self.attempt(by, noun, body)
        expected = [f"issue.{topic}" for topic in topics]
        assert (told.status, told.topics) == (200, expected), told.said
        assert told.headers["etag"].startswith(f'"{told.said["version"]}-')
        self.shown = told.said
        return self.shown

    def refused(self, by: str, noun: str, body: Any, code: str, **facts: Any) -> dict[str, Any]:
        """A command that a rule refuses, with the facts of it, and that records nothing."""
        told = self.attempt(by, noun, body)
        assert (told.status in (409, 422), told.topics) == (True, []), told.said
        assert (told.said["code"], told.said.get("facts", {})) == (code, facts)
        said: dict[str, Any] = told.said
        return said

    def attempt(self, by: str, noun: str, body: Any) -> Told:
        """A command on the present version, whatever comes of it."""
        version = self.teller.get("居委会", self.path)["version"]
        return self.teller.post(by, f"{self.path}/{noun}", body, seen=version)

    def read(self, by: str) -> dict[str, Any]:
        """What somebody reads of it now."""
        shown: dict[str, Any] = self.teller.get(by, self.path)
        return shown

    def told(self, by: str) -> list[str]:
        """The labels of the timeline that somebody reads."""
        return [one["label"] for one in self.teller.timeline(by, self.id)]

    def look_back(self) -> None:
        """The views are what the ledger makes them, and the past is what was told of it."""
        timeline = self.teller.timeline("居委会", self.id)
        stream = self.teller.stream(self.id)
        assert [(one["position"], one["event"]) for one in timeline] == [
            (one.position, one.topic) for one in stream
        ]
        assert check(self.teller.service.database, self.teller.service.views) == []
        self._hindsight.require()
