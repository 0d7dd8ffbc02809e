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
                "KyK2IpXBvrH7xkSD",
                "YRiTFA+4YqtSocJAZ4FrzbJ0VtA0MQpRWu8lNG/ERTxVvsthUMhGj3Iz5dK2oULgvFGjkoOoG7nOszZcHw==",
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
                "Op6H6Cn+767nqOYB",
                "RwoHvhMfXvjBNqmD17Z5J8eRV/Vo+lXJKND/lUdOm2aXuattshTbLcqnZSBzWQ==",
            ),
        ),
    ),
    ("referral.concluded", 1): (
        CLERK,
        referral.Concluded(
            outcome=referral.ReferralOutcome.MEDIATED,
            conclusion=by_issue(
                "referral.concluded/conclusion",
                "KZUm2UXRv5hS/eih",
                "14MIgj7AcmyGAvlKzVZX/EBuqWQavU8qMOVxlhsJ8zG3fv3xBvImPw==",
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
                "NRuhrw1iufJbO20o",
                "FM9D5KShs7rR19ghZQzxficaX7BhsBVDc4mkTsJpkPLqF6xHD/PoI4hk4h+qFf2GQoZQ6Edd7w==",
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
                "rRtKXQEOCAY83gya",
                "Mlx7kr2wGfrX6wIazemy2Ma+y6ZrEayshxCk3/JDO/ly3sRYR3gW42+UMXeUbCd/v+No+A==",
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
                "+DRlF9F6lmfHw4CB",
                "6V0G7VbQwEi2qlH8SHuR503TTJNjsdYnn0OuMALnMCq3iXUKmnlpTT9PiQ==",
            ),
        ),
    ),
    ("inquiry.closed", 1): (
        SUPERIOR,
        inquiry.Closed(
            conclusion=by_stream(
                "inquiry.closed/conclusion",
                "I/Mzhag8rPRrJfZA",
                "z3fn40AL+07J1vx9qKr6P734PZz3IDOzHVoq3SLcWirW1v7uC0qc19tYlg==",
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
                "EDSPravU9NILcePb",
                "a61MSaGYKR1g2ga77n+CMfsAMla1SB189JUgezMfBc/fvQ==",
            ),
            approach=by_stream(
                "case.told/approach",
                "5N7d17BnOvs5aOib",
                "qCig3xSQqhiX+jxpNBAlBfFKHXKx3YaS0q041oezfSp3NWqER1g3w3V9bY66CVCS1A==",
            ),
            result=by_stream(
                "case.told/result",
                "S5MRJCfzPMi/WHJe",
                "bKNaL1fcSA37eJHSrxTreMmF35ad20fvUMhsfMgYT3WnvP/G8IB7BVGy/Q==",
            ),
        ),
    ),
    ("case.retold", 1): (
        CLERK,
        case.Retold(
            title="一棚一策（二）",
            problem=by_stream(
                "case.retold/problem",
                "cdlROLmeqd2qa9tF",
                "h5gQfyUX+mzWd8CpvzuP5hJqs47kgdBIVDhM1RaXIoSyD452OqewtQ==",
            ),
            approach=by_stream(
                "case.retold/approach",
                "w79nkbDHEZ74Ns6p",
                "BzZ68rig3aMEmyioWA+232PPraFiTj7UU6eJMdbSfv0TdAnoRU8BiA==",
            ),
            result=by_stream(
                "case.retold/result",
                "hB47wO6rVZ/a7Cua",
                "inMO+GZczOTvdJJ/MDpY197n7R8vt3JBP3vY2g==",
            ),
        ),
    ),
    ("case.withdrawn", 1): (
        CLERK,
        case.Withdrawn(
            reason=by_stream(
                "case.withdrawn/reason",
                "qcls+RDWsB/iXNXJ",
                "RnyK+GaiXNHIey65ep2vtd9gX+wJRSciHovYgdPt21GzuA==",
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
                    code="A2",
                    above="A",
                    tier="微网格",
                    name="第二微网格",
                    compound=COMPOUND,
                    buildings=("3号楼",),
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
                "/7ASVSZoffBJn9xT",
                "ROIOx1b83EZEBLdE/xrJX1E3acElt6nz+QUKheBawg==",
            ),
        ),
    ),
}
"""(name, version) → who did it, and the event that the state decodes to today."""
