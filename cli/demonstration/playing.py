"""Playing: set everything up, give the keys, let each take their steps in order."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby

from cli.demonstration.above import Above, bodies
from cli.demonstration.days import Calendar, Day
from cli.demonstration.donghulu import donghulu
from cli.demonstration.feile import feile
from cli.demonstration.hongqiao import hongqiao
from cli.demonstration.huasan import huasan
from cli.demonstration.kept import keep
from cli.demonstration.linfenlu import linfenlu
from cli.demonstration.lingba import RESIDENT, Lingba, lingba
from cli.demonstration.ludao import ludao
from cli.demonstration.nanchen import nanchen
from cli.demonstration.steps import ADMINISTRATOR, Neighbourhood, Step
from cli.demonstration.suyi import suyi
from cli.demonstration.tour import tour
from cli.demonstration.xinnan import xinnan
from cli.demonstration.zhangjiazhai import zhangjiazhai
from domain.actor import Role
from domain.moment import HOUR, Moment
from ledger.now import clock
from projections.anew import Progress
from service.commands.ballot_command import BallotCommand
from service.commands.ballot_voting import CastVote
from service.commands.base import Command
from service.commands.elections import ElectionCommand, Nominate, Vet
from service.commands.intake import Report
from service.commands.issue_command import IssueCommand, IssueDecision
from service.commands.system import RegisterPerson
from service.credentials import KeyRequest, give_key
from service.policy import Principal
from service.service import SYSTEM, Service

Given = tuple[Principal, str]
"""A principal and the key that was made for them."""

_TOGETHER = (CastVote, Nominate, Vet)
"""They seal nothing, so that they are decided in their order although nobody waits between."""


def play(service: Service, calendar: Calendar, progress: Progress) -> None:
    """Set the neighbourhoods up, give the keys, play all stories, write the tour.

    The service goes by *calendar*, which tells the present when the last day was played.
    """
    ids = Lingba()
    all_of = _neighbourhoods(ids, Moment(clock() // HOUR * HOUR))
    setting = [Step(ADMINISTRATOR, one) for n in all_of for one in n.setting]
    days = sorted(chain.from_iterable(n.days for n in all_of), key=lambda day: day.at)
    stories = list(chain.from_iterable(n.steps for n in all_of))
    told = _counted(progress, len(setting) + sum(len(day.commands) for day in days) + len(stories))

    office = KeyRequest(roles=frozenset({Role.ADMINISTRATOR}))
    calendar.turn_back()
    given = _give_keys(service, {ADMINISTRATOR: office})
    asyncio.run(_run(service, setting, given, told))
    for neighbourhood in all_of:
        given |= _give_keys(service, neighbourhood.people)
    asyncio.run(_live(service, calendar, days, given, told))
    calendar.is_right()
    asyncio.run(_run(service, stories, given, told))
    keep(
        service,
        {name: key for name, (_, key) in given.items()},
        _tour(service, all_of, given, ids),
    )


def _tour(
    service: Service, all_of: Sequence[Neighbourhood], given: Mapping[str, Given], ids: Lingba
) -> str:
    resident, _ = given[RESIDENT]
    auditor, _ = given["auditor"]
    receipt = service.following.hand_out(resident, ids.gate)
    exhibits = list(chain.from_iterable(n.exhibits for n in all_of))
    sights = list(chain.from_iterable(n.sights for n in all_of))
    return tour(service, auditor, exhibits, sights, receipt)


def _neighbourhoods(ids: Lingba, began: Moment) -> Sequence[Neighbourhood]:
    above = Above()
    return [
        bodies(above),
        lingba(above, ids),
        feile(above),
        suyi(above),
        hongqiao(above),
        xinnan(above),
        zhangjiazhai(above, began),
        nanchen(above),
        donghulu(above),
        huasan(above, began),
        linfenlu(above, began),
        ludao(above, began),
    ]


def _counted(progress: Progress, total: int) -> Callable[[], None]:
    """Tells *progress* one step more each time it is called."""
    done = 0

    def told() -> None:
        nonlocal done
        done += 1
        progress(done, total)

    return told


def _give_keys(service: Service, wanted: Mapping[str, KeyRequest]) -> dict[str, Given]:
    for request in wanted.values():
        if request.person is not None:
            known = RegisterPerson(person=request.person, contact=request.contact)
            service.execute_now(known, principal=SYSTEM)
    return {name: give_key(service, request) for name, request in wanted.items()}


async def _run(
    service: Service,
    steps: Sequence[Step],
    people: Mapping[str, Given],
    told: Callable[[], None],
) -> None:
    began = service.now()
    for step in steps:
        by, _ = people[step.by]
        command = _dated(step, began)
        version = _version(service, by, command)
        await service.execute(command, principal=by, if_match=version)
        told()


async def _live(
    service: Service,
    calendar: Calendar,
    days: Sequence[Day],
    people: Mapping[str, Given],
    told: Callable[[], None],
) -> None:
    """Each day at its time; what comes in by the dozen is handed in together."""
    for day in days:
        calendar.turn_to(day.at)
        by, _ = people[day.by]
        for sort, commands in groupby(day.commands, type):
            if sort in _TOGETHER:
                await _hand_in(service, by, list(commands), told)
                continue
            for command in commands:
                version = _version(service, by, command)
                await service.execute(command, principal=by, if_match=version)
                told()


async def _hand_in(
    service: Service, by: Principal, commands: Sequence[Command], told: Callable[[], None]
) -> None:
    for answer in await service.execute_in_order(commands, principal=by):
        if isinstance(answer, BaseException):
            raise answer
        told()


def _dated(step: Step, began: Moment) -> Command:
    """The command, told to have happened *ago*."""
    command = step.command
    if not step.ago:
        return command
    if not isinstance(command, Report | IssueDecision):
        raise TypeError(f"{type(command).__name__} cannot be dated back")
    return replace(command, occurred_at=Moment(began - step.ago))


def _version(service: Service, by: Principal, command: Command) -> int | None:
    """What `If-Match` would say, where the command needs one: what they read now."""
    if not command.match_required:
        return None
    match command:
        case IssueCommand():
            return service.reader.sight(by, command.issue).row.version
        case BallotCommand():
            return service.ballots.ballot(by, command.ballot).row.version
        case ElectionCommand():
            return service.elections.one(by, command.election).version
        case _:
            return None
