"""Approval: the decision, variations, annulments."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from api import openapi
from api.answers import show
from api.call import TheCall
from api.entrance import BEARER, Entrance
from api.schemas.approval import AnnulmentBody, DecisionBody, VariationBody
from api.schemas.issues import Issue

router = APIRouter(
    prefix="/v1/issues/{issue}",
    tags=["issues"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.post(
    "/decision",
    response_model=Issue,
    summary="Approve or reject (通过、批准)",
    responses=openapi.changes(
        "ballot-open",
        "needs-ballot",
        "unknown-authorisation",
        "authorisation-revoked",
        "authorisation-expired",
        "authorisation-exhausted",
        "match-required",
        "status-forbids",
        "not-an-emergency",
        "not-a-confirmer",
        "needs-superior",
        "funding-gap",
        "meeting-required",
        "checklist-incomplete",
        "needs-owners-decision",
        "bearer-required",
        "unknown-organisation",
        "unknown-file",
        *openapi.CLAIMED_TIME,
    ),
)
async def decide(issue: UUID, body: DecisionBody, call: TheCall) -> Response:
    """The clerk records a joint agreement as approved; all else is the superior's.

    Emergency work, before any agreement, is confirmed or refused by the superior or by a seat
    that the method names. Needs `If-Match`.
    """
    return await show(call, body.command(issue))


@router.post(
    "/variations",
    response_model=Issue,
    summary="Approve a variation (变更)",
    responses=openapi.changes(
        "ballot-open",
        "needs-ballot",
        "unknown-authorisation",
        "authorisation-revoked",
        "authorisation-expired",
        "authorisation-exhausted",
        "status-forbids",
        "variation-not-agreed",
        "needs-superior",
        "funding-gap",
        "needs-owners-decision",
    ),
)
async def approve_variation(issue: UUID, body: VariationBody, call: TheCall) -> Response:
    """The version on the table, agreed by all seats, takes the place of the approved one."""
    return await show(call, body.command(issue))


@router.post(
    "/annulments",
    response_model=Issue,
    summary="Annul an approval (撤销)",
    responses=openapi.changes("ballot-open", "status-forbids", "no-approved-plan"),
)
async def annul(issue: UUID, body: AnnulmentBody, call: TheCall) -> Response:
    """By the superior; the agreement stands and is decided on anew.

    Once the work is done it stays done, and its approval is void: nothing more is spent, and a next
    round agrees on a plan again.
    """
    return await show(call, body.command(issue))
