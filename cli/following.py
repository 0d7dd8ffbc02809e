"""Following: views folded by a process of their own."""

from cli.asked import asked_to_end
from processes.follower import Follower
from processes.followers import Followers
from projections.kinds import following
from service.service import Service


def run(service: Service) -> None:
    """Follow until SIGINT or SIGTERM."""
    asked = asked_to_end()
    followers = Followers(service.database, service.views)
    followers.start()
    asked.wait()
    followers.stop()


def catch_up(service: Service) -> None:
    """Fold every following view to the head, once."""
    for view in following(service.views):
        Follower(service.database, view).catch_up()
