"""On which line of a TOML text a key stands: the parser of the standard library does not tell.

Only what a text of ours is made of has to be understood: tables, arrays of tables, keys, and
values that go on over several lines.
"""

import re
from collections import Counter
from collections.abc import Iterator

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?")
_PART = r"(?:\"[^\"]*\"|'[^']*'|[\w-]+)"
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_TOLD = re.compile(r"at line (\d+)")
_STRINGS = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|#.*")
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'")
_LONG = re.compile(r'"""|' + "'''")


def line_of(text: str, key: str, detail: str = "") -> int:
    """The line, from 1, where *key* (`terms[2].limit`) stands; where it is missing, its table's.

    *detail* is what the parser says of a syntax error, which names the line itself.
    """
    told = _TOLD.search(detail)
    if told is not None and not key:
        return int(told[1])
    lines: dict[str, int] = {}
    for path, line in _places(text):
        lines.setdefault(path, line)
    while key and key not in lines:
        key = _holder(key)
    return lines.get(key, 1)


def _holder(key: str) -> str:
    """What *key* lies in: `terms[2].limit`, `terms[2]`, `terms`, nothing."""
    cut = max(key.rfind("."), key.rfind("["))
    return key[:cut] if cut > 0 else ""


def _places(text: str) -> Iterator[tuple[str, int]]:
    table, met = "", Counter[str]()
    open_until, depth = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        if open_until or depth:
            open_until, depth = _after(line, open_until, depth)
            continue
        header, key = _HEADER.fullmatch(line), _KEY.match(line)
        if header is not None:
            name = _plain(header[2])
            table = f"{name}[{met[name]}]" if header[1] == "[[" else name
            met[name] += header[1] == "[["
            yield (name, number)
            yield (table, number)
        elif key is not None:
            yield (f"{table}.{_plain(key[1])}".lstrip("."), number)
            open_until, depth = _after(line[key.end() :], "", 0)


def _after(line: str, open_until: str, depth: int) -> tuple[str, int]:
    """What is still open behind *line*: a long string, or so many brackets."""
    if open_until:
        _, found, line = line.partition(open_until)
        if not found:
            return open_until, depth
    long = _LONG.search(line)
    if long is not None and "#" not in _QUOTED.sub("", line[: long.start()]):
        rest = line[long.end() :].partition(long[0])
        return (long[0], depth) if not rest[1] else _after(rest[2], "", depth)
    bare = _STRINGS.sub("", line)
    opened = sum(bare.count(one) for one in "[{") - sum(bare.count(one) for one in "]}")
    return "", max(0, depth + opened)


def _plain(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))
