"""What one shift hands over to the next: as JSON, or as a sheet to print."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.entrance import BEARER, Caller, Entrance, TheService
from api.media import prefers
from api.rendering import page
from api.representation import POSITION, VARY, answer, language_of
from api.schemas.fields import moment_or_none
from api.schemas.handover import HandoverAsked, HandoverShown, handover_of
from api.waiting import TheWaiting
from projections.views import deadline

router = APIRouter(
    prefix="/v1/bodies/{body}",
    tags=["directory"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)
HTML = "text/html"


@router.get(
    "/handover",
    response_model=HandoverShown,
    summary="Draw up a handover sheet (值班交接单)",
    responses=openapi.reads(
        "not-found", "not-a-committee", "shift-over", "shift-too-long", "view-behind"
    )
    | {200: {"content": {HTML: {"schema": {"type": "string"}}}}},
)
async def handover(
    request: Request,
    service: TheService,
    waiting: TheWaiting,
    principal: Caller,
    body: UUID,
    asked: Annotated[HandoverAsked, Query()],
) -> Response:
    """What is overdue, falls due before the shift ends, is at risk, was promised, or is paused.

    For a committee's clerks, their superiors, and auditors. Of each part it says how many issues
    there are and shows the first 200. As a page to print where `Accept` prefers `text/html`. It
    follows the record within moments; `at_least` waits for it.
    """
    if asked.at_least is not None:
        await waiting.folded(deadline.VIEW, asked.at_least)
    until = moment_or_none(asked.until)
    sheet = await asyncio.to_thread(service.handovers.sheet, principal, body, until)
    language = language_of(request)
    shown = handover_of(sheet, language)
    headers = {"Vary": f"{VARY}, Accept", POSITION: str(sheet.position)}
    if prefers(request, HTML):
        return page("handover", language, headers=headers, shown=shown)
    return answer(request, shown, headers=headers)
