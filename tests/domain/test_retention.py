"""Terms of retention: the next version, checked; and how months are counted."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from domain.moment import DAY, SHANGHAI, Moment, moment_of
from domain.person.holds import SOURCES
from domain.refusal import Code
from domain.retention.events import Published
from domain.retention.kinds import HoldKind
from domain.retention.state import publish
from domain.retention.terms import begun_before, last_day, over_before, term_end
from domain.retention.text import LONGEST, LONGEST_MONTHS, LONGEST_NOTICE, parse
from tests.domain.dsl import given
from tests.domain.examples import METHODS

SHIPPED = (
    (METHODS / "retention.toml")
    .read_text(encoding="utf-8")
    .replace("version = 2", "version = 1", 1)
)
"""The terms as they are shipped, as the first that a ledger knows."""


def published(version: int, text: str) -> Published:
    return Published(version=version, hash=sha256(text.encode()).hexdigest(), text=text)


FIRST = published(1, SHIPPED)


def numbered(version: int) -> str:
    return SHIPPED.replace("version = 1", f"version = {version}", 1)


def test_terms_are_published_version_by_version() -> None:
    given().when(publish, text=SHIPPED).then(FIRST).leaves(version=1, text=SHIPPED)
    third = numbered(3).replace("months = 120", "months = 60")
    given(FIRST).when(publish, text=third).then(published(3, third)).leaves(version=3)
    given(FIRST).when(publish, text=SHIPPED).nothing()
    for history, text, newest in (
        ((FIRST,), SHIPPED.replace("months = 120", "months = 1"), 1),
        ((FIRST, published(3, third)), numbered(2), 3),
    ):
        given(*history).when(publish, text=text).refused(Code.VERSION_NOT_NEXT, newest=newest)


def test_the_shipped_terms_keep_what_the_law_keeps() -> None:
    policy = parse(SHIPPED, strict=True)
    assert set(policy.holds) == set(HoldKind)
    assert {kind: one.months for kind, one in policy.holds.items()} == {
        "approval": 12,
        "ballot": 12,
    }
    assert (policy.contact.months, policy.texts.months) == (12, 120)
    assert all("民法典第二百八十条" in one.law for one in policy.holds.values())


def test_every_kind_that_is_held_is_found_somewhere() -> None:
    assert set(SOURCES) == set(HoldKind)


def test_what_is_wrong_is_told_with_its_key() -> None:
    whole, words = "a whole number of at least 1 is required", "a non-empty string is required"
    hold = SHIPPED[SHIPPED.index("[holds.approval]") : SHIPPED.index("# Name,")]
    texts = SHIPPED[SHIPPED.index("[retention.texts]") :]
    known = "unknown key; known here: "
    for old, new, key, detail in (
        ("format = 1", "format = 2", "format", "format 1 is the one that can be published"),
        ("version = 1", "version = 0", "version", whole),
        ("months = 12\n", "months = -12\n", "holds.approval.months", whole),
        ("months = 12\n", "months = 12.5\n", "holds.approval.months", whole),
        ("months = 120", "months = 0", "retention.texts.months", whole),
        ("notice_days = 30", "notice_days = 0", "retention.notice_days", whole),
        (
            "notice_days = 30",
            f"notice_days = {LONGEST_NOTICE + 1}",
            "retention.notice_days",
            f"at most {LONGEST_NOTICE} days",
        ),
        (
            "months = 120",
            f"months = {LONGEST_MONTHS + 1}",
            "retention.texts.months",
            f"at most {LONGEST_MONTHS} months",
        ),
        (hold, "", "holds.approval.zh", words),
        (texts, "", "retention.texts.zh", words),
        (
            'law = "民法典',
            'law = ""\nlaws = "民法典',
            "holds.approval.laws",
            f"{known}zh, en, law, months",
        ),
        ("[holds.approval]", "[holds.marriage]", "holds.marriage", f"{known}approval, ballot"),
        (
            "[retention.contact]",
            "[retention.phone]",
            "retention.phone",
            f"{known}notice_days, contact, texts",
        ),
        (
            "[retention.contact]",
            "[retain.contact]",
            "retain",
            f"{known}format, version, holds, retention",
        ),
        ("format", f"# {'x' * LONGEST}\nformat", "holds", f"more than {LONGEST} bytes"),
    ):
        assert old in SHIPPED
        text = SHIPPED.replace(old, new, 1)
        given().when(publish, text=text).refused(Code.RETENTION_MALFORMED, key=key, detail=detail)


def test_a_stored_text_is_read_as_it_is() -> None:
    """One that was written before a kind was known, or with one that is known no more."""
    stored = SHIPPED.replace("[holds.approval]", "[holds.marriage]").replace(
        "format = 1", "mood = 7"
    )
    policy = parse(stored)
    assert list(policy.holds) == ["marriage", "ballot"]
    assert replace(policy, hash="", holds={}) == replace(parse(SHIPPED), hash="", holds={})


def at(text: str) -> Moment:
    return moment_of(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI))


def test_a_term_ends_with_the_day_of_the_same_number() -> None:
    """The day on which it begins does not count, and its last one counts whole."""
    for since, months, end in (
        ("2026-11-21T00:00", 12, "2027-11-22T00:00"),
        ("2026-11-21T23:59", 12, "2027-11-22T00:00"),
        ("2027-01-31T10:00", 1, "2027-03-01T00:00"),
        ("2028-01-31T10:00", 1, "2028-03-01T00:00"),
        ("2028-02-29T10:00", 12, "2029-03-01T00:00"),
        ("2026-12-31T10:00", 120, "2037-01-01T00:00"),
    ):
        assert term_end(at(since), months) == at(end)
    assert last_day(at("2027-11-22T00:00")) == date(2027, 11, 21)


def test_what_is_over_is_among_what_began_before_and_nothing_runs_that_began_long_before() -> None:
    """Whatever the months: views propose, and states decide."""
    for months in (1, 11, 12, 13, 120):
        for day in range(0, 800, 3):
            since = Moment(at("2027-01-29T10:00") + day * DAY)
            end = term_end(since, months)
            assert since < begun_before(end, months)
            assert since >= begun_before(Moment(end - 10 * DAY), months)
            assert since >= over_before(Moment(end - 1), months)
            assert since < over_before(Moment(end + 10 * DAY), months)
