"""What deletes: grams, files, numbers and keys; cut short, it is done again by the sweep."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from domain.sealed import KeyScope
from ledger.files import FileStore
from ledger.tables import gram, phone, vault_key
from ledger.vault import Subject, Vault
from service.commands.intake import Contact
from service.commands.record import Attach
from service.erasing import Deleted, Gone, issue_gone, person_gone
from service.search import index
from service.search.building import Builder
from service.service import Service
from tests.evidence import PNG
from tests.neighbourhood import Neighbourhood

OWN: dict[str, Any] = {"contact": None, "compound": None, "address": "桃源村7号"}
NOTHING = Deleted()


def reported(town: Neighbourhood) -> tuple[UUID, Gone]:
    """The resident's own issue, and what there is to delete when they are erased."""
    assert town.resident.person is not None
    issue = town.report(by=town.resident, **OWN)
    return issue, person_gone(town.resident.person, [issue])


def grams(town: Neighbourhood, issue: UUID) -> set[int]:
    opened = town.issue(issue).opened
    with town.service.database.read() as connection:
        query = select(gram.c.gram).where(gram.c.opened == opened)
        return set(connection.execute(query).scalars())


def words(town: Neighbourhood, text: str) -> frozenset[int]:
    return town.service._grams.of_text(text)


def blobs(service: Service) -> list[Path]:
    assert service.settings.files is not None
    folder = service.settings.files / str(service.ledger.ledger)
    return sorted(folder.iterdir()) if folder.exists() else []


def stands(service: Service, subject: Subject) -> bool:
    return subject in service.vault.keys_of([subject])


def test_grams_of_a_person_go_and_those_of_others_stay(town: Neighbourhood) -> None:
    """What staff's summary of the same issue shares with the address stays, and others' too."""
    service = town.service
    issue, gone = reported(town)
    other = town.report(compound=None, address="桃源村7号")
    with service.database.write() as connection:
        index.add(connection, {(one, town.issue(issue).opened) for one in words(town, "王")})
    assert words(town, "桃源村7号") <= grams(town, issue)
    told = service.erasing.erase_keys([gone])
    assert told == Deleted(keys=1)
    assert grams(town, issue) == words(town, "王")
    assert words(town, "桃源村7号") <= grams(town, other)
    assert not stands(service, gone.subject)
    assert service.erasing.erase_keys([gone]) == NOTHING


def test_what_staff_worded_the_same_way_stays(town: Neighbourhood) -> None:
    service = town.service
    contact = Contact(name="王小明", phone="13911112222")
    issue = town.report(contact=contact, summary="桃源路灯", compound=None, address="桃源村")
    reporter = town.issue(issue).reporter
    assert reporter is not None
    told = service.erasing.erase_keys([person_gone(reporter, [issue])])
    assert told == Deleted(keys=1, phones=1)
    # Both were typed by staff, and are closed by the issue's key.
    assert grams(town, issue) == words(town, "桃源路灯") | words(town, "桃源村")
    service.erasing.erase_keys([issue_gone(issue)])
    assert grams(town, issue) == set()


def attached(town: Neighbourhood) -> UUID:
    issue = town.report()
    evidence = town.service.files.upload(town.clerk, issue, PNG)
    town.do(Attach(issue=issue, digest=evidence.digest), by=town.clerk)
    return issue


def test_an_issues_files_go_with_its_key(town: Neighbourhood) -> None:
    service = town.service
    issue, other = attached(town), attached(town)
    [_, _] = blobs(service)
    assert service.erasing.erase_keys([issue_gone(issue)]) == Deleted(keys=1, files=1)
    [left] = blobs(service)
    reporter = town.issue(other).reporter
    assert reporter is not None
    service.erasing.erase_keys([person_gone(reporter, [other])])
    assert blobs(service) == [left]


Cut = Callable[[pytest.MonkeyPatch, Callable[..., NoReturn]], None]
CUTS: dict[str, Cut] = {
    "before the files": lambda patch, fail: patch.setattr(FileStore, "remove", fail),
    "before the keys": lambda patch, fail: patch.setattr(Vault, "erase", fail),
}


