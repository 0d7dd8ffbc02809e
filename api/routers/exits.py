"""What takes an issue out of the committee's hands: transfer, decline, withdrawal."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from api import openapi
from api.answers import show
from api.call import TheCall
from api.entrance import BEARER, Entrance
from api.schemas.exits import DeclineBody, OverrulingBody, TransferBody, WithdrawalBody
from api.schemas.issues import Issue

router = APIRouter(
    prefix="/v1/issues/{issue}",
    tags=["issues"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.post(
    "/transfers",
    response_model=Issue,
    summary="Transfer to another committee (移交)",
    responses=openapi.changes(
        "ballot-open",
        "match-required",
        "status-forbids",
        "dispatch-open",
        "work-already-started",
        "has-children",
        "funds-unsettled",
        "unknown-committee",
        "same-committee",
        "not-a-committee",
        "beyond-superior",
        "place-required",
        "unknown-compound",
    ),
)
async def transfer(issue: UUID, body: TransferBody, call: TheCall) -> Response:
    """The number stays; method, terms and seats are the receiver's. Needs `If-Match`."""
    return await show(call, body.command(issue))


@router.post(
    "/declines",
    response_model=Issue,
    summary="Decline (不予受理)",
    responses=openapi.changes(
        "ballot-open",
        "match-required",
        "status-forbids",
        "dispatch-open",
        "work-already-started",
        "funds-unsettled",
    ),
)
async def decline(issue: UUID, body: DeclineBody, call: TheCall) -> Response:
    """With the answer to the reporter, and to those of merged issues. Needs `If-Match`."""
    return await show(call, body.command(issue))


@router.post(
    "/overrulings",
    response_model=Issue,
    summary="Overrule a decline",
    responses=openapi.changes("status-forbids"),
)
async def overrule_decline(issue: UUID, body: OverrulingBody, call: TheCall) -> Response:
    """The superior has it taken in after all."""
    return await show(call, body.command(issue))


@router.post(
    "/withdrawal",
    response_model=Issue,
    summary="Withdraw the report (撤回)",
    responses=openapi.changes(
        "ballot-open",
        "match-required",
        "status-forbids",
        "work-already-started",
        "funds-unsettled",
        "reporter-gone",
    ),
)
async def withdraw(issue: UUID, body: WithdrawalBody, call: TheCall) -> Response:
    """Before approval the issue ends, and what was merged into it stands for itself again;
    afterwards the reporter leaves and the issue stays. Needs `If-Match`."""
    return await show(call, body.command(issue))
