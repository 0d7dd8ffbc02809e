"""What issues offer from approval on.

Written by hand: each history with the events that its rules let through.
"""

from collections.abc import Sequence
from dataclasses import replace

from domain.issue.events import BallotEnding
from domain.method.rules import ApprovalRule
from domain.method.terms import Clock
from tests.domain.dsl import T0
from tests.domain.examples import (
    CONTRACTOR,
    DONE,
    FAST,
    PROPERTY,
    REPLIED,
    dispatched,
    reported,
    ruled,
)
from tests.domain.loop import (
    ABSORBED,
    APPROVED,
    CONCLUDED,
    DECLINED,
    DETACHED,
    DONE_WAY,
    FUNDED,
    MERGED,
    PUBLISHED,
    RETURN_ASKED,
    REWORK,
    SEATS,
    UNHAPPY,
    URGENT,
    URGENT_WORK,
    VOIDED,
    WITHDRAWN,
    approved,
    line,
    position,
    received,
    reopened,
    revisited,
    spent,
    started,
    tabled,
    varied,
)
from tests.domain.timing import PAUSED, RESUMED, missed, promised, terms
from tests.domain.voting import (
    CONSENTED,
    LISTED,
    SECURED,
    allocated,
    called,
    ended,
    rendered,
    reviewed,
    share_paid,
)

LEAVE = "transferred declined withdrawn merged"
ORDERS = "acknowledged dispatch-completed return-requested dispatch-recalled"
MONEY_IN = "funds-pledged funds-received"
MONEY_OUT = "funds-spent funds-returned"
RUNNING = f"reporter-detached proposal-tabled approval-annulled done cost-allocated {MONEY_IN}"
AT_A = f"{RUNNING} work-started"
NO_CLOCK = "-deadline-extended"
AT_D = f"reporter-detached revisit-attempted revisited reopened {NO_CLOCK}"
DECIDED = f"approved rejected negotiation-reopened ballot-called cost-allocated {MONEY_IN}"
IN_NEED = "proposal-tabled approved rejected"
CONFIRMED = approved(None, ApprovalRule.EMERGENCY)
BOTH = dispatched(PROPERTY, CONTRACTOR)
NOBODY = reported(reporter=None)
ONCE = reported(rules=ruled(rounds=1))
DRAFT = (*APPROVED, tabled(2))
WORDS_AGAIN = tuple(position(seat, version=2) for seat in SEATS)
PAID = (*DONE_WAY[:2], tabled(), received())
LAST = (ONCE, *DONE_WAY[1:])

UNDONE = AT_A.replace(" done", "")
SETTLED = "funds-received cost-allocated account-rendered"
DECIDED_SO = ended(BallotEnding.DECIDED)
FUND = line(source="maintenance-fund")
CERTIFIED = replace(approved(1, ApprovalRule.EMERGENCY), certificate="sha256:00")

VOID = "approval-voided"
LATE = "-clock-paused -deadline-extended"
ASKED_IN_TIME = replace(FAST, terms=terms(revisit="1 natural day"))
GOES_ON = "transferred declined withdrawn merged negotiation-failed"
OVERDUE = missed(Clock.COMPLETION, T0)

