"""Exports of the running service: what belongs to a selection, and what is refused."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from audit.verify import Refused, Verified, key_in
from domain.moment import DAY, Moment
from domain.notice.events import Duty
from domain.project.events import ProjectKind
from domain.series.events import Rhythm
from ledger.export.selection import Between, OfCommittee, OfIssue, Selection
from ledger.notes import Checkpoint
from service.commands.exits import Transfer
from service.commands.meeting_record import AddPoint
from service.commands.meetings import CallMeeting, ClearPoint
from service.commands.notices import DrawUpNotice
from service.commands.projects import BeginProject
from service.commands.series import FoundSeries
from service.errors import CannotSign, NotFound
from service.exports import NotContinued, checkpoint_in
from service.ids import new_id
from service.service import SYSTEM, Service
from tests.audit.checking import told
from tests.audit.exporting import full, keys_of, nothing, partial
from tests.neighbourhood import Neighbourhood, settle


@pytest.fixture
def town(sqlite_service: Service) -> Neighbourhood:
    """What is selected is told by the same statements on either database."""
    return settle(sqlite_service)


def rows_of(content: bytes) -> list[dict[str, Any]]:
    return [line for line in map(json.loads, content.splitlines()) if "leaf" in line]


def streams_of(content: bytes) -> set[str]:
    """All but the ledger's own, whose id is a constant."""
    return {row["stream"] for row in rows_of(content) if not row["topic"].startswith("ledger.")}


def reporter_of(town: Neighbourhood, issue: UUID) -> UUID:
    found = town.issue(issue).state.reporter
    assert found is not None
    return found


def good(town: Neighbourhood, folder: Path, content: bytes) -> Verified:
    said = told(folder, content, keys_of(town.service)[-1])
    assert isinstance(said, Verified), said
    return said


def test_a_committee_has_what_was_ever_in_its_hands(town: Neighbourhood, tmp_path: Path) -> None:
    own, given = town.report(), town.report()
    taken = town.report(
        committee=town.next_committee, compound=town.next_compound, by=town.next_clerk
    )
    for issue, committee, compound in (
        (given, town.next_committee, town.next_compound),
        (taken, town.committee, town.compound),
    ):
        moving = Transfer(issue=issue, committee=committee, compound=compound, reason="属地")
        town.do(moving, by=town.superior)
    here = partial(town.service, OfCommittee(town.committee))
    there = partial(town.service, OfCommittee(town.next_committee))
    people = {issue: reporter_of(town, issue) for issue in (own, given, taken)}
    of_two = {str(one) for issue in (given, taken) for one in (issue, people[issue])}
    assert streams_of(here) == of_two | {str(town.committee), str(own), str(people[own])}
    assert streams_of(there) == of_two | {str(town.next_committee)}
    assert good(town, tmp_path, here).rows == len(rows_of(here))


def test_an_issue_comes_with_its_reporter(town: Neighbourhood, tmp_path: Path) -> None:
    issue = town.play()
    town.report()
    content = partial(town.service, OfIssue(issue))
    assert streams_of(content) == {str(issue), str(reporter_of(town, issue))}
    assert [row["topic"] for row in rows_of(content)][:2] == ["ledger.opened", "ledger.key-adopted"]
    assert good(town, tmp_path, content).scope == "partial"
    anonymous = town.report(contact=None, person=None)
    assert streams_of(partial(town.service, OfIssue(anonymous))) == {str(anonymous)}


def hearing(town: Neighbourhood, *issues: UUID) -> UUID:
    meeting = CallMeeting(
        meeting=new_id(),
        committee=town.committee,
        kind="council",
        at=Moment(town.service.now() + DAY),
        place="议事厅",
        agenda=tuple(ClearPoint(issue=one) for one in issues) or (ClearPoint(topic="绿化"),),
    )
    town.do(meeting, by=town.clerk)
    return meeting.meeting


def announced(town: Neighbourhood, meeting: UUID) -> UUID:
    notice = DrawUpNotice(notice=new_id(), duty=Duty.MEETING, subject=meeting, days=7)
    town.do(notice, by=town.clerk)
    return notice.notice


def project_of(town: Neighbourhood, issue: UUID | None) -> UUID:
    begun = BeginProject(
        project=new_id(),
        committee=town.committee,
        kind=ProjectKind.MICRO,
        name="楼道微更新",
        issue=issue,
    )
    town.do(begun, by=town.clerk)
    return begun.project


def test_an_issue_comes_with_where_it_was_treated(town: Neighbourhood, tmp_path: Path) -> None:
    issue = town.report()
    meetings = [hearing(town, issue), hearing(town)]
    late = AddPoint(meeting=meetings[1], point=ClearPoint(issue=issue))
    town.do(late, by=town.clerk)
    notices = [announced(town, one) for one in meetings]
    project = project_of(town, issue)
    elsewhere = hearing(town, town.report())
    beside = {announced(town, elsewhere), project_of(town, None), elsewhere}
    content = partial(town.service, OfIssue(issue))
    wanted = {issue, reporter_of(town, issue), *meetings, *notices, project}
    assert streams_of(content) == {str(one) for one in wanted}
    assert good(town, tmp_path, content).rows == len(rows_of(content))
    whole = streams_of(partial(town.service, OfCommittee(town.committee)))
    assert {str(one) for one in wanted | beside} <= whole


