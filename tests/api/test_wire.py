"""What only a socket can show: bodies without a length, bytes that are no HTTP."""

import json
from collections.abc import Iterator

import pytest

from tests.api.face import Face
from tests.api.refusal import CANARY, MEMBERS
from tests.api.wire import exchange, leave, served

SIZE = 400_000


@pytest.fixture
def port(sqlite_face: Face) -> Iterator[int]:
    """The port of a real server."""
    with served(sqlite_face.app) as port:
        yield port


def _head(face: Face, *lines: str) -> bytes:
    key = face.key(face.town.clerk)
    usual = ["POST /v1/issues HTTP/1.1", "Host: bihuan.test", f"Authorization: Bearer {key}"]
    return "\r\n".join([*usual, "Content-Type: application/json", *lines, "", ""]).encode()


def _require_too_large(answer: bytes) -> None:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 413 ")
    assert b"content-type: application/problem+json" in head.lower()
    told = json.loads(body)
    assert told.keys() >= MEMBERS
    assert told["code"] == "body-too-large"
    assert CANARY.encode() not in answer


def _good(face: Face) -> bytes:
    body = json.dumps(face.reporting()).encode()
    return _head(face, f"Content-Length: {len(body)}", "Connection: close") + body


def test_a_declared_length_is_refused_before_the_body_comes(sqlite_face: Face, port: int) -> None:
    before = sqlite_face.head()
    lines = (f"Content-Length: {SIZE}", "Connection: close")
    _require_too_large(exchange(port, _head(sqlite_face, "Expect: 100-continue", *lines)))
    _require_too_large(exchange(port, _head(sqlite_face, *lines)))
    whole = (CANARY.encode() * SIZE)[:SIZE]
    _require_too_large(exchange(port, _head(sqlite_face, *lines), whole))
    assert sqlite_face.head() == before
    assert exchange(port, _good(sqlite_face)).startswith(b"HTTP/1.1 201 ")


def test_chunks_are_counted(sqlite_face: Face, port: int) -> None:
    """Without a length nobody has said how much will come; it is cut off at the limit."""
    before = sqlite_face.head()
    head = _head(sqlite_face, "Transfer-Encoding: chunked", "Connection: close")
    data = CANARY.encode() * 1_000
    chunk = f"{len(data):x}\r\n".encode() + data + b"\r\n"
    _require_too_large(exchange(port, head, *[chunk] * (SIZE // len(data)), b"0\r\n\r\n"))
    _require_too_large(exchange(port, head, *[chunk] * (SIZE // len(data))))
    assert sqlite_face.head() == before
    assert exchange(port, _good(sqlite_face)).startswith(b"HTTP/1.1 201 ")


def test_a_client_that_goes_away_writes_nothing(sqlite_face: Face, port: int) -> None:
    before = sqlite_face.head()
    for lines in (("Content-Length: 500",), ("Transfer-Encoding: chunked",)):
        leave(port, _head(sqlite_face, *lines) + b"5\r\n{")
    assert exchange(port, _good(sqlite_face)).startswith(b"HTTP/1.1 201 ")
    assert [e.topic for e in sqlite_face.events(before)] == ["person.registered", "issue.reported"]


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /v1/issues\x00 HTTP/1.1",
        b"GET /v1/issues HTTP/9.9",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET",
    ],
    ids=str,
)
def test_what_is_no_http_is_refused(sqlite_face: Face, port: int, request_line: bytes) -> None:
    line = request_line + b"\r\nHost: bihuan.test\r\nConnection: close\r\n\r\n"
    assert exchange(port, line).startswith(b"HTTP/1.1 400 ")
    assert exchange(port, _good(sqlite_face)).startswith(b"HTTP/1.1 201 ")


@pytest.mark.parametrize("path", [b"/v1/issues/\xff", "/v1/issues/沈秋禾".encode(), b"/v1/%00"])
def test_raw_bytes_in_a_path(sqlite_face: Face, port: int, path: bytes) -> None:
    key = sqlite_face.key(sqlite_face.town.clerk).encode()
    lines = [b"Host: x", b"Connection: close", b"Authorization: Bearer " + key, b"", b""]
    answer = exchange(port, b"\r\n".join([b"GET " + path + b" HTTP/1.1", *lines]))
    assert answer.split(b" ")[1] in {b"400", b"404"}
    assert "沈秋禾".encode() not in answer


@pytest.mark.parametrize("host", [b"[::1", b"a?b", b"a b", b"", b"\xff", b"evil/../x"])
def test_whatever_the_host_header_says(sqlite_face: Face, port: int, host: bytes) -> None:
    lines = [b"GET /v1/issues HTTP/1.1", b"Host: " + host, b"Connection: close", b"", b""]
    assert exchange(port, b"\r\n".join(lines)).split(b" ")[1] in {b"400", b"401"}
