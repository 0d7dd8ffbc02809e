"""Undertakings (共治事项): begun, gone step by step, linked, ended, listed and read."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.cursors import encode, link_header, position_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.schemas.undertakings import (
    UndertakingBody,
    UndertakingEndBody,
    UndertakingFilter,
    UndertakingLinkBody,
    UndertakingStepsBody,
    UndoingBody,
)
from api.schemas.undertakings_shown import (
    UndertakingList,
    UndertakingShown,
    entries_of,
    undertaking_of,
)
from api.waiting import TheWaiting
from projections.views.undertaking import Filter
from service.commands.undertakings import UndertakingCommand
from service.undertakings import VIEWS

router = APIRouter(
    prefix="/v1", tags=["undertakings"], route_class=Entrance, dependencies=[Depends(BEARER)]
)
ON = "/undertakings/{undertaking}"
PARTY = ("unknown-participant", "participant-left")


@router.post(
    "/undertakings",
    status_code=201,
    response_model=UndertakingShown,
    summary="Begin an undertaking (共治事项)",
    responses=openapi.creates(
        "unknown-committee",
        "not-a-committee",
        "unknown-compound",
        "unknown-undertaking-kind",
        "unknown-measure",
        "measure-repeated",
        "other-unit",
        "period-inverted",
        "day-not-of-beat",
        "credit-without-person",
        "unknown-undertaking",
        "unknown-person",
        "unknown-organisation",
        "person-restricted",
        "erased",
        *openapi.CLAIMED_TIME,
    ),
)
async def begin_undertaking(body: UndertakingBody, call: TheCall) -> Response:
    """Its kind says which way it goes; the way is kept as it is now."""
    return await shown(call, body.command(), status=201)


@router.get(
    "/undertakings",
    response_model=UndertakingList,
    summary="List undertakings",
    responses=openapi.reads("view-behind"),
)
async def list_undertakings(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    wanted: Annotated[UndertakingFilter, Query()],
) -> Response:
    """Those that the caller may see, the newest first."""
    await folded(waiting, wanted.at_least)
    page = await asyncio.to_thread(
        service.undertakings.listed,
        principal,
        Filter(
            committee=wanted.committee,
            compound=wanted.compound,
            kind=wanted.kind,
            step=wanted.step,
            above=wanted.above,
            ended=wanted.ended,
        ),
        older_than=position_cursor(wanted.cursor, of="undertaking"),
        limit=wanted.limit + 1,
    )
    items = entries_of(page, language_of(request))[: wanted.limit]
    more = len(page.items) > wanted.limit
    following = encode("undertaking", page.items[len(items) - 1].begun) if more else None
    found = UndertakingList(items=items, next=following)
    headers = {POSITION: str(page.position), **link_header(request, {"next": following})}
    return answer(request, found, headers=headers)


@router.get(
    ON,
    response_model=UndertakingShown,
    summary="Read an undertaking",
    responses=openapi.reads("not-found"),
)
async def read_undertaking(
    request: Request, service: TheService, principal: Caller, undertaking: UUID
) -> Response:
    """Name, steps, counts and the text that holds are public to the neighbourhood."""
    seen = await asyncio.to_thread(service.undertakings.one, principal, undertaking)
    return answer(request, undertaking_of(seen, language_of(request)), version=seen.version)


@router.post(
    f"{ON}/steps",
    response_model=UndertakingShown,
    summary="Come to the next step",
    responses=openapi.amends(
        "undertaking-over",
        "unknown-step",
        "step-out-of-turn",
        "step-needs-party",
        *PARTY,
        *openapi.CLAIMED_TIME,
    ),
)
async def take_steps(undertaking: UUID, body: UndertakingStepsBody, call: TheCall) -> Response:
    """One step, or several in their order, each with its own time: all of them or none."""
    return await shown(call, body.command(undertaking))


@router.post(
    f"{ON}/undoing",
    response_model=UndertakingShown,
    summary="Revoke the newest step (撤销)",
    responses=openapi.amends("undertaking-over", "step-not-newest", *openapi.CLAIMED_TIME),
)
async def undo_step(undertaking: UUID, body: UndoingBody, call: TheCall) -> Response:
    """It is back at the step before."""
    return await shown(call, body.command(undertaking))


@router.post(
    f"{ON}/links",
    response_model=UndertakingShown,
    summary="Link it to what it has to do with",
    responses=openapi.amends("unknown-link", "already-linked", "no-such-line"),
)
async def link_undertaking(undertaking: UUID, body: UndertakingLinkBody, call: TheCall) -> Response:
    """An issue, a plan of visits, a meeting, a ballot, another undertaking of the committee."""
    return await shown(call, body.command(undertaking))


@router.post(
    f"{ON}/ending",
    response_model=UndertakingShown,
    summary="End an undertaking",
    responses=openapi.amends("undertaking-over", *openapi.CLAIMED_TIME),
)
async def end_undertaking(undertaking: UUID, body: UndertakingEndBody, call: TheCall) -> Response:
    """However far it is; wrong counts can be put right also later."""
    return await shown(call, body.command(undertaking))


async def folded(waiting: TheWaiting, at_least: int | None) -> None:
    """Wait until the views of undertakings have come so far."""
    if at_least is not None:
        for view in VIEWS:
            await waiting.folded(view, at_least)


async def shown(call: Call, command: UndertakingCommand, status: int = 200) -> Response:
    """Carry out a command and show the undertaking as it then is."""
    done = await call.execute(command)
    wanted = done.made or command.undertaking
    seen = await asyncio.to_thread(call.service.undertakings.one, call.principal, wanted)
    headers = {"Location": f"/v1/undertakings/{wanted}"} if status == 201 else {}
    found = undertaking_of(seen, call.language)
    return answer(call.request, found, version=seen.version, status=status, headers=headers)
