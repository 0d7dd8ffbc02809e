"""When something breaks inside: a problem for the caller, nothing personal anywhere."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy import event

from service.service import Service
from service.settings import Settings
from tests.api.crashing import WORDS
from tests.api.face import Face, code_of
from tests.api.refusal import require_problem
from tests.api.wire import exchange
from tests.installations import PostgresInstallations

ROOT = Path(__file__).parents[2]


def _crash(*_arguments: Any, **_named: Any) -> NoReturn:
    raise ValueError(WORDS)


def test_a_crash_says_nothing_of_itself(
    sqlite_face: Face, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sqlite_face.service.reader, "issue", _crash)
    answer = sqlite_face.get(f"/v1/issues/{sqlite_face.town.report()}", sqlite_face.town.clerk)
    require_problem(answer)
    assert code_of(answer) == "internal-error"
    assert not _found_words(answer.text, str(answer.headers), *capfd.readouterr())


def test_a_crash_is_found_in_the_log_by_its_number(
    sqlite_face: Face, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sqlite_face.service.reader, "issue", _crash)
    answer = sqlite_face.get(f"/v1/issues/{sqlite_face.town.report()}", sqlite_face.town.clerk)
    assert answer.headers["x-request-id"] in capfd.readouterr().out


def _found_words(*texts: str) -> bool:
    return any(part in text for part in WORDS.split() for text in texts)


@contextmanager
def _crashing_server(settings: Settings) -> Iterator["subprocess.Popen[str]"]:
    assert settings.master_key is not None
    environment = {
        **os.environ,
        "BIHUAN_DATABASE_URL": settings.database_url,
        "BIHUAN_VAULT_URL": settings.vault_url,
        "BIHUAN_MASTER_KEY": settings.master_key.get_secret_value(),
        "BIHUAN_SIGNING_KEY_FILE": str(settings.signing_key_file),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "tests.api.crashing"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _port(process: "subprocess.Popen[str]") -> int:
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://127\.0\.0\.1:([0-9]+)/", line):
            return int(found[1])
    raise AssertionError("the server did not start")


def _request(key: str, line: str, body: bytes = b"") -> bytes:
    lines = [line, "Host: x", "Connection: close", f"Authorization: Bearer {key}"]
    lines += [f"Content-Length: {len(body)}", "Content-Type: application/json", "", ""]
    return "\r\n".join(lines).encode() + body


def test_nothing_personal_reaches_the_log_of_a_real_server(sqlite_face: Face) -> None:
    """Also not through the server's own account of an exception, nor the scribe's."""
    issue, key = sqlite_face.town.report(), sqlite_face.key(sqlite_face.town.clerk)
    token = sqlite_face.service.follow_ups.create(issue, None)[1]
    said = json.dumps({"message": WORDS}, ensure_ascii=False).encode()
    with _crashing_server(sqlite_face.service.settings) as process:
        port = _port(process)
        answers = [
            exchange(port, _request(key, f"GET /v1/issues/{issue} HTTP/1.1")),
            exchange(port, _request(key, f"POST /v1/issues/{issue}/responses HTTP/1.1", said)),
            exchange(port, _request(key, f"GET /v1/issues?number={WORDS[:3]} HTTP/1.1")),
            exchange(port, _request(key, f"GET /follow/{token} HTTP/1.1")),
            exchange(port, _request(key, f"GET /v1/follow-ups/{token} HTTP/1.1")),
            exchange(port, _request(key, f"GET /follow/{token}/ HTTP/1.1")),
        ]
        process.terminate()
        out, error = process.communicate(timeout=60)
    assert [a.split(b" ")[1] for a in answers] == [b"500", b"500", b"400", b"500", b"500", b"404"]
    assert not any(token in text for text in (*(a.decode() for a in answers), out, error))
    assert not _found_words(*(a.decode() for a in answers), out, error)
    assert "Traceback" not in out + error
    logged = [json.loads(line) for line in out.splitlines()]
    assert {line.get("error") for line in logged} >= {"ValueError"}


def test_who_waits_too_long_is_told_when_to_come_back(
    sqlite_face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_face.service.settings, "command_seconds", -1.0)
    before = sqlite_face.head()
    answer = sqlite_face.post("/v1/issues", sqlite_face.reporting(), sqlite_face.town.clerk)
    require_problem(answer)
    assert (code_of(answer), answer.headers["retry-after"]) == ("unavailable", "1")
    assert sqlite_face.head() == before


@pytest.fixture
def postgres_settings(postgres_installations: PostgresInstallations, tmp_path: Path) -> Settings:
    """An installation whose ledger a test may drop."""
    return postgres_installations.fresh(tmp_path)


def test_a_database_that_is_gone(
    postgres_settings: Settings, postgres_installations: PostgresInstallations
) -> None:
    """Questions and commands are told to come back; the process itself is alive."""
    service = Service(postgres_settings)
    service.start()
    face = Face(service)
    town, issue = face.town, face.town.report()
    face.key(town.clerk)
    postgres_installations.drop(postgres_settings)
    gone = [
        face.get(f"/v1/issues/{issue}", town.clerk),
        face.get("/v1/issues", town.clerk),
        face.post(f"/v1/issues/{issue}/replies", {"message": "已收到"}, town.clerk),
        face.post("/v1/issues", face.reporting(), town.clerk),
    ]
    assert face.get("/healthz", None).status_code == 200
    readiness = face.get("/readyz", None)
    face.close()
    service.stop()
    for answer in gone:
        require_problem(answer)
        assert code_of(answer) == "unavailable"
        assert int(answer.headers["retry-after"]) > 0
    assert (readiness.status_code, readiness.json()["ready"]) == (503, False)


def test_a_full_disk(sqlite_face: Face) -> None:
    """Nothing is written, and questions are still answered."""
    town, engine = sqlite_face.town, sqlite_face.service.database.engine
    event.listen(engine, "connect", lambda c, _: c.execute("PRAGMA max_page_count = 1"))
    engine.dispose()
    body = sqlite_face.reporting(words="路灯坏了" * 1_000)
    codes: list[str] = []
    while "storage-full" not in codes and len(codes) < 200:
        before = sqlite_face.head()
        answer = sqlite_face.post("/v1/issues", body, town.clerk)
        codes.append(code_of(answer))
    require_problem(answer)
    assert answer.status_code == 507
    assert sqlite_face.head() == before
    assert sqlite_face.get("/v1/issues", town.clerk).status_code == 200
