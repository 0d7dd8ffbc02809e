"""The matrix holds the policy table line by line: none can go, and none can be added, unseen."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from domain.actor import Role
from domain.body.events import Level, ReportKind
from domain.ledger.events import LedgerKind
from domain.period import Period
from service import policy
from service.calendars import library_text
from service.commands.calendars import PublishCalendar
from service.commands.directory import RegisterBody
from service.commands.erasure import EraseRequest, LapseTexts
from service.commands.reports import DrawReport
from service.commands.timekeeping import KeepTime
from service.credentials import KeyRequest, give_key
from service.errors import Forbidden
from service.ids import new_id
from service.policy import POLICY, Action, Grant, Principal, Scope
from service.reports.reports import Asked
from service.service import SYSTEM, Service
from service.settings import Settings
from service.statistics import Wanted
from service.what_if import Question
from tests.access.matrix import MATRIX, Cell
from tests.access.stage import Stage
from tests.access.stage_asking import ANSWER_BY_LINK, ASKING_FELT_AT, ASKING_SEEN_FIRST
from tests.access.stage_ballots import BALLOTS_FELT_AT, BALLOTS_SEEN_FIRST
from tests.access.stage_board import BOARD_FELT_AT
from tests.access.stage_early import EARLY_FELT_AT
from tests.access.stage_elections import ELECTIONS_FELT_AT
from tests.access.stage_late import LATE_FELT_AT
from tests.access.stage_linking import LINKING_FELT_AT, LINKING_SEEN_FIRST
from tests.access.stage_meetings import MEETINGS_FELT_AT
from tests.access.stage_registers import REGISTER_FELT_AT, REGISTER_SEEN_FIRST
from tests.access.stage_timing import TIMING_FELT_AT
from tests.access.stage_undertakings import UNDERTAKINGS_FELT_AT
from tests.access.stage_visits import VISITS_FELT_AT, VISITS_SEEN_FIRST
from tests.access.stage_votes import VOTES_FELT_AT
from tests.api.face import Face
from tests.installations import SqliteInstallations
from tests.neighbourhood import principal

ALONE = Grant(Role.INTEGRATOR, Action.READ_LEDGER, Scope.SUBTREE)
"""A line that is felt in a ledger of one district alone."""
BY_LINK = Grant(Role.RESIDENT, Action.QUESTIONNAIRE_ANSWER, Scope.COMMITTEE)
"""A line that nobody with a key needs: whoever has the link answers by it."""
OTHERS = [g for g in POLICY if g.role is not Role.SYSTEM and g not in (ALONE, BY_LINK)]
ISSUE, BODY = "/v1/issues/{issue}", "/v1/bodies/{body}"

FELT_AT: Mapping[Action, str] = {
    Action.BODY_REGISTER: "POST /v1/bodies",
    Action.BODY_AMEND: f"POST {BODY}/seats",
    Action.HOURS_SET: f"POST {BODY}/hours",
    Action.CALENDAR_PUBLISH: "POST /v1/calendars",
    Action.METHOD_ADOPT: f"POST {BODY}/method-adoptions",
    Action.ORGANISATION_REGISTER: "POST /v1/organisations",
    Action.DIRECTORY_VIEW: "GET /v1/vocabulary",
    Action.PERSON_SEARCH: "POST /v1/persons/searches",
    Action.REPORT: "POST /v1/issues",
    Action.VIEW: f"GET {ISSUE}",
    Action.TRIAGE: f"POST {ISSUE}/triage",
    Action.DISPATCH: f"POST {ISSUE}/dispatches",
    Action.ACKNOWLEDGE: f"POST {ISSUE}/acknowledgements",
    Action.COMPLETE_DISPATCH: f"POST {ISSUE}/dispatch-completions",
    Action.RESPOND: f"POST {ISSUE}/responses",
    Action.REPLY: f"POST {ISSUE}/replies",
    Action.COMPLETE: f"POST {ISSUE}/completion",
    Action.DISCLOSE: f"POST {ISSUE}/disclosures",
    Action.RECEIPT: f"POST {ISSUE}/receipts",
    Action.ATTACH: f"POST {ISSUE}/files",
    Action.READ_LEDGER: "GET /v1/ledger/events",
    Action.SIGN_CHECKPOINT: "POST /v1/ledger/checkpoints",
    **EARLY_FELT_AT,
    **TIMING_FELT_AT,
    **LATE_FELT_AT,
    **ELECTIONS_FELT_AT,
    **REGISTER_FELT_AT,
    **BOARD_FELT_AT,
    **UNDERTAKINGS_FELT_AT,
    **ASKING_FELT_AT,
    **LINKING_FELT_AT,
    **VISITS_FELT_AT,
    **MEETINGS_FELT_AT,
    **MEETINGS_FELT_AT,
    **REGISTER_FELT_AT,
    **VOTES_FELT_AT,
    **BALLOTS_FELT_AT,
}
"""Where to look first; it only saves time."""


def named(grant: Grant) -> str:
    return f"{grant.role} {grant.action}"


def likely_first(line: Grant) -> Sequence[Cell]:
    """The cells of the line's role."""
    mine = [cell for cell in MATRIX if cell.role is line.role]
    return sorted(mine, key=lambda cell: cell.route != FELT_AT[line.action])


