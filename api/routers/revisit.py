"""The revisit: attempts, answers, late objections, the conclusion."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from api import openapi
from api.answers import show
from api.call import TheCall
from api.entrance import BEARER, Entrance
from api.schemas.issues import Issue
from api.schemas.revisit import AttemptBody, ConclusionBody, ObjectionBody, RevisitBody

router = APIRouter(
    prefix="/v1/issues/{issue}",
    tags=["issues"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.post(
    "/attempts",
    response_model=Issue,
    summary="Note a failed attempt to ask",
    responses=openapi.changes(
        "status-forbids",
        "reporter-unanswered",
        "inspection-only",
        "promised-in-the-past",
        *openapi.CLAIMED_TIME,
    ),
)
async def attempt_revisit(issue: UUID, body: AttemptBody, call: TheCall) -> Response:
    """Somebody tried to ask and reached nobody; counted towards *unreachable*."""
    return await show(call, body.command(issue))


@router.post(
    "/revisits",
    response_model=Issue,
    summary="Revisit (回访), or rate one's own issue (评价)",
    responses=openapi.changes(
        "status-forbids",
        "staff-alone",
        "already-rated",
        "reporter-unanswered",
        "revisitor-did-the-work",
        "meeting-required",
        "checklist-incomplete",
        "attempts-too-few",
        "inspection-only",
        "reporter-to-be-asked",
        "answer-required",
        "answer-unexpected",
        "no-approved-plan",
        "approval-annulled",
        "unknown-authorisation",
        "authorisation-revoked",
        "authorisation-expired",
        "authorisation-exhausted",
        *openapi.CLAIMED_TIME,
    ),
)
async def revisit(issue: UUID, body: RevisitBody, call: TheCall) -> Response:
    """The answer, and what follows from it at once: the next round, or nothing.

    A merged issue whose reporter is not content stands for itself again.
    """
    return await show(call, body.command(issue))


@router.post(
    "/objections",
    response_model=Issue,
    summary="Object afterwards (异议)",
    responses=openapi.changes(
        "ballot-open",
        "status-forbids",
        "not-objected",
        "last-round",
        "reopening-period-over",
        "reporter-gone",
    ),
)
async def object_late(issue: UUID, body: ObjectionBody, call: TheCall) -> Response:
    """Not solved after all: the next round opens, within the method's days."""
    return await show(call, body.command(issue))


@router.post(
    "/conclusion",
    response_model=Issue,
    summary="Conclude after the last round (终结)",
    responses=openapi.changes("status-forbids", "not-objected", "rounds-left", "funds-unsettled"),
)
async def conclude(issue: UUID, body: ConclusionBody, call: TheCall) -> Response:
    """By the superior, with the reply that every reporter of it gets."""
    return await show(call, body.command(issue))
