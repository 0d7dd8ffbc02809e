"""A command that was decided and not refused: what is left is to write it and to tell of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ledger.envelope import Recorded
from projections.engine import Key, View
from service.search.staging import Staged


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Accepted:
    """The events of one command, the last of them at *position*.

    `shown` is the view's row that answers, `made` the id of what no view shows. `searchable` are
    texts that it has sealed, in clear, for the search index.
    """

    recorded: Sequence[Recorded[object]]
    position: int
    shown: tuple[View[Any], Key] | None
    made: UUID | None
    searchable: Sequence[Staged]
