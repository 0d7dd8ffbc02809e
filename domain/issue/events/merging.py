"""Merging (合并): one matter reported twice. Each reporter keeps an answer of their own.

The pair stands in both streams, so that neither has to be searched for the other: the child
says `merged` and `unmerged`, the target `absorbed` and `released`.
"""

from dataclasses import dataclass
from uuid import UUID

from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """This issue is dealt with together with `target` from now on."""

    target: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmerged:
    """It stands for itself again, where it stood before."""

    reason: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absorbed:
    """`child` is dealt with together with this issue."""

    child: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """`child` stands for itself again."""

    child: UUID
