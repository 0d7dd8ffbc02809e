"""ETags, 304, languages and the headers that keep one caller's answer from another's."""

import re
from typing import Any

import pytest

from tests.api.face import Call, Face, code_of, version_of

ENGLISH = {"accept_language": "en"}
_ETAG = re.compile(r'"[0-9]+-[0-9a-f]{16}"')


@pytest.fixture(scope="module")
def path(shared_sqlite: Face) -> str:
    """An issue's path."""
    return f"/v1/issues/{shared_sqlite.town.report()}"


def test_what_has_not_changed_is_not_sent_again(shared_sqlite: Face, path: str) -> None:
    first = shared_sqlite.get(path, shared_sqlite.town.clerk)
    etag = first.headers["etag"]
    assert _ETAG.fullmatch(etag)
    for offered in (etag, f"W/{etag}", f'"0-0", {etag}', f'W/"x",W/{etag}', "*"):
        again = shared_sqlite.get(path, shared_sqlite.town.clerk, if_none_match=offered)
        assert (again.status_code, again.content) == (304, b""), offered
        assert again.headers["etag"] == etag
        for name in ("cache-control", "vary"):
            assert again.headers[name] == first.headers[name]


def test_another_etag_gets_the_body(shared_sqlite: Face, path: str) -> None:
    first = shared_sqlite.get(path, shared_sqlite.town.clerk)
    bare = first.headers["etag"].partition("-")[0] + '"'
    for offered in ("", "x", bare, first.headers["etag"].strip('"'), '"1-0000000000000000"'):
        again = shared_sqlite.get(path, shared_sqlite.town.clerk, if_none_match=offered)
        assert (again.status_code, again.content) == (200, first.content), offered


def test_a_change_changes_the_etag(shared_sqlite: Face) -> None:
    path = f"/v1/issues/{shared_sqlite.town.report()}"
    old = shared_sqlite.get(path, shared_sqlite.town.clerk).headers["etag"]
    shared_sqlite.post(f"{path}/replies", {"message": "已收到"}, shared_sqlite.town.clerk)
    new = shared_sqlite.get(path, shared_sqlite.town.clerk, if_none_match=old)
    assert (new.status_code, version_of(new)) == (200, 2)


def test_language_changes_the_body_and_not_the_version(shared_sqlite: Face, path: str) -> None:
    chinese = shared_sqlite.get(path, shared_sqlite.town.clerk)
    english = shared_sqlite.get(path, shared_sqlite.town.clerk, **ENGLISH)
    assert version_of(chinese) == version_of(english) == chinese.json()["version"]
    assert chinese.headers["etag"] != english.headers["etag"]
    crossed = {"if_none_match": chinese.headers["etag"], **ENGLISH}
    assert shared_sqlite.get(path, shared_sqlite.town.clerk, **crossed).status_code == 200
    assert chinese.headers["content-language"] == "zh-CN"
    assert english.headers["content-language"] == "en"
    assert chinese.json()["labels"]["status"] == "已上报"
    assert english.json()["labels"]["status"] == "Reported"


def test_two_callers_have_two_etags_of_one_version(shared_sqlite: Face, path: str) -> None:
    town = shared_sqlite.town
    clerk, auditor = shared_sqlite.get(path, town.clerk), shared_sqlite.get(path, town.auditor)
    assert version_of(clerk) == version_of(auditor)
    assert clerk.headers["etag"] != auditor.headers["etag"]


@pytest.mark.parametrize("form", ['"{v}"', 'W/"{v}"', "{etag}", "W/{etag}", '"{v}-0"'])
def test_if_match_reads_the_version(shared_sqlite: Face, form: str) -> None:
    """Whatever the caller's language was when it was read."""
    path = f"/v1/issues/{shared_sqlite.town.report()}"
    english = shared_sqlite.get(path, shared_sqlite.town.clerk, **ENGLISH)
    match = form.format(v=version_of(english), etag=english.headers["etag"])
    body = {"category": "lighting", "scale": "small", "track": "fast"}
    answer = shared_sqlite.post(f"{path}/triage", body, shared_sqlite.town.clerk, if_match=match)
    assert (answer.status_code, version_of(answer)) == (200, 2)


