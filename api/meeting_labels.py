"""Labels for the fixed codes of meetings and their series, in both languages."""

from collections.abc import Mapping

MEETING_PAIRS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "meeting-standing": {
        "called": ("已通知", "Called"),
        "held": ("已召开", "Held"),
        "cancelled": ("已取消", "Cancelled"),
    },
    "item-outcome": {
        "agreed": ("议定", "Agreed"),
        "adjourned": ("搁置", "Adjourned"),
        "referred": ("转办", "Referred"),
        "failed": ("未成", "Failed"),
        "noted": ("知悉", "Noted"),
    },
    "rhythm": {
        "weekly": ("每周", "Weekly"),
        "fortnightly": ("每两周", "Fortnightly"),
        "monthly": ("每月", "Monthly"),
    },
}
