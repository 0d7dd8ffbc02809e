"""What the migrations make is what the code declares, on both databases."""

from collections.abc import Sequence
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, inspect, text

from ledger.database import Database
from ledger.postgres import be_patient
from ledger.tables import LEDGER, VAULT
from projections.engine import CURSOR
from service.migrate import is_current, upgrade
from service.tables import DOOR

DECLARED = {"ledger": (LEDGER, DOOR, CURSOR.metadata), "vault": (VAULT,)}


def merged(parts: Sequence[MetaData]) -> MetaData:
    """All tables in one metadata, which is what Alembic compares."""
    whole = MetaData()
    for part in parts:
        for table in part.sorted_tables:
            table.to_metadata(whole)
    return whole


def differences(database: Database, which: str, *changes: str) -> list[Any]:
    """What Alembic would change, after *changes* that are rolled back again."""
    with database.engine.connect() as connection:
        if database.engine.dialect.name == "postgresql":
            # Reading a hundred tables thinks between its statements, on a busy machine for long.
            be_patient(connection)
        for change in changes:
            connection.execute(text(change))
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        found: list[Any] = compare_metadata(context, merged(DECLARED[which]))
    return found


def revision(database: Database) -> str | None:
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def test_the_ledger_is_as_declared(shared_ledger: Database) -> None:
    assert differences(shared_ledger, "ledger") == []


def test_the_vault_is_as_declared(shared_vault: Database) -> None:
    assert differences(shared_vault, "vault") == []


@pytest.mark.parametrize(
    "change",
    [
        "DROP INDEX idempotency_at",
        "DROP TABLE claim",
        "ALTER TABLE event ADD COLUMN colour INTEGER",
        "ALTER TABLE cursor DROP COLUMN position",
        "CREATE INDEX head_at ON head (at)",
        "CREATE TABLE stray (id INTEGER)",
    ],
)
def test_the_comparison_sees(shared_ledger: Database, change: str) -> None:
    assert len(differences(shared_ledger, "ledger", change)) == 1
    assert differences(shared_ledger, "ledger") == []


def test_primary_keys_are_as_declared(shared_ledger: Database) -> None:
    # Alembic does not compare them.
    inspector = inspect(shared_ledger.engine)
    for table in merged(DECLARED["ledger"]).sorted_tables:
        found = inspector.get_pk_constraint(table.name)["constrained_columns"]
        assert found == [column.name for column in table.primary_key.columns]


def test_upgrading_the_ledger_again_is_harmless(empty_ledger: Database) -> None:
    before = revision(empty_ledger)
    with empty_ledger.write() as connection:
        connection.execute(text("UPDATE head SET position = 7"))
    upgrade(empty_ledger, "ledger")
    with empty_ledger.read() as connection:
        assert connection.execute(text("SELECT id, position FROM head")).all() == [(1, 7)]
    assert revision(empty_ledger) == before
    assert differences(empty_ledger, "ledger") == []


def test_upgrading_the_vault_again_is_harmless(shared_vault: Database) -> None:
    before = revision(shared_vault)
    upgrade(shared_vault, "vault")
    assert revision(shared_vault) == before
    assert differences(shared_vault, "vault") == []


def test_a_database_that_was_never_migrated_is_not_current(empty_ledger: Database) -> None:
    assert is_current(empty_ledger, "ledger")
    with empty_ledger.write() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    assert not is_current(empty_ledger, "ledger")


def test_a_migration_that_fails_leaves_nothing(empty_ledger: Database) -> None:
    others = set(inspect(empty_ledger.engine).get_table_names()) - {"idempotency"}
    with empty_ledger.write() as connection:
        for name in sorted(others):
            connection.execute(text(f"DROP TABLE {name}"))
    # The last table of the first migration stands in its way.
    with pytest.raises(Exception, match="idempotency"):
        upgrade(empty_ledger, "ledger")
    assert inspect(empty_ledger.engine).get_table_names() == ["idempotency"]
