"""The working calendar: its versions, and how a new one comes in."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api import openapi
from api.call import TheCall
from api.cursors import link_header, versions_page
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer, language_of
from api.schemas.calendars import (
    CalendarBody,
    CalendarDetail,
    CalendarList,
    calendar_of,
    summary_of,
)
from api.schemas.directory import DirectoryFilter
from domain.calendar.text import parse
from service.errors import NotFound

router = APIRouter(
    prefix="/v1", tags=["calendars"], route_class=Entrance, dependencies=[Depends(BEARER)]
)


@router.get(
    "/calendars",
    response_model=CalendarList,
    summary="List versions of the working calendar (工作日历)",
    responses=openapi.reads(),
)
async def list_calendars(
    request: Request,
    service: TheService,
    principal: Caller,
    wanted: Annotated[DirectoryFilter, Query()],
) -> Response:
    """The newest first, which is in force; clocks go on counting by the one that they pinned."""
    state = await asyncio.to_thread(service.reader.calendars, principal)
    versions = state.origins if state else ()
    page, following = versions_page(versions, wanted.cursor, wanted.limit)
    language = language_of(request)
    items = [summary_of(state, version, language) for version in page] if state else []
    shown = CalendarList(items=items, next=following)
    return answer(request, shown, headers=link_header(request, {"next": following}))


@router.get(
    "/calendars/{version}",
    response_model=CalendarDetail,
    summary="Read a version of the working calendar",
    responses=openapi.reads("not-found"),
)
async def read_calendar(
    request: Request,
    service: TheService,
    principal: Caller,
    version: Annotated[int, Path(ge=1, le=10**6)],
) -> Response:
    """The days off and the extra days of work of each year, and the text as people wrote it."""
    state = await asyncio.to_thread(service.reader.calendars, principal)
    if state is None or version not in state.origins:
        raise NotFound
    return answer(request, calendar_of(state, version, language_of(request)), version=version)


@router.post(
    "/calendars",
    status_code=201,
    response_model=CalendarDetail,
    summary="Publish a version of the working calendar",
    responses=openapi.creates("calendar-malformed", "calendar-shrinks", "version-not-next"),
)
async def publish_calendar(body: CalendarBody, call: TheCall) -> Response:
    """A version behind the newest, which covers all years that the newest does.

    The newest text sent again changes nothing, and is answered the same.
    """
    await call.execute(body.command())
    state = await asyncio.to_thread(call.service.reader.calendars, call.principal)
    version = parse(body.text).version
    if state is None or version not in state.origins:
        raise NotFound
    shown = calendar_of(state, version, call.language)
    headers = {"Location": f"/v1/calendars/{version}"}
    return answer(call.request, shown, version=version, status=201, headers=headers)
