"""Projects (项目): begun, listed, read and closed. Their parts have routes of their own."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.cursors import encode, link_header, position_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.schemas.projects import ProjectBody, ProjectClosureBody, ProjectFilter
from api.schemas.projects_shown import ProjectList, ProjectShown, project_of, projects_of
from api.waiting import TheWaiting
from projections.views import part as part_view
from projections.views import project as project_view
from service.commands.projects import ProjectCommand

router = APIRouter(
    prefix="/v1", tags=["projects"], route_class=Entrance, dependencies=[Depends(BEARER)]
)


@router.post(
    "/projects",
    status_code=201,
    response_model=ProjectShown,
    summary="Begin a project (项目)",
    responses=openapi.creates(
        "unknown-committee",
        "not-a-committee",
        "unknown-compound",
        "unknown-way",
        "unknown-issue",
        *openapi.CLAIMED_TIME,
    ),
)
async def begin_project(body: ProjectBody, call: TheCall) -> Response:
    """Its kind says which steps each of its parts goes through; some may be left out."""
    return await _shown(call, body.command(), status=201)


@router.get(
    "/projects",
    response_model=ProjectList,
    summary="List projects",
    responses=openapi.reads("view-behind"),
)
async def list_projects(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    wanted: Annotated[ProjectFilter, Query()],
) -> Response:
    """Those that the caller may see, the newest first, each with its progress."""
    await folded(waiting, wanted.at_least)
    page = await asyncio.to_thread(
        service.projects.listed,
        principal,
        project_view.Filter(
            committee=wanted.committee,
            compound=wanted.compound,
            kind=wanted.kind,
            closed=wanted.closed,
        ),
        older_than=position_cursor(wanted.cursor, of="begun"),
        limit=wanted.limit + 1,
    )
    items = projects_of(page, language_of(request))[: wanted.limit]
    more = len(page.items) > wanted.limit
    following = encode("begun", page.items[len(items) - 1][0].begun) if more else None
    shown = ProjectList(items=items, next=following)
    headers = {POSITION: str(page.position), **link_header(request, {"next": following})}
    return answer(request, shown, headers=headers)


@router.get(
    "/projects/{project}",
    response_model=ProjectShown,
    summary="Read a project",
    responses=openapi.reads("not-found"),
)
async def read_project(
    request: Request, service: TheService, principal: Caller, project: UUID
) -> Response:
    """How far it is, counted by its parts: nobody enters a percentage."""
    seen = await asyncio.to_thread(service.projects.project, principal, project)
    return answer(request, project_of(seen, language_of(request)), version=seen.version)


@router.post(
    "/projects/{project}/closure",
    response_model=ProjectShown,
    summary="Close a project (结项)",
    responses=openapi.amends("project-closed", "parts-unfinished", *openapi.CLAIMED_TIME),
)
async def close_project(project: UUID, body: ProjectClosureBody, call: TheCall) -> Response:
    """Once every part is at the end of its way, or was dropped."""
    return await _shown(call, body.command(project))


async def folded(waiting: TheWaiting, at_least: int | None) -> None:
    """Wait until the views of projects and of their parts have come so far."""
    if at_least is not None:
        await waiting.folded(project_view.VIEW, at_least)
        await waiting.folded(part_view.VIEW, at_least)


async def _shown(call: Call, command: ProjectCommand, status: int = 200) -> Response:
    done = await call.execute(command)
    project = done.made or command.project
    seen = await asyncio.to_thread(call.service.projects.project, call.principal, project)
    headers = {"Location": f"/v1/projects/{project}"} if status == 201 else {}
    shown = project_of(seen, call.language)
    return answer(call.request, shown, version=seen.version, status=status, headers=headers)
