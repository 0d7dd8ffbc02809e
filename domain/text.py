"""Reading the TOML texts that methods and vocabularies are made of.

Every fault is told with the key that it concerns, so that the person who edits the file knows
where to look; nothing unknown is ignored.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from domain.refusal import Code, Refused


class TextFault(Refused):
    """A text that cannot be used: `key` is the dotted path, `detail` what is wrong there."""

    def __init__(self, code: Code, key: str, detail: str) -> None:
        super().__init__(code, key=key, detail=detail)


@dataclass(frozen=True, slots=True)
class Table:
    """One TOML table under its dotted *path*, read key by key."""

    values: Mapping[str, object]
    path: str
    code: Code
    strict: bool

    def fault(self, key: str, detail: str) -> TextFault:
        """The refusal for *key* of this table."""
        return TextFault(self.code, f"{self.path}.{key}".lstrip("."), detail)

    def text(self, key: str) -> str:
        """A non-empty string."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(key, "a non-empty string is required")
        return value

    def number(self, key: str) -> int:
        """A whole number ≥ 1."""
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.fault(key, "a whole number of at least 1 is required")
        return value

    def count(self, key: str, default: int) -> int:
        """A whole number ≥ 0; *default* where a text that is not strict lacks it."""
        value = self.values.get(key, None if self.strict else default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.fault(key, "a whole number, 0 or more, is required")
        return value

    def flag(self, key: str) -> bool:
        """Yes or no; no where the key is absent."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.fault(key, "true or false is required")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of distinct non-empty strings; empty where the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            raise self.fault(key, "a list of strings is required")
        if len(set(value)) != len(value):
            raise self.fault(key, "a value stands twice")
        return tuple(value)

    def table(self, key: str) -> "Table":
        """A sub-table; empty where the key is absent."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.fault(key, "a table is required")
        return Table(value, f"{self.path}.{key}".lstrip("."), self.code, self.strict)

    def tables(self, key: str) -> tuple["Table", ...]:
        """An array of tables; empty where the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.fault(key, "an array of tables is required")
        path = f"{self.path}.{key}".lstrip(".")
        return tuple(Table(v, f"{path}[{i}]", self.code, self.strict) for i, v in enumerate(value))

    def only(self, *known: str) -> None:
        """Refuse a key that nobody reads: a typing error must not pass for a rule."""
        for key in self.values:
            if self.strict and key not in known:
                raise self.fault(key, f"unknown key; known here: {', '.join(known)}")


def read(text: str, code: Code, *, strict: bool) -> Table:
    """The root table of *text*; a syntax error is a `TextFault` naming line and column.

    *strict* is for texts that are to be published. What is stored was checked by the program of
    its day, and a later one must go on reading it: it knows keys that the text lacks, and need
    not know all that stand in it.
    """
    try:
        # Texts are hashed and stored as UTF-8, which half a surrogate pair has no form in.
        text.encode()
        return Table(tomllib.loads(text), "", code, strict)
    except (ValueError, RecursionError) as error:
        # Wider than TOMLDecodeError: a number of 5,000 digits and a list nested 1,000 deep
        # leave the parser as what Python itself raises.
        raise TextFault(code, "", str(error)) from error
