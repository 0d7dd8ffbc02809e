"""One call that changes something: what every such route needs beside its body."""

from typing import Annotated

from fastapi import Depends, Request

from api.language import Language
from api.representation import (
    IdempotencyKey,
    IfMatch,
    correlation_of,
    language_of,
    use_of,
    version_in,
)
from service.answers import Answer, Idempotency
from service.commands.base import Command
from service.policy import Principal
from service.service import Service


class Call:
    """Who calls, on which version, under which idempotency key."""

    def __init__(
        self,
        request: Request,
        service: Service,
        principal: Principal,
        if_match: int | None,
        idempotency: Idempotency | None,
    ) -> None:
        self.request = request
        self.service = service
        self.principal = principal
        self._if_match = if_match
        self._idempotency = idempotency

    @property
    def language(self) -> Language:
        """The caller's language."""
        return language_of(self.request)

    async def execute(self, command: Command) -> Answer:
        """Hand the command through the one door."""
        done = await self.service.execute(
            command,
            principal=self.principal,
            if_match=self._if_match,
            idempotency=self._idempotency,
            correlation=correlation_of(self.request),
        )
        self.request.state.position = done.position
        return done


async def call_of(
    request: Request, if_match: IfMatch = None, idempotency_key: IdempotencyKey = None
) -> Call:
    """The call that a request is."""
    # One dependency and not a tree of them: each costs as much as the whole rest of this.
    return Call(
        request,
        request.app.state.service,
        request.state.principal,
        version_in(if_match),
        use_of(request, idempotency_key, await request.body()),
    )


TheCall = Annotated[Call, Depends(call_of)]
"""The call, as a dependency."""
