"""NDJSON: one JSON value a line, for those who prefer it."""

from fastapi import Request
from pydantic import BaseModel

from api.language import quality

NDJSON = "application/x-ndjson"
UNKEPT = {"Cache-Control": "private, no-cache"}
"""Lines have no ETag: nobody is to keep them."""


def line(item: BaseModel) -> bytes:
    """One line."""
    return item.model_dump_json().encode() + b"\n"


def prefers_lines(request: Request) -> bool:
    """Whether `Accept` names NDJSON, and JSON not before it."""
    weights = {NDJSON: 0.0, "application/json": 0.0}
    for part in request.headers.get("accept", "").split(","):
        media, _, parameters = part.strip().partition(";")
        if media.strip().lower() in weights:
            weights[media.strip().lower()] = quality(parameters)
    return weights[NDJSON] > 0 and weights[NDJSON] >= weights["application/json"]
