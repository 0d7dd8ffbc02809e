"""The library of cases: told, told in other words, withdrawn."""

from typing import Any

from domain.case.decisions import Telling, retell, tell, withdraw
from domain.case.events import Retold, Told, Withdrawn
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import (
    COMMITTEE,
    ISSUE,
    LINBA,
    VOCABULARY,
    method_state,
    sealed,
    uid,
)

CATEGORY = next(iter(VOCABULARY.categories))
WORDS = Telling(title="一棚一策", problem=sealed("p"), approach=sealed("a"), result=sealed("r"))
TOLD = Told(
    body=COMMITTEE,
    title="一棚一策",
    category=CATEGORY,
    method=LINBA.name,
    version=LINBA.version,
    issue=ISSUE,
    inquiry=uid(71),
    problem=sealed("p"),
    approach=sealed("a"),
    result=sealed("r"),
)
RETOLD = Retold(title="一棚一策", problem=sealed("p"), approach=sealed("a"), result=sealed("r"))
GONE = Withdrawn(reason=sealed())


def telling(**other: Any) -> Outcome:
    """Tell how it was solved."""
    words: dict[str, Any] = {
        "body": COMMITTEE,
        "words": WORDS,
        "category": CATEGORY,
        "vocabulary": VOCABULARY,
        "method": (LINBA.name, LINBA.version),
        "known_method": method_state(),
        "issue": ISSUE,
        "inquiry": uid(71),
    }
    return given().when(tell, **words | other)


def test_a_body_tells_how_it_solved_something() -> None:
    telling().then(TOLD)
    assert telling(category=None, method=None, known_method=None).refusal is None
    telling(category="zoo").refused(Code.UNKNOWN_CATEGORY, vocabulary=VOCABULARY.version)
    telling(method=(LINBA.name, 99)).refused(Code.UNKNOWN_METHOD)
    telling(known_method=None).refused(Code.UNKNOWN_METHOD)


def test_it_is_told_in_other_words_until_it_is_withdrawn() -> None:
    given(TOLD).when(retell, words=WORDS).then(RETOLD).leaves(tellings=2)
    given(TOLD, RETOLD).when(withdraw, reason=sealed()).then(GONE)
    given(TOLD, GONE).when(withdraw, reason=sealed()).refused(Code.CASE_WITHDRAWN)
    given(TOLD, GONE).when(retell, words=WORDS).refused(Code.CASE_WITHDRAWN)
