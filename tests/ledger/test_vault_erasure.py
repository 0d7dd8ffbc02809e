"""Erasing from the vault: at once, for ever, whatever else goes on, and without a trace."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from domain.sealed import KeyScope
from ledger import key_rows, leftovers
from ledger.cipher import Place, seal
from ledger.database import Database
from ledger.key_cache import KeyCache
from ledger.tables import phone, vault_key
from ledger.vault import Erased, KeysElsewhere, Subject, Vault, Wanted
from service.migrate import upgrade

MASTER = bytes(range(100, 132))
NUMBER = "13900000077"


def person() -> Subject:
    return KeyScope.PERSON, uuid4()


@pytest.fixture
def vault(shared_vault: Database) -> Vault:
    """A vault on each database, which remembers nothing yet."""
    return Vault(shared_vault, MASTER)


def item(vault: Vault, subject: Subject) -> tuple[Place, Any]:
    """A field that the subject's key closes."""
    place = Place(ledger=uuid4(), stream=uuid4(), field="person.registered/name")
    return place, seal(vault.keys_of([subject])[subject], place, "王小明")


def test_what_is_erased_is_gone_at_once_and_nothing_else(vault: Vault) -> None:
    gone, left = person(), person()
    vault.make_keys([gone, left], {gone[1]: NUMBER, left[1]: NUMBER})
    items = [item(vault, one) for one in (gone, left)]
    assert vault.open_at_hand(items) == ["王小明", "王小明"]
    assert vault.erase([gone]) == Erased(keys=1, phones=1, pending=False)
    with pytest.raises(KeysElsewhere):
        vault.open_at_hand(items)
    assert vault.open(items) == [None, "王小明"]
    assert (vault.at_hand([gone]), set(vault.keys_of([gone, left]))) == (None, {left})
    assert vault.phones.find(NUMBER) == [left[1]]
    vault.erase([left])


def test_it_can_be_done_again_and_for_nobody(vault: Vault) -> None:
    one, issue = person(), (KeyScope.ISSUE, uuid4())
    vault.make_keys([one, issue])
    assert vault.erase([one, issue, person()]) == Erased(keys=2, phones=0, pending=False)
    nothing = Erased(keys=0, phones=0, pending=False)
    assert [vault.erase([one, issue]), vault.erase([])] == [nothing, nothing]


def test_no_key_is_ever_made_again(vault: Vault, shared_vault: Database) -> None:
    gone, new = person(), person()
    vault.make_keys([gone], {gone[1]: NUMBER})
    vault.erase([gone])
    wanted = Wanted(
        subjects=frozenset({gone}), newcomers=frozenset({gone, new}), phones={gone[1]: NUMBER}
    )
    for one in (vault, Vault(shared_vault, MASTER)):
        assert set(one.prepare(wanted).result(10)) == {new}
        one.index_phones({gone[1]: NUMBER})
        assert (one.keys_of([gone]), one.phones.find(NUMBER)) == ({}, [])
        one.close()


def test_the_key_of_an_issue_with_a_persons_id_stays(vault: Vault) -> None:
    same = uuid4()
    vault.make_keys([(KeyScope.PERSON, same), (KeyScope.ISSUE, same)])
    assert vault.erase([(KeyScope.PERSON, same)]).keys == 1
    both = [(KeyScope.PERSON, same), (KeyScope.ISSUE, same)]
    assert set(vault.keys_of(both)) == {(KeyScope.ISSUE, same)}


