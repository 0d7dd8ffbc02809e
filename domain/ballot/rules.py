"""The rules by name, in one table: who may be asked, about what, and how much it takes.

The owners' bars are the law's (Civil Code art. 278) and are written nowhere else; whoever opens a
ballot can neither lower nor raise them. "以上" includes the number, "过半" does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.ballot.events import Bar, Electorate, Matter, Parting, Threshold, Thresholds
from domain.method.rules import ApprovalRule, CanvassFloor
from domain.refusal import Code, Refused

_UNCOUNTED = Bar(voters=None, area=None)
_ALL = Threshold(numerator=1, denominator=1, beyond=False)
_TWO_THIRDS = Threshold(numerator=2, denominator=3, beyond=False)
_HALF = Threshold(numerator=1, denominator=2, beyond=True)
_THREE_QUARTERS = Threshold(numerator=3, denominator=4, beyond=False)

LARGEST = 1_000_000
"""A share is told in no finer parts than these."""

BEST_SCORE = 100
"""A panel scores from 0 to this."""

SPECIAL_MATTERS = (Matter.RAISE_FUND, Matter.REBUILD, Matter.CHANGE_USE)
"""Art. 278, para. 1, nos. 6 to 8, for which three quarters are asked."""

ORDINARY_MATTERS = tuple(matter for matter in Matter if matter not in SPECIAL_MATTERS)
"""Art. 278, para. 1, nos. 1 to 5 and 9, for which more than half is asked."""

MATTERS_OF_ALL = (Matter.PROCEDURE, Matter.COVENANT, Matter.COMMITTEE, Matter.PROPERTY_COMPANY)
"""What concerns no part alone, so that no building decides it by itself."""


def _both(threshold: Threshold) -> Bar:
    return Bar(voters=threshold, area=threshold)


def _owners(agreeing: Threshold) -> Thresholds:
    return Thresholds(taking_part=_both(_TWO_THIRDS), agreeing=_both(agreeing), score=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What one rule asks.

    `thresholds` are fixed, or None where they are said at opening. `matters` are what owners
    decide by it; where `matter_needed`, one is named. `parted` says that parts may each have to
    reach it, `silent` that unreturned papers may follow the majority.
    """

    electorates: tuple[Electorate, ...]
    thresholds: Thresholds | None
    matters: tuple[Matter, ...] = ()
    matter_needed: bool = False
    parted: bool = True
    silent: bool = False


TERMS: Mapping[ApprovalRule, Terms | None] = {
    # Decided by seats, not by a ballot.
    ApprovalRule.JOINT_AGREEMENT: None,
    ApprovalRule.SUPERIOR: None,
    ApprovalRule.EMERGENCY: None,
    # All of the roll: who is silent has not agreed.
    ApprovalRule.UNANIMOUS: Terms(
        electorates=(Electorate.OWNERS, Electorate.HOUSEHOLDS, Electorate.RESIDENTS),
        thresholds=Thresholds(
            taking_part=Bar(voters=_ALL, area=None),
            agreeing=Bar(voters=_ALL, area=None),
            score=None,
        ),
        matters=tuple(Matter),
    ),
    # 征询率 of those to be asked, 同意率 of those who answered. It is no vote of the owners.
    ApprovalRule.CANVASS: Terms(
        electorates=(Electorate.HOUSEHOLDS, Electorate.RESIDENTS), thresholds=None
    ),
    ApprovalRule.OWNERS_ORDINARY: Terms(
        electorates=(Electorate.OWNERS,),
        thresholds=_owners(_HALF),
        matters=ORDINARY_MATTERS,
        matter_needed=True,
        silent=True,
    ),
    ApprovalRule.OWNERS_SPECIAL: Terms(
        electorates=(Electorate.OWNERS,),
        thresholds=_owners(_THREE_QUARTERS),
        matters=SPECIAL_MATTERS,
        matter_needed=True,
        silent=True,
    ),
    ApprovalRule.REVIEW_PANEL: Terms(
        electorates=(Electorate.PANEL,), thresholds=None, parted=False
    ),
}


def terms_of(rule: ApprovalRule) -> Terms:
    """What *rule* asks of a ballot; `rule-without-ballot` where it asks for none."""
    terms = TERMS[rule]
    if terms is None:
        raise Refused(Code.RULE_WITHOUT_BALLOT)
    return terms


def require_electorate(rule: ApprovalRule, electorate: Electorate) -> None:
    """A count of one sort never stands for another: `electorate-not-allowed`."""
    if electorate not in terms_of(rule).electorates:
        raise Refused(Code.ELECTORATE_NOT_ALLOWED)


