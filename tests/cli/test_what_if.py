"""`bihuan what-if`: a table, the API's own answer, and one line where it cannot be told."""

import json
import sqlite3
from contextlib import closing
from uuid import UUID, uuid4

from tests.cli.conftest import Copy
from tests.cli.shell import Ended, Shell

PERIOD = ("--from", "2000-01-01", "--to", "2009-12-31")


def bodies(shell: Shell) -> dict[str, str]:
    """The ids of bodies by level."""
    with closing(sqlite3.connect(shell.folder / "var" / "bihuan.db")) as database:
        query = "SELECT sort, id FROM view_directory_v4 WHERE kind = 'body' ORDER BY name"
        return {level: str(UUID(body)) for level, body in database.execute(query)}


def of_the_demonstration(shell: Shell, *arguments: str) -> Ended:
    """All that the demonstration tells of, over ten years."""
    district = bodies(shell)["district"]
    period = ("--from", "2020-01-01", "--to", "2029-12-31")
    return shell.inside("what-if", district, *period, *arguments)


def test_the_demonstration_under_other_terms(copy: Copy) -> None:
    shell = copy()
    ended = of_the_demonstration(shell, "--terms", "default@4", "--calendar", "1")
    assert ended.status == 0, ended
    assert ended.err.splitlines()[0].startswith("reckoning: 0/")
    assert "assumed: default@4, calendar 1; as of 20" in ended.out
    answer = json.loads(of_the_demonstration(shell, "--terms", "default", "--json").out)
    assert (answer["method"]["version"], answer["calendar"]) == (4, None)
    assert f", issues: {answer['issues']}\n" in ended.out
    [response] = [row for row in answer["clocks"] if row["clock"] == "response"]
    rate = response["assumed"]["on_time"]
    assert rate["denominator"] > 0
    sides = [ended.out.count(f"│ {side}") for side in ("actual", "assumed")]
    assert sides == [len(answer["clocks"])] * 2
    [line] = [line for line in ended.out.splitlines() if line.startswith("│ response ")]
    actual = response["actual"]["on_time"]
    assert f"│ {actual['numerator']}/{actual['denominator']} " in line


def test_what_cannot_be_reckoned_is_told_in_one_line(copy: Copy) -> None:
    shell = copy()
    committee = bodies(shell)["committee"]

    def complaint(*arguments: str, body: str = committee) -> str:
        return shell.inside("what-if", body, *PERIOD, *arguments).complaint

    assert complaint("--terms", "deli@9") == "unknown-method, version 9"
    assert complaint("--terms", "nowhere") == "unknown-method"
    assert complaint("--terms", "deli@") == "--terms: METHOD@VERSION is required, as default@1"
    assert complaint("--calendar", "7") == "unknown-calendar, version 7"
    assert complaint("--to", "1999-12-31") == "period-inverted"
    assert complaint("--to", "2099-12-31") == "period-too-long, days 3660"
    unknown = str(uuid4())
    assert complaint(body=unknown) == f"there is no body {unknown}"


def test_a_period_in_which_nothing_began(copy: Copy) -> None:
    shell = copy()
    ended = shell.inside("what-if", bodies(shell)["district"], *PERIOD)
    assert (ended.status, ended.err) == (0, "")
    assert "issues: 0\nassumed: nothing; as of 20" in ended.out
