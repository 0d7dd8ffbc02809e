"""The measurement of flatness runs: two districts, every operation, each with its ratio."""

import base64
from pathlib import Path

from pydantic import SecretStr

from bench.flat import measure
from bench.standing import OPERATIONS
from service.settings import Settings

KEY = SecretStr(base64.b64encode(bytes(32)).decode())


def settings(folder: Path) -> Settings:
    folder.mkdir()
    return Settings(
        database_url=f"sqlite:///{folder}/bihuan.db",
        vault_url=f"sqlite:///{folder}/vault.db",
        files=folder / "files",
        master_key=KEY,
    )


def test_both_sizes_answer_every_operation(tmp_path: Path) -> None:
    small, large = settings(tmp_path / "small"), settings(tmp_path / "large")
    flat = measure(small, large, issues=(200, 400), rounds=2)
    assert flat.seconds.keys() == OPERATIONS.keys() == flat.ratios.keys()
    assert flat.issues[0] < flat.issues[1]
    for name, (less, more) in flat.seconds.items():
        assert flat.ratios[name] == more / less
