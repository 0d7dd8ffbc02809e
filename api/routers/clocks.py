"""Clocks (时限): pausing, resuming, granting more time."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.answers import show
from api.call import TheCall
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer
from api.schemas.as_of import IssueMoment
from api.schemas.clocks import ExtensionBody, PauseBody, ResumptionBody
from api.schemas.clocks_shown import ClockList, explained_of
from api.schemas.issues import Issue

router = APIRouter(
    prefix="/v1/issues/{issue}",
    tags=["issues"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.get(
    "/clocks",
    response_model=ClockList,
    summary="Explain an issue's clocks",
    responses=openapi.reads("not-found"),
)
async def explain_clocks(
    request: Request,
    service: TheService,
    principal: Caller,
    issue: UUID,
    moment: Annotated[IssueMoment, Query()],
) -> Response:
    """Every clock of every round: the events that made it, what of its time counted or was left
    out, and the days of the calendar; as they stand, or stood (`as_of`).
    """
    clocks, names = await asyncio.to_thread(service.reader.clocks, principal, issue, moment.as_of)
    return answer(request, ClockList(items=[explained_of(one, names) for one in clocks]))


@router.post(
    "/pauses",
    response_model=Issue,
    summary="Pause a clock (暂停计时)",
    responses=openapi.changes(
        "status-forbids",
        "unknown-clock",
        "clock-not-running",
        "clock-not-pausable",
        "clock-paused",
        "deadline-passed",
        "occurred-too-early",
        "occurred-in-future",
        "occurred-before-report",
    ),
)
async def pause(issue: UUID, body: PauseBody, call: TheCall) -> Response:
    """Only where the method lets this clock be paused, and never after the limit was missed."""
    return await show(call, body.command(issue))


@router.post(
    "/resumptions",
    response_model=Issue,
    summary="Resume a clock (恢复计时)",
    responses=openapi.changes(
        "status-forbids",
        "unknown-clock",
        "clock-not-paused",
        "occurred-in-future",
        "occurred-before-report",
    ),
)
async def resume(issue: UUID, body: ResumptionBody, call: TheCall) -> Response:
    """The time between is not counted."""
    return await show(call, body.command(issue))


@router.post(
    "/extensions",
    response_model=Issue,
    summary="Grant more time (延期)",
    responses=openapi.changes(
        "status-forbids",
        "unknown-clock",
        "clock-not-running",
        "deadline-passed",
        "extension-in-the-past",
        "limit-out-of-range",
        "match-required",
    ),
)
async def extend(issue: UUID, body: ExtensionBody, call: TheCall) -> Response:
    """By a superior, who is on record as having granted it. Needs `If-Match`."""
    return await show(call, body.command(issue))
