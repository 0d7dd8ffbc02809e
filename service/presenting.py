"""Presenting: an issue as one principal sees it. It asks no database of the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from domain.actor import Role
from domain.clock.outlook import Outlook
from domain.issue.parts import ErasedTexts
from domain.method.text import Method
from domain.moment import Moment
from domain.person.state import PersonState
from domain.vocabulary.state import Vocabulary
from ledger.now import Clock
from projections.past import Then
from projections.views.status import StatusRow
from service.allowed import allowed_actions
from service.clocks import SeenClock, clocks_at, outlook_among, outlook_of
from service.departures import Departure, departure_of
from service.errors import NotFound
from service.opening import Contact, Opener, Texts, sees_reporter, sees_words
from service.policy import Action, Grant, Principal, Reach, grant_for
from service.scenes import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenIssue:
    """An issue as one principal sees it *at* a moment. `contact` is None in lists, and where
    hidden; `clocks` are empty in lists, where `outlook` has to do.

    `words` says whether its reporter is shown, `near` whether they would be if they had not been
    let go; `departure` is what is told of one who was, None in lists; `texts_erased` is of today.
    `then` is None for the issue as it stands now.
    """

    row: StatusRow
    role: Role
    words: bool
    near: bool
    texts: Texts
    names: Mapping[UUID, str]
    vocabulary: Vocabulary
    allowed: Sequence[Action]
    method: Method | None = None
    at: Moment
    clocks: Sequence[SeenClock]
    outlook: Outlook
    texts_erased: ErasedTexts | None = None
    departure: Departure | None = None
    contact: Contact | None = None
    then: Then[StatusRow] | None = None


class Presenter:
    """Shows rows in their scenes; raises `NotFound` for one that is not visible."""

    def __init__(self, opener: Opener, now: Clock) -> None:
        self._opener = opener
        self._now = now

    def in_list(
        self,
        principal: Principal,
        rows: Sequence[StatusRow],
        scenes: Sequence[Scene],
        *,
        in_full: bool = False,
    ) -> list[SeenIssue]:
        """Rows as the principal sees them in a list; *in_full* opens all that they may read."""
        now = self._now()
        grants = [grant_seeing(principal, scene.reach) for scene in scenes]
        words = [sees_words(grant, row.state) for grant, row in zip(grants, rows, strict=True)]
        opened = self._opener.issues(rows, words, in_full=in_full)
        told = _in_time if in_full else _first_due
        timely = [told(*one, now) for one in zip(rows, scenes, grants, strict=True)]
        return [
            SeenIssue(
                row=row,
                role=grant.role,
                words=own,
                near=sees_reporter(grant, confidential=row.state.confidential),
                texts=texts,
                names=scene.names,
                vocabulary=scene.vocabulary,
                method=scene.method,
                allowed=allowed_actions(principal, scene.reach, row.state, now=now),
                at=now,
                clocks=clocks,
                outlook=outlook,
                texts_erased=row.state.texts_erased,
            )
            for row, scene, grant, own, texts, (clocks, outlook) in zip(
                rows, scenes, grants, words, opened, timely, strict=True
            )
        ]

    def in_full(
        self, principal: Principal, row: StatusRow, scene: Scene, *, clear: bool = False
    ) -> SeenIssue:
        """One row with all that the principal may read; *clear* after a disclosure."""
        [seen] = self.in_list(principal, [row], [scene], in_full=True)
        return self.with_reporter(seen, scene.reporter, clear=clear)

    def with_reporter(
        self, seen: SeenIssue, reporter: PersonState | None, *, clear: bool = False
    ) -> SeenIssue:
        """The same with its reporter's contact, where it is shown, or how they have left.

        What is opened by a duty of law is shown *clear*, also of somebody who is restricted.
        """
        row = seen.row
        left = replace(seen, departure=departure_of(row, reporter, near=seen.near))
        kept = clear and seen.near and row.forgotten is not None
        person = row.forgotten if kept else row.reporter
        if person is None or reporter is None or not (seen.words or kept):
            return left
        return replace(left, contact=self._opener.contact(person, reporter, clear=clear))


_Timely = tuple[Sequence[SeenClock], Outlook]


def _in_time(row: StatusRow, scene: Scene, grant: Grant, now: Moment) -> _Timely:
    """The clocks, and what of them comes first."""
    clocks = clocks_at(row.state.clocks, scene.calendars, grant.role, now)
    return clocks, outlook_among(clocks)


def _first_due(row: StatusRow, scene: Scene, grant: Grant, _now: Moment) -> _Timely:
    """What comes first alone, which is a part of the work."""
    return (), outlook_of(row.state.clocks, scene.calendars, grant.role)


def grant_seeing(principal: Principal, reach: Reach) -> Grant:
    """The grant by which an issue is seen; raises `NotFound` where it is not."""
    grant = grant_for(principal, Action.VIEW, reach)
    if grant is None:
        raise NotFound
    return grant
