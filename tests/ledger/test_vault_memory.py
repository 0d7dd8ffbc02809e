"""What a process remembers of the vault: keys for seconds, and only such as stand there."""

import time
from typing import NoReturn
from uuid import uuid4

import pytest
from sqlalchemy import delete

from domain.sealed import KeyScope
from ledger.cipher import Place, seal
from ledger.database import Database
from ledger.tables import vault_key
from ledger.vault import KeysElsewhere, Subject, Vault, Wanted

MASTER = bytes(range(100, 132))


def person() -> Subject:
    return KeyScope.PERSON, uuid4()


@pytest.fixture
def vault(shared_vault: Database) -> Vault:
    """A vault on each database, which remembers nothing yet."""
    return Vault(shared_vault, MASTER)


def erase(database: Database, subject: Subject) -> None:
    with database.write() as connection:
        connection.execute(delete(vault_key).where(vault_key.c.subject == subject[1]))


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    start = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: start + seconds)


def test_a_key_is_at_hand_once_it_was_seen(vault: Vault, shared_vault: Database) -> None:
    subject, other = person(), person()
    made = vault.prepare(Wanted(subjects=frozenset(), newcomers=frozenset({subject}))).result(10)
    assert vault.at_hand([subject]) == made
    assert vault.at_hand([subject, other]) is None
    stranger = Vault(shared_vault, MASTER)
    assert stranger.at_hand([subject]) is None
    assert stranger.prepare(Wanted(subjects=frozenset({subject, other}))).result(10) == made
    assert stranger.at_hand([subject]) == made
    for one in (vault, stranger):
        one.close()


def test_each_is_given_the_keys_that_they_wanted(vault: Vault) -> None:
    subjects = [person() for _ in range(20)]
    asked = [
        vault.prepare(Wanted(subjects=frozenset(), newcomers=frozenset({one}))) for one in subjects
    ]
    given = [answer.result(10) for answer in asked]
    assert [set(keys) for keys in given] == [{subject} for subject in subjects]
    assert len({keys[one].id for keys, one in zip(given, subjects, strict=True)}) == 20
    vault.close()


def test_a_key_lapses(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = person()
    vault.make_keys([subject])
    later(monkeypatch, 5.001)
    assert vault.at_hand([subject]) is None


def test_a_key_in_use_is_looked_up_again_before_it_lapses(
    vault: Vault, shared_vault: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing, erased = person(), person()
    vault.make_keys([standing, erased])
    erase(shared_vault, erased)
    later(monkeypatch, 3.5)
    assert vault.at_hand([standing, erased]) is not None
    vault.close()  # Which waits for the look.
    assert vault.at_hand([erased]) is None
    later(monkeypatch, 2.0)
    assert vault.at_hand([standing]) is not None
    later(monkeypatch, 3.1)
    assert vault.at_hand([standing]) is None


def test_a_key_that_was_never_committed_is_not_remembered(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> NoReturn:
        raise RuntimeError("before the COMMIT")

    monkeypatch.setattr(vault.phones, "keep", fail)
    subject = person()
    with pytest.raises(RuntimeError):
        vault.make_keys([subject])
    assert vault.at_hand([subject]) is None
    assert vault.keys_of([subject]) == {}


def test_what_is_opened_from_memory_alone(vault: Vault, shared_vault: Database) -> None:
    subject = person()
    place = Place(ledger=uuid4(), stream=uuid4(), field="person.registered/name")
    sealed = seal(vault.make_keys([subject])[subject], place, "王小明")
    assert vault.open_at_hand([(place, sealed)]) == ["王小明"]
    stranger = Vault(shared_vault, MASTER)
    with pytest.raises(KeysElsewhere):
        stranger.open_at_hand([(place, sealed)])
    assert stranger.open([(place, sealed)]) == ["王小明"]
    assert stranger.open_at_hand([(place, sealed)]) == ["王小明"]
