"""Which of two media types an answer has: JSON, unless the caller prefers the other."""

from fastapi import Request

from api.language import quality

JSON = "application/json"


def prefers(request: Request, media_type: str) -> bool:
    """Whether `Accept` names *media_type*, and JSON not before it."""
    weights = {media_type: 0.0, JSON: 0.0}
    for part in request.headers.get("accept", "").split(","):
        media, _, parameters = part.strip().partition(";")
        if media.strip().lower() in weights:
            weights[media.strip().lower()] = quality(parameters)
    return weights[media_type] > 0 and weights[media_type] >= weights[JSON]
