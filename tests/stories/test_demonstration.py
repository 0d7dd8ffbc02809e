"""The demonstration leaves an issue in every status, and tells where each is to be found."""

import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from cli import demonstration
from domain.actor import Role
from domain.issue.diagram import STATUS_LABELS
from domain.issue.lifecycle import Status
from domain.ledger.events import LedgerKind, Opened
from ledger.catalogue import CATALOGUE
from ledger.log import read_log
from projections.replay import check
from service.service import Service
from tests.installations import PostgresInstallations, SqliteInstallations
from tests.projections.following import follow

KEYS, TOUR = "demonstration-keys.txt", "demonstration-tour.txt"
STATUSES = {label.zh: status for status, label in STATUS_LABELS.items()}


@dataclass(frozen=True, kw_only=True)
class Played:
    """A demonstration that was played; its texts lie in `folder`."""

    service: Service
    client: httpx2.Client
    folder: Path

    @property
    def keys(self) -> dict[str, str]:
        """The keys by their names."""
        lines = (self.folder / KEYS).read_text().splitlines()
        return dict(line.split() for line in lines)

    @property
    def tour(self) -> list[tuple[str, Status, str]]:
        """Number, status and filter of each line of the tour."""
        text = (self.folder / TOUR).read_text("utf-8")
        lines = re.findall(r"^ *([A-Z]+-\d{4}-\d{6}) +(\S+) .* (\w+=\S+) ", text, re.MULTILINE)
        return [(number, STATUSES[status], wanted) for number, status, wanted in lines]

    @property
    def sights(self) -> dict[str, str]:
        """What else is worth a look, with its path."""
        text = (self.folder / TOUR).read_text("utf-8")
        _, _, beside = text.partition("GET /v1/… ")
        found = re.findall(r"^ *([a-z]+(?:/\S+)?) {2,}(.+)$", beside, re.MULTILINE)
        return {why: path for path, why in found}

    def sight(self, why: str) -> Any:
        """What the auditor reads where this is said to be."""
        [path] = [path for told, path in self.sights.items() if told.startswith(why)]
        return self.get("auditor", f"/v1/{path}")

    def get(self, by: str, path: str) -> Any:
        """What somebody reads."""
        headers = {"Authorization": f"Bearer {self.keys[by]}"}
        answer = self.client.get(path, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def listed(self, wanted: str) -> list[dict[str, Any]]:
        """The issues of that filter, in full."""
        items = self.get("auditor", f"/v1/issues?{wanted}")["items"]
        return [self.get("auditor", f"/v1/issues/{one['id']}") for one in items]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def played(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Played]:
    """On each database, its keys in a folder of its own."""
    installations: SqliteInstallations | PostgresInstallations = request.getfixturevalue(
        f"{request.param}_installations"
    )
    folder = tmp_path_factory.mktemp("played")
    settings = installations.fresh(folder)
    calendar = demonstration.Calendar()
    kept = settings.model_copy(update={"master_key_file": folder / "master.key"})
    service = Service(kept, now=calendar)
    service.start()
    told: list[tuple[int, int]] = []
    demonstration.play(service, calendar, lambda done, total: told.append((done, total)))
    follow(service)
    total = told[-1][1]
    assert told == [(done, total) for done in range(1, total + 1)]
    with TestClient(create_app(service)) as client:
        yield Played(service=service, client=client, folder=folder)
    service.stop()
    if isinstance(installations, PostgresInstallations):
        installations.drop(settings)


def test_an_issue_in_every_status(played: Played) -> None:
    found = {status: played.listed(f"status={status}") for status in Status}
    assert [status for status, issues in found.items() if not issues] == []
    everything = played.listed("limit=200")
    assert sum(map(len, found.values())) == len(everything) == len(played.tour)


def test_the_tour_finds_what_it_names(played: Played) -> None:
    for number, status, wanted in played.tour:
        found = {one["number"]: one["status"] for one in played.listed(wanted)}
        assert found.get(number) == status, (number, wanted, found)


SPECIAL: dict[str, Callable[[dict[str, Any]], object]] = {
    "round=2": lambda one: one["revisit"]["satisfaction"] == "dissatisfied",
    "track=emergency": lambda one: one["emergency"] and one["works"]["started"],
    "awaiting=parties": lambda one: one["open_dispatches"],
    "status=reported&urged=true": lambda one: one["urged"] and one["supervision"],
    "level=subdistrict": lambda one: one["proposal"]["failed"],
    "status=revisited": lambda one: one["published"] and one["reporter"] is None,
    "half=register": lambda one: one["method"]["name"] == "donghulu",
    "half=party": lambda one: one["missing_parties"] == 1,
    "status=approved": lambda one: any(line["received"] and line["spent"] for line in one["funds"]),
    "status=negotiated&awaiting=committee": lambda one: len(one["proposal"]["seats"]) == 3,
    "status=negotiated&awaiting=superior": lambda one: one["proposal"]["agreement"] == "single",
    "status=concluded": lambda one: one["round"] == 3,
    "channel=hotline-12345": lambda one: one["external_orders"],
}
"""A filter of the list, and what is special about one of the issues that it finds."""


@pytest.mark.parametrize("wanted", SPECIAL)
def test_what_is_special_is_found(played: Played, wanted: str) -> None:
    assert any(SPECIAL[wanted](one) for one in played.listed(wanted))


def test_every_role_has_a_key_that_opens(played: Played) -> None:
    given = played.service.keyring.all_of()
    assert len(given) == len(played.keys)
    assert {role for one in given for role in one.principal.roles} == set(Role) - {Role.SYSTEM}
    for name in played.keys:
        assert played.get(name, "/v1/vocabulary")


def test_the_next_step_is_open_to_who_is_named(played: Played) -> None:
    awaited = {
        "clerk-xinnan": "status=negotiated",
        "superior-huayang": "awaiting=superior",
        "owners-wankai": "track=emergency",
    }
    for by, wanted in awaited.items():
        [issue] = played.get(by, f"/v1/issues?{wanted}")["items"]
        assert "issue.decide" in issue["allowed_actions"], by


def test_the_receipt_opens_without_a_key(played: Played) -> None:
    text = (played.folder / TOUR).read_text("utf-8")
    pages = re.findall(r"^ +http://127\.0\.0\.1:8000(/\S+)$", text, re.MULTILINE)
    assert [urlsplit(page).path.count("/") for page in pages] == [2, 3]
    answers = [played.client.get(page) for page in pages]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert all(re.search(r"LB-\d{4}-000004", answer.text) for answer in answers)


def test_the_record_agrees_and_says_what_it_is(played: Played) -> None:
    service = played.service
    assert check(service.database, service.views) == []
    with service.database.read() as connection:
        [first] = read_log(connection, after=0, upto=1, page=1)
    opened = CATALOGUE.decode(first).event
    assert isinstance(opened, Opened)
    assert opened.kind is LedgerKind.DEMONSTRATION
    modes = [stat.S_IMODE((played.folder / name).stat().st_mode) for name in (KEYS, TOUR)]
    assert modes == [0o600, 0o600]


def test_the_open_ballot_says_what_is_missing(played: Played) -> None:
    ballot = played.sight("the open ballot")
    assert (ballot["closure"], ballot["roll"]["papers"]) == (None, 11)
    [item] = ballot["items_counted"]
    persons, area = item["taking_part"]["voters"], item["taking_part"]["area"]
    assert persons["rate"] == {"part": 7, "of": 11, "percent": "63.63"}
    assert (persons["missing"], area["missing"]) == (1, 0)


def test_ballots_that_are_over_say_what_they_came_to(played: Played) -> None:
    told = {
        "a closed ballot: the owners": (5, 6, "83.33"),
        "a closed ballot with its result": (12, 13, "92.30"),
        "a canvass": (10, 11, "90.90"),
    }
    for why, (part, of, percent) in told.items():
        closure = played.sight(why)["closure"]
        [result] = closure["results"]
        assert closure["outcome"] == "reached"
        rate = {"part": part, "of": of, "percent": percent}
        assert result["agreeing"]["voters"]["rate"] == rate


def test_beside_the_issues_all_sorts_are_shown(played: Played) -> None:
    election = played.sight("nine members")
    assert len(election["filed"]["members"]) == 9
    register = played.sight("a register")
    assert (register["in_force"]["units"], register["published"]["over"]) == (18, True)
    assert played.sight("一户一策")["progress"]["percent"] == 75
    assert played.sight("a coordination meeting")["counts"]["concluded"] == 2
    sessions = [one["matters"]["taken"] for one in played.sight("the weekly")["items"]]
    assert sessions == [0, 1, 2]
    hung = str(played.client.get("/v1/public/notices?limit=100").json())
    for duty in ("名册", "方案", "表决", "计票进度", "表决结果", "候选人", "资金使用", "决算"):
        assert f"{duty}公示" in hung or f"{duty}公告" in hung, duty
    assert {one["held"] for one in played.sight("资金台账")["items"]} > {0}
