"""Answering a questionnaire by its link, for a platform's own screen. No key is needed."""

import asyncio
import secrets

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

from api import openapi
from api.call import TheCall
from api.entrance import OpenEntrance, TheService
from api.links import base_of
from api.rendering import DISCREET
from api.representation import answer, correlation_of, language_of
from api.routers.questionnaires import ANSWERING
from api.schemas.questionnaires import PublicAnswerBody
from api.schemas.questionnaires_shown import (
    AnswerReceiptShown,
    PublicQuestionnaireShown,
    public_of,
    url_of,
)
from api.strict_query import require_readable

router = APIRouter(prefix="/v1/public/questionnaires", tags=["public"], route_class=APIRoute)
_taking = APIRouter(prefix="/v1/public/questionnaires", tags=["public"], route_class=OpenEntrance)

_PRIVATE = {**DISCREET, "Vary": "Accept-Language"}


@router.get(
    "/{link}",
    response_model=PublicQuestionnaireShown,
    summary="Read the questions behind a link (问卷)",
    responses=openapi.problems("malformed-request", "not-found", "internal-error", "unavailable"),
)
async def read_questions(request: Request, service: TheService, link: str) -> Response:
    """The questions, and a new token to answer with. Of answers nothing is told."""
    require_readable(request.scope["query_string"], expected=False)
    about = await asyncio.to_thread(service.questionnaires.public, link)
    shown = public_of(about, secrets.token_urlsafe(32), language_of(request))
    return answer(request, shown, headers=_PRIVATE)


@_taking.post(
    "/{link}",
    status_code=201,
    response_model=AnswerReceiptShown,
    summary="Answer a questionnaire (填写问卷)",
    responses=openapi.problems(
        "malformed-request",
        "not-found",
        "body-too-large",
        "unsupported-media-type",
        "invalid-body",
        "internal-error",
        "unavailable",
        "storage-full",
        *ANSWERING,
    ),
)
async def give_answer(link: str, body: PublicAnswerBody, call: TheCall) -> Response:
    """Once for each token, however often it is sent: the first answer counts, and is told again."""
    service = call.service
    about = await asyncio.to_thread(service.questionnaires.public, link)
    await service.execute(
        body.command(about),
        principal=about.principal,
        correlation=correlation_of(call.request),
    )
    told = await asyncio.to_thread(service.questionnaires.receipt, link, body.token)
    url = f"{url_of(base_of(call.request, service), link)}/receipts/{body.token}"
    shown = AnswerReceiptShown(
        name=told.about.row.name, number=told.number, at=told.at, receipt_url=url
    )
    headers = {"Location": url, **_PRIVATE}
    return answer(call.request, shown, status=201, headers=headers)


router.routes.extend(_taking.routes)
