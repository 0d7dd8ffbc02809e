"""Notices (公示) for staff: drawn up, put up, taken down, withdrawn; and the page to print."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from api import openapi
from api.call import Call, TheCall
from api.cursors import encode, link_header, position_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.links import base_of
from api.notice_page import printable
from api.representation import POSITION, VARY, answer, language_of
from api.schemas.notices import (
    NoticeBody,
    NoticeFilter,
    NoticeList,
    NoticeRemovalBody,
    NoticeShown,
    NoticeWithdrawalBody,
    PostingBody,
    notice_of,
    notices_of,
)
from api.waiting import TheWaiting
from projections.views import notice as view
from service.commands.notices import NoticeCommand

router = APIRouter(
    prefix="/v1/notices", tags=["notices"], route_class=Entrance, dependencies=[Depends(BEARER)]
)


@router.post(
    "",
    status_code=201,
    response_model=NoticeShown,
    summary="Draw up a notice (拟制公示)",
    responses=openapi.creates("unknown-subject", "nothing-to-tell"),
)
async def draw_up(body: NoticeBody, call: TheCall) -> Response:
    """Its words are written from the record as it stands now; it names no person."""
    return await _shown(call, body.command(), status=201)


@router.get(
    "",
    response_model=NoticeList,
    summary="List notices (公示栏)",
    responses=openapi.reads("view-behind"),
)
async def list_notices(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    wanted: Annotated[NoticeFilter, Query()],
) -> Response:
    """Those that the caller may see, drawn up last first.

    `standing=waiting` are those that were never put up, `over` those whose days are over and that
    still hang, `short` those that were withdrawn before their days were over.
    """
    if wanted.at_least is not None:
        await waiting.folded(view.VIEW, wanted.at_least)
    page = await asyncio.to_thread(
        service.notice_board.listed,
        principal,
        view.Filter(
            committee=wanted.committee,
            compound=wanted.compound,
            subject=wanted.subject,
            duty=wanted.duty,
            standing=wanted.standing,
        ),
        older_than=position_cursor(wanted.cursor, of="drawn"),
        limit=wanted.limit + 1,
    )
    items = notices_of(page, language_of(request))[: wanted.limit]
    more = len(page.items) > wanted.limit
    following = encode("drawn", page.items[len(items) - 1].row.drawn) if more else None
    shown = NoticeList(items=items, next=following)
    headers = {POSITION: str(page.position), **link_header(request, {"next": following})}
    return answer(request, shown, headers=headers)


@router.get(
    "/{notice}",
    response_model=NoticeShown,
    summary="Read a notice",
    responses=openapi.reads("not-found"),
)
async def read_notice(
    request: Request, service: TheService, principal: Caller, notice: UUID
) -> Response:
    """What it says, where it hangs, since when and until when."""
    seen = await asyncio.to_thread(service.notice_board.notice, principal, notice)
    return answer(request, notice_of(seen, language_of(request)), version=seen.version)


@router.get(
    "/{notice}/page",
    response_class=HTMLResponse,
    summary="Print a notice (A4)",
    responses=openapi.downloads("not-found"),
)
async def notice_page(
    request: Request, service: TheService, principal: Caller, notice: UUID
) -> HTMLResponse:
    """The sheet that is put up, with a QR code of its public page."""
    seen = await asyncio.to_thread(service.notice_board.notice, principal, notice)
    language = language_of(request)
    shown, base = notice_of(seen, language), base_of(request, service)
    return printable(shown, seen.checkpoint, base, language, {"Vary": VARY})


@router.post(
    "/{notice}/posting",
    response_model=NoticeShown,
    summary="Put a notice up (张贴)",
    responses=openapi.amends("notice-withdrawn", "notice-already-up", *openapi.CLAIMED_TIME),
)
async def put_up(notice: UUID, body: PostingBody, call: TheCall) -> Response:
    """From now on it is public, and its days count from tomorrow on."""
    return await _shown(call, body.command(notice))


@router.post(
    "/{notice}/removal",
    response_model=NoticeShown,
    summary="Take a notice down (撤下)",
    responses=openapi.amends(
        "notice-not-up", "notice-already-down", "notice-too-early", *openapi.CLAIMED_TIME
    ),
)
async def take_down(notice: UUID, body: NoticeRemovalBody, call: TheCall) -> Response:
    """Once its days are over; it stays readable where it is published."""
    return await _shown(call, body.command(notice))


@router.post(
    "/{notice}/withdrawal",
    response_model=NoticeShown,
    summary="Withdraw a notice (作废)",
    responses=openapi.amends("notice-withdrawn", *openapi.CLAIMED_TIME),
)
async def withdraw(notice: UUID, body: NoticeWithdrawalBody, call: TheCall) -> Response:
    """It was wrong: whoever scans it is told so, and no more of it."""
    return await _shown(call, body.command(notice))


async def _shown(call: Call, command: NoticeCommand, status: int = 200) -> Response:
    done = await call.execute(command)
    notice = done.made or command.notice
    seen = await asyncio.to_thread(call.service.notice_board.notice, call.principal, notice)
    headers = {"Location": f"/v1/notices/{notice}"} if status == 201 else {}
    shown = notice_of(seen, call.language)
    return answer(call.request, shown, version=seen.version, status=status, headers=headers)
