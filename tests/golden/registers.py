"""Golden events of registers, each by who records it."""

from collections.abc import Mapping

import domain.register.events as register
from domain.actor import Actor, Role
from domain.ballot.counting import Counting, Invalid, Unreturned, Visibility, VoteChannel
from domain.moment import Moment
from tests.golden.values import (
    CLERK,
    COMMITTEE,
    COMPOUND,
    ISSUE,
    MEETING,
    NEIGHBOUR,
    PERSON,
    RESIDENT,
    by_person,
    by_stream,
    known,
)

FILE = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"
DIGEST = "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13"
UNTIL = Moment(1_786_838_400_000_000)
OWNERS_COMMITTEE = Actor(role=Role.OWNERS_COMMITTEE, person=known(0x3A), key=known(0x3B))

JOINT = register.Owner(owner="Y0501", persons=(PERSON, NEIGHBOUR), developer=False)
BUILDER = register.Owner(owner="K1", persons=(known(0x3C),), developer=True)
FLAT = register.Unit(
    unit="3-1-501",
    building="3",
    entrance="1",
    kind=register.UnitKind.DWELLING,
    area=8957,
    source=register.AreaSource.REGISTERED,
    owner="Y0501",
    households=2,
    residents=5,
)
SPACE = register.Unit(
    unit="B1-007",
    building="B1",
    entrance="2",
    kind=register.UnitKind.PARKING,
    area=1250,
    source=register.AreaSource.CONTRACT,
    owner="K1",
    households=0,
    residents=0,
)

REGISTERS: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("register.begun", 1): (CLERK, register.Begun(committee=COMMITTEE, compound=COMPOUND)),
    ("register.import-begun", 1): (
        CLERK,
        register.ImportBegun(version=2, file=FILE, units=2),
    ),
    ("register.units-entered", 1): (
        CLERK,
        register.UnitsEntered(version=2, owners=(JOINT, BUILDER), units=(FLAT, SPACE)),
    ),
    ("register.import-abandoned", 1): (CLERK, register.ImportAbandoned(version=2)),
    ("register.adopted", 1): (
        CLERK,
        register.Adopted(
            version=2, sums=register.Sums(units=2, owners=2, area=10207), digest=DIGEST
        ),
    ),
    ("register.corrected", 1): (
        CLERK,
        register.Corrected(
            version=3,
            base=2,
            owners=(JOINT,),
            units=(FLAT,),
            removed=("B1-007",),
            objections=(1,),
            ground=by_stream(
                "register.corrected/ground",
                "1zqCQcYjQXMEGEEM",
                "LDwjrDRj9PPO5KGqVBMRvuiga7h6IjJF7EcxPkP2K1gChIBEro3HYPUj0w==",
            ),
            sums=register.Sums(units=1, owners=1, area=8957),
            digest=DIGEST,
        ),
    ),
    ("register.published", 1): (CLERK, register.Published(version=3, until=UNTIL)),
    ("register.objection-raised", 1): (
        RESIDENT,
        register.ObjectionRaised(
            objection=1,
            unit="3-1-501",
            person=PERSON,
            text=by_person(
                "register.objection-raised/text",
                "TLEW+RguqdtKLUeK",
                "s8RLCge3RROS5P6GhvyGXXEKya1k9RJwRtSkCsS85YADrNMQnjdTnu4eBkyyjQP7UQ==",
            ),
        ),
    ),
    ("register.objection-answered", 1): (
        CLERK,
        register.ObjectionAnswered(
            objection=1,
            upheld=True,
            answer=by_stream(
                "register.objection-answered/answer",
                "yoeaAzitFaxudtYY",
                "qtxJtG39tksEoeVExmaYeqLWOi9GUOXcpTi0aVWsFT9BK+FSnt/B9WWCtr/NKg==",
            ),
        ),
    ),
    ("register.roll-taken", 1): (CLERK, register.RollTaken(ballot=MEETING, version=3)),
    ("register.roll-released", 1): (CLERK, register.RollReleased(ballot=MEETING)),
    ("register.election-begun", 1): (CLERK, register.ElectionBegun(election=MEETING)),
    ("register.election-ended", 1): (CLERK, register.ElectionEnded(election=MEETING)),
    ("register.procedure-filed", 1): (
        OWNERS_COMMITTEE,
        register.ProcedureFiled(
            version=1,
            counting=Counting(
                unreturned=Unreturned.FOLLOWS_MAJORITY,
                blank=Invalid.ABSTAINS,
                spoilt=Invalid.ABSENT,
                turnout_per_item=True,
                replaceable=False,
                visibility=Visibility.COUNTERS,
                proxies=3,
                channels=(VoteChannel.PAPER, VoteChannel.VISIT, VoteChannel.ONLINE),
                notice_days=15,
            ),
            evidence=FILE,
        ),
    ),
    ("register.authorisation-granted", 1): (
        OWNERS_COMMITTEE,
        register.AuthorisationGranted(
            authorisation=1,
            cap=5_000_000,
            purpose=by_stream(
                "register.authorisation-granted/purpose",
                "hrKUkuAW4bw3I9fD",
                "ZzhAXm32m9b7GRIeUU82z71bmN17dGM1yDf55iJZD99s4Q==",
            ),
            ballot=MEETING,
            evidence=FILE,
            until=UNTIL,
        ),
    ),
    ("register.authorisation-drawn", 1): (
        CLERK,
        register.AuthorisationDrawn(authorisation=1, issue=ISSUE, amount=1_230_000),
    ),
    ("register.authorisation-returned", 1): (
        CLERK,
        register.AuthorisationReturned(authorisation=1, issue=ISSUE, amount=1_230_000),
    ),
    ("register.authorisation-revoked", 1): (
        OWNERS_COMMITTEE,
        register.AuthorisationRevoked(
            authorisation=1,
            ballot=MEETING,
            reason=by_stream(
                "register.authorisation-revoked/reason",
                "rQD7SoAsfSNc7e8h",
                "Qqs/6pBpYStruA7stlliNUvrMMtFl6T270XqUFS7wD713wjo5XpzjQ==",
            ),
        ),
    ),
}
