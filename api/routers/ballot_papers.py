"""A ballot's papers: out, back, and what they say to those who may see it."""

import asyncio
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.ballot_codes import RESULTS, VOTING
from api.call import TheCall
from api.cursors import encode, link_header, paper_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.routers.ballots import show_ballot
from api.schemas.ballot_papers import (
    BallotPartList,
    PaperList,
    VoteList,
    papers_of,
    parts_of,
    votes_of,
)
from api.schemas.ballot_votes import (
    DeliveriesBody,
    PaperFilter,
    PartFilter,
    ResultBody,
    VoidBody,
    VoteBody,
    VoteFilter,
)
from api.schemas.ballots_shown import BallotShown
from api.waiting import TheWaiting
from projections.views import paper
from service.ballots.reading import SeenPapers

router = APIRouter(
    prefix="/v1/ballots/{ballot}",
    tags=["ballots"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)

_NAMING = ("unknown-paper", "unit-not-on-roll", "paper-ambiguous")


@router.post(
    "/deliveries",
    response_model=BallotShown,
    summary="Record deliveries (送达)",
    responses=openapi.amends(
        "ballot-over", "voting-over", "already-delivered", *_NAMING, *openapi.CLAIMED_TIME
    ),
)
async def deliver(ballot: UUID, body: DeliveriesBody, call: TheCall) -> Response:
    """Up to 200 at once; all are recorded, or none where one is refused."""
    return await show_ballot(call, body.command(ballot))


@router.post(
    "/votes",
    response_model=BallotShown,
    summary="Take a vote (投票)",
    responses=openapi.amends(*VOTING, *_NAMING, "occurred-in-future"),
)
async def take_vote(ballot: UUID, body: VoteBody, call: TheCall) -> Response:
    """Entered by a counter for what came on paper, at a visit or from outside; or cast online.

    Online it is cast by whoever may vote with the paper, with a key of their own. The answer tells
    nobody how the ballot stands who may not see it.
    """
    return await show_ballot(call, body.command(ballot))


@router.post(
    "/voids",
    response_model=BallotShown,
    summary="Void a vote",
    responses=openapi.amends("ballot-over", "not-a-counter", "no-vote", *_NAMING),
)
async def void_vote(ballot: UUID, body: VoidBody, call: TheCall) -> Response:
    """A counter found that it was not the owner's; the paper may be cast again."""
    return await show_ballot(call, body.command(ballot))


@router.post(
    "/results",
    response_model=BallotShown,
    summary="Import a result (外部系统计票结果)",
    responses=openapi.amends(*RESULTS),
)
async def import_result(ballot: UUID, body: ResultBody, call: TheCall) -> Response:
    """What an outside system has counted, with its proof; the ballot closes by these counts.

    What was typed in wrongly is taken again until it closes, with `replaces`: the newest counts.
    """
    return await show_ballot(call, body.command(ballot))


@router.get(
    "/papers",
    response_model=PaperList,
    summary="List papers",
    responses=openapi.reads("not-found", "view-behind"),
)
async def list_papers(
    request: Request,
    service: TheService,
    waiting: TheWaiting,
    principal: Caller,
    ballot: UUID,
    wanted: Annotated[PaperFilter, Query()],
) -> Response:
    """Who was reached and whose paper is back, and nothing of what it says.

    All papers for the committee, its superiors, counters and auditors; to others their own.
    """
    if wanted.at_least is not None:
        await waiting.folded(paper.VIEW, wanted.at_least)
    seen = await asyncio.to_thread(
        service.ballots.papers,
        principal,
        ballot,
        delivered=wanted.delivered,
        returned=wanted.returned,
        after=paper_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    seen, following = _page_of(seen, wanted.limit)
    items = papers_of(seen, language_of(request))
    shown = PaperList(items=items, next=following, position=seen.position)
    return _page(request, shown, following, seen.position)


@router.get(
    "/votes",
    response_model=VoteList,
    summary="List votes",
    responses=openapi.reads("not-found", "view-behind"),
)
async def list_votes(
    request: Request,
    service: TheService,
    waiting: TheWaiting,
    principal: Caller,
    ballot: UUID,
    wanted: Annotated[VoteFilter, Query()],
) -> Response:
    """How papers voted: all of them to who may see that, to others their own."""
    if wanted.at_least is not None:
        await waiting.folded(paper.VIEW, wanted.at_least)
    seen = await asyncio.to_thread(
        service.ballots.papers,
        principal,
        ballot,
        returned=True,
        votes=True,
        after=paper_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    seen, following = _page_of(seen, wanted.limit)
    items = votes_of(seen, language_of(request))
    shown = VoteList(items=items, next=following, position=seen.position)
    return _page(request, shown, following, seen.position)


@router.get(
    "/parts",
    response_model=BallotPartList,
    summary="Read the count by building",
    responses=openapi.reads("not-found", "view-behind"),
)
async def list_parts(
    request: Request,
    service: TheService,
    waiting: TheWaiting,
    principal: Caller,
    ballot: UUID,
    wanted: Annotated[PartFilter, Query()],
) -> Response:
    """How far each building (or entrance, where these decide) is, with what it still lacks.

    Choices of a part are shown to who may see votes; to others once it is closed: where each part
    decides by itself in full, else how many papers, and these of all parts or of none.
    """
    if wanted.at_least is not None:
        await waiting.folded(paper.VIEW, wanted.at_least)
    seen = await asyncio.to_thread(service.ballots.parts, principal, ballot)
    shown = BallotPartList(items=parts_of(seen), position=seen.position)
    return answer(request, shown, headers={POSITION: str(seen.position)})


def _page(
    request: Request, shown: PaperList | VoteList, following: str | None, position: int
) -> Response:
    headers = {POSITION: str(position), **link_header(request, {"next": following})}
    return answer(request, shown, headers=headers)


def _page_of(seen: SeenPapers, limit: int) -> tuple[SeenPapers, str | None]:
    """The page, and where the list goes on."""
    page, more = seen.items[:limit], len(seen.items) > limit
    return replace(seen, items=page), encode("paper", page[-1].paper) if more else None
