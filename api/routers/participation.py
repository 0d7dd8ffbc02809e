"""What undertakings of a committee come to: participation, occasions, programmes."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.cursors import encode, link_header, position_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.routers.undertakings import folded
from api.schemas.participation_shown import (
    ProgrammeList,
    TakingShown,
    TookShown,
    programmes_of,
    taking_of,
    took_of,
)
from api.schemas.undertakings import FiguresFilter, ProgrammeFilter
from api.waiting import TheWaiting
from projections.views.undertaking import Filter
from service.participation import Period

router = APIRouter(
    prefix="/v1/bodies/{body}",
    tags=["undertakings"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)
_FIGURES = ("not-found", "forbidden", "period-inverted", "view-behind")


@router.get(
    "/participation",
    response_model=TakingShown,
    summary="Read who takes part (共建单位、团队、达人)",
    responses=openapi.reads(*_FIGURES),
)
async def read_participation(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    body: UUID,
    wanted: Annotated[FiguresFilter, Query()],
) -> Response:
    """Who takes part now, and what each organisation brought about in the period, unit by unit."""
    await folded(waiting, wanted.at_least)
    taking = await asyncio.to_thread(service.participation.taking, principal, body, _period(wanted))
    headers = {POSITION: str(taking.position)}
    return answer(request, taking_of(taking, language_of(request)), headers=headers)


@router.get(
    "/occasions",
    response_model=TookShown,
    summary="Read what took place (场次、人次)",
    responses=openapi.reads(*_FIGURES),
)
async def read_occasions(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    body: UUID,
    wanted: Annotated[FiguresFilter, Query()],
) -> Response:
    """By kind; each measure in its own unit, never summed across units."""
    await folded(waiting, wanted.at_least)
    took = await asyncio.to_thread(
        service.participation.occasions, principal, body, _period(wanted)
    )
    headers = {POSITION: str(took.position)}
    return answer(request, took_of(took, language_of(request)), headers=headers)


@router.get(
    "/programmes",
    response_model=ProgrammeList,
    summary="Read how far programmes are (规划、年度目标、任务书)",
    responses=openapi.reads("not-found", "forbidden", "view-behind"),
)
async def read_programmes(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    body: UUID,
    wanted: Annotated[ProgrammeFilter, Query()],
) -> Response:
    """Whatever has a target or lines: how many of these are at each step, and overdue today."""
    await folded(waiting, wanted.at_least)
    page = await asyncio.to_thread(
        service.participation.programmes,
        principal,
        Filter(
            committee=body,
            kind=wanted.kind,
            above=wanted.above,
            ended=wanted.ended,
            tracked=True,
        ),
        older_than=position_cursor(wanted.cursor, of="programme"),
        limit=wanted.limit + 1,
    )
    items = programmes_of(page, language_of(request))[: wanted.limit]
    more = len(page.items) > wanted.limit
    following = encode("programme", page.items[len(items) - 1].row.begun) if more else None
    found = ProgrammeList(items=items, next=following)
    headers = {POSITION: str(page.position), **link_header(request, {"next": following})}
    return answer(request, found, headers=headers)


def _period(wanted: FiguresFilter) -> Period:
    return Period(first=wanted.first, last=wanted.last, as_of=wanted.as_of)
