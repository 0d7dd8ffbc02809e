"""Keeping time step by step, and what came of it."""

from collections.abc import Sequence
from uuid import UUID

from domain.issue import events
from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded
from processes.follower import Follower
from processes.timekeeper import Step, Timekeeper
from projections.engine import fetch
from projections.views import deadline
from projections.views.deadline import DeadlineRow
from service.service import Service
from tests.processes.days import Days
from tests.service.line import log

KEPT = (
    events.DeadlineWarned,
    events.DeadlineMissed,
    events.Escalated,
    events.DeadlineRecalculated,
)

FIRE = "service.commands.timekeeping.fire"
"""The rule, where the command looks it up."""


def keeper_of(service: Service, days: Days, page: int = 4) -> Timekeeper:
    follower = Follower(service.database, deadline.VIEW)
    return Timekeeper(service, page=page, hint=follower.catch_up, monotonic=days.monotonic)


def follow(service: Service) -> None:
    Follower(service.database, deadline.VIEW).catch_up()


def keep(keeper: Timekeeper, service: Service) -> list[Step]:
    """Steps until nothing is due, or nothing can be done."""
    follow(service)
    steps = [keeper.step()]
    while steps[-1] is Step.KEPT:
        steps.append(keeper.step())
    return steps


def kept(service: Service, issue: UUID | None = None) -> list[Recorded[object]]:
    """What was recorded by the timekeeper."""
    recorded = [CATALOGUE.decode(row) for row in log(service)]
    found = [one for one in recorded if isinstance(one.event, KEPT)]
    return [one for one in found if issue in (None, one.stream)]


def names(recorded: Sequence[Recorded[object]]) -> list[str]:
    return [one.topic.removeprefix("issue.") for one in recorded]


def row_of(service: Service, issue: UUID) -> DeadlineRow:
    follow(service)
    with service.database.read() as connection:
        row = fetch(connection, deadline.VIEW, (issue,))
    assert row is not None
    return row
