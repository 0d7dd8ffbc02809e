"""The resident's own door: the pages that a follow-up token opens. No account, no script."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute

from api import openapi
from api.entrance import TheService
from api.language import TAGS, Language, preferred
from api.links import base_of, status_url
from api.rendering import apology, page, qr_code
from api.schemas.checkpoints import printed
from api.schemas.follow_ups import follow_up_of
from service.errors import NotFound
from service.outage import is_outage

Token = Annotated[str, Path(description="A follow-up token, as a receipt holds it.")]


def language_asked(request: Request, lang: str | None) -> Language:
    """The language that the address asks for, else the browser's.

    Nothing else in the query is looked at: messengers add fields of their own to a shared link.
    """
    match lang:
        case "zh" | "en":
            return lang
        case _:
            return preferred(request.headers.get("accept-language"))


async def spoken(
    request: Request,
    lang: Annotated[
        str | None, Query(description="`zh` or `en`; anything else leaves it to Accept-Language")
    ] = None,
) -> Language:
    """The same as a dependency."""
    return language_asked(request, lang)


Spoken = Annotated[Language, Depends(spoken)]


def _chosen(request: Request) -> str:
    """A language that was chosen stays chosen on the next page."""
    chosen = request.query_params.get("lang")
    return f"?lang={chosen}" if chosen in TAGS else ""


def status_page_of(request: Request) -> str:
    """The status page, as seen from the address of a form."""
    return f"../{quote(request.path_params['token'], safe='')}{_chosen(request)}"


class PageRoute(APIRoute):
    """A route for people: what cannot be shown is told as a page as well."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own handler, with pages for a token that opens nothing and for an outage."""
        handle = super().get_route_handler()

        async def shown(request: Request) -> Response:
            language = language_asked(request, request.query_params.get("lang"))
            # Of what a form has sent, another language cannot be asked for by a link.
            back = status_page_of(request) if request.method == "POST" else ""
            try:
                return await handle(request)
            except NotFound:
                return apology("absent", language, status=404, back=back)
            except Exception as error:
                if not is_outage(error):
                    raise
                headers = {"Retry-After": "1"}
                return apology("unavailable", language, status=503, headers=headers, back=back)

        return shown


router = APIRouter(prefix="/follow/{token}", tags=["follow-up"], route_class=PageRoute)


@router.get(
    "",
    response_class=HTMLResponse,
    summary="How an issue goes (办理情况)",
    responses=openapi.pages("not-found", "unavailable"),
)
async def status_page(
    request: Request, service: TheService, token: Token, language: Spoken
) -> HTMLResponse:
    """Where the issue stands, what was promised, and what has been answered so far."""
    followed = await asyncio.to_thread(service.following.shown, token)
    shown = follow_up_of(followed, language)
    query = _chosen(request)
    own = {name: f"{token}/{name}{query}" for name in ("receipt", "rating", "objection")}
    return page("status", language, shown=shown, own=own)


@router.get(
    "/receipt",
    response_class=HTMLResponse,
    summary="The receipt (回执)",
    responses=openapi.pages("not-found", "unavailable"),
)
async def receipt_page(
    request: Request, service: TheService, token: Token, language: Spoken
) -> HTMLResponse:
    """To print or to share: the number, the promised times, and how to ask."""
    shown = follow_up_of(await asyncio.to_thread(service.following.shown, token), language)
    base = base_of(request, service)
    url = status_url(base, token)
    checkpoint = printed(await asyncio.to_thread(service.checkpoints.told), base)
    return page(
        "receipt", language, shown=shown, status_url=url, code=qr_code(url), checkpoint=checkpoint
    )
