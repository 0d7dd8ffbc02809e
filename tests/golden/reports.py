"""Golden reports of all versions, and the rules that each is read with."""

from dataclasses import replace

import domain.issue.events as issue
from domain.calendar.hours import Hours, Timetable
from domain.levels import Level
from domain.method.rules import (
    ApprovalRule,
    CheckRule,
    FundExit,
    MeetingRule,
    ReopenOn,
    Rules,
    Step,
    Waiver,
)
from domain.method.terms import Basis, Clock, Limit, Scale, Span, Term
from domain.method.timing import Reopening, Rung, Timing
from tests.golden.streams import HASH
from tests.golden.values import (
    COMMITTEE,
    COMPOUND,
    PERSON,
    by_issue,
    by_person,
)

RESPONSE = Term(clock=Clock.RESPONSE, amount=15, span=Span.MINUTE, basis=Basis.NATURAL)
FIVE_DAYS = Term(clock=Clock.COMPLETION, amount=5, span=Span.DAY, basis=Basis.WORKING)
ONE_DAY = Term(clock=Clock.COMPLETION, amount=24, span=Span.HOUR, basis=Basis.NATURAL)


FIRST_TIMING = Timing(
    grace=1440,
    at_risk=80,
    pausable=(Clock.COMPLETION,),
    reopening=((Clock.RESPONSE, Reopening.ENDS), (Clock.COMPLETION, Reopening.AFRESH)),
    ladder=(),
    laddered=(),
)
FIRST_TIMETABLE = Timetable(calendar=None, hours=Hours(periods=((510, 690), (780, 1020))))
"""What a report of version 2 is read with, for ever."""

TIMING = Timing(
    grace=15,
    at_risk=75,
    pausable=(Clock.APPROVAL, Clock.NEGOTIATION),
    reopening=(
        (Clock.RESPONSE, Reopening.AFRESH),
        (Clock.COMPLETION, Reopening.CONTINUES),
        (Clock.DISPATCH, Reopening.ENDS),
    ),
    ladder=(
        Rung(level=Level.COMMITTEE, wait=Limit(amount=2, span=Span.HOUR, basis=Basis.NATURAL)),
        Rung(level=Level.DISTRICT, wait=Limit(amount=1, span=Span.DAY, basis=Basis.WORKING)),
    ),
    laddered=(Clock.SUPERVISION,),
)
TIMETABLE = Timetable(calendar=3, hours=Hours(periods=((540, 720), (810, 1050))))
REVISIT = Term(clock=Clock.REVISIT, amount=3, span=Span.DAY, basis=Basis.WORKING)

FIRST_RULES = Rules(
    seats=("residents-committee", "owners-committee", "property-company"),
    abstention_blocks=True,
    approval=ApprovalRule.JOINT_AGREEMENT,
    fund_exits=(),
    waives=(),
    confirmed_by=(),
    cases=(),
    registers=(),
    registers_needed=0,
    parties_needed=1,
    attempts=3,
    rounds=3,
    reopen_days=30,
    reopen_on=ReopenOn.DISSATISFIED,
    backdate_days=30,
    timing=FIRST_TIMING,
)
"""What a report of version 1 is read with, for ever."""

RULES = Rules(
    seats=("area-head", "police"),
    abstention_blocks=False,
    approval=ApprovalRule.SUPERIOR,
    fund_exits=(FundExit.STANDING_AUTHORISATION,),
    waives=(Waiver.NEGOTIATION, Waiver.APPROVAL),
    confirmed_by=("owners-committee",),
    cases=("water-supply", "lift-failure"),
    registers=("property-log", "service-log"),
    registers_needed=2,
    parties_needed=2,
    attempts=4,
    rounds=5,
    reopen_days=60,
    reopen_on=ReopenOn.UNRESOLVED,
    backdate_days=7,
    timing=FIRST_TIMING,
)
TIMED_RULES = replace(RULES, timing=TIMING)

VOTED_RULES = replace(
    TIMED_RULES,
    approval=ApprovalRule.OWNERS_ORDINARY,
    fund_exits=(FundExit.STANDING_AUTHORISATION, FundExit.COMMITTEE_CANVASS),
)

ASKING_RULES = replace(
    VOTED_RULES,
    meetings=(
        MeetingRule(
            kinds=("hearing", "council"),
            step=Step.APPROVED,
            seats=("owners-committee", "police"),
            scales=(Scale.HARD,),
        ),
        MeetingRule(
            kinds=("appraisal",),
            step=Step.REVISITED,
            seats=("property-company",),
            scales=(Scale.URGENT, Scale.HARD),
        ),
    ),
    checks=(
        CheckRule(code="photo", step=Step.DONE, scales=(Scale.URGENT,)),
        CheckRule(code="thanked", step=Step.REVISITED, scales=(Scale.SMALL,)),
    ),
)

FIRST_REPORT = issue.Reported(
    number="LY-2026-000017",
    committee=COMMITTEE,
    compound=COMPOUND,
    address=by_issue(
        "issue.reported/address", "hU9NG8JT11ggkHsH", "IAuSBpVVwafQ5lMGgl70vIF9hqxAvj1ZizPsts6w"
    ),
    sites=(
        issue.Site(
            number=1,
            address=by_issue(
                "issue.reported/sites/0/address",
                "jJwREghG8+4/Ep1Z",
                "VhEvlglJ6mf/d93e4KwDDfLxB8a39aaF3iqx6sE=",
            ),
        ),
        issue.Site(
            number=2,
            address=by_issue(
                "issue.reported/sites/1/address",
                "juM5pSMziXzaQa5N",
                "G+AN508dhtapmMnYFz5g0r4h703bpP/1O+M=",
            ),
        ),
    ),
    channel="xiaoshi-kuaiban",
    discovery=issue.Discovery.TOLD,
    confidential=True,
    reporter=PERSON,
    category="lighting",
    summary=by_issue(
        "issue.reported/summary",
        "/JuSqkw27Bf0H/VS",
        "xYZ2XtAcDk7CTZxwaR7d9tRuMycIaNhT1mzpSsqGrkCSn2Rxyw==",
    ),
    words=by_person(
        "issue.reported/words",
        "3dsbLg3VqbH+LdBR",
        "Qk6cr5ETtmM8u2jw38BmPi8dD7X2F/H+ah/am6IUJAtAOHUDosU/uZ6N81ebW3KMf+AQIg==",
    ),
    method=issue.PinnedMethod(name="linba", version=1, hash=HASH),
    vocabulary=1,
    terms=(RESPONSE, FIVE_DAYS),
    rules=FIRST_RULES,
    timetable=FIRST_TIMETABLE,
)

SECOND_REPORT = replace(FIRST_REPORT, rules=RULES)

REPORTED = replace(
    FIRST_REPORT,
    terms=(RESPONSE, FIVE_DAYS, REVISIT),
    rules=TIMED_RULES,
    timetable=TIMETABLE,
)
