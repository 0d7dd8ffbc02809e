"""双登记双交办: which issues lack a register or a party, as of now."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.cursors import encode, link_header, position_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer, language_of
from api.schemas.cross_check import CrossCheckAsked, GapList, gaps_of

router = APIRouter(
    prefix="/v1/committees/{committee}",
    tags=["statistics"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.get(
    "/cross-check",
    response_model=GapList,
    summary="List what lacks a register or a party (双登记双交办)",
    responses=openapi.reads("not-found"),
)
async def cross_check(
    request: Request,
    service: TheService,
    principal: Caller,
    committee: UUID,
    asked: Annotated[CrossCheckAsked, Query()],
) -> Response:
    """Of a committee, or of all committees below a body: as of now, the newest report first.

    What was withdrawn, declined or merged is left out. How many registers and parties there have
    to be is what the method says that the issue was reported under.
    """
    found = await asyncio.to_thread(
        service.cross_check.gaps,
        principal,
        committee,
        asked.half,
        older_than=position_cursor(asked.cursor, of="gap"),
        limit=asked.limit + 1,
    )
    items = gaps_of(found, language_of(request))[: asked.limit]
    more = len(found.items) > asked.limit
    following = encode("gap", found.items[asked.limit - 1].row.opened) if more else None
    shown = GapList(items=items, next=following, at=found.at)
    return answer(request, shown, headers=link_header(request, {"next": following}))
