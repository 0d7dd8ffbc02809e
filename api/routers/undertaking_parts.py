"""The parts of undertakings: who takes part, lines, occasions, texts, the days that recur."""

import asyncio
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api import openapi
from api.call import TheCall
from api.cursors import encode, link_header, position_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer, language_of
from api.routers.undertakings import ON, PARTY, folded, shown
from api.schemas.undertaking_parts import (
    DepartureBody,
    OccasionsBody,
    ParticipantBody,
    RecountBody,
    TextAdoptionBody,
)
from api.schemas.undertakings import (
    LinesBody,
    LineStepBody,
    NumberedFilter,
    RotaFilter,
)
from api.schemas.undertakings_shown import (
    LineList,
    OccasionList,
    RotaShown,
    TextList,
    UndertakingShown,
    lines_of,
    occasions_of,
    rota_of,
    texts_of,
)
from api.waiting import TheWaiting
from domain.moment import local

router = APIRouter(
    prefix="/v1", tags=["undertakings"], route_class=Entrance, dependencies=[Depends(BEARER)]
)
Numbered = Annotated[int, Path(ge=1, le=10**6)]
_COUNTS = ("unknown-measure", "measure-repeated", "count-negative")
_AHEAD = timedelta(weeks=4)


@router.post(
    f"{ON}/participants",
    response_model=UndertakingShown,
    summary="Take part",
    responses=openapi.amends(
        "undertaking-over",
        "person-or-organisation",
        "unknown-role",
        "unknown-skill",
        "already-takes-part",
        "unknown-person",
        "unknown-organisation",
        "person-restricted",
        "erased",
        *openapi.CLAIMED_TIME,
    ),
)
async def join(undertaking: UUID, body: ParticipantBody, call: TheCall) -> Response:
    """A person or an organisation, in a role of the vocabulary, once at a time."""
    return await shown(call, body.command(undertaking))


@router.post(
    f"{ON}/participants/{{participant}}/departure",
    response_model=UndertakingShown,
    summary="Take part no more",
    responses=openapi.amends("undertaking-over", *PARTY, *openapi.CLAIMED_TIME),
)
async def leave(
    undertaking: UUID, participant: Numbered, body: DepartureBody, call: TheCall
) -> Response:
    """What they brought about stays counted."""
    return await shown(call, body.command(undertaking, participant))


@router.post(
    f"{ON}/lines",
    response_model=UndertakingShown,
    summary="Add lines (任务、物品、课程)",
    responses=openapi.amends(
        "undertaking-over",
        "kind-without-lines",
        "quantity-without-unit",
        "unknown-unit",
        *openapi.CLAIMED_TIME,
    ),
)
async def add_lines(undertaking: UUID, body: LinesBody, call: TheCall) -> Response:
    """Each gets the next number; all of them or none."""
    return await shown(call, body.command(undertaking))


@router.get(
    f"{ON}/lines",
    response_model=LineList,
    summary="List the lines of an undertaking",
    responses=openapi.reads("not-found", "view-behind"),
)
async def list_lines(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    undertaking: UUID,
    wanted: Annotated[NumberedFilter, Query()],
) -> Response:
    """By their numbers, each at its step."""
    await folded(waiting, wanted.at_least)
    page = await asyncio.to_thread(
        service.undertakings.lines,
        principal,
        undertaking,
        after=position_cursor(wanted.cursor, of="line"),
        limit=wanted.limit + 1,
    )
    items = lines_of(page, language_of(request))
    following = encode("line", items[wanted.limit - 1].line) if items[wanted.limit :] else None
    found = LineList(items=items[: wanted.limit], next=following)
    return answer(request, found, headers=link_header(request, {"next": following}))


