"""The lifecycle against its hand-written description, its page, and any number of commands."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.issue import diagram
from domain.issue.guards import AT_REPORTED, POLICIES
from domain.issue.lifecycle import LIFECYCLE, Status
from ledger.catalogue import CATALOGUE
from tests.domain.checks import CHECKS
from tests.domain.described import EVENTS

PAGE = Path(diagram.__file__).with_name("LIFECYCLE.md")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_tables_are_as_described(check: Callable[[], None]) -> None:
    check()


def test_the_description_speaks_of_every_event_of_the_tables() -> None:
    assert (
        {event for event, _ in LIFECYCLE}
        == set(EVENTS)
        == {entry.shape for entry in CATALOGUE.entries if entry.name.startswith("issue.")}
    )
    assert set(POLICIES) | set(AT_REPORTED) <= set(EVENTS)
    assert {status for event, status in LIFECYCLE if status} == set(Status)


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == diagram.lifecycle_page(), "run `make lifecycle`"


def test_the_page_names_events_as_they_are_stored() -> None:
    for event in EVENTS:
        assert f"issue.{diagram.event_name(event)}" == CATALOGUE.name_of(event)


def test_the_page_draws_what_is_reached_and_nothing_else() -> None:
    page = diagram.lifecycle_page()
    drawn = {status for status in Status if f" as {status}\n" in page}
    assert drawn == set(Status)
    assert '    state "已上报 Reported" as reported\n' in page
    assert "    [*] --> reported: reported\n" in page
    assert "    reported --> done: done\n" in page
    assert "    reported --> negotiated: negotiated\n" in page
    assert "    approved --> negotiated: approval-annulled\n" in page
    assert "    revisited --> approved: rework-ordered\n" in page
    assert "    revisited --> concluded: concluded\n" in page
    assert "    merged --> reported: unmerged\n" in page


def test_the_page_tells_every_policy_and_its_refusal() -> None:
    page = diagram.lifecycle_page()
    assert "| work-started | reported | same | `approval_waived`, `work_to_start` |\n" in page
    assert "| work-started | approved | same | `work_to_start` |\n" in page
    assert "| unmerged | merged | before-merge |  |\n" in page
    tables = (*AT_REPORTED.values(), *POLICIES.values())
    for policy in {policy for asked in tables for policy in asked}:
        (told,) = [line for line in page.splitlines() if line.startswith(f"- `{policy.__name__}`")]
        assert re.search(r" \((e\.g\. )?`[a-z-]+`\)\.$", told), told


def test_the_page_tells_what_each_event_does_to_the_clocks() -> None:
    page = diagram.lifecycle_page()
    assert "| reported | response, dispatch, completion |  |  |  |\n" in page
    assert "| withdrawn |  |  | all |  |\n" in page
    assert "| negotiated | approval | negotiation | dispatch |  |\n" in page


def test_every_status_has_a_label() -> None:
    assert set(diagram.STATUS_LABELS) == set(Status)
    words = [word for label in diagram.STATUS_LABELS.values() for word in (label.zh, label.en)]
    assert all(words)
    assert len(set(words)) == len(words)
