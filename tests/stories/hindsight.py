"""Hindsight: what people were told of an issue is what they are told of that point for ever."""

from collections.abc import Collection, Mapping
from typing import Any

from tests.stories.teller import Teller, Told

OF_TODAY = ("allowed_actions", "as_of")
"""What the past does not tell: what can be done next, and which point it is."""

OF_THE_REPORTER = ("reporter", "words")
"""What is shown as masked as today: more of it to whom the issue was handed since."""


class Hindsight:
    """Listens to a teller; keeps each answer to a command, and what the *readers* then read."""

    def __init__(self, teller: Teller, issue: str, readers: tuple[str, ...]) -> None:
        self._teller = teller
        self._issue = issue
        self._readers = readers
        self._head = 0
        self._told: list[tuple[str, int, Mapping[str, Any]]] = []
        teller.after_each(self.remember)

    def remember(self, by: str, told: Told) -> None:
        """Keep what *by* was answered, where it is this issue, and look at it again."""
        position = self._teller.head()
        if told.status < 300 and told.said.get("id") == self._issue:
            self._told.append((by, position, told.said))
        if position > self._head:
            self._head = position
            self._told.extend((one, position, self._read(one)) for one in self._readers)

    def require(self) -> None:
        """Every point tells what was told then, in all fields but those of today."""
        for by, position, told in self._told:
            shown = self._read(by, position)
            masked = told["reporter"] is None and shown["reporter"] is not None
            if masked:
                assert [told[name] for name in OF_THE_REPORTER] == [None, None]
                assert told["dispatches"] == []
                assert self._read(by)["dispatches"] != []
            today = OF_TODAY + (OF_THE_REPORTER if masked else ())
            assert _lasting(shown, today) == _lasting(told, today)
            assert (shown["allowed_actions"], told["as_of"]) == ([], None)
        for one in self._teller.stream(self._issue):
            shown = self._read(self._readers[0], one.position)
            assert (shown["version"], shown["as_of"]["position"]) == (one.version, one.position)
        assert {told["version"] for _, _, told in self._told} == self._ends()

    def _ends(self) -> set[int]:
        """The versions at which commands left the issue: all of them were looked at."""
        last = {one.command: one.version for one in self._teller.stream(self._issue)}
        return set(last.values())

    def _read(self, by: str, position: int | None = None) -> Any:
        query = "" if position is None else f"?as_of=position:{position}"
        return self._teller.get(by, f"/v1/issues/{self._issue}{query}")


def _lasting(told: Mapping[str, Any], but: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in but}
