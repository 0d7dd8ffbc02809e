"""Publishing a method and the vocabulary: the next version, checked, or nothing."""

import re
from dataclasses import replace
from hashlib import sha256

from domain.method.events import Published as MethodPublished
from domain.method.state import publish as publish_method
from domain.method.text import parse
from domain.refusal import Code
from domain.vocabulary.events import Published as VocabularyPublished
from domain.vocabulary.state import publish as publish_vocabulary
from tests.domain.dsl import given
from tests.domain.examples import LINBA_TEXT, STORED, VOCABULARY, VOCABULARY_TEXT, method_state


def version(text: str, number: int) -> str:
    """The same text as another version."""
    return re.sub(r"^version = \d+$", f"version = {number}", text, flags=re.MULTILINE)


def method_published(number: int) -> MethodPublished:
    """Version *number* of linba, otherwise unchanged."""
    text = version(LINBA_TEXT, number)
    digest = sha256(text.encode()).hexdigest()
    return MethodPublished(name="linba", version=number, hash=digest, text=text)


def vocabulary_published(number: int) -> VocabularyPublished:
    """Version *number* of the vocabulary, otherwise unchanged."""
    return VocabularyPublished(version=number, text=version(VOCABULARY_TEXT, number))


def test_a_method_is_published_version_by_version() -> None:
    first, second = method_published(1), method_published(2)
    given().when(publish_method, vocabulary=VOCABULARY, text=first.text).then(first).leaves(
        name="linba", newest=1
    )
    given(first).when(publish_method, vocabulary=VOCABULARY, text=second.text).then(second).leaves(
        newest=2, texts={1: first.text, 2: second.text}
    )


def test_the_newest_method_text_again_is_nothing_new() -> None:
    for history in ((method_published(1),), (method_published(1), method_published(2))):
        again = given(*history).when(publish_method, vocabulary=VOCABULARY, text=history[-1].text)
        again.nothing()


def test_a_method_may_leave_versions_out() -> None:
    """An installation need not have run every release."""
    third = method_published(3)
    for history in ((), (method_published(1),)):
        given(*history).when(publish_method, vocabulary=VOCABULARY, text=third.text).then(third)


def test_a_method_goes_forward_and_rewrites_no_version() -> None:
    for history, wrong in (((1, 2), 1), ((1, 2, 3), 2), ((3,), 2)):
        given(*map(method_published, history)).when(
            publish_method, vocabulary=VOCABULARY, text=version(LINBA_TEXT, wrong)
        ).refused(Code.VERSION_NOT_NEXT, version=wrong)
    reworded = LINBA_TEXT.replace("Quick matters", "Quick things")
    given(method_published(4)).when(publish_method, vocabulary=VOCABULARY, text=reworded).refused(
        Code.VERSION_NOT_NEXT, version=4
    )


def test_a_method_uses_codes_of_the_vocabulary() -> None:
    term = '[[terms]]\nclock="completion"\nlimit="1 day"\nbasis="natural"\ncategories=["weather"]\n'
    for key, right, wrong in (
        ("channels", '"patrol"', '"weather"'),
        ("terms[2].categories", "[report]", f"{term}[report]"),
        ("negotiation.seats", '"residents-committee"', '"weather"'),
        ("emergency.confirmed_by", '["owners-committee"]', '["weather"]'),
        ("emergency.cases", '"lift-failure"', '"weather"'),
        ("registers.of", "of = []", 'of = ["weather"]'),
        ("names.teams", "team = {", "weather = {"),
        ("undertakings.kinds", '["team"]', '["weather"]'),
    ):
        assert right in LINBA_TEXT
        text = LINBA_TEXT.replace(right, wrong)
        given().when(publish_method, vocabulary=VOCABULARY, text=text).refused(
            Code.METHOD_MALFORMED, key=key, detail="not in the vocabulary: weather"
        )


def test_what_a_method_asks_for_is_in_the_vocabulary() -> None:
    asked = """
[[meetings]]
kinds = ["hearing"]
before = "approved"
seats = ["council"]

[[visits]]
kind = "full"
group = "hardship"
every_days = 30
topics = ["need"]
"""
    text = LINBA_TEXT + asked
    whole = given().when(publish_method, vocabulary=VOCABULARY, text=text)
    assert whole.refusal is None
    for key, right in (
        ("meetings[0].kinds", "hearing"),
        ("meetings[0].seats", "council"),
        ("visits[0].kind", "full"),
        ("visits[0].group", "hardship"),
        ("visits[0].topics", "need"),
    ):
        wrong = LINBA_TEXT + asked.replace(f'"{right}"', '"weather"')
        given().when(publish_method, vocabulary=VOCABULARY, text=wrong).refused(
            Code.METHOD_MALFORMED, key=key, detail="not in the vocabulary: weather"
        )


def test_a_malformed_method_is_not_published() -> None:
    text = LINBA_TEXT.replace('"15 minutes"', '"a quarter of an hour"')
    given().when(publish_method, vocabulary=VOCABULARY, text=text).refused(
        Code.METHOD_MALFORMED,
        key="terms[0].limit",
        detail="write it as '15 minutes', '24 hours' or '5 days'",
    )


def test_a_published_version_can_be_read_and_no_other() -> None:
    linba = method_state()
    assert linba.version(4).title.en == "Quick matters, Lingba"
    for missing in (0, 1, 2, 3, 5):
        given().when(linba.version, version=missing).refused(Code.UNKNOWN_METHOD, version=missing)


