"""A committee where the hours pass as a story says, and somebody keeps time.

    town.comes_to("2025-10-01 08:50")       # nobody keeps time till then: a standstill
    town.passes_to("2025-10-01 09:05")      # the timekeeper works all the while
    town.clock(issue, "response")["due"]    # "2025-10-01T09:05:00+08:00"
    town.kept(issue)                        # [("missed response", "2025-10-01 09:05")]

Moments are those of Shanghai's clocks.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from starlette.testclient import TestClient

from api.app import create_app
from domain.actor import Role
from domain.moment import SHANGHAI, local
from processes.follower import Follower
from processes.timekeeper import Step, Timekeeper
from projections.views import deadline
from service.service import Service
from service.settings import Settings
from tests.stories.life.days import Wall, shown
from tests.stories.life.quarter import Body, Quarter, settle
from tests.stories.teller import Teller

Place = tuple[tuple[str, str], ...]
Told = dict[str, Any]

_TIMES = ("started_at", "due", "stopped_at", "missed_at")
_KEPT = {
    "issue.deadline-warned": "warned",
    "issue.deadline-missed": "missed",
    "issue.escalated": "escalated",
    "issue.deadline-recalculated": "recalculated",
}


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A quarter, its clock on the wall, and its timekeeper."""

    quarter: Quarter
    wall: Wall
    follower: Follower
    keeper: Timekeeper

    def comes_to(self, when: str) -> None:
        """It is then; meanwhile nobody kept time."""
        self.wall.comes_to(shown(when))

    def passes_to(self, when: str) -> None:
        """The same, and whatever fell due was recorded when it did."""
        end = shown(when)
        self.keeps()
        while (due := self.keeper.next_due) is not None and due <= end:
            self.wall.comes_to(due)
            self.keeps()
        self.wall.comes_to(end)
        self.keeps()

    def keeps(self) -> None:
        """The timekeeper records what is due at this moment."""
        self.follower.catch_up()
        while (step := self.keeper.step()) is Step.KEPT:
            pass
        assert (step, self.keeper.state().fault) == (Step.IDLE, None)

    def reports(self, when: str, by: str = "居民", **fields: Any) -> str:
        """Time passes, then somebody reports; returns the issue."""
        self.passes_to(when)
        return self.quarter.report(by, **fields)

    def acts(self, issue: str, noun: str, body: Body, *events: str, by: str = "陆社工") -> None:
        """Somebody acts at this moment, with these events."""
        self.quarter.does(by, issue, noun, body, *events)

    def responds(self, issue: str, **more: Any) -> None:
        """The committee answers (响应)."""
        self.acts(issue, "responses", {"message": "已收到，马上到现场。", **more}, "responded")

    def finishes(self, issue: str, *also: str, category: str = "drainage", **more: Any) -> None:
        """One handler, and done (小事专人管)."""
        self.quarter.triages(issue, "fast", "small", category=category)
        self.quarter.completes(issue, *also, **more)

    def clock(self, issue: str, kind: str, by: str = "陆社工") -> Told:
        """The newest clock of that kind in the issue's detail."""
        found = [one for one in self.quarter.shown(by, issue)["clocks"] if one["clock"] == kind]
        return _timed(found[-1])

    def due(self, issue: str, kind: str) -> str | None:
        """When that clock is due."""
        due: str | None = self.clock(issue, kind)["due"]
        return due

    def state(self, issue: str, kind: str) -> str:
        """How that clock stands at this moment."""
        return str(self.clock(issue, kind)["state"])

    def explained(self, issue: str, kind: str, *, number: int = 1, as_of: str = "") -> Told:
        """That clock in full; *as_of* is a moment, as a clock on the wall shows it."""
        query = f"?as_of={quote(instant(as_of))}" if as_of else ""
        told = self.quarter.teller.get("陆社工", f"/v1/issues/{issue}/clocks{query}")["items"]
        [clock] = [one for one in told if (one["clock"], one["number"]) == (kind, number)]
        return _timed(clock)

    def kept(self, issue: str) -> list[tuple[str, str]]:
        """What time alone brought about, and to the minute when that was recorded."""
        entries = self.quarter.teller.timeline("陆社工", issue)
        return [
            (f"{_KEPT[one['event']]} {_what(one['data'])}".rstrip(), minute(one["at"]))
            for one in entries
            if one["event"] in _KEPT and one["role"] == "system"
        ]


def _what(data: Told) -> str:
    """The clock, or the level that an issue came to."""
    return str(data.get("level") or data.get("clock", {}).get("kind", ""))


def _timed(clock: Told) -> Told:
    """Its times without the microseconds where these are none."""
    times = {name: _bare(clock[name]) for name in _TIMES}
    return {**clock, **times}


def _bare(time: str | None) -> str | None:
    return None if time is None else time.replace(".000000", "")


def minute(time: str) -> str:
    """`2025-10-01 09:05` of a time over HTTP, which is one of Shanghai."""
    read = datetime.fromisoformat(time)
    assert read.utcoffset() == SHANGHAI.utcoffset(None)
    return read.strftime("%Y-%m-%d %H:%M")


def instant(when: str) -> str:
    """A moment as people write it over HTTP."""
    return local(shown(when)).isoformat()


def counted(clock: Told) -> Sequence[tuple[str, str, float]]:
    """The days of a clock that is explained: date, what it is, and the hours that counted."""
    return [(one["date"][5:], one["kind"], one["counted_seconds"] / 3600) for one in clock["days"]]


@contextmanager
def watched(settings: Settings, when: str, place: Place, method: str) -> Iterator[Watched]:
    """A committee that is settled at that moment and has adopted *method*, e.g. `linba@4`."""
    wall = Wall(when)
    service = Service(settings, now=wall)
    service.start()
    with closing(TestClient(create_app(service))) as client:
        teller = Teller(service, client)
        teller.meet("administrator", Role.ADMINISTRATOR)
        quarter = settle(teller, place=place)
        above = teller.get("administrator", f"/v1/bodies/{quarter.subdistrict}")["superior"]
        teller.meet("区", Role.SUPERIOR, body=above)
        name, version = method.split("@")
        quarter.adopts(name, int(version))
        follower = Follower(service.database, deadline.VIEW)
        keeper = Timekeeper(service, hint=follower.catch_up, monotonic=wall.monotonic)
        yield Watched(quarter=quarter, wall=wall, follower=follower, keeper=keeper)
    service.stop()
