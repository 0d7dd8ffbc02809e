"""The forms of the resident's own door: rating, and objection. Plain POSTs, answered by a page."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api import openapi
from api.entrance import TheService
from api.forms import read_form, require_own_page
from api.not_now import NotNow, Reason, reason_of
from api.problem_types import PROBLEMS
from api.problems import Problem
from api.rendering import DISCREET, apology
from api.representation import correlation_of
from api.routers.pages import PageRoute, Token, language_asked, spoken, status_page_of
from api.schemas.forms import ObjectionForm, RatingForm
from api.speaking import objection_command, rating_command
from domain.refusal import Refused
from service.commands.base import Command
from service.errors import Forbidden, StorageFull, Unavailable
from service.follow_ups import FollowUp
from service.policy import Principal
from service.service import Service


class FormRoute(PageRoute):
    """A route for a form of a page: what is refused is told as a page, with what to do about it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The page route's handler, with a page for every problem and refusal."""
        handle = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await handle(request)
            except NotNow as refused:
                return _told(request, refused.reason, refused.status)
            except Problem as problem:
                return _told(request, Reason.UNREAD, PROBLEMS[problem.code].status)
            except Forbidden:
                return _told(request, Reason.ELSEWHERE, 403)
            except Unavailable as error:
                return _told(request, Reason.LATER, 503, error.seconds)
            except StorageFull:
                return _told(request, Reason.LATER, 507)

        return answered


router = APIRouter(prefix="/follow/{token}", tags=["follow-up"], route_class=FormRoute)

_ALWAYS = (
    "malformed-request",
    "forbidden",
    "not-found",
    "status-forbids",
    "body-too-large",
    "unsupported-media-type",
    "invalid-body",
    "internal-error",
    "unavailable",
    "storage-full",
)


@router.post(
    "/rating",
    dependencies=[Depends(spoken)],
    status_code=303,
    response_class=RedirectResponse,
    summary="Rate (评价)",
    responses=openapi.pages(*_ALWAYS, "already-rated", "reporter-unanswered", "inspection-only"),
    openapi_extra=openapi.form(RatingForm),
)
async def rate(request: Request, service: TheService, token: Token) -> Response:
    """Solved or not, and how content the reporter is; leads back to the status page."""
    found, principal = await _speaker(request, service, token)
    form = await read_form(request, RatingForm)
    await _speak(request, service, rating_command(found.issue, form), principal)
    return _back(request)


@router.post(
    "/objection",
    dependencies=[Depends(spoken)],
    status_code=303,
    response_class=RedirectResponse,
    summary="Not solved (异议)",
    responses=openapi.pages(
        *_ALWAYS, "not-objected", "last-round", "reopening-period-over", "reporter-gone"
    ),
    openapi_extra=openapi.form(ObjectionForm),
)
async def object_to(request: Request, service: TheService, token: Token) -> Response:
    """It is not solved, and why; leads back to the status page."""
    found, principal = await _speaker(request, service, token)
    form = await read_form(request, ObjectionForm)
    await _speak(request, service, objection_command(found.issue, form), principal)
    return _back(request)


async def _speaker(request: Request, service: Service, token: str) -> tuple[FollowUp, Principal]:
    """Who speaks; raises `NotFound`, `Forbidden` from elsewhere, `NotNow` where it is nobody."""
    require_own_page(request, service)
    found = await asyncio.to_thread(service.follow_ups.find, token)
    if found.principal is None:
        raise NotNow(Reason.READ_ONLY, status=403)
    return found, found.principal


async def _speak(
    request: Request, service: Service, command: Command, principal: Principal
) -> None:
    """Through the one door; a refusal is explained by how the issue stands by now."""
    try:
        await service.execute(command, principal=principal, correlation=correlation_of(request))
    except Refused as refused:
        followed = await asyncio.to_thread(service.following.shown, request.path_params["token"])
        reason = reason_of(refused.code, followed.row)
        raise NotNow(reason, status=PROBLEMS[refused.code].status) from None


def _back(request: Request) -> Response:
    """To the status page, so that to load it again sends nothing again."""
    return RedirectResponse(status_page_of(request), status_code=303, headers=DISCREET)


def _told(request: Request, reason: Reason, status: int, seconds: int | None = None) -> Response:
    language = language_asked(request, request.query_params.get("lang"))
    headers = {"Retry-After": str(seconds)} if seconds else None
    back = status_page_of(request)
    return apology(reason, language, status=status, headers=headers, back=back)
