"""The words of the pages: all there, in both languages, and none that nobody says."""

import re
from dataclasses import replace
from typing import Any, Literal, get_args, get_origin

import pytest

from api.schemas.forms import ObjectionForm, RatingForm
from api.words import FOLDER, WORDS, needed, promise, standing
from domain.issue.events import Outcome
from domain.issue.lifecycle import Status
from domain.issue.parts import Dispatch
from domain.method.terms import Basis, Clock, Span, Term, Track
from projections.views.status import StatusRow
from service.service import Service
from tests.neighbourhood import settle

APOLOGIES = {
    f"{reason}_{part}" for reason in ("absent", "unavailable") for part in ("title", "advice")
}


def spoken() -> set[str]:
    """The words beside the fields of the forms, and beside each of their choices."""
    fields = {**RatingForm.model_fields, **ObjectionForm.model_fields}
    choices = {
        f"{name}_{value}"
        for name, field in fields.items()
        if get_origin(field.annotation) is Literal
        for value in get_args(field.annotation)
    }
    return {*fields, *choices}


def test_every_word_is_said_somewhere_and_none_is_missing() -> None:
    templates = "".join(path.read_text("utf-8") for path in FOLDER.glob("*.html"))
    said = set(re.findall(r"words\.(\w+)", templates)) | spoken()
    assert said | needed() | APOLOGIES == WORDS.keys()


def test_words_are_written_in_their_language() -> None:
    for name, label in WORDS.items():
        if name != "other_language":
            assert label.en.isascii(), name
            assert not label.zh.isascii(), name
    assert (WORDS["other_language"].zh, WORDS["other_language"].en) == ("English", "中文")


@pytest.mark.parametrize(
    ("term", "zh", "en"),
    [
        ((Clock.RESPONSE, 15, Span.MINUTE, Basis.NATURAL), "15 分钟内响应", "15 minutes"),
        ((Clock.COMPLETION, 24, Span.HOUR, Basis.NATURAL), "24 小时内办结", "24 hours"),
        ((Clock.COMPLETION, 1, Span.DAY, Basis.NATURAL), "1 天内办结", "1 day"),
        ((Clock.COMPLETION, 5, Span.DAY, Basis.WORKING), "5 个工作日内办结", "5 working days"),
        (
            (Clock.RESPONSE, 1, Span.HOUR, Basis.WORKING),
            "1 小时（工作时间）内响应",
            "1 working hour",
        ),
    ],
)
def test_a_promise(term: tuple[Any, ...], zh: str, en: str) -> None:
    clock, amount, span, basis = term
    promised = Term(clock=clock, amount=amount, span=span, basis=basis)
    assert promise(promised, "zh") == zh
    assert promise(promised, "en").endswith(f" within {en}")


@pytest.fixture
def row(sqlite_service: Service) -> StatusRow:
    """An issue that was just reported."""
    town = settle(sqlite_service)
    return town.issue(town.report())


def test_where_it_stands(row: StatusRow) -> None:
    order = Dispatch(party=row.issue, since=row.reported_at)
    in_hand = replace(row, track=Track.FAST, state=replace(row.state, dispatches=(order,)))
    over = replace(in_hand.state, dispatches=(replace(order, completed=True),))
    solved = replace(row.content, outcome=Outcome.SOLVED)
    explained = replace(row.content, outcome=Outcome.EXPLAINED)
    for now, words in (
        (row, "standing_reported"),
        (replace(row, track=Track.FAST), "standing_triaged"),
        (in_hand, "standing_in-hand"),
        (replace(in_hand, state=over), "standing_triaged"),
        (replace(in_hand, status=Status.APPROVED), "standing_approved"),
        (replace(row, status=Status.DONE, content=solved), "standing_done-solved"),
        (replace(row, status=Status.DONE, content=explained), "standing_done-explained"),
    ):
        assert standing(now, "zh") == WORDS[words].zh
        assert standing(now, "en") == WORDS[words].en


@pytest.mark.parametrize("status", Status)
def test_every_status_has_words(row: StatusRow, status: Status) -> None:
    assert standing(replace(row, status=status), "zh")
