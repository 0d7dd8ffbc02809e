"""Looking for a text in files, in whatever form a program may have left it there."""

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_PERCENT = re.compile(r"%[0-9A-F]{2}")
_NOTHING = re.compile(rb"\0{64,}")


def forms(text: str) -> Mapping[str, bytes]:
    """Every form of *text* by its name."""
    raw = text.encode()
    escaped = json.dumps(text)[1:-1]
    percent = quote(text, safe="")
    return {
        "UTF-8": raw,
        "GBK": text.encode("gb18030"),
        "UTF-16 LE": text.encode("utf-16-le"),
        "UTF-16 BE": text.encode("utf-16-be"),
        "escaped": escaped.encode(),
        "ESCAPED": _ESCAPE.sub(lambda m: f"\\u{m[1].upper()}", escaped).encode(),
        "hex": raw.hex().encode(),
        "HEX": raw.hex().upper().encode(),
        "PERCENT": percent.encode(),
        "percent": _PERCENT.sub(lambda m: m[0].lower(), percent).encode(),
        **{f"base64 at {offset}": _base64(raw, offset) for offset in range(3)},
        **{f"base64url at {offset}": _url(_base64(raw, offset)) for offset in range(3)},
    }


def pieces(text: str) -> list[str]:
    """What stands between the stops of a longer text: a page may end in the middle of it."""
    return [piece for piece in re.split("[，。、；]", text) if len(piece) > 4]


def find(texts: Iterable[str], folders: Iterable[Path]) -> list[str]:
    """Where any form of any of the *texts* stands, as `file: text as form`."""
    wanted = [(text, name, form) for text in texts for name, form in forms(text).items()]
    # Databases of one cluster begin as copies of each other.
    known: dict[bytes, list[str]] = {}
    found: list[str] = []
    for path in _files(folders):
        content = _NOTHING.sub(b"\0", path.read_bytes())
        digest = sha256(content).digest()
        if digest not in known:
            known[digest] = [f"{text} as {name}" for text, name, form in wanted if form in content]
        found += [f"{path}: {what}" for what in known[digest]]
    return found


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _base64(raw: bytes, offset: int) -> bytes:
    """The characters that stand for *raw* alone where it begins *offset* bytes into a group."""
    encoded = base64.b64encode(bytes(offset) + raw)
    whole = (offset + len(raw)) * 8 // 6
    return encoded[-(-offset * 8 // 6) : whole]


def _url(encoded: bytes) -> bytes:
    return encoded.translate(bytes.maketrans(b"+/", b"-_"))
