"""Working methods and the vocabulary, as they are in force."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api import openapi
from api.cursors import link_header, name_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer, language_of
from api.routers.directory import cut
from api.schemas.directory import DirectoryFilter, MethodName
from api.schemas.methods import (
    MethodDetail,
    MethodList,
    MethodSummary,
    VocabularyShown,
    method_of,
    vocabulary_of,
)
from projections.views.directory import EntryKind
from service.errors import NotFound

router = APIRouter(
    prefix="/v1", tags=["methods"], route_class=Entrance, dependencies=[Depends(BEARER)]
)


@router.get(
    "/methods", response_model=MethodList, summary="List methods", responses=openapi.reads()
)
async def list_methods(
    request: Request,
    service: TheService,
    principal: Caller,
    wanted: Annotated[DirectoryFilter, Query()],
) -> Response:
    """Methods by name, each with its newest version."""
    rows = await asyncio.to_thread(
        service.directory.entries,
        principal,
        EntryKind.METHOD,
        after=name_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    page, following = cut(rows, wanted.limit)
    items = [MethodSummary(name=row.name, newest=row.version) for row in page]
    shown = MethodList(items=items, next=following)
    return answer(request, shown, headers=link_header(request, {"next": following}))


@router.get(
    "/methods/{name}/{version}",
    response_model=MethodDetail,
    summary="Read a version of a method",
    responses=openapi.reads("not-found"),
)
async def read_method(
    request: Request,
    service: TheService,
    principal: Caller,
    name: MethodName,
    version: Annotated[int, Path(ge=1, le=10**6)],
) -> Response:
    """Its terms, and the text as people wrote it."""
    state = await asyncio.to_thread(service.directory.method, principal, name)
    if version not in state.texts:
        raise NotFound
    shown = method_of(state.version(version), state.texts[version], language_of(request))
    return answer(request, shown, version=version)


@router.get(
    "/vocabulary",
    response_model=VocabularyShown,
    summary="Read the vocabulary (词表)",
    responses=openapi.reads(),
)
async def read_vocabulary(request: Request, service: TheService, principal: Caller) -> Response:
    """Every code with its Chinese and English label."""
    vocabulary = await asyncio.to_thread(service.directory.vocabulary, principal)
    return answer(request, vocabulary_of(vocabulary), version=vocabulary.version)
