"""Golden events of ballots, each by who records it."""

from collections.abc import Mapping

import domain.ballot.events as ballot
from domain.actor import Actor
from domain.ballot.counting import Counting, Invalid, Unreturned, Visibility, VoteChannel
from domain.method.rules import ApprovalRule
from domain.moment import Moment
from tests.golden.values import (
    CHILD,
    CLERK,
    COMMITTEE,
    COMPOUND,
    ISSUE,
    NEIGHBOUR,
    PERSON,
    RESIDENT,
    SUPERIOR,
    TARGET,
    by_stream,
)

HASH = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"

TWO_THIRDS = ballot.Threshold(numerator=2, denominator=3, beyond=False)
HALF = ballot.Threshold(numerator=1, denominator=2, beyond=True)

MARKS = (
    ballot.Mark(item=1, choice=ballot.Choice.AGREE, candidates=(3, 1), score=88),
    ballot.Mark(item=2, choice=ballot.Choice.AGREE, candidates=(2,), score=74),
)
AREAS = (
    ballot.PartArea(part="3/乙", area=8_950),
    ballot.PartArea(part="地下/1", area=1_260),
)


def _weight(voters: int, area: int) -> ballot.Weight:
    return ballot.Weight(voters=voters, area=area)


TALLY = ballot.ItemTally(
    item=1,
    taking_part=_weight(726, 6_534_000),
    agree=_weight(545, 4_905_000),
    against=_weight(150, 1_350_000),
    abstain=_weight(20, 180_000),
    blank=_weight(11, 99_000),
    spoilt=_weight(2, 18_000),
    candidates=(ballot.CandidateTally(candidate=3, agree=_weight(540, 4_860_000)),),
    score=47_960,
)
FOLLOWED = ballot.ItemTally(
    item=1,
    taking_part=_weight(800, 7_200_000),
    agree=_weight(619, 5_571_000),
    against=_weight(150, 1_350_000),
    abstain=_weight(20, 180_000),
    blank=_weight(11, 99_000),
    spoilt=_weight(2, 18_000),
    candidates=(ballot.CandidateTally(candidate=1, agree=_weight(88, 792_000)),),
    score=51_120,
)

