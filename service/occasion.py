"""The occasion of a command: by whom, with which keys, in which correlation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from domain.issue.events import Evidence
from ledger.cipher import Key
from ledger.vault import Subject
from service.ids import new_id
from service.policy import Principal

FileOf = tuple[UUID, str]
"""A file of an issue, by its digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a command's unit of work needs to know beside the ledger.

    `files` are those of an issue that the command names, as far as they were uploaded. `id` is
    the command's own; `correlation` ties it to what the caller logs.
    """

    principal: Principal
    keys: Mapping[Subject, Key] = field(default_factory=dict, repr=False)
    files: Mapping[FileOf, Evidence] = field(default_factory=dict)
    correlation: UUID = field(default_factory=new_id)
    id: UUID = field(default_factory=new_id)
