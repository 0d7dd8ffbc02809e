"""Files over HTTP: kept and given back as they came, and only to those who may have them."""

import errno
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import delete

from domain.media import MediaType
from ledger.files import digest_of
from ledger.tables import vault_key
from service.ids import new_id
from service.policy import Principal
from service.service import Service
from tests.api.face import Call, Face, code_of
from tests.api.refusal import CANARY, require_problem
from tests.evidence import FILES, JPEG, PDF, PNG, damage


def upload(
    face: Face,
    path: str,
    content: bytes = PNG,
    media: str = "image/png",
    by: Principal | None = None,
) -> httpx2.Response:
    """The clerk's, unless somebody else is named."""
    headers = {"Content-Type": media}
    who = by or face.town.clerk
    return face.send(Call(path=f"{path}/files", by=who, content=content, headers=headers))


def a_path(face: Face, **fields: Any) -> str:
    return f"/v1/issues/{face.town.report(**fields)}"


def blobs(face: Face) -> list[Path]:
    folder = face.service.settings.files
    assert folder is not None
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("media_type", MediaType)
def test_a_file_comes_back_as_it_was(shared: Face, media_type: MediaType) -> None:
    path, content, head = a_path(shared), FILES[media_type], shared.head()
    made = upload(shared, path, content, media_type)
    assert made.status_code == 201
    digest = digest_of(content)
    assert made.json() == {"digest": digest, "media_type": media_type, "size": len(content)}
    assert made.headers["location"] == f"{path}/files/{digest}"
    found = shared.get(made.headers["location"], shared.town.clerk)
    assert (found.status_code, found.content) == (200, content)
    assert found.headers["content-type"] == media_type
    assert shared.head() == head, "an upload is no event"


def test_a_browser_is_given_nothing_to_run(shared: Face) -> None:
    kept = upload(shared, a_path(shared), PDF, "application/pdf").headers["location"]
    headers = shared.get(kept, shared.town.clerk).headers
    name = f"{digest_of(PDF)[7:23]}.pdf"
    assert headers["content-disposition"] == f'attachment; filename="{name}"'
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["cache-control"] == "private, no-store"


def test_what_is_said_of_a_type_beside_it_does_not_matter(shared: Face) -> None:
    for media in ("IMAGE/PNG", "image/png; charset=binary", "image/png;name=x"):
        assert upload(shared, a_path(shared), media=media).json()["media_type"] == "image/png"


