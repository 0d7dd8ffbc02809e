"""An issue on whose plan a vote runs, as it is shown and offered."""

from tests.api.face import Face, code_of
from tests.api.voting import voted, voting
from tests.table import Table


def test_it_tells_the_vote_and_offers_nothing_that_it_stops(sqlite_face: Face) -> None:
    table, town = Table(sqlite_face.town), sqlite_face.town
    path = f"/v1/issues/{voting(table)}"
    shown = sqlite_face.get(path, town.clerk).json()
    ballot = shown["ballot"]
    assert (ballot["plan_version"], ballot["rule"]) == (1, "owners-ordinary")
    assert ballot["rule_label"] == "业主共同决定（过半数）"
    assert (shown["awaiting"], shown["labels"]["awaiting"]) == ("voters", "待表决")
    offered = set(shown["allowed_actions"])
    assert not offered & {"issue.decide", "issue.withdraw", "issue.merge"}
    assert "issue.reopen-negotiation" not in offered
    listed = sqlite_face.get("/v1/issues?awaiting=voters", town.clerk).json()["items"]
    assert [one["id"] for one in listed] == [shown["id"]]


def test_a_plan_that_goes_by_a_vote_waits_for_the_committee_to_call_it(
    sqlite_face: Face,
) -> None:
    table, town = Table(sqlite_face.town), sqlite_face.town
    issue = voted(table)
    path = f"/v1/issues/{issue}"
    shown = sqlite_face.get(path, table.superior).json()
    assert (shown["awaiting"], shown["ballot"]) == ("committee", None)
    assert "issue.decide" not in shown["allowed_actions"]
    match = f'"{shown["version"]}"'
    decision = {"decision": "approve"}
    for somebody in (town.clerk, table.superior):
        answer = sqlite_face.post(f"{path}/decision", decision, somebody, if_match=match)
        assert code_of(answer) == "needs-ballot"
