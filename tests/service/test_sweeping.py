"""The sweep: an erasure that was cut short is completed, and a restored vault corrected."""

from typing import Any, NoReturn

import pytest
from structlog.testing import capture_logs

from domain.sealed import KeyScope
from ledger.files import FileStore
from ledger.tables import vault_key
from ledger.vault import Vault
from service.commands.erasure import EraseRequest
from service.commands.intake import Contact
from service.erasing import Erasing
from service.policy import Principal
from service.search.forgetting import Forgetting
from tests.neighbourhood import Neighbourhood
from tests.service.leaving import (
    attached,
    backed_up,
    blobs,
    grams,
    lapsed,
    of_person,
    reported_by,
    restored,
    settler,
    told,
)


@pytest.fixture
def town(shared_town: Neighbourhood) -> Neighbourhood:
    """Tests erase residents of their own; whatever there was to sweep is swept."""
    told(shared_town.service)
    shared_town.service.sweeping.sweep()
    return shared_town


def erased(town: Neighbourhood, who: Principal) -> None:
    """At their own request."""
    assert who.person is not None
    town.do(EraseRequest(person=who.person), by=who)
    told(town.service)


CUTS: dict[str, tuple[type, str]] = {
    "before anything": (Erasing, "erase_keys"),
    "before the grams": (Forgetting, "forget"),
    "before the files": (FileStore, "remove"),
    "before the keys": (Vault, "erase"),
}


@pytest.mark.parametrize("cut", CUTS)
def test_what_was_cut_short_is_done(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch, cut: str
) -> None:
    """The record stands; what was to follow has not come to be."""

    def fail(*_arguments: object) -> NoReturn:
        raise RuntimeError("killed")

    service, who = town.service, settler(town)
    issue, subject = reported_by(town, who), of_person(who.person)
    with monkeypatch.context() as patch:
        patch.setattr(*CUTS[cut], fail)
        with pytest.raises(RuntimeError):
            erased(town, who)
    assert subject in service.vault.keys_of([subject])
    told(service)
    assert service.sweeping.sweep() == 1
    assert (service.vault.keys_of([subject]), grams(town, issue)) == ({}, set())
    assert service.sweeping.sweep() == 0


def test_a_vault_from_before_the_erasure_is_corrected(town: Neighbourhood) -> None:
    """Keys, numbers and the folder of files were restored; the record knows better."""
    service, before = town.service, blobs(town.service)
    issue = attached(town)
    theirs = town.report(contact=Contact(name="王小明", phone="13911114444"))
    reporter = of_person(town.issue(theirs).reporter)
    left = town.report()
    rows, files = backed_up(service), blobs(service)
    town.do(EraseRequest(person=reporter[1]), by=town.administrator)
    lapsed(town, issue)
    told(service)
    restored(service, rows)
    for path, content in files.items():
        path.write_bytes(content)
    assert set(service.vault.keys_of([reporter])) == {reporter}
    assert service.sweeping.sweep() == 2
    gone = [reporter, (KeyScope.ISSUE, issue)]
    assert set(service.vault.keys_of([*gone, (KeyScope.ISSUE, left)])) == {(KeyScope.ISSUE, left)}
    assert service.vault.phones.find("13911114444") == []
    assert blobs(service).keys() == before.keys()
    assert service.sweeping.sweep() == 0


def test_a_number_alone_is_swept_too(town: Neighbourhood) -> None:
    service, contact = town.service, Contact(phone="13911115555")
    reporter = of_person(town.issue(town.report(contact=contact)).reporter)
    rows = backed_up(service)
    town.do(EraseRequest(person=reporter[1]), by=town.administrator)
    told(service)
    restored(service, rows)
    with service._vault_database.write() as connection:
        connection.execute(vault_key.delete().where(vault_key.c.subject == reporter[1]))
    assert service.sweeping.sweep() == 1
    assert service.vault.phones.find("13911115555") == []


def test_all_pages_are_looked_at(town: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.leaving._PAGE", 2)
    persons = [settler(town) for _ in range(3)]
    rows = backed_up(town.service)
    for who in persons:
        erased(town, who)
    restored(town.service, rows)
    assert town.service.sweeping.sweep() >= 3
    assert town.service.vault.keys_of([of_person(who.person) for who in persons]) == {}


def test_a_log_that_somebody_reads_is_emptied_later(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    emptied: list[bool] = [False, False, True, True]
    monkeypatch.setattr("service.sweeping.empty_log", lambda _: emptied.pop(0))
    monkeypatch.setattr(Vault, "empty_log", lambda _: emptied.pop(0))
    logs: list[list[Any]] = []
    for _ in range(2):
        with capture_logs() as heard:
            assert town.service.sweeping.sweep() == 0
        logs.append(heard)
    assert [one["log_level"] for one in logs[0]] == ["warning"]
    assert logs[1] == []
