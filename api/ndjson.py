"""NDJSON: one JSON value a line, for those who prefer it."""

from pydantic import BaseModel

NDJSON = "application/x-ndjson"
UNKEPT = {"Cache-Control": "private, no-cache"}
"""Lines have no ETag: nobody is to keep them."""


def line(item: BaseModel) -> bytes:
    """One line."""
    return item.model_dump_json().encode() + b"\n"
