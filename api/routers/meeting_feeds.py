"""Addresses for calendar apps: making one that tells of the meetings that a key may see."""

import asyncio

from fastapi import APIRouter, Depends, Request, Response

from api import openapi
from api.entrance import BEARER, Caller, Entrance, TheService
from api.links import base_of, meetings_url
from api.rendering import DISCREET
from api.representation import answer
from api.schemas.meeting_feeds import FeedBody, FeedShown

router = APIRouter(tags=["meetings"], route_class=Entrance, dependencies=[Depends(BEARER)])


@router.post(
    "/v1/meeting-feeds",
    status_code=201,
    response_model=FeedShown,
    summary="Make an address for calendar apps (日历订阅)",
    responses=openapi.creates(),
)
async def make_feed(
    request: Request, service: TheService, principal: Caller, _body: FeedBody
) -> Response:
    """An address at which an app finds the meetings that this key may see. Changes no event.

    Each key has one: making it again ends the one before, and revoking the key ends it. Only a
    hash is kept, so that an `Idempotency-Key` is taken and changes nothing.
    """
    base = base_of(request, service)
    secret = await asyncio.to_thread(service.meeting_feeds.make, principal)
    return answer(request, FeedShown(url=meetings_url(base, secret)), status=201, headers=DISCREET)
