"""The program by a clock that is set: `BIHUAN_RIG_CLOCK` names a file with µs to be added.

Its timekeeper hands in few issues at a time, so that a kill may meet it between any two.
"""

import os
from functools import partial
from pathlib import Path

import cli.opened
import processes.timekeeping
from cli.main import main
from domain.moment import Moment
from ledger.now import Clock, clock
from processes.timekeeper import Timekeeper
from service.service import Service
from service.settings import Settings

_PAGE = 7


def stepped(file: Path) -> Moment:
    """The present, as somebody has set it."""
    return Moment(clock() + int(file.read_text()))


def timed(settings: Settings, *, now: Clock) -> Service:  # as the command makes it
    """The service by that clock, whichever the command has."""
    return Service(settings, now=partial(stepped, Path(os.environ["BIHUAN_RIG_CLOCK"])))


if __name__ == "__main__":
    cli.opened.__dict__["Service"] = timed
    processes.timekeeping.__dict__["Timekeeper"] = partial(Timekeeper, page=_PAGE)
    main()
