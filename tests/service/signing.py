"""What specs of checkpoints and their keys look at, and where a change of keys is cut short."""

import os
from pathlib import Path

import pytest
from sqlalchemy import Executable

from ledger import checkpoints, durable
from ledger.checkpoints import Stored, is_good
from ledger.notes import VerifierKey, has_signed, parse_note
from ledger.proofs import root_at
from ledger.tables import checkpoint as table
from service.checkpoints import Checkpoints
from service.errors import CannotSign, Hindrance
from service.service import SYSTEM, Service
from tests.neighbourhood import Neighbourhood


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


class Cut(Exception):
    """The process ends here."""


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
