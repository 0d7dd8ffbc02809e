"""`bihuan person erase`: at once and on record, or as soon as the law lets go of them."""

import re
import sqlite3
from uuid import UUID, uuid4

from tests.cli.conftest import Copy
from tests.cli.shell import Shell


def found(shell: Shell, query: str) -> list[str]:
    """Ids in the ledger's database."""
    connection = sqlite3.connect(shell.folder / "var" / "bihuan.db")
    rows = connection.execute(query).fetchall()
    connection.close()
    return [str(UUID(one)) for (one,) in rows]


def topics(shell: Shell, person: str) -> list[str]:
    """What is on record of somebody."""
    connection = sqlite3.connect(shell.folder / "var" / "bihuan.db")
    query = "SELECT topic FROM event WHERE stream = ? ORDER BY version"
    rows = connection.execute(query, (UUID(person).hex,)).fetchall()
    connection.close()
    return [topic for (topic,) in rows]


def test_somebody_is_erased_once(copy: Copy) -> None:
    shell = copy()
    [person, *_] = found(
        shell,
        "SELECT reporter FROM view_status_v7 WHERE reporter IS NOT NULL AND reporter NOT IN "
        "(SELECT person FROM view_stake_v1)",
    )
    told = shell.inside("person", "erase", person, "--asked-at", "2026-01-05")
    assert (told.status, told.out) == (0, f"erased {person}\n")
    assert topics(shell, person)[-1] == "person.erased"
    again = shell.inside("person", "erase", person)
    assert again.complaint == "this person was erased before"
    assert topics(shell, person).count("person.erased") == 1
    assert shell.good("replay", "--check").out.startswith("views, claims, nodes and head agree")


def test_who_spoke_to_an_approved_plan_is_restricted(copy: Copy) -> None:
    shell = copy()
    voices = found(shell, "SELECT DISTINCT person FROM view_stake_v1 ORDER BY person")
    told = [shell.inside("person", "erase", person) for person in voices]
    assert {one.status for one in told} == {0}
    kept = [one.out for one in told if one.out.startswith("restricted ")]
    assert kept
    assert re.fullmatch(
        r"restricted [0-9a-f-]{36}, kept by law until \d{4}-\d\d-\d\d; the timekeeper then erases "
        r"them\n(  approval, issue [0-9a-f-]{36}, until \d{4}-\d\d-\d\d\n)+",
        kept[0],
    )


def test_what_cannot_be_done_is_told(copy: Copy) -> None:
    shell = copy()
    nobody = str(uuid4())
    assert shell.inside("person", "erase", nobody).complaint == f"no such person: {nobody}"
    [person, *_] = found(shell, "SELECT reporter FROM view_status_v7 WHERE reporter IS NOT NULL")
    later = shell.inside("person", "erase", person, "--asked-at", "2999-01-05")
    assert later.complaint == "--asked-at is still to come"
    assert topics(shell, person)[-1] != "person.erased"
