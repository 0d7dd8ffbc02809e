"""Plans of door visits (走访): made, listed, read, handed out, gone round again, closed."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.cursors import encode, link_header, position_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.schemas.visits import (
    AssignmentBody,
    CoverageFilter,
    DoorsBody,
    RoundBody,
    VisitBody,
    VisitClosureBody,
    VisitFilter,
)
from api.schemas.visits_shown import (
    CommitteeCoverage,
    VisitList,
    VisitShown,
    covered_of,
    visit_of,
    visits_of,
)
from api.waiting import TheWaiting
from service.commands.visits import VisitCommand
from service.visits import LISTS

router = APIRouter(
    prefix="/v1", tags=["visits"], route_class=Entrance, dependencies=[Depends(BEARER)]
)


@router.post(
    "/visits",
    status_code=201,
    response_model=VisitShown,
    summary="Plan door visits (走访)",
    responses=openapi.creates(
        "unknown-committee",
        "not-a-committee",
        "unknown-compound",
        "unknown-visit-kind",
        "unknown-group",
        "unknown-topic",
        "period-inverted",
        "no-method",
        *openapi.CLAIMED_TIME,
    ),
)
async def plan_visits(body: VisitBody, call: TheCall) -> Response:
    """For every door, or for one group that is to be visited (必访): its list is sensitive."""
    return await _shown(call, body.command(), status=201)


@router.get(
    "/visits",
    response_model=VisitList,
    summary="List plans of door visits",
    responses=openapi.reads("view-behind"),
)
async def list_visits(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    wanted: Annotated[VisitFilter, Query()],
) -> Response:
    """Those that the caller may see, the newest first, each with its coverage."""
    await folded(waiting, wanted.at_least)
    page = await asyncio.to_thread(
        service.visits.listed,
        principal,
        wanted.wanted(),
        older_than=position_cursor(wanted.cursor, of="planned"),
        limit=wanted.limit + 1,
    )
    items = visits_of(page, language_of(request))[: wanted.limit]
    more = len(page.items) > wanted.limit
    following = encode("planned", page.items[len(items) - 1][0].planned) if more else None
    headers = {POSITION: str(page.position), **link_header(request, {"next": following})}
    return answer(request, VisitList(items=items, next=following), headers=headers)


@router.get(
    "/visits/{visit}",
    response_model=VisitShown,
    summary="Read a plan of door visits",
    responses=openapi.reads("not-found"),
)
async def read_visit(
    request: Request, service: TheService, principal: Caller, visit: UUID
) -> Response:
    """Its coverage is counted by its doors, its success rates by the attempts of each round."""
    seen = await asyncio.to_thread(service.visits.plan, principal, visit)
    words = await asyncio.to_thread(service.visits.vocabulary)
    shown = visit_of(seen, words, service.visits.today, language_of(request))
    return answer(request, shown, version=seen.version)


@router.post(
    "/visits/{visit}/doors",
    response_model=VisitShown,
    summary="List doors to be visited",
    responses=openapi.amends(
        "visit-closed",
        "door-names-unit",
        "door-names-person",
        "door-listed",
        "no-such-unit",
        "register-not-adopted",
        "too-many-doors",
        "unknown-person",
        "person-restricted",
        "erased",
    ),
)
async def list_doors(visit: UUID, body: DoorsBody, call: TheCall) -> Response:
    """Units, persons of a group, or every dwelling of the compound's register at once."""
    return await _shown(call, body.command(visit))


@router.post(
    "/visits/{visit}/assignments",
    response_model=VisitShown,
    summary="Send somebody to doors",
    responses=openapi.amends(
        "visit-closed", "unknown-door", "unknown-organisation", "person-restricted", "erased"
    ),
)
async def assign(visit: UUID, body: AssignmentBody, call: TheCall) -> Response:
    """A person, a team, or both; whoever goes sees the doors to which they were sent."""
    return await _shown(call, body.command(visit))


@router.post(
    "/visits/{visit}/rounds",
    response_model=VisitShown,
    summary="Go round again",
    responses=openapi.amends("visit-closed", "round-open", "due-in-the-past"),
)
async def begin_round(visit: UUID, body: RoundBody, call: TheCall) -> Response:
    """To the doors that are not done, once each was tried or the round's day is over."""
    return await _shown(call, body.command(visit))


@router.post(
    "/visits/{visit}/closure",
    response_model=VisitShown,
    summary="Close a plan of door visits",
    responses=openapi.amends("visit-closed"),
)
async def close_visits(visit: UUID, body: VisitClosureBody, call: TheCall) -> Response:
    """What was not reached stays counted as not reached."""
    return await _shown(call, body.command(visit))


@router.get(
    "/committees/{committee}/coverage",
    response_model=CommitteeCoverage,
    summary="A committee's coverage by kind and group",
    responses=openapi.reads("not-found", "view-behind"),
)
async def read_coverage(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    committee: UUID,
    wanted: Annotated[CoverageFilter, Query()],
) -> Response:
    """As recorded by the end of a day; of plans that were to be done in a period."""
    await folded(waiting, wanted.at_least)
    rows, words, day = await asyncio.to_thread(
        service.visits.coverage, principal, wanted.asked(committee), wanted.as_of
    )
    items = covered_of(rows, words, language_of(request))
    return answer(request, CommitteeCoverage(committee=committee, as_of=day, items=items))


async def folded(waiting: TheWaiting, at_least: int | None) -> None:
    """Wait until the views of visits have come so far."""
    if at_least is not None:
        for view in LISTS:
            await waiting.folded(view, at_least)


async def _shown(call: Call, command: VisitCommand, status: int = 200) -> Response:
    done = await call.execute(command)
    visit = done.made or command.visit
    visits = call.service.visits
    seen = await asyncio.to_thread(visits.plan, call.principal, visit)
    words = await asyncio.to_thread(visits.vocabulary)
    headers = {"Location": f"/v1/visits/{visit}"} if status == 201 else {}
    shown = visit_of(seen, words, visits.today, call.language)
    return answer(call.request, shown, version=seen.version, status=status, headers=headers)
