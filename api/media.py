"""Which of several media types a caller wants an answer as."""

from collections.abc import Sequence

from fastapi import Request

from api.language import quality

JSON = "application/json"


def preferred_media(request: Request, offered: Sequence[str], *, otherwise: str) -> str:
    """What `Accept` names and weighs most among *offered*, the first of equals.

    *otherwise* where it names none of them: whoever takes anything gets that.
    """
    weights = dict.fromkeys(offered, 0.0)
    for part in request.headers.get("accept", "").split(","):
        media, _, parameters = part.strip().partition(";")
        if media.strip().lower() in weights:
            weights[media.strip().lower()] = quality(parameters)
    best = max(offered, key=lambda media: weights[media])
    return best if weights[best] > 0 else otherwise


def prefers(request: Request, media_type: str) -> bool:
    """Whether `Accept` names *media_type*, and JSON not before it."""
    return preferred_media(request, (media_type, JSON), otherwise=JSON) == media_type
