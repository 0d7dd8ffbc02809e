"""Grids (网格) of a committee: drawn as a whole, with who looks after each part."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer, language_of
from api.schemas.fields import Code
from api.schemas.grids import (
    DrawingBody,
    GridAsked,
    GridList,
    GridShown,
    HeadBody,
    grid_of,
)
from service.commands.grids import GridCommand

router = APIRouter(
    prefix="/v1/committees/{committee}/grids",
    tags=["directory"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)

Kind = Annotated[Code, Path(description="a code of the vocabulary's `grids`")]


@router.get(
    "",
    response_model=GridList,
    summary="List a committee's grids (网格)",
    responses=openapi.reads("not-found"),
)
async def list_grids(
    request: Request, service: TheService, principal: Caller, committee: UUID
) -> Response:
    """One of each kind that was drawn, as it is now."""
    seen = await asyncio.to_thread(service.grids.grids, principal, committee)
    language = language_of(request)
    return answer(request, GridList(items=[grid_of(one, language) for one in seen], next=None))


@router.get(
    "/{kind}",
    response_model=GridShown,
    summary="Read a grid",
    responses=openapi.reads("not-found"),
)
async def read_grid(
    request: Request,
    service: TheService,
    principal: Caller,
    committee: UUID,
    kind: Kind,
    asked: Annotated[GridAsked, Query()],
) -> Response:
    """As it is now, or as it last stood by an earlier drawing."""
    seen = await asyncio.to_thread(
        service.grids.grid, principal, committee, kind, drawing=asked.drawing
    )
    return answer(request, grid_of(seen, language_of(request)), version=seen.version)


@router.post(
    "/{kind}/drawings",
    status_code=201,
    response_model=GridShown,
    summary="Draw a grid anew",
    responses=openapi.creates(
        "not-found",
        "unknown-committee",
        "not-a-committee",
        "unknown-grid-kind",
        "grid-unchanged",
        "cell-repeated",
        "unknown-cell",
        "cells-in-a-ring",
        "unknown-compound",
        "compound-unnamed",
        "unknown-building",
        "building-repeated",
    ),
)
async def draw_grid(committee: UUID, kind: Kind, body: DrawingBody, call: TheCall) -> Response:
    """As a whole; a building stands in one part of a level. Who was named stays, part by part."""
    return await _shown(call, body.command(committee, kind), status=201)


@router.post(
    "/{kind}/heads",
    response_model=GridShown,
    summary="Name who looks after a part (片长、楼组长)",
    responses=openapi.amends(
        "unknown-cell",
        "unknown-person",
        "unknown-organisation",
        "head-unchanged",
        "erased",
        "person-restricted",
        *openapi.CLAIMED_TIME,
    ),
)
async def name_head(committee: UUID, kind: Kind, body: HeadBody, call: TheCall) -> Response:
    """Or that nobody does any more; with how many households and residents it has."""
    return await _shown(call, body.command(committee, kind))


async def _shown(call: Call, command: GridCommand, *, status: int = 200) -> Response:
    done = await call.execute(command)
    seen = await asyncio.to_thread(
        call.service.grids.grid,
        call.principal,
        command.committee,
        command.kind,
        upto=done.position,
    )
    location = f"/v1/committees/{command.committee}/grids/{command.kind}"
    headers = {"Location": location} if status == 201 else {}
    shown = grid_of(seen, call.language)
    return answer(call.request, shown, version=seen.version, status=status, headers=headers)
