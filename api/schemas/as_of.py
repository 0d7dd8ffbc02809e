"""`as_of`: a point of the record, written as a time or as a position."""

import re
from typing import Annotated, Final

from pydantic import (
    Field,
    PlainSerializer,
    PlainValidator,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from api.schemas.fields import Body, Instant
from domain.moment import moment_of
from projections.past import AsOf

_POSITION = re.compile(r"position:(?P<number>0|[1-9][0-9]{0,17})", re.ASCII)
_INSTANT: Final[TypeAdapter[Instant]] = TypeAdapter(Instant)


def _point(value: object) -> AsOf:
    found = _POSITION.fullmatch(value) if isinstance(value, str) else None
    if found is not None:
        return AsOf(position=int(found["number"]))
    try:
        return AsOf(at=moment_of(_INSTANT.validate_python(value)))
    except ValidationError:
        raise PydanticCustomError(
            "time_or_position_expected", "a time with an offset or position:N is expected"
        ) from None


Point = Annotated[
    AsOf,
    PlainValidator(_point),
    # Written nowhere; but otherwise the description would tell of our own class.
    PlainSerializer(repr, return_type=str),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "date-time"},
                {"type": "string", "pattern": f"^{_POSITION.pattern.replace('?P<number>', '')}$"},
            ]
        }
    ),
]
"""RFC 3339 with an offset, or `position:N`."""


class IssueMoment(Body):
    """As of which point of the record an issue is shown; now, if unsaid."""

    as_of: Annotated[
        Point | None,
        Field(
            description="as the record told of it at a time, or at `position:N`",
            examples=["2026-05-06T09:30:00+08:00", "position:17"],
        ),
    ] = None
