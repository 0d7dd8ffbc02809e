"""The maintenance fund in an emergency (应急使用维修资金)."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from api import openapi
from api.answers import show
from api.call import TheCall
from api.entrance import BEARER, Entrance
from api.schemas.issues import Issue
from api.schemas.urgent_fund import ConsentBody, PriceReviewBody, SafetyBody

router = APIRouter(
    prefix="/v1/issues/{issue}",
    tags=["issues"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)

_IN_EMERGENCY = ("status-forbids", "not-an-emergency")


@router.post(
    "/safety",
    response_model=Issue,
    summary="Record measures taken at once (先行处置)",
    responses=openapi.changes(*_IN_EMERGENCY),
)
async def secure_safety(issue: UUID, body: SafetyBody, call: TheCall) -> Response:
    """Of an emergency on the local list, before anybody pays."""
    return await show(call, body.command(issue))


@router.post(
    "/consents",
    response_model=Issue,
    summary="Consent that the fund pays (同意应急使用)",
    responses=openapi.changes(*_IN_EMERGENCY, "safety-unsecured", "no-proposal", "not-a-confirmer"),
)
async def consent(issue: UUID, body: ConsentBody, call: TheCall) -> Response:
    """By the owners' committee; the district or subdistrict acts in its place."""
    return await show(call, body.command(issue))


@router.post(
    "/price-reviews",
    response_model=Issue,
    summary="Record a reviewed price (审价)",
    responses=openapi.changes(*_IN_EMERGENCY, "unknown-party", "reviewer-involved"),
)
async def review_price(issue: UUID, body: PriceReviewBody, call: TheCall) -> Response:
    """The fund pays up to that price; a later finding takes its place."""
    return await show(call, body.command(issue))
