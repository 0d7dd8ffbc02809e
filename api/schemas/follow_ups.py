"""Receipts, and what a follow-up token shows."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import ConfigDict, Field

from api.labels import label_of
from api.language import Language
from api.links import receipt_url, status_url
from api.schemas.checkpoints import CheckpointShown, checkpoint_of
from api.schemas.fields import Body, Shown, Time
from api.schemas.issue_parts import TermShown
from api.words import follows, heard, kept, promise, standing
from domain.issue.events import PauseGround, RevisitKind, Satisfaction
from domain.issue.lifecycle import Status
from domain.method.terms import Term
from ledger.checkpoints import Stored
from projections.views.status import StatusRow
from service.clocks import PROMISED, SeenClock
from service.following import Followed, Receipt, Said

_TOKEN = "pV0aWTq3yYb1rN5cZ8uKfG2hJ6mXsE9dLoQ7iB4tRvA"  # noqa: S105  # of nobody's


class ReceiptBody(Body):
    """A receipt (回执) for the reporter. `revoke_earlier` where an earlier one was lost."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"revoke_earlier": False}]})

    revoke_earlier: Annotated[bool, Field(strict=True)] = False


class ReceiptShown(Shown):
    """A receipt. The token is shown this once; whoever holds it can follow the issue."""

    number: str = Field(examples=["LB-2026-000017"])
    token: str = Field(examples=[_TOKEN])
    status_url: str = Field(examples=[f"https://bihuan.example.cn/follow/{_TOKEN}"])
    receipt_url: str = Field(examples=[f"https://bihuan.example.cn/follow/{_TOKEN}/receipt"])
    expires_at: Time
    checkpoint: CheckpointShown | None = Field(
        description="the newest of the record, printed on the receipt as well"
    )


class PromiseShown(TermShown):
    """A promised time, the words for it, and what has become of it where it is not simply kept.

    When it is due is not told here: an hour on a page is taken for a promise of its own.
    """

    text: str = Field(examples=["15 分钟内响应"])
    overdue: bool = Field(description="the time is over, and it is still waited for")
    paused: PauseGround | None = Field(description="why it does not count at present")
    paused_since: Time | None
    standing: str | None = Field(examples=["已超时"])


class AnswerShown(Shown):
    """Something that the reporter was told."""

    event: str = Field(examples=["issue.responded"])
    label: str = Field(examples=["响应"])
    at: Time = Field(description="when it happened")
    backdated: bool = Field(description="typed in later than it happened")
    text: str | None = Field(
        description="None where it can no longer be opened", examples=["已收到，今天派人查看。"]
    )


class HeardShown(Shown):
    """The last revisit or rating, without the reporter's own words."""

    at: Time
    backdated: bool = Field(description="typed in later than it happened")
    round: int
    kind: RevisitKind
    resolved: bool | None
    satisfaction: Satisfaction | None
    unreachable: bool
    text: str = Field(examples=["您评价：没有解决，不满意"])
    follows: str | None = Field(
        description="what comes of it", examples=["已重新办理，现在是第2轮。"]
    )


class FollowUp(Shown):
    """What the holder of a token may know: no person, no address, no internal note."""

    number: str = Field(examples=["LB-2026-000017"])
    status: Status
    round: int = Field(description="1, and one more each time that it is taken up again")
    standing: str = Field(examples=["已交承办单位，正在办理。"])
    summary: str | None = Field(
        description="staff's wording of the matter", examples=["3号楼路灯不亮"]
    )
    committee: str | None = Field(examples=["凌兆八村居民委员会"])
    compound: str | None = Field(examples=["凌兆八村"])
    reported_at: Time
    terms: list[PromiseShown]
    answers: list[AnswerShown] = Field(description="oldest first; the last 200")
    revisit: HeardShown | None = Field(description="None before anybody was asked")
    may_rate: bool = Field(description="whether the page's rating (评价) is open to the holder")
    may_object: bool = Field(description="whether the page's objection (异议) is")
    expires_at: Time = Field(description="until when the token opens this")


def receipt_of(receipt: Receipt, base: str, checkpoint: Stored | None) -> ReceiptShown:
    """A receipt for the answer to who asked for it."""
    return ReceiptShown(
        number=receipt.number,
        token=receipt.secret,
        status_url=status_url(base, receipt.secret),
        receipt_url=receipt_url(base, receipt.secret),
        expires_at=receipt.expires_at,
        checkpoint=checkpoint_of(checkpoint) if checkpoint else None,
    )


def follow_up_of(followed: Followed, language: Language) -> FollowUp:
    """What a token shows; pages and JSON are made of the same."""
    row = followed.row
    return FollowUp(
        number=row.number,
        status=row.status,
        round=row.round,
        standing=standing(row, language),
        summary=followed.summary,
        committee=followed.committee,
        compound=followed.compound,
        reported_at=row.reported_at,
        terms=[
            _promise(term, followed.clocks, language)
            for term in row.state.terms
            if term.clock in PROMISED
        ],
        answers=[_answer(said, language) for said in followed.said],
        revisit=_heard(row, language),
        may_rate=followed.may_rate,
        may_object=followed.may_object,
        expires_at=followed.expires_at,
    )


def _heard(row: StatusRow, language: Language) -> HeardShown | None:
    revisit = row.content.revisit
    if revisit is None:
        return None
    return HeardShown(
        at=revisit.at,
        backdated=revisit.backdated,
        round=revisit.round,
        kind=revisit.kind,
        resolved=revisit.resolved,
        satisfaction=revisit.satisfaction,
        unreachable=revisit.unreachable,
        text=heard(revisit, language),
        follows=follows(row, revisit, language),
    )


def _promise(term: Term, clocks: Sequence[SeenClock], language: Language) -> PromiseShown:
    # A later one of the same kind is another round's.
    seen = next((one for one in reversed(clocks) if one.timer.id.kind is term.clock), None)
    pause = seen.pause if seen else None
    return PromiseShown(
        clock=term.clock,
        amount=term.amount,
        span=term.span,
        basis=term.basis,
        text=promise(term, language),
        overdue=seen is not None and seen.overdue,
        paused=pause.ground if pause else None,
        paused_since=pause.since if pause else None,
        standing=kept(seen, language) if seen else None,
    )


def _answer(said: Said, language: Language) -> AnswerShown:
    label = label_of("event", said.topic, language)
    return AnswerShown(
        event=said.topic, label=label, at=said.at, backdated=said.backdated, text=said.text
    )
