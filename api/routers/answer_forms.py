"""A questionnaire as a page that any phone can fill: no account, no script, one form.

What the form came with (a random token) is its one name: to load again what was sent, or to tap
twice, answers once, and the address with that token is the receipt.
"""

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Mapping
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute

from api import openapi
from api.entrance import TheService
from api.forms import read_fields, require_own_page, validated
from api.language import TAGS
from api.links import base_of, status_url
from api.problem_types import PROBLEMS
from api.problems import Problem
from api.rendering import DISCREET, apology, page, qr_code
from api.representation import correlation_of
from api.routers.pages import Spoken, language_asked
from api.schemas.questionnaires import PublicAnswerBody
from api.schemas.questionnaires_shown import public_of, url_of
from api.words import BY_LANGUAGE
from domain.questionnaire.events import Question, QuestionKind
from domain.refusal import Code, Refused
from service.errors import Forbidden, NotFound, ReporterErased, StorageFull, Unavailable
from service.outage import is_outage

_LIMIT = 96 * 1024
"""Bytes: thirty texts of 500 characters, each written as nine; what is more is refused anyway."""

_MOST = 200
_CLOSED = frozenset(
    {Code.QUESTIONNAIRE_CLOSED, Code.QUESTIONNAIRE_FULL, Code.QUESTIONNAIRE_NOT_BEGUN}
)


class AskRoute(APIRoute):
    """A route for people: what cannot be shown or taken is told as a page as well."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own handler, with a page for every refusal."""
        handle = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await handle(request)
            except (NotFound, ReporterErased):
                return _absent(request)
            except Refused as refused:
                told = "closed" if refused.code in _CLOSED else "unread"
                return _not_taken(request, told, PROBLEMS[refused.code].status)
            except Problem as problem:
                return _not_taken(request, "unread", PROBLEMS[problem.code].status)
            except Forbidden:
                return _not_taken(request, "elsewhere", 403)
            except Unavailable as error:
                return _not_taken(request, "later", 503, error.seconds)
            except StorageFull:
                return _not_taken(request, "later", 507)
            except Exception as error:
                if not is_outage(error):
                    raise
                return _not_taken(request, "later", 503, 1)

        return answered


router = APIRouter(prefix="/ask/{link}", tags=["follow-up"], route_class=AskRoute)

_ALWAYS = ("forbidden", "not-found", "body-too-large", "unsupported-media-type", "invalid-body")
_LATER = ("malformed-request", "unavailable", "storage-full", "questionnaire-closed")


@router.get(
    "",
    response_class=HTMLResponse,
    summary="A questionnaire to fill (填写问卷)",
    responses=openapi.pages("not-found", "unavailable"),
)
async def ask_page(
    request: Request, service: TheService, link: str, language: Spoken
) -> HTMLResponse:
    """The questions, as a form. Of answers nothing is told."""
    about = await asyncio.to_thread(service.questionnaires.public, link)
    shown = public_of(about, secrets.token_urlsafe(32), language)
    return page("ask", language, shown=shown, action=f"{quote(link, safe='')}{_chosen(request)}")


@router.post(
    "",
    status_code=303,
    response_class=RedirectResponse,
    summary="Send the answers (提交问卷)",
    responses=openapi.pages(*_ALWAYS, *_LATER),
)
async def send_answers(request: Request, service: TheService, link: str) -> Response:
    """Leads to the receipt, so that to load it again sends nothing again."""
    require_own_page(request, service)
    about = await asyncio.to_thread(service.questionnaires.public, link)
    fields = await read_fields(request, limit=_LIMIT, most=_MOST)
    body = validated(PublicAnswerBody, _body_of(fields, about.row.questions))
    await service.execute(
        body.command(about), principal=about.principal, correlation=correlation_of(request)
    )
    where = f"{quote(link, safe='')}/receipts/{body.token}{_chosen(request)}"
    return RedirectResponse(where, status_code=303, headers=DISCREET)


