"""Ballots (表决、征询): opened, read, and brought to their end."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.ballot_codes import OPENING
from api.call import Call, TheCall
from api.cursors import ballot_cursor, encode, link_header
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer, language_of
from api.schemas.ballot_votes import (
    BallotAnnulmentBody,
    BallotCancellationBody,
    ChallengeAnswerBody,
    ChallengeBody,
    ClosureBody,
)
from api.schemas.ballots import BallotBody, BallotFilter
from api.schemas.ballots_shown import BallotList, BallotShown, ballot_of, summary_of
from service.commands.base import Command

router = APIRouter(
    prefix="/v1/ballots", tags=["ballots"], route_class=Entrance, dependencies=[Depends(BEARER)]
)

_ENDS = ("match-required", "ballot-over", "no-ballot-open")


@router.post(
    "",
    status_code=201,
    response_model=BallotShown,
    summary="Open a ballot (发起表决)",
    responses=openapi.creates(*OPENING),
)
async def open_ballot(body: BallotBody, call: TheCall) -> Response:
    """The question, the roll and how it is counted are fixed now, and never after.

    The roll is the register's version in force, which stays as it is until the ballot ends. For
    an issue, nothing else decides on its plan meanwhile. Where owners are asked, the notice was
    put up 15 days before, and the rules of counting are those that were filed.
    """
    done = await call.execute(body.command())
    seen = await asyncio.to_thread(call.service.ballots.present, call.principal, done.row)
    headers = {"Location": f"/v1/ballots/{done.row.ballot}"}
    shown = ballot_of(seen, call.language)
    return answer(call.request, shown, version=done.row.version, status=201, headers=headers)


@router.get("", response_model=BallotList, summary="List ballots", responses=openapi.reads())
async def list_ballots(
    request: Request,
    service: TheService,
    principal: Caller,
    wanted: Annotated[BallotFilter, Query()],
) -> Response:
    """Ballots that the caller may see, the newest first."""
    found = await asyncio.to_thread(
        service.ballots.ballots,
        principal,
        wanted.wanted(),
        older_than=ballot_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    page, language = found[: wanted.limit], language_of(request)
    more = len(found) > wanted.limit
    following = encode("ballot", page[-1].row.position) if more else None
    shown = BallotList(items=[summary_of(one, language) for one in page], next=following)
    return answer(request, shown, headers=link_header(request, {"next": following}))


@router.get(
    "/{ballot}",
    response_model=BallotShown,
    summary="Read a ballot",
    responses=openapi.reads("not-found"),
)
async def read_ballot(
    request: Request, service: TheService, principal: Caller, ballot: UUID
) -> Response:
    """All that was pinned, how far it is, and what came of it.

    Choices are shown to those who may see how papers voted; to everybody else once it is closed.
    Who manages the compound (物业) reads it as it hangs out there, and never a vote.
    """
    seen = await asyncio.to_thread(service.ballots.ballot, principal, ballot)
    return answer(request, ballot_of(seen, language_of(request)), version=seen.row.version)


@router.post(
    "/{ballot}/closure",
    response_model=BallotShown,
    summary="Close and count (计票)",
    responses=openapi.amends(*_ENDS, "voting-open", "other-rule"),
)
async def close_ballot(ballot: UUID, body: ClosureBody, call: TheCall) -> Response:
    """Counted by item and by part; the plan is approved or rejected in the same breath.

    Once its time is over, or every paper is back. Needs `If-Match`.
    """
    return await show_ballot(call, body.command(ballot))


@router.post(
    "/{ballot}/cancellation",
    response_model=BallotShown,
    summary="Cancel a ballot (取消)",
    responses=openapi.amends(*_ENDS),
)
async def cancel_ballot(ballot: UUID, body: BallotCancellationBody, call: TheCall) -> Response:
    """It ends without a result; the plan is as free as before. Needs `If-Match`."""
    return await show_ballot(call, body.command(ballot))


@router.post(
    "/{ballot}/annulment",
    response_model=BallotShown,
    summary="Annul a result (撤销)",
    responses=openapi.amends("match-required", "ballot-not-closed", "ballot-annulled"),
)
async def annul_ballot(ballot: UUID, body: BallotAnnulmentBody, call: TheCall) -> Response:
    """By the superior; an approval that it made, and that still stands, goes with it.

    Needs `If-Match`.
    """
    return await show_ballot(call, body.command(ballot))


@router.post(
    "/{ballot}/challenges",
    response_model=BallotShown,
    summary="Contest a result (异议)",
    responses=openapi.amends(
        "ballot-not-closed",
        "ballot-annulled",
        "challenge-too-late",
        "person-restricted",
        "erased",
        *openapi.CLAIMED_TIME,
    ),
)
async def challenge_ballot(ballot: UUID, body: ChallengeBody, call: TheCall) -> Response:
    """Within a year, also by who says that they were left off the roll.

    What a resident writes is sealed with their own key.
    """
    return await show_ballot(call, body.command(ballot))


@router.post(
    "/{ballot}/challenges/{challenge}/answer",
    response_model=BallotShown,
    summary="Answer an objection",
    responses=openapi.amends("unknown-challenge", "challenge-already-answered"),
)
async def answer_challenge(
    ballot: UUID, challenge: int, body: ChallengeAnswerBody, call: TheCall
) -> Response:
    """With the size of the record that the export covers which goes with it (docs/audit.md)."""
    return await show_ballot(call, body.command(ballot, challenge))


async def show_ballot(call: Call, command: Command) -> Response:
    """Execute, and answer with the ballot as its caller sees it."""
    done = await call.execute(command)
    seen = await asyncio.to_thread(call.service.ballots.present, call.principal, done.row)
    return answer(call.request, ballot_of(seen, call.language), version=done.row.version)
