"""The directory: bodies with their compounds and seats, and organisations."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel

from api import openapi
from api.call import Call, TheCall
from api.cursors import encode, link_header, name_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer, language_of
from api.schemas.calendars import HoursBody
from api.schemas.directory import (
    AdoptionBody,
    BodyBody,
    BodyFilter,
    BodyList,
    BodyShown,
    CompoundBody,
    CompoundList,
    CompoundShown,
    DirectoryFilter,
    OrganisationBody,
    OrganisationFilter,
    OrganisationList,
    OrganisationShown,
    SeatBody,
    VacancyBody,
    body_of,
    compound_of,
    organisation_of,
)
from domain.vocabulary.state import Vocabulary
from projections.views.directory import DirectoryRow, EntryKind
from service.commands.base import Command
from service.errors import NotFound
from service.policy import Principal
from service.service import Service

router = APIRouter(
    prefix="/v1", tags=["directory"], route_class=Entrance, dependencies=[Depends(BEARER)]
)


@router.post(
    "/bodies",
    status_code=201,
    response_model=BodyShown,
    summary="Register a body (机构)",
    responses=openapi.creates(
        "superior-required", "superior-forbidden", "unknown-superior", "code-taken"
    ),
)
async def register_body(body: BodyBody, call: TheCall) -> Response:
    """A district, subdistrict or residents' committee under its superior."""
    done = await call.execute(body.command())
    shown = body_of(
        done.row,
        await _vocabulary(call.service, call.principal),
        call.language,
        call.service.directory.today(),
    )
    return _created(call, done.row, shown, f"/v1/bodies/{done.row.id}")