def test_if_match_counts_where_it_is_not_required(shared_sqlite: Face) -> None:
    path = f"/v1/issues/{shared_sqlite.town.report()}/replies"
    body = {"message": "已收到"}
    stale = shared_sqlite.post(path, body, shared_sqlite.town.clerk, if_match='"2"')
    assert code_of(stale) == "stale-version"
    assert (
        shared_sqlite.post(path, body, shared_sqlite.town.clerk, if_match='"1"').status_code == 200
    )


def test_if_match_on_what_does_not_exist_yet(shared_sqlite: Face) -> None:
    answer = shared_sqlite.post(
        "/v1/issues", shared_sqlite.reporting(), shared_sqlite.town.clerk, if_match='"1"'
    )
    assert code_of(answer) == "stale-version"


def test_every_answer_is_private_and_varies(shared_sqlite: Face, path: str) -> None:
    town = shared_sqlite.town
    answers = [
        shared_sqlite.get(one, town.clerk)
        for one in (path, f"{path}/events", "/v1/issues", "/v1/bodies", "/v1/vocabulary")
    ]
    answers.append(shared_sqlite.post("/v1/issues", shared_sqlite.reporting(), town.clerk))
    for answer in answers:
        assert answer.headers["cache-control"] == "private, no-cache"
        assert answer.headers["vary"] == "Authorization, Accept-Language"


def _created(face: Face) -> list[tuple[str, Any, Any]]:
    town = face.town
    body = {"level": "committee", "name": "凌五", "code": "LW", "superior": str(town.subdistrict)}
    compounds = f"/v1/bodies/{town.committee}/compounds"
    return [
        ("/v1/issues", face.reporting(), town.clerk),
        ("/v1/bodies", body, town.administrator),
        (compounds, {"name": "秋风苑"}, town.administrator),
        ("/v1/organisations", {"name": "和顺物业", "kind": "shop"}, town.administrator),
    ]


def test_what_was_created_is_found_at_its_location(shared_sqlite: Face) -> None:
    for path, body, by in _created(shared_sqlite):
        made = shared_sqlite.post(path, body, by)
        assert made.status_code == 201
        assert made.headers["location"].startswith(f"{path}/")
        found = shared_sqlite.get(made.headers["location"], by)
        assert (found.status_code, found.content) == (200, made.content)
        assert found.headers["etag"] == made.headers["etag"]


@pytest.mark.parametrize(
    ("header", "kept"),
    [
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", True),
        (
            "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-will-bring",
            True,
        ),
        ("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", False),
        ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", False),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", False),
        ("00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01", False),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x", False),
        ("4bf92f3577b34da6a3ce929d0e0e4736", False),
        ("", False),
    ],
)
def test_traceparent_is_the_correlation_of_the_event(
    shared_sqlite: Face, header: str, kept: bool
) -> None:
    before = shared_sqlite.head()
    answer = shared_sqlite.post(
        "/v1/issues", shared_sqlite.reporting(), shared_sqlite.town.clerk, traceparent=header
    )
    assert answer.status_code == 201
    correlations = {event.correlation.hex for event in shared_sqlite.events(before)}
    assert len(correlations) == 1
    assert (correlations == {"4bf92f3577b34da6a3ce929d0e0e4736"}) is kept


def test_every_answer_has_a_number_of_its_own(shared_sqlite: Face, path: str) -> None:
    calls = [Call(method="GET", path=path, by=shared_sqlite.town.clerk)] * 3
    calls.append(Call(method="GET", path=path, by=None))
    numbers = {answer.headers["x-request-id"] for answer in shared_sqlite.together(calls)}
    assert len(numbers) == len(calls)
