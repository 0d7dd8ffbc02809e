"""A notice as a sheet to print: A4, without scripts and without anything from elsewhere."""

from collections.abc import Mapping

from fastapi.responses import HTMLResponse

from api.language import Language
from api.rendering import page, qr_code
from api.schemas.checkpoints import printed
from api.schemas.notices import NoticeShown
from ledger.checkpoints import Stored


def printable(
    shown: NoticeShown,
    checkpoint: Stored | None,
    base: str,
    language: Language,
    headers: Mapping[str, str],
) -> HTMLResponse:
    """The sheet; *base* is where this service is reached, and where its QR code leads."""
    url = public_url(base, shown)
    return page(
        "notice",
        language,
        headers=headers,
        style="notice",
        shown=shown,
        url=url,
        code=qr_code(url),
        checkpoint=printed(checkpoint, base),
    )


def public_url(base: str, shown: NoticeShown) -> str:
    """The public page of a notice."""
    return f"{base}/v1/public/notices/{shown.id}"
