"""Column types for what a view row holds beside numbers and strings."""

from enum import StrEnum
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import BigInteger, Dialect, String, Text
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from domain.moment import Moment

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Json(TypeDecorator[T], Generic[T]):
    """A value of the given shape as JSON text; equal values are equal texts."""

    impl = Text
    cache_ok = True

    def __init__(self, shape: Any) -> None:
        super().__init__()
        self.shape = shape
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(shape)

    @override
    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else msgspec.json.encode(value).decode()

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> T | None:
        """From the database."""
        return None if value is None else self._decoder.decode(value)


class MomentColumn(TypeDecorator[Moment]):
    """A moment, in µs since the epoch: the same number on both sides."""

    impl = BigInteger
    cache_ok = True


class Code(TypeDecorator[E], Generic[E]):
    """A member of a `StrEnum`, stored as its code."""

    impl = String(40)
    cache_ok = True

    def __init__(self, shape: type[E]) -> None:
        super().__init__()
        self.shape = shape

    @override
    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else value.value

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        """From the database."""
        return None if value is None else self.shape(value)
