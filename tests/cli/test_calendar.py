"""`calendar show` and `calendar import`: what is told, and what is refused in one line."""

from pathlib import Path

from tests.cli.conftest import Copy
from tests.cli.shell import Shell

NEXT = """\
[years.2027]
off = ["01-01"]
on = ["01-09"]
"""


def written(shell: Shell, text: str) -> str:
    """The path of a file with that text."""
    path = shell.folder / "next.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_it_is_shown_imported_and_shown_again(copy: Copy) -> None:
    shell = copy()
    first = shell.inside("calendar", "show")
    assert first.out.startswith("version 1 (library), 2004-01-01 to 2026-12-31\nchinesecalendar ")
    days = "2026  off 01-01 01-02 01-03 02-15"
    assert days in first.out
    assert "worked 01-04 02-14 02-28 05-09 09-20 10-10\n" in first.out
    text = shell.inside("calendar", "show", "--text").out
    file = written(shell, text.replace("version = 1", "version = 2") + NEXT)
    imported = shell.inside("calendar", "import", file)
    assert (imported.status, imported.err) == (0, "")
    assert imported.out.startswith("version 2 (imported), 2004-01-01 to 2027-12-31\n")
    assert imported.out.endswith("2027  off 01-01  worked 01-09\n")
    again = shell.inside("calendar", "import", file)
    assert again == imported == shell.inside("calendar", "show", "2")
    assert shell.inside("calendar", "show", "1").out == first.out
    assert shell.inside("migrate").status == 0
    assert shell.inside("calendar", "show") == imported


def test_what_cannot_be_imported_is_told_in_one_line(copy: Copy) -> None:
    shell = copy()
    text = shell.inside("calendar", "show", "--text").out
    for wrong, complaint in (
        (text + NEXT, "version-not-next: newest 1"),
        (NEXT, "calendar-malformed: key format, detail a whole number of at least 1 is required"),
        (
            text.replace("version = 1", "version = 2").replace("years.2004", "years.2027"),
            "calendar-shrinks: year 2004",
        ),
    ):
        file = written(shell, wrong)
        assert shell.inside("calendar", "import", file).complaint == f"{file}: {complaint}"
    missing = str(Path(shell.folder, "none.toml"))
    assert "No such file" in shell.inside("calendar", "import", missing).complaint
    binary = shell.folder / "binary.toml"
    binary.write_bytes(b"\xff")
    assert "can't decode" in shell.inside("calendar", "import", str(binary)).complaint
    unknown = "there is no version 2; the newest is 1"
    assert shell.inside("calendar", "show", "2").complaint == unknown


def test_without_a_ledger_it_says_what_to_do(shell: Shell) -> None:
    complaint = shell.inside("calendar", "show").complaint
    assert complaint == "the databases are not up to date: run `bihuan migrate`"
