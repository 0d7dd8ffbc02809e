"""Checkpoints: what is signed, and what is not."""

from pathlib import Path

import pytest
from sqlalchemy import Executable, delete, func, update

from ledger import checkpoints
from ledger.checkpoints import Stored
from ledger.notes import has_signed, parse_note, signing_key
from ledger.tables import checkpoint as table
from ledger.tables import event, head, node
from projections.replay import check
from service import secret_files
from service.errors import CannotSign, Forbidden, Hindrance
from service.service import SYSTEM, Service
from service.settings import Settings
from tests.installations import SEED
from tests.neighbourhood import Neighbourhood, settle
from tests.service.signing import adopted, every_stored, hindrance_of, key_file, signers, tamper


@pytest.fixture
def town(sqlite_service: Service) -> Neighbourhood:
    return settle(sqlite_service)


@pytest.mark.both
def test_what_is_recorded_is_signed_with_the_key_that_migrate_adopted(service: Service) -> None:
    [key] = adopted(service)
    assert key == signing_key(f"bihuan/ledger/{service.ledger.ledger}", SEED).verifier
    made = service.checkpoints.sign(SYSTEM)
    assert made == service.checkpoints.latest() == service.checkpoints.at(made.size)
    assert every_stored(service) == [made]
    assert signers(made, [key]) == [0]
    assert service.checkpoints.sign(SYSTEM) == made
    settle(service).report()
    later = service.checkpoints.sign(SYSTEM)
    assert later.size > made.size
    assert service.checkpoints.page(smaller_than=None, limit=9) == [later, made]
    assert service.checkpoints.page(smaller_than=later.size, limit=9) == [made]
    assert every_stored(service) == [made, later]


def test_an_auditor_and_an_administrator_may_sign_and_nobody_else(town: Neighbourhood) -> None:
    sign = town.service.checkpoints.sign
    assert sign(town.auditor) == sign(town.administrator)
    for somebody in (town.clerk, town.resident, town.handler, town.integrator):
        with pytest.raises(Forbidden):
            sign(somebody)


def test_what_is_told_is_at_most_a_second_old(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = [100.0]
    monkeypatch.setattr("service.checkpoints.time.monotonic", lambda: at[0])
    told = town.service.checkpoints.told
    assert told() is None
    other = Service(town.service.settings)
    signed = other.checkpoints.sign(SYSTEM)
    other.stop()
    assert told() is None
    at[0] += 1.0
    assert told() == signed
    town.report()
    assert town.service.checkpoints.sign(SYSTEM) == told()


def test_two_who_sign_at_once_sign_one(town: Neighbourhood) -> None:
    first = town.service.checkpoints.sign(SYSTEM)
    again = Stored(first.size, "another", first.signed_at)
    with town.service.database.write() as connection:
        checkpoints.keep(connection, again)
    assert every_stored(town.service) == [first]


@pytest.mark.parametrize(
    "change",
    [
        update(event).where(event.c.position == 3).values(topic="issue.undone"),
        update(table).values(note=table.c.note + "x"),
    ],
    ids=["event", "note"],
)
def test_the_newest_is_not_handed_out_where_it_does_not_hold(
    town: Neighbourhood, change: Executable
) -> None:
    town.service.checkpoints.sign(SYSTEM)
    tamper(town.service, change)
    assert hindrance_of(town) is Hindrance.ALTERED


def test_without_the_key_on_record_nothing_is_signed_and_none_is_made(town: Neighbourhood) -> None:
    path = key_file(town)
    path.unlink()
    assert hindrance_of(town) is Hindrance.KEY_MISSING
    town.service.checkpoints.adopt("another name")
    assert not path.exists()
    secret_files.create(path)
    assert hindrance_of(town) is Hindrance.KEY_DIFFERS
    path.write_text("no key")
    assert hindrance_of(town) is Hindrance.KEY_UNUSABLE
    path.unlink()
    path.mkdir()
    assert hindrance_of(town) is Hindrance.KEY_UNUSABLE
    assert len(adopted(town.service)) == 1


@pytest.mark.parametrize(
    "change",
    [
        update(event).where(event.c.position == 3).values(topic="issue.undone"),
        update(head).values(edge=bytes(32)),
        update(table).values(note=table.c.note + "x"),
        update(table).values(note="nothing"),
        update(table).values(size=5),
        update(table).values(size=5_000),
    ],
    ids=["event", "edge", "note", "no note", "size", "beyond"],
)
def test_who_changes_the_record_is_not_signed_for(town: Neighbourhood, change: Executable) -> None:
    town.service.checkpoints.sign(SYSTEM)
    town.report()
    tamper(town.service, change)
    assert hindrance_of(town) is Hindrance.ALTERED


def test_a_changed_node_is_found_before_it_is_signed(town: Neighbourhood) -> None:
    while town.service.checkpoints.sign(SYSTEM).size < 256:
        for _ in range(60):
            town.report()
    town.report()
    tamper(town.service, update(node).values(hash=bytes(32)))
    assert hindrance_of(town) is Hindrance.ALTERED


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (update(table).values(note=table.c.note + "x"), "changed"),
        (update(table).values(note=func.replace(table.c.note, "ledger", "Ledger")), "changed"),
        (update(table).values(size=5), "changed"),
        (update(table).values(size=5_000), "extra"),
    ],
    ids=["note", "origin", "size", "beyond"],
)
def test_a_changed_checkpoint_is_found(
    sqlite_service: Service, change: Executable, kind: str
) -> None:
    sqlite_service.checkpoints.sign(SYSTEM)
    assert check(sqlite_service.database, []) == []
    tamper(sqlite_service, change)
    [found] = check(sqlite_service.database, [])
    assert (found.table, found.kind) == ("checkpoint", kind)


def test_what_no_program_of_keys_has_written_is_adopted_for(
    sqlite_service: Service,
) -> None:
    """A ledger of before: `migrate` adopts, and once."""
    service = sqlite_service
    with service.database.write() as connection:
        connection.execute(delete(event).where(event.c.topic == "ledger.key-adopted"))
    assert adopted(service) == []
    with pytest.raises(CannotSign) as refused:
        service.checkpoints.note("text\n", size=1)
    assert refused.value.hindrance is Hindrance.NO_KEY


def test_migrating_again_adopts_nothing(settings: Settings) -> None:
    service = Service(settings)
    try:
        service.migrate()
        assert len(service.checkpoints.keys()) == 1
    finally:
        service.stop()


def test_another_text_is_signed_with_the_key_of_its_checkpoint(town: Neighbourhood) -> None:
    checkpoints_of = town.service.checkpoints
    handed = checkpoints_of.rotate()
    note = parse_note(checkpoints_of.note("a text\n", size=handed.size))
    assert note.text == "a text\n"
    assert has_signed(adopted(town.service)[1], note)
    with pytest.raises(CannotSign) as refused:
        checkpoints_of.note("a text\n", size=handed.size - 1)
    assert refused.value.hindrance is Hindrance.KEY_DIFFERS


def test_a_secret_is_there_whole_and_once(tmp_path: Path) -> None:
    path = tmp_path / "signing.key"
    secret_files.create(path)
    before = path.read_bytes()
    secret_files.create(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
