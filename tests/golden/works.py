"""Golden events of works, money, completion and revisit."""

from collections.abc import Mapping
from dataclasses import replace

import domain.issue.events as issue
from domain.actor import Actor
from domain.moment import Moment
from tests.golden.values import (
    CLERK,
    COMPANY,
    HANDLER,
    RESIDENT,
    SUPERIOR,
    by_issue,
    by_person,
)

FIRST_DONE = issue.Done(
    outcome=issue.Outcome.SOLVED,
    reply=by_issue("issue.done/reply", "vP6ZMelQD88i8QiS", "o6YwlxDjl/fbdTNc1xLiBMfTdRGBK7Wm4w=="),
    outputs=(
        issue.Output(
            item=by_issue(
                "issue.done/outputs/0/item",
                "sCuD55DesITgRX96",
                "dThNApE91Qsid9YzEqv6iAHcqU6dfQ==",
            ),
            quantity=2,
            unit="zhan",
            site=1,
        ),
    ),
    cost=36_850,
    unconfirmed=False,
)

FIRST_ATTEMPT = issue.RevisitAttempted(
    kind=issue.RevisitKind.DOOR,
    note=by_issue(
        "issue.revisit-attempted/note",
        "Fkouy2/YdOFv5gqq",
        "sOqGsmm42Z+FBt6YnKgxbnL2+RlnYJQACCjGZA==",
    ),
    again_at=None,
)

WORKS: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("issue.work-started", 1): (
        HANDLER,
        issue.WorkStarted(
            party=COMPANY,
            note=by_issue(
                "issue.work-started/note",
                "dJjh0odYTyjM7FiV",
                "2XD7hs9j/IGUvO5tu/7tzRNLb3wnhxWFWHhx1Q==",
            ),
        ),
    ),
    ("issue.progress-noted", 1): (
        HANDLER,
        issue.ProgressNoted(
            party=COMPANY,
            note=by_issue(
                "issue.progress-noted/note",
                "A3a7NtxI8xXz1pAd",
                "TD3dlQVjZH9F4aD06wRruOdqMjFGo+N5hX56mDGE/Q==",
            ),
            percent=50,
            sites=(2,),
        ),
    ),
    ("issue.funds-pledged", 1): (
        CLERK,
        issue.FundsPledged(
            line=1,
            amount=200_000,
            note=by_issue(
                "issue.funds-pledged/note",
                "F2hpznkVX+FbAy4D",
                "CZmElO3rzpOZ3yAqtashej7swyskjZhkYCIIrA==",
            ),
        ),
    ),
    ("issue.funds-received", 1): (
        CLERK,
        issue.FundsReceived(
            line=1,
            amount=200_000,
            note=by_issue(
                "issue.funds-received/note", "3iVlLgaBcPJwM8DA", "yYqjO1xKMfMREV55BC/CCZ2Zzz466Q=="
            ),
        ),
    ),
    ("issue.funds-spent", 1): (
        CLERK,
        issue.FundsSpent(
            line=1,
            amount=150_000,
            note=by_issue(
                "issue.funds-spent/note", "wXEm8IwAq0+HCeIr", "ZkV8VpdtUlAYwrp5lPhJk2tPDavRHob41g=="
            ),
        ),
    ),
    ("issue.funds-returned", 1): (
        CLERK,
        issue.FundsReturned(
            line=1,
            amount=50_000,
            note=by_issue(
                "issue.funds-returned/note",
                "YM9sSNiyxUuu8LzZ",
                "TXXsi3MpG7TnkoENKGGQ1L99dfjhIIc7praKag==",
            ),
        ),
    ),
    ("issue.done", 1): (CLERK, FIRST_DONE),
    ("issue.done", 2): (CLERK, replace(FIRST_DONE, unconfirmed=True)),
    ("issue.revisit-attempted", 1): (SUPERIOR, FIRST_ATTEMPT),
    ("issue.revisit-attempted", 2): (
        SUPERIOR,
        replace(FIRST_ATTEMPT, again_at=Moment(1_785_571_200_000_000)),
    ),
    ("issue.revisited", 1): (
        SUPERIOR,
        issue.Revisited(
            kind=issue.RevisitKind.PHONE,
            resolved=False,
            satisfaction=issue.Satisfaction.DISSATISFIED,
            unreachable=False,
            by_worker=True,
            comment=by_person(
                "issue.revisited/comment",
                "mcxZrtfZ6Ml1NMX7",
                "GqqSLyeYIPE2LufWB8ZKfmVCg+FknEPMa7BAMw==",
            ),
        ),
    ),
    ("issue.rework-ordered", 1): (SUPERIOR, issue.ReworkOrdered(round=2)),
    ("issue.reopened", 1): (
        RESIDENT,
        issue.Reopened(
            round=3,
            cause=issue.ReopenCause.OBJECTION,
            reason=by_person(
                "issue.reopened/reason", "m/T1qa4iYMtV1G3Y", "VxxmHeMFzbiNmeKh5OWvhq3dvXv4+ySnAQ=="
            ),
        ),
    ),
    ("issue.concluded", 1): (
        SUPERIOR,
        issue.Concluded(
            reply=by_issue(
                "issue.concluded/reply",
                "CgPruzyoKG5Z3deD",
                "1NgPSbrUYxN6ZYEJj7XtdF3L2219NX/fOAzlSqiXSZsEcoknDHMF1mq94W/kDA==",
            )
        ),
    ),
}
