"""One call that changes something: what every such route needs beside its body."""

from typing import Annotated

from fastapi import Depends, Request

from api.entrance import Caller, TheService
from api.language import Language
from api.representation import IfMatch, MaybeIdempotent, correlation_of, language_of
from service.answers import Answer
from service.commands.base import Command


class Call:
    """Who calls, on which version, under which idempotency key."""

    def __init__(
        self,
        request: Request,
        service: TheService,
        principal: Caller,
        if_match: IfMatch,
        idempotency: MaybeIdempotent,
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


TheCall = Annotated[Call, Depends()]
"""The call, as a dependency."""
