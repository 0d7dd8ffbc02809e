"""Files of an issue."""

from typing import Annotated

from fastapi import Path
from pydantic import Field

from api.schemas.fields import Shown
from domain.media import MediaType
from ledger.files import DIGEST
from service.files import IssueFile

_EXAMPLE = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

Digest = Annotated[
    str,
    Path(
        pattern=f"^{DIGEST.pattern}$",
        description="`sha256:` and 64 hexadecimal digits",
        examples=[_EXAMPLE],
    ),
]
"""A file in a path."""


class UploadedFile(Shown):
    """A file that has been uploaded; its digest is its name."""

    digest: str = Field(examples=[_EXAMPLE])
    media_type: MediaType
    size: int = Field(description="in bytes", examples=[48_213])


def file_of(file: IssueFile) -> UploadedFile:
    """A file without its bytes."""
    return UploadedFile(digest=file.digest, media_type=file.media_type, size=file.size)
