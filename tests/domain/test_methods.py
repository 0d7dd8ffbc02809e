"""Every shipped method: written and read again, walked to its end; and no Python knows its name."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.method.rules import ApprovalRule, MeetingRule, Step
from domain.method.text import Method, parse
from domain.method.writing import written
from domain.text_lines import line_of
from domain.walk.reach import obstacles, ways
from tests.domain.examples import METHOD_FILES, VOCABULARY

ROOT = Path(__file__).parents[2]
METHODS = {path.stem: path.read_text("utf-8") for path in METHOD_FILES}
SEVENTEENTH = (ROOT / "tests/stories/seventeenth.toml").read_text("utf-8")
TEXTS = [*METHODS.values(), SEVENTEENTH]


@pytest.mark.parametrize("text", TEXTS, ids=[*METHODS, "seventeenth"])
def test_a_method_survives_being_written(text: str) -> None:
    method = parse(text, strict=True)
    again = parse(written(method), strict=True)
    assert replace(again, hash=method.hash) == method
    assert written(again) == written(method)


@pytest.mark.parametrize("text", TEXTS, ids=[*METHODS, "seventeenth"])
def test_every_way_of_a_method_leads_to_the_revisit(text: str) -> None:
    method = parse(text, strict=True)
    assert len(ways(method)) >= 3
    assert obstacles(method, VOCABULARY) == []


def kanghui(*meetings: MeetingRule) -> Method:
    """With these meetings, instead of its own."""
    method = parse(METHODS["kanghui"], strict=True)
    return replace(method, rules=replace(method.rules, meetings=meetings))


def test_a_meeting_that_comes_too_late_is_an_obstacle_and_told_once() -> None:
    early = kanghui(MeetingRule(kinds=("appraisal",), step=Step.DONE))
    [told] = obstacles(early, VOCABULARY)
    assert told.key == "meetings[0].kinds"
    late = kanghui(MeetingRule(kinds=("appraisal",), step=Step.REVISITED))
    either = kanghui(MeetingRule(kinds=("appraisal", "hearing"), step=Step.DONE))
    assert obstacles(late, VOCABULARY) == obstacles(either, VOCABULARY) == []


@pytest.mark.parametrize("rule", [r for r in ApprovalRule if r is not ApprovalRule.EMERGENCY])
def test_each_rule_of_approval_can_be_met(rule: ApprovalRule) -> None:
    method = kanghui()
    assert obstacles(replace(method, rules=replace(method.rules, approval=rule)), VOCABULARY) == []


def test_a_channel_that_nobody_knows_stops_the_report() -> None:
    closed = replace(kanghui(), channels=("pigeon",))
    [told] = obstacles(closed, VOCABULARY)
    assert (told.key, "unknown-channel" in told.detail) == ("channels", True)


def test_a_key_is_found_where_it_stands() -> None:
    opened = 'a = [\n  "x = 1",\n]  # [b]\n[b]\nc.d = """\n[e]\n"""\n'
    text = opened + '[[f]]\ng = { h = 1 }\n[[f]]\n"g" = 2\n'
    for key, line in (
        ("a", 1),
        ("b", 4),
        ("b.c.d", 5),
        ("e", 1),
        ("f", 8),
        ("f[0].g.h", 9),
        ("f[1].g", 11),
        ("f[1].missing", 10),
        ("nothing", 1),
    ):
        assert line_of(text, key) == line, key
    assert line_of(text, "", "Invalid value (at line 7, column 2)") == 7


def literals(path: Path) -> Iterator[str]:
    """Every string that stands in a program."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_python_outside_the_tests_names_a_method() -> None:
    """`default` is what holds where nobody has adopted one: the one name that a program must know.

    The bench lives in a district of its own making, as the tests do.
    """
    names = set(METHODS) - {"default"}
    beside = {ROOT / "tests", ROOT / "bench"}
    programs = [path for path in ROOT.rglob("*.py") if not beside & set(path.parents)]
    assert len(programs) > 300
    for path in programs:
        told = {word for text in literals(path) for word in text.replace("@", " ").split()}
        assert not told & names, path
