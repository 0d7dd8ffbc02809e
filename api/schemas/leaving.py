"""Letting a person go: what is asked for, and how they stand then."""

from uuid import UUID

from pydantic import Field

from api.language import Language, in_language
from api.schemas.erasures import remark
from api.schemas.fields import Body, OccurredAt, Shown, Time, example, moment_or_none
from domain.ground import Ground
from domain.person.events import Hold
from domain.person.state import Standing
from domain.retention.text import Policy
from service.commands.erasure import EraseRequest
from service.departures import Departure, PersonStanding


class ErasureBody(Body):
    """A person asks to be erased; `asked_at` where that was earlier than it is typed in."""

    model_config = example(asked_at="2026-11-20T15:00:00+08:00")

    asked_at: OccurredAt | None = None

    def command(self, person: UUID) -> EraseRequest:
        """The command."""
        return EraseRequest(person=person, asked_at=moment_or_none(self.asked_at))


class HoldShown(Shown):
    """What the law keeps of a person, by the terms of today, and until when."""

    kind: str = Field(examples=["approval"])
    label: str | None = Field(examples=["业主可依法请求撤销的决定"])
    law: str | None = Field(examples=["民法典第二百八十条"])
    issue: UUID | None
    until: Time


class PersonLeft(Shown):
    """How a person stands, and until when the law keeps what of them."""

    id: UUID
    version: int
    standing: Standing
    ground: Ground
    asked_at: Time
    at: Time = Field(description="when it was recorded")
    until: Time | None = Field(description="when the last hold is over; None once erased")
    holds: list[HoldShown]
    remark: str = Field(examples=["应本人请求于 2026-11-21 删除"])


def left_of(told: PersonStanding, language: Language) -> PersonLeft:
    """A person for the answer to who let them go."""
    leaving = told.leaving
    if leaving is None:
        raise LookupError("nobody let this person go")
    departure = Departure(
        standing=told.standing, ground=leaving.ground, at=leaving.at, until=leaving.until
    )
    return PersonLeft(
        id=told.person,
        version=told.version,
        standing=told.standing,
        ground=leaving.ground,
        asked_at=leaving.asked_at,
        at=leaving.at,
        until=leaving.until,
        holds=[_hold(one, told.policy, language) for one in leaving.holds],
        remark=remark(departure, language),
    )


def _hold(hold: Hold, policy: Policy, language: Language) -> HoldShown:
    term = policy.holds.get(hold.kind)
    return HoldShown(
        kind=hold.kind,
        label=in_language(term.label, language) if term else None,
        law=term.law if term else None,
        issue=hold.issue,
        until=hold.until,
    )
