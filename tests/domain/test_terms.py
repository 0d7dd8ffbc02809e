"""Which terms are in force, and what the shipped methods promise."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.method.state import publish
from domain.method.terms import Basis, Clock, Scale, Span, Term, TermRule, resolve
from domain.method.text import Method, parse
from domain.vocabulary import state as vocabulary
from tests.domain.dsl import given
from tests.domain.examples import (
    DEFAULT,
    LINBA,
    METHOD_FILES,
    METHODS,
    STEADY,
    VOCABULARY,
    VOCABULARY_TEXT,
)

CATEGORIES = ("lift", "noise", "waste")
TERMS = st.builds(
    Term,
    clock=st.sampled_from(Clock),
    amount=st.integers(1, 99),
    span=st.sampled_from(Span),
    basis=st.sampled_from(Basis),
)
RULES = st.lists(
    st.builds(
        TermRule,
        term=TERMS,
        categories=st.lists(st.sampled_from(CATEGORIES), unique=True, max_size=2).map(tuple),
        scales=st.lists(st.sampled_from(Scale), unique=True, max_size=2).map(tuple),
    ),
    max_size=8,
).map(tuple)


def last_that_fits(
    rules: tuple[TermRule, ...], clock: Clock, category: str | None, scale: Scale | None
) -> list[Term]:
    """The limit of one clock, read from the bottom of the file upwards, as a person would."""
    for rule in reversed(rules):
        if rule.term.clock is not clock:
            continue
        if rule.categories and category not in rule.categories:
            continue
        if rule.scales and scale not in rule.scales:
            continue
        return [rule.term]
    return []


@STEADY
@for_all(RULES, st.none() | st.sampled_from(CATEGORIES), st.none() | st.sampled_from(Scale))
def test_the_last_rule_that_fits_sets_each_limit(
    rules: tuple[TermRule, ...], category: str | None, scale: Scale | None
) -> None:
    last = [term for clock in Clock for term in last_that_fits(rules, clock, category, scale)]
    assert list(resolve(rules, category, scale)) == last


def promised(method: Method) -> dict[str, set[str]]:
    """Every limit that an issue of any category and scale can get, as a person reads it."""
    limits: dict[str, set[str]] = {}
    for category, scale in product((None, *VOCABULARY.categories), (None, *Scale)):
        for term in resolve(method.terms, category, scale):
            text = f"{term.amount} {term.basis} {term.span}"
            limits.setdefault(term.clock, set()).add(text)
    return limits


def test_linba_promises_15_minutes_and_24_hours_to_everybody() -> None:
    assert promised(LINBA) == {"response": {"15 natural minute"}, "completion": {"24 natural hour"}}
    assert set(LINBA.fast_scales) == {Scale.SMALL, Scale.URGENT}


def test_the_general_method_promises_working_days_by_scale() -> None:
    days = {None: 5, Scale.SMALL: 5, Scale.URGENT: 3, Scale.HARD: 15}
    for scale, amount in days.items():
        response, completion, *others = resolve(DEFAULT.terms, "lighting", scale)
        assert (response.amount, response.span, response.basis) == (1, "day", "working")
        assert (completion.amount, completion.span, completion.basis) == (amount, "day", "working")
        told = {term.clock: f"{term.amount} {term.basis} {term.span}" for term in others}
        assert told == {
            "acknowledgement": "1 working day",
            "approval": "15 working day",
            "revisit": "5 working day",
        }
    assert DEFAULT.fast_scales == (Scale.SMALL,)


def test_deli_answers_in_24_hours_and_works_by_category() -> None:
    deli = parse((METHODS / "deli.toml").read_text(encoding="utf-8"))
    limits = promised(deli)
    assert limits["response"] == {"24 natural hour"}
    assert limits["completion"] == {f"{days} working day" for days in (1, 3, 5, 15)}
    assert limits["revisit"] == {"3 natural day"}
    (lift,) = [t for t in resolve(deli.terms, "lift", Scale.HARD) if t.clock is Clock.COMPLETION]
    assert (lift.amount, lift.span, lift.basis) == (1, "day", "working")


@pytest.mark.parametrize("path", METHOD_FILES, ids=lambda path: path.stem)
def test_every_shipped_method_can_be_published(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert parse(text).name == path.stem
    outcome = given().when(publish, vocabulary=VOCABULARY, text=text)
    version = parse(text).version
    outcome.leaves(name=path.stem, newest=version, texts={version: text})


def test_every_shipped_method_gives_every_issue_both_limits() -> None:
    for path in METHOD_FILES:
        method = parse(path.read_text(encoding="utf-8"))
        for category, scale in product((None, *VOCABULARY.categories), (None, *Scale)):
            clocks = [term.clock for term in resolve(method.terms, category, scale)]
            assert clocks[:2] == [Clock.RESPONSE, Clock.COMPLETION]
            assert Clock.SUPERVISION not in clocks


def test_the_shipped_vocabulary_can_be_published() -> None:
    given().when(vocabulary.publish, text=VOCABULARY_TEXT).leaves(version=3, current=VOCABULARY)
