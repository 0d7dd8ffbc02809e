"""What every command tells the door."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from ledger.vault import Subject
from projections.engine import Key, View
from service.occasion import FileOf
from service.policy import Action, Principal, Reach
from service.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What the door checks: whom the command concerns, and the version it would follow.

    `version` is None where the command starts a stream, so that no `If-Match` can apply.
    """

    reach: Reach
    version: int | None = None


class Command(ABC):
    """One intention. Texts are clear here and sealed before anything is stored."""

    action: ClassVar[Action]
    match_required: ClassVar[bool] = False

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """Whose keys the command seals with; they are fetched before it waits in line."""
        return ()

    def newcomers(self) -> Sequence[Subject]:
        """Who gets a key now, because the command starts their stream."""
        return ()

    def phones(self) -> Mapping[UUID, str]:
        """The telephone numbers of newcomers, in clear: their index is written with the key."""
        return {}

    def streams(self) -> Sequence[UUID]:
        """The streams that it will ask for as far as it knows; they are looked up together."""
        return ()

    def files(self) -> Sequence[FileOf]:
        """The files that the command names; they are looked up before it waits in line."""
        return ()

    @abstractmethod
    def admit(self, work: Work) -> Admission:
        """Find what is concerned; raises `NotFound` for what is unknown or not visible."""

    @abstractmethod
    def run(self, work: Work) -> None:
        """Decide on current state and append; raises `Refused`."""

    def lets_go(self) -> Sequence[Subject]:
        """Whom it may have let go: what the record then says is made true before the answer."""
        return ()

    def shown(self) -> tuple[View[Any], Key] | None:
        """The view row that answers the caller."""
        return None

    def made(self) -> UUID | None:
        """The id of what it made, where no view shows it."""
        return None
