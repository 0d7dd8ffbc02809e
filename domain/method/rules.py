"""What a method asks beyond time limits: seats, approval, emergencies, registers, rounds.

Resolved once, at the report or the transfer, and pinned in the event: a running issue keeps
the rules under which it was taken in.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.method.terms import Scale
from domain.method.timing import USUAL_TIMING, Timing


class ApprovalRule(StrEnum):
    """By what a plan is approved.

    By the seats' joint agreement or the superior's decision; by a ballot: all agree, a canvass
    of households, the owners by the ordinary or the special majority (Civil Code art. 278), a
    review panel's score. `emergency` is the confirmation of work that could not wait.
    """

    JOINT_AGREEMENT = "joint-agreement"
    SUPERIOR = "superior"
    EMERGENCY = "emergency"
    UNANIMOUS = "unanimous"
    CANVASS = "canvass"
    OWNERS_ORDINARY = "owners-ordinary"
    OWNERS_SPECIAL = "owners-special"
    REVIEW_PANEL = "review-panel"


OWNERS_RULES = frozenset({ApprovalRule.OWNERS_ORDINARY, ApprovalRule.OWNERS_SPECIAL})
"""By these the owners decide, and nobody for them."""

BALLOT_RULES = OWNERS_RULES | {
    ApprovalRule.UNANIMOUS,
    ApprovalRule.CANVASS,
    ApprovalRule.REVIEW_PANEL,
}
"""By these a ballot decides, and neither seats nor a superior."""


class Waiver(StrEnum):
    """A stage that emergency work does not wait for."""

    NEGOTIATION = "negotiation"
    APPROVAL = "approval"


class FundExit(StrEnum):
    """How the maintenance fund comes to pay where the owners do not assemble, by locality.

    By an earlier authorisation of theirs, up to its cap; or, where there is no owners' committee,
    by the owners whom the residents' committee canvasses.
    """

    STANDING_AUTHORISATION = "standing-authorisation"
    COMMITTEE_CANVASS = "committee-canvass"


class ReopenOn(StrEnum):
    """Which answer opens the next round: *not resolved* alone, or *dissatisfied* as well."""

    UNRESOLVED = "unresolved"
    DISSATISFIED = "dissatisfied"


class Step(StrEnum):
    """The steps of the loop that a method may ask something before, and give names of its own."""

    REPORTED = "reported"
    NEGOTIATED = "negotiated"
    APPROVED = "approved"
    DONE = "done"
    REVISITED = "revisited"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRule:
    """Before `step` a meeting of one of `kinds` has taken place (三会).

    `seats` were there, those of them that exist. Asked of issues of these `scales`; of all where
    none is named.
    """

    kinds: tuple[str, ...]
    step: Step
    seats: tuple[str, ...] = ()
    scales: tuple[Scale, ...] = ()

    def applies(self, step: Step, scale: Scale | None) -> bool:
        """Whether an issue of that scale needs it before that step."""
        return step is self.step and (not self.scales or scale in self.scales)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRule:
    """One point to be checked before `step`; `scales` as for a meeting."""

    code: str
    step: Step
    scales: tuple[Scale, ...] = ()

    def applies(self, step: Step, scale: Scale | None) -> bool:
        """Whether an issue of that scale needs it before that step."""
        return step is self.step and (not self.scales or scale in self.scales)


@dataclass(frozen=True, slots=True, kw_only=True)
class CanvassFloor:
    """The lowest rates of a canvass, as (numerator, denominator): 征询率 and 同意率.

    `asked` is of those to be asked, `agreeing` of those who answered.
    """

    asked: tuple[int, int]
    agreeing: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of one method version.

    `seats` are those whose agreement is needed where they exist; `waives` is empty where there
    is no emergency track; `confirmed_by` are the seats that may confirm emergency work (the
    superior always may) and `cases` the emergencies for which the maintenance fund may pay.
    An issue is to stand in `registers_needed` of `registers` and to be handed to
    `parties_needed` parties (双登记双交办). `attempts` failed calls make *unreachable*; after
    `rounds` rounds the superior concludes; a late objection reopens within `reopen_days`.
    A report may be dated back by `backdate_days`. `timing` is what its clocks go by. `meetings`
    and `checks` are what has to have been held and looked at before a step.
    """

    seats: tuple[str, ...] = ("residents-committee", "owners-committee", "property-company")
    abstention_blocks: bool = True
    approval: ApprovalRule = ApprovalRule.JOINT_AGREEMENT
    fund_exits: tuple[FundExit, ...] = ()
    waives: tuple[Waiver, ...] = ()
    confirmed_by: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    registers_needed: int = 0
    parties_needed: int = 1
    attempts: int = 3
    rounds: int = 3
    reopen_days: int = 30
    reopen_on: ReopenOn = ReopenOn.DISSATISFIED
    backdate_days: int = 30
    timing: Timing = USUAL_TIMING
    meetings: tuple[MeetingRule, ...] = ()
    checks: tuple[CheckRule, ...] = ()
