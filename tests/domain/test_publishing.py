"""Publishing a method and the vocabulary: the next version, checked, or nothing."""

from hashlib import sha256

from domain.method.events import Published as MethodPublished
from domain.method.state import publish as publish_method
from domain.refusal import Code
from domain.vocabulary.events import Published as VocabularyPublished
from domain.vocabulary.state import publish as publish_vocabulary
from tests.domain.dsl import given
from tests.domain.examples import LINBA_TEXT, VOCABULARY, VOCABULARY_TEXT, method_state


def version(text: str, number: int) -> str:
    """The same text as another version."""
    return text.replace("version = 1", f"version = {number}")


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


def test_a_method_leaves_no_version_out_and_rewrites_none() -> None:
    for history, wrong in (((), 2), ((1,), 3), ((1, 2), 1), ((1, 2, 3), 2)):
        given(*map(method_published, history)).when(
            publish_method, vocabulary=VOCABULARY, text=version(LINBA_TEXT, wrong)
        ).refused(Code.VERSION_NOT_NEXT, version=wrong)
    reworded = LINBA_TEXT.replace("Quick matters", "Quick things")
    given(method_published(1)).when(publish_method, vocabulary=VOCABULARY, text=reworded).refused(
        Code.VERSION_NOT_NEXT, version=1
    )


def test_a_method_uses_codes_of_the_vocabulary() -> None:
    channel = LINBA_TEXT.replace('"patrol"', '"pigeon"')
    category = LINBA_TEXT + 'categories = ["lighting", "weather"]\n'
    unconditional = category + '[[terms]]\nclock="completion"\nlimit="1 day"\nbasis="natural"\n'
    for key, text in (("channels", channel), ("terms.categories", unconditional)):
        word = "pigeon" if key == "channels" else "weather"
        given().when(publish_method, vocabulary=VOCABULARY, text=text).refused(
            Code.METHOD_MALFORMED, key=key, detail=f"not in the vocabulary: {word}"
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
    assert linba.version(1).title.en == "Quick matters, Lingba"
    for missing in (0, 2):
        given().when(linba.version, version=missing).refused(Code.UNKNOWN_METHOD, version=missing)


def test_the_vocabulary_is_published_version_by_version() -> None:
    first, second = vocabulary_published(1), vocabulary_published(2)
    given().when(publish_vocabulary, text=first.text).then(first).leaves(
        version=1, current=VOCABULARY
    )
    given(first).when(publish_vocabulary, text=second.text).then(second).leaves(version=2)


def test_the_newest_vocabulary_again_is_nothing_new() -> None:
    for history in ((vocabulary_published(1),), (vocabulary_published(1), vocabulary_published(2))):
        given(*history).when(publish_vocabulary, text=history[-1].text).nothing()


def test_the_vocabulary_leaves_no_version_out_and_rewrites_none() -> None:
    for history, wrong in (((), 2), ((1,), 3), ((1, 2), 1)):
        given(*map(vocabulary_published, history)).when(
            publish_vocabulary, text=version(VOCABULARY_TEXT, wrong)
        ).refused(Code.VERSION_NOT_NEXT, version=wrong)


def test_a_code_is_for_ever() -> None:
    for section, code in (("categories", "parking"), ("channels", "window"), ("units", "jian")):
        lines = version(VOCABULARY_TEXT, 2).splitlines(keepends=True)
        without = "".join(line for line in lines if not line.startswith(f"{code} "))
        given(vocabulary_published(1)).when(publish_vocabulary, text=without).refused(
            Code.VOCABULARY_MALFORMED, key=section, detail=f"lost: {code}"
        )


def test_a_new_version_adds_codes_and_rewords_labels() -> None:
    text = version(VOCABULARY_TEXT, 2).replace('en = "Noise"', 'en = "Noise nuisance"')
    text += 'tai = { zh = "台", en = "lifts" }\n'
    given(vocabulary_published(1)).when(publish_vocabulary, text=text).then(
        VocabularyPublished(version=2, text=text)
    )


def test_a_malformed_vocabulary_is_not_published() -> None:
    given().when(publish_vocabulary, text="format = 1\nversion = 1").refused(
        Code.VOCABULARY_MALFORMED, key="categories", detail="at least one code is required"
    )
