"""What is noted beside the course of an issue: links, attachments, publication."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from api import openapi
from api.answers import show
from api.call import TheCall
from api.entrance import BEARER, Entrance
from api.schemas.issues import Issue
from api.schemas.record import (
    AttachmentBody,
    LinkBody,
    PublicationBody,
    PublicationWithdrawalBody,
)

router = APIRouter(
    prefix="/v1/issues/{issue}",
    tags=["issues"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.post(
    "/links",
    response_model=Issue,
    summary="Link to another issue (关联)",
    responses=openapi.changes("status-forbids", "link-to-itself", "unknown-issue"),
)
async def link(issue: UUID, body: LinkBody, call: TheCall) -> Response:
    """The other issue is one that the caller may see."""
    return await show(call, body.command(issue))


@router.post(
    "/attachments",
    response_model=Issue,
    summary="Enter in a register, name an external order, show a file (登记)",
    responses=openapi.changes(
        "status-forbids",
        "attachment-empty",
        "unknown-register",
        "already-registered-there",
        "order-taken",
        "unknown-file",
        "staff-alone",
    ),
)
async def attach(issue: UUID, body: AttachmentBody, call: TheCall) -> Response:
    """An external order is unique per source. Residents and handlers attach files alone."""
    return await show(call, body.command(issue))


@router.post(
    "/publication",
    response_model=Issue,
    summary="Publish (公示)",
    responses=openapi.changes("status-forbids"),
)
async def publish(issue: UUID, body: PublicationBody, call: TheCall) -> Response:
    """In words that name nobody; published again, it is told in the new ones."""
    return await show(call, body.command(issue))


@router.post(
    "/publication-withdrawals",
    response_model=Issue,
    summary="Withdraw the publication",
    responses=openapi.changes("status-forbids", "not-published"),
)
async def withdraw_publication(
    issue: UUID, body: PublicationWithdrawalBody, call: TheCall
) -> Response:
    """No longer public; what was read meanwhile cannot be taken back."""
    return await show(call, body.command(issue))
