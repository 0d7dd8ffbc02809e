"""The blind index: found by the number in any form, gone with the person, and nothing in clear."""

from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from domain.moment import Moment
from domain.sealed import KeyScope
from ledger import phones
from ledger.database import Database
from ledger.now import clock
from ledger.tables import phone as table
from ledger.vault import Vault

MASTER = bytes(range(100, 132))
FAR = Moment(2**60)


@pytest.fixture
def vault(shared_vault: Database) -> Vault:
    """A vault on each database."""
    return Vault(shared_vault, MASTER)


def register(vault: Vault, phone: str) -> UUID:
    """A new person with a key and that number."""
    person = uuid4()
    vault.make_keys([(KeyScope.PERSON, person)], {person: phone})
    return person


def a_number() -> str:
    """One that nobody else in the file has."""
    return f"139{uuid4().int % 10**8:08d}"


def test_a_number_leads_to_everybody_who_gave_it_newest_first(vault: Vault) -> None:
    number = a_number()
    first, second = register(vault, number), register(vault, f"+86 {number[:3]}-{number[3:]}")
    register(vault, a_number())
    assert vault.phones.find(f"{number[:7]} {number[7:]}转8") == [second, first]
    assert vault.phones.find(a_number()) == []
    assert vault.phones.find("(-)") == []


def test_a_text_without_a_number_is_not_indexed(vault: Vault, shared_vault: Database) -> None:
    person = register(vault, "(-)")
    with shared_vault.read() as connection:
        assert connection.execute(select(table).where(table.c.person == person)).first() is None


def test_the_first_number_stays(vault: Vault) -> None:
    number, other = a_number(), a_number()
    person = register(vault, number)
    vault.index_phones({person: other})
    assert vault.phones.find(number) == [person]
    assert vault.phones.find(other) == []


def test_a_forgotten_person_is_not_found(vault: Vault) -> None:
    number = a_number()
    gone, left = register(vault, number), register(vault, number)
    vault.phones.forget_all([gone, uuid4()])
    assert vault.phones.find(number) == [left]


def test_a_number_leads_to_so_many_at_most(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phones, "MOST", 2)
    number = a_number()
    made = [register(vault, number) for _ in range(3)]
    assert vault.phones.find(number) == made[:0:-1]


def test_the_hash_needs_the_master_key(vault: Vault, shared_vault: Database) -> None:
    number = a_number()
    person = register(vault, number)
    assert Vault(shared_vault, bytes(32)).phones.find(number) == []
    with shared_vault.read() as connection:
        row = connection.execute(select(table).where(table.c.person == person)).one()
    assert len(row.digest) == 32
    assert bytes(row.digest) != sha256(number.encode()).digest()


def test_pages_tell_everybody_of_before_once(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {register(vault, a_number()) for _ in range(7)}
    monkeypatch.setattr(phones, "_PAGE", 3)
    told = [person for page in vault.phones.pages(before=FAR) for person in page]
    assert len(told) == len(set(told))
    assert set(told) >= made
    assert list(vault.phones.pages(before=Moment(0))) == []
    before = clock()
    later = register(vault, a_number())
    assert later not in {p for page in vault.phones.pages(before=before) for p in page}
