"""A district that lives for weeks by a clock of its own, and what its raw feed tells of it.

Every event is decided by the program's commands and rules, past its door, on states in memory;
they are written together, and the following views fold them in many small batches.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from random import Random
from uuid import UUID

from domain.calendar.state import CALENDAR_STREAM
from domain.clock.reading import next_at
from domain.issue.events import Discovery
from domain.issue.guards import would_accept
from domain.issue.state import IssueState
from domain.moment import HOUR, SHANGHAI, Moment, moment_of
from domain.refusal import Refused
from domain.sealed import KeyScope
from ledger.bulk import write
from ledger.claims import inserting
from ledger.log import append, read_head
from ledger.streams import CALENDAR, ISSUE
from ledger.vault import Subject
from processes.follower import Follower
from projections.views import course
from service.commands.base import Command
from service.commands.calendars import PublishCalendar
from service.commands.intake import Contact, Report
from service.commands.timekeeping import KeepTime
from service.errors import DoorError
from service.policy import Principal
from service.service import SYSTEM, Service
from tests.api.face import Call, Face
from tests.figures.deeds import DEEDS
from tests.figures.district import Committee, District
from tests.figures.remembering import Remembering, calendar
from tests.figures.scene import BACK, CATEGORIES, Scene

_FEED = "/v1/ledger/events"
BEGAN = date(2041, 9, 16)
"""A Monday, years behind what any real clock shows."""

KNOWN = Contact(name="王小明", room="3号楼501")


def morning(day: date) -> Moment:
    """Half past eight of that day in Shanghai."""
    return moment_of(datetime(day.year, day.month, day.day, 8, 30, tzinfo=SHANGHAI))


class Living:
    """The district, its issues, and the chance by which everybody acts."""

    def __init__(self, service: Service, seed: int) -> None:
        # The same again is what is asked for, and nothing secret.
        self.random = Random(seed)  # noqa: S311  # foreseeable on purpose
        self.service, self.district = service, District(service)
        self.face = Face(service, self.district.town)
        self.issues: list[UUID] = []
        self.done: Counter[str] = Counter()
        self._memory = Remembering(service, morning(BEGAN))
        self._due: dict[UUID, tuple[int, Moment | None]] = {}
        self.publish(calendar(2))

    @property
    def now(self) -> Moment:
        """The time there."""
        return self._memory.now

    def close(self) -> None:
        """Nobody acts any more."""
        self.face.close()

    def live(self, *, days: int, issues: int) -> None:
        """So many days with so many reports; people act by day, whoever keeps time looks when."""
        hours = 24 * days
        reports = Counter(self.random.randrange(hours) for _ in range(issues))
        for hour in range(hours):
            for _ in range(reports[hour]):
                self.report()
            if self.random.random() < 0.3:
                self.keep()
            if self.now // HOUR % 24 < 12:
                for _ in range(self.random.randrange(8)):
                    self.act()
            self._memory.now = Moment(
                self.now + self.random.randrange(HOUR * 8 // 10, HOUR * 6 // 5)
            )

    def wait_for(self, moment: Moment) -> None:
        """Nothing happens until then, but what falls due."""
        assert moment >= self.now
        self._memory.now = moment
        self.keep()

    def publish(self, text: str) -> None:
        """An administrator imports a calendar, by which the timekeeper counts anew."""
        assert self.does(PublishCalendar(text=text), self.district.town.administrator)
        self._due.clear()

    def report(self, home: Committee | None = None, **fields: object) -> UUID:
        """Something new, now or a while ago; *fields* as they are to be."""
        random, home = self.random, home or self.random.choice(self.district.committees)
        found = random.random() < 0.2
        known = random.random() < (0.3 if found else 0.85)
        back = random.choice(BACK)
        words: dict[str, object] = {
            "committee": home.id,
            "compound": random.choice((*home.compounds, None)),
            "channel": "patrol" if found else home.channels[0],
            "discovery": Discovery.FOUND if found else Discovery.TOLD,
            "contact": KNOWN if known else None,
            "category": random.choice((None, *CATEGORIES)),
            "occurred_at": self.now - back if back else None,
        }
        return self._reported(home, words | fields)

    def act(self) -> None:
        """Somebody does something to some issue, rather to a new one; it may be refused."""
        if self.issues:
            place = int(len(self.issues) * self.random.random() ** 0.5)
            self.touch(self.issues[place])

    def touch(self, issue: UUID) -> None:
        """Somebody does something to that issue that may follow now."""
        state = self.state(issue)
        possible = [(deed, weight) for event, weight, deed in DEEDS if would_accept(event, state)]
        if possible:
            [deed] = self.random.choices(*zip(*possible, strict=True))
            self.does(*deed(self.scene(issue)))

    def scene(self, issue: UUID) -> Scene:
        """What a deed is made of."""
        state = self.state(issue)
        others = [
            one
            for one in self.issues[-40:]
            if one != issue and self.state(one).committee == state.committee
        ]
        return Scene(self.district, self.random, issue, state, others or [issue], self.now)

    def does(self, command: Command, by: Principal) -> bool:
        """Whether it is accepted."""
        name, id_ = type(command).__name__, UUID(int=self.random.getrandbits(128), version=4)
        try:
            self._memory.perform(command, by, id_, strict=True)
        except (Refused, DoorError) as refused:
            self.done[f"{name}: {getattr(refused, 'code', type(refused).__name__)}"] += 1
            return False
        self.done[name] += 1
        return True

    def keep(self) -> None:
        """Whoever keeps time looks once at what is due."""
        folded = self._memory.get(CALENDAR, CALENDAR_STREAM)
        assert folded is not None
        anew = not self._due
        for issue in self.issues:
            version, clocks = self._version(issue), self.state(issue).clocks
            if self._due.get(issue, (0, None))[0] != version:
                self._due[issue] = version, next_at(clocks, folded.state.calendars)
            due = self._due[issue][1]
            if anew or (due is not None and due <= self.now):
                self.does(KeepTime(issue=issue), SYSTEM)

    def state(self, issue: UUID) -> IssueState:
        """How it stands."""
        folded = self._memory.get(ISSUE, issue)
        assert folded is not None
        return folded.state

    def write(self, *, batch: int = 97) -> None:
        """Everything new into the ledger, and folded into facts."""
        news, database = self._memory.take_news(), self.service.database
        with database.write() as connection:
            append(connection, read_head(connection, lock=True), news.rows)
            write(connection, [inserting(news.claims, connection.dialect.name)])
        Follower(database, course.VIEW, batch=batch).catch_up()

    def feed(self) -> Iterator[str]:
        """The whole record as lines, page by page."""
        after = 0
        while lines := self._page(after):
            yield from lines
            after += len(lines)

    def _page(self, after: int) -> list[str]:
        call = Call(
            method="GET",
            path=f"{_FEED}?after={after}&limit=1000",
            by=self.district.town.auditor,
            headers={"accept": "application/x-ndjson"},
        )
        answer = self.face.send(call)
        assert answer.status_code == 200, answer.text
        return answer.text.splitlines()

    def _version(self, issue: UUID) -> int:
        folded = self._memory.get(ISSUE, issue)
        return folded.version if folded else 0

    def _reported(self, home: Committee, words: dict[str, object]) -> UUID:
        issue, person = (UUID(int=self.random.getrandbits(128), version=4) for _ in range(2))
        subjects: list[Subject] = [(KeyScope.ISSUE, issue), (KeyScope.PERSON, person)]
        self._memory.keys.update(self.service.vault.make_keys(subjects))
        address = None if words["compound"] else "春晖路12弄"
        whole: dict[str, object] = {"issue": issue, "person": person, "words": "灯坏了"}
        command = Report(**whole, **words, address=address)  # type: ignore[arg-type]
        assert self.does(command, home.clerk), self.done
        self.issues.append(issue)
        return issue
