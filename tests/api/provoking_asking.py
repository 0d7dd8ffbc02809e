"""Provocations: questionnaires and ratings."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2

from domain.actor import Role
from domain.moment import DAY, Moment, local
from service.commands.questionnaires import Prolong
from service.ids import new_id
from tests.api.face import Face
from tests.api.posts_asking import PREFIX, RATED, answered, asking_body
from tests.projections.asking import answer, ask, resident

Provocation = Callable[[Face], httpx2.Response]
_LABEL = {"zh": "问", "en": "ask"}
_GOOD = {"question": "scale", "number": 3}
_YES, _NO = ({"code": code, "label": _LABEL} for code in ("yes", "no"))


def _asked(*questions: Mapping[str, Any], **other: Any) -> Provocation:
    def provoke(face: Face) -> httpx2.Response:
        given = {"questions": [{"label": _LABEL, **one} for one in questions]}
        return face.post(PREFIX, asking_body(face, **given | other), face.town.clerk)

    return provoke


def _answered(*said: Mapping[str, Any], **other: Any) -> Provocation:
    def provoke(face: Face) -> httpx2.Response:
        return _on(face, ask(face.town), "answers", {"answers": list(said), **other})

    return provoke


def _taken(times: int, **body: Any) -> Provocation:
    def provoke(face: Face) -> httpx2.Response:
        made = answered(face)
        usual = {"number": 1, "question": "wish", "undertaking": str(new_id())}
        for _ in range(times):
            answer = _on(face, made, "undertakings", usual | body)
        return answer

    return provoke


def _voided_twice(face: Face) -> httpx2.Response:
    made, body = answered(face), {"number": 1, "reason": "重复"}
    _on(face, made, "voids", body)
    return _on(face, made, "voids", body)


def _said(questions: list[dict[str, Any]], *said: Mapping[str, Any]) -> Provocation:
    """Answers to questions of one's own."""

    def provoke(face: Face) -> httpx2.Response:
        asked = [{"label": _LABEL, **one} for one in questions]
        made = face.post(PREFIX, asking_body(face, questions=asked), face.town.clerk).json()["id"]
        return _on(face, UUID(made), "answers", {"answers": list(said)})

    return provoke


def _full(face: Face) -> httpx2.Response:
    made = ask(face.town, most=1)
    answer(face.town, made, 3, group=None)
    return _on(face, made, "answers", {"answers": [_GOOD]})


def _closed(face: Face) -> httpx2.Response:
    made = ask(face.town)
    face.town.do(Prolong(questionnaire=made, until=face.service.now()), by=face.town.clerk)
    return _on(face, made, "answers", {"answers": [_GOOD]})


def _not_begun(face: Face) -> httpx2.Response:
    since = (local(face.service.now()) + timedelta(hours=1)).isoformat()
    made = face.post(PREFIX, asking_body(face, since=since), face.town.clerk).json()["id"]
    said = {"question": "charging", "chosen": ["yes"]}
    return _on(face, UUID(made), "answers", {"answers": [said]})


def _on(face: Face, made: UUID, noun: str, body: Mapping[str, Any]) -> httpx2.Response:
    return face.post(f"{PREFIX}/{made}/{noun}", body, face.town.clerk)


def _rated(*, staff: bool = False, **body: Any) -> Provocation:
    def provoke(face: Face) -> httpx2.Response:
        by = resident(face.town)
        if staff:
            by = replace(by, roles=frozenset({Role.RESIDENT, Role.CLERK}))
        path = f"{RATED.format(committee=face.town.committee)}/ratings"
        return face.post(path, {"kind": "daily", "score": 5, **body}, by)

    return provoke


def _window(days: int, year: int, *, twice: bool = False) -> Provocation:
    def provoke(face: Face) -> httpx2.Response:
        first = local(Moment(face.service.now() + days * DAY)).date()
        body = {"year": first.year + year, "first": f"{first}", "last": f"{first}"}
        path = f"{RATED.format(committee=face.town.next_committee)}/year-ends"
        if twice:
            face.post(path, body, face.town.superior)
        return face.post(path, body, face.town.superior)

    return provoke


def _roster(face: Face) -> httpx2.Response:
    path = f"{RATED.format(committee=face.town.committee)}/roster"
    return face.post(path, {"members": [{"name": "程秋云", "duty": "x"}]}, face.town.superior)


_MANY = [{"code": f"o{index}", "label": _LABEL} for index in range(60)]

ASKING: Mapping[str, Provocation] = {
    "no-question": _asked(),
    "questionnaire-too-long": _asked(
        *({"code": code, "kind": "choice", "options": _MANY} for code in ("a", "b"))
    ),
    "question-repeated": _asked(*({"code": "a", "kind": "text"} for _ in range(2))),
    "options-required": _asked({"code": "a", "kind": "choice"}),
    "option-repeated": _asked({"code": "a", "kind": "choice", "options": [_YES, _YES]}),
    "option-unexpected": _asked({"code": "a", "kind": "text", "options": [_YES, _NO]}),
    "bounds-malformed": _asked({"code": "a", "kind": "scale"}),
    "unknown-group": _asked({"code": "a", "kind": "text"}, groups=["nobody"]),
    "unknown-topic": _asked({"code": "a", "kind": "text", "topic": "nothing"}),
    "answer-missing": _said(
        [{"code": "a", "kind": "text", "required": True}, {"code": "b", "kind": "text"}],
        {"question": "b", "text": "无"},
    ),
    "unknown-option": _said(
        [{"code": "a", "kind": "choice", "options": [_YES, _NO]}],
        {"question": "a", "chosen": ["maybe"]},
    ),
    "text-too-long": _said(
        [{"code": f"q{index}", "kind": "text"} for index in range(9)],
        *({"question": f"q{index}", "text": "长" * 500} for index in range(9)),
    ),
    "questionnaire-not-begun": _not_begun,
    "questionnaire-closed": _closed,
    "questionnaire-full": _full,
    "answer-empty": _answered(),
    "answer-misfits": _answered({"question": "scale", "text": "三"}),
    "unknown-question": _answered({"question": "none", "number": 3}),
    "number-out-of-bounds": _answered({"question": "scale", "number": 6}),
    "unknown-answer": _taken(1, number=9),
    "answer-voided": _voided_twice,
    "answer-taken": _taken(2),
    "unknown-role": _roster,
    "unknown-member": _rated(member=str(new_id())),
    "rater-is-staff": _rated(staff=True),
    "year-not-rated-then": _window(1, 1),
    "year-end-begun": _window(0, 0, twice=True),
    "year-end-closed": _rated(kind="year-end", year=2001),
}
