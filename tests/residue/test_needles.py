"""A look that would find nothing proves nothing: each form is found where it stands."""

import base64
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.residue.needles import byte_needles, found, found_below, text_needles

TEXT = "欧阳翠屏"
NEEDLES = text_needles({"name": TEXT})
SECRET = bytes(range(240, 256)) + bytes(range(16))
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_is_found_in_every_form(encoding: str) -> None:
    """In a longer text, as it would stand somewhere, at every place of a group of base64."""
    for before in range(6):
        content = b"\x80" * before + TEXT.encode(encoding) + b"\x81" * 5
        assert f"name as {encoding}" in found(content, NEEDLES)
        coded = base64.b64encode(content), base64.urlsafe_b64encode(content)
        forms = ("base64", "base64url")
        for form, told in zip(forms, coded, strict=True):
            assert f"name as {encoding} in {form} at {before % 3}" in found(told, NEEDLES)
        assert found(content.hex().encode(), NEEDLES) == {f"name as {encoding} in hex"}
        assert found(content.hex().upper().encode(), NEEDLES) == {f"name as {encoding} in HEX"}


def test_escaped_forms_are_found() -> None:
    assert "name as URL" in found(quote(f"找 {TEXT}").encode(), NEEDLES)
    assert "name as URL, lower case" in found(quote(TEXT).lower().encode(), NEEDLES)
    assert "name as JSON" in found(json.dumps({"a": f"x{TEXT}"}).encode(), NEEDLES)
    upper = json.dumps(TEXT).upper().replace("\\U", "\\u").encode()
    assert "name as JSON, upper case" in found(upper, NEEDLES)


def test_another_text_is_not_found() -> None:
    for text in ("欧阳翠平", "王小明", ""):
        for encoding in ENCODINGS:
            content = text.encode(encoding) * 3
            for one in (content, base64.b64encode(content), json.dumps(text).encode()):
                assert found(one, NEEDLES) == set()


def test_bytes_are_found() -> None:
    needles = byte_needles({"key": SECRET})
    for before in range(3):
        content = b"\x01" * before + SECRET + b"\x02"
        assert "key as bytes" in found(content, needles)
        assert f"key as base64 at {before}" in found(base64.b64encode(content), needles)
        coded = base64.urlsafe_b64encode(content)
        assert f"key as base64url at {before}" in found(coded, needles)
    assert found(SECRET[1:], needles) == set()


def test_files_and_their_names_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_text(f"..{TEXT}..", "utf-16-le")
    (tmp_path / TEXT).write_bytes(b"")
    (tmp_path / "clean").write_bytes(b"\x00" * 100)
    assert found_below(tmp_path, NEEDLES) == {
        "deep/file": {"name as utf-16-le"},
        TEXT: {"name as utf-8"},
    }
