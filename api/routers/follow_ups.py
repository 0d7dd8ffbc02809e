"""What a follow-up token shows, for a platform's own screen."""

import asyncio

from fastapi import APIRouter, Request, Response

from api import openapi
from api.entrance import TheService
from api.rendering import DISCREET
from api.representation import answer, language_of
from api.routers.pages import Token
from api.schemas.follow_ups import FollowUp, follow_up_of
from api.strict_query import require_readable

router = APIRouter(tags=["follow-up"])


@router.get(
    "/v1/follow-ups/{token}",
    response_model=FollowUp,
    summary="What a follow-up token shows",
    responses=openapi.problems("malformed-request", "not-found", "internal-error", "unavailable"),
)
async def read_follow_up(request: Request, service: TheService, token: Token) -> Response:
    """The content of the status page. No key is needed: the token is the credential."""
    require_readable(request.scope["query_string"], expected=False)
    followed = await asyncio.to_thread(service.following.shown, token)
    shown = follow_up_of(followed, language_of(request))
    return answer(request, shown, headers={**DISCREET, "Vary": "Accept-Language"})
