"""Objections to a register (异议) as they are shown."""

from collections.abc import Sequence

from pydantic import Field

from api.schemas.fields import Shown, Time
from service.registers import SeenObjection


class ObjectionShown(Shown):
    """An objection; its texts stand for those who keep the register, and for who raised it."""

    number: int
    unit: str | None
    at: Time
    own: bool
    text: str | None
    upheld: bool | None = Field(description="None until it is answered")
    answer: str | None
    corrected: int | None = Field(description="the version that put it right")


class ObjectionList(Shown):
    """Objections by number."""

    items: list[ObjectionShown]
    next: None = None


def objections_of(seen: Sequence[SeenObjection]) -> ObjectionList:
    """Objections as their caller sees them."""
    return ObjectionList(
        items=[
            ObjectionShown(
                number=one.number,
                unit=one.objection.unit,
                at=one.objection.at,
                own=one.own,
                text=one.text,
                upheld=one.objection.upheld,
                answer=one.answer,
                corrected=one.objection.corrected,
            )
            for one in seen
        ]
    )
