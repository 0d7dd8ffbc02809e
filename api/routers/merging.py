"""One matter that was reported twice."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from api import openapi
from api.answers import show
from api.call import TheCall
from api.entrance import BEARER, Entrance
from api.schemas.exits import MergeBody, UnmergeBody
from api.schemas.issues import Issue

router = APIRouter(
    prefix="/v1/issues/{issue}",
    tags=["issues"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.post(
    "/merges",
    response_model=Issue,
    summary="Merge into another issue (合并)",
    responses=openapi.changes(
        "ballot-open",
        "match-required",
        "status-forbids",
        "dispatch-open",
        "work-already-started",
        "has-children",
        "funds-present",
        "unknown-issue",
        "merge-into-itself",
        "merge-elsewhere",
    ),
)
async def merge(issue: UUID, body: MergeBody, call: TheCall) -> Response:
    """Dealt with together from now on; its reporter keeps an answer of their own.

    The target is an issue of the same committee that the caller may see. Needs `If-Match`.
    """
    return await show(call, body.command(issue))


@router.post(
    "/unmerges",
    response_model=Issue,
    summary="Let a merged issue stand for itself again",
    responses=openapi.changes("status-forbids"),
)
async def unmerge(issue: UUID, body: UnmergeBody, call: TheCall) -> Response:
    """Where it stood before the merge."""
    return await show(call, body.command(issue))
