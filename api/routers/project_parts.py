"""The parts of projects (户、门洞、点位、微项目): their steps, and the upkeep of what was built."""

import asyncio
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.cursors import code_cursor, due_cursor, encode, link_header
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.routers.projects import folded
from api.schemas.projects import (
    PartBody,
    PartFilter,
    PlanBody,
    RemovalBody,
    StepRevocationBody,
    StepsBody,
    UpkeepBody,
    UpkeepFilter,
)
from api.schemas.projects_shown import (
    ProjectPartList,
    ProjectPartShown,
    UpkeepList,
    part_of,
    parts_of,
    upkeep_of,
)
from api.waiting import TheWaiting
from projections.views import part as part_view
from service.commands.projects import PartCommand
from service.projects import UpkeepWanted

router = APIRouter(
    prefix="/v1", tags=["projects"], route_class=Entrance, dependencies=[Depends(BEARER)]
)

_ON = "/projects/{project}/parts/{part}"
_STANDS = ("unknown-part", "part-dropped", *openapi.CLAIMED_TIME)
_GOES_ON = (*_STANDS, "project-closed")


@router.post(
    "/projects/{project}/parts",
    status_code=201,
    response_model=ProjectPartShown,
    summary="Add a part (户、门洞、点位、微项目)",
    responses=openapi.amends(
        "project-closed", "part-exists", "unknown-issue", *openapi.CLAIMED_TIME
    ),
)
async def add_part(project: UUID, body: PartBody, call: TheCall) -> Response:
    """Its code is unique in the project, and stays its own when it is dropped."""
    return await _part_shown(call, body.command(project), status=201)


@router.get(
    "/projects/{project}/parts",
    response_model=ProjectPartList,
    summary="List the parts of a project",
    responses=openapi.reads("not-found", "view-behind"),
)
async def list_parts(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    project: UUID,
    wanted: Annotated[PartFilter, Query()],
) -> Response:
    """By their codes; one building's, one entrance's, or those at a step."""
    await folded(waiting, wanted.at_least)
    found = await asyncio.to_thread(
        service.projects.parts,
        principal,
        project,
        part_view.Filter(
            building=wanted.building,
            entrance=wanted.entrance,
            step=wanted.step,
            dropped=wanted.dropped,
        ),
        after=code_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    page, rest = found[: wanted.limit], found[wanted.limit :]
    following = encode("code", page[-1].part) if rest else None
    shown = ProjectPartList(items=parts_of(page, language_of(request)), next=following)
    return answer(request, shown, headers=link_header(request, {"next": following}))


@router.get(
    _ON,
    response_model=ProjectPartShown,
    summary="Read a part",
    responses=openapi.reads("not-found"),
)
async def read_part(
    request: Request, service: TheService, principal: Caller, project: UUID, part: str
) -> Response:
    """With its plan, for those who may read it, and every step that it has come to."""
    seen = await asyncio.to_thread(service.projects.part, principal, project, part)
    shown = part_of(seen, language_of(request))
    return answer(request, shown, version=seen.project.version)


@router.post(
    f"{_ON}/plan",
    response_model=ProjectPartShown,
    summary="Plan a part (一户一策)",
    responses=openapi.amends(*_GOES_ON, "plan-agreed"),
)
async def plan_part(project: UUID, part: str, body: PlanBody, call: TheCall) -> Response:
    """New or changed, until somebody has agreed to it."""
    return await _part_shown(call, body.command(project, part))


@router.post(
    f"{_ON}/steps",
    response_model=ProjectPartShown,
    summary="Come to the next step",
    responses=openapi.amends(
        *_GOES_ON, "step-out-of-turn", "plan-required", "contract-required", "step-unproven"
    ),
)
async def reach_steps(project: UUID, part: str, body: StepsBody, call: TheCall) -> Response:
    """One step, or several in their order, each with its own time: all of them or none."""
    return await _part_shown(call, body.command(project, part))


@router.post(
    f"{_ON}/undoing",
    response_model=ProjectPartShown,
    summary="Revoke the newest step (撤销)",
    responses=openapi.amends(*_GOES_ON, "step-not-newest"),
)
async def revoke_step(
    project: UUID, part: str, body: StepRevocationBody, call: TheCall
) -> Response:
    """The part is back at the step before."""
    return await _part_shown(call, body.command(project, part))


@router.post(
    f"{_ON}/removal",
    response_model=ProjectPartShown,
    summary="Drop a part (退出)",
    responses=openapi.amends(*_GOES_ON, "part-finished"),
)
async def drop_part(project: UUID, part: str, body: RemovalBody, call: TheCall) -> Response:
    """The project goes on without it, and does not count it."""
    return await _part_shown(call, body.command(project, part))


@router.post(
    f"{_ON}/upkeep",
    response_model=ProjectPartShown,
    summary="Note upkeep (检验、维保、修理、保险)",
    responses=openapi.amends(*_STANDS, "part-not-built", "unknown-party", "due-in-the-past"),
)
async def note_upkeep(project: UUID, part: str, body: UpkeepBody, call: TheCall) -> Response:
    """What was done for what was built, and when it is due again; also after the project."""
    return await _part_shown(call, body.command(project, part))


@router.get(
    "/upkeep",
    response_model=UpkeepList,
    summary="List upkeep that is due (养护到期)",
    responses=openapi.reads("view-behind"),
)
async def list_upkeep(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    wanted: Annotated[UpkeepFilter, Query()],
) -> Response:
    """What has to be looked after, the earliest first; what is overdue alone where asked."""
    await folded(waiting, wanted.at_least)
    page = await asyncio.to_thread(
        service.projects.upkeep,
        principal,
        UpkeepWanted(committee=wanted.committee, until=wanted.until, overdue=wanted.overdue),
        after=due_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    items = upkeep_of(page, language_of(request))[: wanted.limit]
    more = len(page.items) > wanted.limit
    last = items[-1] if more else None
    following = (
        encode("due", last.next_due.isoformat(), str(last.project), last.part) if last else None
    )
    shown = UpkeepList(items=items, next=following)
    headers = {POSITION: str(page.position), **link_header(request, {"next": following})}
    return answer(request, shown, headers=headers)


async def _part_shown(call: Call, command: PartCommand, status: int = 200) -> Response:
    await call.execute(command)
    projects, code = call.service.projects, command.part
    seen = await asyncio.to_thread(projects.part, call.principal, command.project, code)
    place = f"/v1/projects/{command.project}/parts/{quote(code, safe='')}"
    headers = {"Location": place} if status == 201 else {}
    shown, version = part_of(seen, call.language), seen.project.version
    return answer(call.request, shown, version=version, status=status, headers=headers)
