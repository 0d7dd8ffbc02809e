"""How residents rate their committee and each of its members (居民评价)."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer, language_of
from api.schemas.ratings import (
    AppraisalFilter,
    AppraisalShown,
    CommitteeRatingBody,
    RosterBody,
    RosterShown,
    YearEndBody,
    appraisal_of,
    roster_of,
)
from api.waiting import TheWaiting
from projections.views import appraisal as view
from service.commands.base import Command

router = APIRouter(
    prefix="/v1/committees/{committee}",
    tags=["ratings"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.get(
    "/roster",
    response_model=RosterShown,
    summary="Read whom residents can rate (居委会成员名单)",
    responses=openapi.reads("not-found"),
)
async def read_roster(
    request: Request, service: TheService, principal: Caller, committee: UUID
) -> Response:
    """The members, those who were, and when the years are rated."""
    seen = await asyncio.to_thread(service.appraisals.roster, principal, committee)
    return answer(request, roster_of(seen, language_of(request)), version=seen.version)


@router.post(
    "/roster",
    response_model=RosterShown,
    summary="Set the roster",
    responses=openapi.amends("not-a-committee", "member-repeated", "unknown-role"),
)
async def set_roster(committee: UUID, body: RosterBody, call: TheCall) -> Response:
    """By the superior, so that nobody leaves out who is rated badly."""
    return await _told(call, body.command(committee))


@router.post(
    "/year-ends",
    response_model=RosterShown,
    summary="Say when a year is rated (年终集中评价)",
    responses=openapi.amends(
        "not-a-committee",
        "period-inverted",
        "period-too-long",
        "year-not-rated-then",
        "year-end-begun",
    ),
)
async def open_year_end(committee: UUID, body: YearEndBody, call: TheCall) -> Response:
    """Until it has begun, it may be set anew."""
    return await _told(call, body.command(committee))


@router.post(
    "/ratings",
    response_model=RosterShown,
    summary="Rate the committee, or one of its members",
    responses=openapi.amends(
        "not-a-committee",
        "rater-is-staff",
        "unknown-member",
        "score-out-of-bounds",
        "year-end-closed",
        "already-rated",
        "unknown-issue",
        "unknown-person",
        "person-restricted",
        "erased",
    ),
)
async def rate(committee: UUID, body: CommitteeRatingBody, call: TheCall) -> Response:
    """By residents alone: one mark per person, whom it is for, kind and period. It is told to
    nobody but auditors who gave which; the answer is the roster, never a mark."""
    return await _told(call, body.command(committee))


@router.get(
    "/appraisal",
    response_model=AppraisalShown,
    summary="Read how the committee was rated in a year",
    responses=openapi.reads("not-found", "view-behind"),
)
async def read_appraisal(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    committee: UUID,
    wanted: Annotated[AppraisalFilter, Query()],
) -> Response:
    """Count, sum and distribution, daily and at the year's end. Marks become visible together,
    those of five different residents at least. The view follows the record within moments."""
    if wanted.at_least is not None:
        await waiting.folded(view.VIEW, wanted.at_least)
    seen = await asyncio.to_thread(service.appraisals.of_year, principal, committee, wanted.year)
    return answer(request, appraisal_of(seen, language_of(request)))


async def _told(call: Call, command: Command) -> Response:
    """The roster, as the record then has it."""
    done = await call.execute(command)
    if done.made is None:
        raise RuntimeError("a command on ratings did not tell of which committee")
    seen = await asyncio.to_thread(call.service.appraisals.roster, call.principal, done.made)
    shown = roster_of(seen, call.language)
    return answer(call.request, shown, version=seen.version)