def test_the_vocabulary_is_published_version_by_version() -> None:
    first, second = vocabulary_published(1), vocabulary_published(2)
    given().when(publish_vocabulary, text=first.text).then(first).leaves(
        version=1, current=replace(VOCABULARY, version=1)
    )
    given(first).when(publish_vocabulary, text=second.text).then(second).leaves(version=2)


def test_the_newest_vocabulary_again_is_nothing_new() -> None:
    for history in ((vocabulary_published(1),), (vocabulary_published(1), vocabulary_published(2))):
        given(*history).when(publish_vocabulary, text=history[-1].text).nothing()


def test_the_vocabulary_may_leave_versions_out_and_goes_forward() -> None:
    third = vocabulary_published(3)
    given(vocabulary_published(1)).when(publish_vocabulary, text=third.text).then(third)
    for history, wrong in (((1, 2), 1), ((3,), 2)):
        given(*map(vocabulary_published, history)).when(
            publish_vocabulary, text=version(VOCABULARY_TEXT, wrong)
        ).refused(Code.VERSION_NOT_NEXT, version=wrong)


def test_a_code_is_for_ever() -> None:
    for section, code in (
        ("categories", "parking"),
        ("channels", "window"),
        ("units", "zhan"),
        ("seats", "police"),
        ("meetings", "hearing"),
        ("sources", "shops"),
        ("registers", "service-log"),
        ("cases", "water-supply"),
        ("groups", "disability"),
        ("visits", "paired"),
        ("topics", "resource"),
        ("changes", "born"),
        ("skills", "law"),
        ("roles", "trainee"),
        ("offices", "law-firm"),
        ("grids", "area"),
    ):
        lines = version(VOCABULARY_TEXT, 3).splitlines(keepends=True)
        without = "".join(line for line in lines if not line.startswith(f"{code} "))
        given(vocabulary_published(2)).when(publish_vocabulary, text=without).refused(
            Code.VOCABULARY_MALFORMED, key=section, detail=f"lost: {code}"
        )


def test_a_kind_of_undertaking_is_for_ever() -> None:
    before, _, _ = version(VOCABULARY_TEXT, 3).partition("[undertakings.good-deed]")
    given(vocabulary_published(2)).when(publish_vocabulary, text=before).refused(
        Code.VOCABULARY_MALFORMED, key="undertakings", detail="lost: good-deed"
    )


def test_a_kind_of_undertaking_uses_codes_of_the_vocabulary() -> None:
    for right, wrong, key in (
        ('steps = ["planned", "running", "done"]', 'steps = ["dreamt"]', "steps"),
        ('line_steps = ["planned", "held", "qualified"]', 'line_steps = ["dreamt"]', "line_steps"),
        ('sessions = "chang"', 'dreamt = "chang"', "measures"),
        ('sessions = "chang"', 'sessions = "dreamt"', "measures"),
    ):
        assert right in VOCABULARY_TEXT
        text = VOCABULARY_TEXT.replace(right, wrong, 1)
        outcome = given().when(publish_vocabulary, text=text)
        assert outcome.refusal is not None
        facts = outcome.refusal.facts
        assert str(facts["key"]).endswith(f".{key}")
        assert facts["detail"] == "not in the vocabulary: dreamt"


def test_a_new_version_adds_codes_and_rewords_labels() -> None:
    text = version(VOCABULARY_TEXT, 2).replace('en = "Noise"', 'en = "Noise nuisance"')
    leaks = 'gas-leak = { zh = "燃气泄漏", en = "Gas leaks" }'
    text = text.replace("[channels]", f"{leaks}\n\n[channels]")
    given(vocabulary_published(1)).when(publish_vocabulary, text=text).then(
        VocabularyPublished(version=2, text=text)
    )


def test_a_malformed_vocabulary_is_not_published() -> None:
    given().when(publish_vocabulary, text="format = 3\nversion = 1").refused(
        Code.VOCABULARY_MALFORMED, key="categories", detail="at least one code is required"
    )


def test_a_text_of_another_format_is_not_published() -> None:
    detail = "format {} is the one that can be published"
    for number in (1, 2, 4):
        words = VOCABULARY_TEXT.replace("format = 3", f"format = {number}")
        given().when(publish_vocabulary, text=words).refused(
            Code.VOCABULARY_MALFORMED, key="format", detail=detail.format(3)
        )
    for number in (1, 2, 3, 5):
        method = LINBA_TEXT.replace("format = 4", f"format = {number}")
        given().when(publish_method, vocabulary=VOCABULARY, text=method).refused(
            Code.METHOD_MALFORMED, key="format", detail=detail.format(4)
        )


def test_a_stored_text_of_an_earlier_format_is_followed_by_the_newest() -> None:
    newest = method_published(4)
    for number in (1, 2, 3):
        old = (STORED / f"linba.v{number}.toml").read_text(encoding="utf-8")
        stored = MethodPublished(name="linba", version=number, hash=parse(old).hash, text=old)
        given(stored).when(publish_method, vocabulary=VOCABULARY, text=LINBA_TEXT).then(newest)
        given(stored).when(publish_method, vocabulary=VOCABULARY, text=old).nothing()
    for number in (1, 2):
        words = (STORED / f"vocabulary.v{number}.toml").read_text(encoding="utf-8")
        earlier = VocabularyPublished(version=number, text=words)
        given(earlier).when(publish_vocabulary, text=VOCABULARY_TEXT).then(vocabulary_published(3))
