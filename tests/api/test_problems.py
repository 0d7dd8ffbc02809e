"""Problems: every type is told, in both languages, and every type is a page."""

import re
from html import escape

import httpx2
import pytest

from api.openapi import ProblemDetails
from api.problem_types import PROBLEMS
from tests.api.face import Face, code_of
from tests.api.provoking import ELSEWHERE, NOT_OVER_HTTP, PROVOKED
from tests.api.refusal import require_problem

ENGLISH = "fr, en-GB;q=0.9, zh;q=0.1"


def test_every_problem_is_provoked_or_cannot_be() -> None:
    listed = [*PROVOKED, *ELSEWHERE, *NOT_OVER_HTTP]
    assert sorted(listed) == sorted(PROBLEMS)


@pytest.mark.parametrize("code", PROVOKED)
def test_a_problem_is_told(shared: Face, code: str) -> None:
    answer = PROVOKED[code](shared)
    assert code_of(answer) == code
    require_problem(answer)
    told, meant = answer.json(), PROBLEMS[code]
    assert answer.status_code == meant.status
    assert (told["title"], told["detail"]) == (meant.title.zh, meant.advice.zh)
    assert answer.headers["content-language"] == "zh-CN"
    ProblemDetails.model_validate(told, strict=True)
    assert answer.status_code == 405 or f"`{code}`" in _described(shared, answer)


def _described(face: Face, answer: httpx2.Response) -> str:
    """What the API's description says of this route and status."""
    for template, operations in face.app.openapi()["paths"].items():
        if re.fullmatch(re.sub(r"\{[a-z]+\}", "[^/]+", template), answer.request.url.path):
            operation = operations[answer.request.method.lower()]
            told: str = operation["responses"][str(answer.status_code)]["description"]
            return told
    raise AssertionError("the route is not described at all")


@pytest.mark.parametrize("code", PROBLEMS)
def test_its_type_is_a_page_in_both_languages(shared: Face, code: str) -> None:
    problem = PROBLEMS[code]
    chinese = shared.get(f"/problems/{code}", None)
    english = shared.get(f"/problems/{code}", None, accept_language=ENGLISH)
    for page, title, tag in (
        (chinese, problem.title.zh, "zh-CN"),
        (english, problem.title.en, "en"),
    ):
        assert page.status_code == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert page.headers["content-language"] == tag
        assert page.headers["vary"] == "Accept-Language"
        assert f"<html lang='{tag}'>" in page.text
        assert escape(title) in page.text
        assert str(problem.status) in page.text


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        (None, "zh-CN"),
        ("", "zh-CN"),
        ("en", "en"),
        (ENGLISH, "en"),
        ("EN-us", "en"),
        ("fr", "zh-CN"),
        ("zh, en", "zh-CN"),
        ("zh;q=0.4, en;q=0.5", "en"),
        ("en;q=0", "zh-CN"),
        ("en;q=2", "zh-CN"),
        ("en;q=nan", "zh-CN"),
        ("en;q=x", "zh-CN"),
        (";;;,,,=", "zh-CN"),
    ],
)
def test_the_language_of_a_problem(shared: Face, header: str | None, tag: str) -> None:
    headers = {} if header is None else {"accept_language": header}
    answer = shared.get("/v1/issues", None, **headers)
    problem = PROBLEMS["unauthenticated"]
    title = problem.title.en if tag == "en" else problem.title.zh
    assert (answer.headers["content-language"], answer.json()["title"]) == (tag, title)


def test_every_text_is_there_in_both_languages() -> None:
    for problem in PROBLEMS.values():
        for label in (problem.title, problem.advice):
            assert label.en.isascii()
            assert not label.zh.isascii()


def test_headers_that_belong_to_a_problem(shared: Face) -> None:
    unknown = PROVOKED["unauthenticated"](shared)
    assert unknown.headers["www-authenticate"] == 'Bearer realm="bihuan"'
    assert PROVOKED["method-not-allowed"](shared).headers["allow"] == "GET, POST"
    for code in ("unauthenticated", "invalid-body", "stale-version", "not-found"):
        headers = PROVOKED[code](shared).headers
        assert headers["cache-control"] == "no-store"
        assert headers["vary"] == "Authorization, Accept-Language"


def test_an_unknown_problem_is_no_page(shared: Face) -> None:
    assert code_of(shared.get("/problems/none-such", None)) == "not-found"
