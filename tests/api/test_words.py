"""The words of the pages: all there, in both languages, and none that nobody says."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

import pytest

from api.labels import label_of
from api.language import Language
from api.schemas.forms import ObjectionForm, RatingForm
from api.words import FOLDER, WORDS, follows, heard, needed, promise, standing
from domain.issue.events import Outcome, RevisitKind, Satisfaction
from domain.issue.lifecycle import Status
from domain.issue.parts import Dispatch
from domain.method.terms import Basis, Clock, Span, Term, Track
from domain.moment import Moment
from projections.content import RevisitMade
from projections.views.status import StatusRow
from service.service import Service
from service.timelines import ANSWERS
from tests.neighbourhood import settle

APOLOGIES = {
    f"{reason}_{part}" for reason in ("absent", "unavailable") for part in ("title", "advice")
}


def spoken() -> set[str]:
    """The words beside the fields of the forms, and beside each of their choices."""
    fields = {**RatingForm.model_fields, **ObjectionForm.model_fields}
    resolved = {f"resolved_{value}" for value in get_args(fields["resolved"].annotation)}
    return {*fields, *resolved, *(f"satisfaction_{value}" for value in Satisfaction)}


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


def _with(row: StatusRow, status: Status, **state: Any) -> StatusRow:
    return replace(row, status=status, state=replace(row.state, **state))


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
        (_with(row, Status.MERGED, answered=True), "standing_merged-answered"),
        (_with(row, Status.REVISITED, objected=True), "standing_revisited-objected"),
        (replace(row, status=Status.DONE, content=solved), "standing_done-solved"),
        (replace(row, status=Status.DONE, content=explained), "standing_done-explained"),
    ):
        assert standing(now, "zh") == WORDS[words].zh
        assert standing(now, "en") == WORDS[words].en


@pytest.mark.parametrize("status", Status)
def test_every_status_has_words_in_every_round(row: StatusRow, status: Status) -> None:
    now = replace(row, status=status)
    again = replace(now, round=2)
    marks: Mapping[Language, str] = {"zh": "第2轮：", "en": "Round 2: "}
    for language, mark in marks.items():
        assert standing(now, language)
        assert standing(again, language).startswith(mark)
        if status is not Status.REPORTED:
            assert standing(again, language) == mark + standing(now, language)


def test_a_round_that_begins_again_says_so(row: StatusRow) -> None:
    assert standing(replace(row, round=2), "zh") == f"第2轮：{WORDS['standing_reopened'].zh}"


@pytest.mark.parametrize("topic", ANSWERS)
def test_every_answer_has_a_label(topic: str) -> None:
    assert label_of("event", topic, "zh") != topic
    assert label_of("event", topic, "en") != topic


MADE = RevisitMade(
    at=Moment(0),
    round=1,
    kind=RevisitKind.PHONE,
    resolved=True,
    satisfaction=None,
    unreachable=False,
    by_worker=False,
    comment=None,
)


@pytest.mark.parametrize(
    ("fields", "zh", "en"),
    [
        ({}, "回访时您答：已解决", "You were asked again, and answered: solved"),
        (
            {"kind": RevisitKind.ONLINE, "resolved": False, "satisfaction": Satisfaction.FAIR},
            "您评价：没有解决，基本满意",
            "You rated it: not solved, fair",
        ),
        ({"kind": RevisitKind.INSPECTION}, "现场查看：已解决", "It was inspected: solved"),
        (
            {"resolved": None, "unreachable": True},
            "回访时没有联系上您。",
            "You could not be reached.",
        ),
    ],
)
def test_what_was_heard(fields: dict[str, Any], zh: str, en: str) -> None:
    made = replace(MADE, **fields)
    assert (heard(made, "zh"), heard(made, "en")) == (zh, en)


def test_what_follows(row: StatusRow) -> None:
    online = replace(MADE, kind=RevisitKind.ONLINE)
    over = _with(row, Status.REVISITED, objected=True)
    content = replace(row, status=Status.REVISITED)
    for now, made, words in (
        (replace(row, round=2), online, "已重新办理，现在是第2轮。"),
        (over, online, "轮次已满，由上级机构作最后答复。"),
        (replace(over, status=Status.CONCLUDED), online, None),
        (content, online, "谢谢您的评价。"),
        (content, MADE, None),
    ):
        assert follows(now, made, "zh") == words
