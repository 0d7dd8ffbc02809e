"""Events of votes, shares and the fund in an emergency, with defaults."""

from rpds import HashTrieMap

from domain.issue import events as issue
from domain.method.rules import ApprovalRule
from domain.method.terms import Track
from domain.referral.events import ReferralOutcome
from domain.register.events import AreaSource, Unit, UnitKind
from domain.register.state import RegisterState, Version
from tests.domain.examples import (
    COMMITTEE,
    COMPOUND,
    CONTRACTOR,
    OWNERS,
    PROPERTY,
    STRANGER,
    reported,
    sealed,
    triaged,
    uid,
)

BALLOT, REGISTER = uid(41), uid(42)


def called(
    version: int = 1, rule: ApprovalRule = ApprovalRule.OWNERS_ORDINARY
) -> issue.BallotCalled:
    """The plan is put to the vote."""
    return issue.BallotCalled(ballot=BALLOT, version=version, rule=rule)


def ended(ending: issue.BallotEnding = issue.BallotEnding.CANCELLED) -> issue.BallotEnded:
    """The vote is over."""
    return issue.BallotEnded(ballot=BALLOT, ending=ending)


def allocated(*shares: tuple[str, int], part: int = 1, parts: int = 1) -> issue.CostAllocated:
    """Line 1 is split equally, 60 and 40 分 unless told."""
    return issue.CostAllocated(
        line=1,
        key=issue.AllocationKey.AREA,
        register=REGISTER,
        version=1,
        part=part,
        parts=parts,
        shares=tuple(
            issue.UnitShare(unit=unit, amount=amount)
            for unit, amount in shares or (("1-101", 60), ("1-102", 40))
        ),
        ground=None,
    )


def share_paid(amount: int = 60, unit: str = "1-101") -> issue.SharePaid:
    """A unit pays of its share."""
    return issue.SharePaid(line=1, unit=unit, amount=amount)


def rendered(*lines: issue.AccountLine) -> issue.AccountRendered:
    """The account is closed."""
    return issue.AccountRendered(lines=lines, evidence=None, note=None)


def reviewed(amount: int = 100) -> issue.PriceReviewed:
    """The price is found."""
    return issue.PriceReviewed(reviewer=STRANGER, amount=amount, evidence="5f" * 32)


SECURED = issue.SafetySecured(measures=sealed())
CONSENTED = issue.EmergencyConsented(organisation=OWNERS, acting=False, note=None)
REFERRED = issue.ReferralMade(referral=uid(62), organisations=(PROPERTY, CONTRACTOR))
UNREFERRED = issue.ReferralEnded(
    referral=uid(62), organisations=(PROPERTY, CONTRACTOR), outcome=ReferralOutcome.MEDIATED
)
KEPT = issue.KeeperNamed(organisation=PROPERTY, person=None)


def unit(code: str, area: int, entrance: str | None = "1") -> Unit:
    """A flat of building 1."""
    return Unit(
        unit=code,
        building="1",
        entrance=entrance,
        kind=UnitKind.DWELLING,
        area=area,
        source=AreaSource.REGISTERED,
        owner=code,
        households=1,
        residents=None,
    )


def registered(*units: Unit) -> RegisterState:
    """A register in force, of two flats of 60 and 40 m² unless told."""
    held = units or (unit("1-101", 6000), unit("1-102", 4000))
    version = Version(
        number=1,
        base=1,
        units=HashTrieMap({one.unit: one for one in held}),
        owners=HashTrieMap(),
        digest="5f" * 32,
    )
    return RegisterState(committee=COMMITTEE, compound=COMPOUND, current=version)


LISTED = (reported(), triaged(Track.EMERGENCY, case="lift-failure"))
"""An emergency of the local list."""
