"""Pressure and levels: urging, supervision, passing up and down."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from api import openapi
from api.answers import show
from api.call import TheCall
from api.entrance import BEARER, Entrance
from api.schemas.issues import Issue
from api.schemas.oversight import EscalationBody, HandDownBody, SupervisionBody, UrgingBody

router = APIRouter(
    prefix="/v1/issues/{issue}",
    tags=["issues"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.post(
    "/urgings",
    response_model=Issue,
    summary="Urge (催办)",
    responses=openapi.changes("status-forbids"),
)
async def urge(issue: UUID, body: UrgingBody, call: TheCall) -> Response:
    """Anybody whom it concerns may ask for haste, as often as they like."""
    return await show(call, body.command(issue))


@router.post(
    "/supervisions",
    response_model=Issue,
    summary="Supervise (督办)",
    responses=openapi.changes("status-forbids"),
)
async def supervise(issue: UUID, body: SupervisionBody, call: TheCall) -> Response:
    """Under a limit of its own, beside the method's."""
    return await show(call, body.command(issue))


@router.post(
    "/escalations",
    response_model=Issue,
    summary="Pass up (上报上级)",
    responses=openapi.changes("status-forbids", "level-not-higher", "level-missing"),
)
async def escalate(issue: UUID, body: EscalationBody, call: TheCall) -> Response:
    """To the body of that level above the issue's committee."""
    return await show(call, body.command(issue))


@router.post(
    "/hand-downs",
    response_model=Issue,
    summary="Pass down (下交)",
    responses=openapi.changes("status-forbids", "level-not-lower", "level-missing"),
)
async def hand_down(issue: UUID, body: HandDownBody, call: TheCall) -> Response:
    """To the body of that level, or to the compound where it lies in one."""
    return await show(call, body.command(issue))
