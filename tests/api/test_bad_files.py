"""Uploads that are wrong: refused by name, in the order of all other checks, and not kept."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import httpx2
import pytest

from service.ids import new_id
from tests.api.face import Call, Face, code_of
from tests.api.refusal import CANARY, require_problem
from tests.evidence import FILES, JPEG, PDF, PNG

LIMIT = 4_096
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
_FAULTS: dict[str, dict[str, Any]] = {
    "unauthenticated": {"by": "nobody"},
    "body-too-large": {"padding": LIMIT},
    "unsupported-file-type": {"media": "image/gif"},
    "malformed-request": {"query": "?as_of=1"},
    "file-type-differs": {"content": JPEG},
    "not-found": {"issue": "unknown"},
    "forbidden": {"by": "auditor"},
}
"""Each problem, in the order of checks, by what of a good upload has to be another."""

_PAIRS = [
    (first, second)
    for first, second in combinations(_FAULTS, 2)
    if not _FAULTS[first].keys() & _FAULTS[second].keys()
]


@pytest.fixture(autouse=True)
def _limited(shared_sqlite: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_sqlite.service.settings, "max_file", LIMIT)


def _attempt(face: Face, *faults: str, **others: Any) -> httpx2.Response:
    parts: dict[str, Any] = {
        "by": "clerk",
        "padding": 0,
        "media": "image/png",
        "query": "",
        "content": PNG,
        "issue": "known",
        "headers": {},
    } | others
    for fault in faults:
        parts |= _FAULTS[fault]
    return face.send(_call(face, parts))


def _call(face: Face, parts: Mapping[str, Any]) -> Call:
    issue = face.town.report() if parts["issue"] == "known" else new_id()
    return Call(
        path=f"/v1/issues/{issue}/files{parts['query']}",
        by=getattr(face.town, parts["by"], None),
        content=parts["content"] + b"\x00" * parts["padding"],
        headers={"Content-Type": parts["media"], **parts["headers"]},
    )


def test_without_a_fault_it_is_accepted(shared_sqlite: Face) -> None:
    assert _attempt(shared_sqlite).status_code == 201


@pytest.mark.parametrize("fault", _FAULTS)
def test_each_fault_alone(shared_sqlite: Face, fault: str) -> None:
    answer = _attempt(shared_sqlite, fault)
    require_problem(answer)
    assert code_of(answer) == fault


@pytest.mark.parametrize(("first", "second"), _PAIRS)
def test_of_two_faults_the_earlier_is_told(shared_sqlite: Face, first: str, second: str) -> None:
    assert code_of(_attempt(shared_sqlite, first, second)) == first


@pytest.mark.parametrize("headers", [{"If-Match": "x"}, {"Idempotency-Key": "a b"}], ids=str)
def test_headers_before_the_file(shared_sqlite: Face, headers: dict[str, str]) -> None:
    answer = _attempt(shared_sqlite, "file-type-differs", headers=headers)
    assert code_of(answer) == "malformed-request"


def test_a_path_that_is_no_id_comes_after_the_file(shared_sqlite: Face) -> None:
    headers = {"Content-Type": "image/png"}
    for content, code in ((JPEG, "file-type-differs"), (PNG, "not-found")):
        call = Call(
            path="/v1/issues/7/files",
            by=shared_sqlite.town.clerk,
            content=content,
            headers=headers,
        )
        assert code_of(shared_sqlite.send(call)) == code


def test_an_empty_file(shared_sqlite: Face) -> None:
    assert code_of(_attempt(shared_sqlite, content=b"")) == "file-empty"


@pytest.mark.parametrize("media", FILES)
@pytest.mark.parametrize(
    "content", [SVG, b"GIF89a", b"\x00" * 64, b"{}", b" " + PDF, CANARY.encode(), PNG[:7]]
)
def test_a_lie_about_the_type(shared_sqlite: Face, media: str, content: bytes) -> None:
    answer = _attempt(shared_sqlite, media=media, content=content)
    require_problem(answer)
    assert (code_of(answer), answer.status_code) == ("file-type-differs", 422)


def test_every_type_is_taken_for_itself_alone(shared_sqlite: Face) -> None:
    told = {
        (media, said): _attempt(shared_sqlite, media=said, content=content).status_code
        for media, content in FILES.items()
        for said in FILES
    }
    assert told == {(media, said): 201 if media == said else 422 for media, said in told}


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": ""},
        {"Content-Type": "application/json"},
        {"Content-Type": "application/octet-stream"},
        {"Content-Type": "image/svg+xml"},
        {"Content-Type": "image/*"},
        {"Content-Type": "image/png, image/jpeg"},
        {"Content-Type": f"multipart/form-data; boundary={CANARY}"},
        {"Content-Type": f"image/{CANARY}"},
        {"Content-Type": b"image/png\xe9"},
        {"Content-Encoding": "gzip"},
        {"Content-Encoding": "identity, gzip"},
    ],
    ids=str,
)
def test_other_media_types(shared_sqlite: Face, headers: dict[str, str | bytes]) -> None:
    answer = _attempt(shared_sqlite, headers=headers)
    require_problem(answer)
    assert code_of(answer) == "unsupported-file-type"


def test_the_largest_file_is_taken(shared_sqlite: Face) -> None:
    whole = PNG + b"\x00" * (LIMIT - len(PNG))
    assert _attempt(shared_sqlite, content=whole).json()["size"] == LIMIT
    assert code_of(_attempt(shared_sqlite, content=whole + b"\x00")) == "body-too-large"


def test_a_file_may_be_larger_than_other_bodies(
    shared_sqlite: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The two limits do not know each other."""
    settings = shared_sqlite.service.settings
    monkeypatch.setattr(settings, "max_file", 8_388_608)
    whole = PNG + b"\x00" * settings.max_body
    assert _attempt(shared_sqlite, content=whole).status_code == 201
    body = shared_sqlite.reporting(words="a" * settings.max_body)
    refused = shared_sqlite.post("/v1/issues", body, shared_sqlite.town.clerk)
    assert code_of(refused) == "body-too-large"
