"""The public notice board (公示栏): what was put up, for everybody and without a key."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.routing import APIRoute

from api import openapi
from api.cursors import encode, link_header, position_cursor
from api.entrance import TheService
from api.links import base_of
from api.media import JSON, preferred_media
from api.notice_page import printable
from api.representation import POSITION, answer, language_of
from api.schemas.checkpoints import note_of
from api.schemas.notices import BoardFilter, NoticeShown, PublicNoticeList, notice_of, notices_of
from api.strict_query import require_readable
from api.waiting import TheWaiting
from projections.views import notice as view

HTML = "text/html"

router = APIRouter(prefix="/v1/public", tags=["public"], route_class=APIRoute)

_SHARED = {
    # What is withdrawn is not read on from anybody's cache.
    "Cache-Control": "public, no-cache",
    "Vary": "Accept, Accept-Language",
}


@router.get(
    "/notices",
    response_model=PublicNoticeList,
    summary="List what hangs on the notice board (公示栏)",
    responses=openapi.shared_reads("view-behind"),
)
async def list_public_notices(
    request: Request,
    service: TheService,
    waiting: TheWaiting,
    wanted: Annotated[BoardFilter, Query()],
) -> Response:
    """Notices that were put up, the newest first, also those that were taken down since.

    What is withdrawn is gone from here. `checkpoint` is the newest over the whole record.
    """
    require_readable(request.scope["query_string"], expected=True)
    older = position_cursor(wanted.cursor, of="listed")
    if wanted.at_least is not None:
        await waiting.folded(view.VIEW, wanted.at_least)
    page = await asyncio.to_thread(
        service.notice_board.published,
        committee=wanted.committee,
        older_than=older,
        limit=wanted.limit + 1,
    )
    items = notices_of(page, language_of(request))[: wanted.limit]
    more = len(page.items) > wanted.limit
    last = page.items[len(items) - 1].row.listed if more else None
    following = None if last is None else encode("listed", last)
    checkpoint = note_of(await asyncio.to_thread(service.checkpoints.told))
    shown = PublicNoticeList(items=items, next=following, checkpoint=checkpoint)
    told = {**_SHARED, POSITION: str(page.position), **link_header(request, {"next": following})}
    return answer(request, shown, version=0, headers=told)


@router.get(
    "/notices/{notice}",
    response_model=NoticeShown,
    summary="Read a notice that was put up",
    responses=openapi.shared_reads("not-found")
    | {200: {"content": {HTML: {"schema": {"type": "string"}}}}},
)
async def read_public_notice(request: Request, service: TheService, notice: UUID) -> Response:
    """When it was put up and taken down, and the checkpoint of the record that it was made of.

    As a page where `Accept` prefers `text/html`: the QR code on the sheet leads here. Of one that
    was withdrawn it tells that alone.
    """
    require_readable(request.scope["query_string"], expected=False)
    seen = await asyncio.to_thread(service.notice_board.public, notice)
    language = language_of(request)
    shown = notice_of(seen, language)
    if preferred_media(request, (JSON, HTML), otherwise=JSON) == HTML:
        return printable(shown, seen.checkpoint, base_of(request, service), language, _SHARED)
    return answer(request, shown, version=seen.version, headers=_SHARED)
