"""What took weeks: days of the play, each recorded at its own time by a calendar turned back."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.moment import DAY, Moment
from ledger.now import clock
from service.commands.base import Command

LONGEST = 75
"""Days that the longest story goes back: a register hangs out, owners vote, money is spent."""


class Calendar:
    """The present, or a day before it: by this the demonstration's installation goes."""

    def __init__(self) -> None:
        self._behind = 0

    def __call__(self) -> Moment:
        """What time it is by it."""
        return Moment(clock() - self._behind)

    def turn_to(self, moment: Moment) -> None:
        """It is *moment* now; time goes on from there."""
        self._behind = clock() - moment

    def turn_back(self) -> None:
        """So far that every story can begin."""
        self._behind = LONGEST * DAY

    def is_right(self) -> None:
        """It tells the present again."""
        self._behind = 0


@dataclass(frozen=True, slots=True)
class Day:
    """What somebody, named like their key, did one after the other; recorded at that time."""

    by: str
    at: Moment
    commands: Sequence[Command]


class Diary:
    """The days of one neighbourhood; `by` is who does what nobody else is named for."""

    def __init__(self, by: str, began: Moment) -> None:
        self._by, self._began = by, began
        self.days: list[Day] = []

    def when(self, days: float) -> Moment:
        """So many days before the play began; after it where they are negative."""
        return Moment(self._began - round(days * DAY))

    def on(self, days: float, *commands: Command, by: str | None = None) -> None:
        """So many days before the play began somebody did this."""
        self.days.append(Day(by or self._by, self.when(days), commands))
