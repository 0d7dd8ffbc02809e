"""Following views, folded at once: what a follower does within moments."""

from processes.follower import Follower
from projections.kinds import following
from service.service import Service


def follow(service: Service) -> None:
    """Fold every following view to the head."""
    for view in following(service.views):
        Follower(service.database, view).catch_up()
