"""Report and triage."""

from domain.body.events import Level
from domain.issue.events import Discovery, PinnedMethod, Reported, Site, Triaged
from domain.issue.intake import report, triage
from domain.issue.lifecycle import Status
from domain.method.terms import Basis, Clock, Scale, Span, Term, Track
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import (
    COMMITTEE,
    COMPOUND,
    DEFAULT,
    DONE,
    FAST,
    LINBA,
    LINBA_TERMS,
    REPORTER,
    VOCABULARY,
    body_state,
    facts,
    registered,
    reported,
    sealed,
    triaged,
    uid,
)


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


def triaging(*history: object, **other: object) -> Outcome:
    """The committee classifies a report as small and normal, unless told otherwise."""
    usual: dict[str, object] = {
        "method": LINBA,
        "vocabulary": VOCABULARY,
        "category": "lighting",
        "scale": Scale.SMALL,
        "track": Track.NORMAL,
        "summary": None,
    }
    return given(*history or (reported(),)).when(triage, **usual | other)


def test_a_report_pins_number_method_vocabulary_and_terms() -> None:
    reporting().then(reported(sites=())).leaves(
        status=Status.REPORTED, track=None, terms=LINBA_TERMS, dispatches=()
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
            method=PinnedMethod(name="linba", version=1, hash=LINBA.hash),
            vocabulary=1,
            terms=LINBA_TERMS,
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
    reporting(category="weather").refused(Code.UNKNOWN_CATEGORY, vocabulary=1)


def test_a_report_says_something() -> None:
    reporting(words=None, summary=None).refused(Code.WORDS_REQUIRED)


def test_triage_classifies_and_keeps_the_issue_where_it_is() -> None:
    triaging(summary=sealed("summary")).then(
        Triaged(
            category="lighting",
            scale=Scale.SMALL,
            track=Track.NORMAL,
            summary=sealed("summary"),
            terms=LINBA_TERMS,
        )
    ).leaves(status=Status.REPORTED, track=Track.NORMAL, terms=LINBA_TERMS)


def test_triage_pins_the_terms_of_the_scale() -> None:
    first = Term(clock=Clock.RESPONSE, amount=1, span=Span.DAY, basis=Basis.WORKING)
    for scale, days in ((Scale.SMALL, 5), (Scale.URGENT, 3), (Scale.HARD, 15)):
        last = Term(clock=Clock.COMPLETION, amount=days, span=Span.DAY, basis=Basis.WORKING)
        decided = triaging(method=DEFAULT, scale=scale)
        decided.leaves(terms=(first, last))


def test_triage_may_be_said_again() -> None:
    triaging(reported(), FAST).then(triaged()).leaves(track=Track.NORMAL)


def test_triage_opens_the_fast_track_for_the_scales_of_the_method() -> None:
    triaging(track=Track.FAST).then(FAST).leaves(track=Track.FAST)
    triaging(track=Track.FAST, scale=Scale.URGENT).then(triaged(Track.FAST, Scale.URGENT))
    triaging(track=Track.FAST, scale=Scale.HARD).refused(Code.FAST_TRACK_CLOSED, scale="hard")
    triaging(scale=Scale.HARD).then(triaged(scale=Scale.HARD))


def test_triage_uses_the_vocabulary() -> None:
    triaging(category="weather").refused(Code.UNKNOWN_CATEGORY, vocabulary=1)


def test_triage_is_over_when_the_issue_is_done() -> None:
    triaging(reported(), FAST, DONE).refused(Code.STATUS_FORBIDS, status="done")
