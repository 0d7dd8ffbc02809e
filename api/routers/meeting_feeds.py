"""The calendar of meetings for calendar apps: making its address, and what stands there."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from api import openapi
from api.entrance import BEARER, Caller, Entrance, TheService
from api.language import TAGS
from api.links import base_of, meetings_url
from api.meeting_feed import MEDIA_TYPE, calendar_of
from api.rendering import DISCREET
from api.representation import answer, as_file, language_of
from api.schemas.meeting_feeds import FeedBody, FeedShown
from api.strict_query import require_readable

router = APIRouter(tags=["meetings"])
_closed = APIRouter(route_class=Entrance, dependencies=[Depends(BEARER)])

Token = Annotated[str, Path(description="The secret of an address, as it was made.")]
_FILE: openapi.Responses = {200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}}


@_closed.post(
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


@router.get(
    "/v1/meeting-feeds/{token}/meetings.ics",
    response_class=Response,
    summary="The calendar of meetings as iCalendar",
    responses=openapi.shared_reads("not-found") | _FILE,
)
async def read_feed(request: Request, service: TheService, token: Token) -> Response:
    """From three months ago on. No key is needed: the token is the credential.

    Kind, place and time alone, on the neighbourhood's wall clock; what is cancelled stands there
    as cancelled. It follows the record within moments.
    """
    require_readable(request.scope["query_string"], expected=False)
    feed = await asyncio.to_thread(service.meeting_feeds.read, token)
    language = language_of(request)
    content = await asyncio.to_thread(calendar_of, feed, language)
    # The app keeps what it was told, and asks whether that still holds.
    keeping = {"Cache-Control": "private, no-cache", "Content-Language": TAGS[language]}
    headers = {**DISCREET, **keeping, "Vary": "Accept-Language"}
    return as_file(request, content, media_type=MEDIA_TYPE, headers=headers)


router.include_router(_closed)
