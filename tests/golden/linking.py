"""Golden events of referrals, inquiries, the library of cases and grids."""

from collections.abc import Mapping
from datetime import date

import domain.case.events as case
import domain.grid.events as grid
import domain.inquiry.events as inquiry
import domain.issue.events as issue
import domain.referral.events as referral
from domain.actor import Actor
from tests.golden.values import (
    CLERK,
    COMMITTEE,
    COMPANY,
    COMPOUND,
    CONTRACTOR,
    HANDLER,
    ISSUE,
    NEIGHBOUR,
    PERSON,
    SUBDISTRICT,
    SUPERIOR,
    by_issue,
    by_stream,
    known,
)

LINKING: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("issue.referral-made", 1): (
        CLERK,
        issue.ReferralMade(referral=known(0x71), organisations=(COMPANY, CONTRACTOR)),
    ),
    ("issue.referral-ended", 1): (
        CLERK,
        issue.ReferralEnded(
            referral=known(0x71),
            organisations=(COMPANY, CONTRACTOR),
            outcome=referral.ReferralOutcome.MEDIATED,
        ),
    ),
    ("referral.made", 1): (
        CLERK,
        referral.Made(
            committee=COMMITTEE,
            compound=COMPOUND,
            issue=ISSUE,
            parties=(
                referral.Referred(organisation=COMPANY, role="police-station"),
                referral.Referred(organisation=CONTRACTOR, role="law-firm"),
            ),
            question=by_issue(
                "referral.made/question",
                "FPoZOBwLiJK494++",
                "QPbaeO2muFmXzbGzKboum08eW5FJT8bKfKji0dNRLw+TXQ/7LW1WR6REFzGBDuXC1vF1EZpPrIRkJoudHA==",
            ),
        ),
    ),
    ("referral.accepted", 1): (HANDLER, referral.Accepted(organisation=COMPANY)),
    ("referral.advised", 1): (
        HANDLER,
        referral.Advised(
            organisation=COMPANY,
            advice=by_issue(
                "referral.advised/advice",
                "DCPk/EoIJ+ARUCyI",
                "iPCKETb/Wh+Pq7EsXgpUy3iR+PMYK3EKM0cIe7bEd9Iin7oOdF/Phfan9k7x0Q==",
            ),
        ),
    ),
    ("referral.concluded", 1): (
        CLERK,
        referral.Concluded(
            outcome=referral.ReferralOutcome.MEDIATED,
            conclusion=by_issue(
                "referral.concluded/conclusion",
                "/HN69YFfGtYLC512",
                "N4I/LwJmcIvJYnLhX6zuOXiUTCNwAOyuOmrqcj6d/ygFCi47kVEMAQ==",
            ),
        ),
    ),
    ("inquiry.asked", 1): (
        SUPERIOR,
        inquiry.Asked(
            asker=SUBDISTRICT,
            title="电动车进楼怎么办",
            problem=by_stream(
                "inquiry.asked/problem",
                "WKax5ftbQGfubPG1",
                "1IXxTsMNQV5AVMYb9x4DBhfl5J4cxtjP0BZEbdDyadCwH40jnCG67wxlxfx11eI21MCX5eyhsQ==",
            ),
            category="charging",
            to=(COMMITTEE, NEIGHBOUR),
            until=date(2026, 9, 30),
        ),
    ),
    ("inquiry.answered", 1): (
        CLERK,
        inquiry.Answered(
            body=COMMITTEE,
            answer=by_stream(
                "inquiry.answered/answer",
                "8heiJ8JYHNCuWFN1",
                "LVT6tQUt34ZTGbr6vFHToa1j4VWios0YOL9vNb0Z1YsgusJsvAlRGS9b00ePXah+vpvYLw==",
            ),
            issues=(ISSUE,),
            case=known(0x72),
        ),
    ),
    ("inquiry.expert-asked", 1): (
        SUPERIOR,
        inquiry.ExpertAsked(organisation=CONTRACTOR, until=date(2026, 9, 15)),
    ),
    ("inquiry.commented", 1): (
        HANDLER,
        inquiry.Commented(
            organisation=COMPANY,
            body=COMMITTEE,
            comment=by_stream(
                "inquiry.commented/comment",
                "YpFUtj4QZUgqxun8",
                "az+gOtX+vtA0BcgTK9hX5lalqa66HD7ZJB/odVZpao13kPiYOPKyRZYh9A==",
            ),
        ),
    ),
    ("inquiry.closed", 1): (
        SUPERIOR,
        inquiry.Closed(
            conclusion=by_stream(
                "inquiry.closed/conclusion",
                "xxfDulHY0dw5xqX3",
                "DDB3p0d2W3Ai2Oz4nnN/mgjIAi91k5fw5sEFkqrvBe+UsnwM1TNE9XJ/HQ==",
            )
        ),
    ),
    ("case.told", 1): (
        CLERK,
        case.Told(
            body=COMMITTEE,
            title="一棚一策",
            category="charging",
            method="siyi",
            version=2,
            issue=ISSUE,
            inquiry=known(0x73),
            problem=by_stream(
                "case.told/problem",
                "PsSMWDmUJ4NvByrj",
                "8iDaVzLYWoeSCrACZQNItsQzdxnt7Bf2afNzEVcBOentdQ==",
            ),
            approach=by_stream(
                "case.told/approach",
                "qOBuTGG52IMhFIg9",
                "7menOm8OvCu0qP/V0WzRbuedBNgsy9WYKLW5RAKuXolTmgk5ufa523oAA8grbBM7bA==",
            ),
            result=by_stream(
                "case.told/result",
                "FWIxRlaVN9MVyOmR",
                "cZW1RZ8e6ykCizO8w9mClTSymqX2/ka8Al89We9dXd/YX5Gnfn//p63a2g==",
            ),
        ),
    ),
    ("case.retold", 1): (
        CLERK,
        case.Retold(
            title="一棚一策（二）",
            problem=by_stream(
                "case.retold/problem",
                "Tjlel7k3qtX52S3R",
                "4kvwWcmGkzIBnRECV3q7jB0qi77qaFxOlOMH34O94L0X5jMSpIIgLw==",
            ),
            approach=by_stream(
                "case.retold/approach",
                "+KPCG9CLCpXyhZdw",
                "uwg+kAfNeAWqrpuz7DybX1vCZNzHxmVnTeqxzl5shsCHDdkZzhj0vQ==",
            ),
            result=by_stream(
                "case.retold/result",
                "GUNL6B3pXHxesZCc",
                "j1ZjSWBGdq1bXxhKQvkISq3OSR461z5ulzDhrw==",
            ),
        ),
    ),
    ("case.withdrawn", 1): (
        CLERK,
        case.Withdrawn(
            reason=by_stream(
                "case.withdrawn/reason",
                "BIVTJloPNdEBDp9Q",
                "0U/s5xqQ6tiRJfwtzLfVgkub9XWJVndWiW2jsLx5NFLj9A==",
            )
        ),
    ),
    ("grid.drawn", 1): (
        CLERK,
        grid.Drawn(
            committee=COMMITTEE,
            kind="party",
            drawing=2,
            cells=(
                grid.Cell(
                    code="A1",
                    above="A",
                    tier="微网格",
                    name="第一微网格",
                    compound=COMPOUND,
                    buildings=("1号楼", "2号楼"),
                ),
            ),
        ),
    ),
    ("grid.cells-added", 1): (
        CLERK,
        grid.CellsAdded(
            cells=(
                grid.Cell(
                    code="A",
                    above=None,
                    tier="党支部",
                    name="第一党支部",
                    compound=None,
                    buildings=(),
                ),
            ),
        ),
    ),
    ("grid.head-named", 1): (
        CLERK,
        grid.HeadNamed(
            cell="A1",
            person=PERSON,
            organisation=COMPANY,
            households=72,
            residents=206,
            note=by_stream(
                "grid.head-named/note",
                "GgTq9DZodH8HycRD",
                "K/hOOS56Jv5s42G/n+KBsDb9UQYp/933eMU+kDz6uA==",
            ),
        ),
    ),
}
"""(name, version) → who did it, and the event that the state decodes to today."""
