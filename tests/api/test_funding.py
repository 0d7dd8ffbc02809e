"""The funding ledger of a committee: lines of plans, and what was raised and used by period."""

from tests.api.face import Face
from tests.projections.following import follow
from tests.table import Table

MONEY = {"line": 1, "note": "沿街整治"}


def test_the_ledger_of_funds_tells_lines_and_periods(face: Face) -> None:
    table, town = Table(face.town, compound=face.town.compound), face.town
    issue = table.approved()
    for kind, amount in (("pledged", 9000), ("received", 3852), ("spent", 852)):
        body = {"kind": kind, "amount": amount, **MONEY}
        assert face.post(f"/v1/issues/{issue}/funds", body, town.clerk).status_code == 200
    follow(face.service)
    path = f"/v1/bodies/{town.committee}/funding"
    line, other = face.get(path, town.clerk).json()["items"]
    assert (line["source"], line["source_label"]) == ("government", "政府补贴")
    assert (other["line"], other["received"]) == (2, 0)
    money = [line[name] for name in ("planned", "pledged", "received", "spent", "held")]
    assert money == [18_000_000, 9000, 3852, 852, 3000]
    year = face.town.issue(issue).number.split("-")[1]
    for by, count in (("quarter", 1), ("half-year", 1)):
        asked = f"{path}/periods?year={year}&by={by}&compound={town.compound}"
        told = face.get(asked, table.owner).json()["items"]
        assert [(one["received"], one["spent"]) for one in told] == [(3852, 852)] * count
    assert face.get(f"{path}/periods?year=2001", town.clerk).json()["items"] == []
    assert face.get(path, table.owner).status_code == 403
    assert face.get(path, town.resident).status_code == 403