def test_the_same_file_again_is_the_same(shared: Face) -> None:
    path, before = a_path(shared), len(blobs(shared))
    answers = [upload(shared, path, JPEG, "image/jpeg", by) for by in (None, shared.town.superior)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    assert len(blobs(shared)) == before + 1


def test_nothing_is_kept_in_clear(shared: Face) -> None:
    upload(shared, a_path(shared), PDF, "application/pdf")
    assert blobs(shared)
    for blob in blobs(shared):
        assert "路灯".encode() not in blob.read_bytes()
        assert b"%PDF" not in blob.read_bytes()


def test_another_issues_file_is_unknown(shared: Face) -> None:
    path, other = a_path(shared), a_path(shared)
    digest = upload(shared, path).json()["digest"]
    for unknown in (f"{other}/files/{digest}", f"{path}/files/{digest_of(PDF)}"):
        assert code_of(shared.get(unknown, shared.town.clerk)) == "not-found"


@pytest.mark.parametrize(
    "digest", [CANARY, "sha256:", "sha256:" + "A" * 64, "sha512:" + "a" * 64, "a" * 64]
)
def test_what_is_no_digest_names_nothing(shared: Face, digest: str) -> None:
    answer = shared.get(f"{a_path(shared)}/files/{digest}", shared.town.clerk)
    require_problem(answer)
    assert code_of(answer) == "not-found"


def test_a_files_name_is_not_told_back(shared: Face) -> None:
    """A hash is as good as the file to who has a copy of it."""
    path = a_path(shared)
    answer = shared.get(f"{path}/files/{digest_of(PDF)}", shared.town.clerk)
    assert answer.json()["instance"] == f"{path}/files/-"


def _handed_over(face: Face, **fields: Any) -> str:
    path = a_path(face, **fields)
    parties = {"parties": [str(face.town.property_company)]}
    assert face.post(f"{path}/dispatches", parties, face.town.clerk).status_code == 200
    return path


def test_a_handler_adds_to_what_is_in_hand(shared: Face) -> None:
    """Afterwards they may still look, and add nothing more."""
    town, path = shared.town, _handed_over(shared)
    kept = upload(shared, path, by=town.handler)
    assert kept.status_code == 201
    assert shared.post(f"{path}/dispatch-completions", {}, town.handler).status_code == 200
    assert code_of(upload(shared, path, by=town.handler)) == "forbidden"
    assert shared.get(kept.headers["location"], town.handler).content == PNG


def test_a_photograph_may_tell_who_took_it(shared: Face) -> None:
    """Who is not shown a confidential reporter's words is not shown the files either."""
    town, path = shared.town, _handed_over(shared, confidential=True)
    kept = upload(shared, path).headers["location"]
    for by in (town.clerk, town.superior):
        assert shared.get(kept, by).content == PNG
    for path_of in (kept, f"{path}/files/{digest_of(PDF)}"):
        # Whether or not there is such a file.
        assert code_of(shared.get(path_of, town.handler)) == "forbidden"


def test_who_may_not_leaves_nothing(shared: Face) -> None:
    path, before = a_path(shared), len(blobs(shared))
    for by, code in ((shared.town.auditor, "forbidden"), (shared.town.next_clerk, "not-found")):
        assert code_of(upload(shared, path, by=by)) == code
    assert len(blobs(shared)) == before


def test_an_erased_issue_has_no_files(face: Face) -> None:
    issue = face.town.report()
    path = f"/v1/issues/{issue}"
    kept = upload(face, path).headers["location"]
    with face.service._vault_database.write() as connection:
        connection.execute(delete(vault_key).where(vault_key.c.subject == issue))
    assert code_of(face.get(kept, face.town.clerk)) == "not-found"
    assert code_of(upload(face, path)) == "unavailable"


def test_a_damaged_file_is_told_and_logged(
    sqlite_face: Face, caplog: pytest.LogCaptureFixture
) -> None:
    path = a_path(sqlite_face)
    kept = upload(sqlite_face, path).headers["location"]
    damage(sqlite_face.service)
    answer = sqlite_face.get(kept, sqlite_face.town.clerk)
    require_problem(answer)
    assert (code_of(answer), answer.status_code) == ("file-damaged", 404)
    assert path.rpartition("/")[2] in caplog.text
    assert upload(sqlite_face, path).status_code == 201
    assert sqlite_face.get(kept, sqlite_face.town.clerk).content == PNG


def test_another_process_finds_it(sqlite_face: Face) -> None:
    path = a_path(sqlite_face)
    digest = upload(sqlite_face, path).json()["digest"]
    other = Service(sqlite_face.service.settings)
    other.start()
    issue = UUID(path.rpartition("/")[2])
    found = other.files.download(sqlite_face.town.clerk, issue, digest)
    other.stop()
    assert (found.content, found.media_type, found.size) == (PNG, MediaType.PNG, len(PNG))


def _failing(number: int) -> Any:
    def fail(*_arguments: object) -> NoReturn:
        raise OSError(number, "as the disk says")

    return fail


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "storage-full"),
        (errno.EDQUOT, "storage-full"),
        (errno.EIO, "internal-error"),
    ],
)
def test_a_disk_that_takes_nothing(
    sqlite_face: Face, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    path = a_path(sqlite_face)
    monkeypatch.setattr("ledger.durable.write", _failing(number))
    answer = upload(sqlite_face, path)
    require_problem(answer)
    assert code_of(answer) == code
    assert blobs(sqlite_face) == []


def test_an_unknown_issue(shared: Face) -> None:
    for issue in (new_id(), "7"):
        assert code_of(upload(shared, f"/v1/issues/{issue}")) == "not-found"
