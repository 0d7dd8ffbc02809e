"""Persons whom a committee has to name."""

from fastapi import APIRouter, Depends, Response

from api import openapi
from api.call import TheCall
from api.entrance import BEARER, Entrance
from api.representation import answer
from api.schemas.persons import PersonBody, PersonShown, person_of

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
