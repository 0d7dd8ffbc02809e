"""Golden events of undertakings."""

from collections.abc import Mapping
from datetime import date

import domain.undertaking.events as undertaking
from domain.actor import Actor
from tests.golden.values import (
    CLERK,
    COMMITTEE,
    COMPOUND,
    CONTRACTOR,
    MEETING,
    PERSON,
    by_person,
    by_stream,
    known,
)

UNDERTAKINGS: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("undertaking.begun", 1): (
        CLERK,
        undertaking.Begun(
            committee=COMMITTEE,
            compound=COMPOUND,
            kind="wish",
            name="一台助行器",
            about=by_person(
                "undertaking.begun/about",
                "2Q2hEkNAn7v77ETY",
                "cwOAlsI2/9BQDgPmzJS/Oy3VeAn9A5Lz7dZ6tcgO6tsZgi+dDWvn/3YDYOjxlgYuTsLmwzqo9HnCyQ==",
            ),
            vocabulary=3,
            way=undertaking.Way(
                steps=("proposed", "listed", "matched"),
                ends=("achieved", "missed"),
                line_steps=("offered", "lent", "returned"),
                line_ends=("used",),
                cycles=True,
                by_party=("matched",),
                texts=undertaking.Deciding.OWNERS,
            ),
            measures=(undertaking.Measure(code="items", unit="jian", target=1),),
            first=date(2026, 8, 1),
            last=date(2026, 12, 31),
            recurrence=undertaking.Recurrence(beat=undertaking.Beat.WEEKLY, day=4),
            person=PERSON,
            credit=by_person(
                "undertaking.begun/credit",
                "BStMWCXWjrXv0enD",
                "vj2Cy0db31lg2fClBY6RiHqyzLUuqNJQmw==",
            ),
            organisation=CONTRACTOR,
            above=known(0x80),
        ),
    ),
    ("undertaking.joined", 1): (
        CLERK,
        undertaking.Joined(
            party=1,
            person=PERSON,
            organisation=CONTRACTOR,
            role="partner",
            skills=("repair", "law"),
            people=12,
            note=by_stream(
                "undertaking.joined/note",
                "h2AFvXgMx58Kku92",
                "aIuvlCOeN/umZwtGEv5s1bXyYpoGnOgsN/vrjyVOGOC7ug==",
            ),
        ),
    ),
    ("undertaking.left", 1): (
        CLERK,
        undertaking.Left(
            party=1,
            reason=by_stream(
                "undertaking.left/reason",
                "ikohqhhY+Xg6wwta",
                "3JiLGWrHtjr4i6mvvtB0Sho1E8FJrDRLvpaz4Q==",
            ),
        ),
    ),
    ("undertaking.step-reached", 1): (
        CLERK,
        undertaking.StepReached(
            step="matched",
            party=1,
            evidence="9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f",
            note=by_stream(
                "undertaking.step-reached/note",
                "NySr7+iPz/Y4lkmP",
                "ZVycm2HaNmD8UK+UmT0MfPQGkKXHDdoy2qKypp51Nh3cLBZhqQ==",
            ),
        ),
    ),
    ("undertaking.step-revoked", 1): (
        CLERK,
        undertaking.StepRevoked(
            step="matched",
            reason=by_stream(
                "undertaking.step-revoked/reason",
                "HrCxcMPry24pf36T",
                "GPTFP9341jbOhqjcNkDOMw+ps6OBzsFqMZCofUU9U9s4Jg==",
            ),
        ),
    ),
    ("undertaking.line-added", 1): (
        CLERK,
        undertaking.LineAdded(
            line=1,
            text=by_stream(
                "undertaking.line-added/text",
                "Ui51Y0aPhWj3am/n",
                "4XuAYmO96Wvzz+tr2UqdwPlNg5Pdfs2pcxUt7g==",
            ),
            unit="jian",
            quantity=2,
            due=date(2026, 9, 30),
        ),
    ),
    ("undertaking.line-moved", 1): (
        CLERK,
        undertaking.LineMoved(
            line=1,
            step="lent",
            party=1,
            due=date(2026, 9, 15),
            note=by_stream(
                "undertaking.line-moved/note",
                "1/HglR4YV26P2bJT",
                "dk2SWbcnEZqqoaI4yvlcYC7zL6/BVV16KkGuNQ==",
            ),
        ),
    ),
    ("undertaking.counted", 1): (
        CLERK,
        undertaking.Counted(
            number=1,
            on=date(2026, 8, 6),
            counts=(
                undertaking.Count(measure="sessions", number=1),
                undertaking.Count(measure="attendances", number=47),
            ),
            party=1,
            line=1,
            note=by_stream(
                "undertaking.counted/note",
                "FNx8wnYEY1ln8n2n",
                "d64i4muif6K5j7y/90SacnXTl6ypKbjrnmOa8WAsSQ==",
            ),
        ),
    ),
    ("undertaking.recounted", 1): (
        CLERK,
        undertaking.Recounted(
            number=1,
            counts=(undertaking.Count(measure="attendances", number=45),),
            reason=by_stream(
                "undertaking.recounted/reason",
                "IOgBE9AeYalXBN2G",
                "PVTvhcjMWdLQOYiyd1YV0OfYEptqCRCqnSN3JK/vTAyNpez9Pw==",
            ),
        ),
    ),
    ("undertaking.text-adopted", 1): (
        CLERK,
        undertaking.TextAdopted(
            version=2,
            text="一、楼道不堆物。\n二、夜间不喧哗。",
            holds_from=date(2026, 9, 1),
            ballot=known(0x70),
            meeting=MEETING,
            note=by_stream(
                "undertaking.text-adopted/note",
                "eOYcvsQKLZujh5am",
                "uESa1Ypc9i6OKCJ0YoMslmrIJGs4UgHpgjjFD/zI5Q==",
            ),
        ),
    ),
    ("undertaking.linked", 1): (
        CLERK,
        undertaking.Linked(kind=undertaking.LinkKind.VISIT, to=known(0x81), line=1),
    ),
    ("undertaking.ended", 1): (
        CLERK,
        undertaking.Ended(
            result=by_stream(
                "undertaking.ended/result",
                "GVqo9ch1z/BbCnrR",
                "AFxdOkpUyMoVjuNBxrIPFBElFaywUZNamzbTgNy2pg==",
            )
        ),
    ),
}
