"""People who meet: a story on a clock that it sets on, and meetings as they are called and held."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from domain.actor import Role
from projections.replay import check
from service.service import Service
from service.settings import Settings
from tests.projections.following import follow
from tests.stories.client import asking
from tests.stories.life.days import Wall, shown
from tests.stories.teller import Teller, Told

Shown = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Hall:
    """A teller, and the clock on the wall."""

    teller: Teller
    wall: Wall

    def comes_to(self, when: str) -> None:
        """Time goes on to then, in Shanghai."""
        self.wall.comes_to(shown(when))

    def calls(self, by: str, body: Any, path: str = "/v1/meetings") -> Shown:
        """Somebody calls a meeting, or a series' next session."""
        told = self.teller.post(by, path, body)
        topics = ["meeting.called", *(["series.session-called"] if "series" in path else [])]
        return _made(told, topics)

    def acts(self, by: str, meeting: str, noun: str, body: Any, *topics: str) -> Shown:
        """Something becomes of a meeting, with just these events."""
        told = self.teller.post(by, f"/v1/meetings/{meeting}/{noun}", body)
        assert (told.status, told.topics) == (200, list(topics)), told.said
        said: Shown = told.said
        return said

    def refuses(self, by: str, path: str, body: Any, code: str) -> None:
        """A rule says no, and nothing is recorded."""
        told = self.teller.post(by, path, body)
        assert (told.said["code"], told.topics) == (code, [])

    def follows(self) -> None:
        """Every view that follows has come to the head, and is what the ledger makes it."""
        service = self.teller.service
        follow(service)
        assert check(service.database, service.views) == []


@contextmanager
def hall(settings: Settings, when: str) -> Iterator[Hall]:
    """An installation in which it is *when*, and only an administrator is known."""
    wall = Wall(when)
    service = Service(settings, now=wall)
    service.start()
    with asking(service) as client:
        teller = Teller(service, client)
        teller.meet("administrator", Role.ADMINISTRATOR)
        yield Hall(teller=teller, wall=wall)
    service.stop()


def _made(told: Told, topics: list[str]) -> Shown:
    assert (told.status, told.topics) == (201, topics), told.said
    said: Shown = told.said
    return said
