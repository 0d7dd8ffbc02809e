"""Areas and money are whole numbers: in 0.01 m² and above zero, in 分. All else is refused."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.api.face import Call, Face, code_of
from tests.api.refusal import refused, require_problem
from tests.api.registering import DIGEST, HEADINGS, ROWS, csv_of, path_of
from tests.ballots import Voters

FLAT: dict[str, Any] = {
    "unit": "101",
    "building": "1",
    "entrance": "1",
    "kind": "dwelling",
    "area": 8_100,
    "source": "registered",
    "owner": "o1",
}
AREAS: Sequence[tuple[Any, str | None]] = (
    (0, "area-not-positive"),
    (-1, "area-not-positive"),
    (89.57, None),
    ("8957", None),
    (True, None),
    (None, None),
)


@pytest.mark.parametrize(("area", "code"), AREAS, ids=range(len(AREAS)))
def test_areas(shared_sqlite: Face, area: Any, code: str | None) -> None:
    """Whole 0.01 m², and some of them: refused by name, or as malformed with its place."""
    face = shared_sqlite
    free = Voters(face.town)
    path = path_of(free.compound)
    match = {"if_match": face.get(path, free.clerk).headers["etag"]}
    body = {"units": [{**FLAT, "area": area}], "ground": "更正"}
    answer = refused(face, f"{path}/corrections", body, free.clerk, **match)
    assert answer.status_code == 422
    if code is not None:
        assert code_of(answer) == code
    else:
        assert [one["pointer"] for one in answer.json()["errors"]] == ["/units/0/area"]


@pytest.mark.parametrize("area", ["0", "-3", "0.001", "1e3", "八十"])
def test_areas_in_a_file(shared_sqlite: Face, area: str) -> None:
    """The row and the column are told, and nothing of the file is kept."""
    face, before = shared_sqlite, shared_sqlite.head()
    row = [*ROWS[0][:4], area, *ROWS[0][5:]]
    path = path_of(face.town.compound, "/imports")
    answer = face.send(
        Call(
            path=path,
            by=face.town.clerk,
            content=csv_of([row, *ROWS[1:]], HEADINGS),
            headers={"Content-Type": "text/csv"},
        )
    )
    require_problem(answer)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/2/area")
    assert face.head() == before


MONEY = (1.0, 1.5, "100", -1, 0, 1e400, None, True)


@pytest.mark.parametrize("amount", MONEY, ids=range(len(MONEY)))
def test_money_is_whole_fen(shared_sqlite: Face, amount: Any) -> None:
    face, town = shared_sqlite, shared_sqlite.town
    grant = {"cap": amount, "purpose": "共用部位维修", "evidence": DIGEST}
    bodies = (
        (path_of(town.compound, "/authorisations"), grant, "/cap"),
        (
            f"/v1/issues/{town.report()}/shares",
            {"line": 1, "unit": "1", "amount": amount},
            "/amount",
        ),
    )
    for path, body, pointer in bodies:
        answer = refused(face, path, body, town.clerk)
        assert answer.status_code in (400, 422)
        if answer.status_code == 422:
            assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]
