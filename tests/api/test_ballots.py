"""Ballots through HTTP: opened, delivered, cast, counted; what each answer says."""

from uuid import UUID

import pytest

from domain.ballot.events import Closed
from domain.issue.events import Outcome
from domain.issue.lifecycle import Status
from domain.register.events import RollReleased, RollTaken
from service.commands.handling import Complete
from tests.api.face import Face, code_of
from tests.api.posts_ballots import VOTE
from tests.ballots import EVIDENCE, Voters
from tests.projections.following import follow
from tests.table import Table


@pytest.fixture(scope="module")
def table(shared_sqlite: Face) -> Table:
    return Table(shared_sqlite.town)


@pytest.fixture(scope="module")
def voters(shared_sqlite: Face, table: Table) -> Voters:
    return Voters(shared_sqlite.town, compound=table.compound)


def match(voters: Voters, ballot: UUID) -> str:
    return f'"{voters.row(ballot).version}"'


def test_the_count_runs_along_for_who_may_see_it(shared_sqlite: Face, voters: Voters) -> None:
    face, ballot = shared_sqlite, voters.opened()
    path = f"/v1/ballots/{ballot}"
    delivered = {"deliveries": [{"unit": unit, "how": "hand"} for unit in ("101", "102")]}
    told = face.post(f"{path}/deliveries", delivered, voters.clerk).json()
    assert (told["turnout"]["papers"], told["turnout"]["delivered"]) == (7, 2)
    vote = {"unit": "101", "marks": [{"item": 1, "choice": "agree"}], "channel": "paper"}
    told = face.post(f"{path}/votes", vote, voters.counter).json()
    assert told["turnout"]["returned"] == {"part": 1, "of": 7, "percent": "14.28"}
    [item] = told["items_counted"]
    assert item["tally"]["agree"] == {"voters": 1, "area": 21_000}
    measure = item["taking_part"]["voters"]
    assert (measure["missing"], measure["rate"]["percent"]) == (4, "14.28")
    assert item["taking_part"]["area"]["missing"] == 40_334
    assert face.get(path, voters.clerk).json()["items_counted"] is None


def test_an_owner_votes_online_and_is_told_nothing_else(
    shared_sqlite: Face, voters: Voters
) -> None:
    ballot = voters.opened()
    vote = {**VOTE, "channel": "online", "unit": "102", "proxy": None, "witness": None}
    mine, other = voters.owner("o2", 1), voters.owner("o3")
    assert code_of(shared_sqlite.post(f"/v1/ballots/{ballot}/votes", vote, other)) == "forbidden"
    told = shared_sqlite.post(f"/v1/ballots/{ballot}/votes", vote, mine).json()
    assert (told["items_counted"], told["own_papers"]) == (None, ["o2"])
    again = shared_sqlite.post(f"/v1/ballots/{ballot}/votes", vote, voters.owner("o2"))
    assert code_of(again) == "already-voted"


@pytest.mark.parametrize(
    ("choice", "status"), [("agree", Status.APPROVED), ("against", Status.REPORTED)]
)
def test_closing_decides_on_the_plan_in_the_same_breath(
    shared_sqlite: Face, voters: Voters, table: Table, choice: str, status: Status
) -> None:
    issue = table.agreed()
    ballot = voters.opened(issue=issue)
    voters.all_vote(ballot, choice)
    before, path = shared_sqlite.head(), f"/v1/ballots/{ballot}"
    unmatched = shared_sqlite.post(f"{path}/closure", {}, voters.clerk)
    assert code_of(unmatched) == "match-required"
    told = shared_sqlite.post(f"{path}/closure", {}, voters.clerk, if_match=match(voters, ballot))
    assert told.json()["standing"] == "closed"
    events = shared_sqlite.events(before)
    assert len({one.at for one in events}) == len({one.command for one in events}) == 1
    decided = "issue.approved" if choice == "agree" else "issue.rejected"
    assert [one.topic for one in events] == [
        "ballot.parts-counted",
        "ballot.closed",
        "register.roll-released",
        "issue.ballot-ended",
        decided,
    ]
    assert isinstance(events[1].event, Closed)
    assert table.town.issue(issue).status is status
    listed = shared_sqlite.get(f"/v1/ballots?issue={issue}&open=false", voters.clerk).json()
    assert [one["id"] for one in listed["items"]] == [str(ballot)]


