"""What the text of a cell means; what it does not plainly mean is a fault."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from domain.person.phone import normal
from service.register_file.columns import narrow
from service.register_file.faults import FaultCode

T = TypeVar("T")

_CODE = re.compile(r"[^\W_][\w.()·-]{0,39}")
_AREA = re.compile(r"-?[0-9]{1,7}(\.[0-9]{1,2})?")
_COUNT = re.compile(r"[0-9]{1,4}")
_PHONE = re.compile(r"[0-9(][0-9() -]{2,28}((转|x|ext\.?|#) ?[0-9]{1,6})?")
_PARTED = re.compile("[、;；,，/]")
_MOST_PERSONS = 20
_LONGEST_NAME = 60


class Unclear(Exception):
    """A cell that means nothing plain."""

    def __init__(self, code: FaultCode) -> None:
        super().__init__(code)
        self.code = code


def code_in(text: str) -> str:
    """A code: letters, digits, characters, and `-._()` within; up to 40. `/` and `#` are taken.

    (A paper of a ballot is named by its unit with one of these behind it.)
    """
    code = narrow(text)
    if not _CODE.fullmatch(code):
        raise Unclear(FaultCode.CODE_MALFORMED)
    return code


def area_in(text: str) -> int:
    """Square metres with up to two decimals, in 0.01 m²."""
    written = narrow(text)
    if not _AREA.fullmatch(written):
        raise Unclear(FaultCode.AREA_MALFORMED)
    area = int(Decimal(written) * 100)
    if area <= 0:
        raise Unclear(FaultCode.AREA_NOT_POSITIVE)
    return area


def count_in(text: str) -> int:
    """A whole number."""
    written = narrow(text)
    if not _COUNT.fullmatch(written):
        raise Unclear(FaultCode.COUNT_MALFORMED)
    return int(written)


def word_in(words: Mapping[str, T], text: str, unknown: FaultCode) -> T:
    """What one of some words stands for."""
    word = narrow(text).lower()
    if word not in words:
        raise Unclear(unknown)
    return words[word]


def names_in(text: str) -> tuple[str, ...]:
    """The names of one owner, or of several who own together: 沈秋禾、陆望."""
    names = _parts(text)
    if len(names) > _MOST_PERSONS or any(len(name) > _LONGEST_NAME for name in names):
        raise Unclear(FaultCode.NAMES_MALFORMED)
    return names


def phones_in(text: str) -> tuple[str, ...]:
    """Their telephone numbers, in the order of their names."""
    phones = tuple(map(narrow, _parts(text)))
    if not all(_PHONE.fullmatch(phone) and normal(phone) for phone in phones):
        raise Unclear(FaultCode.PHONE_MALFORMED)
    return phones


def _parts(text: str) -> tuple[str, ...]:
    parts: Sequence[str] = [part.strip() for part in _PARTED.split(text)]
    return tuple(part for part in parts if part)
