"""What an issue's events do to its time limits, written down once more for the recount."""

from collections.abc import Mapping
from dataclasses import dataclass

ALL = (
    "response",
    "completion",
    "dispatch",
    "acknowledgement",
    "negotiation",
    "approval",
    "revisit",
    "supervision",
)
WORK = tuple(kind for kind in ALL if kind != "response")

Kinds = tuple[str, ...]


@dataclass(frozen=True)
class Does:
    """What an event does, in this order."""

    ends: Kinds = ()
    calls_off: Kinds = ()
    lets_wait: Kinds = ()
    begins: Kinds = ()


DOES: Mapping[str, Does] = {
    "reported": Does(begins=("response", "dispatch", "completion")),
    "triaged": Does(begins=("negotiation",)),
    "transferred": Does(calls_off=("negotiation", "acknowledgement")),
    "published": Does(ends=("response",)),
    "responded": Does(ends=("response",)),
    "replied": Does(ends=("response",), begins=("revisit",)),
    "declined": Does(ends=("response",), lets_wait=WORK),
    "withdrawn": Does(calls_off=ALL),
    "concluded": Does(calls_off=ALL),
    "reporter-detached": Does(calls_off=("response",)),
    "dispatched": Does(ends=("dispatch",), begins=("acknowledgement",)),
    "acknowledged": Does(ends=("acknowledgement",)),
    "dispatch-completed": Does(ends=("acknowledgement",)),
    "return-granted": Does(calls_off=("acknowledgement",)),
    "dispatch-recalled": Does(calls_off=("acknowledgement",)),
    "supervised": Does(begins=("supervision",)),
    "merged": Does(
        calls_off=("supervision",),
        lets_wait=tuple(kind for kind in WORK if kind != "supervision"),
    ),
    "unmerged": Does(calls_off=("revisit",)),
    "negotiated": Does(ends=("negotiation",), calls_off=("dispatch",), begins=("approval",)),
    "negotiation-reopened": Does(calls_off=("approval",), begins=("negotiation",)),
    "approved": Does(ends=("approval",), calls_off=("negotiation",)),
    "rejected": Does(ends=("approval",), begins=("negotiation",)),
    "approval-annulled": Does(begins=("approval",)),
    "done": Does(
        ends=("response", "completion", "supervision"),
        calls_off=("dispatch", "acknowledgement", "negotiation", "approval"),
        begins=("revisit",),
    ),
    "revisited": Does(
        ends=("revisit",),
        calls_off=("completion", "dispatch", "acknowledgement", "negotiation", "approval"),
    ),
    "rework-ordered": Does(calls_off=("revisit",)),
    "reopened": Does(calls_off=("revisit", "approval")),
}
ROUND_BEGINS = ("response", "dispatch", "completion", "negotiation")
OF_A_PARTY = ("acknowledged", "dispatch-completed", "return-granted", "dispatch-recalled")
