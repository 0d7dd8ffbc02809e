"""The paths that this API has: what a 405 allows, and how much of a path is told back."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True, slots=True)
class Surface:
    """The methods of every path template."""

    methods: Mapping[str, frozenset[str]]

    def allowed(self, template: str) -> str:
        """The `Allow` header of a path template; every method that some route has for it."""
        return ", ".join(sorted(self.methods.get(template, frozenset())))

    def told(self, path: str) -> str:
        """*path* with a dash for every step that is neither our own word nor an id.

        Whatever else stands in a path came from the caller, and may be personal.
        """
        ours = {step for template in self.methods for step in template.split("/")}
        steps = path.split("/")
        return "/".join(step if step in ours or _ID.fullmatch(step) else "-" for step in steps)


def surface_of(routes: Iterable[BaseRoute]) -> Surface:
    """The surface that some routes make."""
    methods: dict[str, frozenset[str]] = {}
    for route in routes:
        if isinstance(route, APIRoute):
            methods[route.path] = methods.get(route.path, frozenset()) | (route.methods or set())
    return Surface(methods)
