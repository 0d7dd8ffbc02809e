"""Golden events of handling and merging: orders, answers, pressure, levels, pairs."""

from collections.abc import Mapping
from dataclasses import replace

import domain.issue.events as issue
from domain.actor import Actor
from domain.method.terms import Basis, Limit, Span
from tests.golden.values import (
    CHILD,
    CLERK,
    CLERK_FOR_COMPANY,
    COMPANY,
    COMPOUND,
    CONTRACTOR,
    HANDLER,
    RESIDENT,
    SUBDISTRICT,
    SUPERIOR,
    TARGET,
    by_issue,
    by_person,
)

FIRST_ESCALATION = issue.Escalated(
    level=issue.Level.SUBDISTRICT,
    body=SUBDISTRICT,
    reason=by_issue(
        "issue.escalated/reason",
        "avq9ZkktWtudcJpO",
        "G2EkMPVwhfq/Ehut1LyeGxHHzBnp5HD4Rkp1l7Xq3SV0frZ2Cw==",
    ),
    rung=None,
)

HANDLING: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("issue.dispatched", 1): (
        CLERK,
        issue.Dispatched(
            parties=(COMPANY, CONTRACTOR),
            note=by_issue(
                "issue.dispatched/note",
                "y6F8v2WRYGYvtvng",
                "Fp/Z8OKESq5Q66NpN6TOJEKpRrIpfJmR6tXLXw==",
            ),
        ),
    ),
    ("issue.acknowledged", 1): (HANDLER, issue.Acknowledged(party=COMPANY)),
    ("issue.dispatch-completed", 1): (
        CLERK_FOR_COMPANY,
        issue.DispatchCompleted(
            party=COMPANY,
            note=by_issue(
                "issue.dispatch-completed/note",
                "5bsdZagvf19fpM8i",
                "9VMzGVzhu6d9FAJS5JnwDjoUip1h1RsynT3tKA==",
            ),
        ),
    ),
    ("issue.responded", 1): (
        CLERK,
        issue.Responded(
            message=by_issue(
                "issue.responded/message",
                "Gw0ZxxlkZBApuj89",
                "TJAwGJKerGd3WjmuksAnSV+yO9HVn4CYcw7tGx3JNVfbrSivgFpUcK+ze7l1oQ==",
            )
        ),
    ),
    ("issue.replied", 1): (
        CLERK,
        issue.Replied(
            message=by_issue(
                "issue.replied/message",
                "ou9mKE1ufjeMqYII",
                "RcIdiaEenVYuuPP0fsFpGHUnMFYpUrzFCdZKHiSOvrc+Pg==",
            )
        ),
    ),
    ("issue.return-requested", 1): (
        HANDLER,
        issue.ReturnRequested(
            party=COMPANY,
            reason=by_issue(
                "issue.return-requested/reason",
                "8ePfyZI2iY2lz8nQ",
                "imPQLlZwUqxYt96tuPHwijhBR080pg3B0mS6f9FU4Q==",
            ),
        ),
    ),
    ("issue.return-granted", 1): (
        CLERK,
        issue.ReturnGranted(
            party=COMPANY,
            note=by_issue(
                "issue.return-granted/note",
                "Em3xK1PF2NZJB/bV",
                "M+/MIVJVcxGCAJwf/fukW+j9Slm4B/+lvMhsLQ==",
            ),
        ),
    ),
    ("issue.return-refused", 1): (
        CLERK,
        issue.ReturnRefused(
            party=COMPANY,
            reason=by_issue(
                "issue.return-refused/reason",
                "02Vvh1p7B2ayL8IM",
                "pRewmRAZl9WAusTGKDCMWT5weKhhyKyLe8EzriPMlFT2yA==",
            ),
        ),
    ),
    ("issue.dispatch-recalled", 1): (
        CLERK,
        issue.DispatchRecalled(
            party=CONTRACTOR,
            reason=by_issue(
                "issue.dispatch-recalled/reason",
                "x54mNRncxYA6XwpU",
                "MDbW99Tqi1d/TO4l5GYNDEEexMyfSi6MYwbGQQ==",
            ),
        ),
    ),
    ("issue.urged", 1): (
        RESIDENT,
        issue.Urged(
            message=by_person(
                "issue.urged/message",
                "flm2wnm7qrTY0eCc",
                "FBuINXKoGiMHMMPjFPNRuD5CehCMARZX6+tigQ==",
            )
        ),
    ),
    ("issue.supervised", 1): (
        SUPERIOR,
        issue.Supervised(
            limit=Limit(amount=3, span=Span.DAY, basis=Basis.WORKING),
            demand=by_issue(
                "issue.supervised/demand",
                "js6cqRKJJAfxIISN",
                "ywPjVUUZsuqResNXaQQA/73O/qna7YHmO2KlxUprWtzZpHylxA==",
            ),
        ),
    ),
    ("issue.escalated", 1): (CLERK, FIRST_ESCALATION),
    ("issue.escalated", 2): (CLERK, replace(FIRST_ESCALATION, rung=2)),
    ("issue.handed-down", 1): (
        SUPERIOR,
        issue.HandedDown(
            level=issue.Level.COMPOUND,
            body=COMPOUND,
            reason=by_issue(
                "issue.handed-down/reason",
                "k/DqFLAYIDEasljE",
                "uX7vDZ1FO4YWY08Ko5P6vbyfT1wdOm4KAikLEi5zcA==",
            ),
        ),
    ),
    ("issue.merged", 1): (CLERK, issue.Merged(target=TARGET)),
    ("issue.unmerged", 1): (
        CLERK,
        issue.Unmerged(
            reason=by_issue(
                "issue.unmerged/reason",
                "TVSwUGCs0zRIgOS8",
                "aZvLLNu5y5L51yXLo7JztbCkq99LTtQgyW70nobK8g==",
            )
        ),
    ),
    ("issue.absorbed", 1): (CLERK, issue.Absorbed(child=CHILD)),
    ("issue.released", 1): (CLERK, issue.Released(child=CHILD)),
}
