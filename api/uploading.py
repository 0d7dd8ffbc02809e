"""The entrance for files: a body that is the file itself, and what it says it is."""

from typing import Any

from fastapi import Request
from typing_extensions import override

from api.entrance import Entrance, HeardRequest, media_type_in
from api.problems import Problem
from domain.media import MediaType, media_type_of
from service.settings import Settings

CONTENT: dict[str, Any] = {
    one.value: {"schema": {"type": "string", "format": "binary"}} for one in MediaType
}
"""The bytes of a file, as OpenAPI describes a body or an answer."""

BODY: dict[str, Any] = {
    "requestBody": {"required": True, "description": "The file itself.", "content": CONTENT}
}
"""What FastAPI cannot know of a body that it never looks at."""


class FileEntrance(Entrance):
    """A route behind the entrance, whose body is a file.

    Checked in the order of all others: 401, 413, 415, 400, then what is in the body (422).
    """

    @override
    def largest(self, settings: Settings) -> int:
        return settings.max_file

    @override
    def require_type(self, request: Request) -> None:
        if media_type_in(request) not in set(MediaType):
            raise Problem("unsupported-file-type")

    @override
    def understood(self, request: Request, body: bytes) -> Request:
        if not body:
            raise Problem("file-empty")
        if media_type_of(body) != media_type_in(request):
            raise Problem("file-type-differs")
        return HeardRequest(request, body)
