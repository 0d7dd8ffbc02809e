"""A simulated district that is asked: who asks, and what, in one process and without HTTP."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from uuid import UUID

from bench.district.ground import District
from bench.district.plan import Outcome, Plan
from bench.simulate_district import simulate
from projections.anew import Progress, silent
from projections.views.status import Filter
from service.commands.base import Command
from service.commands.handling import Respond
from service.commands.intake import Contact, Report
from service.ids import new_id
from service.policy import Principal
from service.service import Service
from service.settings import Settings

TEXTS = ("电梯", "消防通道", "路灯", "停车收费", "窨井盖")
COMMITTEES = 20
_PAGE = 20
_SAMPLE = 200


@dataclass(slots=True)
class Standing:
    """A district that is asked: everybody in it, and issues that are open for more."""

    service: Service
    loop: asyncio.Runner
    clerks: Iterator[tuple[Principal, UUID, UUID]]
    issues: Iterator[tuple[Principal, UUID]]
    readers: Iterator[Principal]
    party: Principal
    texts: Iterator[str]

    def execute(self, command: Command, principal: Principal) -> None:
        """Through the scribe, as a request would."""
        self.loop.run(self.service.execute(command, principal=principal))


def written(settings: Settings, issues: int, told: Progress = silent) -> Outcome:
    """A district of so many brief issues; its committees are as many, however long it stands."""
    per_issue = Plan(events=0, brief=True).events_per_issue
    plan = Plan(events=round(issues * per_issue), brief=True, committees=COMMITTEES)
    return simulate(settings, plan, told)


@contextmanager
def standing(settings: Settings, outcome: Outcome) -> Iterator[Standing]:
    """A district that was written, with its service running."""
    service = Service(settings)
    service.start()
    try:
        with asyncio.Runner() as loop:
            yield _peopled(service, outcome.district, loop)
    finally:
        service.stop()


def _peopled(service: Service, district: District, loop: asyncio.Runner) -> Standing:
    committees = district.committees
    clerks = [(one.clerk, one.id, one.compounds[0].id) for one in committees]
    return Standing(
        service=service,
        loop=loop,
        clerks=cycle(clerks),
        issues=cycle(_open_issues(service, [clerk for clerk, _, _ in clerks])),
        readers=cycle([committees[0].clerk, committees[-1].superior, district.auditor]),
        party=committees[0].handlers[0],
        texts=cycle(TEXTS),
    )


def _open_issues(service: Service, clerks: Sequence[Principal]) -> Sequence[tuple[Principal, UUID]]:
    each = _SAMPLE // len(clerks)
    return [
        (clerk, seen.row.issue)
        for clerk in clerks
        for seen in service.reader.issues(
            clerk, Filter(), older_than=None, newer_than=None, limit=each
        )
    ]


def report(district: Standing) -> None:
    """上报, with a new reporter."""
    clerk, committee, compound = next(district.clerks)
    command = Report(
        issue=new_id(),
        person=new_id(),
        committee=committee,
        compound=compound,
        channel="window",
        contact=Contact(name="陈女士", phone="13800000000", room="3号501室"),
        summary="楼道灯不亮",
        words="三楼的灯坏了，晚上看不清台阶。",
    )
    district.execute(command, clerk)


def page(district: Standing) -> None:
    """The newest page of a clerk's, a superior's or an auditor's list."""
    _newest(district, next(district.readers))


def partys_page(district: Standing) -> None:
    """The newest page of a contractor's list."""
    _newest(district, district.party)


def _newest(district: Standing, reader: Principal) -> None:
    district.service.reader.issues(reader, Filter(), older_than=None, newer_than=None, limit=_PAGE)


def detail(district: Standing) -> None:
    """One issue in full."""
    district.service.reader.issue(*next(district.issues))


def search(district: Standing) -> None:
    """The newest page of what holds a text."""
    district.service.finder.issues(
        next(district.readers),
        Filter(),
        text=next(district.texts),
        older_than=None,
        newer_than=None,
        limit=_PAGE,
    )


def append(district: Standing) -> None:
    """响应: one more event of an issue."""
    clerk, issue = next(district.issues)
    district.execute(Respond(issue=issue, message="已收到，今天派人查看。"), clerk)


OPERATIONS: Mapping[str, Callable[[Standing], None]] = {
    "report": report,
    "list": page,
    "detail": detail,
    "search": search,
    "append": append,
    "party_list": partys_page,
}
