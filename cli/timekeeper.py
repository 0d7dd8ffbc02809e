"""Time kept by a process of its own, which folds the view of deadlines for itself."""

from cli.asked import asked_to_end
from processes.follower import Follower
from processes.timekeeper import Step, Timekeeper
from processes.timekeeping import Timekeeping
from projections.views import deadline
from service.service import Service


def run(service: Service) -> None:
    """Keep time until SIGINT or SIGTERM."""
    asked = asked_to_end()
    keeping = Timekeeping(service, folding=Follower(service.database, deadline.VIEW))
    keeping.start()
    asked.wait()
    keeping.stop()


def catch_up(service: Service) -> str | None:
    """Let everything be recorded that is due by now; what keeps it from that, or None."""
    folding = Follower(service.database, deadline.VIEW)
    folding.catch_up()
    keeper = Timekeeper(service, hint=folding.step)
    while keeper.step() is Step.KEPT:
        pass
    return keeper.state().fault
