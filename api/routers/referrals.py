"""Referrals (三所联动): an issue put to police station, judicial office and law firm together."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.cursors import encode, link_header, position_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.schemas.referrals import (
    AcceptanceBody,
    AdviceBody,
    ReferralBody,
    ReferralConclusionBody,
    ReferralFilter,
    ReferralList,
    ReferralPaging,
    ReferralShown,
    counts_of,
    entries_of,
    referral_of,
)
from api.waiting import TheWaiting
from projections.views import referral as view
from projections.views.referral import Filter
from service.commands.base import Command
from service.policy import Principal
from service.service import Service

router = APIRouter(
    prefix="/v1", tags=["referrals"], route_class=Entrance, dependencies=[Depends(BEARER)]
)


@router.post(
    "/issues/{issue}/referrals",
    status_code=201,
    response_model=ReferralShown,
    summary="Put an issue to several offices together (三所联动)",
    responses=openapi.creates(
        "not-found",
        "texts-erased",
        "status-forbids",
        "referral-open",
        "unknown-office",
        "unknown-organisation",
        "party-repeated",
        *openapi.CLAIMED_TIME,
    ),
)
async def make_referral(issue: UUID, body: ReferralBody, call: TheCall) -> Response:
    """They see the issue until it is concluded, and never who reported it."""
    return await _shown(call, body.command(issue), status=201)


@router.get(
    "/issues/{issue}/referrals",
    response_model=ReferralList,
    summary="List an issue's referrals",
    responses=openapi.reads("not-found", "view-behind"),
)
async def list_issue_referrals(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    issue: UUID,
    wanted: Annotated[ReferralPaging, Query()],
) -> Response:
    """Those that the caller may see, the newest first."""
    await asyncio.to_thread(service.referrals.require_issue, principal, issue)
    return await _listed(request, service, principal, waiting, wanted, wanted.wanted(issue=issue))


@router.get(
    "/referrals",
    response_model=ReferralList,
    summary="List referrals, with how many came to what",
    responses=openapi.reads("view-behind"),
)
async def list_referrals(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    wanted: Annotated[ReferralFilter, Query()],
) -> Response:
    """Those that the caller may see, the newest first.

    The list follows the record within moments; `at_least` waits for it.
    """
    return await _listed(request, service, principal, waiting, wanted, wanted.wanted())


@router.get(
    "/referrals/{referral}",
    response_model=ReferralShown,
    summary="Read a referral",
    responses=openapi.reads("not-found"),
)
async def read_referral(
    request: Request, service: TheService, principal: Caller, referral: UUID
) -> Response:
    """Who is asked, what they said, and what it came to."""
    seen = await asyncio.to_thread(service.referrals.referral, principal, referral)
    return answer(request, referral_of(seen, language_of(request)), version=seen.version)


@router.post(
    "/referrals/{referral}/acceptances",
    response_model=ReferralShown,
    summary="Take a referral on",
    responses=openapi.amends(
        "referral-concluded", "not-asked", "already-accepted", *openapi.CLAIMED_TIME
    ),
)
async def accept_referral(referral: UUID, body: AcceptanceBody, call: TheCall) -> Response:
    """By the office itself, or by the committee for it."""
    return await _shown(call, body.command(referral))


@router.post(
    "/referrals/{referral}/advice",
    response_model=ReferralShown,
    summary="Advise on a referral",
    responses=openapi.changes(
        "referral-concluded", "not-asked", "not-accepted", *openapi.CLAIMED_TIME
    ),
)
async def advise_on_referral(referral: UUID, body: AdviceBody, call: TheCall) -> Response:
    """By an office that has taken it on, once or again."""
    return await _shown(call, body.command(referral))


@router.post(
    "/referrals/{referral}/conclusion",
    response_model=ReferralShown,
    summary="Conclude a referral",
    responses=openapi.changes("referral-concluded", "advice-missing", *openapi.CLAIMED_TIME),
)
async def conclude_referral(
    referral: UUID, body: ReferralConclusionBody, call: TheCall
) -> Response:
    """What it came to; from now on the offices see the issue no more."""
    return await _shown(call, body.command(referral))


async def _shown(call: Call, command: Command, *, status: int = 200) -> Response:
    done = await call.execute(command)
    if done.made is None:
        raise RuntimeError("a command on a referral did not tell which")
    read = call.service.referrals.referral
    seen = await asyncio.to_thread(read, call.principal, done.made, upto=done.position)
    headers = {"Location": f"/v1/referrals/{seen.id}"} if status == 201 else {}
    shown = referral_of(seen, call.language)
    return answer(call.request, shown, version=seen.version, status=status, headers=headers)


async def _listed(
    request: Request,
    service: Service,
    principal: Principal,
    waiting: TheWaiting,
    paging: ReferralPaging,
    wanted: Filter,
) -> Response:
    if paging.at_least is not None:
        await waiting.folded(view.VIEW, paging.at_least)
    page = await asyncio.to_thread(
        service.referrals.listed,
        principal,
        wanted,
        older_than=position_cursor(paging.cursor, of="made"),
        limit=paging.limit + 1,
    )
    language = language_of(request)
    more = len(page.items) > paging.limit
    following = encode("made", page.made[paging.limit - 1]) if more else None
    shown = ReferralList(
        items=entries_of(page, language)[: paging.limit],
        next=following,
        outcomes=counts_of(page, language),
    )
    headers = {POSITION: str(page.position), **link_header(request, {"next": following})}
    return answer(request, shown, headers=headers)
