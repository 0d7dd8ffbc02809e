"""The forms of the resident's own door: rating, and objection. Plain POSTs, answered by a page."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api import openapi
from api.entrance import TheService
from api.forms import read_form, require_own_page
from api.language import in_language
from api.problem_types import PROBLEMS
from api.problems import Problem
from api.rendering import DISCREET, page
from api.representation import correlation_of
from api.routers.pages import PageRoute, Spoken, Token, spoken
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
            except Problem as problem:
                code = problem.code
            except Refused as refused:
                code = refused.code.value
            except Forbidden:
                code = "forbidden"
            except Unavailable:
                code = "unavailable"
            except StorageFull:
                code = "storage-full"
            return _told(request, code)

        return answered


router = APIRouter(prefix="/follow/{token}", tags=["follow-up"], route_class=FormRoute)

_PROBLEMS = openapi.pages(
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
    status_code=303,
    response_class=RedirectResponse,
    summary="Rate (评价)",
    responses=_PROBLEMS,
    openapi_extra=openapi.form(RatingForm),
)
async def rate(request: Request, service: TheService, token: Token, language: Spoken) -> Response:
    """Solved or not, and how content the reporter is; leads back to the status page."""
    found, principal = await _speaker(request, service, token)
    form = await read_form(request, RatingForm)
    await _speak(request, service, rating_command(found.issue, form), principal)
    return _back(request, token, language)


@router.post(
    "/objection",
    status_code=303,
    response_class=RedirectResponse,
    summary="Not solved (异议)",
    responses=_PROBLEMS,
    openapi_extra=openapi.form(ObjectionForm),
)
async def object_to(
    request: Request, service: TheService, token: Token, language: Spoken
) -> Response:
    """It is not solved, and why; leads back to the status page."""
    found, principal = await _speaker(request, service, token)
    form = await read_form(request, ObjectionForm)
    await _speak(request, service, objection_command(found.issue, form), principal)
    return _back(request, token, language)


async def _speaker(request: Request, service: Service, token: str) -> tuple[FollowUp, Principal]:
    """Who speaks; raises `NotFound`, and `Forbidden` from elsewhere or for an anonymous report."""
    require_own_page(request, service)
    found = await asyncio.to_thread(service.follow_ups.find, token)
    if found.principal is None:
        raise Forbidden
    return found, found.principal


async def _speak(
    request: Request, service: Service, command: Command, principal: Principal
) -> None:
    await service.execute(command, principal=principal, correlation=correlation_of(request))


def _back(request: Request, token: str, language: str) -> Response:
    """To the status page, so that to load it again sends nothing again."""
    query = f"?lang={language}" if "lang" in request.query_params else ""
    return RedirectResponse(f"../{token}{query}", status_code=303, headers=DISCREET)


def _told(request: Request, code: str) -> Response:
    language = spoken(request, request.query_params.get("lang"))
    problem = PROBLEMS[code]
    return page(
        "apology",
        language,
        status=problem.status,
        title=in_language(problem.title, language),
        advice=in_language(problem.advice, language),
    )
