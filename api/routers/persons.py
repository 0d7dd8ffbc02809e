"""Persons: finding those who reported, registering whom a committee has to name, letting go."""

import asyncio
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from api import openapi
from api.call import TheCall
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer
from api.schemas.leaving import ErasureBody, PersonLeft, left_of
from api.schemas.persons import (
    PersonBody,
    PersonSearchBody,
    PersonsFound,
    PersonShown,
    found_of,
    person_of,
)
from service.departures import standing_of

router = APIRouter(
    prefix="/v1/persons", tags=["persons"], route_class=Entrance, dependencies=[Depends(BEARER)]
)


@router.post(
    "",
    status_code=201,
    response_model=PersonShown,
    summary="Register a person",
    responses=openapi.creates(),
)
async def add_person(body: PersonBody, call: TheCall) -> Response:
    """E.g. a member who speaks for a seat. The contact is sealed, and shown masked alone."""
    done = await call.execute(body.command())
    if done.made is None:
        raise RuntimeError("a person was registered without an id")
    return answer(call.request, person_of(done.made, body), version=1, status=201)


@router.post(
    "/{person}/erasure",
    response_model=PersonLeft,
    summary="Erase a person (删除个人信息)",
    responses=openapi.amends("already-erased", "occurred-in-future"),
)
async def erase(person: UUID, body: ErasureBody, call: TheCall) -> Response:
    """At once and for ever: their key is deleted before this answers (个人信息保护法第四十七条).

    What the law keeps for a term is restricted until that is over, and erased then. A resident asks
    for themself alone.
    """
    await call.execute(body.command(person))
    told = await asyncio.to_thread(standing_of, call.service.database, person)
    return answer(call.request, left_of(told, call.language), version=told.version)


@router.post(
    "/searches",
    response_model=PersonsFound,
    summary="Find reporters by telephone (来电查人)",
    responses=openapi.asks(),
)
async def search_persons(
    request: Request, service: TheService, principal: Caller, body: PersonSearchBody
) -> Response:
    """Registrations with that number that reported an issue which the caller may see.

    A question: nothing is recorded, and a repetition is answered anew. A match proposes that two
    registrations are one person; it merges nothing.
    """
    found = await asyncio.to_thread(service.persons.by_phone, principal, body.phone)
    return answer(request, PersonsFound(items=[found_of(one) for one in found]))