def test_what_is_cancelled_leaves_the_plan_as_it_was(
    shared_sqlite: Face, voters: Voters, table: Table
) -> None:
    issue, before = table.agreed(), shared_sqlite.head()
    ballot = voters.opened(issue=issue)
    voters.cancelled(ballot)
    kinds = [type(one.event) for one in shared_sqlite.events(before)]
    assert kinds.index(RollTaken) < kinds.index(RollReleased)
    assert table.town.issue(issue).status is Status.NEGOTIATED
    assert voters.row(voters.decided(issue=issue)).aftermath.closed is not None


def test_a_result_that_is_annulled_takes_its_approval_along(
    shared_sqlite: Face, voters: Voters, table: Table
) -> None:
    issue = table.agreed()
    ballot = voters.decided(issue=issue)
    told = shared_sqlite.post(
        f"/v1/ballots/{ballot}/annulment",
        {"reason": "名册有误"},
        table.town.superior,
        if_match=match(voters, ballot),
    )
    assert told.json()["standing"] == "annulled"
    assert table.town.issue(issue).status is Status.NEGOTIATED


def test_a_result_annulled_after_the_work_leaves_nothing_to_spend(
    shared_sqlite: Face, voters: Voters, table: Table
) -> None:
    issue = table.agreed()
    ballot = voters.decided(issue=issue)
    done = Complete(issue=issue, outcome=Outcome.SOLVED, reply="已更换")
    table.town.do(done, by=table.town.clerk)
    told = shared_sqlite.post(
        f"/v1/ballots/{ballot}/annulment",
        {"reason": "名册有误"},
        table.town.superior,
        if_match=match(voters, ballot),
    )
    assert told.status_code == 200, told.text
    state = table.town.issue(issue).state
    assert (state.status, state.voided, state.approval) == (Status.DONE, True, None)


def test_an_approval_names_the_vote_that_made_it(
    shared_sqlite: Face, voters: Voters, table: Table
) -> None:
    issue = table.agreed()
    ballot = voters.decided(issue=issue)
    told = shared_sqlite.get(f"/v1/issues/{issue}", voters.clerk).json()
    assert told["approval"]["ballot"] == str(ballot)


def test_of_many_deliveries_the_refused_one_is_named(shared_sqlite: Face, voters: Voters) -> None:
    told = shared_sqlite.post(
        f"/v1/ballots/{voters.opened()}/deliveries",
        {"deliveries": [{"unit": unit, "how": "hand"} for unit in ("101", "909")]},
        voters.clerk,
    ).json()
    assert (told["code"], told["facts"]) == ("unit-not-on-roll", {"field": "deliveries/1"})


def test_a_problem_tells_times_as_answers_do(shared_sqlite: Face, voters: Voters) -> None:
    ballot = voters.opened()
    path = f"/v1/ballots/{ballot}"
    ends = shared_sqlite.get(path, voters.clerk).json()["closes_at"]
    told = shared_sqlite.post(
        f"{path}/closure", {}, voters.clerk, if_match=match(voters, ballot)
    ).json()
    assert (told["code"], told["facts"]) == ("voting-open", {"closes_at": ends})


def test_papers_are_paged_to_the_last(shared_sqlite: Face, voters: Voters) -> None:
    path = f"/v1/ballots/{voters.opened()}/papers?at_least={shared_sqlite.head()}&limit="
    follow(shared_sqlite.service)
    assert shared_sqlite.get(f"{path}7", voters.clerk).json()["next"] is None
    page = shared_sqlite.get(f"{path}6", voters.clerk).json()
    assert (len(page["items"]), page["next"] is None) == (6, False)


def test_a_result_from_outside_closes_the_ballot(shared_sqlite: Face, voters: Voters) -> None:
    ballot = voters.outside()
    voters.imports(ballot)
    told = shared_sqlite.get(f"/v1/ballots/{ballot}", voters.clerk).json()
    assert told["imported"]["evidence"] == EVIDENCE
    assert told["items_counted"] is None
    back = told["turnout"]["returned"], told["turnout"]["returned_area"]
    assert [(one["part"], one["of"]) for one in back] == [(7, 7), (92_000, 92_000)]
    assert told["turnout"]["taking_part"]["voters"]["missing"] == 0


def test_an_objection_is_for_its_author_and_the_staff(shared_sqlite: Face, voters: Voters) -> None:
    ballot, path = voters.decided(), "/v1/ballots/{}"
    text = {"text": "我要求复核"}
    author = voters.owner("o4")
    shared_sqlite.post(f"/v1/ballots/{ballot}/challenges", text, author)
    for by, seen in ((author, True), (voters.clerk, True), (voters.owner("o5"), False)):
        [told] = shared_sqlite.get(path.format(ballot), by).json()["challenges"]
        assert (told["text"] == text["text"], told["text"] is None) == (seen, not seen)
