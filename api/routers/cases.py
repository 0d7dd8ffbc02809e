"""The library of cases (案例库): what worked, told without names."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.cursors import encode, link_header, position_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.schemas.cases import (
    CaseBody,
    CaseFilter,
    CaseList,
    CaseShown,
    CaseWithdrawalBody,
    RetellingBody,
    case_of,
    cases_of,
)
from api.waiting import TheWaiting
from projections.views import case as view
from projections.views import invited
from service.commands.base import Command

router = APIRouter(
    prefix="/v1/cases", tags=["inquiries"], route_class=Entrance, dependencies=[Depends(BEARER)]
)


@router.post(
    "",
    status_code=201,
    response_model=CaseShown,
    summary="Tell a case (案例)",
    responses=openapi.creates(
        "unknown-committee",
        "unknown-category",
        "unknown-method",
        "unknown-issue",
        "unknown-inquiry",
    ),
)
async def tell_case(body: CaseBody, call: TheCall) -> Response:
    """Without names, for the staff of every committee; it opens no issue that it points at."""
    return await _shown(call, body.command(), status=201)


@router.get(
    "",
    response_model=CaseList,
    summary="Look through the library of cases (案例库)",
    responses=openapi.reads("view-behind"),
)
async def list_cases(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    wanted: Annotated[CaseFilter, Query()],
) -> Response:
    """By category, method, inquiry and the words of the title; told last first.

    The list follows the record within moments; `at_least` waits for it.
    """
    if wanted.at_least is not None:
        await waiting.folded(view.VIEW, wanted.at_least)
        await waiting.folded(invited.VIEW, wanted.at_least)
    page = await asyncio.to_thread(
        service.library.listed,
        principal,
        wanted.wanted(),
        older_than=position_cursor(wanted.cursor, of="told"),
        limit=wanted.limit + 1,
    )
    items = cases_of(page, language_of(request))[: wanted.limit]
    more = len(page.items) > wanted.limit
    following = encode("told", page.items[wanted.limit - 1].told) if more else None
    headers = {POSITION: str(page.position), **link_header(request, {"next": following})}
    return answer(request, CaseList(items=items, next=following), headers=headers)


@router.get(
    "/{case}",
    response_model=CaseShown,
    summary="Read a case",
    responses=openapi.reads("not-found"),
)
async def read_case(
    request: Request, service: TheService, principal: Caller, case: UUID
) -> Response:
    """For all staff, and for experts who are asked about the inquiry that it came of."""
    seen = await asyncio.to_thread(service.library.case, principal, case)
    return answer(request, case_of(seen, language_of(request)), version=seen.version)


@router.post(
    "/{case}/retellings",
    response_model=CaseShown,
    summary="Tell a case in other words",
    responses=openapi.amends("case-withdrawn"),
)
async def retell_case(case: UUID, body: RetellingBody, call: TheCall) -> Response:
    """By the body that told it; all of its texts anew."""
    return await _shown(call, body.retelling(case))


@router.post(
    "/{case}/withdrawal",
    response_model=CaseShown,
    summary="Withdraw a case",
    responses=openapi.amends("case-withdrawn"),
)
async def withdraw_case(case: UUID, body: CaseWithdrawalBody, call: TheCall) -> Response:
    """It stands in the library no more."""
    return await _shown(call, body.command(case))


async def _shown(call: Call, command: Command, *, status: int = 200) -> Response:
    done = await call.execute(command)
    if done.made is None:
        raise RuntimeError("a command on a case did not tell which")
    read = call.service.library.case
    seen = await asyncio.to_thread(read, call.principal, done.made, upto=done.position)
    headers = {"Location": f"/v1/cases/{seen.id}"} if status == 201 else {}
    shown = case_of(seen, call.language)
    return answer(call.request, shown, version=seen.version, status=status, headers=headers)
