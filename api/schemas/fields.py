"""Field types shared by bodies and queries: what a text, a time, a number may be."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from domain.moment import EARLIEST, SHANGHAI, Moment, moment_of
from domain.person.phone import normal as normal_phone
from service.search.grams import normal as normal_text

_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""The Unicode category Cc, but for the line feed and the tab."""
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""The categories Cc, Zl and Zp."""
# pydantic also reads bare numbers as times, and guesses their unit.
_PHONE = re.compile(r"\+?[0-9(][0-9() -]{2,28}((转|x|ext\.?|#) ?[0-9]{1,6})?")


class Body(BaseModel):
    """A request body: unknown fields and wrong types are refused, never guessed at."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def example(**body: Any) -> ConfigDict:
    """The configuration of a body with one example."""
    return ConfigDict(json_schema_extra={"examples": [body]})


class Shown(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True)


def pointer(steps: Iterable[object]) -> str:
    """A JSON pointer (RFC 6901) of names that a body may have; any other name is not told back.

    The caller's own key may be anything, also somebody's telephone number.
    """
    names = _field_names(Body)
    told = (step if isinstance(step, int) or step in names else "?" for step in steps)
    return "".join(f"/{step}" for step in told)


@cache
def _field_names(model: type[BaseModel]) -> frozenset[str]:
    below = (_field_names(one) for one in model.__subclasses__())
    named = {field.alias or name for name, field in model.model_fields.items()}
    return frozenset(named).union(*below)


def printable(text: str) -> str:
    """The text, of which something can be seen and nothing controls a device."""
    if _CONTROLS.search(text):
        raise PydanticCustomError("control_characters", "control characters are not text")
    return _visible(text)


def one_line(text: str) -> str:
    """The text, if it is one line of which something can be seen."""
    if _BREAKS.search(text):
        raise PydanticCustomError("control_characters", "control characters are not text")
    return _visible(text)


def _visible(text: str) -> str:
    """Zero-width characters are no white space to strip, and yet nobody sees them."""
    if all(unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp", "Zs"} for c in text):
        raise PydanticCustomError("blank", "something visible is required")
    return text


def _written_out(value: object) -> object:
    if not isinstance(value, str) or not _RFC3339.fullmatch(value):
        raise PydanticCustomError("rfc3339_expected", "a time with an offset is expected")
    return value


def _date_written_out(value: object) -> object:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise PydanticCustomError("date_expected", "a date is expected")
    return value


def _phone(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text)
    if not _PHONE.fullmatch(narrow):
        raise PydanticCustomError("phone_expected", "a telephone number is expected")
    return narrow


def _phone_number(text: str) -> str:
    if normal_phone(text) is None:
        raise PydanticCustomError("phone_expected", "a telephone number is expected")
    return text


def _comparable(text: str) -> str:
    if not normal_text(text):
        raise PydanticCustomError("blank", "something visible is required")
    return text


def _after_the_epoch(when: datetime) -> datetime:
    if moment_of(when) < EARLIEST:
        raise PydanticCustomError("too_early", "times before 1970 are not recorded")
    return when


@lru_cache(maxsize=10_000)
def rfc3339(moment: Moment) -> str:
    """A moment on the neighbourhood's wall clock with its offset."""
    when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=moment)
    return when.astimezone(SHANGHAI).isoformat(timespec="microseconds")


Line = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(one_line),
]
"""A short text of 1 to 200 characters on one line."""

Text = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(printable),
]
"""A text of 1 to 4,000 characters."""

Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9-]{0,39}$")]
"""A code of the vocabulary."""

FileDigest = Annotated[str, StringConstraints(strict=True, pattern=r"^sha256:[0-9a-f]{64}$")]
"""A file by its content; it was uploaded for the issue before."""

Sha256 = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[0-9a-f]{64}$"),
    Field(description="SHA-256 of the document, 64 hexadecimal digits"),
]
"""A paper, a photograph or a contract that is kept elsewhere, by its content."""

VoteEvidence = Annotated[
    Sha256,
    Field(
        description="SHA-256, 64 hexadecimal digits. On paper: of the scan of the signed paper. "
        "Online: of the UTF-8 text that the voter was shown and confirmed, one line each, ended by "
        "LF: the ballot's id; `paper` or `unit` as sent; for each mark by rising item number "
        "`item=`choice, and after it `;`score or `;`candidate numbers joined by commas, if any. "
        "Keep the text or scan: its digest alone is stored, and not reckoned again"
    ),
]
"""What proves one vote, by its content; it is kept where it was made."""

Phone = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=3, max_length=40),
    AfterValidator(_phone),
]
"""A telephone number as people write it, also with an extension: 021-6234 5678转801."""

KnownPhone = Annotated[Phone, AfterValidator(_phone_number)]
"""A telephone number with at least one digit, to look for."""

SearchText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60),
    AfterValidator(one_line),
    AfterValidator(_comparable),
    Field(description="a text to find, 1 to 60 characters", examples=["路灯"]),
]
"""What is searched for; Chinese or not, a single character is enough."""

Instant = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_after_the_epoch)]
"""A time as RFC 3339 writes it, with an offset."""

Day = Annotated[date, BeforeValidator(_date_written_out)]
"""A day on the neighbourhood's wall clock: 2026-05-06."""

OccurredAt = Annotated[
    Instant,
    Field(
        description="When it happened, if not now; RFC 3339 with an offset.",
        examples=["2026-05-06T09:30:00+08:00"],
    ),
]

Time = Annotated[
    Moment,
    PlainSerializer(rfc3339, return_type=str),
    Field(json_schema_extra={"type": "string", "format": "date-time"}),
]
"""A moment in an answer, on the neighbourhood's wall clock with its offset."""

Cursor = Annotated[str, Field(max_length=1200)]
"""Where a list goes on. The longest holds a name of 200 characters, four bytes each, in base64."""

Position = Annotated[int, Field(ge=0, le=2**63 - 1)]
"""A position of the record; 0 is before everything."""

AtLeast = Annotated[
    Position,
    Field(
        description="wait for this position of the record, up to 5 seconds; every command tells "
        "its own in `Bihuan-Position`"
    ),
]
"""How fresh an answer from a following view has to be."""

Fen = Annotated[int, Field(strict=True, ge=0, le=10**15, description="Money in 分.")]
PositiveFen = Annotated[int, Field(strict=True, ge=1, le=10**15, description="Money in 分.")]
Count = Annotated[int, Field(strict=True, ge=1, le=10**9)]


class Named(Shown):
    """An id and the name that it stands for; None where the directory knows it no longer."""

    id: UUID
    name: str | None


def moment_or_none(when: datetime | None) -> Moment | None:
    """The moment of an optional time."""
    return None if when is None else moment_of(when)
