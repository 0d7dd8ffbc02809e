"""Keys that sign: they change without a gap, wherever a change is cut short."""

import pytest

from ledger import checkpoints
from ledger.checkpoints import Stored
from service import secret_files
from service.errors import CannotSign, Hindrance
from service.service import SYSTEM, Service
from service.signable import Signable, signable
from tests.installations import SEED
from tests.neighbourhood import Neighbourhood, settle
from tests.service.signing import (
    Cut,
    adopted,
    beside,
    cut_at,
    every_stored,
    hindrance_of,
    key_file,
    signers,
)


@pytest.fixture
def town(sqlite_service: Service) -> Neighbourhood:
    return settle(sqlite_service)


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


STEPS = ("before the event", "after the event", "after the checkpoint", "after the rename")


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