@router.get(
    "/receipts/{token}",
    response_class=HTMLResponse,
    summary="What came of an answer (答卷回执)",
    responses=openapi.pages("not-found", "unavailable"),
)
async def answered_page(
    request: Request, service: TheService, link: str, token: str, language: Spoken
) -> HTMLResponse:
    """That it was received, and, once it was taken up, the way to the status page."""
    told = await asyncio.to_thread(service.questionnaires.receipt, link, token)
    url = f"{url_of(base_of(request, service), link)}/receipts/{token}"
    ways = [f"{token}/issues/{place}" for place in range(1, len(told.issues) + 1)]
    return page(
        "answered",
        language,
        name=told.about.row.name,
        number=told.number,
        at=told.at,
        issues=ways,
        undertaken=told.undertakings > 0,
        url=url,
        code=qr_code(url),
    )


@router.post(
    "/receipts/{token}/issues/{place}",
    status_code=303,
    response_class=RedirectResponse,
    summary="On to the status page of what it became",
    responses=openapi.pages("forbidden", "not-found", "unavailable"),
)
async def to_status_page(
    request: Request, service: TheService, link: str, token: str, place: int
) -> Response:
    """A follow-up token of its own: whoever answered under a name can rate there."""
    require_own_page(request, service)
    told = await asyncio.to_thread(service.questionnaires.receipt, link, token)
    if not 1 <= place <= len(told.issues):
        raise NotFound
    issue = told.issues[place - 1]
    _, secret = await asyncio.to_thread(service.follow_ups.create, issue, told.person)
    where = status_url(base_of(request, service), secret)
    return RedirectResponse(where, status_code=303, headers=DISCREET)


def _body_of(fields: Mapping[str, str], questions: tuple[Question, ...]) -> dict[str, object]:
    """The fields of the page as the body that other clients send."""
    answers = [_part_of(one, fields) for one in questions]
    contact = {name: fields[name] for name in ("name", "phone") if name in fields}
    group = {"group": fields["group"]} if "group" in fields else {}
    named = {"contact": contact} if contact else {}
    said = [one for one in answers if one is not None]
    return {"token": fields.get("token", ""), "answers": said, **group, **named}


def _part_of(question: Question, fields: Mapping[str, str]) -> dict[str, object] | None:
    """The answer to one question; None where nothing was said."""
    name = f"q.{question.code}"
    if question.kind is QuestionKind.CHOICES:
        codes = [one.code for one in question.options if f"{name}.{one.code}" in fields]
        return {"question": question.code, "chosen": codes} if codes else None
    if name not in fields:
        return None
    said = fields[name]
    match question.kind:
        case QuestionKind.CHOICE:
            return {"question": question.code, "chosen": [said]}
        case QuestionKind.TEXT:
            return {"question": question.code, "text": said}
        case _:
            return {"question": question.code, "number": _number(said)}


def _number(said: str) -> int | str:
    """A whole number as people write it; anything else is refused where it is validated."""
    digits = said.removeprefix("-")
    return int(said) if digits.isascii() and digits.isdecimal() and len(digits) < 12 else said


def _chosen(request: Request) -> str:
    chosen = request.query_params.get("lang")
    return f"?lang={chosen}" if chosen in TAGS else ""


def _absent(request: Request) -> Response:
    language = language_asked(request, request.query_params.get("lang"))
    return apology("absent", language, status=404)


def _not_taken(request: Request, told: str, status: int, seconds: int | None = None) -> Response:
    language = language_asked(request, request.query_params.get("lang"))
    link = quote(request.path_params["link"], safe="")
    headers = {"Retry-After": str(seconds)} if seconds else None
    # From the form's own address, or from below its receipt.
    steps = request.url.path.rstrip("/").count("/") - 2
    back = f"{'../' * steps}{link}{_chosen(request)}"
    return page(
        "unanswered",
        language,
        status=status,
        headers=headers,
        here=back.partition("?")[0],
        advice=BY_LANGUAGE[language][f"ask_{told}_advice"],
        back=back,
    )
