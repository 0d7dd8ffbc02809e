"""How far a project is: derived from its parts, never entered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.project.events import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Of one step: how many parts are there now, and how many have come that far."""

    step: Step
    standing: int
    reached: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The parts that go on, step by step.

    `waiting` are before the first step. `done` of `whole` steps are made, over all parts;
    `finished` parts are at the end of the way.
    """

    parts: int
    waiting: int
    stands: tuple[Stand, ...]
    done: int
    whole: int

    @property
    def finished(self) -> int:
        """Parts at the end of the way."""
        return self.stands[-1].standing

    @property
    def percent(self) -> int | None:
        """Truncated, for who rounds up tells of what is not done; None without any part."""
        return self.done * 100 // self.whole if self.whole else None


def progress(way: Sequence[Step], parts: Iterable[Step | None]) -> Progress:
    """The progress of *parts*, each by the step at which it is."""
    standing: dict[Step | None, int] = {}
    for step in parts:
        standing[step] = standing.get(step, 0) + 1
    return progress_of(way, standing)


def progress_of(way: Sequence[Step], standing: Mapping[Step | None, int]) -> Progress:
    """The same where they are counted already."""
    stands: list[Stand] = []
    reached = 0
    for step in reversed(way):
        here = standing.get(step, 0)
        reached += here
        stands.append(Stand(step=step, standing=here, reached=reached))
    waiting = standing.get(None, 0)
    return Progress(
        parts=reached + waiting,
        waiting=waiting,
        stands=tuple(reversed(stands)),
        done=sum(stand.reached for stand in stands),
        whole=(reached + waiting) * len(way),
    )
