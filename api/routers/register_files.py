"""The register as a file: a preview that names every fault, the import, and the way out."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from typing_extensions import override

from api import openapi
from api.call import TheCall
from api.entrance import BEARER, Caller, Entrance, HeardRequest, TheService, media_type_in
from api.problems import Problem
from api.representation import answer, language_of
from api.schemas.register_files import PreviewShown, errors_of, preview_of
from api.schemas.registers_shown import RegisterShown, register_of
from service.register_file.columns import KINDS, NEEDED_HEADINGS, OTHER_HEADINGS, SOURCES
from service.register_file.reading import ReadFile, read_file
from service.register_file.sheets import is_workbook
from service.register_import import Importing
from service.registers import SeenRegister
from service.service import Service
from service.settings import Settings

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_FILE = f"""\
The file itself: CSV in UTF-8 or GB18030, or a workbook.

The first row are headings: {NEEDED_HEADINGS}, and either 编号 or 室号; beside them, of
{OTHER_HEADINGS}, those that are known. Areas are in m² (`89.57`), several owners of one unit stand
as 沈秋禾、陆望 with their telephones in the same order. Kinds are {"、".join(KINDS)}; sources of
areas {"、".join(SOURCES)}.
"""
_BODY: Mapping[str, Any] = {
    "requestBody": {
        "required": True,
        "description": _FILE,
        "content": {CSV: _BINARY, XLSX: _BINARY},
    }
}


class RegisterEntrance(Entrance):
    """A route behind the entrance, whose body is a table."""

    @override
    def largest(self, settings: Settings) -> int:
        return settings.max_file

    @override
    def require_type(self, request: Request) -> None:
        if media_type_in(request) not in {CSV, XLSX}:
            raise Problem("unsupported-register-type")

    @override
    def understood(self, request: Request, body: bytes) -> Request:
        if not body:
            raise Problem("file-empty")
        if is_workbook(body) != (media_type_in(request) == XLSX):
            raise Problem("file-type-differs")
        return HeardRequest(request, body)


router = APIRouter(
    prefix="/v1/compounds/{compound}/register",
    tags=["registers"],
    route_class=RegisterEntrance,
    dependencies=[Depends(BEARER)],
)


@router.post(
    "/previews",
    response_model=PreviewShown,
    summary="Preview a register's file (名册导入预览)",
    responses=openapi.uploads("unsupported-register-type", "file-empty", "file-type-differs"),
    openapi_extra=dict(_BODY),
)
async def preview(
    request: Request, service: TheService, principal: Caller, compound: UUID
) -> Response:
    """Names every fault by row and column, and sums up the rows that are right.

    A question: nothing is recorded, and nothing of the file is kept.
    """
    await asyncio.to_thread(service.registers.require_keeper, principal, compound)
    read = await asyncio.to_thread(read_file, await request.body())
    return answer(request, preview_of(read, language_of(request)))


@router.post(
    "/imports",
    status_code=201,
    response_model=RegisterShown,
    summary="Import a register (导入名册)",
    responses=openapi.amends(
        "unsupported-register-type",
        "file-empty",
        "file-type-differs",
        "register-file-faulty",
        "register-in-use",
        "import-running",
        "no-import",
        "import-incomplete",
        "owner-without-unit",
    ),
    openapi_extra=dict(_BODY),
)
async def import_register(compound: UUID, call: TheCall) -> Response:
    """A new version of all that the file says; nothing of it where any row is wrong.

    An owner of the same number and names as in force stays the same person. It is entered in
    parts, and comes into force whole: whatever cuts it short, what is in force stays, and the same
    file again goes on. A file that is in force already is answered as it is.

    `…/units` and `…/versions` follow within moments: ask them with this answer's `Bihuan-Position`
    as `at_least`.
    """
    registers = call.service.registers
    await asyncio.to_thread(registers.require_keeper, call.principal, compound)
    read = await asyncio.to_thread(read_file, await call.request.body())
    if read.faults:
        raise Problem("register-file-faulty", errors=errors_of(read.faults), in_full=True)
    before = await asyncio.to_thread(registers.seen, call.principal, compound)
    importing = await asyncio.to_thread(_importing, call.service, before, read)
    then = partial(call.service.execute, principal=call.principal)
    done = await importing.run(call.execute, then)
    call.request.state.position = done.position
    seen = await asyncio.to_thread(registers.seen, call.principal, compound)
    headers = {"Location": f"/v1/compounds/{compound}/register"}
    shown = register_of(seen, call.language)
    return answer(call.request, shown, version=seen.version, status=201, headers=headers)


def _importing(service: Service, before: SeenRegister, read: ReadFile) -> Importing:
    names = service.registers.names(before.state)
    return Importing(place=before.place, file=read, state=before.state, names=names)
