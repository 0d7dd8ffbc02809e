"""Checkpoints, keys and proofs, for everybody and without a key: they hold hashes alone.

Whoever was given one, on a receipt or a report, can come back with it and see whether the record
still keeps to it.
"""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api import openapi
from api.cursors import checkpoint_cursor, encode, link_header
from api.entrance import TheService
from api.media import prefers
from api.problems import Problem
from api.representation import answer
from api.schemas.checkpoints import (
    NOTE,
    CheckpointFilter,
    CheckpointList,
    CheckpointShown,
    ConsistencyAsked,
    ConsistencyShown,
    InclusionAsked,
    InclusionShown,
    KeyList,
    checkpoint_of,
    consistency_of,
    inclusion_of,
    keys_of,
)
from api.strict_query import require_readable
from ledger.checkpoints import Stored
from ledger.proofs import BadSpan
from service.errors import NoCheckpoint

TEXT = "text/plain"

router = APIRouter(prefix="/v1/ledger", tags=["ledger"])

_SHARED = {"Cache-Control": "public, no-cache", "Vary": "Accept, Accept-Language"}
_EITHER: openapi.Responses = {
    200: {"content": {TEXT: {"schema": {"type": "string"}, "example": NOTE}}}
}


@router.get(
    "/checkpoints",
    response_model=CheckpointList,
    summary="List checkpoints (检查点)",
    responses=openapi.shared_reads(),
)
async def list_checkpoints(
    request: Request, service: TheService, wanted: Annotated[CheckpointFilter, Query()]
) -> Response:
    """What the record was, signed, the newest first."""
    require_readable(request.scope["query_string"], expected=True)
    found = await asyncio.to_thread(
        service.checkpoints.page,
        smaller_than=checkpoint_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    page, rest = found[: wanted.limit], found[wanted.limit :]
    following = encode("checkpoint", page[-1].size) if rest else None
    shown = CheckpointList(items=[checkpoint_of(one) for one in page], next=following)
    headers = {**_SHARED, **link_header(request, {"next": following})}
    return answer(request, shown, version=0, headers=headers)


@router.get(
    "/checkpoints/latest",
    response_model=CheckpointShown,
    summary="The newest checkpoint",
    responses=openapi.shared_reads("no-checkpoint") | _EITHER,
)
async def latest_checkpoint(request: Request, service: TheService) -> Response:
    """As JSON; as the bare signed note where `Accept` prefers `text/plain`."""
    require_readable(request.scope["query_string"], expected=False)
    return _shown(request, await asyncio.to_thread(service.checkpoints.latest))


@router.get(
    "/checkpoints/{size}",
    response_model=CheckpointShown,
    summary="The checkpoint of just so many events",
    responses=openapi.shared_reads("no-checkpoint", "not-found") | _EITHER,
)
async def read_checkpoint(
    request: Request, service: TheService, size: Annotated[int, Path(ge=1, le=2**63 - 1)]
) -> Response:
    """The same. A checkpoint that was signed is never changed or taken back."""
    require_readable(request.scope["query_string"], expected=False)
    return _shown(request, await asyncio.to_thread(service.checkpoints.at, size))


@router.get(
    "/keys",
    response_model=KeyList,
    summary="The keys that sign checkpoints",
    responses=openapi.shared_reads(),
)
async def list_keys(request: Request, service: TheService) -> Response:
    """Every one that was adopted. Compare the first with what you were given by another way."""
    require_readable(request.scope["query_string"], expected=False)
    adopted = await asyncio.to_thread(service.checkpoints.keys)
    return answer(request, keys_of(adopted), version=0, headers=_SHARED)


@router.get(
    "/proofs/inclusion",
    response_model=InclusionShown,
    summary="Prove that an event is in the record",
    responses=openapi.shared_reads("no-checkpoint"),
)
async def prove_inclusion(
    request: Request, service: TheService, asked: Annotated[InclusionAsked, Query()]
) -> Response:
    """The audit path (RFC 9162) from an event's leaf to the root of the first `size` events.

    `RawEvent` says how the leaf of an event of the raw feed is made. Make your own, and take the
    root from a checkpoint that you have checked: then nothing here has to be believed.
    """
    require_readable(request.scope["query_string"], expected=True)
    try:
        found = await asyncio.to_thread(service.proofs.inclusion, asked.position, asked.size)
    except BadSpan:
        raise _beyond("/position", "beyond_the_size") from None
    return answer(request, inclusion_of(found), version=0, headers=_SHARED)


@router.get(
    "/proofs/consistency",
    response_model=ConsistencyShown,
    summary="Prove that nothing recorded was changed",
    responses=openapi.shared_reads(),
)
async def prove_consistency(
    request: Request, service: TheService, asked: Annotated[ConsistencyAsked, Query()]
) -> Response:
    """That the first `to` events begin with the first `from`, byte for byte (RFC 9162)."""
    require_readable(request.scope["query_string"], expected=True)
    try:
        found = await asyncio.to_thread(service.proofs.consistency, asked.from_, asked.to)
    except BadSpan:
        raise _beyond("/from", "beyond_to") from None
    return answer(request, consistency_of(found), version=0, headers=_SHARED)


def _shown(request: Request, stored: Stored | None) -> Response:
    if stored is None:
        raise NoCheckpoint
    if prefers(request, TEXT):
        return Response(stored.note, media_type=TEXT, headers=_SHARED)
    return answer(request, checkpoint_of(stored), version=0, headers=_SHARED)


def _beyond(pointer: str, reason: str) -> Problem:
    fault = {"pointer": pointer, "in": "query", "reason": reason}
    return Problem("malformed-request", errors=[fault])
