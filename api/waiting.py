"""What goes on beside the requests of an application: its followers, and those who wait."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from processes.follower import Stall
from processes.followers import Followers
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


def _wake(app: FastAPI) -> None:
    followers = _followers_in(app)
    if followers:
        followers.wake()


def _followers_in(app: FastAPI) -> Followers | None:
    followers: Followers | None = getattr(app.state, "followers", None)
    return followers
