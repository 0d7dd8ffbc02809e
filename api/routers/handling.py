"""Commands on one issue: one noun per decision."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from api import openapi
from api.answers import show
from api.call import TheCall
from api.entrance import BEARER, Entrance
from api.schemas.commands import (
    AcknowledgementBody,
    CompletionBody,
    DisclosureBody,
    DispatchBody,
    DispatchCompletionBody,
    ReplyBody,
    ResponseBody,
    TriageBody,
)
from api.schemas.issues import Issue
from api.schemas.returns import RecallBody, ReturnDecisionBody, ReturnRequestBody

router = APIRouter(
    prefix="/v1/issues/{issue}",
    tags=["issues"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)

_ORDERED = ("status-forbids", "not-dispatched")


@router.post(
    "/triage",
    response_model=Issue,
    summary="Triage (受理、分类)",
    responses=openapi.changes(
        "match-required",
        "status-forbids",
        "fast-track-closed",
        "emergency-track-closed",
        "unknown-category",
        "ground-required",
        "unknown-case",
        "work-already-started",
    ),
)
async def triage(issue: UUID, body: TriageBody, call: TheCall) -> Response:
    """Classify the issue and choose its track. Needs `If-Match`."""
    return await show(call, body.command(issue))


@router.post(
    "/dispatches",
    response_model=Issue,
    summary="Dispatch to parties (派单)",
    responses=openapi.changes(
        "status-forbids", "unknown-party", "party-repeated", "dispatch-still-open"
    ),
)
async def dispatch(issue: UUID, body: DispatchBody, call: TheCall) -> Response:
    """Hand the issue to one party or several at once (双交办)."""
    return await show(call, body.command(issue))


@router.post(
    "/acknowledgements",
    response_model=Issue,
    summary="Acknowledge an order (签收)",
    responses=openapi.changes(*_ORDERED, "already-acknowledged", *openapi.CLAIMED_TIME),
)
async def acknowledge(issue: UUID, body: AcknowledgementBody, call: TheCall) -> Response:
    """A party takes its order."""
    return await show(call, body.command(issue))


@router.post(
    "/dispatch-completions",
    response_model=Issue,
    summary="Complete an order",
    responses=openapi.changes(*_ORDERED, *openapi.CLAIMED_TIME),
)
async def complete_dispatch(issue: UUID, body: DispatchCompletionBody, call: TheCall) -> Response:
    """A party finishes its part."""
    return await show(call, body.command(issue))


@router.post(
    "/return-requests",
    response_model=Issue,
    summary="Ask to return an order (退单)",
    responses=openapi.changes(*_ORDERED, "return-pending"),
)
async def request_return(issue: UUID, body: ReturnRequestBody, call: TheCall) -> Response:
    """A party asks to be relieved of its order."""
    return await show(call, body.command(issue))


@router.post(
    "/return-decisions",
    response_model=Issue,
    summary="Grant or refuse a return",
    responses=openapi.changes(*_ORDERED, "no-return-requested"),
)
async def decide_return(issue: UUID, body: ReturnDecisionBody, call: TheCall) -> Response:
    """The dispatcher takes the order back, or it stays with the party."""
    return await show(call, body.command(issue))


@router.post(
    "/recalls",
    response_model=Issue,
    summary="Recall an order (撤回派单)",
    responses=openapi.changes(*_ORDERED),
)
async def recall(issue: UUID, body: RecallBody, call: TheCall) -> Response:
    """The dispatcher takes an order back unasked."""
    return await show(call, body.command(issue))


@router.post(
    "/responses",
    response_model=Issue,
    summary="Respond to the reporter (响应)",
    responses=openapi.changes("status-forbids", *openapi.CLAIMED_TIME),
)
async def respond(issue: UUID, body: ResponseBody, call: TheCall) -> Response:
    """First contact; may be said again."""
    return await show(call, body.command(issue))


@router.post(
    "/replies",
    response_model=Issue,
    summary="Reply to the reporter (答复)",
    responses=openapi.changes("status-forbids"),
)
async def reply(issue: UUID, body: ReplyBody, call: TheCall) -> Response:
    """An answer, also after completion."""
    return await show(call, body.command(issue))


@router.post(
    "/completion",
    response_model=Issue,
    summary="Complete the issue (办结)",
    responses=openapi.changes(
        "ballot-open",
        "match-required",
        "status-forbids",
        "not-triaged",
        "not-fast-track",
        "work-not-started",
        "not-confirmed",
        "meeting-required",
        "checklist-incomplete",
        "dispatch-open",
        "reporter-unanswered",
        "unknown-unit",
        "unknown-site",
        *openapi.CLAIMED_TIME,
    ),
)
async def complete(issue: UUID, body: CompletionBody, call: TheCall) -> Response:
    """Solved or explained, with the reply to the reporter, and to those of merged issues.

    Needs `If-Match`.
    """
    return await show(call, body.command(issue))


@router.post(
    "/disclosures",
    response_model=Issue,
    summary="Open the reporter's contact, on record",
    responses=openapi.changes("no-contact", "reporter-confidential", "person-restricted", "erased"),
)
async def disclose(issue: UUID, body: DisclosureBody, call: TheCall) -> Response:
    """The answer shows name, phone and room in clear; who opened them and why is recorded."""
    return await show(call, body.command(issue), clear=True)