def test_another_process_drops_it_within_seconds(
    vault: Vault, shared_vault: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it does meanwhile: to use a key does not prolong it."""
    elsewhere, gone = Vault(shared_vault, MASTER), person()
    vault.make_keys([gone])
    closed = item(vault, gone)
    assert elsewhere.open([closed]) == ["王小明"]
    vault.erase([gone])
    start, told = time.monotonic(), []
    for seconds in (0.0, 1.0, 2.0, 3.0, 4.0, 5.0):
        monkeypatch.setattr(time, "monotonic", lambda later=start + seconds: later)
        told.append(elsewhere.open([closed])[0])
        elsewhere.at_hand([gone])
    assert (told[0], told[-1]) == ("王小明", None)
    assert elsewhere.at_hand([gone]) is None
    elsewhere.close()


Loading = Callable[[Vault, Subject, UUID], object]
LOADERS: dict[str, Loading] = {
    "opening": lambda vault, _, key: vault._load({key}),
    "asking": lambda vault, subject, _: vault.keys_of([subject]),
    "making": lambda vault, subject, _: vault.make_keys([subject]),
    "looking again": lambda vault, _, key: vault._look_up_again([key]),
}


@pytest.mark.parametrize("loader", LOADERS)
def test_who_read_the_key_before_does_not_bring_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: str
) -> None:
    """They had it from the vault, and keep it only once it is erased."""
    database = migrated(tmp_path)
    vault, subject = Vault(database, MASTER), person()
    key = vault.make_keys([subject])[subject].id
    keeping, may_keep = Event(), Event()
    keep = KeyCache.keep

    def slow(cache: KeyCache, found: Any, *, seen: float) -> None:
        keeping.set()
        assert may_keep.wait(10)
        keep(cache, found, seen=seen)

    monkeypatch.setattr(KeyCache, "keep", slow)
    reading = Thread(target=LOADERS[loader], args=(vault, subject, key))
    reading.start()
    assert keeping.wait(10)
    vault.erase([subject])
    may_keep.set()
    reading.join(10)
    assert (vault.at_hand([subject]), vault._cache.once(key)) == (None, None)
    vault.close()
    database.close()


def test_a_number_that_is_just_being_indexed_is_not_left_behind(
    vault: Vault, shared_vault: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index is caught up with what was read before the erasure."""
    subject = person()
    vault.make_keys([subject])
    held, may_index = Event(), Event()
    ask = key_rows.held

    def slow(connection: Any, persons: Collection[UUID]) -> set[UUID]:
        found = ask(connection, persons)
        held.set()
        may_index.wait(0.2)
        return found

    monkeypatch.setattr(key_rows, "held", slow)
    indexing = Thread(target=vault.index_phones, args=({subject[1]: NUMBER},))
    indexing.start()
    assert held.wait(10)
    erased = Vault(shared_vault, MASTER).erase([subject])
    may_index.set()
    indexing.join(10)
    assert (erased.keys, erased.phones, vault.phones.find(NUMBER)) == (1, 1, [])


def migrated(folder: Path) -> Database:
    """An empty vault in a file, as the service opens it."""
    database = Database(f"sqlite:///{folder}/vault.db", secure_delete=True)
    upgrade(database, "vault")
    return database


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Database]:
    """A vault in files of its own."""
    database = migrated(tmp_path)
    yield database
    database.close()


def in_files(database: Database, needles: Sequence[bytes]) -> list[bool]:
    """Which of the needles stand in the database's files, log and all."""
    folder = Path(str(database.url.database)).parent
    content = b"\x00".join(path.read_bytes() for path in folder.glob("vault.db*"))
    return [needle in content for needle in needles]


def stored(database: Database, subject: Subject) -> list[bytes]:
    """A wrapped key and a digest as they stand in the tables."""
    with database.read() as connection:
        wrapped = select(vault_key.c.wrapped).where(vault_key.c.subject == subject[1])
        digest = select(phone.c.digest).where(phone.c.person == subject[1])
        return [bytes(connection.execute(one).scalar_one()) for one in (wrapped, digest)]


def test_of_its_bytes_nothing_is_left_in_the_files_at_once(files: Database) -> None:
    """Neither in tables and inner pages, where it was for long, nor in the log, where it is new."""
    vault, new = Vault(files, MASTER), person()
    old = [person() for _ in range(300)]
    vault.make_keys(old, {one[1]: f"139{place:08d}" for place, one in enumerate(old)})
    assert vault.empty_log()
    vault.make_keys([new], {new[1]: "13811110000"})
    gone, left = [*old[::10], new], set(old) - set(old[::10])
    needles = [needle for one in gone for needle in stored(files, one)]
    assert all(in_files(files, needles))
    assert vault.erase(gone) == Erased(keys=31, phones=31, pending=False)
    assert not any(in_files(files, needles))
    assert len(vault.keys_of(left)) == 270


def test_who_reads_an_older_moment_keeps_it_pending(
    files: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leftovers, "_SECONDS", 0.0)
    monkeypatch.setattr(leftovers, "_TRY", 1)
    vault, subject = Vault(files, MASTER), person()
    vault.make_keys([subject], {subject[1]: NUMBER})
    needles = stored(files, subject)
    with files.read() as connection:
        connection.execute(select(vault_key.c.id)).all()
        assert vault.erase([subject]).pending
        assert in_files(files, needles) == [True, True]
        assert not vault.empty_log()
        # Nobody else is held up.
        vault.make_keys([person()])
    assert vault.empty_log()
    assert in_files(files, needles) == [False, False]
