"""Pages for residents: server-rendered, without scripts and without anything from elsewhere.

The path of such a page is a credential. So no other site is told where its visitor came from,
nothing keeps a copy, no search engine lists it, and no frame can lay another page over it.
"""

import base64
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

import segno
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from api.language import TAGS, Language
from api.words import BY_LANGUAGE, FOLDER
from domain.moment import Moment, local

_STYLES: Final[Mapping[str, str]] = {
    path.stem: path.read_text("utf-8") for path in FOLDER.glob("*.css")
}

DISCREET: Final[Mapping[str, str]] = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""Headers of whatever a follow-up token opens, page or not."""


def _headers(style: str) -> Mapping[str, str]:
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    return {
        **DISCREET,
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'sha256-{digest}'; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        ),
        "Vary": "Accept-Language",
        "X-Content-Type-Options": "nosniff",
    }


_HEADERS: Final = {name: _headers(style) for name, style in _STYLES.items()}

_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def _time(moment: Moment) -> str:
    """On the neighbourhood's wall clock, to the minute."""
    return f"{local(moment):%Y-%m-%d %H:%M}"


def _instant(moment: Moment) -> str:
    """The same for programs."""
    return local(moment).isoformat(timespec="seconds")


_TEMPLATES.filters["time"] = _time
_TEMPLATES.filters["instant"] = _instant


def page(
    template: str,
    language: Language,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    here: str = "",
    style: str = "style",
    **content: object,
) -> HTMLResponse:
    """One of the pages in `api/pages/`; every text in *content* is escaped.

    *here* is where it is shown in the other language, if not at its own address; *style* one of
    the style sheets there.
    """
    html = _TEMPLATES.get_template(f"{template}.html").render(
        words=BY_LANGUAGE[language],
        style=Markup(_STYLES[style]),  # noqa: S704  # our own files, which have no mark-up in them
        tag=TAGS[language],
        other="en" if language == "zh" else "zh",
        here=here,
        **content,
    )
    told = {**_HEADERS[style], "Content-Language": TAGS[language], **(headers or {})}
    return HTMLResponse(html, status_code=status, headers=told)


def apology(
    reason: str,
    language: Language,
    *,
    status: int,
    headers: Mapping[str, str] | None = None,
    back: str = "",
) -> HTMLResponse:
    """A page that says why there is none: `absent`, `unavailable`, or a reason of `not_now`.

    *back* leads to the status page from the address of a form, which cannot be opened itself.
    """
    words = BY_LANGUAGE[language]
    return page(
        "apology",
        language,
        status=status,
        headers=headers,
        here=back.partition("?")[0],
        back=back,
        title=words[f"{reason}_title"],
        advice=words[f"{reason}_advice"],
    )


def qr_code(text: str) -> Markup:
    """*text* as a QR code: an SVG that scales, on white also where the page is printed grey."""
    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(border=4, omitsize=True, light="#fff", svgclass=None, lineclass=None)
    return Markup(svg)  # noqa: S704  # numbers and path commands only; the text is in the modules
