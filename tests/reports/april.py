"""An April in a real neighbourhood, day by day: what its reports have to tell is known."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from domain.issue.events import Discovery, RevisitKind, Satisfaction
from domain.method.terms import Scale, Track
from domain.moment import SHANGHAI, local, moment_of
from processes.follower import Follower
from processes.scheduling import Scheduling
from projections.views import course
from service.commands.handling import Respond
from service.commands.intake import Triage
from service.commands.revisit import Revisit
from service.commands.timekeeping import KeepTime
from service.service import SYSTEM, Service
from service.settings import Settings
from tests.api.face import Face
from tests.processes.days import Days


class April:
    """The neighbourhood behind its HTTP face, and its days."""

    def __init__(self, service: Service, days: Days) -> None:
        self.face, self.days = Face(service), days
        self.town = self.face.town
        self.schedule = Scheduling(service, 64, monotonic=days.monotonic)

    def until(self, day: int, hour: int) -> None:
        """Time passes up to an hour of that April."""
        then = datetime(2040, 4, day, hour, tzinfo=SHANGHAI)
        self.days.go_on(seconds=(then - local(self.days.now())).total_seconds())

    def draw(self) -> None:
        """Whatever is due is drawn."""
        while self.schedule.step():
            pass

    def fold(self) -> None:
        """The facts come up to the record."""
        Follower(self.face.service.database, course.VIEW).catch_up()


@contextmanager
def april(settings: Settings) -> Iterator[April]:
    """The first half, as it was lived; it is seven in the morning of the sixteenth.

    Told: 3 about lighting (one done, rated satisfied; two never answered), 1 about parking. Found:
    1 about parking. Of the unanswered ones it is on record that they were missed.
    """
    days = Days(moment_of(datetime(2040, 4, 1, 9, tzinfo=SHANGHAI)))
    service = Service(settings, now=days.now)
    service.start()
    lived = April(service, days)
    _live(lived)
    lived.until(16, 7)
    lived.draw()
    lived.fold()
    yield lived
    lived.face.close()
    service.stop()


def _live(lived: April) -> None:
    town, clerk = lived.town, lived.town.clerk
    lived.until(3, 9)
    solved = town.play()
    rated = Revisit(
        issue=solved,
        kind=RevisitKind.PHONE,
        resolved=True,
        satisfaction=Satisfaction.SATISFIED,
    )
    town.do(rated, by=clerk)
    for _ in range(2):
        late = _taken_in(lived, "lighting", Discovery.TOLD)
        lived.days.go_on(hours=30)
        town.do(KeepTime(issue=late), by=SYSTEM)
    for how in Discovery:
        seen = _taken_in(lived, "parking", how)
        town.do(Respond(issue=seen, message="已收到"), by=clerk)


def _taken_in(lived: April, category: str, how: Discovery) -> UUID:
    town, issue = lived.town, lived.town.report(discovery=how)
    triage = Triage(issue=issue, category=category, scale=Scale.SMALL, track=Track.FAST)
    town.do(triage, by=town.clerk)
    return issue
