"""Files of issues: closed for one place, gone with the key, and only orphans are pruned."""

import hmac
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from Crypto.Cipher import AES
from sqlalchemy import delete

from domain.moment import DAY, Moment
from domain.sealed import KeyScope
from ledger.blobs import FolderBlobs
from ledger.database import Database
from ledger.files import DamagedFile, FileStore, NoKey, digest_of
from ledger.now import clock
from ledger.tables import vault_key
from ledger.vault import Vault
from tests.evidence import JPEG, PDF, PNG
from tests.golden import expected
from tests.ledger.test_blobs import aged

MASTER = bytes(range(100, 132))


class Shelf:
    """A store, and the folder and the vault behind it."""

    def __init__(self, database: Database, folder: Path, ledger: UUID = expected.LEDGER) -> None:
        self.database = database
        self.folder = folder
        self.vault = Vault(database, MASTER)
        self.store = FileStore(FolderBlobs(folder), self.vault, ledger)

    def issue(self) -> UUID:
        """A new issue with a key."""
        issue = uuid4()
        self.vault.make_keys([(KeyScope.ISSUE, issue)])
        return issue

    def secret(self, issue: UUID) -> bytes:
        """The issue's key."""
        subject = (KeyScope.ISSUE, issue)
        return self.vault.keys_of([subject])[subject].secret

    def erase(self, issue: UUID) -> None:
        """Delete the issue's key."""
        with self.database.write() as connection:
            connection.execute(delete(vault_key).where(vault_key.c.subject == issue))

    def blobs(self) -> list[Path]:
        """All of them."""
        return sorted(self.folder.iterdir()) if self.folder.exists() else []


@pytest.fixture
def shelf(shared_vault: Database, tmp_path: Path) -> Shelf:
    """An empty one, with the vault on each database."""
    return Shelf(shared_vault, tmp_path / "files")


@pytest.mark.parametrize("content", [b"", b"\x00", PDF, b"\xff" * 3_000_000], ids=len)
def test_a_file_comes_back(shelf: Shelf, content: bytes) -> None:
    issue = shelf.issue()
    digest = shelf.store.put(issue, content)
    assert digest == digest_of(content) == "sha256:" + sha256(content).hexdigest()
    assert shelf.store.get(issue, digest) == content


def test_its_form_is_the_documented_one(shelf: Shelf) -> None:
    """Header, nonce, AES-256-GCM; opened here by another library."""
    issue = shelf.issue()
    digest = shelf.store.put(issue, PDF)
    bound = b"bihuan-file-1" + expected.LEDGER.bytes + issue.bytes + digest.encode()
    [path] = shelf.blobs()
    blob = path.read_bytes()
    assert blob[:13] == b"bihuan-file-1"
    cipher = AES.new(shelf.secret(issue), AES.MODE_GCM, nonce=blob[13:25])
    cipher.update(bound)
    assert cipher.decrypt_and_verify(blob[25:-16], blob[-16:]) == PDF
    name = hmac.digest(shelf.secret(issue), b"bihuan-file-names-1" + bound, "sha256")
    assert path.name == name.hex()


def test_a_folder_tells_nothing_of_what_is_in_it(shelf: Shelf) -> None:
    digest = shelf.store.put(shelf.issue(), PDF)
    [path] = shelf.blobs()
    assert digest[7:] not in path.name
    assert PDF[:16] not in path.read_bytes()
    assert "路灯".encode() not in path.read_bytes()


def test_the_same_file_twice_is_one_blob(shelf: Shelf) -> None:
    issue, other = shelf.issue(), shelf.issue()
    digests = {shelf.store.put(issue, PNG) for _ in range(3)}
    assert (len(digests), len(shelf.blobs())) == (1, 1)
    # Under another issue's key it is another one: erasing the one leaves the other.
    assert shelf.store.put(other, PNG) in digests
    assert len(shelf.blobs()) == 2


def test_put_again_a_damaged_file_is_whole(shelf: Shelf) -> None:
    issue = shelf.issue()
    digest = shelf.store.put(issue, PNG)
    shelf.blobs()[0].write_bytes(b"")
    assert shelf.store.put(issue, PNG) == digest
    assert shelf.store.get(issue, digest) == PNG


@pytest.mark.parametrize(
    "digest", [digest_of(PDF), "sha256:", "", "../" * 3, digest_of(PNG).upper(), digest_of(PNG)[7:]]
)
def test_an_unknown_file(shelf: Shelf, digest: str) -> None:
    issue = shelf.issue()
    shelf.store.put(issue, PNG)
    assert shelf.store.get(issue, digest) is None
    assert shelf.store.get(shelf.issue(), digest_of(PNG)) is None
    assert shelf.store.get(uuid4(), digest_of(PNG)) is None


