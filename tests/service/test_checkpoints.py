"""Checkpoints: what is signed, what is not, and that keys change without a gap."""

import os
from pathlib import Path

import pytest
from sqlalchemy import Executable, delete, func, update

from ledger import checkpoints, durable
from ledger.checkpoints import Stored, is_good
from ledger.notes import VerifierKey, has_signed, parse_note, signing_key
from ledger.proofs import root_at
from ledger.tables import checkpoint as table
from ledger.tables import event, head, node
from projections.replay import check
from service import secret_files
from service.checkpoints import Checkpoints
from service.errors import CannotSign, Forbidden, Hindrance
from service.service import SYSTEM, Service
from service.settings import Settings
from service.signable import Signable, signable
from tests.installations import SEED
from tests.neighbourhood import Neighbourhood, settle


@pytest.fixture
def town(sqlite_service: Service) -> Neighbourhood:
    return settle(sqlite_service)


def key_file(town: Neighbourhood) -> Path:
    path = town.service.settings.signing_key_file
    assert path is not None
    return path


def beside(town: Neighbourhood) -> Path:
    return key_file(town).with_name("signing.key.next")


def signers(stored: Stored, keys: list[VerifierKey]) -> list[int]:
    """Which of the keys have signed, by their order of adoption."""
    note = parse_note(stored.note)
    assert len(note.signatures) == sum(has_signed(key, note) for key in keys)
    return [number for number, key in enumerate(keys) if has_signed(key, note)]


def adopted(service: Service) -> list[VerifierKey]:
    found = service.checkpoints.keys()
    return [one.key for one in found]


def every_stored(service: Service) -> list[Stored]:
    """The oldest first; each is what it has to be."""
    with service.database.read() as connection:
        found = list(checkpoints.page(connection, limit=100))[::-1]
        keys = checkpoints.keys(connection)
        for one in found:
            assert is_good(one, keys, root_at(connection, one.size))
    return found


def hindrance_of(town: Neighbourhood) -> Hindrance:
    before = every_row(town.service)
    with pytest.raises(CannotSign) as refused:
        town.service.checkpoints.sign(SYSTEM)
    assert every_row(town.service) == before
    return refused.value.hindrance


def every_row(service: Service) -> list[tuple[int, str]]:
    with service.database.read() as connection:
        return [(row.size, row.note) for row in connection.execute(table.select())]


def tamper(service: Service, *statements: Executable) -> None:
    with service.database.write() as connection:
        for statement in statements:
            connection.execute(statement)


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


