"""What issues offer after some histories, beyond the events that ask for nothing but a status.

Written by hand: each history with the events that its rules let through.
"""

from collections.abc import Sequence

from domain.issue import events as issue
from domain.method.rules import ApprovalRule
from tests.domain.described import event_called
from tests.domain.examples import (
    ACKNOWLEDGED,
    COMPLETED,
    CONTRACTOR,
    EMERGENCY,
    FAST,
    NORMAL,
    PROPERTY,
    SUBDISTRICT,
    dispatched,
    reported,
    ruled,
    sealed,
)
from tests.domain.loop import (
    ABSORBED,
    AGREED,
    ANNULLED,
    APPROVED,
    DONE_WAY,
    FAILED,
    PUBLISHED,
    RECALLED,
    RETURN_ASKED,
    RETURN_REFUSED,
    SEATS,
    TABLED,
    TALK_AGAIN,
    URGENT,
    URGENT_WORK,
    approved,
    line,
    position,
    received,
    rejected,
    returned,
    started,
    tabled,
)
from tests.domain.offers_later import LATER
from tests.domain.voting import REFERRED, UNREFERRED, called, ended

FREE_NAMES = """
    linked attached triaged published decline-overruled dispatched responded replied urged
    reporter-erased texts-erased supervised escalated clock-paused deadline-extended
    deadline-warned deadline-missed deadline-recalculated unmerged absorbed released
    meeting-noted negotiated keeper-named referral-made
"""
FREE = frozenset(map(event_called, FREE_NAMES.split()))
"""The events that ask for nothing but a status; a `-` before one says where it asked for more."""

LEAVE = "transferred declined merged withdrawn"
ORDERS = "acknowledged dispatch-completed return-requested dispatch-recalled"
MONEY_IN = "funds-pledged funds-received"
MONEY_OUT = "funds-spent funds-returned"
RUNNING = f"reporter-detached proposal-tabled approval-annulled done cost-allocated {MONEY_IN}"
AT_A = f"{RUNNING} work-started"
AT_D = "reporter-detached revisit-attempted revisited reopened"
DECIDED = f"approved rejected negotiation-reopened ballot-called cost-allocated {MONEY_IN}"
IN_NEED = "proposal-tabled approved rejected"
CONFIRMED = approved(None, ApprovalRule.EMERGENCY)
BOTH = dispatched(PROPERTY, CONTRACTOR)
NOBODY = reported(reporter=None)
ONCE = reported(rules=ruled(rounds=1))
DRAFT = (*APPROVED, tabled(2))
WORDS_AGAIN = tuple(position(seat, version=2) for seat in SEATS)
FROM_FUND = line(
    source="maintenance-fund",
    authorisation=issue.Authorisation(cap=100, reference=sealed(), number=None),
)
PAID = (*DONE_WAY[:2], tabled(), received())
LAST = (ONCE, *DONE_WAY[1:])

