"""Forms of the residents' pages: only from our own pages, and read as strictly as any body.

There is no cookie: the token in the path is the credential, and no other site knows it. That a
form must come from a page of ours is a second lock on the same door.
"""

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

from fastapi import Request
from pydantic import ValidationError

from api.problems import Problem
from api.schemas.fields import Body
from service.errors import Forbidden
from service.service import Service

F = TypeVar("F", bound=Body)
MEDIA_TYPE = "application/x-www-form-urlencoded"

_LIMIT = 16 * 1024
"""Bytes: twice 500 characters outside the BMP, each written as twelve, and some more."""

_MAX_FIELDS = 10


def require_own_page(request: Request, service: Service) -> None:
    """Raise `Forbidden` for a form that another site's page has sent.

    `Sec-Fetch-Site` decides where a browser tells it. An older one tells `Origin` alone, and that
    as `null` also from our own pages, because they name no referrer: so only an origin that is
    named, and is another, is refused.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            raise Forbidden
        return
    origin = request.headers.get("origin", "null")
    if origin != "null" and origin not in _own_origins(request, service):
        raise Forbidden


async def read_form(request: Request, form: type[F]) -> F:
    """The form in a request; raises `Problem` 413, 415, 400 or 422 (invalid-body)."""
    return validated(form, await read_fields(request, limit=_LIMIT, most=_MAX_FIELDS))


async def read_fields(request: Request, *, limit: int, most: int) -> dict[str, str]:
    """The fields that say something, of so many bytes and fields at most; `Problem` as above."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != MEDIA_TYPE:
        raise Problem("unsupported-media-type")
    return _fields(await _body(request, limit), most)


def validated(form: type[F], fields: Mapping[str, object]) -> F:
    """What the fields say; raises `Problem` invalid-body."""
    try:
        return form.model_validate(fields)
    except ValidationError:
        # What is wrong is told by the page; the resident's words are not repeated.
        raise Problem("invalid-body") from None


async def _body(request: Request, limit: int) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise Problem("body-too-large")
    return body


def _fields(body: bytes, most: int) -> dict[str, str]:
    """The fields that say something, each once; line ends as everywhere else."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=most,
        )
    except ValueError:
        raise Problem("malformed-request") from None
    if len(dict(pairs)) != len(pairs):
        raise Problem("malformed-request")
    # A browser ends lines with CR LF, and sends a field that was left empty.
    texts = {name: text.replace("\r\n", "\n").strip() for name, text in pairs}
    return {name: text for name, text in texts.items() if text}


def _own_origins(request: Request, service: Service) -> set[str]:
    addresses = (str(request.base_url), service.settings.public_url or "")
    parts = [urlsplit(address) for address in addresses if address]
    return {f"{part.scheme}://{part.netloc}" for part in parts}