def noticed(
    stage: Stage, patch: pytest.MonkeyPatch, cells: Sequence[Cell], table: Sequence[Grant]
) -> Cell | None:
    """The first of the cells that is answered otherwise under another table."""
    for cell in cells:
        call = stage.prepare(cell)
        with patch.context() as patched:
            patched.setattr(policy, "TABLE", policy.Table(table))
            status = stage.face.send(call).status_code
        if status != cell.status:
            return cell
    return None


SEEN_FIRST: Mapping[str, Action] = {
    f"POST {ISSUE}": Action.VIEW,
    "POST /v1/elections/{election}": Action.ELECTION_VIEW,
    **REGISTER_SEEN_FIRST,
    **ASKING_SEEN_FIRST,
    "POST /v1/projects/{project}": Action.PROJECT_VIEW,
    "POST /v1/undertakings/{undertaking}": Action.UNDERTAKING_VIEW,
    "POST /v1/notices/{notice}": Action.NOTICE_VIEW,
    **VISITS_SEEN_FIRST,
    **BALLOTS_SEEN_FIRST,
    **LINKING_SEEN_FIRST,
}
"""What a role has to see before anything that it may do there is felt."""


def ungranted() -> Iterator[Grant]:
    """Every line that the table lacks and that would be felt.

    An administrator is shown no issue: what else they were granted on it, nobody could tell.
    """
    held = {(grant.role, grant.action) for grant in POLICY}
    for role in set(Role) - {Role.SYSTEM}:
        for action, route in FELT_AT.items():
            seen_first = [seen for where, seen in SEEN_FIRST.items() if route.startswith(where)]
            blind = any((role, seen) not in held for seen in seen_first)
            if (role, action) not in held and not blind:
                yield Grant(role, action, Scope.ALL)


@pytest.mark.parametrize("line", OTHERS, ids=named)
def test_no_line_can_go_unseen(stage: Stage, monkeypatch: pytest.MonkeyPatch, line: Grant) -> None:
    without = [grant for grant in POLICY if grant != line]
    assert len(without) == len(POLICY) - 1
    assert noticed(stage, monkeypatch, likely_first(line), without) is not None


@pytest.mark.parametrize("line", sorted(ungranted(), key=str), ids=named)
def test_no_line_can_be_added_unseen(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, line: Grant
) -> None:
    assert noticed(stage, monkeypatch, likely_first(line), [*POLICY, line]) is not None