def test_a_committee_has_its_series_and_nobody_elses(town: Neighbourhood) -> None:
    founded = FoundSeries(
        series=new_id(),
        committee=town.committee,
        kind="council",
        rhythm=Rhythm.WEEKLY,
        weekday=4,
        minute=840,
        place="东门",
    )
    town.do(founded, by=town.clerk)
    assert str(founded.series) in streams_of(partial(town.service, OfCommittee(town.committee)))
    there = streams_of(partial(town.service, OfCommittee(town.next_committee)))
    assert there == {str(town.next_committee)}


def test_a_period_has_its_rows_and_the_keys(town: Neighbourhood, tmp_path: Path) -> None:
    town.report()
    rows = rows_of(full(town.service))
    first, end = rows[-4]["at"], rows[-1]["at"]
    content = partial(town.service, Between(Moment(first), Moment(end)))
    wanted = [row["position"] for row in rows if first <= row["at"] < end]
    keys = [row["position"] for row in rows if row["topic"].startswith("ledger.")]
    assert [row["position"] for row in rows_of(content)] == sorted({*wanted, *keys})
    assert good(town, tmp_path, content).rows == len(wanted) + len(keys)


@pytest.mark.parametrize("kind", [OfCommittee, OfIssue])
def test_what_is_not_on_record_is_not_found(town: Neighbourhood, kind: Any) -> None:
    issue = town.report()
    wrong = [new_id(), reporter_of(town, issue), *([issue] if kind is OfCommittee else [])]
    for unknown in wrong[:1] if kind is OfCommittee else wrong:
        with pytest.raises(NotFound):
            partial(town.service, kind(unknown))


def held(service: Service) -> Checkpoint:
    return checkpoint_in(service.checkpoints.sign(SYSTEM).note.encode())


def test_it_continues_what_the_auditor_holds(town: Neighbourhood, tmp_path: Path) -> None:
    note = town.service.checkpoints.sign(SYSTEM).note
    issue = town.report()
    content = partial(town.service, OfIssue(issue), checkpoint_in(note.encode()))
    said = told(tmp_path, content, keys_of(town.service)[-1], held=note)
    assert isinstance(said, Verified)
    assert said.since == checkpoint_in(note.encode()).size


def test_what_is_held_of_another_history_is_told(town: Neighbourhood) -> None:
    old = held(town.service)
    selection: Selection = OfIssue(town.report())
    for wrong, why in (
        (Checkpoint("bihuan/ledger/x", old.size, old.root), "a checkpoint of bihuan/ledger/x"),
        (Checkpoint(old.origin, old.size, bytes(32)), "another root at size"),
        (Checkpoint(old.origin, 10_000, old.root), "it covers 10000 events, the record has"),
        (Checkpoint(old.origin, 0, old.root), "it covers 0 events"),
    ):
        with pytest.raises(NotContinued, match=why):
            partial(town.service, selection, wrong)


def test_without_the_key_everything_ends_at_the_newest_checkpoint(
    town: Neighbourhood, tmp_path: Path
) -> None:
    issue = town.report()
    before = full(town.service)
    town.report()
    town.service.settings.signing_key_file.unlink()  # type: ignore[union-attr]  # the fixture sets it
    file = BytesIO()
    made = town.service.exports.full(file, nothing)
    assert file.getvalue() == before
    assert made.unsigned is not None
    assert made.rows == made.size == good(town, tmp_path, before).size
    with pytest.raises(CannotSign):
        partial(town.service, OfIssue(issue))


def test_a_selection_is_not_bound_by_a_key_that_came_after_it(town: Neighbourhood) -> None:
    """Its checkpoint is signed by the key of before, and so would nobody find it good."""
    issue, exports = town.report(), town.service.exports

    def meanwhile(_done: int, _total: int) -> None:
        town.service.checkpoints.rotate()

    with pytest.raises(CannotSign):
        exports.partial(BytesIO(), OfIssue(issue), None, meanwhile)


def test_a_changed_row_is_told_from_the_file(town: Neighbourhood, tmp_path: Path) -> None:
    """Whoever alters the database cannot have the alteration signed."""
    town.play()
    size = held(town.service).size
    with town.service.database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE event SET topic = 'issue.urged' WHERE position = ?", (size - 1,)
        )
    said = told(tmp_path, full(town.service), key_in(str(town.service.checkpoints.keys()[0].key)))
    assert isinstance(said, Refused)
    assert said.position == size
    assert said.since is not None
    assert said.since <= size - 1
