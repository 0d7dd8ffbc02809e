"""A server that tells its application when it is about to stop."""

import socket
from collections.abc import Callable

import uvicorn
from typing_extensions import override


class LeavingServer(uvicorn.Server):
    """Whoever waits for news is answered at once, and holds nobody up for their half minute."""

    def __init__(self, config: uvicorn.Config, leave: Callable[[], None]) -> None:
        super().__init__(config)
        self._leave = leave

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close; requests under way are finished first."""
        self._leave()
        await super().shutdown(sockets)
