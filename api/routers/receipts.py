"""Handing the reporter something to ask with."""

import asyncio
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from api import openapi
from api.entrance import BEARER, Caller, Entrance, TheService
from api.links import base_of
from api.rendering import DISCREET
from api.representation import IfMatch, answer, version_in
from api.schemas.follow_ups import ReceiptBody, ReceiptShown, receipt_of

router = APIRouter(
    prefix="/v1/issues/{issue}",
    tags=["issues"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.post(
    "/receipts",
    status_code=201,
    response_model=ReceiptShown,
    summary="Hand out a receipt (回执)",
    responses=openapi.changes("reporter-erased"),
)
async def hand_out(
    request: Request,
    service: TheService,
    principal: Caller,
    issue: UUID,
    body: ReceiptBody,
    if_match: IfMatch = None,
) -> Response:
    """A new follow-up token for the reporter, and the pages that it opens. Changes no event.

    Only a hash of the token is kept, so that a retry cannot be told the same one again: an
    `Idempotency-Key` is taken and changes nothing, each request makes a token of its own.
    """
    base = base_of(request, service)
    receipt = await asyncio.to_thread(
        service.following.hand_out,
        principal,
        issue,
        if_match=version_in(if_match),
        revoke_earlier=body.revoke_earlier,
    )
    checkpoint = await asyncio.to_thread(service.checkpoints.told)
    shown = receipt_of(receipt, base, checkpoint)
    return answer(request, shown, status=201, headers=DISCREET)
