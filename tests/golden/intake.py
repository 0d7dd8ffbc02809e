"""Golden events of intake: how an issue comes in, is classified, passed on, or leaves."""

from collections.abc import Mapping
from dataclasses import replace

import domain.issue.events as issue
from domain.actor import Actor
from domain.ground import Ground
from domain.method.rules import Waiver
from domain.method.terms import Scale, Track
from domain.moment import Moment
from tests.golden.reports import (
    ASKING_RULES,
    FIRST_REPORT,
    FIRST_TIMETABLE,
    FIVE_DAYS,
    ONE_DAY,
    REPORTED,
    RESPONSE,
    REVISIT,
    RULES,
    SECOND_REPORT,
    TIMED_RULES,
    TIMETABLE,
    VOTED_RULES,
)
from tests.golden.streams import HASH
from tests.golden.values import (
    CLERK,
    COMPOUND,
    NEIGHBOUR,
    RESIDENT,
    SUPERIOR,
    SYSTEM,
    TARGET,
    by_issue,
    by_person,
)

SECOND_TRIAGE = issue.Triaged(
    category="facilities",
    scale=Scale.URGENT,
    track=Track.EMERGENCY,
    summary=by_issue(
        "issue.triaged/summary",
        "Z/XH5N+00XhT51zW",
        "cScS896+4ptXcJl5q4sgmRt22EO6d7urbNBvdw==",
    ),
    terms=(RESPONSE, ONE_DAY),
    emergency=issue.Emergency(
        ground=by_issue(
            "issue.triaged/emergency/ground",
            "kBsEmYZO4dXZ10vG",
            "PMhawPGqRHCAjVzF3vmmZKd0427WROb//8JWcmE+MPlu9w==",
        ),
        case="water-supply",
        waives=(Waiver.NEGOTIATION, Waiver.APPROVAL),
    ),
)

FIRST_TRANSFER = issue.Transferred(
    committee=NEIGHBOUR,
    compound=COMPOUND,
    method=issue.PinnedMethod(name="donghulu", version=1, hash=HASH),
    vocabulary=2,
    terms=(RESPONSE, FIVE_DAYS),
    rules=RULES,
    timetable=FIRST_TIMETABLE,
    reason=by_issue(
        "issue.transferred/reason",
        "ce6Uc5Zhg9i5AxUT",
        "nIsQ4ntXIq1s8b6o11Q+I3RfOS8HrZVMj4RjcRcMs0l8YEXsMQspKA==",
    ),
)

INTAKE: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("issue.reported", 1): (CLERK, FIRST_REPORT),
    ("issue.reported", 2): (CLERK, SECOND_REPORT),
    ("issue.reported", 3): (CLERK, REPORTED),
    ("issue.triaged", 1): (
        CLERK,
        issue.Triaged(
            category="lighting",
            scale=Scale.SMALL,
            track=Track.FAST,
            summary=by_issue(
                "issue.triaged/summary",
                "o0i0LDHyHtVavUoW",
                "hOEg0e2rYm8xuoXVXzGUb2NSPzyBpR9VS9c5Ag==",
            ),
            terms=(RESPONSE, ONE_DAY),
            emergency=None,
        ),
    ),
    ("issue.triaged", 2): (CLERK, SECOND_TRIAGE),
    ("issue.triaged", 3): (
        CLERK,
        replace(SECOND_TRIAGE, terms=(RESPONSE, ONE_DAY, REVISIT)),
    ),
    ("issue.linked", 1): (CLERK, issue.Linked(other=TARGET, kind=issue.LinkKind.FOLLOWS)),
    ("issue.attached", 1): (
        CLERK,
        issue.Attached(
            register="property-log",
            order=issue.ExternalOrder(source="hotline-12345", number="SH202608010017"),
            evidence=issue.Evidence(
                digest="sha256:" + "9f" * 32, media_type="image/jpeg", size=48_213
            ),
            note=by_issue(
                "issue.attached/note",
                "cvHGV1l3sW/3Ri5e",
                "/BMclCKAngjEEih7pAcjEztpAxO0jIEDJyx4vw==",
            ),
        ),
    ),
    ("issue.transferred", 1): (SUPERIOR, FIRST_TRANSFER),
    ("issue.transferred", 2): (
        SUPERIOR,
        replace(
            FIRST_TRANSFER,
            terms=(RESPONSE, REVISIT),
            rules=TIMED_RULES,
            timetable=TIMETABLE,
        ),
    ),
    ("issue.reported", 4): (CLERK, replace(REPORTED, rules=VOTED_RULES)),
    ("issue.transferred", 3): (
        SUPERIOR,
        replace(
            FIRST_TRANSFER,
            terms=(RESPONSE, REVISIT),
            rules=VOTED_RULES,
            timetable=TIMETABLE,
        ),
    ),
    ("issue.reported", 5): (CLERK, replace(REPORTED, rules=ASKING_RULES)),
    ("issue.transferred", 4): (
        SUPERIOR,
        replace(
            FIRST_TRANSFER,
            terms=(RESPONSE, REVISIT),
            rules=ASKING_RULES,
            timetable=TIMETABLE,
        ),
    ),
    ("issue.published", 1): (
        CLERK,
        issue.Published(
            text=by_issue(
                "issue.published/text",
                "g20AyU5/tclLjah0",
                "AnLzO6W3Hr0u8xQBS522DLFgdPeu8bqzwQF+ypiDILGHVwIpbw6ZTQ==",
            )
        ),
    ),
    ("issue.publication-withdrawn", 1): (
        CLERK,
        issue.PublicationWithdrawn(
            reason=by_issue(
                "issue.publication-withdrawn/reason",
                "ZNr6wHV1yNTxwtV9",
                "oZrfuGUiNyeahkEre2j+0A/y1hIUSfQKFtI4zkRkpQ==",
            )
        ),
    ),
    ("issue.declined", 1): (
        CLERK,
        issue.Declined(
            ground=issue.DeclineGround.BEFORE_COURT,
            reply=by_issue(
                "issue.declined/reply",
                "N60aBRB9px4IoTcW",
                "bXyBjoqL/NAYSp0J54OiN2lCW4Rv47cxLhyRViPYpTagFUULBYMuBA==",
            ),
        ),
    ),
    ("issue.decline-overruled", 1): (
        SUPERIOR,
        issue.DeclineOverruled(
            reason=by_issue(
                "issue.decline-overruled/reason",
                "kjGOVXMGiuoMrwvl",
                "zPJgjefiSvIKnVqEofpTybsRIabWccYuJi7SAw==",
            )
        ),
    ),
    ("issue.withdrawn", 1): (
        RESIDENT,
        issue.Withdrawn(
            reason=by_person(
                "issue.withdrawn/reason",
                "TRqxmJJq1A2mkQcE",
                "6J/B3NejIs4QGgO46ue4D7JKrzA6rvkOjkeKnIyD4XjN9A==",
            )
        ),
    ),
    ("issue.reporter-erased", 1): (
        RESIDENT,
        issue.ReporterErased(ground=Ground.REQUEST, asked_at=Moment(1_785_500_000_000_000)),
    ),
    ("issue.texts-erased", 1): (SYSTEM, issue.TextsErased(ground=Ground.RETENTION)),
    ("issue.reporter-detached", 1): (
        RESIDENT,
        issue.ReporterDetached(
            reason=by_person(
                "issue.reporter-detached/reason",
                "4mxLGGvqAIv9aYot",
                "A6Met27Pz8fB5IWZlwvG1cakajxb0Tc0b7TPBA==",
            )
        ),
    ),
}
