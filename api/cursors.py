"""Opaque cursors: where a list goes on. What they hold is nobody's business but ours."""

import base64
import json
from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Request

from api.problems import Problem


def encode(*parts: str | int) -> str:
    """A cursor of some parts."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def issue_cursor(cursor: str | None) -> tuple[int | None, int | None]:
    """(older_than, newer_than) of a cursor of the issue list."""
    if cursor is None:
        return None, None
    match _decode(cursor):
        case ["older", int(position)]:
            return position, None
        case ["newer", int(position)]:
            return None, position
        case _:
            raise _bad()


def name_cursor(cursor: str | None) -> tuple[str, UUID] | None:
    """The (name, id) behind which a directory list goes on."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["name", str(name), str(entry)]:
            try:
                return name, UUID(entry)
            except ValueError:
                raise _bad() from None
        case _:
            raise _bad()


def link_header(request: Request, cursors: Mapping[str, str | None]) -> dict[str, str]:
    """An RFC 8288 `Link` header for the pages that exist."""
    links = []
    for relation, cursor in cursors.items():
        if cursor is not None:
            query = [(k, v) for k, v in request.query_params.multi_items() if k != "cursor"]
            target = f"{request.url.path}?{urlencode([*query, ('cursor', cursor)])}"
            links.append(f'<{target}>; rel="{relation}"')
    return {"Link": ", ".join(links)} if links else {}


def _decode(cursor: str) -> object:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        raw = base64.b64decode(padded, altchars=b"-_", validate=True)
        value: object = json.loads(raw)
    except (ValueError, RecursionError):
        raise _bad() from None
    if encode(*value) != cursor if isinstance(value, list) else True:
        raise _bad()
    return value


def _bad() -> Problem:
    reason = {"pointer": "/cursor", "in": "query", "reason": "cursor_expected"}
    return Problem("malformed-request", errors=[reason])
