"""Who keeps a matter (首问负责)."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from api import openapi
from api.answers import show
from api.call import TheCall
from api.entrance import BEARER, Entrance
from api.schemas.issues import Issue
from api.schemas.keeping import KeeperBody

router = APIRouter(
    prefix="/v1/issues/{issue}",
    tags=["issues"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.post(
    "/keeper",
    response_model=Issue,
    summary="Hand over to another keeper (首问负责)",
    responses=openapi.changes(
        "status-forbids",
        "unknown-party",
        "unknown-person",
        "not-the-keeper",
        "already-kept",
        "erased",
        "person-restricted",
    ),
)
async def name_keeper(issue: UUID, body: KeeperBody, call: TheCall) -> Response:
    """By the keeper or the committee. Whoever of the staff was first to receive it keeps it
    without being named.
    """
    return await show(call, body.command(issue))
