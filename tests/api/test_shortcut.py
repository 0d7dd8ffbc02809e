"""The short ways lead where FastAPI's own lead, and ask for no less."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match

from api.app import create_app
from api.call import call_of
from api.entrance import BEARER, Entrance
from api.plain import plain
from api.shortcut import Shortcut
from tests.api.face import Face

ID = "0199d3a4-7c00-7000-8000-000000000001"


def below(routes: list[BaseRoute]) -> Iterator[APIRoute]:
    """Every route, through every router that is included."""
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from below(included.routes)
        elif isinstance(route, APIRoute):
            yield route


def scope_of(method: str, path: str) -> dict[str, Any]:
    return {"type": "http", "method": method, "path": path, "headers": []}


def found(route: BaseRoute, method: str, path: str) -> APIRoute | None:
    """The route that is found there, where all of it fits."""
    match, child = route.matches(scope_of(method, path))
    return child["route"] if match is Match.FULL else None


@pytest.fixture(scope="module")
def routes(shared_sqlite: Face) -> list[BaseRoute]:
    """The shortcut, then the routers behind it."""
    ours = create_app(shared_sqlite.service).router.routes
    return ours[[type(one) for one in ours].index(Shortcut) :]


def test_the_shortcut_finds_every_route_that_comes_first(routes: list[BaseRoute]) -> None:
    shortcut, behind = routes[0], list(below(routes[1:]))
    assert len(behind) > 50
    for route in behind:
        path = re.sub(r"{[^}]+}", ID, route.path)
        for method in route.methods or ():
            first = next(r for r in (found(one, method, path) for one in behind) if r)
            assert found(shortcut, method, path) is first


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/nothing"),
        ("DELETE", f"/v1/issues/{ID}"),
        ("GET", f"/v1/issues/{ID}/responses"),
        ("POST", f"/v1/issues/{ID}/responses/"),
        ("POST", f"/v1/issues/{ID}/{{issue}}"),
    ],
)
def test_what_it_does_not_find_goes_its_way(
    routes: list[BaseRoute], method: str, path: str
) -> None:
    assert found(routes[0], method, path) is None


def test_the_plain_way_asks_for_all_that_fastapi_asks_for(routes: list[BaseRoute]) -> None:
    """Ids of the path, the body, the call: FastAPI knows of nothing else that could be wrong."""
    ways = [
        (route, plain(route.endpoint)) for route in below(routes) if isinstance(route, Entrance)
    ]
    short = [(route, way) for route, way in ways if way is not None]
    assert len(short) > 30
    for route, way in short:
        asked = route.dependant
        assert [field.name for field in asked.path_params] == way.ids
        assert [field.name for field in asked.body_params] == [way.body]
        assert not asked.query_params
        assert not asked.header_params
        assert [one.call for one in asked.dependencies] == [BEARER, call_of]
