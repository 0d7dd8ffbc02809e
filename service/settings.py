"""Settings: environment variables `BIHUAN_…`, every one with a default that works alone."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import URL

from service import secret_files

_WEB_ADDRESS = re.compile(
    r"https?://([A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?"
    r"(/[A-Za-z0-9._~-]+)*/?"
)


class BadSetting(Exception):
    """A setting that cannot be used; the message names the variable."""


def is_web_address(url: str) -> bool:
    """Whether *url* is http or https, a host, perhaps a port and a path, and nothing else.

    It ends up in links and QR codes, and may come from a `Host` header: no user, query, fragment.
    """
    return _WEB_ADDRESS.fullmatch(url) is not None


def _web_address(url: str | None) -> str | None:
    if url is not None and not is_web_address(url):
        raise ValueError("an address as https://host/path is required")
    return url and url.rstrip("/")


class Settings(BaseSettings):
    """What may differ between installations."""

    model_config = SettingsConfigDict(env_prefix="BIHUAN_", extra="ignore")

    database_url: Annotated[str, Field(description="the ledger and its views")] = (
        "sqlite:///var/bihuan.db"
    )
    vault_url: Annotated[str, Field(description="the keys, in a database of their own")] = (
        "sqlite:///var/vault.db"
    )
    master_key: Annotated[
        SecretStr | None, Field(description="32 bytes in base64; wraps the vault's keys")
    ] = None
    master_key_file: Annotated[Path, Field(description="read where master_key is not set")] = Path(
        "var/master.key"
    )
    signing_key_file: Annotated[
        Path | None, Field(description="signs checkpoints; beside an SQLite ledger if unsaid")
    ] = None
    files: Annotated[
        Path | None, Field(description="folder of the files; beside an SQLite ledger if unsaid")
    ] = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    workers: Annotated[int, Field(ge=1, le=64, description="processes that share the port")] = 1
    max_body: Annotated[int, Field(ge=1024, description="largest request body in bytes")] = 262_144
    max_file: Annotated[int, Field(ge=1024, description="largest file in bytes")] = 8_388_608
    follow: Annotated[
        bool, Field(description="serve also folds following views; else `bihuan follow` has to")
    ] = True
    timekeeper: Annotated[
        bool, Field(description="serve also keeps time; else `bihuan timekeeper` has to")
    ] = True
    queue_limit: Annotated[int, Field(ge=1, description="waiting commands before 503")] = 2_000
    pool_size: Annotated[int, Field(ge=2, le=100, description="readers at once, each database")] = 8
    pool_seconds: Annotated[float, Field(gt=0, description="how long a reader may wait")] = 2.0
    memory: Annotated[int, Field(ge=100, description="states and rows of each view remembered")] = (
        20_000
    )
    command_seconds: Annotated[float, Field(gt=0, description="how long a command may wait")] = 10.0
    idempotency_hours: Annotated[int, Field(ge=24, description="how long successes are kept")] = 48
    follow_up_days: Annotated[int, Field(ge=1, le=3650, description="how long a receipt opens")] = (
        400
    )
    public_url: Annotated[
        str | None,
        Field(description="where residents reach this service; else as the request names it"),
        AfterValidator(_web_address),
    ] = None


def master_key(settings: Settings) -> bytes:
    """The master key: from the environment, else from its file, which is made on first use."""
    if settings.master_key is not None:
        text = settings.master_key.get_secret_value().encode(errors="replace")
        return _decoded(text, "BIHUAN_MASTER_KEY")
    path = settings.master_key_file
    if not path.exists():
        secret_files.create(path)
    return _decoded(path.read_bytes(), f"BIHUAN_MASTER_KEY_FILE ({path})")


def files_folder(settings: Settings, ledger: URL) -> Path:
    """Where files are kept: `BIHUAN_FILES`, else beside the ledger's database."""
    if settings.files is not None:
        return settings.files
    return _beside(ledger) / "files"


def signing_key_file(settings: Settings, ledger: URL) -> Path:
    """Where the signing key is: `BIHUAN_SIGNING_KEY_FILE`, else beside the ledger's database."""
    return settings.signing_key_file or _beside(ledger) / "signing.key"


def _beside(ledger: URL) -> Path:
    """The folder of an SQLite ledger; `var` for one on a server."""
    database = ledger.database if ledger.get_backend_name() == "sqlite" else None
    return Path(database).parent if database else Path("var")


def _decoded(text: bytes, source: str) -> bytes:
    try:
        return secret_files.decode(text)
    except secret_files.BadSecret as error:
        raise BadSetting(f"{source}: {error}") from error
