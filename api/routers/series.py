"""Series of meetings (例会): their rhythm, their sessions, and what these came to."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.cursors import encode, link_header, series_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.routers.meetings import PLACE, POINTS, SEATS, TIMES, created
from api.schemas.meetings_shown import MeetingShown
from api.schemas.series import (
    EndingBody,
    SeriesBody,
    SeriesFilter,
    SessionBody,
    SessionsFilter,
)
from api.schemas.series_shown import (
    SeriesList,
    SeriesShown,
    SessionList,
    series_of,
    sessions_of,
    totals_of,
)
from api.waiting import TheWaiting
from projections.views import matter, meeting
from projections.views import series as view
from service.commands.base import Command
from service.errors import NotFound
from service.meetings import SeenSeries

router = APIRouter(
    prefix="/v1/series", tags=["meetings"], route_class=Entrance, dependencies=[Depends(BEARER)]
)


@router.post(
    "",
    status_code=201,
    response_model=SeriesShown,
    summary="Found a series of meetings (例会)",
    responses=openapi.creates(*PLACE, *SEATS),
)
async def found_series(body: SeriesBody, call: TheCall) -> Response:
    """They meet weekly, fortnightly or monthly; each session is called by itself."""
    seen = await _after(call, body.command())
    headers = {"Location": f"/v1/series/{seen.id}"}
    shown = series_of(seen, call.language)
    return answer(call.request, shown, version=seen.version, status=201, headers=headers)


@router.get(
    "",
    response_model=SeriesList,
    summary="List series of meetings",
    responses=openapi.reads("view-behind"),
)
async def list_series(
    request: Request,
    service: TheService,
    waiting: TheWaiting,
    principal: Caller,
    wanted: Annotated[SeriesFilter, Query()],
) -> Response:
    """The series that the caller may see, the newest first.

    The list follows the record within moments; `at_least` waits for it.
    """
    older = series_cursor(wanted.cursor, "series")
    if wanted.at_least is not None:
        await waiting.folded(view.VIEW, wanted.at_least)
    found = await asyncio.to_thread(
        service.meetings.all_series,
        principal,
        wanted.wanted(),
        older_than=older,
        limit=wanted.limit + 1,
    )
    language = language_of(request)
    items = [series_of(one, language) for one in found.items[: wanted.limit]]
    more = len(found.items) > wanted.limit
    following = encode("series", found.opened[wanted.limit - 1]) if more else None
    headers = {POSITION: str(found.position), **link_header(request, {"next": following})}
    return answer(request, SeriesList(items=items, next=following), headers=headers)


@router.get(
    "/{series}",
    response_model=SeriesShown,
    summary="Read a series of meetings",
    responses=openapi.reads("not-found"),
)
async def read_series(
    request: Request, service: TheService, principal: Caller, series: UUID
) -> Response:
    """One series, with when its next session is."""
    seen = await asyncio.to_thread(service.meetings.series, principal, series)
    return answer(request, series_of(seen, language_of(request)), version=seen.version)


@router.post(
    "/{series}/sessions",
    status_code=201,
    response_model=MeetingShown,
    summary="Call the next session",
    responses=openapi.creates(
        "not-found", "series-over", "session-out-of-turn", *TIMES, "notice-too-late", *POINTS
    ),
)
async def call_session(series: UUID, body: SessionBody, call: TheCall) -> Response:
    """By the rhythm on the neighbourhood's wall clock, or at a given time; it is a meeting.

    Whoever the series invites is invited, unless the session has begun already.
    """
    place = await asyncio.to_thread(call.service.meetings.place_of, call.principal, series)
    if place is None and body.place is None:
        raise NotFound
    return await created(call, body.command(series, place or ""))


@router.get(
    "/{series}/sessions",
    response_model=SessionList,
    summary="List a series' sessions, with attendance and closure",
    responses=openapi.reads("not-found", "view-behind"),
)
async def list_sessions(
    request: Request,
    service: TheService,
    waiting: TheWaiting,
    principal: Caller,
    series: UUID,
    wanted: Annotated[SessionsFilter, Query()],
) -> Response:
    """Who came to each session, how many matters it took in, and how many of them are closed.

    `totals` are those of all sessions. The figures follow the record within moments; `at_least`
    waits for them.
    """
    before = series_cursor(wanted.cursor, "session")
    if wanted.at_least is not None:
        await waiting.folded(meeting.VIEW, wanted.at_least)
        await waiting.folded(matter.VIEW, wanted.at_least)
    found = await asyncio.to_thread(
        service.meetings.sessions, principal, series, before=before, limit=wanted.limit + 1
    )
    items = sessions_of(found, language_of(request))[: wanted.limit]
    more = len(found.items) > wanted.limit
    following = encode("session", items[-1].session) if more else None
    headers = {POSITION: str(found.position), **link_header(request, {"next": following})}
    shown = SessionList(items=items, next=following, totals=totals_of(found))
    return answer(request, shown, headers=headers)


@router.post(
    "/{series}/ending",
    response_model=SeriesShown,
    summary="End a series of meetings",
    responses=openapi.amends("series-over"),
)
async def end_series(series: UUID, body: EndingBody, call: TheCall) -> Response:
    """They meet by it no more; sessions that were called stay."""
    seen = await _after(call, body.command(series))
    return answer(call.request, series_of(seen, call.language), version=seen.version)


async def _after(call: Call, command: Command) -> SeenSeries:
    done = await call.execute(command)
    if done.made is None:
        raise RuntimeError("a command on a series did not tell which")
    read = call.service.meetings.series
    return await asyncio.to_thread(read, call.principal, done.made, upto=done.position)
