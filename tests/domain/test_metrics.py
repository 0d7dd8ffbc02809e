"""Definitions of rates: the next version, checked, or nothing; and every older one for ever."""

import re
from hashlib import sha256

from domain.figures.codes import KNOWN_CODES
from domain.labels import Label
from domain.metric.events import Published
from domain.metric.state import MetricState, publish
from domain.metric.text import LONGEST, Metric, parse
from domain.refusal import Code
from tests.domain.dsl import given
from tests.domain.examples import METHODS

SHIPPED = (METHODS / "metrics.toml").read_text(encoding="utf-8")
RATE = """
[metrics.solved-rate]
zh = "解决率"
en = "Solved rate"
numerator = ["asked.resolved"]
denominator = ["asked.resolved", "asked.unresolved"]
excluded = ["asked.unreachable"]
"""
SOLVED = Metric(
    label=Label(zh="解决率", en="Solved rate"),
    numerator=("asked.resolved",),
    denominator=("asked.resolved", "asked.unresolved"),
    excluded=("asked.unreachable",),
)


def text_of(version: int, metrics: str = RATE) -> str:
    return f"format = 1\nversion = {version}\n{metrics}"


def published(text: str) -> Published:
    """The event of that text."""
    found = re.search(r"^version = (\d+)$", text, flags=re.MULTILINE)
    assert found is not None
    digest = sha256(text.encode()).hexdigest()
    return Published(version=int(found[1]), hash=digest, text=text)


FIRST = published(text_of(1))


def test_definitions_are_published_version_by_version() -> None:
    given().when(publish, text=FIRST.text).then(FIRST).leaves(texts={1: FIRST.text}, newest=1)
    for number in (2, 7):
        later = published(text_of(number))
        given(FIRST).when(publish, text=later.text).then(later).leaves(
            texts={1: FIRST.text, number: later.text}, newest=number
        )


def test_the_newest_text_again_is_nothing_new() -> None:
    for history in ((FIRST,), (FIRST, published(text_of(2)))):
        given(*history).when(publish, text=history[-1].text).nothing()


def test_definitions_go_forward() -> None:
    reworded = text_of(1, RATE.replace("Solved rate", "Solved"))
    third = published(text_of(3))
    for history, text, newest in (
        ((FIRST,), reworded, 1),
        ((FIRST, third), FIRST.text, 3),
        ((FIRST, third), text_of(2), 3),
    ):
        given(*history).when(publish, text=text).refused(Code.VERSION_NOT_NEXT, newest=newest)


def test_a_metric_may_go_and_stays_in_its_version() -> None:
    second = published(text_of(2, RATE.replace("solved-rate", "asked-rate")))
    given(FIRST).when(publish, text=second.text).then(second)
    state = MetricState(texts={1: FIRST.text, 2: second.text})
    assert state.version(1).metrics == {"solved-rate": SOLVED}
    assert state.version(None).metrics == {"asked-rate": SOLVED}


def test_a_published_version_can_be_read_and_no_other() -> None:
    state = MetricState(texts={1: FIRST.text, 3: text_of(3)})
    assert (state.version(1).hash, state.version(None).version) == (FIRST.hash, 3)
    for missing in (0, 2, 4):
        given().when(state.version, version=missing).refused(
            Code.UNKNOWN_DEFINITIONS, version=missing
        )


def test_what_could_not_be_counted_is_not_published() -> None:
    counted, rate = '["asked.resolved", "asked.unresolved"]', "metrics.solved-rate"
    words, codes = "a non-empty string is required", "at least one code is required"
    for old, new, key, detail in (
        ("format = 1", "format = 2", "format", "format 1 is the one that can be published"),
        (RATE, "", "metrics", "at least one metric is required"),
        ('zh = "解决率"\n', "", f"{rate}.zh", words),
        (
            'en = "Solved rate"',
            "en = 1",
            "metrics.solved-rate.en",
            "a non-empty string is required",
        ),
        (counted, "[]", f"{rate}.denominator", codes),
        (
            '["asked.resolved"]',
            "[]",
            "metrics.solved-rate.numerator",
            "at least one code is required",
        ),
        (
            "asked.unreachable",
            "asked.nobody",
            f"{rate}.excluded",
            "unknown code: asked.nobody",
        ),
        (
            "asked.unreachable",
            "asked.unresolved",
            f"{rate}.excluded",
            "what is excluded cannot be counted as well",
        ),
        (
            "excluded",
            "left-out",
            f"{rate}.left-out",
            "unknown key; known here: zh, en, numerator, denominator, excluded",
        ),
        ("version = 1", "version = 0", "version", "a whole number of at least 1 is required"),
        ("format", f"# {'x' * LONGEST}\nformat", "metrics", f"more than {LONGEST} bytes"),
    ):
        assert FIRST.text.count(old) >= 1
        text = FIRST.text.replace(old, new, 1)
        given().when(publish, text=text).refused(Code.METRICS_MALFORMED, key=key, detail=detail)


def test_a_stored_text_is_read_as_it_is() -> None:
    later = text_of(1, RATE.replace("asked.unreachable", "asked.machine")) + 'mood = "calm"\n'
    read = parse(later.replace("format = 1", "format = 9")).metrics["solved-rate"]
    assert read.excluded == ("asked.machine",)


def test_the_shipped_ones_can_be_published_and_told_apart() -> None:
    definitions = parse(SHIPPED, strict=True)
    given().when(publish, text=SHIPPED).then(published(SHIPPED))
    assert {"response-rate", "solved-rate", "satisfied-rate"} <= definitions.metrics.keys()
    labels = [metric.label for metric in definitions.metrics.values()]
    assert len({label.zh for label in labels}) == len({label.en for label in labels}) == len(labels)
    satisfied = definitions.metrics["satisfied-rate"]
    assert "asked.unreachable" in satisfied.excluded
    for metric in definitions.metrics.values():
        assert set(metric.numerator) <= set(metric.denominator) or "reopened.rework" in (
            metric.numerator
        )
        assert {*metric.numerator, *metric.denominator, *metric.excluded} <= set(KNOWN_CODES)
