"""Golden events of door visits."""

from collections.abc import Mapping
from datetime import date

import domain.visit.events as visit
from domain.actor import Actor
from tests.golden.values import (
    CLERK,
    COMMITTEE,
    COMPOUND,
    CONTRACTOR,
    ISSUE,
    PERSON,
    by_person,
    by_stream,
    known,
)

VISITS: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("visit.planned", 1): (
        CLERK,
        visit.Planned(
            committee=COMMITTEE,
            compound=COMPOUND,
            kind="priority",
            group="aged-alone",
            name="高龄独居老人必访",
            first=date(2026, 5, 1),
            due=date(2026, 5, 31),
            every=30,
            topics=(
                "need",
                "population",
            ),
            questionnaire=known(0x80),
            method="default",
            version=1,
        ),
    ),
    ("visit.doors-listed", 1): (
        CLERK,
        visit.DoorsListed(doors=(visit.Door(code="1", unit="3-502", person=PERSON),)),
    ),
    ("visit.door-dropped", 1): (
        CLERK,
        visit.DoorDropped(
            door="1",
            reason=by_stream(
                "visit.door-dropped/reason",
                "6jqMrlFQdYZT1Yr6",
                "8pFEgwjtX03NlZT2x1b24UX2O1zxMXIxvPWumr8o0g==",
            ),
        ),
    ),
    ("visit.assigned", 1): (
        CLERK,
        visit.Assigned(visitor=known(0x32), organisation=CONTRACTOR, doors=("1",)),
    ),
    ("visit.round-begun", 1): (CLERK, visit.RoundBegun(round=2, due=date(2026, 6, 30))),
    ("visit.attempted", 1): (
        CLERK,
        visit.Attempted(
            door="1",
            round=1,
            visitor=known(0x32),
            outcome=visit.DoorOutcome.ABSENT,
            note=by_stream(
                "visit.attempted/note",
                "DOyAA4z5Jy79bsT5",
                "R1FrDX6rw5j91Gqo6cnOyHTAMbUOprJxpVi/hQhCE3pEuDywDse0Pi1ZdQ==",
            ),
        ),
    ),
    ("visit.found", 1): (
        CLERK,
        visit.Found(
            number=1,
            door="1",
            topic="population",
            change="moved-in",
            text=by_person(
                "visit.found/text",
                "lIxaz4kO1XwRt6a9",
                "5umhJ9fa+LppkkpDS/E4oVPjLkr/TSjQrjqITZFUJ2Mh/z0Wcjs8eA==",
            ),
        ),
    ),
    ("visit.finding-taken", 1): (
        CLERK,
        visit.FindingTaken(number=1, issue=ISSUE, undertaking=known(0x81), line=1),
    ),
    ("visit.changes-passed", 1): (CLERK, visit.ChangesPassed(numbers=(1,), to="shequyun")),
    ("visit.closed", 1): (
        CLERK,
        visit.Closed(
            note=by_stream(
                "visit.closed/note",
                "G7bC2QiJlBjt/k0F",
                "x4KhQL2bKcResO88QxsK32LAaSCizi42IkGqLw==",
            )
        ),
    ),
}
