"""Notices (公示): what comes in, and how they are shown, to staff and to everybody."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language
from api.schemas.checkpoints import CheckpointShown, Signed, checkpoint_of
from api.schemas.fields import (
    AtLeast,
    Body,
    Cursor,
    Line,
    Named,
    OccurredAt,
    Shown,
    Text,
    Time,
    example,
    moment_or_none,
)
from api.schemas.projects import Evidence
from domain.moment import Moment, local
from domain.notice.events import Duty
from projections.views.notice import Standing, standing_at
from service.commands.notices import (
    DrawUpNotice,
    PutUpNotice,
    TakeDownNotice,
    WithdrawNotice,
)
from service.ids import new_id
from service.notice_board import ListedNotice, Page, SeenNotice

_SUBJECT = "0199d3a4-7c00-7000-8000-000000000017"


class NoticeBody(Body):
    """A notice on a subject: it is written from the record, and nobody types what it says."""

    model_config = example(duty="plan", subject=_SUBJECT, days=7)

    duty: Duty
    subject: Annotated[
        UUID, Field(description="the `id` of the issue, register, ballot … that it tells of")
    ]
    days: Annotated[int, Field(strict=True, ge=1, le=366, description="how long it has to hang")]

    def command(self) -> DrawUpNotice:
        """The command, with a new id."""
        return DrawUpNotice(notice=new_id(), duty=self.duty, subject=self.subject, days=self.days)


class PostingBody(Body):
    """It hangs at these boards; `photo` is the SHA-256 of a photograph that shows it.

    Of the file's bytes, which stay with who took it: a notice takes no file, and only an issue
    that it tells of can have it among its own.
    """

    model_config = example(boards=["1号门岗公示栏", "居委会门口"], photo="ab" * 32)

    boards: Annotated[list[Line], Field(min_length=1, max_length=50)]
    photo: Evidence | None = None
    occurred_at: OccurredAt | None = None

    def command(self, notice: UUID) -> PutUpNotice:
        """The command."""
        when = moment_or_none(self.occurred_at)
        boards = tuple(self.boards)
        return PutUpNotice(notice=notice, boards=boards, photo=self.photo, occurred_at=when)


class NoticeRemovalBody(Body):
    """It was taken down."""

    model_config = example(photo="cd" * 32)

    photo: Evidence | None = None
    occurred_at: OccurredAt | None = None

    def command(self, notice: UUID) -> TakeDownNotice:
        """The command."""
        when = moment_or_none(self.occurred_at)
        return TakeDownNotice(notice=notice, photo=self.photo, occurred_at=when)


class NoticeWithdrawalBody(Body):
    """It was wrong, and counts no more."""

    model_config = example(reason="预算金额有误，将重新公示。")

    reason: Text
    occurred_at: OccurredAt | None = None

    def command(self, notice: UUID) -> WithdrawNotice:
        """The command."""
        when = moment_or_none(self.occurred_at)
        return WithdrawNotice(notice=notice, reason=self.reason, occurred_at=when)


class NoticeFilter(Body):
    """How the list of notices is narrowed and paged.

    `standing`: `waiting` has never been put up, `over` may be taken down, `short` was withdrawn
    before its days were over.
    """

    committee: UUID | None = None
    compound: UUID | None = None
    subject: UUID | None = None
    duty: Duty | None = None
    standing: Standing | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    at_least: AtLeast | None = None


class BoardFilter(Body):
    """How the public list is narrowed and paged."""

    committee: UUID | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    at_least: AtLeast | None = None


class NoticeListed(Shown):
    """A notice in a list. `until` is the last of its days, `free_from` when they are over."""

    id: UUID
    number: int
    committee: Named
    compound: Named | None
    duty: Duty
    duty_label: str
    subject: UUID
    heading: str | None
    days: int
    as_of: int = Field(description="the position of the record up to which it tells")
    standing: Standing
    standing_label: str
    drawn_at: Time
    put_up_at: Time | None
    boards: list[str]
    until: date | None
    free_from: Time | None
    taken_down_at: Time | None
    withdrawn_at: Time | None


class NoticeShown(NoticeListed):
    """A notice in full; `checkpoint` is the first that was signed over all that it tells of."""

    version: int
    text: str | None = Field(description="None where it is withdrawn, or cannot be opened")
    photo: str | None
    removal_photo: str | None
    checkpoint: CheckpointShown | None


class NoticeList(Shown):
    """A page of notices."""

    items: list[NoticeListed]
    next: str | None


class PublicNoticeList(Shown):
    """A page of public notices, put up last first."""

    items: list[NoticeListed]
    next: str | None
    checkpoint: Signed | None


def notice_of(seen: SeenNotice, language: Language) -> NoticeShown:
    """A notice by its stream."""
    state = seen.state
    hung, removed = state.put_up, state.taken_down
    standing = standing_at(
        seen.at,
        free_from=state.free_from,
        taken_down_at=removed.at if removed else None,
        withdrawn_at=state.withdrawn_at,
    )
    return NoticeShown(
        id=seen.id,
        version=seen.version,
        number=state.number,
        committee=_named(state.committee, seen.names),
        compound=_named(state.compound, seen.names) if state.compound else None,
        duty=state.duty,
        duty_label=label_of("duty", state.duty, language),
        subject=state.subject,
        heading=seen.heading,
        text=seen.text,
        days=state.days,
        as_of=state.as_of,
        standing=standing,
        standing_label=label_of("notice-standing", standing, language),
        drawn_at=state.drawn_at,
        put_up_at=hung.at if hung else None,
        boards=list(hung.boards) if hung else [],
        photo=hung.photo if hung else None,
        until=_until(state.free_from),
        free_from=state.free_from,
        taken_down_at=removed.at if removed else None,
        removal_photo=removed.photo if removed else None,
        withdrawn_at=state.withdrawn_at,
        checkpoint=None if seen.checkpoint is None else checkpoint_of(seen.checkpoint),
    )


def notices_of(page: Page, language: Language) -> list[NoticeListed]:
    """Notices by the view."""
    return [_listed(one, page, language) for one in page.items]


def _listed(one: ListedNotice, page: Page, language: Language) -> NoticeListed:
    row = one.row
    standing = standing_at(
        page.at,
        free_from=row.free_from,
        taken_down_at=row.taken_down_at,
        withdrawn_at=row.withdrawn_at,
    )
    return NoticeListed(
        id=row.notice,
        number=row.number,
        committee=_named(row.committee, page.names),
        compound=_named(row.compound, page.names) if row.compound else None,
        duty=row.duty,
        duty_label=label_of("duty", row.duty, language),
        subject=row.subject,
        heading=one.heading,
        days=row.days,
        as_of=row.as_of,
        standing=standing,
        standing_label=label_of("notice-standing", standing, language),
        drawn_at=row.drawn_at,
        put_up_at=row.put_up_at,
        boards=list(row.boards),
        until=_until(row.free_from),
        free_from=row.free_from,
        taken_down_at=row.taken_down_at,
        withdrawn_at=row.withdrawn_at,
    )


def _until(free_from: Moment | None) -> date | None:
    """The last day on which it has to hang."""
    if free_from is None:
        return None
    return (local(free_from) - timedelta(days=1)).date()


def _named(place: UUID, names: Mapping[UUID, str]) -> Named:
    return Named(id=place, name=names.get(place))
