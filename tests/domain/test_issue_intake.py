"""An issue comes in: what a report must say, and what it pins."""

from domain.body.events import Level
from domain.issue.events import Discovery, PinnedMethod, Reported, Site
from domain.issue.intake import report, report_time
from domain.issue.lifecycle import Status
from domain.moment import DAY, Moment
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import (
    COMMITTEE,
    COMPOUND,
    LINBA,
    LINBA_RULES,
    LINBA_TERMS,
    REPORTER,
    TIMETABLE,
    body_state,
    facts,
    registered,
    reported,
    ruled,
    sealed,
    uid,
)

NOW = Moment(40 * DAY)


def reporting(**other: object) -> Outcome:
    """A resident's report at the compound, with other arguments where told."""
    usual: dict[str, object] = {
        "facts": facts(),
        "committee": COMMITTEE,
        "compound": COMPOUND,
        "address": None,
        "sites": [],
        "channel": "xiaoshi-kuaiban",
        "discovery": Discovery.TOLD,
        "confidential": False,
        "reporter": REPORTER,
        "category": "lighting",
        "summary": None,
        "words": sealed("words"),
    }
    return given().when(report, **usual | other)


def test_a_report_pins_number_method_vocabulary_and_terms() -> None:
    reporting().then(reported(sites=())).leaves(
        status=Status.REPORTED, track=None, terms=LINBA_TERMS, rules=LINBA_RULES, dispatches=()
    )


def test_a_report_says_all_that_it_was_told() -> None:
    reporting(
        compound=None,
        address=sealed("address"),
        sites=[sealed("52弄"), sealed("92号")],
        channel="patrol",
        discovery=Discovery.FOUND,
        confidential=True,
        reporter=None,
        category=None,
        summary=sealed("summary"),
        words=None,
    ).then(
        Reported(
            number="LB-2026-000001",
            committee=COMMITTEE,
            compound=None,
            address=sealed("address"),
            sites=(
                Site(number=1, address=sealed("52弄")),
                Site(number=2, address=sealed("92号")),
            ),
            channel="patrol",
            discovery=Discovery.FOUND,
            confidential=True,
            reporter=None,
            category=None,
            summary=sealed("summary"),
            words=None,
            method=PinnedMethod(name="linba", version=4, hash=LINBA.hash),
            vocabulary=3,
            terms=LINBA_TERMS,
            rules=LINBA_RULES,
            timetable=TIMETABLE,
        )
    ).leaves(sites=(1, 2), reporter=None, confidential=True, compound=None)


def test_a_summary_alone_is_words_enough() -> None:
    reporting(words=None, summary=sealed("summary")).then(
        reported(sites=(), words=None, summary=sealed("summary"))
    )


def test_a_report_needs_one_place_and_only_one() -> None:
    reporting(compound=None).refused(Code.PLACE_REQUIRED)
    reporting(address=sealed("address")).refused(Code.PLACE_AMBIGUOUS)


def test_a_report_names_a_compound_of_its_committee() -> None:
    reporting(compound=uid(404)).refused(Code.UNKNOWN_COMPOUND)


def test_only_a_committee_takes_reports() -> None:
    for level in (Level.DISTRICT, Level.SUBDISTRICT):
        above = facts(committee=body_state(registered(level)))
        reporting(facts=above).refused(Code.NOT_A_COMMITTEE, level=level)


def test_a_report_comes_in_by_a_channel_that_exists_and_is_kept() -> None:
    reporting(channel="smoke-signal").refused(Code.UNKNOWN_CHANNEL)
    reporting(channel="hotline-12345").refused(Code.CHANNEL_CLOSED, method="linba")


def test_a_report_may_leave_the_category_open_but_not_invent_one() -> None:
    reporting(category=None).then(reported(sites=(), category=None))
    reporting(category="weather").refused(Code.UNKNOWN_CATEGORY, vocabulary=3)


def test_a_report_says_something() -> None:
    reporting(words=None, summary=None).refused(Code.WORDS_REQUIRED)


def arriving(claimed: int | None, days: int = 30) -> Outcome:
    """A report that is said to have come in *claimed* microseconds after the first moment."""
    told = None if claimed is None else Moment(claimed)
    return given().when(report_time, claimed=told, now=NOW, rules=ruled(backdate_days=days))


def test_a_report_is_dated_back_as_far_as_the_method_allows() -> None:
    arriving(None).answers(NOW)
    for days in (0, 1, 30):
        arriving(NOW - days * DAY).answers(NOW - days * DAY)
    arriving(NOW - 30 * DAY - 1).refused(Code.OCCURRED_TOO_EARLY, days=30)
    arriving(NOW - 1, days=0).refused(Code.OCCURRED_TOO_EARLY, days=0)


def test_a_report_comes_from_neither_the_future_nor_before_time() -> None:
    arriving(NOW + 1).refused(Code.OCCURRED_IN_FUTURE)
    arriving(-1).refused(Code.OCCURRED_BEFORE_REPORT)
