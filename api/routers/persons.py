"""Finding the persons who reported."""

import asyncio

from fastapi import APIRouter, Depends, Request, Response

from api import openapi
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer
from api.schemas.persons import PersonSearchBody, PersonsFound, found_of

router = APIRouter(
    prefix="/v1/persons", tags=["persons"], route_class=Entrance, dependencies=[Depends(BEARER)]
)


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