@pytest.mark.parametrize("gone", [True, False], ids=["old-key-gone", "old-key-there"])
def test_a_change_of_keys_is_told_by_one_checkpoint_however_many_sign(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    service, slow = town.service, Service(town.service.settings)
    service.checkpoints.sign(SYSTEM)
    with monkeypatch.context() as patch:
        cut_at("after the event", patch, service)
        with pytest.raises(Cut):
            service.checkpoints.rotate()
    note_of = slow.checkpoints._note_of

    def late(due: Signable) -> str:
        at_once = note_of(due)
        town.report()
        if not gone:
            service.checkpoints.sign(SYSTEM)
            return at_once
        service.checkpoints.rotate()
        return note_of(due)

    monkeypatch.setattr(slow.checkpoints, "_note_of", late)
    assert slow.checkpoints.sign(SYSTEM) == service.checkpoints.latest()
    slow.stop()
    keys = adopted(service)
    assert [signers(one, keys) for one in every_stored(service)] == [[0], [0, 1]]


def test_who_has_read_more_does_not_tell_of_the_change_again(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoints_of = town.service.checkpoints
    checkpoints_of.sign(SYSTEM)
    with monkeypatch.context() as patch:
        cut_at("after the event", patch, town.service)
        with pytest.raises(Cut):
            checkpoints_of.rotate()
    with town.service.database.read() as connection:
        due = signable(connection, checkpoints.latest(connection))
    early = Stored(due.checkpoint.size, checkpoints_of._note_of(due), town.service.now())
    note_of = checkpoints_of._note_of
    town.report()

    def meanwhile(due: Signable) -> str:
        with town.service.database.write() as connection:
            checkpoints.keep(connection, early)
        return note_of(due)

    monkeypatch.setattr(checkpoints_of, "_note_of", meanwhile)
    checkpoints_of.sign(SYSTEM)
    keys = adopted(town.service)
    assert [signers(one, keys) for one in every_stored(town.service)] == [[0], [0, 1], [1]]


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


def test_a_new_key_is_vouched_for_by_the_old_one(town: Neighbourhood) -> None:
    service, path = town.service, key_file(town)
    first = service.checkpoints.sign(SYSTEM)
    handed = service.checkpoints.rotate()
    town.report()
    later = service.checkpoints.sign(SYSTEM)
    keys = adopted(service)
    assert [signers(one, keys) for one in every_stored(service)] == [[0], [0, 1], [1]]
    assert every_stored(service) == [first, handed, later]
    assert service.checkpoints.keys()[1].position == handed.size
    assert not beside(town).exists()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() != SEED


def test_a_process_that_runs_signs_with_the_new_key(town: Neighbourhood) -> None:
    other = Service(town.service.settings)
    try:
        assert other.checkpoints.sign(SYSTEM) == town.service.checkpoints.sign(SYSTEM)
        town.service.checkpoints.rotate()
        town.report()
        assert signers(other.checkpoints.sign(SYSTEM), adopted(other)) == [1]
    finally:
        other.stop()


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


class Cut(Exception):
    """The process ends here."""


STEPS = ("before the event", "after the event", "after the checkpoint", "after the rename")


def cut_at(step: str, patch: pytest.MonkeyPatch, service: Service) -> None:
    """Let a rotation end at a step."""

    def cut(*_: object) -> None:
        raise Cut

    match step:
        case "before the event":
            patch.setattr(service.checkpoints, "_execute", cut)
        case "after the event":
            patch.setattr(Checkpoints, "_signed", cut)
        case "after the checkpoint":
            patch.setattr(os, "replace", cut)
        case _:
            patch.setattr(durable, "settle", cut)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("meanwhile", ["nobody", "the timekeeper"])
def test_a_rotation_that_was_cut_short_goes_on(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch, step: str, meanwhile: str
) -> None:
    service = town.service
    service.checkpoints.sign(SYSTEM)
    with monkeypatch.context() as patch:
        # The next key's file is made before, so that only the last step settles a folder.
        secret_files.create(beside(town))
        cut_at(step, patch, service)
        with pytest.raises(Cut):
            service.checkpoints.rotate()
    if meanwhile == "the timekeeper":
        town.report()
        service.checkpoints.sign(SYSTEM)
    if step != "after the rename":
        service.checkpoints.rotate()
    town.report()
    service.checkpoints.sign(SYSTEM)
    keys = adopted(service)
    told = [signers(one, keys) for one in every_stored(service)]
    assert len(keys) == 2
    assert [told[0], told[-1]] == [[0], [1]]
    assert told.count([0, 1]) == 1
    assert told == sorted(told, key=lambda who: (sum(who), len(who) == 1 and who[0]))
    assert not beside(town).exists()


def test_only_one_changes_the_keys_at_a_time(town: Neighbourhood) -> None:
    checkpoints = town.service.checkpoints
    with checkpoints._files.alone(), pytest.raises(CannotSign) as refused:
        checkpoints.rotate()
    assert refused.value.hindrance is Hindrance.KEYS_CHANGING
    assert len(adopted(town.service)) == 1


def test_a_key_is_not_changed_by_who_does_not_have_it(town: Neighbourhood) -> None:
    key_file(town).unlink()
    with pytest.raises(CannotSign) as refused:
        town.service.checkpoints.rotate()
    assert refused.value.hindrance is Hindrance.KEY_MISSING
    assert len(adopted(town.service)) == 1


def test_a_lost_key_is_replaced_without_its_word(town: Neighbourhood) -> None:
    service = town.service
    service.checkpoints.sign(SYSTEM)
    with pytest.raises(CannotSign) as refused:
        service.checkpoints.replace_lost()
    assert refused.value.hindrance is Hindrance.KEY_AT_HAND
    key_file(town).unlink()
    service.checkpoints.replace_lost()
    assert [signers(one, adopted(service)) for one in every_stored(service)] == [[0], [1]]
    town.report()
    assert signers(service.checkpoints.sign(SYSTEM), adopted(service)) == [1]


def test_a_retired_key_never_comes_back(town: Neighbourhood) -> None:
    path = key_file(town)
    retired = path.read_bytes()
    town.service.checkpoints.rotate()
    path.write_bytes(retired)
    with pytest.raises(CannotSign) as refused:
        town.service.checkpoints.replace_lost()
    assert refused.value.hindrance is Hindrance.KEY_DIFFERS
    assert len(adopted(town.service)) == 2


def test_a_rotation_that_loses_the_old_key_does_not_pass_for_one(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        cut_at("after the event", patch, town.service)
        with pytest.raises(Cut):
            town.service.checkpoints.rotate()
    key_file(town).unlink()
    assert hindrance_of(town) is Hindrance.KEY_MISSING


def test_a_next_key_of_before_is_forgotten_with_the_lost_one(town: Neighbourhood) -> None:
    secret_files.create(beside(town))
    key_file(town).unlink()
    made = town.service.checkpoints.replace_lost()
    assert signers(made, adopted(town.service)) == [1]
    assert not beside(town).exists()


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
