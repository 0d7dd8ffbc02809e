"""A shortcut through the routes: by method, length and last step, instead of one after another.

FastAPI tries each router's routes in turn, and those of the right one twice. What is found here
is what it would find; whatever is not found (404, 405) goes its way.
"""

from collections import defaultdict
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
        alike: defaultdict[tuple[str, int], list[tuple[str, APIRoute]]] = defaultdict(list)
        for route in (one for one in routes if isinstance(one, APIRoute)):
            for method in route.methods or ():
                _, steps, last = _place(method, route.path)
                alike[method, steps].append((last, route))
        self._routes = {
            (method, steps, last): [route for own, route in there if own in (last, "")]
            for (method, steps), there in alike.items()
            for last, _ in there
        }

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
