"""The raw feed of the record, for auditors and for platforms that keep a copy."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.entrance import BEARER, Caller, Entrance, TheService
from api.negotiation import preferred_media
from api.representation import VARY, answer
from api.schemas.ledger import RawEvent, RawEvents, RawPage, raw_of
from api.waiting import TheWaiting

router = APIRouter(
    prefix="/v1/ledger", tags=["ledger"], route_class=Entrance, dependencies=[Depends(BEARER)]
)
NDJSON, JSON = "application/x-ndjson", "application/json"


@router.get(
    "/events",
    response_model=RawEvents,
    summary="Read the record as it is stored",
    responses=openapi.reads()
    | {200: {"content": {NDJSON: {"schema": {"$ref": "#/components/schemas/RawEvent"}}}}},
)
async def read_events(
    request: Request,
    service: TheService,
    waiting: TheWaiting,
    principal: Caller,
    page: Annotated[RawPage, Query()],
) -> Response:
    """Events behind a position, in order and without a gap, sealed fields as ciphertext.

    For auditors, and for integrators of the whole district. As NDJSON, an event a line, where
    `Accept` prefers `application/x-ndjson`. Go on with `after` = `next`; a page ends at a mebibyte
    of states, too. With `wait`, an empty page comes only after so many seconds without news.
    """
    await asyncio.to_thread(service.raw_feed.require, principal, after=page.after)
    if page.wait:
        await waiting.news(page.after, page.wait, request.is_disconnected)
    rows = await asyncio.to_thread(service.raw_feed.page, after=page.after, limit=page.limit)
    items = [raw_of(row) for row in rows]
    following = rows[-1].position if rows else page.after
    link = f"{request.url.path}?after={following}&limit={page.limit}"
    headers = {"Link": f'<{link}>; rel="next"', "Vary": f"{VARY}, Accept"}
    if preferred_media(request, (NDJSON, JSON), otherwise=JSON) == NDJSON:
        return Response(_lines(items), media_type=NDJSON, headers=headers | _UNKEPT)
    return answer(request, RawEvents(items=items, next=following), headers=headers)


_UNKEPT = {"Cache-Control": "private, no-cache"}


def _lines(items: Sequence[RawEvent]) -> bytes:
    return b"".join(item.model_dump_json().encode() + b"\n" for item in items)
