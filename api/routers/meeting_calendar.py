"""The calendar of meetings at its secret address, for calendar apps."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api import openapi
from api.entrance import TheService
from api.language import TAGS
from api.meeting_feed import MEDIA_TYPE, calendar_of
from api.rendering import DISCREET
from api.representation import as_file, language_of
from api.strict_query import require_readable

router = APIRouter(tags=["meetings"])

Token = Annotated[str, Path(description="The secret of an address, as it was made.")]
_FILE: openapi.Responses = {200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}}


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
