"""Provocations: registers, their files, publication, and what the owners laid down."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import httpx2

from tests.api.face import Face
from tests.api.posts_registers import FLAT, begin_import, hanging_out, later, new_keeper
from tests.api.registering import DIGEST, PROCEDURE, ROWS, TakeRoll, csv_of

Provocation = Callable[[Face], httpx2.Response]
GRANT: Mapping[str, Any] = {"cap": 1, "purpose": "电梯应急维修", "evidence": DIGEST}
PAST = "2026-01-01T00:00:00+08:00"
KNOWN = {**FLAT, "owner": "Y1"}


def _on(step: str, body: Any, *, in_force: bool = True) -> Provocation:
    return lambda face: new_keeper(face, in_force=in_force).post(step, body)


def _twice(step: str, body: Any) -> Provocation:
    def provoke(face: Face) -> httpx2.Response:
        keeper = new_keeper(face)
        keeper.done(step, body)
        return keeper.post(step, body)

    return provoke


def _correcting(in_force: bool = True, **body: Any) -> Provocation:
    return lambda face: new_keeper(face, in_force=in_force).correct(**body)


def _published(step: str, body: Any) -> Provocation:
    return lambda face: hanging_out(face).post(step, body)


def _in_use(face: Face) -> httpx2.Response:
    keeper, town = new_keeper(face), face.town
    roll = TakeRoll(committee=town.committee, compound=keeper.compound, ballot=uuid4())
    town.do(roll, by=town.clerk)
    return keeper.correct(removed=["1-1-101"])


def _running(face: Face) -> httpx2.Response:
    keeper = new_keeper(face)
    begin_import(face, keeper.compound)
    return keeper.send("/imports", csv_of(ROWS[:1]))


def _hangs_out(face: Face) -> httpx2.Response:
    return hanging_out(face).post("/publications", {"until": later(face)})


def _answered_twice(face: Face) -> httpx2.Response:
    keeper = hanging_out(face)
    keeper.done("/objections", {"text": "面积有误"})
    answer = {"upheld": True, "answer": "已更正"}
    keeper.done("/objections/1/answer", answer)
    return keeper.post("/objections/1/answer", answer)


def _not_upheld(face: Face) -> httpx2.Response:
    keeper = hanging_out(face)
    keeper.done("/objections", {"text": "面积有误"})
    return keeper.correct(units=[KNOWN], objections=[1])


def _revoked_twice(face: Face) -> httpx2.Response:
    keeper = new_keeper(face)
    keeper.done("/authorisations", GRANT)
    keeper.done("/authorisations/1/revocation", {"reason": "收回"})
    return keeper.post("/authorisations/1/revocation", {"reason": "收回"})


def _file(content: bytes, media: str) -> Provocation:
    return lambda face: new_keeper(face, in_force=False).send("/previews", content, media=media)


REGISTERS: Mapping[str, Provocation] = {
    "register-not-adopted": _on("/publications", {"until": PAST}, in_force=False),
    "register-in-use": _in_use,
    "register-unchanged": _correcting(),
    "register-empty": _correcting(removed=["1-1-101", "1-1-102", "2-101", "2-B1-7"]),
    "register-not-published": _on("/objections", {"text": "面积有误"}),
    "register-hangs-out": _hangs_out,
    "register-file-faulty": lambda face: new_keeper(face, in_force=False).send(
        "/imports", csv_of([ROWS[0], ROWS[0]])
    ),
    "unsupported-register-type": _file(csv_of(), "image/png"),
    "import-running": _running,
    "no-import": _on("/abandonment", {}),
    "unit-repeated": _correcting(units=[KNOWN, KNOWN]),
    "no-such-unit": _correcting(removed=["9-901"]),
    "owner-repeated": _correcting(owners=[{"owner": "Y1"}] * 2),
    "owner-without-unit": _correcting(owners=[{"owner": "Y7"}]),
    "unknown-owner": _correcting(units=[FLAT]),
    "second-developer": _correcting(owners=[{"owner": "Y1", "developer": True}]),
    "area-not-positive": _correcting(units=[{**KNOWN, "area": 0}]),
    "publication-too-short": _on("/publications", {"until": PAST}),
    "unknown-objection": _on("/objections/7/answer", {"upheld": False, "answer": "无"}),
    "objection-already-answered": _answered_twice,
    "objection-not-upheld": _not_upheld,
    "procedure-unchanged": _twice("/procedure", PROCEDURE),
    "procedure-malformed": _on("/procedure", {**PROCEDURE, "channels": []}),
    "unknown-authorisation": _on("/authorisations/7/revocation", {"reason": "收回"}),
    "authorisation-expired": _on("/authorisations", {**GRANT, "until": PAST}),
    "authorisation-revoked": _revoked_twice,
}

REGISTERS_ELSEWHERE: Mapping[str, str] = {
    "hearing-over": "test_registers: objections are raised until the time is over",
}

REGISTERS_NOT_OVER_HTTP: Mapping[str, str] = {
    "import-incomplete": "an import is adopted when the last part of the file was entered",
    "count-negative": "no body and no file can say a number below zero",
    "authorisation-unproven": "the route asks for the document, and a ballot grants by itself",
}
