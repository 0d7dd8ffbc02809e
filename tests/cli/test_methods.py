"""`bihuan methods`: listed, checked, drawn, played through; it asks no database."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.domain.examples import METHOD_FILES, METHODS

KANGHUI = (METHODS / "kanghui.toml").read_text("utf-8")
MUTATED = (
    ('limit = "3 days"', 'limit = "3 weeks"', "terms[2].limit", "write it as '15 minutes'"),
    ("rounds = 3", "round = 3", "revisit.round", "known here: attempts, rounds"),
    ("rounds = 3\n", "", "revisit.rounds", "a whole number"),
    ('rhythm = "monthly"', 'rhythm = "often"', "reports.rhythm", "one of none, monthly"),
    ('seats = ["operator"]', 'seats = ["mayor"]', "meetings[0].seats", "in the vocabulary: mayor"),
    ('code = "plan-carried-out"', 'code = "Plan"', "checks[1].code", "lower-case letters"),
    ('"young-tenants"', '"old-tenants"', "visits[0].group", "in the vocabulary: old-tenants"),
    ("attempts = 3", "attempts = 0", "revisit.attempts", "at least 1"),
    ("[dispatch]", "[dispatch", "", "Expected ']'"),
)
"""What somebody may get wrong, the key that is named for it, and what would be right there."""


def test_every_shipped_method_leads_to_the_revisit(shell: Shell) -> None:
    told = shell.inside("methods", "check", *map(str, METHOD_FILES))
    assert (told.status, told.err) == (0, "")
    assert told.out.count("ways lead to revisited") == len(METHOD_FILES) == 17


@pytest.mark.parametrize(("right", "wrong", "key", "remedy"), MUTATED)
def test_a_mutated_file_is_told_by_line_key_and_remedy(
    shell: Shell, tmp_path: Path, right: str, wrong: str, key: str, remedy: str
) -> None:
    before, found, after = KANGHUI.partition(right)
    assert found
    file = tmp_path / "mutated.toml"
    file.write_text(before + wrong + after, "utf-8")
    told = shell.inside("methods", "check", str(file))
    assert (told.status, told.out) == (1, "")
    where, _, _ = told.err.splitlines()[0].removeprefix(f"{file}:").partition(":")
    lines = (before + wrong + after).split("\n")
    # What is missing is told by the table in which it should stand.
    expected = lines.index("[revisit]") + 1 if not wrong else before.count("\n") + 1
    assert int(where) == expected
    assert not key or f" {key}: " in told.err
    assert remedy in told.err


def test_a_method_that_never_reaches_the_revisit_is_refused(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "stuck.toml"
    meeting = '[[meetings]]\nkinds = ["appraisal"]\nbefore = "approved"\n\n[approval]'
    file.write_text(KANGHUI.replace("[approval]", meeting), "utf-8")
    told = shell.inside("methods", "check", str(file))
    assert told.status == 1
    assert "meetings[1].kinds: can never reach revisited: no appraisal can be held" in told.err
    line = KANGHUI.split("\n").index("[approval]") + 2
    assert told.err.startswith(f"{file}:{line}:")


def test_a_method_is_drawn_in_its_own_words(shell: Shell) -> None:
    told = shell.inside("methods", "show", "kanghui").out
    for words in (
        "reported 已上报 · 民意收集 Opinions gathered",
        "meeting: 议事会 / 协调会, with 运营单位 · 保租房运营单位",
        "check: 方案各项已落地 Each point of the plan is carried out",
        "by: joint-agreement",
        "ladder: committee after 1 working day",
    ):
        assert words in told
    assert shell.inside("methods", "show", "none-such").status == 1


def test_an_issue_is_played_to_the_revisit_with_what_is_due(shell: Shell) -> None:
    told = shell.inside("methods", "simulate", "linba", "--from", "2026-09-30").out
    assert "linba@4  small, fast" in told
    assert "response by 2026-09-30 09:15, completion by 2026-10-01 09:00" in told
    assert told.count("→ revisited 已回访") == told.count("linba@4") == 6


def test_all_are_listed(shell: Shell) -> None:
    told = shell.inside("methods", "list").out
    assert [line.split("@")[0] for line in told.splitlines()] == [p.stem for p in METHOD_FILES]
