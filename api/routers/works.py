"""The works and their money."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from api import openapi
from api.answers import show
from api.call import TheCall
from api.entrance import BEARER, Entrance
from api.schemas.issues import Issue
from api.schemas.works import FundsBody, ProgressBody, WorkBody

router = APIRouter(
    prefix="/v1/issues/{issue}",
    tags=["issues"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.post(
    "/works",
    response_model=Issue,
    summary="Start work (开工)",
    responses=openapi.changes(
        "status-forbids",
        "not-dispatched",
        "not-an-emergency",
        "work-already-started",
        "unknown-party",
    ),
)
async def start_work(issue: UUID, body: WorkBody, call: TheCall) -> Response:
    """A party begins; before approval, in an emergency alone."""
    return await show(call, body.command(issue))


@router.post(
    "/progress",
    response_model=Issue,
    summary="Note progress (进度)",
    responses=openapi.changes(
        "status-forbids", "not-dispatched", "work-not-started", "unknown-party", "unknown-site"
    ),
)
async def note_progress(issue: UUID, body: ProgressBody, call: TheCall) -> Response:
    """How far a party is."""
    return await show(call, body.command(issue))


@router.post(
    "/funds",
    response_model=Issue,
    summary="Book money (资金)",
    responses=openapi.changes(
        "account-rendered",
        "consent-missing",
        "price-unreviewed",
        "beyond-reviewed-price",
        "status-forbids",
        "unknown-line",
        "no-approved-plan",
        "approval-annulled",
        "line-not-approved",
        "needs-owners-decision",
        "spent-beyond-received",
        "spent-beyond-line",
        "returned-beyond-held",
    ),
)
async def book_funds(issue: UUID, body: FundsBody, call: TheCall) -> Response:
    """Money that was promised, came in, was spent or went back, on one line of the plan."""
    return await show(call, body.command(issue))
