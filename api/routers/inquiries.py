"""Inquiries (同题共答): one problem put to several bodies, answers side by side."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.cursors import encode, link_header, position_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.schemas.inquiries import (
    AnswerBody,
    CommentBody,
    ExpertBody,
    InquiryBody,
    InquiryClosureBody,
    InquiryFilter,
)
from api.schemas.inquiries_shown import InquiryList, InquiryShown, inquiries_of, inquiry_of
from api.waiting import TheWaiting
from projections.views import inquiry as view
from projections.views import invited
from service.commands.base import Command

router = APIRouter(
    prefix="/v1/inquiries", tags=["inquiries"], route_class=Entrance, dependencies=[Depends(BEARER)]
)


@router.post(
    "",
    status_code=201,
    response_model=InquiryShown,
    summary="Put a problem to several bodies (同题共答)",
    responses=openapi.creates(
        "unknown-committee",
        "unknown-body",
        "body-repeated",
        "body-out-of-reach",
        "unknown-category",
        "asked-until-past",
    ),
)
async def ask(body: InquiryBody, call: TheCall) -> Response:
    """To bodies below the asker, or beside it in its district."""
    return await _shown(call, body.command(), status=201)


@router.get(
    "",
    response_model=InquiryList,
    summary="List inquiries",
    responses=openapi.reads("view-behind"),
)
async def list_inquiries(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    wanted: Annotated[InquiryFilter, Query()],
) -> Response:
    """Those that the caller asked, is asked, or may look into, the newest first.

    The list follows the record within moments; `at_least` waits for it.
    """
    if wanted.at_least is not None:
        await waiting.folded(view.VIEW, wanted.at_least)
        await waiting.folded(invited.VIEW, wanted.at_least)
    page = await asyncio.to_thread(
        service.inquiries.listed,
        principal,
        wanted.wanted(),
        older_than=position_cursor(wanted.cursor, of="inquiry"),
        limit=wanted.limit + 1,
    )
    items = inquiries_of(page, language_of(request))[: wanted.limit]
    more = len(page.items) > wanted.limit
    following = encode("inquiry", page.items[wanted.limit - 1].opened) if more else None
    headers = {POSITION: str(page.position), **link_header(request, {"next": following})}
    return answer(request, InquiryList(items=items, next=following), headers=headers)


@router.get(
    "/{inquiry}",
    response_model=InquiryShown,
    summary="Read an inquiry, answers side by side",
    responses=openapi.reads("not-found"),
)
async def read_inquiry(
    request: Request, service: TheService, principal: Caller, inquiry: UUID
) -> Response:
    """For who asked, who is asked, their superiors, and experts until their day."""
    seen = await asyncio.to_thread(service.inquiries.inquiry, principal, inquiry)
    return answer(request, inquiry_of(seen, language_of(request)), version=seen.version)


@router.post(
    "/{inquiry}/answers",
    response_model=InquiryShown,
    summary="Answer an inquiry, or answer anew",
    responses=openapi.amends(
        "inquiry-closed", "not-asked", "unknown-issue", "unknown-library-case"
    ),
)
async def answer_inquiry(inquiry: UUID, body: AnswerBody, call: TheCall) -> Response:
    """For the caller's own body; what it points at is told by number and never opened."""
    return await _shown(call, body.command(inquiry))


@router.post(
    "/{inquiry}/experts",
    response_model=InquiryShown,
    summary="Let an expert read an inquiry until a day (赋能伙伴)",
    responses=openapi.amends("inquiry-closed", "unknown-organisation", "asked-until-past"),
)
async def ask_expert(inquiry: UUID, body: ExpertBody, call: TheCall) -> Response:
    """An organisation, perhaps of another district: it sees the inquiry, and nothing else."""
    return await _shown(call, body.command(inquiry))


@router.post(
    "/{inquiry}/comments",
    response_model=InquiryShown,
    summary="Comment on an inquiry as an expert",
    responses=openapi.amends("inquiry-closed", "not-asked", "not-answered"),
)
async def comment_on_inquiry(inquiry: UUID, body: CommentBody, call: TheCall) -> Response:
    """On all of it, or on one body's answer."""
    return await _shown(call, body.command(inquiry))


@router.post(
    "/{inquiry}/closure",
    response_model=InquiryShown,
    summary="Close an inquiry",
    responses=openapi.amends("inquiry-closed"),
)
async def close_inquiry(inquiry: UUID, body: InquiryClosureBody, call: TheCall) -> Response:
    """With what all of them can take from it."""
    return await _shown(call, body.command(inquiry))


async def _shown(call: Call, command: Command, *, status: int = 200) -> Response:
    done = await call.execute(command)
    if done.made is None:
        raise RuntimeError("a command on an inquiry did not tell which")
    read = call.service.inquiries.inquiry
    seen = await asyncio.to_thread(read, call.principal, done.made, upto=done.position)
    headers = {"Location": f"/v1/inquiries/{seen.id}"} if status == 201 else {}
    shown = inquiry_of(seen, call.language)
    return answer(call.request, shown, version=seen.version, status=status, headers=headers)