@pytest.mark.parametrize("cut", CUTS)
def test_what_was_cut_short_is_done_by_the_sweep(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch, cut: str
) -> None:
    def fail(*_arguments: object) -> NoReturn:
        raise RuntimeError("killed")

    service = town.service
    issue, gone = reported(town)
    everybody = [gone, issue_gone(attached(town))]
    with monkeypatch.context() as patch:
        CUTS[cut](patch, fail)
        with pytest.raises(RuntimeError):
            service.erasing.erase_keys(everybody)
    assert stands(service, gone.subject)
    assert service.erasing.sweep(everybody).keys == 2
    assert (grams(town, issue), blobs(service)) == (set(), [])
    assert service.erasing.sweep(everybody) == NOTHING


def test_a_vault_from_before_the_erasure_is_swept(town: Neighbourhood) -> None:
    """Keys, numbers and the folder of files were restored; the record knows better."""
    service = town.service
    issue = attached(town)
    reporter = town.issue(issue).reporter
    assert reporter is not None
    gone = [person_gone(reporter, [issue]), issue_gone(issue)]
    kept = {path: path.read_bytes() for path in blobs(service)}
    with service._vault_database.read() as connection:
        rows = {one: list(connection.execute(select(one)).mappings()) for one in (vault_key, phone)}
    service.erasing.erase_keys(gone)
    with service._vault_database.write() as connection:
        for one, found in rows.items():
            connection.execute(one.delete())
            connection.execute(insert(one), [dict(row) for row in found])
    for path, content in kept.items():
        path.write_bytes(content)
    assert stands(service, gone[0].subject)
    assert service.erasing.sweep(gone) == Deleted(keys=2, phones=1, files=1)
    assert (blobs(service), service.vault.phones.find("13800000001")) == ([], [])
    assert service.erasing.sweep(gone) == NOTHING


def test_a_number_alone_is_swept_too(town: Neighbourhood) -> None:
    issue = town.report()
    reporter = town.issue(issue).reporter
    assert reporter is not None
    gone = person_gone(reporter, [issue])
    with town.service._vault_database.write() as connection:
        connection.execute(vault_key.delete().where(vault_key.c.subject == reporter))
    assert town.service.erasing.sweep([gone]) == Deleted(phones=1)


def test_who_catches_up_the_index_meanwhile_puts_nothing_back(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They opened the texts before, and write them only once all is erased."""
    service = town.service
    issue, gone = reported(town)
    number = town.report(contact=Contact(phone="13911113333"))
    reporter = town.issue(number).reporter
    assert reporter is not None
    everybody = [gone, person_gone(reporter, [number])]
    opened = Builder._opened

    def slow(builder: Builder, rows: Any) -> Any:
        found = opened(builder, rows)
        service.erasing.erase_keys(everybody)
        return found

    monkeypatch.setattr(Builder, "_opened", slow)
    service.search_builder.rebuild()
    assert grams(town, issue) == set()
    assert service.vault.phones.find("13911113333") == []


def test_who_is_erased_while_the_index_is_caught_up_leaves_nothing(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was opened before is written between the removal and the end of the key."""
    service = town.service
    issue, gone = reported(town)
    erase = Vault.erase

    def late(vault: Vault, subjects: Iterable[Subject]) -> Any:
        named = list(subjects)
        with service.database.write() as connection:
            opened = town.issue(issue).opened
            index.add(connection, {(one, opened) for one in words(town, "桃源村7号")})
        return erase(vault, named)

    monkeypatch.setattr(Vault, "erase", late)
    service.erasing.erase_keys([gone])
    assert grams(town, issue) == set()


def test_many_are_erased_by_pages(town: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.erasing._PAGE", 2)
    monkeypatch.setattr("service.search.forgetting._PAGE", 2)
    issues = [town.report() for _ in range(5)]
    pages: list[int] = []
    erase = Vault.erase

    def counted(vault: Vault, subjects: Collection[Subject]) -> Any:
        named = list(subjects)
        pages.append(len(named))
        return erase(vault, named)

    monkeypatch.setattr(Vault, "erase", counted)
    assert town.service.erasing.erase_keys(map(issue_gone, issues)).keys == 5
    assert pages == [2, 2, 1]
    keys = [(KeyScope.ISSUE, issue) for issue in issues]
    assert town.service.vault.keys_of(keys) == {}
