"""`bihuan serve` as a process of its own, on the databases that a test has prepared."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from service.settings import Settings
from tests.cli.shell import Shell


@contextmanager
def serving(settings: Settings, count: int, folder: Path) -> Iterator[list[str]]:
    """So many servers, each on a free port of its own; where they answer.

    They log into `serve.log` of *folder*.
    """
    shell = Shell(folder=folder, settings=_environment(settings))
    with ExitStack() as stack:
        yield [stack.enter_context(shell.serving()).url for _ in range(count)]


def _environment(settings: Settings) -> Mapping[str, str]:
    assert settings.master_key is not None
    return {
        "BIHUAN_DATABASE_URL": settings.database_url,
        "BIHUAN_VAULT_URL": settings.vault_url,
        "BIHUAN_MASTER_KEY": settings.master_key.get_secret_value(),
        "BIHUAN_FILES": str(settings.files),
        "BIHUAN_SIGNING_KEY_FILE": str(settings.signing_key_file),
    }