def test_a_cell_is_not_noticed_without_a_reason(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = likely_first(Grant(Role.HANDLER, Action.ACKNOWLEDGE, Scope.DISPATCHED))[:6]
    assert noticed(stage, monkeypatch, cells, list(POLICY)) is None


def test_nobody_answers_by_link_without_its_line(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    [cell] = [c for c in MATRIX if c.route == ANSWER_BY_LINK and c.role is None]
    without = [grant for grant in POLICY if grant != BY_LINK]
    assert noticed(stage, monkeypatch, [cell], without) == cell


def without_system_line(action: Action) -> policy.Table:
    lines = [grant for grant in POLICY if (grant.role, grant.action) != (Role.SYSTEM, action)]
    assert len(lines) == len(POLICY) - 1
    return policy.Table(lines)


def test_nothing_is_installed_without_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Service(
        Settings(
            database_url=f"sqlite:///{tmp_path}/bihuan.db",
            vault_url=f"sqlite:///{tmp_path}/vault.db",
            master_key_file=tmp_path / "master.key",
        )
    )
    monkeypatch.setattr(policy, "TABLE", without_system_line(Action.INSTALL))
    try:
        with pytest.raises(Forbidden):
            service.migrate(LedgerKind.PRODUCTION)
        assert service.find_ledger() is None
    finally:
        service.stop()


def test_no_key_is_given_without_its_line(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    service, wanted = stage.face.service, KeyRequest(roles=frozenset({Role.AUDITOR}))
    before = len(service.keyring.all_of())
    monkeypatch.setattr(policy, "TABLE", without_system_line(Action.PERSON_REGISTER))
    with pytest.raises(Forbidden):
        give_key(service, wanted)
    assert len(service.keyring.all_of()) == before
    monkeypatch.undo()
    give_key(service, wanted)
    assert len(service.keyring.all_of()) == before + 1


def test_no_calendar_is_imported_without_its_line(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = stage.face.service
    before = service.calendars()
    assert before is not None
    command = PublishCalendar(text=library_text(before.newest + 1))
    with monkeypatch.context() as patched:
        patched.setattr(policy, "TABLE", without_system_line(Action.CALENDAR_PUBLISH))
        with pytest.raises(Forbidden):
            service.execute_now(command, principal=SYSTEM)
    assert service.calendars() == before
    service.execute_now(command, principal=SYSTEM)
    assert service.calendars() != before


def test_no_time_is_kept_without_its_line(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    service, command = stage.face.service, KeepTime(issue=stage.face.town.report())
    for somebody in (stage.face.town.clerk, stage.face.town.administrator):
        with pytest.raises(Forbidden):
            service.execute_now(command, principal=somebody)
    with monkeypatch.context() as patched:
        patched.setattr(policy, "TABLE", without_system_line(Action.KEEP_TIME))
        with pytest.raises(Forbidden):
            service.execute_now(command, principal=SYSTEM)
    service.execute_now(command, principal=SYSTEM)


def test_nobody_is_let_go_by_itself_without_its_line(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, service = stage.face.town, stage.face.service
    person = town.issue(town.report()).reporter
    assert person is not None
    command = EraseRequest(person=person)
    with monkeypatch.context() as patched:
        patched.setattr(policy, "TABLE", without_system_line(Action.ERASE))
        with pytest.raises(Forbidden):
            service.execute_now(command, principal=SYSTEM)
    service.execute_now(command, principal=SYSTEM)
    texts = LapseTexts(issue=town.report())
    for somebody in (town.clerk, town.resident):
        with pytest.raises(Forbidden):
            service.execute_now(texts, principal=somebody)
    service.execute_now(texts, principal=SYSTEM)


def test_nobody_at_the_command_line_asks_what_if_without_its_line(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, day = stage.face.service.what_if.ask, date(2026, 10, 1)
    question = Question(body=stage.face.town.committee, period=Period(first=day, last=day))
    with monkeypatch.context() as patched:
        patched.setattr(policy, "TABLE", without_system_line(Action.WHAT_IF))
        with pytest.raises(Forbidden):
            ask(SYSTEM, question)
    ask(SYSTEM, question)


def test_nothing_is_counted_by_itself_without_its_line(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures, day = stage.face.service.statistics.figures, date(2026, 9, 1)
    wanted = Wanted(body=stage.face.town.committee, period=Period(first=day, last=day))
    with monkeypatch.context() as patched:
        patched.setattr(policy, "TABLE", without_system_line(Action.STATISTICS))
        with pytest.raises(Forbidden):
            figures(SYSTEM, wanted)
    figures(SYSTEM, wanted)


def test_nothing_is_signed_by_itself_without_its_line(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign = stage.face.service.checkpoints.sign
    with monkeypatch.context() as patched:
        patched.setattr(policy, "TABLE", without_system_line(Action.SIGN_CHECKPOINT))
        with pytest.raises(Forbidden):
            sign(SYSTEM)
    sign(SYSTEM)


JANUARY = Period(first=date(2020, 1, 1), last=date(2020, 1, 31))


def test_no_report_is_drawn_without_its_line(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    town, service = stage.face.town, stage.face.service
    command = DrawReport(body=town.next_committee, kind=ReportKind.MONTHLY, period=JANUARY)
    for somebody in (town.clerk, town.administrator):
        with pytest.raises(Forbidden):
            service.execute_now(command, principal=somebody)
    with monkeypatch.context() as patched:
        patched.setattr(policy, "TABLE", without_system_line(Action.DRAW_REPORT))
        with pytest.raises(Forbidden):
            service.execute_now(command, principal=SYSTEM)
    service.execute_now(command, principal=SYSTEM)


def test_no_report_is_printed_without_its_line(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, committee = stage.face.service.reports, stage.face.town.committee
    asked = Asked(body=committee, kind=ReportKind.MONTHLY, first=JANUARY.first)
    with monkeypatch.context() as patched:
        patched.setattr(policy, "TABLE", without_system_line(Action.BODY_REPORT))
        with pytest.raises(Forbidden):
            reports.report(SYSTEM, asked)
    assert reports.report(SYSTEM, asked).period == JANUARY


def test_an_integrator_of_the_one_district_reads_the_record(
    sqlite_installations: SqliteInstallations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Service(sqlite_installations.fresh(tmp_path))
    service.start()
    face = Face(service)
    town = face.town
    below = principal(Role.INTEGRATOR, body=town.subdistrict)
    nowhere = principal(Role.INTEGRATOR)

    def asked(*who: Principal) -> list[int]:
        return [face.get("/v1/ledger/events?limit=1", one).status_code for one in who]

    assert asked(town.integrator, below, nowhere) == [200, 403, 403]
    with monkeypatch.context() as patched:
        without = [grant for grant in POLICY if grant != ALONE]
        patched.setattr(policy, "TABLE", policy.Table(without))
        assert asked(town.integrator) == [403]
    another = RegisterBody(
        body=new_id(), level=Level.DISTRICT, name="远山区", code="YS", superior=None
    )
    town.do(another, by=town.administrator)
    assert asked(town.integrator) == [403]
    face.close()
    service.stop()
