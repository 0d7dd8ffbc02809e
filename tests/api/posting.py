"""A good request to a POST route, and how one is written down."""

from dataclasses import dataclass, replace
from typing import Any

from service.policy import Principal
from tests.api.face import Call


@dataclass(frozen=True)
class Post:
    """A route's template, and a request to it with every field that can stand together."""

    template: str
    call: Call

    def sending(self, body: Any) -> Call:
        """The same request with another body."""
        return replace(self.call, body=body)


def post(template: str, path: str, body: Any, by: Principal, match: int | None = None) -> Post:
    """A request to *path*; *match* is the version that it names in `If-Match`."""
    headers = {} if match is None else {"If-Match": f'"{match}"'}
    return Post(template, Call(path=path, by=by, body=body, headers=headers))
