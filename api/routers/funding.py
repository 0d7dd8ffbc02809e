"""The funding ledger (资金台账) of a committee."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.cursors import encode, funding_cursor, link_header
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer, language_of
from api.schemas.funding import (
    FundingFilter,
    FundingList,
    FundingSumFilter,
    FundingSums,
    books_of,
    sums_of,
)
from api.waiting import TheWaiting
from processes.waiting import Waiting
from projections.views import funding
from service.funding import Books

router = APIRouter(
    prefix="/v1/bodies/{body}/funding",
    tags=["funding"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)

_REFUSED = ("not-found", "forbidden", "view-behind")


@router.get(
    "",
    response_model=FundingList,
    summary="Read a committee's funding ledger (资金台账)",
    responses=openapi.reads(*_REFUSED),
)
async def read_funding(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    body: UUID,
    wanted: Annotated[FundingFilter, Query()],
) -> Response:
    """Every line of every plan: its source and payer, what is planned and what became of it."""
    await _folded(waiting, wanted.at_least)
    books = await asyncio.to_thread(
        service.funding.books,
        principal,
        body,
        compound=wanted.compound,
        older_than=funding_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    page, rest = books.rows[: wanted.limit], books.rows[wanted.limit :]
    following = encode("funding", page[-1].opened) if rest else None
    vocabulary = await asyncio.to_thread(service.directory.vocabulary, principal)
    shown = books_of(
        Books(rows=page, names=books.names), vocabulary, following, language_of(request)
    )
    return answer(request, shown, headers=link_header(request, {"next": following}))


@router.get(
    "/periods",
    response_model=FundingSums,
    summary="Read what was raised and used by period (收支公示)",
    responses=openapi.reads(*_REFUSED),
)
async def read_periods(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    body: UUID,
    wanted: Annotated[FundingSumFilter, Query()],
) -> Response:
    """Money counts on the day on which it was booked as moved, by the compound that the issue then
    had.
    """
    await _folded(waiting, wanted.at_least)
    found = await asyncio.to_thread(
        service.funding.sums,
        principal,
        body,
        compound=wanted.compound,
        first=wanted.year * 10 + 1,
        last=wanted.year * 10 + 4,
    )
    vocabulary = await asyncio.to_thread(service.directory.vocabulary, principal)
    return answer(request, sums_of(found, wanted.by, vocabulary, language_of(request)))


async def _folded(waiting: Waiting, at_least: int | None) -> None:
    if at_least is not None:
        await waiting.folded(funding.VIEW, at_least)
