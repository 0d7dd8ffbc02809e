"""Keeping time: what falls due by itself is decided like everything else, on current state."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar
from uuid import UUID

from domain.clock.firing import fire
from ledger.streams import ISSUE
from service.commands.oversight import body_at
from service.commands.system import SystemCommand
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True)
class KeepTime(SystemCommand):
    """Record of an issue what is due: a newer calendar, warnings, misses, a rung of the ladder.

    Nothing happens where nothing is due, whoever asks and however often.
    """

    action: ClassVar[Action] = Action.KEEP_TIME

    issue: UUID

    def streams(self) -> Sequence[UUID]:
        """The issue."""
        return (self.issue,)

    def run(self, work: Work) -> None:
        """By the moment of this batch, which is never before what is on record."""
        state = work.require(ISSUE, self.issue).state
        body_of = partial(body_at, work, state)
        events = fire(state, work.calendars(), body_of=body_of, now=work.now)
        work.append(ISSUE, self.issue, events)
