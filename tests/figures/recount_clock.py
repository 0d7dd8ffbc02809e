"""One time limit in the recount: everything that befell it, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.figures.recount_record import Record
from tests.figures.recount_time import Span, due


@dataclass
class Pause:
    """Time that does not count, begun by somebody, or because the issue was not at hand."""

    since: int
    away: bool
    until: int | None = None


@dataclass
class Clock:
    """One time limit, and everything that befell it. `ends` are (when, whether in grace)."""

    kind: str
    number: int
    limit: Mapping[str, Any]
    timetable: Mapping[str, Any]
    began: int
    round: int
    party: str | None = None
    more: list[Mapping[str, Any]] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    ends: list[tuple[int, bool]] = field(default_factory=list)
    called_off: int | None = None
    missed: set[int] = field(default_factory=set)

    @property
    def runs(self) -> bool:
        """Whether it is still waited for."""
        return not self.ends and self.called_off is None

    @property
    def end(self) -> int | None:
        """When it was over: the earliest end in grace, else the earliest of all."""
        if self.called_off is not None:
            return self.called_off
        return self.earliest(in_grace=True) or self.earliest(in_grace=False)

    def earliest(self, *, in_grace: bool) -> int | None:
        """The earliest end that was entered in time, or the earliest of the others."""
        return min((when for when, quick in self.ends if quick is in_grace), default=None)

    @property
    def waits(self) -> Pause | None:
        """The pause that is not over."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].until is None else None

    def pause(self, when: int, *, away: bool) -> None:
        """It waits from *when* on, but never before it began or last went on."""
        if self.waits is None:
            floor = [one.until for one in self.pauses if one.until is not None]
            self.pauses.append(Pause(max(when, self.began, *floor), away))

    def go_on(self, when: int) -> None:
        """It waits no longer."""
        if self.waits is not None:
            self.waits.until = max(self.waits.since, when)

    def outcome(self, record: Record) -> str:
        """What became of it, as far as the record says."""
        if self.called_off is not None:
            return "cancelled"
        over = due(record.table(self.timetable), self.began, self.limit, self.more, self._out())
        if self.runs:
            return "missed" if over in self.missed else "running"
        for in_grace, name in ((True, "met"), (False, "claimed")):
            end = self.earliest(in_grace=in_grace)
            if end is not None and over is not None and end <= over:
                return name
        return "met-late"

    def _out(self) -> Sequence[Span]:
        """What has ended waits no longer than that."""
        return [(one.since, self._until(one)) for one in self.pauses]

    def _until(self, pause: Pause) -> int | None:
        if pause.until is not None or self.end is None:
            return pause.until
        return max(pause.since, self.end)
