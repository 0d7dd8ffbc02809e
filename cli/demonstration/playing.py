"""Playing: set everything up, give the keys, let each take their steps in order."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from cli.demonstration.above import Above, bodies
from cli.demonstration.donghulu import donghulu
from cli.demonstration.feile import feile
from cli.demonstration.hongqiao import hongqiao
from cli.demonstration.kept import keep
from cli.demonstration.lingba import RESIDENT, Lingba, lingba
from cli.demonstration.nanchen import nanchen
from cli.demonstration.steps import ADMINISTRATOR, Neighbourhood, Step
from cli.demonstration.suyi import suyi
from cli.demonstration.tour import tour
from cli.demonstration.xinnan import xinnan
from cli.demonstration.zhangjiazhai import zhangjiazhai
from domain.actor import Role
from domain.moment import Moment
from projections.anew import Progress
from service.commands.base import Command
from service.commands.intake import Report
from service.commands.issue_command import IssueCommand, IssueDecision
from service.credentials import KeyRequest, give_key
from service.policy import Principal
from service.service import Service

Given = tuple[Principal, str]
"""A principal and the key that was made for them."""


def play(service: Service, progress: Progress) -> None:
    """Set the neighbourhoods up, give the keys, play all stories, write the tour."""
    ids = Lingba()
    all_of = _neighbourhoods(ids)
    setting = [Step(ADMINISTRATOR, one) for n in all_of for one in n.setting]
    stories = list(chain.from_iterable(n.steps for n in all_of))
    told = _counted(progress, len(setting) + len(stories))

    office = KeyRequest(roles=frozenset({Role.ADMINISTRATOR}))
    given = _give_keys(service, {ADMINISTRATOR: office})
    asyncio.run(_run(service, setting, given, told))
    for neighbourhood in all_of:
        given |= _give_keys(service, neighbourhood.people)
    asyncio.run(_run(service, stories, given, told))

    resident, _ = given[RESIDENT]
    auditor, _ = given["auditor"]
    receipt = service.following.hand_out(resident, ids.gate)
    exhibits = list(chain.from_iterable(n.exhibits for n in all_of))
    keep(
        service,
        {name: key for name, (_, key) in given.items()},
        tour(service, auditor, exhibits, receipt),
    )


def _neighbourhoods(ids: Lingba) -> Sequence[Neighbourhood]:
    above = Above()
    return [
        bodies(above),
        lingba(above, ids),
        feile(above),
        suyi(above),
        hongqiao(above),
        xinnan(above),
        zhangjiazhai(above),
        nanchen(above),
        donghulu(above),
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


def _dated(step: Step, began: Moment) -> Command:
    """The command, told to have happened *ago*."""
    command = step.command
    if not step.ago:
        return command
    if not isinstance(command, Report | IssueDecision):
        raise TypeError(f"{type(command).__name__} cannot be dated back")
    return replace(command, occurred_at=Moment(began - step.ago))


def _version(service: Service, by: Principal, command: Command) -> int | None:
    """What `If-Match` would say, where the command needs one: the issue as they read it now."""
    if not (command.match_required and isinstance(command, IssueCommand)):
        return None
    return service.reader.sight(by, command.issue).row.version
