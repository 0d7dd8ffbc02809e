"""Rules of counting as they are shown: of a ballot as pinned, of a register as filed."""

from pydantic import Field

from api.labels import label_of
from api.language import Language
from api.schemas.fields import Shown
from api.schemas.issue_parts import Coded
from domain.ballot.counting import Counting, Invalid, Unreturned, Visibility


class CountingShown(Shown):
    """How votes are counted."""

    unreturned: Unreturned = Field(description="what a delivered paper says that never came back")
    unreturned_label: str
    blank: Invalid = Field(description="what an item does that was left blank")
    blank_label: str
    spoilt: Invalid = Field(description="what a spoilt paper does")
    spoilt_label: str
    turnout_per_item: bool = Field(description="else who takes part in one item takes part in all")
    replaceable: bool = Field(description="by the same owner, until it closes")
    visibility: Visibility = Field(
        description="who sees how papers voted, beside owners and auditors"
    )
    visibility_label: str
    proxies: int = Field(description="for how many owners one proxy may speak; 0: none may")
    channels: list[Coded] = Field(description="by which votes may come in")
    notice_days: int = Field(description="days between the notice and the opening, at least")


def counting_of(told: Counting, language: Language) -> CountingShown:
    """How votes are counted, with labels."""
    return CountingShown(
        unreturned=told.unreturned,
        unreturned_label=label_of("unreturned", told.unreturned, language),
        blank=told.blank,
        blank_label=label_of("invalid", told.blank, language),
        spoilt=told.spoilt,
        spoilt_label=label_of("invalid", told.spoilt, language),
        turnout_per_item=told.turnout_per_item,
        replaceable=told.replaceable,
        visibility=told.visibility,
        visibility_label=label_of("visibility", told.visibility, language),
        proxies=told.proxies,
        channels=[
            Coded(code=one, label=label_of("vote-channel", one, language)) for one in told.channels
        ],
        notice_days=told.notice_days,
    )
