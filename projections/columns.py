"""Column types for what a view row holds beside numbers and strings."""

from collections.abc import Callable
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
    """A value of the given shape as JSON text; equal values are equal texts.

    *written* gives what is to be encoded of a value, if not the value itself; *read* completes one
    that was decoded and that nobody else holds yet.
    """

    impl = Text
    cache_ok = True

    def __init__(
        self,
        shape: Any,
        written: Callable[[T], object] | None = None,
        read: Callable[[T], T] | None = None,
    ) -> None:
        super().__init__()
        self.shape = shape
        self.written = written
        self.read = read
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(shape)

    @override
    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:
        """To the database."""
        if value is None:
            return None
        written = value if self.written is None else self.written(value)
        return msgspec.json.encode(written).decode()

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> T | None:
        """From the database."""
        if value is None:
            return None
        decoded = self._decoder.decode(value)
        return decoded if self.read is None else self.read(decoded)


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
