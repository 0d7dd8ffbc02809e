"""Following: views folded by a process of their own."""

import signal
from threading import Event
from types import FrameType

from processes.follower import Follower
from processes.followers import Followers
from projections.kinds import following
from service.service import Service


def run(service: Service) -> None:
    """Follow until SIGINT or SIGTERM."""
    asked = Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        asked.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    followers = Followers(service.database, service.views)
    followers.start()
    asked.wait()
    followers.stop()


def catch_up(service: Service) -> None:
    """Fold every following view to the head, once."""
    for view in following(service.views):
        Follower(service.database, view).catch_up()