@router.post(
    f"{ON}/lines/{{line}}/steps",
    response_model=UndertakingShown,
    summary="A line comes to its next step (借出、归还、完成)",
    responses=openapi.amends(
        "undertaking-over",
        "no-such-line",
        "unknown-step",
        "step-out-of-turn",
        "due-in-the-past",
        *PARTY,
        *openapi.CLAIMED_TIME,
    ),
)
async def move_line(
    undertaking: UUID, line: Numbered, body: LineStepBody, call: TheCall
) -> Response:
    """What is lent is returned before it is lent again."""
    return await shown(call, body.command(undertaking, line))


@router.post(
    f"{ON}/occasions",
    response_model=UndertakingShown,
    summary="Count occasions (场次、人次)",
    responses=openapi.amends(
        "undertaking-over",
        "nothing-counted",
        "occurred-in-future",
        "no-such-line",
        *_COUNTS,
        *PARTY,
    ),
)
async def count_occasions(undertaking: UUID, body: OccasionsBody, call: TheCall) -> Response:
    """Each of its own day, each count in the unit of its measure; all of them or none."""
    return await shown(call, body.command(undertaking))


@router.get(
    f"{ON}/occasions",
    response_model=OccasionList,
    summary="List the occasions of an undertaking",
    responses=openapi.reads("not-found", "view-behind"),
)
async def list_occasions(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    undertaking: UUID,
    wanted: Annotated[NumberedFilter, Query()],
) -> Response:
    """By their numbers."""
    await folded(waiting, wanted.at_least)
    page = await asyncio.to_thread(
        service.undertakings.occasions,
        principal,
        undertaking,
        after=position_cursor(wanted.cursor, of="occasion"),
        limit=wanted.limit + 1,
    )
    items = occasions_of(page, language_of(request))
    more = bool(items[wanted.limit :])
    following = encode("occasion", items[wanted.limit - 1].number) if more else None
    found = OccasionList(items=items[: wanted.limit], next=following)
    return answer(request, found, headers=link_header(request, {"next": following}))


@router.post(
    f"{ON}/occasions/{{number}}/correction",
    response_model=UndertakingShown,
    summary="Put the counts of an occasion right",
    responses=openapi.amends("unknown-occasion", *_COUNTS),
)
async def recount(
    undertaking: UUID, number: Numbered, body: RecountBody, call: TheCall
) -> Response:
    """No counts at all: it did not take place. What was told before stays on record."""
    return await shown(call, body.command(undertaking, number))


@router.post(
    f"{ON}/texts",
    response_model=UndertakingShown,
    summary="Adopt a text (公约、规约)",
    responses=openapi.amends(
        "undertaking-over",
        "kind-without-text",
        "text-not-later",
        "text-needs-owners",
        "text-needs-meeting",
    ),
)
async def adopt_text(undertaking: UUID, body: TextAdoptionBody, call: TheCall) -> Response:
    """管理规约 by the owners' vote alone, 居民公约 by a meeting that was held."""
    return await shown(call, body.command(undertaking))


@router.get(
    f"{ON}/texts",
    response_model=TextList,
    summary="List the versions of a text",
    responses=openapi.reads("not-found"),
)
async def list_texts(
    request: Request, service: TheService, principal: Caller, undertaking: UUID
) -> Response:
    """The newest first; they are public to the neighbourhood."""
    seen = await asyncio.to_thread(service.undertakings.one, principal, undertaking)
    return answer(request, texts_of(seen), version=seen.version)


@router.get(
    f"{ON}/days",
    response_model=RotaShown,
    summary="List the days on which it is to take place",
    responses=openapi.reads("not-found"),
)
async def list_days(
    request: Request,
    service: TheService,
    principal: Caller,
    undertaking: UUID,
    wanted: Annotated[RotaFilter, Query()],
) -> Response:
    """From the first one on; which of them were held, and which were missed. At most 400."""
    until = wanted.until or local(service.now()).date() + _AHEAD
    rota = await asyncio.to_thread(service.undertakings.rota, principal, undertaking, until=until)
    return answer(request, rota_of(rota))
