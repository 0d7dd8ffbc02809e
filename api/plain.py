"""The plain way to a command: ids in the path, one JSON body, the call, and nothing else.

FastAPI solves a tree of dependencies for each request, which costs as much as all the rest of
it. Where a request is plainly right, the endpoint is called at once; where anything is wrong,
FastAPI looks at the request again and says what.
"""

import inspect
from collections.abc import Callable, Coroutine, Mapping
from typing import Any
from uuid import UUID

from fastapi import Request, Response
from pydantic import TypeAdapter, ValidationError

from api.call import TheCall, call_of
from api.schemas.fields import Body

_ID: TypeAdapter[UUID] = TypeAdapter(UUID)
Endpoint = Callable[..., Coroutine[Any, Any, Response]]


class Plain:
    """One endpoint, by the names of its parameters."""

    def __init__(self, endpoint: Endpoint, parameters: Mapping[str, Any]) -> None:
        self._endpoint = endpoint
        self.ids = [name for name, kind in parameters.items() if kind is UUID]
        [self._call] = [name for name, kind in parameters.items() if kind == TheCall]
        [(self.body, self._model)] = [
            (name, kind) for name, kind in parameters.items() if _is_body(kind)
        ]

    async def answer(self, request: Request) -> Response | None:
        """The endpoint's answer; None where something is wrong with the request."""
        arguments: dict[str, Any] = {}
        try:
            for name in self.ids:
                arguments[name] = _ID.validate_python(request.path_params[name])
            arguments[self.body] = self._model.model_validate(await request.json())
        except ValidationError:
            return None
        arguments[self._call] = await call_of(
            request, request.headers.get("if-match"), request.headers.get("idempotency-key")
        )
        return await self._endpoint(**arguments)


def plain(endpoint: Endpoint) -> Plain | None:
    """The plain way to an endpoint; None for one that asks for more, or for less."""
    signature = inspect.signature(endpoint, eval_str=True)
    kinds = {name: one.annotation for name, one in signature.parameters.items()}
    known = [kind for kind in kinds.values() if kind is UUID or kind == TheCall or _is_body(kind)]
    calls = [kind for kind in known if kind == TheCall]
    bodies = [kind for kind in known if _is_body(kind)]
    usual = len(known) == len(kinds) and len(calls) == len(bodies) == 1
    optional = any(one.default is not one.empty for one in signature.parameters.values())
    answers = signature.return_annotation is Response
    return Plain(endpoint, kinds) if usual and answers and not optional else None


def _is_body(kind: Any) -> bool:
    return inspect.isclass(kind) and issubclass(kind, Body)
