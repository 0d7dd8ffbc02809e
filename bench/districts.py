"""Districts to measure on: bodies, issues with a short history, and the keys of their clerks.

Everything is played through the service's own door, so that keys, claims, views and the search
index are those of a real installation.
"""

import asyncio
import math
import time
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.actor import Role
from domain.body.events import Level
from domain.method.terms import Scale, Track
from domain.organisation.events import OrganisationKind
from projections.anew import Progress
from service.commands.base import Command
from service.commands.directory import (
    AddCompound,
    AdoptMethod,
    FillSeat,
    RegisterBody,
    RegisterOrganisation,
)
from service.commands.handling import Acknowledge, Dispatch, Respond
from service.commands.intake import Contact, Report, Triage
from service.ids import new_id
from service.policy import Principal
from service.service import Service

COMMITTEES = 20
LEAST = 200
"""Fewer issues than this would be held in every cache, and met too often by 128 clients."""
EVENTS_AN_ISSUE = 6
"""What `build` records of each: person, report, triage, response, dispatch, acknowledgement."""
MESSAGE = "已收到您反映的情况，今天下午派人到现场查看，处理结果会再告诉您。"
_WORDS = "3号楼门口的路灯坏了，晚上看不清台阶，老人走路不方便"
_TASKS = 128


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee, its compound, and who works there."""

    body: UUID
    compound: UUID
    clerk: Principal


@dataclass(frozen=True, slots=True)
class Case:
    """One issue with the clerk who responds to it and that clerk's bearer key."""

    issue: UUID
    clerk: Principal
    key: str


@dataclass(frozen=True, slots=True)
class District:
    """What was built: cases in an order that changes committee with every step."""

    cases: Sequence[Case]
    events: int


def build(
    service: Service, issues: int, progress: Progress, *, seconds: float = math.inf
) -> District:
    """A district of that many issues, all dispatched and acknowledged.

    After *seconds* no further one is begun, where there are `LEAST` already.
    """
    return asyncio.run(_build(service, issues, progress, seconds))


async def _build(service: Service, issues: int, progress: Progress, seconds: float) -> District:
    administrator = _person(Role.ADMINISTRATOR)
    company = new_id()
    committees = await _settled(service, administrator, company)
    handler = _person(Role.HANDLER, organisation=company)
    keys = [service.keyring.create(c.clerk, _id_of(c.clerk))[1] for c in committees]
    where = [index % COMMITTEES for index in range(issues)]
    cases = [Case(new_id(), committees[i].clerk, keys[i]) for i in where]
    until = time.monotonic() + seconds
    lives = (
        _life(service, case, committees[i], company, handler)
        for number, (case, i) in enumerate(zip(cases, where, strict=True))
        if number < LEAST or time.monotonic() < until
    )
    done = await _together(lives, issues, progress)
    return District(cases=cases[:done], events=done * EVENTS_AN_ISSUE)


async def _settled(
    service: Service, administrator: Principal, company: UUID
) -> Sequence[Committee]:
    district, subdistrict = new_id(), new_id()
    committees = [_committee() for _ in range(COMMITTEES)]
    commands: list[Command] = [
        RegisterBody(body=district, level=Level.DISTRICT, name="江畔区", code="JP"),
        RegisterBody(
            body=subdistrict,
            level=Level.SUBDISTRICT,
            name="东平路街道",
            code="DP",
            superior=district,
        ),
        RegisterOrganisation(
            organisation=company, name="安居物业", kind=OrganisationKind.PROPERTY_COMPANY
        ),
    ]
    for index, committee in enumerate(committees):
        commands += _opening(committee, index, subdistrict, company)
    for command in commands:
        await service.execute(command, principal=administrator)
    return committees


def _opening(committee: Committee, index: int, superior: UUID, company: UUID) -> Iterable[Command]:
    body = committee.body
    code = f"C{index:02d}"
    yield RegisterBody(
        body=body, level=Level.COMMITTEE, name=f"第{index + 1}居委", code=code, superior=superior
    )
    yield AddCompound(body=body, compound=committee.compound, name=f"第{index + 1}小区")
    yield AdoptMethod(body=body, method="linba", version=4)
    yield FillSeat(body=body, seat="property-company", organisation=company)


async def _life(
    service: Service, case: Case, committee: Committee, company: UUID, handler: Principal
) -> None:
    """An issue from its report until the property company has taken its order."""
    issue, clerk = case.issue, case.clerk
    report = Report(
        issue=issue,
        person=new_id(),
        committee=committee.body,
        compound=committee.compound,
        channel="window",
        contact=Contact(name="王小明", phone="13800000001", room="3号楼501"),
        words=_WORDS,
    )
    triage = Triage(issue=issue, category="lighting", scale=Scale.SMALL, track=Track.FAST)
    await service.execute(report, principal=clerk)
    await service.execute(triage, principal=clerk, if_match=1)
    await service.execute(Respond(issue=issue, message=MESSAGE), principal=clerk)
    await service.execute(Dispatch(issue=issue, parties=(company,)), principal=clerk)
    await service.execute(Acknowledge(issue=issue), principal=handler)


async def _together(
    lives: Iterator[Coroutine[None, None, None]], total: int, progress: Progress
) -> int:
    """Run them, never more than `_TASKS` at once; returns how many there were."""
    done = 0

    async def run() -> None:
        nonlocal done
        for life in lives:
            await life
            done += 1
            progress(done, total)

    await asyncio.gather(*(run() for _ in range(_TASKS)))
    return done


def _committee() -> Committee:
    body = new_id()
    return Committee(
        body=body, compound=new_id(), clerk=_person(Role.CLERK, body=body, organisation=body)
    )


def _person(role: Role, **scope: UUID) -> Principal:
    return Principal(person=new_id(), roles=frozenset({role}), **scope)


def _id_of(principal: Principal) -> UUID:
    if principal.person is None:
        raise ValueError("a key is for a person")
    return principal.person
