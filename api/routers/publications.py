"""The public feed: what was published (公示), for everybody and without a key."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import openapi
from api.cursors import encode, link_header, publication_cursor
from api.entrance import TheService
from api.representation import POSITION, answer, language_of
from api.schemas.checkpoints import note_of
from api.schemas.publications import PublicationFilter, PublicationList, publications_of
from api.strict_query import require_readable
from api.waiting import TheWaiting
from projections.views import publication

router = APIRouter(tags=["public"])

_SHARED = {
    # Anybody's cache may keep it, and asks each time whether it still holds: what is withdrawn
    # from the public is not read on from there.
    "Cache-Control": "public, no-cache",
    "Vary": "Accept-Language",
}


@router.get(
    "/v1/publications",
    response_model=PublicationList,
    summary="List what is public (公示)",
    responses=openapi.shared_reads("view-behind"),
)
async def list_publications(
    request: Request,
    service: TheService,
    waiting: TheWaiting,
    wanted: Annotated[PublicationFilter, Query()],
) -> Response:
    """Published issues, the newest publication first, in the words in which they were published.

    Of an issue it tells its number, committee, status and, unless its reporter asked to stay
    unknown, category. A publication that is withdrawn is gone from here, and so is an issue that
    its reporter has withdrawn, or that was merged into another.
    """
    require_readable(request.scope["query_string"], expected=True)
    older = publication_cursor(wanted.cursor)
    if wanted.at_least is not None:
        await waiting.folded(publication.VIEW, wanted.at_least)
    found = await asyncio.to_thread(
        service.publications.page,
        committee=wanted.committee,
        older_than=older,
        limit=wanted.limit + 1,
    )
    language = language_of(request)
    items = publications_of(found, language)[: wanted.limit]
    more = len(found.items) > wanted.limit
    last = found.items[len(items) - 1].row.listed if more else None
    following = None if last is None else encode("published", last)
    checkpoint = note_of(await asyncio.to_thread(service.checkpoints.told))
    return answer(
        request,
        PublicationList(items=items, next=following, checkpoint=checkpoint),
        version=0,
        headers={
            **_SHARED,
            POSITION: str(found.position),
            **link_header(request, {"next": following}),
        },
    )