_HISTORIES: Sequence[tuple[tuple[object, ...], str]] = (
    # reported
    ((reported(),), f"{LEAVE} negotiation-failed"),
    ((NOBODY,), f"{LEAVE} negotiation-failed"),
    ((reported(), NORMAL), f"{LEAVE} negotiation-failed proposal-tabled"),
    ((reported(), FAST), f"{LEAVE} negotiation-failed proposal-tabled done"),
    ((NOBODY, FAST), f"{LEAVE} negotiation-failed proposal-tabled"),
    (
        (NOBODY, FAST, PUBLISHED),
        f"{LEAVE} negotiation-failed proposal-tabled done publication-withdrawn",
    ),
    ((reported(), ABSORBED), "declined withdrawn negotiation-failed"),
    ((reported(), FAST, ABSORBED), "declined withdrawn negotiation-failed proposal-tabled done"),
    ((reported(), BOTH), f"withdrawn negotiation-failed {ORDERS}"),
    ((reported(), FAST, dispatched()), f"withdrawn negotiation-failed proposal-tabled {ORDERS}"),
    (
        (reported(), dispatched(), ACKNOWLEDGED),
        "withdrawn negotiation-failed dispatch-completed return-requested dispatch-recalled",
    ),
    (
        (reported(), dispatched(), RETURN_ASKED),
        "withdrawn negotiation-failed acknowledged dispatch-completed dispatch-recalled "
        "return-granted return-refused",
    ),
    (
        (reported(), dispatched(), ACKNOWLEDGED, RETURN_ASKED),
        "withdrawn negotiation-failed dispatch-completed dispatch-recalled "
        "return-granted return-refused",
    ),
    (
        (reported(), BOTH, RETURN_ASKED),
        f"withdrawn negotiation-failed {ORDERS} return-granted return-refused",
    ),
    (
        (reported(), dispatched(), RETURN_ASKED, RETURN_REFUSED),
        f"withdrawn negotiation-failed {ORDERS}",
    ),
    ((reported(), dispatched(), COMPLETED), f"{LEAVE} negotiation-failed"),
    ((reported(), dispatched(), RECALLED), f"{LEAVE} negotiation-failed"),
    ((reported(), EMERGENCY), f"{LEAVE} negotiation-failed {IN_NEED} work-started"),
    (URGENT_WORK, f"negotiation-failed {IN_NEED} progress-noted done"),
    (
        (*URGENT_WORK, dispatched()),
        f"negotiation-failed {IN_NEED} progress-noted {ORDERS}",
    ),
    (
        (*URGENT_WORK, rejected(None, bearer=PROPERTY)),
        f"negotiation-failed {IN_NEED} progress-noted done",
    ),
    ((*URGENT_WORK, NORMAL), "negotiation-failed proposal-tabled progress-noted"),
    (
        (*URGENT, tabled(), received()),
        f"negotiation-failed {IN_NEED} position-taken work-started {MONEY_IN} {MONEY_OUT}",
    ),
    (
        (*URGENT, tabled(lines=(FROM_FUND,)), received()),
        f"negotiation-failed {IN_NEED} position-taken work-started {MONEY_IN} funds-returned",
    ),
    (
        (*URGENT, tabled(), received(), tabled(2, budget=0, lines=())),
        f"negotiation-failed {IN_NEED} position-taken work-started {MONEY_IN} funds-returned",
    ),
    (
        (*URGENT_WORK, tabled(), FAILED),
        f"negotiation-reopened approved rejected progress-noted done {MONEY_IN}",
    ),
    (
        (NOBODY, EMERGENCY, started()),
        f"negotiation-failed {IN_NEED} progress-noted",
    ),
    # the table
    (TABLED, f"{LEAVE} negotiation-failed proposal-tabled position-taken {MONEY_IN}"),
    (
        (*TABLED, received()),
        f"negotiation-failed proposal-tabled position-taken {MONEY_IN} funds-returned",
    ),
    (
        (*TABLED, received(), returned()),
        "transferred declined withdrawn negotiation-failed proposal-tabled position-taken "
        f"{MONEY_IN}",
    ),
    ((*TABLED, FAILED), f"{LEAVE} negotiation-reopened {MONEY_IN}"),
    ((reported(), FAILED), f"{LEAVE} negotiation-reopened"),
    (
        (*TABLED, FAILED, TALK_AGAIN),
        f"{LEAVE} negotiation-failed proposal-tabled position-taken {MONEY_IN}",
    ),
    (PAID, f"negotiation-failed proposal-tabled position-taken done {MONEY_IN} funds-returned"),
    # negotiated
    (AGREED, f"withdrawn merged {DECIDED}"),
    ((*AGREED, ABSORBED), f"withdrawn {DECIDED}"),
    ((*AGREED, received()), f"{DECIDED} funds-returned"),
    ((*AGREED, received(), returned()), f"withdrawn {DECIDED}"),
    ((NOBODY, *AGREED[1:], PUBLISHED), f"withdrawn merged {DECIDED} publication-withdrawn"),
    ((*TABLED[:2], BOTH, *AGREED[2:]), f"withdrawn {DECIDED} {ORDERS}"),
    ((*APPROVED, ANNULLED), f"withdrawn merged {DECIDED}"),
    ((*URGENT_WORK, *AGREED[2:]), DECIDED),
    ((*AGREED, called()), f"ballot-ended cost-allocated {MONEY_IN}"),
    ((*AGREED, called(), ended()), f"withdrawn merged {DECIDED}"),
    # put to several offices
    (
        (reported(), REFERRED),
        "declined withdrawn merged negotiation-failed -referral-made referral-ended",
    ),
    ((reported(), REFERRED, UNREFERRED), f"{LEAVE} negotiation-failed"),
)

OPEN = f"{LEAVE} negotiation-failed"
TOP, MIDDLE, LOW = (
    issue.Escalated(level=level, body=SUBDISTRICT, reason=sealed(), rung=None)
    for level in (issue.Level.DISTRICT, issue.Level.SUBDISTRICT, issue.Level.COMMITTEE)
)
BARE = reported(compound=None, address=sealed())

LEVELS: Sequence[tuple[tuple[object, ...], str]] = (
    ((reported(),), f"{OPEN}"),
    ((BARE,), f"{OPEN}"),
    ((reported(), LOW), f"{OPEN} handed-down"),
    ((BARE, MIDDLE), f"{OPEN} handed-down"),
    ((reported(), MIDDLE), f"{OPEN} handed-down"),
    ((reported(), TOP), f"{OPEN} handed-down -escalated"),
    ((*AGREED, TOP), f"withdrawn merged {DECIDED} handed-down -escalated"),
    ((*APPROVED, MIDDLE), f"{AT_A} handed-down"),
)
"""Histories that say where an issue is dealt with."""

HISTORIES = (*_HISTORIES, *LATER, *LEVELS)
"""What has happened, and the guarded events that are offered now."""
