"""Settings that cannot be used: one clear line, status 1, and never a traceback or a secret."""

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.cli.conftest import Copy
from tests.cli.shell import Ended, Shell
from tests.postgres import PostgresServer

UNUSABLE = "the database cannot be used: "
OTHER_MASTER = "the vault was written with another master key"
URL = "a URL is required, as sqlite:///folder/file.db"
MEMORY = "a database in memory would be another one for every connection"


def encoded(size: int) -> str:
    return base64.b64encode(bytes(size)).decode()


WRONG: Sequence[tuple[Mapping[str, str], str]] = (
    ({"database_url": "nonsense"}, f"BIHUAN_DATABASE_URL: {URL}"),
    ({"database_url": ""}, f"BIHUAN_DATABASE_URL: {URL}"),
    ({"vault_url": "postgresql://u:hush@h:port/x"}, f"BIHUAN_VAULT_URL: {URL}"),
    ({"database_url": "sqlite://"}, f"BIHUAN_DATABASE_URL: {MEMORY}"),
    ({"vault_url": "sqlite:///:memory:"}, f"BIHUAN_VAULT_URL: {MEMORY}"),
    (
        {"database_url": "mysql://u:hush@h/x"},
        "BIHUAN_DATABASE_URL: sqlite or postgresql is required, not mysql",
    ),
    (
        {"vault_url": "sqlite:///var/bihuan.db"},
        "BIHUAN_VAULT_URL: the keys need a database of their own",
    ),
    ({"master_key": "hush!"}, "BIHUAN_MASTER_KEY: base64 is required"),
    ({"master_key": encoded(31)}, "BIHUAN_MASTER_KEY: 32 bytes are required, not 31"),
    ({"master_key_file": "file"}, "BIHUAN_MASTER_KEY_FILE (file): base64 is required"),
    ({"master_key_file": "folder"}, "folder: Is a directory"),
    ({"master_key_file": "file/below/key"}, "file/below: Not a directory"),
    ({"database_url": "sqlite:///file/below/x.db"}, "file/below: Not a directory"),
    ({"database_url": "sqlite:///folder"}, f"{UNUSABLE}unable to open database file"),
    ({"database_url": "sqlite:///file"}, f"{UNUSABLE}file is not a database"),
    ({"port": "http"}, "unusable setting: BIHUAN_PORT"),
    ({"public_url": "bihuan.example.cn"}, "unusable setting: BIHUAN_PUBLIC_URL"),
    ({"port": "65536", "queue_limit": "0"}, "unusable setting: BIHUAN_PORT, BIHUAN_QUEUE_LIMIT"),
)


def migrations(shell: Shell) -> list[Ended]:
    """`migrate` under each wrong setting."""
    (shell.folder / "folder").mkdir()
    (shell.folder / "file").write_bytes(b"\xff neither a key nor a database" * 40)
    return [shell.inside("migrate", **settings) for settings, _ in WRONG]


def test_a_wrong_setting_is_told_in_one_line(copy: Copy) -> None:
    told = [ended.complaint for ended in migrations(copy())]
    assert told == [complaint for _, complaint in WRONG]
    assert "hush" not in "".join(told)


def test_a_process_of_its_own_tells_the_same(shell: Shell) -> None:
    known = {str(settings): complaint for settings, complaint in WRONG}
    wrong = ({"database_url": "nonsense"}, {"master_key": "hush!"}, {"port": "http"})
    for settings in wrong:
        assert shell.run("serve", **settings).complaint == known[str(settings)]


def test_another_master_key_is_told_before_anything_is_written(copy: Copy) -> None:
    made = copy()
    shell = Shell(folder=made.folder, settings={"BIHUAN_MASTER_KEY": encoded(32)})
    before = {path.name: path.read_bytes() for path in (shell.folder / "var").glob("*.db")}
    commands = (("migrate",), ("serve", "--port", "0"), ("replay",), ("key", "list"))
    ended = [shell.run(*command) for command in commands]
    assert [one.complaint for one in ended] == [OTHER_MASTER] * 4
    assert {path: (shell.folder / "var" / path).read_bytes() for path in before} == before


def test_a_lost_master_key_is_not_replaced_unseen(copy: Copy) -> None:
    shell = copy()
    (shell.folder / "var" / "master.key").unlink()
    assert shell.run("migrate").complaint == OTHER_MASTER


def test_a_ledger_that_is_not_there_is_told(either: Shell) -> None:
    create = ("key", "create", "--role", "auditor")
    ended = [either.run(*command) for command in (("serve", "--port", "0"), ("replay",), create)]
    complaint = "the databases are not up to date: run `bihuan migrate`"
    assert [one.complaint for one in ended] == [complaint] * 3


def test_a_server_that_does_not_answer_is_told(shell: Shell) -> None:
    url = "postgresql://nobody:hush@127.0.0.1:1/x"
    for command in ("migrate", "serve"):
        complaint = shell.run(command, database_url=url).complaint
        assert complaint.startswith(f"{UNUSABLE}connection failed: ")
        assert "Connection refused" in complaint
        assert "hush" not in complaint


def test_a_database_that_is_not_there_is_told(shell: Shell, postgres: PostgresServer) -> None:
    complaint = shell.run("migrate", database_url=postgres.url("nowhere")).complaint
    assert complaint.startswith(UNUSABLE)
    assert 'database "nowhere" does not exist' in complaint


def test_a_folder_on_the_way_is_made(shell: Shell) -> None:
    shell.good("migrate", database_url="sqlite:///a/b/c.db", vault_url="sqlite:///d/e/f.db")
    assert Path(shell.folder, "a/b/c.db").exists()
    assert Path(shell.folder, "d/e/f.db").exists()
