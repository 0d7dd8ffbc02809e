"""Looking for something in bytes, in whatever form it may have been written there."""

import base64
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

Needles = Mapping[str, bytes]
"""What is looked for, by a name that can be told."""


def text_needles(named: Mapping[str, str]) -> Needles:
    """A text in every encoding in which a program of this kind may have left it."""
    return {
        f"{name} as {form}": content
        for name, text in named.items()
        for form, content in _forms(text)
    }


def byte_needles(named: Mapping[str, bytes]) -> Needles:
    """Bytes as they are, in hexadecimal and in base64."""
    return {
        f"{name} as {form}": content
        for name, secret in named.items()
        for form, content in (("bytes", secret), *_armoured(secret))
    }


def found(content: bytes, needles: Needles) -> set[str]:
    """The names of what stands there."""
    there = {needle for needle in set(needles.values()) if needle in content}
    return {name for name, needle in needles.items() if needle in there}


def found_below(folder: Path, needles: Needles) -> Mapping[str, set[str]]:
    """By file, what stands in the files of a folder and of all below it, and in their names."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    looked = {
        str(path.relative_to(folder)): found(
            str(path.relative_to(folder)).encode() + b"\n" + path.read_bytes(), needles
        )
        for path in paths
    }
    return {path: names for path, names in looked.items() if names}


def _forms(text: str) -> Iterator[tuple[str, bytes]]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        content = text.encode(encoding)
        yield encoding, content
        for form, armoured in _armoured(content):
            yield f"{encoding} in {form}", armoured
    yield "URL", quote(text).encode()
    yield "URL, lower case", quote(text).lower().encode()
    escaped = json.dumps(text)[1:-1]
    yield "JSON", escaped.encode()
    yield "JSON, upper case", escaped.upper().replace("\\U", "\\u").encode()


def _armoured(content: bytes) -> Iterator[tuple[str, bytes]]:
    yield "hex", content.hex().encode()
    yield "HEX", content.hex().upper().encode()
    for shift in range(3):
        yield f"base64 at {shift}", _base64(content, shift)
        yield f"base64url at {shift}", _base64(content, shift).translate(_URL_SAFE)


_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def _base64(content: bytes, shift: int) -> bytes:
    """What is the same in base64 wherever in a longer text the bytes stand, *shift* modulo 3."""
    coded = base64.b64encode(bytes(shift) + content)
    first = -(-shift * 8 // 6)
    return coded[first : (shift + len(content)) * 8 // 6]