LATER: Sequence[tuple[tuple[object, ...], str]] = (
    # approved
    (APPROVED, AT_A),
    (FUNDED, f"{AT_A} {MONEY_OUT}"),
    ((*FUNDED, spent()), AT_A),
    ((*FUNDED, received(), spent()), f"{AT_A} funds-returned"),
    (
        (*URGENT, CONFIRMED, tabled(), received()),
        f"reporter-detached proposal-tabled position-taken work-started {MONEY_IN} funds-returned",
    ),
    ((*APPROVED, started()), f"{RUNNING} progress-noted"),
    ((*APPROVED, started(), ABSORBED), f"{RUNNING} progress-noted"),
    (
        (*APPROVED, BOTH),
        "reporter-detached proposal-tabled approval-annulled work-started cost-allocated "
        f"{MONEY_IN} {ORDERS}",
    ),
    (
        (*APPROVED, dispatched(), RETURN_ASKED),
        "reporter-detached proposal-tabled approval-annulled work-started acknowledged "
        f"dispatch-completed dispatch-recalled return-granted return-refused cost-allocated "
        f"{MONEY_IN}",
    ),
    ((*APPROVED, DETACHED), AT_A.replace("reporter-detached ", "")),
    (
        (NOBODY, *APPROVED[1:]),
        f"proposal-tabled approval-annulled work-started cost-allocated {MONEY_IN}",
    ),
    (DRAFT, f"{AT_A} position-taken"),
    ((*DRAFT, *WORDS_AGAIN), f"{AT_A} position-taken variation-approved ballot-called"),
    (
        (*DRAFT, *WORDS_AGAIN, called(2)),
        f"reporter-detached work-started ballot-ended cost-allocated {MONEY_IN}",
    ),
    ((*DRAFT, *WORDS_AGAIN, called(2), DECIDED_SO, varied()), AT_A),
    (
        (*DRAFT, *WORDS_AGAIN, ABSORBED, received(), started(), DETACHED, BOTH),
        "proposal-tabled approval-annulled progress-noted position-taken variation-approved "
        f"ballot-called cost-allocated {ORDERS} {MONEY_IN} {MONEY_OUT}",
    ),
    ((*DRAFT, *WORDS_AGAIN, varied()), AT_A),
    ((*URGENT, CONFIRMED), "reporter-detached proposal-tabled work-started"),
    ((*URGENT_WORK, CONFIRMED), "reporter-detached proposal-tabled progress-noted done"),
    ((*URGENT_WORK, tabled(), approved()), f"{RUNNING} progress-noted"),
    (
        (*URGENT_WORK, CONFIRMED, tabled(), *(position(seat) for seat in SEATS)),
        "reporter-detached proposal-tabled position-taken variation-approved progress-noted done "
        f"ballot-called {MONEY_IN}",
    ),
    ((ONCE, *APPROVED[1:]), AT_A),
    # the clocks
    ((reported(), PAUSED), f"{GOES_ON} clock-resumed -clock-paused"),
    ((reported(), PAUSED, RESUMED), GOES_ON),
    ((promised({"completion": "1 natural day"}), OVERDUE), f"{GOES_ON} {LATE}"),
    ((promised({"response": "1 natural day"}),), f"{GOES_ON} -clock-paused"),
    ((promised({}),), f"{GOES_ON} {LATE}"),
    # done
    (DONE_WAY, AT_D),
    ((*DONE_WAY, DETACHED), f"revisited {NO_CLOCK}"),
    ((NOBODY, FAST, PUBLISHED, DONE), f"revisited publication-withdrawn {NO_CLOCK}"),
    (LAST, f"reporter-detached revisit-attempted revisited {NO_CLOCK}"),
    ((reported(), ASKED_IN_TIME, DONE), AT_D.replace(NO_CLOCK, "")),
    ((*FUNDED, DONE), f"{AT_D} funds-received {MONEY_OUT} cost-allocated {VOID}"),
    ((*FUNDED, spent(), DONE), f"{AT_D} {SETTLED} {VOID}"),
    ((*FUNDED, spent(), DONE, rendered()), f"{AT_D} {VOID}"),
    ((*PAID, DONE), f"{AT_D} funds-received funds-returned cost-allocated"),
    ((*APPROVED, ABSORBED, started(), DONE), f"{AT_D} {SETTLED} {VOID}"),
    ((*APPROVED, allocated(), share_paid()), f"{AT_A} {MONEY_OUT} share-paid"),
    ((*APPROVED, allocated(), DONE), f"{AT_D} {SETTLED} share-paid {VOID}"),
    ((*APPROVED, allocated(), DONE, rendered()), f"{AT_D} {VOID}"),
    ((*URGENT_WORK, DONE), AT_D),
    (
        (*URGENT_WORK, tabled(), received(), DONE),
        f"{AT_D} funds-received {MONEY_OUT} cost-allocated",
    ),
    ((*FUNDED, DONE, VOIDED), f"{AT_D} funds-received funds-returned"),
    ((*FUNDED, spent(), DONE, VOIDED), f"{AT_D} funds-received account-rendered"),
    # revisited
    ((*FUNDED, DONE, UNHAPPY, VOIDED), "reopened funds-returned"),
    ((*APPROVED, DONE, VOIDED, UNHAPPY), "reopened account-rendered"),
    ((*DONE_WAY, revisited()), "reopened"),
    ((*LAST, revisited()), ""),
    ((*LAST, UNHAPPY), "concluded"),
    ((*DONE_WAY, UNHAPPY), "reopened"),
    ((*APPROVED, DONE, UNHAPPY), "reopened rework-ordered account-rendered approval-voided"),
    ((*APPROVED, DONE, revisited()), "reopened account-rendered approval-voided"),
    ((*APPROVED, DONE, rendered(), UNHAPPY), "reopened rework-ordered approval-voided"),
    ((*APPROVED, DONE, rendered(), UNHAPPY, REWORK), f"{AT_A}"),
    ((ONCE, *APPROVED[1:], DONE, UNHAPPY), "concluded account-rendered approval-voided"),
    ((ONCE, *APPROVED[1:], DONE, UNHAPPY, CONCLUDED), "account-rendered"),
    ((ONCE, *FUNDED[1:], DONE, UNHAPPY), f"{VOID} {MONEY_OUT}"),
    ((*FUNDED, ABSORBED, DONE, UNHAPPY), f"reopened rework-ordered {MONEY_OUT} {VOID}"),
    ((*FUNDED, DONE, revisited()), f"reopened {MONEY_OUT} {VOID}"),
    ((*FUNDED, DETACHED, DONE, UNHAPPY), f"rework-ordered {MONEY_OUT} {VOID}"),
    # over
    ((reported(), WITHDRAWN), ""),
    ((reported(), DECLINED), ""),
    ((reported(), PUBLISHED, DECLINED), "publication-withdrawn"),
    ((*LAST, UNHAPPY, CONCLUDED), ""),
    # merged
    ((reported(), MERGED), ""),
    ((reported(), REPLIED, MERGED), ""),
    ((reported(), MERGED, REPLIED), "revisit-attempted revisited"),
    ((reported(), MERGED, REPLIED, revisited()), "revisit-attempted"),
    ((reported(), MERGED, REPLIED, revisited(), REPLIED), "revisit-attempted revisited"),
    ((NOBODY, MERGED, REPLIED), "revisited"),
    # an emergency of the local list
    (LISTED, f"{GOES_ON} {IN_NEED} work-started safety-secured price-reviewed"),
    (
        (*LISTED, SECURED),
        f"{GOES_ON} {IN_NEED} work-started safety-secured price-reviewed",
    ),
    (
        (*LISTED, SECURED, tabled(lines=(FUND,)), CONSENTED, reviewed(), received(), CERTIFIED),
        f"{UNDONE} {MONEY_OUT} safety-secured price-reviewed emergency-consented",
    ),
    (
        (*LISTED, tabled(lines=(FUND,)), received(), CERTIFIED),
        f"{UNDONE} funds-returned safety-secured price-reviewed",
    ),
    # the second round
    (
        (*FUNDED, started(), DONE, UNHAPPY, reopened()),
        f"negotiation-failed proposal-tabled {MONEY_IN} funds-returned",
    ),
)
"""What has happened since the approval, and the guarded events that are offered now."""
