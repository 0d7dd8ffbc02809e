"""The search finds what it is meant to find: otherwise to find nothing would mean nothing."""

import base64
import binascii
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.stories.searching import find, forms, pieces

TEXTS = ["骆听澜", "13764920518", "27号楼1403室", "绕三圈也找不到车位", "A+b/c?d 是"]


def as_others_write_it(text: str) -> dict[str, bytes]:
    """By other means than the search itself uses where there are any."""
    raw = text.encode()
    escaped = "".join(c if c.isascii() else f"\\u{ord(c):04x}" for c in text)
    shouted = "".join(c if c.isascii() else f"\\u{ord(c):04X}" for c in text)
    written = {
        "utf-8": json.dumps({"name": text}, ensure_ascii=False).encode(),
        "gbk": f"姓名：{text}。".encode("gbk"),
        "utf-16": f"姓名：{text}。".encode("utf-16"),
        "utf-16-be": f"姓名：{text}。".encode("utf-16-be"),
        "json": json.dumps({"name": text}).encode(),
        "escaped": escaped.encode(),
        "escaped in capitals": shouted.encode(),
        "hex": b"\\x" + binascii.hexlify(raw),
        "hex in capitals": binascii.hexlify(b"1" + raw + b"2").upper(),
        "percent": f"/?q={quote(text, safe='')}&".encode(),
        "percent, small": quote(text, safe="").lower().encode(),
    }
    for before in range(6):
        inside = b"xyzxyz"[:before] + raw + b"behind"
        written[f"base64 behind {before}"] = base64.b64encode(inside)
        written[f"base64url behind {before}"] = base64.urlsafe_b64encode(inside)
        written[f"base64 at the end, {before}"] = base64.b64encode(inside[:-6])
    return written


@pytest.mark.parametrize("text", TEXTS)
def test_every_planted_form_is_found(tmp_path: Path, text: str) -> None:
    for number, (name, planted) in enumerate(as_others_write_it(text).items()):
        if name.startswith("percent, small") and text != text.lower():
            continue
        folder = tmp_path / str(number) / "deeper"
        folder.mkdir(parents=True)
        (folder / "file.bin").write_bytes(bytes(5_000) + b"\x07" + planted + bytes(5_000))
        assert find([text], [tmp_path / str(number)]), name


@pytest.mark.parametrize("text", TEXTS)
def test_no_form_is_so_short_that_it_stands_anywhere(text: str) -> None:
    assert min(map(len, forms(text).values())) >= 6


def test_it_finds_nothing_where_nothing_is(tmp_path: Path) -> None:
    other = "骆听涛 13764920588 27号楼1408号"
    for number, planted in enumerate(as_others_write_it(other).values()):
        (tmp_path / str(number)).write_bytes(planted)
    assert find(TEXTS[:3], [tmp_path]) == []


def test_a_text_is_looked_for_in_pieces() -> None:
    text = "每天下班回来，小区门口总被外来车辆堵死，唉。"
    assert pieces(text) == ["每天下班回来", "小区门口总被外来车辆堵死"]
