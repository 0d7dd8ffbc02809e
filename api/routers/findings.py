"""Findings of visits: listed, turned into issues and undertakings, and passed on (人口变动)."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.cursors import encode, link_header, position_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.routers.visits import folded
from api.schemas.visits import (
    ChangeFilter,
    FindingFilter,
    FindingIssueBody,
    FindingUndertakingBody,
    PassageBody,
)
from api.schemas.visits_shown import (
    FindingList,
    FindingTakenShown,
    PassedShown,
    findings_of,
    taken_of,
)
from api.waiting import TheWaiting
from service.commands.visits import VisitCommand
from service.visits import FindingPage

router = APIRouter(
    prefix="/v1", tags=["visits"], route_class=Entrance, dependencies=[Depends(BEARER)]
)

_OF = "/visits/{visit}/findings/{number}"
Number = Annotated[int, Path(ge=1, le=10**9)]


@router.get(
    "/visits/{visit}/findings",
    response_model=FindingList,
    summary="List what was found",
    responses=openapi.reads("not-found", "view-behind"),
)
async def list_findings(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    visit: UUID,
    wanted: Annotated[FindingFilter, Query()],
) -> Response:
    """By their numbers: the problem list of a plan (项目问题清单)."""
    await folded(waiting, wanted.at_least)
    page = await asyncio.to_thread(
        service.visits.findings,
        principal,
        visit,
        wanted.wanted(),
        after=position_cursor(wanted.cursor, of="finding"),
        limit=wanted.limit + 1,
    )
    more = len(page.items) > wanted.limit
    following = encode("finding", page.items[wanted.limit - 1][0].number) if more else None
    return _listed(request, page, wanted.limit, following)


@router.get(
    "/population-changes",
    response_model=FindingList,
    summary="Changes of population that no platform was told of (人口变动)",
    responses=openapi.reads("view-behind"),
)
async def list_population_changes(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    wanted: Annotated[ChangeFilter, Query()],
) -> Response:
    """The oldest first: what a platform (社区云) is to be told of."""
    await folded(waiting, wanted.at_least)
    page = await asyncio.to_thread(
        service.visits.changes,
        principal,
        after=position_cursor(wanted.cursor, of="change"),
        limit=wanted.limit + 1,
    )
    more = len(page.items) > wanted.limit
    following = encode("change", page.items[wanted.limit - 1][0].position) if more else None
    return _listed(request, page, wanted.limit, following)


@router.post(
    "/visits/{visit}/passages",
    response_model=PassedShown,
    summary="Changes of population were passed on",
    responses=openapi.amends("unknown-finding", "change-passed"),
)
async def pass_changes(visit: UUID, body: PassageBody, call: TheCall) -> Response:
    """To a platform by its code; each once."""
    await call.execute(body.command(visit))
    shown = PassedShown(visit=visit, numbers=list(dict.fromkeys(body.numbers)), to=body.to)
    return answer(call.request, shown)


@router.post(
    f"{_OF}/issues",
    status_code=201,
    response_model=FindingTakenShown,
    summary="Turn a finding into an issue",
    responses=openapi.amends(
        "unknown-finding",
        "finding-taken",
        "place-required",
        "unknown-channel",
        "channel-closed",
        "unknown-category",
        "words-required",
    ),
)
async def raise_issue(
    visit: UUID, number: Number, body: FindingIssueBody, call: TheCall
) -> Response:
    """Reported as found (主动发现) through the visit, in one transaction."""
    return await _taken(call, body.command(visit, number), number)


@router.post(
    f"{_OF}/undertakings",
    status_code=201,
    response_model=FindingTakenShown,
    summary="A finding became an undertaking (金点子、微心愿)",
    responses=openapi.amends("unknown-finding", "finding-taken"),
)
async def raise_undertaking(
    visit: UUID, number: Number, body: FindingUndertakingBody, call: TheCall
) -> Response:
    """Or a line of one, as of a year's task book."""
    return await _taken(call, body.command(visit, number), number)


def _listed(request: Request, page: FindingPage, limit: int, following: str | None) -> Response:
    items = findings_of(page, language_of(request))[:limit]
    headers = {POSITION: str(page.position), **link_header(request, {"next": following})}
    return answer(request, FindingList(items=items, next=following), headers=headers)


async def _taken(call: Call, command: VisitCommand, number: int) -> Response:
    await call.execute(command)
    visits = call.service.visits
    seen = await asyncio.to_thread(visits.plan, call.principal, command.visit)
    words = await asyncio.to_thread(visits.vocabulary)
    shown = taken_of(seen, number, words, call.language)
    where = f"/v1/issues/{shown.issue}" if shown.issue else f"/v1/undertakings/{shown.undertaking}"
    headers = {"Location": where}
    return answer(call.request, shown, version=seen.version, status=201, headers=headers)
