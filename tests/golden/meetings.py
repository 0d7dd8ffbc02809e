"""Golden events of meetings and their series, each by who records it."""

from collections.abc import Mapping

import domain.meeting.events as meeting
import domain.series.events as series
from domain.actor import Actor
from domain.moment import Moment
from tests.golden.values import (
    CLERK,
    COMMITTEE,
    COMPANY,
    COMPOUND,
    ISSUE,
    MEETING,
    PERSON,
    SUPERIOR,
    TARGET,
    by_issue,
    by_stream,
)

_AT = Moment(1_786_000_000_000_000)
_COMPANY = meeting.Invited(organisation=COMPANY, seat="property-company")

MEETINGS: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("meeting.called", 1): (
        CLERK,
        meeting.Called(
            committee=COMMITTEE,
            compound=COMPOUND,
            kind="hearing",
            at=_AT,
            place=by_stream(
                "meeting.called/place",
                "MjJD0273pJWejahd",
                "4JTpzSTO/bac3Q1jWRxxztFbgxvmw0GpEBSlT0d3KokzxQ==",
            ),
            invited=(_COMPANY,),
            agenda=(
                meeting.AgendaItem(
                    number=1,
                    issue=ISSUE,
                    topic=by_stream(
                        "meeting.called/agenda/0/topic",
                        "oFl8IzFsGQPcv1lK",
                        "fZnnfn5QuVdkTIdN16+hMdoR9e93BzvZZ+i3nKOKvA==",
                    ),
                ),
            ),
            series=MEETING,
            session=3,
        ),
    ),
    ("meeting.rescheduled", 1): (
        CLERK,
        meeting.Rescheduled(
            at=Moment(1_786_086_400_000_000),
            place=by_stream(
                "meeting.rescheduled/place",
                "Sq4Iu1gbmFaZKt1b",
                "ccBpu274MpI3nMmjoK83yA/l93BR7i2okbUIqS9fidcNNJ7fvw==",
            ),
            reason=by_stream(
                "meeting.rescheduled/reason",
                "kcGGbB9mcSEKl2e8",
                "bg3NzCdSjIbOFr5eD10nOoSe0FI9NCCa+4qXXSsOrbnTquBi0w==",
            ),
        ),
    ),
    ("meeting.cancelled", 1): (
        SUPERIOR,
        meeting.Cancelled(
            reason=by_stream(
                "meeting.cancelled/reason",
                "ZkseGjf7wnWoVKyM",
                "ExLCRO+i/twgUct3vlmBffu07lTV+0qryhKUBQ==",
            )
        ),
    ),
    ("meeting.point-added", 1): (
        CLERK,
        meeting.PointAdded(
            item=meeting.AgendaItem(
                number=2,
                issue=TARGET,
                topic=by_stream(
                    "meeting.point-added/item/topic",
                    "w7MfPnbIP33keUjy",
                    "EbU+ZVfdyabUDJOnzmfmenDyPPWvpF4kfQS7iU1H4zfjIA==",
                ),
            )
        ),
    ),
    ("meeting.matter-taken", 1): (
        CLERK,
        meeting.MatterTaken(issue=ISSUE, keeper=COMPANY, person=PERSON),
    ),
    ("meeting.held", 1): (
        CLERK,
        meeting.Held(
            attendees=(meeting.Attendee(organisation=COMPANY, seat="property-company", people=2),),
            public=11,
            minutes=by_stream(
                "meeting.held/minutes",
                "BIXNNMskYiz/brON",
                "nHw9yoBwo23MF0GgkvKfVjhpE/8hVhouefK18SeYTAoggrc3TFcngOt7kU2Z6trDzA==",
            ),
        ),
    ),
    ("meeting.point-concluded", 1): (
        CLERK,
        meeting.PointConcluded(
            number=1,
            outcome=meeting.ItemOutcome.AGREED,
            minutes=by_issue(
                "meeting.point-concluded/minutes",
                "N4S3Pc9dsZ9jyPsX",
                "Go3QuIUV+paiGsIg0EixWS1THz0PBl3DNsoYxiMv0Ld8vCwuspZkGw==",
            ),
            conclusion=by_issue(
                "meeting.point-concluded/conclusion",
                "/2V8cG4hIboXXXGU",
                "rB6LpZtowX+L5SbikIDp7s73sIsLDXjeKZCCCTEylTNkXA==",
            ),
            opinions=(
                meeting.PanelOpinion(
                    role=by_issue(
                        "meeting.point-concluded/opinions/0/role",
                        "ofjzhf8K6Uur/rsI",
                        "gBX8sbIlbmjQJEsLNPfQh7Vc7Hrcxg==",
                    ),
                    expert=by_issue(
                        "meeting.point-concluded/opinions/0/expert",
                        "A9qO8xrp58wZaSVI",
                        "uTuYATPlsPBEi47wzuDYGxFrC1Mc3xqHJg==",
                    ),
                    opinion=by_issue(
                        "meeting.point-concluded/opinions/0/opinion",
                        "u5t0tdDam7slJl6p",
                        "1mKONw23NO7q6yFTaMxfmeE55AfFYWHeGkkYOycdI6TBdA==",
                    ),
                ),
            ),
        ),
    ),
    ("series.founded", 1): (
        CLERK,
        series.Founded(
            committee=COMMITTEE,
            compound=COMPOUND,
            kind="reception",
            rhythm=series.Rhythm.WEEKLY,
            weekday=4,
            minute=840,
            place=by_stream(
                "series.founded/place",
                "kaiz40hidmLe5JSr",
                "6KgOZMQbM8NK8S/QK/OjXT/ORruMPg+H3QMnhCXmbpLVJSEf8g==",
            ),
            invited=(_COMPANY,),
        ),
    ),
    ("series.session-called", 1): (
        CLERK,
        series.SessionCalled(session=3, meeting=MEETING, at=_AT),
    ),
    ("series.ended", 1): (
        CLERK,
        series.Ended(
            reason=by_stream(
                "series.ended/reason",
                "95YXWv4OBIsWryrh",
                "kUko3ZkkkAuh24nD4gprqPJIVCb/I3Kvyn9wBM9ESceHFQ==",
            )
        ),
    ),
}
