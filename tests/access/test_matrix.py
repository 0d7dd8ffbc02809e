"""Every cell of `matrix.txt`, played through HTTP."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.actor import Role
from tests.access.matrix import COLUMNS, MATRIX, ROUTES
from tests.access.stage import Stage
from tests.api.face import Call


def routes_of(routes: list[Any]) -> Iterator[str]:
    """Method and template of every route of the app, through every router that it includes."""
    for route in routes:
        if hasattr(route, "original_router"):
            yield from routes_of(route.original_router.routes)
            continue
        # HEAD is GET without its body.
        for method in route.methods - {"HEAD"}:
            yield f"{method} {route.path}"


def test_the_matrix_knows_every_route(stage: Stage) -> None:
    assert sorted(routes_of(stage.face.app.routes)) == sorted(ROUTES)


def test_the_matrix_knows_every_role() -> None:
    # Nobody can hold a key for the installation's own role.
    assert set(COLUMNS.values()) == {None, *Role} - {Role.SYSTEM}


@pytest.mark.parametrize("route", ROUTES)
def test_everybody_gets_the_answer_of_the_matrix(stage: Stage, route: str) -> None:
    cells = [cell for cell in MATRIX if cell.route == route]
    played = {cell.column: stage.play(cell) for cell in cells}
    assert played == {cell.column: cell.status for cell in cells}


@pytest.mark.parametrize("noun", ["acknowledgements", "dispatch-completions"])
def test_a_handler_speaks_for_no_other_party(stage: Stage, noun: str) -> None:
    """Two parties have the same issue in hand, and each may see it."""
    town = stage.town
    issue = town.report()
    parties = {"parties": [str(town.property_company), str(town.contractor)]}
    assert stage.face.post(f"/v1/issues/{issue}/dispatches", parties, town.clerk).is_success
    path = f"/v1/issues/{issue}/{noun}"
    said = {
        party: stage.face.post(path, {"party": str(party)}, town.handler).status_code
        for party in (town.contractor, town.property_company)
    }
    assert said == {town.contractor: 403, town.property_company: 200}


def test_a_key_that_nobody_made_is_no_key(stage: Stage) -> None:
    headers = {"Authorization": "Bearer bihuan_" + "x" * 43}
    call = Call(method="GET", path="/v1/issues", by=None, headers=headers)
    assert stage.face.send(call).status_code == 401
