"""Whose organisation is asked to what: a table beside a view, for lists of what is its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy import Column, Table, Uuid

from ledger.envelope import Recorded
from projections.engine import view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """That an organisation was asked to a meeting or a series (`stream`), or came."""

    organisation: UUID
    stream: UUID


class _Asking(Protocol):
    @property
    def parties(self) -> frozenset[UUID]: ...


class _Row(Protocol):
    @property
    def state(self) -> _Asking: ...


def party_table(name: str, version: int) -> Table:
    """The table beside the view of that name."""
    return view_table(
        f"{name}_party",
        version,
        Column("organisation", Uuid, primary_key=True),
        Column("stream", Uuid, primary_key=True),
    )


def joined(
    before: _Row | None, after: _Row | None, recorded: Recorded[object]
) -> Iterator[PartyRow]:
    """Those whom this event has added; who was asked once, may see it for good."""
    if after is None:
        return
    known = before.state.parties if before else frozenset()
    for organisation in sorted(after.state.parties - known):
        yield PartyRow(organisation=organisation, stream=recorded.stream)
