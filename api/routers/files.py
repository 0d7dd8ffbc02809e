"""Files of an issue: photographs, scans, documents, by upload and download."""

import asyncio
from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from api import openapi
from api.entrance import BEARER, Caller, TheService
from api.representation import answer
from api.schemas.files import Digest, UploadedFile, file_of
from api.uploading import BODY, CONTENT, FileEntrance
from domain.media import MediaType

router = APIRouter(
    prefix="/v1/issues/{issue}/files",
    tags=["files"],
    route_class=FileEntrance,
    dependencies=[Depends(BEARER)],
)

_ENDINGS: Mapping[MediaType, str] = {
    MediaType.JPEG: "jpg",
    MediaType.PNG: "png",
    MediaType.WEBP: "webp",
    MediaType.PDF: "pdf",
}


@router.post(
    "",
    status_code=201,
    response_model=UploadedFile,
    summary="Upload a file (上传材料)",
    responses=openapi.uploads(
        "unsupported-file-type", "file-empty", "file-type-differs", "texts-erased"
    ),
    openapi_extra=BODY,
)
async def upload(request: Request, service: TheService, principal: Caller, issue: UUID) -> Response:
    """Keeps the file, encrypted, and records nothing yet.

    The same file again is the same digest, so that a retry needs no `Idempotency-Key`.
    """
    content = await request.body()
    kept = await asyncio.to_thread(service.files.upload, principal, issue, content)
    location = f"/v1/issues/{issue}/files/{kept.digest}"
    return answer(request, file_of(kept), status=201, headers={"Location": location})


@router.get(
    "/{digest}",
    response_class=Response,
    summary="Download a file",
    responses={
        200: {"description": "The file itself", "content": CONTENT},
        **openapi.downloads("not-found", "file-damaged", "texts-erased", "reporter-erased"),
    },
)
async def download(service: TheService, principal: Caller, issue: UUID, digest: Digest) -> Response:
    """For those who may see the issue with its reporter's own words."""
    found = await asyncio.to_thread(service.files.download, principal, issue, digest)
    name = f"{found.digest.removeprefix('sha256:')[:16]}.{_ENDINGS[found.media_type]}"
    return Response(
        found.content,
        media_type=found.media_type,
        # Whoever made the file may have meant it for a browser: it gets nothing to run there.
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        },
    )
