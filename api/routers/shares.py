"""A line's shares by unit, and the final account."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.answers import show
from api.call import TheCall
from api.cursors import encode, link_header, unit_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer, language_of
from api.schemas.issues import Issue
from api.schemas.shares import (
    AccountBody,
    AllocationBody,
    ShareBody,
    ShareFilter,
    ShareList,
    shares_of,
)

router = APIRouter(
    prefix="/v1/issues/{issue}",
    tags=["issues"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.post(
    "/allocations",
    response_model=Issue,
    summary="Split a line among units (分摊)",
    responses=openapi.changes(
        "status-forbids",
        "unknown-line",
        "account-rendered",
        "approval-annulled",
        "line-not-approved",
        "register-not-adopted",
        "allocation-ground-missing",
        "unknown-scope",
        "allocation-empty",
        "allocation-differs",
        "share-repeated",
    ),
)
async def allocate(issue: UUID, body: AllocationBody, call: TheCall) -> Response:
    """The shares sum to the line's amount, to the last 分; a later split takes its place."""
    return await show(call, body.command(issue))


@router.post(
    "/shares",
    response_model=Issue,
    summary="Book what a unit paid of its share (缴款)",
    responses=openapi.changes(
        "status-forbids",
        "account-rendered",
        "line-not-allocated",
        "unit-not-allocated",
        "share-overpaid",
    ),
)
async def pay_share(issue: UUID, body: ShareBody, call: TheCall) -> Response:
    """The line has received it; no unit pays more than its share."""
    return await show(call, body.command(issue))


@router.get(
    "/shares",
    response_model=ShareList,
    summary="List who has paid what (分摊缴款明细)",
    responses=openapi.reads("not-found", "forbidden", "line-not-allocated"),
)
async def list_shares(
    request: Request,
    service: TheService,
    principal: Caller,
    issue: UUID,
    wanted: Annotated[ShareFilter, Query()],
) -> Response:
    """The units of one line with their shares and payments, by code."""
    split, found = await asyncio.to_thread(
        service.funding.shares,
        principal,
        issue,
        wanted.line,
        unpaid=wanted.unpaid,
        after=unit_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    page, rest = found[: wanted.limit], found[wanted.limit :]
    following = encode("unit", page[-1].unit) if rest else None
    shown = shares_of(split, page, following, language_of(request))
    return answer(request, shown, headers=link_header(request, {"next": following}))


@router.post(
    "/account",
    response_model=Issue,
    summary="Render the final account (决算)",
    responses=openapi.changes(
        "status-forbids", "unknown-line", "account-rendered", "funds-unsettled"
    ),
)
async def render_account(issue: UUID, body: AccountBody, call: TheCall) -> Response:
    """Once in a round, when every received 分 is spent or returned; then nothing more is booked."""
    return await show(call, body.command(issue))
