"""What goes on beside the requests of an application: followers, timekeeper, those who wait."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from processes.follower import Stall
from processes.followers import Followers
from processes.timekeeper import Keeping
from processes.timekeeping import Timekeeping
from processes.waiting import Waiting


def waiting_in(app: FastAPI) -> Waiting:
    """The one `Waiting` of an application."""
    if not hasattr(app.state, "waiting"):
        app.state.waiting = Waiting(app.state.service.database, lambda: _wake(app))
    waiting: Waiting = app.state.waiting
    return waiting


def waiting_of(request: Request) -> Waiting:
    """The application's, for a route."""
    return waiting_in(request.app)


TheWaiting = Annotated[Waiting, Depends(waiting_of)]


def stalls_in(app: FastAPI) -> Mapping[str, Stall]:
    """The views that cannot go on; none are known where others follow."""
    followers = _followers_in(app)
    return followers.stalls() if followers else {}


def keeping_in(app: FastAPI) -> Keeping | None:
    """How the timekeeper goes; None where others keep time."""
    timekeeping: Timekeeping | None = getattr(app.state, "timekeeping", None)
    return timekeeping.state() if timekeeping else None


def _wake(app: FastAPI) -> None:
    followers = _followers_in(app)
    if followers:
        followers.wake()


def _followers_in(app: FastAPI) -> Followers | None:
    followers: Followers | None = getattr(app.state, "followers", None)
    return followers
