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
    ballot.Mark(item=2, choice=ballot.Choice.BLANK, candidates=(), score=None),
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
    candidates=(),
    score=None,
)

BALLOTS: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("ballot.opened", 1): (
        CLERK,
        ballot.Opened(
            committee=COMMITTEE,
            compound=COMPOUND,
            title=by_stream(
                "ballot.opened/title",
                "5bo19qjosDbbMLWu",
                "yV0uvxRsIK0jOzIdsUqrHi7oUD6Ysyitkmmu0Jd19obbtDWwF1BoyDpvmQxElKXY0C6aYpD1CQ==",
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
                    "g20JZq/OLnlIjqLS",
                    "pckcowgyJ4GhwZhBJeiemcbt0iKJKh586dpSimcurbtETKhJ/gIIaXrZALtBxHzSh2IZRGtIBQ==",
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
                        "i6IybkXQDKqwQanM",
                        "Gva4NfyaXwVO5fZVXBA/UPAdcdzUP06s82bEOkPZzfblb6eFRnjqVVkL06VbQ/q6/orv/A==",
                    ),
                    candidates=(1, 2, 3),
                    seats=2,
                ),
                ballot.Item(
                    number=2,
                    text=by_stream(
                        "ballot.opened/items/1/text",
                        "iXQXUdBZ14OFuYhs",
                        "9tTZnM3n7MNFh/N3SdZUQFFYR+GYk4NoToalYFW7WuyVRwCZ95PbaQ==",
                    ),
                    candidates=(),
                    seats=0,
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
                    "YoyeRu7zylVCDddo",
                    "1iXMc2StsYqCMJkZGE0zYa1gBdeA/67lqtllHB54cJUPtIefGs2mN2+Vyg==",
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
                        ballot.Place(unit="P-17", building="地下", entrance=None, area=1_260),
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
                "tLTYJqBJh9YQly69",
                "8VKXnTOZ2N2/bfKtglMbW39p5cxyWCBubMiZK5NZk0rolWWTHe++Wg==",
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
                    "xM2uvxzNFa5P/I+h",
                    "upbo5kafb99gPYteK8zFyGXKNqa0NuwJ2hYukdWU4XefGQ==",
                ),
                mandate=HASH,
            ),
            witness=by_stream(
                "ballot.vote-cast/witness",
                "dD8SaiLMp8CwJw5H",
                "6z1Cg5NCYiVLV5fFPlAlsRyEdPGu69FkSdQHTvDawCORnw==",
            ),
            parts=AREAS,
            before=(ballot.Mark(item=1, choice=ballot.Choice.SPOILT, candidates=(), score=None),),
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
                "PydimGSc3WbVuDts",
                "sqiUjtB0SxY6xOaOA7CjuGVRwV92b3yeoB5Rm4JyBk+BE1l6AA==",
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
                "oI9ebrAreFk8Y4ll",
                "Ly9xl5AzpREcFrZmyc+nc8Hfvth2nR6qPiAeQPzGfrqt8R+TpwowDvepKHDnCYmyJw==",
            )
        ),
    ),
    ("ballot.annulled", 1): (
        SUPERIOR,
        ballot.Annulled(
            reason=by_stream(
                "ballot.annulled/reason",
                "FbNqCk/Liu+HZQOw",
                "DtNWQ4G+cluB/NFFwQX+rdG8cGv61A1NzTzkFqtF/+cHP7TKp4+2+yyiv7372w==",
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
                "/nRF9kx178igo4sA",
                "UXSS8kLLuSjUBALlVqJMPNnu/aQobasZbjLDD76Q21c9+fzkI9mtvw==",
            ),
        ),
    ),
    ("ballot.challenge-answered", 1): (
        CLERK,
        ballot.ChallengeAnswered(
            challenge=1,
            answer=by_stream(
                "ballot.challenge-answered/answer",
                "PTyuzK2KmKSDP+X8",
                "2Ky/E+hOc0m+gnb/gkVgKsWzjxo9KRPLcEhJ4Tfx9bkdHxkhQSXuDyMN7cqkLuJTzJLYiotsvPgK8g==",
            ),
            size=4_096,
        ),
    ),
}
"""(name, version) → who did it, and the event that the state decodes to today."""
