"""`bihuan key`: what a role needs, what is shown once, what is never shown."""

import re
import sqlite3
from uuid import UUID, uuid4

import pytest

from domain.actor import Role
from tests.cli.conftest import Copy
from tests.cli.shell import Ended, Shell
from tests.stories.searching import find

KEY = re.compile(r"bihuan_[\w-]{43}\n")
NOBODY = str(uuid4())


def entry(shell: Shell, name: str) -> str:
    """The id of what the demonstration calls by that name."""
    connection = sqlite3.connect(shell.folder / "var" / "bihuan.db")
    query = "SELECT id FROM view_directory_v4 WHERE name = ?"
    [(found,)] = connection.execute(query, (name,)).fetchall()
    connection.close()
    return str(UUID(found))


def scopes(shell: Shell) -> dict[Role, tuple[str, ...]]:
    """What each role needs."""
    committee, compound = entry(shell, "凌八居民区"), entry(shell, "凌兆八村")
    return {
        Role.RESIDENT: ("--compound", compound),
        Role.CLERK: ("--committee", committee),
        Role.HANDLER: ("--organisation", entry(shell, "凌兆物业")),
        Role.OWNERS_COMMITTEE: ("--compound", compound),
        Role.SUPERIOR: ("--body", entry(shell, "东明路街道")),
        Role.AUDITOR: (),
        Role.INTEGRATOR: ("--committee", entry(shell, "浦东新区")),
        Role.ADMINISTRATOR: (),
    }


def test_a_key_for_every_role(copy: Copy) -> None:
    shell = copy()
    wanted = scopes(shell)
    assert set(wanted) == set(Role) - {Role.SYSTEM}
    made = [shell.inside("key", "create", "--role", role, *wanted[role]) for role in wanted]
    assert [one.status for one in made] == [0] * len(wanted)
    assert all(KEY.fullmatch(one.out) for one in made)
    ids = [re.fullmatch(r"id ([0-9a-f-]{36})  person [0-9a-f-]{36}\n", one.err) for one in made]
    rows = listed(shell.inside("key", "list"))
    for role, found in zip(wanted, ids, strict=True):
        assert found is not None
        assert rows[found[1]]["roles"] == role


def listed(ended: Ended) -> dict[str, dict[str, str]]:
    """Each key by its id: its cells by the column's name."""
    lines = [re.split("[│┃]", line)[1:-1] for line in ended.out.splitlines()]
    heading, *rows = [[cell.strip() for cell in line] for line in lines if line]
    return {row[0]: dict(zip(heading, row, strict=True)) for row in rows}


def test_what_is_missing_or_wrong_is_told(copy: Copy) -> None:
    shell = copy()
    district = entry(shell, "浦东新区")
    compound, other = entry(shell, "凌兆八村"), entry(shell, "飞乐居民区")
    expected = {
        ("resident",): "role 'resident' needs --committee or --compound",
        ("clerk",): "role 'clerk' needs --committee",
        ("handler",): "role 'handler' needs --organisation",
        ("owners-committee",): "role 'owners-committee' needs --compound",
        ("superior",): "role 'superior' needs --committee (the superior's own id)",
        ("integrator",): "role 'integrator' needs --committee (the body whose subtree it serves)",
        ("system",): "the role 'system' belongs to the installation itself",
        ("clerk", "--body", NOBODY): f"no such committee: {NOBODY}",
        ("resident", "--compound", NOBODY): f"no such compound: {NOBODY}",
        ("handler", "--organisation", compound): f"no such organisation: {compound}",
        ("clerk", "--body", district): "role 'clerk' needs a residents' committee, not a district",
        (
            "resident",
            "--compound",
            compound,
            "--body",
            other,
        ): "the compound belongs to another committee",
    }
    before = len(listed(shell.inside("key", "list")))
    ended = [shell.inside("key", "create", "--role", *one) for one in expected]
    assert [one.complaint for one in ended] == list(expected.values())
    assert len(listed(shell.inside("key", "list"))) == before


@pytest.mark.parametrize("option", [(), ("--role", "mayor")])
def test_a_role_that_there_is_not_is_a_usage_error(shell: Shell, option: tuple[str, ...]) -> None:
    ended = shell.run("key", "create", *option)
    assert (ended.status, ended.out) == (2, "")
    assert "owners-committee" in ended.err
    assert list(shell.folder.iterdir()) == []


def test_quiet_prints_the_key_alone_and_the_list_no_key(copy: Copy) -> None:
    shell = copy()
    made = shell.good("key", "create", "--role", "auditor", "--role", "administrator", "--quiet")
    assert KEY.fullmatch(made.out)
    assert made.err == ""
    kept = (shell.folder / "var" / "demonstration-keys.txt").read_text()
    secrets = [made.out.strip(), *re.findall(r"bihuan_[\w-]+", kept)]
    shown = shell.good("key", "list")
    assert len(secrets) == len(listed(shown)) > 10
    assert [row["roles"] for row in listed(shown).values()][-1] == "administrator auditor"
    for secret in secrets:
        assert secret.removeprefix("bihuan_")[:8] not in shown.out + shown.err


def test_a_key_is_revoked_once(copy: Copy) -> None:
    shell = copy()
    key = next(iter(listed(shell.inside("key", "list"))))
    assert shell.good("key", "revoke", key).out == f"revoked {key}\n"
    assert listed(shell.inside("key", "list"))[key]["revoked"] != ""
    for one in (key, NOBODY):
        complaint = shell.inside("key", "revoke", one).complaint
        assert complaint == "no such key, or it was revoked before"


def test_a_known_person_gets_another_key(copy: Copy) -> None:
    shell = copy()
    compound = ("--compound", entry(shell, "凌兆八村"))
    contact = ("--name", "崔知微", "--phone", "13600008877", "--room", "5号楼201室")
    create = ("key", "create", "--role", "resident", *compound)
    first = shell.good(*create, *contact)
    person = first.err.split()[-1]
    again = shell.inside(*create, "--person", person)
    assert again.err.split()[-1] == person
    assert again.out != first.out
    assert shell.inside(*create, "--person", person, *contact).complaint == (
        "--person is somebody known: their contact is not given anew"
    )
    assert shell.inside(*create, "--person", NOBODY).complaint == f"no such person: {NOBODY}"
    shown = shell.inside("key", "list").out
    assert shown.count(person) == 2
    assert find(contact[1::2], [shell.folder]) == []
    assert not any(text in shown for text in contact[1::2])
