"""Doors of visits: listed, tried, dropped, opened to read; and whose turn it is today."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.cursors import code_cursor, door_cursor, encode, link_header
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.routers.visits import folded
from api.schemas.registers import UnitCode
from api.schemas.visits import (
    DoorAttemptBody,
    DoorDisclosureBody,
    DoorFilter,
    DoorRemovalBody,
    FindingBody,
    ToVisitFilter,
)
from api.schemas.visits_shown import (
    DoorContact,
    VisitDoor,
    VisitDoorList,
    contact_of,
    door_of,
    doors_of,
)
from api.waiting import TheWaiting
from service.commands.visits import VisitCommand
from service.visits import DoorPage

router = APIRouter(
    prefix="/v1", tags=["visits"], route_class=Entrance, dependencies=[Depends(BEARER)]
)

_AT = "/visits/{visit}/doors/{door}"
_GOES = ("visit-closed", "unknown-door", "person-restricted", "erased")
_FINDS = ("unknown-topic", "unknown-change", "change-required")


@router.get(
    "/visits/{visit}/doors",
    response_model=VisitDoorList,
    summary="List the doors of a plan",
    responses=openapi.reads("not-found", "view-behind"),
)
async def list_doors_of(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    visit: UUID,
    wanted: Annotated[DoorFilter, Query()],
) -> Response:
    """By their codes; whoever was sent to some sees these alone."""
    await folded(waiting, wanted.at_least)
    page = await asyncio.to_thread(
        service.visits.doors,
        principal,
        visit,
        wanted.wanted(),
        after=code_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    more = len(page.items) > wanted.limit
    following = encode("code", page.items[wanted.limit - 1][0].door) if more else None
    return _listed(request, page, wanted.limit, following)


@router.get(
    "/doors",
    response_model=VisitDoorList,
    summary="Doors to go to today, or overdue",
    responses=openapi.reads("view-behind"),
)
async def list_doors_to_visit(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    wanted: Annotated[ToVisitFilter, Query()],
) -> Response:
    """Of all plans that go on: what a visitor has before them, what a committee is behind with."""
    await folded(waiting, wanted.at_least)
    page = await asyncio.to_thread(
        service.visits.to_visit,
        principal,
        committee=wanted.committee,
        own=wanted.mine,
        overdue=wanted.overdue,
        after=door_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    more = len(page.items) > wanted.limit
    last = page.items[wanted.limit - 1][0] if more else None
    following = encode("door", str(last.visit), last.door) if last else None
    return _listed(request, page, wanted.limit, following)


@router.post(
    f"{_AT}/attempts",
    status_code=201,
    response_model=VisitDoor,
    summary="Record an attempt at a door",
    responses=openapi.amends(*_GOES, "door-opened", *_FINDS, *openapi.CLAIMED_TIME),
)
async def attempt(visit: UUID, door: UnitCode, body: DoorAttemptBody, call: TheCall) -> Response:
    """What became of it (开门、无人、拒访), and what was answered to each topic."""
    return await _shown(call, body.command(visit, door), door, status=201)


@router.post(
    f"{_AT}/findings",
    status_code=201,
    response_model=VisitDoor,
    summary="Record a finding at a door",
    responses=openapi.amends(*_GOES, *_FINDS),
)
async def note_finding(visit: UUID, door: UnitCode, body: FindingBody, call: TheCall) -> Response:
    """Also where nobody opened: what was seen there."""
    return await _shown(call, body.command(visit, door), door, status=201)


@router.post(
    f"{_AT}/removal",
    response_model=VisitDoor,
    summary="Drop a door",
    responses=openapi.amends("visit-closed", "unknown-door"),
)
async def drop_door(visit: UUID, door: UnitCode, body: DoorRemovalBody, call: TheCall) -> Response:
    """Nobody goes there any more, and it is not counted."""
    return await _shown(call, body.command(visit, door), door)


@router.post(
    f"{_AT}/disclosures",
    response_model=DoorContact,
    summary="Open the contact of whoever lives there, on record",
    responses=openapi.amends(*_GOES, "no-contact"),
)
async def disclose_door(
    visit: UUID, door: UnitCode, body: DoorDisclosureBody, call: TheCall
) -> Response:
    """Of a group's door: name, phone and room in clear; who opened them and why is recorded."""
    await call.execute(body.command(visit, door))
    contact = await asyncio.to_thread(call.service.visits.contact, call.principal, visit, door)
    return answer(call.request, contact_of(visit, door, contact))


def _listed(request: Request, page: DoorPage, limit: int, following: str | None) -> Response:
    items = doors_of(page, language_of(request))[:limit]
    headers = {POSITION: str(page.position), **link_header(request, {"next": following})}
    return answer(request, VisitDoorList(items=items, next=following), headers=headers)


async def _shown(call: Call, command: VisitCommand, door: str, status: int = 200) -> Response:
    await call.execute(command)
    visits, visit = call.service.visits, command.visit
    seen = await asyncio.to_thread(visits.plan, call.principal, visit)
    shown = door_of(seen, door, visits.today, call.language)
    headers = {"Location": f"/v1/visits/{visit}"} if status == 201 else {}
    return answer(call.request, shown, version=seen.version, status=status, headers=headers)
