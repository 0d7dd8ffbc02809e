"""A clock that a story sets forward."""

from datetime import datetime, timedelta

from domain.moment import DAY, SECOND, SHANGHAI, Moment, local, moment_of
from ledger.now import clock


class Days:
    """Tells the real time, and so many days more."""

    def __init__(self) -> None:
        self._ahead = 0

    def __call__(self) -> Moment:
        """The present of the story."""
        return Moment(clock() + self._ahead)

    def go_by(self, days: int) -> None:
        """Let days pass."""
        self._ahead += days * DAY

    def come_to(self, month: int, day: int) -> None:
        """Go on to nine in the morning of that day of next year."""
        wanted = datetime(local(self()).year + 1, month, day, 9, tzinfo=SHANGHAI)
        self._ahead += moment_of(wanted) - self()

    def ago(self, **past: float) -> str:
        """So long before now, as people write times."""
        return (local(self()) - timedelta(**past)).isoformat()


class Wall:
    """A clock that stands still until a story sets it on: to `2025-09-30 16:50` in Shanghai."""

    def __init__(self, when: str) -> None:
        self._now = shown(when)

    def __call__(self) -> Moment:
        """What it shows."""
        return self._now

    def monotonic(self) -> float:
        """Seconds on a clock that nobody sets, and that goes as this one."""
        return self._now / SECOND

    def comes_to(self, moment: Moment) -> None:
        """Time goes on, and never back."""
        assert moment >= self._now, f"it is {local(self._now)} already"
        self._now = moment


def shown(when: str) -> Moment:
    """The moment at which a clock in Shanghai shows that."""
    return moment_of(datetime.fromisoformat(when).replace(tzinfo=SHANGHAI))