@router.get("/bodies", response_model=BodyList, summary="List bodies", responses=openapi.reads())
async def list_bodies(
    request: Request,
    service: TheService,
    principal: Caller,
    wanted: Annotated[BodyFilter, Query()],
) -> Response:
    """Bodies by name."""
    rows = await asyncio.to_thread(
        service.directory.entries,
        principal,
        EntryKind.BODY,
        parent=wanted.superior,
        sort=wanted.level,
        after=name_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    page, following = cut(rows, wanted.limit)
    language, vocabulary = language_of(request), await _vocabulary(service, principal)
    today = service.directory.today()
    items = [body_of(row, vocabulary, language, today) for row in page]
    shown = BodyList(items=items, next=following)
    return answer(request, shown, headers=link_header(request, {"next": following}))


@router.get(
    "/bodies/{body}",
    response_model=BodyShown,
    summary="Read a body",
    responses=openapi.reads("not-found"),
)
async def read_body(
    request: Request, service: TheService, principal: Caller, body: UUID
) -> Response:
    """One body with its seats and method."""
    row = await asyncio.to_thread(service.directory.entry, principal, body, EntryKind.BODY)
    shown = body_of(
        row,
        await _vocabulary(service, principal),
        language_of(request),
        service.directory.today(),
    )
    return answer(request, shown, version=row.version)


@router.post(
    "/bodies/{body}/compounds",
    status_code=201,
    response_model=CompoundShown,
    summary="Add a compound (小区)",
    responses=openapi.creates("compound-exists", "not-a-committee", "not-found"),
)
async def add_compound(body: UUID, content: CompoundBody, call: TheCall) -> Response:
    """A compound joins a committee."""
    done = await call.execute(content.command(body))
    location = f"/v1/bodies/{body}/compounds/{done.row.id}"
    return _created(call, done.row, compound_of(done.row), location)


@router.get(
    "/bodies/{body}/compounds",
    response_model=CompoundList,
    summary="List a committee's compounds",
    responses=openapi.reads("not-found"),
)
async def list_compounds(
    request: Request,
    service: TheService,
    principal: Caller,
    body: UUID,
    wanted: Annotated[DirectoryFilter, Query()],
) -> Response:
    """Compounds by name."""
    await asyncio.to_thread(service.directory.entry, principal, body, EntryKind.BODY)
    rows = await asyncio.to_thread(
        service.directory.entries,
        principal,
        EntryKind.COMPOUND,
        parent=body,
        after=name_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    page, following = cut(rows, wanted.limit)
    shown = CompoundList(items=[compound_of(row) for row in page], next=following)
    return answer(request, shown, headers=link_header(request, {"next": following}))


@router.get(
    "/bodies/{body}/compounds/{compound}",
    response_model=CompoundShown,
    summary="Read a compound",
    responses=openapi.reads("not-found"),
)
async def read_compound(
    request: Request, service: TheService, principal: Caller, body: UUID, compound: UUID
) -> Response:
    """One compound of a committee."""
    row = await asyncio.to_thread(service.directory.entry, principal, compound, EntryKind.COMPOUND)
    if row.parent != body:
        raise NotFound
    return answer(request, compound_of(row), version=row.version)


@router.post(
    "/bodies/{body}/seats",
    response_model=BodyShown,
    summary="Fill a seat",
    responses=openapi.amends(
        "seat-taken",
        "compound-required",
        "unknown-seat",
        "unknown-compound",
        "unknown-organisation",
        "not-a-committee",
    ),
)
async def fill_seat(body: UUID, content: SeatBody, call: TheCall) -> Response:
    """An organisation takes a seat at the table."""
    return await _amended(call, content.command(body))


@router.post(
    "/bodies/{body}/vacancies",
    response_model=BodyShown,
    summary="Vacate a seat",
    responses=openapi.amends("seat-vacant", "not-a-committee"),
)
async def vacate_seat(body: UUID, content: VacancyBody, call: TheCall) -> Response:
    """A seat stands empty from now on."""
    return await _amended(call, content.command(body))


@router.post(
    "/bodies/{body}/method-adoptions",
    response_model=BodyShown,
    summary="Adopt a working method (工作法)",
    responses=openapi.amends(
        "unknown-method",
        "method-already-adopted",
        "effective-in-the-past",
        "effective-too-far",
        "not-a-committee",
    ),
)
async def adopt_method(body: UUID, content: AdoptionBody, call: TheCall) -> Response:
    """New issues follow this version; running ones keep theirs."""
    return await _amended(call, content.command(body))


@router.post(
    "/bodies/{body}/hours",
    response_model=BodyShown,
    summary="Set working hours (办公时间)",
    responses=openapi.amends("hours-malformed", "hours-unchanged", "not-a-committee"),
)
async def set_hours(body: UUID, content: HoursBody, call: TheCall) -> Response:
    """New issues count by these hours; those that were reported before keep theirs."""
    return await _amended(call, content.command(body))


@router.post(
    "/organisations",
    status_code=201,
    response_model=OrganisationShown,
    summary="Register an organisation (单位)",
    responses=openapi.creates(),
)
async def register_organisation(body: OrganisationBody, call: TheCall) -> Response:
    """A party to which work can be handed."""
    done = await call.execute(body.command())
    shown = organisation_of(done.row, call.language)
    return _created(call, done.row, shown, f"/v1/organisations/{done.row.id}")


@router.get(
    "/organisations",
    response_model=OrganisationList,
    summary="List organisations",
    responses=openapi.reads(),
)
async def list_organisations(
    request: Request,
    service: TheService,
    principal: Caller,
    wanted: Annotated[OrganisationFilter, Query()],
) -> Response:
    """Organisations by name."""
    rows = await asyncio.to_thread(
        service.directory.entries,
        principal,
        EntryKind.ORGANISATION,
        sort=wanted.kind,
        after=name_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    page, following = cut(rows, wanted.limit)
    language = language_of(request)
    shown = OrganisationList(items=[organisation_of(row, language) for row in page], next=following)
    return answer(request, shown, headers=link_header(request, {"next": following}))


@router.get(
    "/organisations/{organisation}",
    response_model=OrganisationShown,
    summary="Read an organisation",
    responses=openapi.reads("not-found"),
)
async def read_organisation(
    request: Request, service: TheService, principal: Caller, organisation: UUID
) -> Response:
    """One organisation."""
    row = await asyncio.to_thread(
        service.directory.entry, principal, organisation, EntryKind.ORGANISATION
    )
    return answer(request, organisation_of(row, language_of(request)), version=row.version)


def cut(rows: list[DirectoryRow], limit: int) -> tuple[list[DirectoryRow], str | None]:
    """A page, and the cursor behind it where there is more."""
    page = rows[:limit]
    more = len(rows) > limit
    return page, encode("name", page[-1].name, str(page[-1].id)) if more else None


def _created(call: Call, row: Any, shown: BaseModel, location: str) -> Response:
    headers = {"Location": location}
    return answer(call.request, shown, version=row.version, status=201, headers=headers)


async def _amended(call: Call, command: Command) -> Response:
    done = await call.execute(command)
    shown = body_of(
        done.row,
        await _vocabulary(call.service, call.principal),
        call.language,
        call.service.directory.today(),
    )
    return answer(call.request, shown, version=done.row.version)


async def _vocabulary(service: Service, principal: Principal) -> Vocabulary:
    """What seats are called."""
    return await asyncio.to_thread(service.directory.vocabulary, principal)