def test_without_a_key_nothing_is_kept(shelf: Shelf) -> None:
    with pytest.raises(NoKey):
        shelf.store.put(uuid4(), PNG)
    assert shelf.blobs() == []


def test_with_the_key_the_file_is_gone(shelf: Shelf) -> None:
    """At once, whatever the vault remembers, and also under a new key."""
    issue = shelf.issue()
    digest = shelf.store.put(issue, PNG)
    shelf.erase(issue)
    assert shelf.store.get(issue, digest) is None
    shelf.vault.make_keys([(KeyScope.ISSUE, issue)])
    assert shelf.store.get(issue, digest) is None
    assert len(shelf.blobs()) == 1


def flipped(blob: bytes, at: int) -> bytes:
    changed = bytearray(blob)
    changed[at] ^= 1
    return bytes(changed)


@pytest.mark.parametrize("at", [0, 12, 13, 24, 25, 200, -17, -16, -1])
def test_a_changed_byte_is_noticed_and_logged(
    shelf: Shelf, caplog: pytest.LogCaptureFixture, at: int
) -> None:
    issue = shelf.issue()
    digest = shelf.store.put(issue, PDF)
    [path] = shelf.blobs()
    path.write_bytes(flipped(path.read_bytes(), at))
    with pytest.raises(DamagedFile):
        shelf.store.get(issue, digest)
    assert str(issue) in caplog.text
    assert path.name in caplog.text
    assert digest not in caplog.text


@pytest.mark.parametrize("size", [0, 5, 13, 20, 25, 41, 300])
def test_a_blob_cut_short_is_damaged(shelf: Shelf, size: int) -> None:
    issue = shelf.issue()
    digest = shelf.store.put(issue, PDF)
    [path] = shelf.blobs()
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(DamagedFile):
        shelf.store.get(issue, digest)


def test_a_blob_opens_in_no_other_place(shelf: Shelf, tmp_path: Path) -> None:
    """Neither as another file, nor for another issue, nor in another ledger."""
    issue, other = shelf.issue(), shelf.issue()
    elsewhere = Shelf(shelf.database, tmp_path / "elsewhere", ledger=uuid4())
    png = shelf.store.put(issue, PNG)
    blob = shelf.blobs()[0].read_bytes()
    jpeg = shelf.store.put(issue, JPEG)
    shelf.store.put(other, PNG)
    elsewhere.store.put(issue, PNG)
    for path in (*shelf.blobs(), *elsewhere.blobs()):
        path.write_bytes(blob)
    assert shelf.store.get(issue, png) == PNG
    for store, of, digest in (
        (shelf.store, issue, jpeg),
        (shelf.store, other, png),
        (elsewhere.store, issue, png),
    ):
        with pytest.raises(DamagedFile):
            store.get(of, digest)


def test_only_old_orphans_are_pruned(shelf: Shelf) -> None:
    issue, other, erased = (shelf.issue() for _ in range(3))
    kept = [(issue, shelf.store.put(issue, PNG)), (erased, shelf.store.put(erased, PNG))]
    orphans = [(issue, shelf.store.put(issue, PDF)), (other, shelf.store.put(other, PNG))]
    for path in shelf.blobs():
        aged(path, 30)
    fresh = (issue, shelf.store.put(issue, JPEG))
    shelf.erase(erased)
    before = Moment(clock() - 7 * DAY)
    assert shelf.store.prune(kept, before=before) == 3
    assert [shelf.store.get(*one) for one in orphans] == [None, None]
    assert (shelf.store.get(*kept[0]), shelf.store.get(*fresh)) == (PNG, JPEG)
    assert shelf.store.prune(kept, before=before) == 0


def test_what_is_uploaded_again_is_no_orphan_yet(shelf: Shelf) -> None:
    issue = shelf.issue()
    digest = shelf.store.put(issue, PNG)
    aged(shelf.blobs()[0], 30)
    shelf.store.put(issue, PNG)
    assert shelf.store.prune([], before=Moment(clock() - 7 * DAY)) == 0
    assert shelf.store.get(issue, digest) == PNG


def test_many_issues_are_pruned_by_pages(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.files._PAGE", 2)
    kept = [(issue, shelf.store.put(issue, PNG)) for issue in (shelf.issue() for _ in range(7))]
    assert shelf.store.prune(kept, before=Moment(clock() + DAY)) == 0
    assert shelf.store.prune(kept[:5], before=Moment(clock() + DAY)) == 2
    assert len(shelf.blobs()) == 5