BALLOTS: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("ballot.opened", 1): (
        CLERK,
        ballot.Opened(
            committee=COMMITTEE,
            compound=COMPOUND,
            title=by_stream(
                "ballot.opened/title",
                "EAgI0N+fITto3jMp",
                "50gHphDmv6DnfBKTL3dNg4KisJ6ByCIXFtSUBlqyV1MXh7iqvWr8VDo7BPMP8CWHJtZdVo1csQ==",
            ),
            issue=ISSUE,
            proposal=2,
            election=TARGET,
            rule=ApprovalRule.OWNERS_ORDINARY,
            matter=ballot.Matter.COMMITTEE,
            thresholds=ballot.Thresholds(
                taking_part=ballot.Bar(voters=TWO_THIRDS, area=TWO_THIRDS),
                agreeing=ballot.Bar(voters=HALF, area=HALF),
                score=80,
            ),
            parting=ballot.Parting.ENTRANCE,
            electorate=ballot.Electorate.OWNERS,
            register=CHILD,
            version=4,
            buildings=("3",),
            entrances=("3/乙", "地下/1"),
            parking=ballot.Parking(
                counted=True,
                ground=by_stream(
                    "ballot.opened/parking/ground",
                    "9T3pdPGganvKrXVG",
                    "SRMT6GMS6Yce5ubKXAvnRBagLZX6pTVLJNbaUwUNWJ4aOEevoyyfnLBq7oHj8TxYHi9TRFwoBg==",
                ),
            ),
            papers=1_089,
            area=9_801_000,
            roll=HASH,
            items=(
                ballot.Item(
                    number=1,
                    text=by_stream(
                        "ballot.opened/items/0/text",
                        "sAlsrX0cFWvNI7X0",
                        "JlgRR9Q6+qh2QVyLS5/26Nz38xFdSNUjG4XUT5nYlX9GQlf1meLCioUDyId/F1z5DtkkVg==",
                    ),
                    candidates=(1, 2, 3),
                    seats=2,
                ),
                ballot.Item(
                    number=2,
                    text=by_stream(
                        "ballot.opened/items/1/text",
                        "Hkbcxulfc/yaK4jS",
                        "W9ga/OAwXUxchdzm4jSQPYCH6Kl/ZmVspdOucWVAMYhGAgl4Aou/3Q==",
                    ),
                    candidates=(4,),
                    seats=1,
                ),
            ),
            counting=Counting(
                unreturned=Unreturned.FOLLOWS_MAJORITY,
                blank=Invalid.ABSTAINS,
                spoilt=Invalid.ABSENT,
                turnout_per_item=True,
                replaceable=True,
                visibility=Visibility.STAFF,
                proxies=3,
                channels=(VoteChannel.PAPER, VoteChannel.ONLINE),
                notice_days=15,
            ),
            counters=(PERSON, NEIGHBOUR),
            witnesses=(
                by_stream(
                    "ballot.opened/witnesses/0",
                    "Tsdot7zLar8vMaFf",
                    "AeH90RlW0UFJWXjaF3nhKWfXWkbXH55kfcdk/TFmcqCGnBZk1BqRHplmqg==",
                ),
            ),
            notified_at=Moment(1_784_246_400_000_000),
            told_at=Moment(1_784_246_400_000_000),
            opens_at=Moment(1_785_542_400_000_000),
            closes_at=Moment(1_786_752_000_000_000),
        ),
    ),
    ("ballot.roll-listed", 1): (
        CLERK,
        ballot.RollListed(
            papers=(
                ballot.Paper(
                    paper="Y0117",
                    persons=(PERSON, NEIGHBOUR),
                    places=(
                        ballot.Place(unit="3-502", building="3", entrance="乙", area=8_950),
                        ballot.Place(unit="P-17", building="地下", entrance="1", area=1_260),
                    ),
                ),
            )
        ),
    ),
    ("ballot.paper-delivered", 1): (
        CLERK,
        ballot.PaperDelivered(
            paper="Y0117",
            how=ballot.Delivery.HAND,
            by=NEIGHBOUR,
            witness=by_stream(
                "ballot.paper-delivered/witness",
                "FE2PEbqNMDaFg7BB",
                "r3R4ezjAv3EIEIlj1pIGuz6L1w/O+YiHV5topxEHW4Gi5uHm8b/61w==",
            ),
            evidence=HASH,
        ),
    ),
    ("ballot.vote-cast", 1): (
        RESIDENT,
        ballot.VoteCast(
            paper="Y0117",
            unit="3-502",
            marks=MARKS,
            channel=VoteChannel.ONLINE,
            evidence=HASH,
            voter=PERSON,
            proxy=ballot.Proxy(
                proxy=1,
                name=by_stream(
                    "ballot.vote-cast/proxy/name",
                    "isFr5rLXbDQ19XZW",
                    "sSVib4pJ7ddddS5rHo/nWl7gNZsqFz75pv2iZr2pP8ejNw==",
                ),
                mandate=HASH,
            ),
            witness=by_stream(
                "ballot.vote-cast/witness",
                "XbLVi5l6YBJUJs8i",
                "s4PnAXOhiwpsEyt1qJy15YDkv+x8/uFHWuCZq1bVVTso/g==",
            ),
            parts=AREAS,
            before=(ballot.Mark(item=1, choice=ballot.Choice.SPOILT, candidates=(2,), score=7),),
        ),
    ),
    ("ballot.vote-voided", 1): (
        CLERK,
        ballot.VoteVoided(
            paper="Y0117",
            marks=MARKS,
            parts=AREAS,
            reason=by_stream(
                "ballot.vote-voided/reason",
                "+zDoYMX4B2v3+y4A",
                "biL3e8p09Uj3hFUb1Vg4iw0N+Yw9ExrIbV7ubdtlouMibZ3thQ==",
            ),
        ),
    ),
    ("ballot.result-imported", 1): (
        CLERK,
        ballot.ResultImported(
            system="北京业主", reference="2026-0817", evidence=HASH, tallies=(TALLY,)
        ),
    ),
    ("ballot.parts-counted", 1): (
        CLERK,
        ballot.PartsCounted(
            item=1,
            parts=(
                ballot.PartTally(
                    part="3/乙",
                    roll=_weight(1_089, 9_801_000),
                    tally=TALLY,
                    followed=FOLLOWED,
                    reached=True,
                ),
            ),
        ),
    ),
    ("ballot.closed", 1): (
        CLERK,
        ballot.Closed(
            outcome=ballot.Outcome.REACHED,
            delivered=1_050,
            returned=728,
            results=(
                ballot.ItemResult(
                    item=1,
                    tally=TALLY,
                    followed=FOLLOWED,
                    reached=True,
                    elected=(3,),
                    tied=(1, 2),
                ),
            ),
        ),
    ),
    ("ballot.cancelled", 1): (
        CLERK,
        ballot.Cancelled(
            reason=by_stream(
                "ballot.cancelled/reason",
                "hfSKZKAOlDJv614f",
                "1j8Ke6vbeZilyOFQd7B1f8j3lLT2g6xhDtSXHgQlkXkd++HkVOGblctZZMHzdd5VPg==",
            )
        ),
    ),
    ("ballot.annulled", 1): (
        SUPERIOR,
        ballot.Annulled(
            reason=by_stream(
                "ballot.annulled/reason",
                "JOfPANlcF8GQZlIt",
                "ewuWDm/g0Jll3qseQ41eG67cq4xJnQH85LnTV62V3qso3ZPMXMx/JHDpjMad9Q==",
            )
        ),
    ),
    ("ballot.challenged", 1): (
        RESIDENT,
        ballot.Challenged(
            challenge=1,
            person=PERSON,
            text=by_stream(
                "ballot.challenged/text",
                "ywD5NTfrBNZiwZ+T",
                "W/exwdrwFPymtPM6Fi3LVIXnO9kXiAyc6jG6X7HQfVbPsWSkyaWihg==",
            ),
        ),
    ),
    ("ballot.challenge-answered", 1): (
        CLERK,
        ballot.ChallengeAnswered(
            challenge=1,
            answer=by_stream(
                "ballot.challenge-answered/answer",
                "d0RZ6y4Tq5USA+9K",
                "aIo5tyCrlEktc6yyulyFfsMSgVBKaesTSx/FjZY6ynJnKVhbeXEy61MPuYGHWTj3ccQqxjKyzi4dlg==",
            ),
            size=4_096,
        ),
    ),
}
"""(name, version) → who did it, and the event that the state decodes to today."""
