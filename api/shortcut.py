"""A shortcut through the routes: by method, length and last step, instead of one after another.

FastAPI tries each router's routes in turn, and those of the right one twice. What is found here
is what it would find; whatever is not found (404, 405) goes its way.
"""

from collections.abc import Iterable

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

Place = tuple[str, int, str]
"""Method, number of steps, and the last step, which is empty where it is a parameter."""


class Shortcut(BaseRoute):
    """Stands in front of the routes that it leads to, and is none itself."""

    methods: frozenset[str] = frozenset()

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        ours = [route for route in routes if isinstance(route, APIRoute)]
        places = {_place(method, route.path) for route in ours for method in _methods(route)}
        self._routes = {place: [r for r in ours if _is_at(r, place)] for place in places}

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """The first route, in their order, that takes this method and path."""
        if scope["type"] != "http":
            return Match.NONE, {}
        method, steps, last = _place(scope["method"], scope["path"])
        nearest = self._routes.get((method, steps, last))
        for route in nearest or self._routes.get((method, steps, ""), []):
            match, child = route.matches(scope)
            if match is Match.FULL:
                return match, child
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """By the route that was found."""
        route: APIRoute = scope["route"]
        await route.handle(scope, receive, send)


def _place(method: str, path: str) -> Place:
    last = path.rpartition("/")[2]
    return method, path.count("/"), "" if last.startswith("{") else last


def _is_at(route: APIRoute, place: Place) -> bool:
    """Whether the route may take what is asked for there."""
    method, steps, last = place
    own = _place(method, route.path)
    return method in _methods(route) and own[1] == steps and own[2] in (last, "")


def _methods(route: APIRoute) -> set[str]:
    return route.methods or set()