def require_matter(
    rule: ApprovalRule, electorate: Electorate, matter: Matter | None, *, some: bool
) -> None:
    """What owners decide is named and takes its own majority; *some* of them decide alone.

    Refused: `matter-required`, `matter-not-asked`, `matter-needs-special`,
    `matter-needs-ordinary`, `matter-needs-all`.
    """
    terms = terms_of(rule)
    if matter is None:
        if terms.matter_needed:
            raise Refused(Code.MATTER_REQUIRED)
        return
    if electorate is not Electorate.OWNERS or not terms.matters:
        raise Refused(Code.MATTER_NOT_ASKED)
    if matter not in terms.matters:
        special = matter in SPECIAL_MATTERS
        raise Refused(Code.MATTER_NEEDS_SPECIAL if special else Code.MATTER_NEEDS_ORDINARY)
    if some and matter in MATTERS_OF_ALL:
        raise Refused(Code.MATTER_NEEDS_ALL)


def decides_on_fund(matter: Matter | None) -> bool:
    """Whether owners who decide that matter have let their fund be used (art. 278, no. 5).

    What takes three quarters asks more of the same owners, e.g. a rebuilding that the fund pays.
    """
    return matter is Matter.USE_FUND or matter in SPECIAL_MATTERS


def require_parting(rule: ApprovalRule, parting: Parting, *, election: bool) -> None:
    """A panel and an election are never parted: `parting-not-allowed`."""
    if parting is not Parting.WHOLE and (election or not terms_of(rule).parted):
        raise Refused(Code.PARTING_NOT_ALLOWED)


def thresholds_of(rule: ApprovalRule, wanted: Thresholds | None) -> Thresholds:
    """The bars that are pinned: those of the law or of the rule, else those *wanted*.

    Refused: `bar-fixed-by-law` (others than the law's), `bar-required`, `threshold-malformed`,
    `threshold-unreachable`.
    """
    fixed = terms_of(rule).thresholds
    if fixed is not None:
        if wanted not in (None, fixed):
            raise Refused(Code.BAR_FIXED_BY_LAW)
        return fixed
    if wanted is None:
        raise Refused(Code.BAR_REQUIRED)
    if rule is ApprovalRule.REVIEW_PANEL:
        _require_score(wanted)
    else:
        _require_rates(wanted)
    return wanted


def require_floor(rule: ApprovalRule, bars: Thresholds, floor: CanvassFloor | None) -> None:
    """A canvass asks no less than the method does: `bar-below-method` (`field` says where)."""
    if rule is not ApprovalRule.CANVASS or floor is None:
        return
    pairs = {
        "taking_part": (bars.taking_part.voters, floor.asked),
        "agreeing": (bars.agreeing.voters, floor.agreeing),
    }
    for field, (share, (part, whole)) in pairs.items():
        if share is not None and share.numerator * whole < part * share.denominator:
            raise Refused(Code.BAR_BELOW_METHOD, field=field, numerator=part, denominator=whole)


def _require_score(wanted: Thresholds) -> None:
    """A panel passes by its mean score; how many must score may be asked as well."""
    if wanted.score is None:
        raise Refused(Code.BAR_REQUIRED)
    if wanted.agreeing != _UNCOUNTED or wanted.taking_part.area is not None or wanted.score < 1:
        raise Refused(Code.THRESHOLD_MALFORMED)
    if wanted.score > BEST_SCORE:
        raise Refused(Code.THRESHOLD_UNREACHABLE)
    if wanted.taking_part.voters is not None:
        _require_share(wanted.taking_part.voters)


def _require_rates(wanted: Thresholds) -> None:
    """Both rates are said, of voters: a household has no area here."""
    asked, agreeing = wanted.taking_part, wanted.agreeing
    if asked.voters is None or agreeing.voters is None:
        raise Refused(Code.BAR_REQUIRED)
    if asked.area is not None or agreeing.area is not None or wanted.score is not None:
        raise Refused(Code.THRESHOLD_MALFORMED)
    _require_share(asked.voters)
    _require_share(agreeing.voters)


def _require_share(share: Threshold) -> None:
    """A share of nothing asks for nothing, and more than all there is nobody can reach."""
    if not (0 < share.numerator <= LARGEST and 0 < share.denominator <= LARGEST):
        raise Refused(Code.THRESHOLD_MALFORMED)
    over = (
        share.numerator >= share.denominator
        if share.beyond
        else (share.numerator > share.denominator)
    )
    if over:
        raise Refused(Code.THRESHOLD_UNREACHABLE)
