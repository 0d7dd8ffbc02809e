"""What deletes: grams, files, numbers and keys, whatever else goes on meanwhile."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import pytest

from domain.sealed import KeyScope
from ledger.files import digest_of
from ledger.vault import Subject, Vault
from service.commands.erasure import EraseRequest
from service.commands.intake import Contact
from service.commands.record import Attach
from service.erasing import Deleted, issue_gone, person_gone
from service.search import index
from service.search.building import Builder
from service.search.grams import Grams
from service.service import SYSTEM, Service
from tests.evidence import JPEG, PNG
from tests.ledger.test_blobs import aged
from tests.neighbourhood import Neighbourhood, settle
from tests.residue.needles import found
from tests.service.leaving import (
    ADDRESS,
    attached,
    blobs,
    grams,
    of_person,
    reported_by,
    settler,
    told,
    years_later,
)


@pytest.fixture
def town(shared_town: Neighbourhood) -> Neighbourhood:
    """Tests erase residents of their own."""
    return shared_town


@pytest.fixture
def index_of(town: Neighbourhood) -> Grams:
    """What texts are in the index."""
    return town.service._grams


def test_grams_of_a_person_go_and_those_of_others_stay(
    town: Neighbourhood, index_of: Grams
) -> None:
    """What another text of the same issue shares with the address stays, and others' too."""
    service, who = town.service, settler(town)
    issue, other = reported_by(town, who), town.report(compound=None, address=ADDRESS)
    with service.database.write() as connection:
        index.add(connection, {(one, town.issue(issue).opened) for one in index_of.of_text("王")})
    assert index_of.of_text(ADDRESS) <= grams(town, issue)
    subject = of_person(who.person)
    gone = person_gone(subject[1], [issue])
    assert service.erasing.erase_keys([gone]) == Deleted(keys=1)
    assert grams(town, issue) == index_of.of_text("王")
    assert index_of.of_text(ADDRESS) <= grams(town, other)
    assert service.vault.keys_of([subject]) == {}
    assert service.erasing.erase_keys([gone]) == Deleted()


def test_what_staff_worded_goes_with_the_issues_key(town: Neighbourhood, index_of: Grams) -> None:
    contact = Contact(name="王小明", phone="13911112222")
    issue = town.report(contact=contact, summary="桃源路灯", compound=None, address="桃源村")
    erase, (_, reporter) = town.service.erasing.erase_keys, of_person(town.issue(issue).reporter)
    assert erase([person_gone(reporter, [issue])]) == Deleted(keys=1, phones=1)
    assert grams(town, issue) == index_of.of_text("桃源路灯") | index_of.of_text("桃源村")
    assert erase([issue_gone(issue)]) == Deleted(keys=1)
    assert grams(town, issue) == set()


def test_an_issues_files_go_with_its_key(town: Neighbourhood) -> None:
    service, before = town.service, blobs(town.service)
    issue = attached(town)
    [of_issue] = blobs(service).keys() - before.keys()
    other = attached(town)
    assert service.erasing.erase_keys([issue_gone(issue)]) == Deleted(keys=1, files=1)
    assert of_issue not in blobs(service)
    _, reporter = of_person(town.issue(other).reporter)
    service.erasing.erase_keys([person_gone(reporter, [other])])
    assert len(blobs(service)) == len(before) + 1


def test_own_files_that_a_backup_brings_back_are_pruned(town: Neighbourhood) -> None:
    service, resident = town.service, settler(town)
    issue, before = reported_by(town, resident), blobs(service)
    file = service.files.upload(resident, issue, PNG)
    town.do(Attach(issue=issue, digest=file.digest), by=resident)
    [(path, content)] = blobs(service).items() - before.items()
    town.do(EraseRequest(person=of_person(resident.person)[1]), by=SYSTEM)
    assert path not in blobs(service)
    path.write_bytes(content)
    told(service)
    with years_later(service) as later:
        later.prune_files(30)
    assert path not in blobs(service)


def test_who_catches_up_the_index_meanwhile_puts_nothing_back(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They opened the texts before, and write them only once all is erased."""
    service, who, opened = town.service, settler(town), Builder._opened
    issue = reported_by(town, who)
    second = town.report(contact=Contact(phone="13911113333"))
    persons = {issue: who.person, second: town.issue(second).reporter}
    gone = [person_gone(of_person(person)[1], [one]) for one, person in persons.items()]

    def slow(builder: Builder, rows: Any) -> Any:
        found = opened(builder, rows)
        service.erasing.erase_keys(gone)
        return found

    monkeypatch.setattr(Builder, "_opened", slow)
    service.search_builder.rebuild()
    assert grams(town, issue) == set()
    assert service.vault.phones.find("13911113333") == []


def test_what_is_put_back_before_the_key_goes_is_taken_out_again(
    town: Neighbourhood, index_of: Grams, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, who, erase = town.service, settler(town), Vault.erase
    issue = reported_by(town, who)

    def late(vault: Vault, subjects: Iterable[Subject]) -> Any:
        opened = town.issue(issue).opened
        with service.database.write() as connection:
            index.add(connection, {(one, opened) for one in index_of.of_text(ADDRESS)})
        return erase(vault, subjects)

    monkeypatch.setattr(Vault, "erase", late)
    service.erasing.erase_keys([person_gone(of_person(who.person)[1], [issue])])
    assert grams(town, issue) == set()


def test_many_are_erased_by_pages(town: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.erasing._PAGE", 2)
    monkeypatch.setattr("service.search.forgetting._PAGE", 1)
    issues, pages, erase = [town.report() for _ in range(3)], list[int](), Vault.erase

    def counted(vault: Vault, subjects: Collection[Subject]) -> Any:
        named = list(subjects)
        pages.append(len(named))
        return erase(vault, named)

    monkeypatch.setattr(Vault, "erase", counted)
    assert town.service.erasing.erase_keys(map(issue_gone, issues)).keys == 3
    assert pages == [2, 1]
    assert town.service.vault.keys_of([(KeyScope.ISSUE, issue) for issue in issues]) == {}


def test_only_old_files_that_nothing_names_are_pruned(town: Neighbourhood) -> None:
    """What was uploaded and never attached; and what an erased key has closed."""
    service, before = town.service, blobs(town.service).keys()
    named, erased = attached(town), attached(town)
    service.files.upload(town.clerk, named, JPEG)
    new = blobs(service).keys() - before
    service.vault.erase([(KeyScope.ISSUE, erased)])
    assert (len(new), service.prune_files(30)) == (3, 0)
    for path in new:
        aged(path, 31)
    assert service.prune_files(30) == 2
    [left] = blobs(service).keys() & new
    assert service.file_store.get(named, digest_of(PNG)) == PNG
    assert service.prune_files(30) == 0
    assert left in blobs(service)


def test_no_gram_is_left_in_sqlites_files(sqlite_service: Service) -> None:
    """Neither in free pages nor in the log: whoever holds the master key could try words on it."""
    town, folder = settle(sqlite_service), Path(str(sqlite_service.database.url.database)).parent
    who, text = settler(town), "鹭栖苑十七幢后廊"
    issue = reported_by(town, who, text)
    own = sqlite_service._grams.of_text(text) & grams(town, issue)
    needles = {str(one): one.to_bytes(8, "big", signed=True) for one in own}

    def left() -> set[str]:
        files = b"".join(path.read_bytes() for path in folder.glob("bihuan.db*"))
        return found(files, needles)

    assert left() == needles.keys()
    subject = of_person(who.person)
    told = sqlite_service.erasing.erase_keys([person_gone(subject[1], [issue])])
    assert (told.pending, left()) == (False, set())
