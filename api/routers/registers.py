"""Registers (名册): units, owners, versions, publication, procedure, authorisations."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.cursors import code_cursor, encode, link_header, version_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.schemas.register_authorisations_shown import AuthorisationList, authorisations_of
from api.schemas.register_objections_shown import ObjectionList, objections_of
from api.schemas.register_units_shown import (
    OwnerList,
    UnitList,
    UnitShown,
    owner_of,
    unit_of,
    units_of,
)
from api.schemas.register_versions_shown import VersionList, version_of
from api.schemas.registers import (
    AbandonmentBody,
    AuthorisationRevocationBody,
    CorrectionBody,
    ObjectionAnswerBody,
    OwnerFilter,
    ProcedureBody,
    RegisterObjectionBody,
    RegisterPublicationBody,
    StandingAuthorisationBody,
    UnitFilter,
    VersionFilter,
)
from api.schemas.registers_shown import RegisterShown, register_of
from api.waiting import TheWaiting
from projections.views import register, register_version
from service.commands.base import Command
from service.registers import Place

router = APIRouter(
    prefix="/v1/compounds/{compound}/register",
    tags=["registers"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)

Number = Annotated[int, Path(ge=1, le=10**9)]


@router.get(
    "",
    response_model=RegisterShown,
    summary="Read a compound's register (名册)",
    responses=openapi.reads("not-found"),
)
async def read_register(
    request: Request, service: TheService, principal: Caller, compound: UUID
) -> Response:
    """What is in force, what hangs out, how votes are counted here, and what depends on it."""
    seen = await asyncio.to_thread(service.registers.seen, principal, compound)
    return answer(request, register_of(seen, language_of(request)), version=seen.version)


@router.get(
    "/units",
    response_model=UnitList,
    summary="List units (专有部分)",
    responses=openapi.reads("not-found", "view-behind"),
)
async def list_units(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    compound: UUID,
    wanted: Annotated[UnitFilter, Query()],
) -> Response:
    """Units in force by their code, with areas and the numbers of their owners.

    Names, masked, stand for those who keep the register, and a resident's own for them. To a
    resident it is shown once it has been published.
    """
    after = code_cursor(wanted.cursor)
    if wanted.at_least is not None:
        await waiting.folded(register.VIEW, wanted.at_least)
        await waiting.folded(register_version.VIEW, wanted.at_least)
    page = await asyncio.to_thread(
        service.registers.units,
        principal,
        compound,
        building=wanted.building,
        owner=wanted.owner,
        after=after,
        limit=wanted.limit + 1,
    )
    items = page.items[: wanted.limit]
    more = len(page.items) > wanted.limit
    following = encode("code", items[-1].row.unit) if more else None
    shown = units_of(page, items, following, language_of(request))
    headers = {POSITION: str(page.position), **link_header(request, {"next": following})}
    return answer(request, shown, version=0, headers=headers)


@router.get(
    "/units/{unit}",
    response_model=UnitShown,
    summary="Read a unit",
    responses=openapi.reads("not-found"),
)
async def read_unit(
    request: Request, service: TheService, principal: Caller, compound: UUID, unit: str
) -> Response:
    """One unit in force."""
    seen = await asyncio.to_thread(service.registers.unit, principal, compound, unit)
    return answer(request, unit_of(seen, language_of(request)), version=0)


@router.get(
    "/owners",
    response_model=OwnerList,
    summary="List owners (业主)",
    responses=openapi.reads("not-found"),
)
async def list_owners(
    request: Request,
    service: TheService,
    principal: Caller,
    compound: UUID,
    wanted: Annotated[OwnerFilter, Query()],
) -> Response:
    """Owners in force by number, with names masked and what is theirs, for who keeps the
    register."""
    found = await asyncio.to_thread(
        service.registers.owners,
        principal,
        compound,
        after=code_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    page = found[: wanted.limit]
    following = encode("code", page[-1].owner.owner) if len(found) > wanted.limit else None
    shown = OwnerList(items=[owner_of(one) for one in page], next=following)
    return answer(request, shown, version=0, headers=link_header(request, {"next": following}))


@router.get(
    "/versions",
    response_model=VersionList,
    summary="List versions of a register",
    responses=openapi.reads("not-found", "view-behind"),
)
async def list_versions(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    compound: UUID,
    wanted: Annotated[VersionFilter, Query()],
) -> Response:
    """The newest first: imported or corrected, when, how much, and the digest of each."""
    older_than = version_cursor(wanted.cursor)
    if wanted.at_least is not None:
        await waiting.folded(register_version.VIEW, wanted.at_least)
    _, found, position = await asyncio.to_thread(
        service.registers.versions,
        principal,
        compound,
        older_than=older_than,
        limit=wanted.limit + 1,
    )
    page = found[: wanted.limit]
    following = encode("version", page[-1][0].version) if len(found) > wanted.limit else None
    shown = VersionList(items=[version_of(*one) for one in page], next=following)
    headers = {POSITION: str(position), **link_header(request, {"next": following})}
    return answer(request, shown, version=0, headers=headers)


@router.get(
    "/export",
    response_class=Response,
    summary="Export a register as CSV (导出名册)",
    responses={
        200: {"description": "CSV in UTF-8", "content": {"text/csv": {}}},
        **openapi.downloads("not-found"),
    },
)
async def export_register(service: TheService, principal: Caller, compound: UUID) -> Response:
    """What is in force, with numbers of owners and no names; imported again it says the same."""
    current, content = await asyncio.to_thread(service.registers.export, principal, compound)
    name = f"register-{current.number}.csv"
    return Response(
        content,
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@router.post(
    "/abandonment",
    response_model=RegisterShown,
    summary="Abandon an import (放弃导入)",
    responses=openapi.amends("no-import"),
)
async def abandon_import(compound: UUID, body: AbandonmentBody, call: TheCall) -> Response:
    """What was entered is void, and what is in force stays."""
    return await _done(call, compound, body.command(await _place(call, compound)))


@router.post(
    "/corrections",
    status_code=201,
    response_model=RegisterShown,
    summary="Correct a register (更正名册)",
    responses=openapi.amends(
        "match-required",
        "register-not-adopted",
        "register-in-use",
        "import-running",
        "no-such-unit",
        "unit-repeated",
        "unknown-owner",
        "owner-repeated",
        "owner-without-unit",
        "second-developer",
        "area-not-positive",
        "unknown-objection",
        "objection-not-upheld",
        "register-empty",
        "register-unchanged",
        "count-negative",
    ),
)
async def correct_register(compound: UUID, body: CorrectionBody, call: TheCall) -> Response:
    """A new version in which these units and owners stand in place of those of the same code.

    What hangs out stays out where it is corrected before its time, or as an upheld objection says;
    after that, the new version is to be published again.
    """
    return await _done(call, compound, body.command(await _place(call, compound)), status=201)


@router.post(
    "/publications",
    status_code=201,
    response_model=RegisterShown,
    summary="Publish a register (公示名册)",
    responses=openapi.amends("register-not-adopted", "publication-too-short", "register-hangs-out"),
)
async def publish_register(
    compound: UUID, body: RegisterPublicationBody, call: TheCall
) -> Response:
    """What is in force hangs out, and objections are heard until then, 15 days at least."""
    return await _done(call, compound, body.command(await _place(call, compound)), status=201)


@router.get(
    "/objections",
    response_model=ObjectionList,
    summary="List objections (异议)",
    responses=openapi.reads("not-found"),
)
async def list_objections(
    request: Request, service: TheService, principal: Caller, compound: UUID
) -> Response:
    """All of them by number, and what became of each."""
    seen = await asyncio.to_thread(service.registers.seen, principal, compound)
    found = await asyncio.to_thread(service.registers.objections, seen, principal)
    return answer(request, objections_of(found), version=seen.version)


@router.post(
    "/objections",
    status_code=201,
    response_model=RegisterShown,
    summary="Object to a register (提出异议)",
    responses=openapi.amends(
        "register-not-published",
        "hearing-over",
        "no-such-unit",
        "reporter-is-caller",
        *openapi.NAMED_PERSON,
    ),
)
async def object_to_register(
    compound: UUID, body: RegisterObjectionBody, call: TheCall
) -> Response:
    """A resident says that it is wrong, or staff for somebody who told them."""
    return await _done(call, compound, body.command(await _place(call, compound)), status=201)


@router.post(
    "/objections/{objection}/answer",
    response_model=RegisterShown,
    summary="Answer an objection (答复异议)",
    responses=openapi.amends("unknown-objection", "objection-already-answered"),
)
async def answer_objection(
    compound: UUID, objection: Number, body: ObjectionAnswerBody, call: TheCall
) -> Response:
    """What became of it; one that is upheld waits for the correction that puts it right."""
    command = body.command(await _place(call, compound), objection)
    return await _done(call, compound, command)


@router.post(
    "/procedure",
    response_model=RegisterShown,
    summary="File rules of procedure (备案议事规则)",
    responses=openapi.amends("procedure-malformed", "procedure-unchanged"),
)
async def file_procedure(compound: UUID, body: ProcedureBody, call: TheCall) -> Response:
    """How votes are counted here from now on; ballots that run keep what they pinned."""
    return await _done(call, compound, body.command(await _place(call, compound)))


@router.get(
    "/authorisations",
    response_model=AuthorisationList,
    summary="List standing authorisations (授权)",
    responses=openapi.reads("not-found"),
)
async def list_authorisations(
    request: Request, service: TheService, principal: Caller, compound: UUID
) -> Response:
    """What the fund may pay without a further decision, what plans have drawn, what is left."""
    seen = await asyncio.to_thread(service.registers.seen, principal, compound)
    found = await asyncio.to_thread(service.registers.authorisations, seen)
    return answer(request, authorisations_of(found), version=seen.version)


@router.post(
    "/authorisations",
    status_code=201,
    response_model=RegisterShown,
    summary="Record a standing authorisation (登记授权)",
    responses=openapi.amends(
        "authorisation-unproven", "authorisation-exhausted", "authorisation-expired"
    ),
)
async def authorise(compound: UUID, body: StandingAuthorisationBody, call: TheCall) -> Response:
    """The owners decided that their fund may pay up to a cap, as a document shows."""
    return await _done(call, compound, body.command(await _place(call, compound)), status=201)


@router.post(
    "/authorisations/{authorisation}/revocation",
    response_model=RegisterShown,
    summary="Revoke an authorisation (收回授权)",
    responses=openapi.amends("unknown-authorisation", "authorisation-revoked"),
)
async def revoke_authorisation(
    compound: UUID, authorisation: Number, body: AuthorisationRevocationBody, call: TheCall
) -> Response:
    """Nothing more is drawn of it; what was drawn stays drawn."""
    command = body.command(await _place(call, compound), authorisation)
    return await _done(call, compound, command)


async def _place(call: Call, compound: UUID) -> Place:
    return await asyncio.to_thread(call.service.registers.place, call.principal, compound)


async def _done(call: Call, compound: UUID, command: Command, *, status: int = 200) -> Response:
    """Run the command and show the register as it then stands."""
    await call.execute(command)
    seen = await asyncio.to_thread(call.service.registers.seen, call.principal, compound)
    headers = {"Location": f"/v1/compounds/{compound}/register"} if status == 201 else {}
    shown = register_of(seen, call.language)
    return answer(call.request, shown, version=seen.version, status=status, headers=headers)
