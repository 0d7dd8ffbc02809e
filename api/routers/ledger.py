"""The raw feed of the record, for auditors and for platforms that keep a copy."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.entrance import BEARER, Caller, Entrance, TheService
from api.media import prefers
from api.ndjson import NDJSON, UNKEPT, line
from api.representation import VARY, answer
from api.schemas.checkpoints import CheckpointShown, SigningBody, checkpoint_of, in_header, note_of
from api.schemas.ledger import RawEvent, RawEvents, RawPage, raw_of
from api.waiting import TheWaiting

router = APIRouter(
    prefix="/v1/ledger", tags=["ledger"], route_class=Entrance, dependencies=[Depends(BEARER)]
)

_EITHER = {
    "content": {NDJSON: {"schema": {"$ref": "#/components/schemas/RawEvent"}}},
    "headers": {
        "Bihuan-Checkpoint": {
            "description": "with lines: the newest signed checkpoint (a C2SP note), in base64",
            "schema": {"type": "string"},
        }
    },
}


@router.get(
    "/events",
    response_model=RawEvents,
    summary="Read the record as it is stored",
    responses=openapi.reads() | {200: _EITHER},
)
async def read_events(
    request: Request,
    service: TheService,
    waiting: TheWaiting,
    principal: Caller,
    page: Annotated[RawPage, Query()],
) -> Response:
    """Events behind a position, in order and without a gap, sealed fields as ciphertext.

    For auditors, and for integrators of the whole district. As NDJSON, an event a line, where
    `Accept` prefers `application/x-ndjson`. Go on with `after` = `next`; a page ends at a mebibyte
    of states, too. With `wait`, an empty page comes only after so many seconds without news.
    How somebody voted is told to auditors alone: to others such a row is its leaf. `checkpoint` is
    the newest signed one, which may cover more or less than the page; lines have it in the header
    `Bihuan-Checkpoint`, in base64.
    """
    await asyncio.to_thread(service.raw_feed.require, principal, after=page.after)
    if page.wait:
        await waiting.news(page.after, page.wait, request.is_disconnected)
    rows = await asyncio.to_thread(service.raw_feed.page, after=page.after, limit=page.limit)
    withheld = service.raw_feed.withheld(principal)
    items = [raw_of(row, withheld) for row in rows]
    following = rows[-1].position if rows else page.after
    link = f"{request.url.path}?after={following}&limit={page.limit}"
    headers = {"Link": f'<{link}>; rel="next"', "Vary": f"{VARY}, Accept"}
    checkpoint = note_of(await asyncio.to_thread(service.checkpoints.told))
    if prefers(request, NDJSON):
        told = headers | UNKEPT | in_header(checkpoint)
        return Response(_lines(items), media_type=NDJSON, headers=told)
    shown = RawEvents(items=items, next=following, checkpoint=checkpoint)
    return answer(request, shown, headers=headers)


@router.post(
    "/checkpoints",
    response_model=CheckpointShown,
    summary="Sign a checkpoint now (签发检查点)",
    responses=openapi.asks("cannot-sign", "storage-full"),
)
async def sign_checkpoint(
    request: Request, service: TheService, principal: Caller, _body: SigningBody
) -> Response:
    """A checkpoint of all that is recorded, for whoever is about to rely on it.

    It is the newest one where nothing has come since, so that a retry changes nothing. Once an
    hour one is signed by itself.
    """
    signed = await asyncio.to_thread(service.checkpoints.sign, principal)
    return answer(request, checkpoint_of(signed))


def _lines(items: Sequence[RawEvent]) -> bytes:
    return b"".join(map(line, items))
