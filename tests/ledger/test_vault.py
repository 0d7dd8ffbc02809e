"""The vault: one key per subject, wrapped, and gone when its row is gone."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Event
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from domain.sealed import KeyScope, Sealed
from ledger.cipher import CannotOpen, Place, seal
from ledger.database import Database
from ledger.tables import vault_key
from ledger.vault import Subject, Vault
from tests.golden import expected

MASTER = bytes(range(100, 132))
PLACE = Place(ledger=expected.LEDGER, stream=expected.PERSON, field="person.registered/name")


def person() -> Subject:
    return KeyScope.PERSON, uuid4()


@pytest.fixture
def vault(shared_vault: Database) -> Vault:
    """A vault on each database."""
    return Vault(shared_vault, MASTER)


def sealed_by(vault: Vault, subject: Subject, text: str, place: Place = PLACE) -> Sealed:
    return seal(vault.make_keys([subject])[subject], place, text)


def erase(database: Database, subject: UUID) -> None:
    with database.write() as connection:
        connection.execute(delete(vault_key).where(vault_key.c.subject == subject))


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text() | st.text(alphabet="三号楼王小明🏠👵🏻\u200d"))
def test_a_text_comes_back(vault: Vault, text: str) -> None:
    subject = (KeyScope.PERSON, UUID(int=7))
    assert vault.open([(PLACE, sealed_by(vault, subject, text))]) == [text]


def test_texts_come_back_in_order_with_a_gap_for_a_lost_key(vault: Vault) -> None:
    first, second, lost = (sealed_by(vault, person(), text) for text in ("甲", "乙", "丙"))
    gone = seal_with_unknown_key(lost)
    items = [(PLACE, one) for one in (second, gone, first, second)]
    assert vault.open(items) == ["乙", None, "甲", "乙"]


def seal_with_unknown_key(sealed: Sealed) -> Sealed:
    return replace(sealed, key=uuid4())


def test_another_place_cannot_be_opened(vault: Vault, caplog: pytest.LogCaptureFixture) -> None:
    sealed = sealed_by(vault, person(), "王小明")
    elsewhere = Place(ledger=PLACE.ledger, stream=uuid4(), field=PLACE.field)
    # What cannot be opened costs its neighbours nothing, and is logged.
    assert vault.open([(elsewhere, sealed), (PLACE, sealed)]) == [None, "王小明"]
    assert str(sealed.key) in caplog.text
    assert "王小明" not in caplog.text


def test_another_subjects_key_cannot_open(vault: Vault) -> None:
    sealed, other = sealed_by(vault, person(), "王小明"), sealed_by(vault, person(), "李")
    forged = replace(sealed, key=other.key)
    assert vault.open([(PLACE, forged)]) == [None]


def test_a_key_is_kept_where_there_is_one(vault: Vault) -> None:
    subject, other = person(), person()
    made = vault.make_keys([subject])
    assert vault.make_keys([subject, other])[subject] == made[subject]
    assert vault.keys_of([subject]) == made
    assert vault.keys_of([person()]) == {}
    assert (vault.keys_of([]), vault.make_keys([])) == ({}, {})


def test_a_person_and_an_issue_of_the_same_id_have_different_keys(vault: Vault) -> None:
    same = uuid4()
    keys = vault.make_keys([(KeyScope.PERSON, same), (KeyScope.ISSUE, same)])
    assert len({key.secret for key in keys.values()}) == 2
    assert set(vault.keys_of([(KeyScope.ISSUE, same)])) == {(KeyScope.ISSUE, same)}


def test_twenty_threads_make_one_key_per_subject(vault: Vault, shared_vault: Database) -> None:
    subjects = [person() for _ in range(5)]
    start = Barrier(20)

    def make(number: int) -> list[tuple[UUID, bytes]]:
        start.wait()
        order = subjects if number % 2 else subjects[::-1]
        made = vault.make_keys(order) if number % 4 else vault.make_keys(order[:3])
        found = vault.keys_of(subjects)
        assert all(found[subject] == key for subject, key in made.items())
        return [(key.id, key.secret) for key in made.values()]

    with ThreadPoolExecutor(20) as pool:
        keys = {key for made in pool.map(make, range(20)) for key in made}
    assert len(keys) == 5
    with shared_vault.read() as connection:
        own = vault_key.c.subject.in_([subject for _, subject in subjects])
        assert len(connection.execute(select(vault_key.c.id).where(own)).all()) == 5


def test_the_secret_is_nowhere_in_the_vault(vault: Vault, shared_vault: Database) -> None:
    secrets = [key.secret for key in vault.make_keys([person() for _ in range(10)]).values()]
    with shared_vault.read() as connection:
        stored = b"".join(
            bytes(w) for w in connection.execute(select(vault_key.c.wrapped)).scalars()
        )
    assert len(stored) >= 10 * (12 + 32 + 16)
    assert not any(secret in stored for secret in [*secrets, MASTER])


def test_the_secret_is_nowhere_in_the_vaults_files(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/files.db")
    vault_key.create(database.engine)
    subject = person()
    key = Vault(database, MASTER).make_keys([subject])[subject]
    files = b"".join(path.read_bytes() for path in tmp_path.glob("files.db*"))
    database.close()
    assert key.id.hex.encode() in files
    assert key.secret not in files
    assert MASTER not in files


def test_another_master_key_is_told(vault: Vault, shared_vault: Database) -> None:
    subject = person()
    sealed = sealed_by(vault, subject, "王小明")
    stranger = Vault(shared_vault, bytes(32))
    with pytest.raises(CannotOpen, match="another master key"):
        stranger.open([(PLACE, sealed)])
    with pytest.raises(CannotOpen, match="another master key"):
        stranger.keys_of([subject])
    with pytest.raises(CannotOpen, match="another master key"):
        stranger.require_master()
    vault.require_master()


def test_a_short_master_key_is_refused(shared_vault: Database) -> None:
    with pytest.raises(ValueError, match="32 bytes, not 31"):
        Vault(shared_vault, MASTER[:31])


def test_an_erased_key_opens_nothing_after_the_cache_time(
    vault: Vault, shared_vault: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject = person()
    sealed = sealed_by(vault, subject, "王小明")
    assert vault.open([(PLACE, sealed)]) == ["王小明"]
    erase(shared_vault, subject[1])
    later = time.monotonic() + 5.001
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert vault.open([(PLACE, sealed)]) == [None]
    monkeypatch.undo()  # The clock goes back: what was once found gone is not in memory either.
    assert vault.open([(PLACE, sealed)]) == [None]


def test_reading_does_not_prolong_the_cache(
    vault: Vault, shared_vault: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject = person()
    sealed, start = sealed_by(vault, subject, "王小明"), time.monotonic()
    erase(shared_vault, subject[1])
    for seconds in (1, 2, 3, 4):
        monkeypatch.setattr(time, "monotonic", lambda later=start + seconds: later)
        vault.open([(PLACE, sealed)])
    monkeypatch.setattr(time, "monotonic", lambda: start + 5.5)
    assert vault.open([(PLACE, sealed)]) == [None]


def test_an_erased_key_seals_nothing_new(vault: Vault, shared_vault: Database) -> None:
    subject = person()
    old = vault.make_keys([subject])[subject]
    erase(shared_vault, subject[1])
    assert vault.keys_of([subject]) == {}
    assert vault.make_keys([subject])[subject].secret != old.secret


def test_an_erased_row_leaves_no_bytes_in_the_file(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/files.db", secure_delete=True)
    vault_key.create(database.engine)
    subject = person()
    Vault(database, MASTER).make_keys([subject])
    with database.read() as connection:
        wrapped = connection.execute(select(vault_key.c.wrapped)).scalar_one()
    erase(database, subject[1])
    database.close()
    files = b"".join(path.read_bytes() for path in tmp_path.glob("files.db*"))
    assert wrapped not in files


def test_keys_that_lapse_soon_are_looked_up_once_however_many_ask(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever needs a new key would wait behind all of them."""
    item = (PLACE, sealed_by(vault, person(), "甲"))
    looks, may_go_on = [], Event()

    def slow(ids: Sequence[UUID]) -> None:
        looks.append(ids)
        may_go_on.wait(10)

    monkeypatch.setattr("ledger.key_cache._SOON", 60.0)
    monkeypatch.setattr(vault, "_look_up_again", slow)
    for _ in range(50):
        assert vault.open_at_hand([item]) == ["甲"]
    may_go_on.set()
    vault.close()
    assert len(looks) == 1
