"""The master key: made once for its owner's eyes, and named where it cannot be used."""

import base64
import os
import stat
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from ledger.database import normalise
from service.settings import BadSetting, Settings, files_folder, master_key, signing_key_file

KEY = bytes(range(32))


def in_file(path: Path) -> Settings:
    return Settings(master_key=None, master_key_file=path)


def encoded(key: bytes) -> str:
    return base64.b64encode(key).decode()


def test_the_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "master.key"
    before = os.umask(0)
    try:
        key = master_key(in_file(path))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(key) == 32
    assert path.read_text() == encoded(key) + "\n"


def test_the_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    assert master_key(in_file(path)) == master_key(in_file(path))


def test_two_installations_have_two_keys(tmp_path: Path) -> None:
    keys = {master_key(in_file(tmp_path / name)) for name in ("a", "b")}
    assert len(keys) == 2


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIHUAN_MASTER_KEY", encoded(KEY))
    monkeypatch.setenv("BIHUAN_MASTER_KEY_FILE", str(tmp_path / "never-made"))
    assert master_key(Settings()) == KEY
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("not base64!", "base64 is required"),
        (encoded(KEY)[:-2], "base64 is required"),
        ("钥匙", "base64 is required"),
        (encoded(KEY[:31]), "32 bytes are required, not 31"),
        (encoded(KEY + b"x"), "32 bytes are required, not 33"),
        ("", "32 bytes are required, not 0"),
    ],
)
def test_a_bad_key_names_its_variable(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(BadSetting, match=f"^BIHUAN_MASTER_KEY: {fault}$"):
        master_key(Settings(master_key=SecretStr(text)))
    path = tmp_path / "master.key"
    path.write_text(text, "utf-8")
    with pytest.raises(BadSetting, match=rf"^BIHUAN_MASTER_KEY_FILE .*master\.key.*: {fault}$"):
        master_key(in_file(path))


def test_raw_bytes_in_the_file_are_told_as_well(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(bytes(range(224, 256)))
    with pytest.raises(BadSetting, match=r"^BIHUAN_MASTER_KEY_FILE .*base64 is required"):
        master_key(in_file(path))


@pytest.mark.parametrize(
    ("files", "ledger", "folder"),
    [
        (None, "sqlite:////srv/data/bihuan.db", "/srv/data/files"),
        (None, "sqlite:///var/bihuan.db", "var/files"),
        (None, "postgresql://host/bihuan", "var/files"),
        ("/mnt/files", "sqlite:////srv/data/bihuan.db", "/mnt/files"),
        ("/mnt/files", "postgresql://host/bihuan", "/mnt/files"),
    ],
)
def test_files_lie_beside_the_ledger_or_where_they_are_told(
    files: str | None, ledger: str, folder: str
) -> None:
    settings = Settings(files=Path(files) if files else None)
    assert files_folder(settings, normalise(ledger)) == Path(folder)


@pytest.mark.parametrize(
    ("file", "ledger", "where"),
    [
        (None, "sqlite:////srv/data/bihuan.db", "/srv/data/signing.key"),
        (None, "sqlite:///var/bihuan.db", "var/signing.key"),
        (None, "postgresql://host/bihuan", "var/signing.key"),
        ("/etc/bihuan/signing.key", "sqlite:///var/bihuan.db", "/etc/bihuan/signing.key"),
    ],
)
def test_the_signing_key_lies_beside_the_ledger_or_where_it_is_told(
    file: str | None, ledger: str, where: str
) -> None:
    settings = Settings(signing_key_file=Path(file) if file else None)
    assert signing_key_file(settings, normalise(ledger)) == Path(where)


def test_a_message_never_shows_the_key() -> None:
    settings = Settings(master_key=SecretStr(encoded(KEY[:31])))
    with pytest.raises(BadSetting) as caught:
        master_key(settings)
    assert encoded(KEY[:31])[:8] not in str(caught.value) + repr(settings)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://bihuan.example.cn", "https://bihuan.example.cn"),
        ("https://bihuan.example.cn/", "https://bihuan.example.cn"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("https://example.cn/shequ/bihuan", "https://example.cn/shequ/bihuan"),
    ],
)
def test_where_residents_reach_it(monkeypatch: pytest.MonkeyPatch, given: str, kept: str) -> None:
    monkeypatch.setenv("BIHUAN_PUBLIC_URL", given)
    assert Settings().public_url == kept


@pytest.mark.parametrize(
    "url",
    [
        "",
        "bihuan.example.cn",
        "//bihuan.example.cn",
        "ftp://bihuan.example.cn",
        "javascript:alert(1)",
        "https://",
        "https://user:word@bihuan.example.cn",
        "https://bihuan.example.cn?a=1",
        "https://bihuan.example.cn#a",
        "https://bihuan.example.cn/a b",
        "https://bihuan.example.cn\n",
        "https://bihuan..cn",
        'https://bihuan.example.cn/"><script>',
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Settings(public_url=url)
    assert [error["loc"] for error in caught.value.errors()] == [("public_url",)]


@pytest.mark.parametrize("days", [0, -1, 3651])
def test_how_long_a_receipt_opens(days: int) -> None:
    assert Settings().follow_up_days == 400
    with pytest.raises(ValidationError):
        Settings(follow_up_days=days)
