"""Bodies that are no JSON object at all, too large, or of another type: refused, unrepeated."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from tests.api.face import Face
from tests.api.json_places import written
from tests.api.posting import Post
from tests.api.refusal import CANARY, require_refused

pytestmark = pytest.mark.usefixtures("survives")
BOM = b"\xef\xbb\xbf"


WHOLE_BODIES: dict[str, tuple[Callable[[bytes], bytes], int]] = {
    "empty": (lambda _: b"", 400),
    "blank": (lambda _: b" \n", 400),
    "array": (lambda body: b"[" + body + b"]", 422),
    "string": (lambda _: f'"{CANARY}"'.encode(), 422),
    "null": (lambda _: b"null", 422),
    "number": (lambda _: b"7", 422),
    "true": (lambda _: b"true", 422),
    "byte order mark": (lambda body: BOM + body, 400),
    "cut in half": (lambda body: body[: len(body) // 2] or b"{", 400),
    "cut within a character": (lambda _: b'{"' + "沈".encode()[:2], 400),
    "GBK": (lambda _: json.dumps({"沈秋禾": "路灯"}, ensure_ascii=False).encode("gbk"), 400),
    "UTF-16": (lambda body: body.decode().encode("utf-16"), 400),
    "UTF-16 without mark": (lambda body: body.decode().encode("utf-16-be"), 400),
    "two values": (lambda body: body + body, 400),
    "a comment": (lambda body: body + b"// " + CANARY.encode(), 400),
    "single quotes": (lambda _: f"{{'{CANARY}': 1}}".encode(), 400),
    "latin-1": (lambda _: b'{"caf\xe9": 1}', 400),
    "overlong UTF-8": (lambda _: b'{"\xc0\x80": 1}', 400),
    "form": (lambda _: f"words={CANARY}".encode(), 400),
}


@pytest.fixture(scope="module")
def shared(shared_sqlite: Face) -> Face:
    """What is refused before a database is asked is refused on every one alike."""
    return shared_sqlite


@pytest.mark.parametrize("name", WHOLE_BODIES)
def test_a_whole_body(shared: Face, good: Sequence[Post], name: str) -> None:
    change, status = WHOLE_BODIES[name]
    calls = [replace(p.call, content=change(written(p.call.body, ""))) for p in good]
    require_refused(shared, calls, {status})


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": ""},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": f"multipart/form-data; boundary={CANARY}"},
        {"Content-Type": "application/json; charset=gbk"},
        {"Content-Type": f"application/json; charset={CANARY}"},
        {"Content-Type": "application/json, text/html"},
        {"Content-Type": f"application/{CANARY}+json"},
        {"Content-Type": "application/json/x"},
        {"Content-Type": b"application/json\xe9"},
        {"Content-Encoding": "gzip"},
        {"Content-Encoding": "identity, gzip"},
    ],
    ids=str,
)
def test_other_media_types(
    shared: Face, good: Sequence[Post], headers: dict[str, str | bytes]
) -> None:
    calls = [replace(p.call, headers={**p.call.headers, **headers}) for p in good]
    require_refused(shared, calls, {415})


def test_utf_8_may_be_said(shared: Face) -> None:
    for header in ("application/json; charset=UTF-8", 'APPLICATION/JSON;charset="utf-8"'):
        answer = shared.post(
            "/v1/issues", shared.reporting(), shared.town.clerk, content_type=header
        )
        assert answer.status_code == 201


def test_too_large(shared: Face, good: Sequence[Post]) -> None:
    size = shared.service.settings.max_body
    content = b'{"words": "' + CANARY.encode() + b"a" * size + b'"}'
    require_refused(shared, [replace(p.call, content=content) for p in good], {413})


def test_the_largest_report_is_taken(shared: Face) -> None:
    """Every text as long as it may be, in characters of four bytes: still one event."""
    body = shared.reporting(
        compound_id=None,
        address="𠮷" * 200,
        summary="𠮷" * 200,
        words="𠮷" * 4_000,
        sites=["𠮷" * 200] * 20,
    )
    assert shared.post("/v1/issues", body, shared.town.clerk).status_code == 201
