"""The talks: meetings, proposals, positions, failure and reopening."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from api import openapi
from api.answers import show
from api.call import TheCall
from api.entrance import BEARER, Entrance
from api.schemas.issues import Issue
from api.schemas.negotiation import (
    ChecksBody,
    MeetingBody,
    NegotiationFailureBody,
    NegotiationReopeningBody,
    PositionBody,
)
from api.schemas.proposals import ProposalBody

router = APIRouter(
    prefix="/v1/issues/{issue}",
    tags=["issues"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.post(
    "/meetings",
    response_model=Issue,
    summary="Note a meeting (听证会、协调会、评议会 …)",
    responses=openapi.changes(
        "status-forbids",
        "unknown-meeting-kind",
        "party-repeated",
        "unknown-party",
        *openapi.CLAIMED_TIME,
    ),
)
async def note_meeting(issue: UUID, body: MeetingBody, call: TheCall) -> Response:
    """A meeting dealt with the issue; experts may have been heard."""
    return await show(call, body.command(issue))


@router.post(
    "/checks",
    response_model=Issue,
    summary="Check points of a checklist (核对清单)",
    responses=openapi.changes(
        "status-forbids", "nothing-to-check", "unknown-check", "already-checked"
    ),
)
async def check_off(issue: UUID, body: ChecksBody, call: TheCall) -> Response:
    """Points that the issue's method asks for before a step were looked at, and hold."""
    return await show(call, body.command(issue))


@router.post(
    "/proposals",
    response_model=Issue,
    summary="Table a proposal (方案)",
    responses=openapi.changes(
        "ballot-open",
        "match-required",
        "status-forbids",
        "not-triaged",
        "negotiation-over",
        "no-seats",
        "seat-without-holder",
        "unknown-site",
        "unknown-unit",
        "unknown-source",
        "unknown-organisation",
        "line-repeated",
        "line-holds-money",
        "meeting-required",
        "checklist-incomplete",
        *openapi.CLAIMED_TIME,
    ),
)
async def table_proposal(issue: UUID, body: ProposalBody, call: TheCall) -> Response:
    """The next version of the plan; what was said to the one before is void.

    The seats that exist now are pinned, with who speaks for them. At *approved* it is the draft
    of a variation. Needs `If-Match`.
    """
    return await show(call, body.command(issue))


@router.post(
    "/positions",
    response_model=Issue,
    summary="Take a position (表态)",
    responses=openapi.changes(
        "ballot-open",
        "status-forbids",
        "negotiation-over",
        "no-proposal",
        "proposal-superseded",
        "seat-not-required",
        "one-voice",
        "meeting-required",
        "checklist-incomplete",
        *openapi.NAMED_PERSON,
        "staff-alone",
        *openapi.CLAIMED_TIME,
    ),
)
async def take_position(issue: UUID, body: PositionBody, call: TheCall) -> Response:
    """A seat's word on one version; the last agreeing one makes it *negotiated*.

    Nobody speaks for a seat that their organisation does not hold, save a clerk who types in
    what a `person` of that seat said. One person speaks for one seat.
    """
    return await show(call, body.command(issue))


@router.post(
    "/negotiation-failures",
    response_model=Issue,
    summary="State that the talks have failed (协商不成)",
    responses=openapi.changes("status-forbids", "negotiation-over"),
)
async def fail_negotiation(issue: UUID, body: NegotiationFailureBody, call: TheCall) -> Response:
    """Afterwards it is reopened, escalated or declined."""
    return await show(call, body.command(issue))


@router.post(
    "/negotiation-reopenings",
    response_model=Issue,
    summary="Reopen the talks",
    responses=openapi.changes("ballot-open", "status-forbids", "negotiation-not-failed"),
)
async def reopen_negotiation(
    issue: UUID, body: NegotiationReopeningBody, call: TheCall
) -> Response:
    """After a failure or an agreement; what was said is void."""
    return await show(call, body.command(issue))
