"""The index: written with the events, made again from the record, and silent without the key."""

from typing import Any

import pytest
from sqlalchemy import delete, func, select, text

from domain.moment import HOUR, Moment
from domain.refusal import Refused
from ledger.log import read_head
from ledger.now import clock
from ledger.tables import gram as table
from ledger.tables import vault_key
from projections.anew import Progress
from projections.views.status import Filter
from service.commands.intake import Contact
from service.search import building, index
from service.search.grams import Grams
from service.service import Service
from tests.neighbourhood import Neighbourhood
from tests.service.line import Line, answer

OWN: dict[str, Any] = {"contact": None, "compound": None, "address": "桃源村7号"}


def found(town: Neighbourhood, wanted: str) -> int:
    """How many issues the clerk finds."""
    return len(
        town.service.finder.issues(
            town.clerk, Filter(), text=wanted, older_than=None, newer_than=None, limit=100
        )
    )


def postings(service: Service) -> set[tuple[int, int]]:
    with service.database.read() as connection:
        return {(row.gram, row.opened) for row in connection.execute(select(table))}


def lag(service: Service) -> int:
    with service.database.read() as connection:
        return read_head(connection, lock=False).position - index.reached(connection)


def erase_key(town: Neighbourhood) -> None:
    service, person = town.service, town.resident.person
    with service._vault_database.write() as connection:
        connection.execute(delete(vault_key).where(vault_key.c.subject == person))
    service.vault._cache.clear()


def test_it_keeps_up_with_every_batch(town: Neighbourhood) -> None:
    assert lag(town.service) == 0
    town.report(summary="路灯不亮")
    town.play()
    assert lag(town.service) == 0


def test_a_refused_command_leaves_nothing(town: Neighbourhood) -> None:
    before = postings(town.service)
    with pytest.raises(Refused):
        town.report(summary="路灯不亮", category="weather")
    assert postings(town.service) == before


def test_the_index_holds_hashes_of_another_key_than_any(town: Neighbourhood) -> None:
    town.report(summary="路灯")
    held = {gram for gram, _ in postings(town.service)}
    own, other = town.service._grams, Grams(bytes(32))
    assert own.of_text("路灯") <= held
    assert own.of_text("路灯") == own.of_query("路") | own.of_query("灯") | own.of_query("路灯")
    assert not other.of_text("路灯") & held
    assert len(own.of_text("路灯")) == len(own.of_text("路 灯路灯")) - 1 == 3


def test_a_ledger_from_before_the_index_gets_one(town: Neighbourhood) -> None:
    service = town.service
    town.report(summary="路灯不亮")
    town.report(by=town.resident, **OWN)
    before = postings(service)
    for database, tables in (
        (
            service.database,
            ("gram", "gram_cursor", "follow_up", "node", "checkpoint", "meeting_feed"),
        ),
        (service._vault_database, ("phone",)),
    ):
        with database.write() as connection:
            for name in tables:
                connection.execute(text(f"DROP TABLE {name}"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    anew = Service(service.settings)
    assert not anew.is_migrated()
    anew.migrate()
    anew.stop()
    assert postings(service) == before
    assert (found(town, "路灯不亮"), found(town, "桃源村"), lag(service)) == (1, 1, 0)
    [person] = service.persons.by_phone(town.clerk, "13800000001")
    assert len(person.issues) == 1


def test_what_a_writer_without_the_index_wrote_is_caught_up(town: Neighbourhood) -> None:
    line = Line(town.service)
    future = line.add(town.reporting(summary="电梯停运"), town.clerk)
    line.run()
    answer(future)
    town.report(summary="路灯不亮")
    assert (found(town, "电梯"), found(town, "路灯")) == (0, 1)
    assert lag(town.service) > 0
    town.service.search_builder.catch_up()
    assert (found(town, "电梯"), found(town, "路灯"), lag(town.service)) == (1, 1, 0)


def test_a_dropped_table_is_made_again(town: Neighbourhood) -> None:
    town.report(summary="路灯不亮")
    before = postings(town.service)
    with town.service.database.write() as connection:
        connection.execute(text("DROP TABLE gram"))
    town.service.search_builder.rebuild()
    assert postings(town.service) == before
    assert lag(town.service) == 0


def during(town: Neighbourhood) -> Progress:
    """A progress at whose first steps somebody reports."""
    left = [town.reporting(summary="途中来报") for _ in range(3)]

    def told(done: int, total: int) -> None:
        assert 0 < done <= total
        if left:
            town.do(left.pop(), by=town.clerk)

    return told


def test_reports_go_on_while_it_is_rebuilt(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "PORTION", 4)
    town.play()
    town.report(summary="路灯不亮")
    town.service.search_builder.rebuild(during(town))
    assert (found(town, "途中来报"), found(town, "路灯"), lag(town.service)) == (3, 1, 0)


def test_a_rebuild_forgets_what_no_longer_opens(town: Neighbourhood) -> None:
    town.report(by=town.resident, **OWN)
    held = town.service._grams.of_text("桃源村7号")
    assert held <= {gram for gram, _ in postings(town.service)}
    erase_key(town)
    assert found(town, "桃源村") == 0
    town.service.search_builder.rebuild()
    assert not held & {gram for gram, _ in postings(town.service)}


def test_orphaned_numbers_are_pruned(town: Neighbourhood) -> None:
    """A number of a refused report goes once nobody can be waiting for it; the others stay."""
    service, number = town.service, "13911112222"
    with pytest.raises(Refused):
        town.report(category="weather", contact=Contact(phone=number))
    town.report()
    assert service.prune_phones() == 0
    later = Service(service.settings, now=lambda: Moment(clock() + 2 * HOUR))
    assert [later.prune_phones(), later.prune_phones()] == [1, 0]
    later.stop()
    assert service.vault.phones.find(number) == []
    assert len(service.vault.phones.find("13800000001")) == 1


def test_the_index_is_no_larger_than_the_texts_need(town: Neighbourhood) -> None:
    town.report(summary="灯灯灯灯")
    with town.service.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(table)).scalar() == 2
