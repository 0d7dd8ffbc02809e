"""Time that passes when a test says so, and clocks that somebody sets."""

from domain.moment import HOUR, MINUTE, SECOND, Moment


class Days:
    """`now` is what the clock says, `monotonic` what really passes, in seconds."""

    def __init__(self, beginning: Moment) -> None:
        self._now = beginning
        self._passed = 0

    def now(self) -> Moment:
        """What the clock says; it goes on by a microsecond whenever somebody looks."""
        self._now = Moment(self._now + 1)
        return self._now

    def monotonic(self) -> float:
        """Seconds that have passed."""
        return self._passed / SECOND

    def go_on(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """So much time passes."""
        passed = round(hours * HOUR + minutes * MINUTE + seconds * SECOND)
        self._passed += passed
        self._now = Moment(self._now + passed)

    def set(self, *, hours: float) -> None:
        """Somebody sets the clock, forward or back."""
        self._now = Moment(self._now + round(hours * HOUR))
