"""Provocations: ballots."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2

from domain.actor import Role
from domain.ballot.counting import VoteChannel
from domain.ballot.events import Parting
from domain.body.events import Level
from domain.moment import DAY, Moment, local
from domain.register.events import (
    ElectionBegun,
    ObjectionRaised,
    Published,
)
from domain.replacing import replace
from ledger.streams import REGISTER
from service.commands.ballot_contesting import AnnulBallot
from service.commands.ballot_voting import SaidProxy
from service.commands.directory import AdoptMethod, RegisterBody
from service.commands.negotiation import ClearLine
from service.commands.system import PublishMethod
from service.ids import new_id
from service.policy import Principal
from tests.access.stage_ballots import PREFIX, RESULT, contested, opening
from tests.api.face import Face
from tests.api.posts_elections import asking
from tests.ballots import COUNTING, EVIDENCE, UNITS, Voters
from tests.domain.examples import LINBA_TEXT
from tests.elections import Owners, Put
from tests.golden.values import by_stream
from tests.neighbourhood import principal
from tests.table import Table

Provocation = Callable[[Face], httpx2.Response]
Making = Callable[[Voters], UUID]
_SHARE = {"numerator": 1, "denominator": 2}
_BARS = {"taking_part": {"voters": _SHARE}, "agreeing": {"voters": _SHARE}}
_ITEM = {"number": 1, "text": "是否同意？"}
_CANVASS = {"rule": "canvass", "electorate": "households", "matter": None, "thresholds": _BARS}
SPACE = ("B1-1", "1", None, 1_500, "o1")
"""A titled parking space."""
MARK = {"item": 1, "choice": "agree"}
VOTE = {"unit": "101", "marks": [MARK], "channel": "paper"}


def _opened(**other: Any) -> Provocation:
    """A ballot that is asked for otherwise than it should be."""

    def provoke(face: Face) -> httpx2.Response:
        return _ask(face, Voters(face.town), **other)

    return provoke


def _ask(face: Face, voters: Voters, **other: Any) -> httpx2.Response:
    return face.post(PREFIX, opening(voters, **other), face.town.clerk)


def _counted(**other: Any) -> Provocation:
    """One that is to be counted otherwise."""

    def provoke(face: Face) -> httpx2.Response:
        voters = Voters(face.town)
        return _ask(face, voters, counting=opening(voters)["counting"] | other)

    return provoke


def _dated(**days: float) -> Provocation:
    """One with times so many days from now."""

    def provoke(face: Face) -> httpx2.Response:
        now = local(face.service.now())
        told = {name: (now + timedelta(days=ahead)).isoformat() for name, ahead in days.items()}
        return _ask(face, Voters(face.town), **told)

    return provoke


def _registered(*events: object, units: Sequence[Any] = UNITS, **other: Any) -> Provocation:
    """One whose register has come to something else."""

    def provoke(face: Face) -> httpx2.Response:
        voters = Voters(face.town, units=units)
        voters.put(Put(kind=REGISTER, stream=voters.register, events=list(events)))
        return _ask(face, voters, **other)

    return provoke


def _objected() -> object:
    text = by_stream("register.objection-raised/text", "AAAAAAAAAAAAAAAA", "AAAA")
    return ObjectionRaised(objection=1, unit=None, person=None, text=text)


def _heard_later(face: Face) -> httpx2.Response:
    voters = Voters(face.town)
    until = Published(version=1, until=Moment(face.service.now() + DAY))
    voters.put(Put(kind=REGISTER, stream=voters.register, events=[until]))
    return _ask(face, voters)


def _filed(face: Face) -> httpx2.Response:
    voters = Voters(face.town)
    voters.filed()
    return _ask(face, voters, counting=opening(voters)["counting"] | {"proxies": 7})


def _on(
    make: Making, noun: str, body: Mapping[str, Any], *, by: str = "counter", match: bool = False
) -> Provocation:
    """A command on a ballot that has come so far."""

    def provoke(face: Face) -> httpx2.Response:
        voters = Voters(face.town)
        ballot = make(voters)
        people: Mapping[str, Principal] = {
            "counter": voters.counter,
            "clerk": face.town.clerk,
            "superior": face.town.superior,
        }
        headers = {"if_match": f'"{voters.row(ballot).version}"'} if match else {}
        return face.post(f"{PREFIX}/{ballot}/{noun}", body, people[by], **headers)

    return provoke


def _voting(make: Making = Voters.opened, **other: Any) -> Provocation:
    return _on(make, "votes", VOTE | other)


def _marked(**other: Any) -> Provocation:
    return _voting(marks=[MARK | other])


def _with(**counting: Any) -> Making:
    return lambda voters: voters.opened(counting=replace(COUNTING, **counting))


def _replaceable(voters: Voters) -> UUID:
    """A vote that its owner cast online is there."""
    ballot = _with(replaceable=True)(voters)
    fields = {"channel": VoteChannel.ONLINE, "evidence": EVIDENCE}
    voters.town.do(voters.vote(ballot, "103", "agree", **fields), by=voters.owner("o3"))
    return ballot


def _voted(voters: Voters) -> UUID:
    ballot = voters.opened()
    voters.votes(ballot, "agree", "101")
    return ballot


def _represented(voters: Voters) -> UUID:
    ballot = _with(proxies=1)(voters)
    proxy = SaidProxy(proxy=1, name="陆代办", mandate=EVIDENCE)
    voters.town.do(voters.vote(ballot, "101", "agree", proxy=proxy), by=voters.counter)
    return ballot


def _delivered(voters: Voters) -> UUID:
    ballot = voters.opened()
    voters.delivers(ballot, "101")
    return ballot


def _imported(voters: Voters) -> UUID:
    ballot = voters.outside()
    voters.imports(ballot)
    return ballot


def _mixed(voters: Voters) -> UUID:
    """Votes are taken here and elsewhere, and one is in."""
    ballot = _with(channels=(VoteChannel.PAPER, VoteChannel.EXTERNAL))(voters)
    voters.votes(ballot, "agree", "101")
    return ballot


def _in_parts(voters: Voters) -> UUID:
    return voters.outside(parting=Parting.BUILDING)


def _annulled(voters: Voters) -> UUID:
    ballot = voters.decided()
    command = AnnulBallot(ballot=ballot, reason="名册有误")
    version = voters.row(ballot).version
    voters.town.do(command, by=voters.town.superior, if_match=version)
    return ballot


def _over(voters: Voters) -> UUID:
    ballot = voters.opened()
    voters.cancelled(ballot)
    return ballot


def _later(voters: Voters) -> UUID:
    return voters.opened(opens_at=Moment(voters.town.service.now() + DAY))


DELIVERY = {"deliveries": [{"unit": "101", "how": "hand"}]}


def _households(face: Face) -> httpx2.Response:
    """A unit with two households has two papers."""
    voters = Voters(face.town, households=2)
    ballot = voters.canvassed()
    return face.post(f"{PREFIX}/{ballot}/votes", VOTE, voters.counter)


def _crowded(face: Face) -> httpx2.Response:
    """Somebody slipped: more households than any compound has."""
    voters = Voters(face.town, households=20_000)
    half = {"numerator": 1, "denominator": 2}
    asked = {"rule": "canvass", "electorate": "households", "matter": None}
    rates = {"taking_part": {"voters": half}, "agreeing": {"voters": half}}
    return _ask(face, voters, **asked, thresholds=rates)


def _below(face: Face) -> httpx2.Response:
    """A committee whose method asks more of a canvass than this one does."""
    town, committee = face.town, new_id()
    text = re.sub(r"(?m)^version = \d+$", "version = 1", LINBA_TEXT)
    text = text.replace('"linba"', '"asks-more"')
    canvass = '[canvass]\nasked = "2/3"\nagreeing = "1/2"\n'
    Voters(town).put(PublishMethod(text=f"{text}\n{canvass}"))
    body = RegisterBody(
        body=committee,
        level=Level.COMMITTEE,
        name="凌九",
        code="QQZ",
        superior=town.subdistrict,
    )
    town.do(body, by=town.administrator)
    town.do(AdoptMethod(body=committee, method="asks-more", version=1), by=town.administrator)
    clerk = principal(Role.CLERK, body=committee)
    half = {"voters": {"numerator": 1, "denominator": 2}}
    asked = {"rule": "canvass", "electorate": "households", "matter": None}
    rates = {"taking_part": half, "agreeing": half}
    voters = Voters(town, committee=committee, clerk=clerk)
    return face.post(PREFIX, opening(voters, **asked, thresholds=rates), clerk)


def _everywhere(face: Face) -> httpx2.Response:
    """One owner of a thousand houses with long names."""
    houses = [f"{number}号楼东侧" for number in range(1_000)]
    units = [(f"U{place}", house, None, 100, "o1") for place, house in enumerate(houses)]
    return _ask(face, Voters(face.town, units=units))


def _elsewhere(face: Face) -> httpx2.Response:
    """An election of another compound."""
    owners = Owners(face.town)
    body = asking(owners, owners.hung(), compound_id=str(Voters(face.town).compound))
    return face.post(PREFIX, body, face.town.clerk)


def _too_many(face: Face) -> httpx2.Response:
    """Four for three seats."""
    owners = Owners(face.town)
    ballot = face.post(PREFIX, asking(owners, owners.hung()), face.town.clerk).json()["id"]
    marks = [MARK | {"candidates": [1, 2, 3, 4]}]
    vote = VOTE | {"unit": "1-1-101", "marks": marks}
    return face.post(f"{PREFIX}/{ballot}/votes", vote, face.town.clerk)


def _asked_twice(face: Face) -> httpx2.Response:
    """A plan on which a vote runs already."""
    table = Table(face.town)
    voters, issue = Voters(face.town, compound=table.compound), table.agreed()
    voters.opened(issue=issue)
    return _ask(face, voters, issue=str(issue))


def _superseded(face: Face) -> httpx2.Response:
    table = Table(face.town)
    voters = Voters(face.town, compound=table.compound)
    return _ask(face, voters, issue=str(table.agreed()), plan_version=9)


def _beside_the_fund(face: Face) -> httpx2.Response:
    """The fund would pay for a plan on which another matter is put."""
    table = Table(face.town)
    voters = Voters(face.town, compound=table.compound)
    line = ClearLine(source="maintenance-fund", amount=1000, pays_for="水泵")
    return _ask(face, voters, issue=str(table.agreed(lines=(line,))), matter="other")


_MANDATE = {"proxy": 1, "name": "陆代办", "mandate": EVIDENCE}
_TALLY: dict[str, Any] = dict(RESULT["tallies"][0])


def _imports(**other: Any) -> Provocation:
    return _on(Voters.outside, "results", {**RESULT, **other}, by="clerk")


BALLOTS: Mapping[str, Provocation] = {
    "rule-without-ballot": _opened(rule="superior"),
    "electorate-not-allowed": _opened(electorate="households"),
    "matter-required": _opened(matter=None),
    "matter-not-asked": _opened(**_CANVASS | {"matter": "use-fund"}),
    "matter-needs-special": _opened(matter="rebuild"),
    "matter-needs-ordinary": _opened(rule="owners-special"),
    "matter-not-fund": _beside_the_fund,
    "matter-needs-all": _opened(matter="covenant", buildings=["1"]),
    "bar-below-method": _below,
    "bar-fixed-by-law": _opened(thresholds=_BARS),
    "bar-required": _opened(**_CANVASS | {"thresholds": None}),
    "threshold-malformed": _opened(
        **_CANVASS | {"thresholds": _BARS | {"agreeing": {"voters": _SHARE | {"denominator": 0}}}}
    ),
    "threshold-unreachable": _opened(
        **_CANVASS | {"thresholds": _BARS | {"agreeing": {"voters": _SHARE | {"numerator": 3}}}}
    ),
    "parting-not-allowed": _opened(
        rule="review-panel",
        electorate="panel",
        matter=None,
        parting="building",
        panel=[{"code": "P1"}],
        thresholds={"taking_part": {}, "agreeing": {}, "score": 60},
    ),
    "silence-not-counted": _opened(
        **_CANVASS
        | {
            "counting": {
                "unreturned": "follows-majority",
                "blank": "abstains",
                "spoilt": "abstains",
                "turnout_per_item": False,
                "channels": ["paper"],
            }
        }
    ),
    "counting-required": _opened(counting=None),
    "counting-differs": _filed,
    "counting-malformed": _counted(channels=[]),
    "hearing-not-over": _heard_later,
    "objections-unanswered": _registered(_objected()),
    "election-running": _registered(ElectionBegun(election=new_id())),
    "election-not-running": _elsewhere,
    "too-many-candidates": _too_many,
    "parking-undecided": _registered(units=(*UNITS, SPACE)),
    "ballot-open": _asked_twice,
    "notice-too-short": _dated(notified_at=-3),
    "residents-committee-not-told": _dated(told_at=-3),
    "counters-required": _opened(counters=[]),
    "opens-in-past": _dated(opens_at=-1),
    "closes-before-opening": _dated(closes_at=-1),
    "items-required": _opened(items=[]),
    "item-repeated": _opened(items=[_ITEM, _ITEM]),
    "unknown-building": _opened(buildings=["9"]),
    "unknown-entrance": _opened(entrances=["9/9"]),
    "unit-without-entrance": _opened(parting="entrance"),
    "residents-uncounted": _opened(
        rule="unanimous", electorate="residents", matter=None, thresholds=None
    ),
    "paper-repeated": _opened(
        rule="review-panel",
        electorate="panel",
        matter=None,
        panel=[{"code": "P1"}, {"code": "P1"}],
        thresholds={"taking_part": {}, "agreeing": {}, "score": 60},
    ),
    "roll-empty": _opened(
        rule="review-panel",
        electorate="panel",
        matter=None,
        thresholds={"taking_part": {}, "agreeing": {}, "score": 60},
    ),
    "roll-too-large": _crowded,
    "paper-too-large": _everywhere,
    "unknown-paper": _voting(unit=None, paper="o9"),
    "unit-not-on-roll": _voting(unit="909"),
    "paper-ambiguous": _households,
    "already-delivered": _on(_delivered, "deliveries", DELIVERY, by="clerk"),
    "voting-not-begun": _voting(_later),
    "voting-over": _voting(Voters.expired),
    "wrong-voice": _on(Voters.opened, "votes", VOTE, by="clerk"),
    "not-a-counter": _on(_voted, "voids", {"unit": "101", "reason": "签名不符"}, by="clerk"),
    "vote-channel-closed": _voting(channel="external"),
    "evidence-required": _voting(channel="visit"),
    "mandate-required": _voting(proxy=_MANDATE | {"mandate": None}),
    "proxies-not-allowed": _voting(_with(proxies=0), proxy=_MANDATE),
    "unknown-proxy": _voting(proxy=_MANDATE | {"proxy": 7}),
    "proxy-known-otherwise": _voting(
        _represented, unit="102", proxy=_MANDATE | {"proxy": 2, "name": "陆 代办 "}
    ),
    "proxy-limit-reached": _voting(_represented, unit="102", proxy=_MANDATE),
    "already-voted": _voting(_voted),
    "replaced-by-another": _voting(_replaceable, unit="103", evidence=EVIDENCE),
    "unknown-item": _voting(marks=[MARK, MARK | {"item": 9}]),
    "item-missing": _voting(marks=[]),
    "mark-malformed": _marked(score=5),
    "no-vote": _on(Voters.opened, "voids", {"unit": "101", "reason": "签名不符"}),
    "votes-already-cast": _on(_mixed, "results", RESULT, by="clerk"),
    "result-already-imported": _on(_imported, "results", RESULT, by="clerk"),
    "result-needs-papers": _on(_in_parts, "results", RESULT, by="clerk"),
    "result-inconsistent": _imports(tallies=[_TALLY | {"agree": {"voters": 99, "area": 92_000}}]),
    "voting-open": _on(Voters.opened, "closure", {}, by="clerk", match=True),
    "ballot-over": _voting(_over),
    "ballot-not-closed": _on(Voters.opened, "challenges", {"text": "异议"}, by="clerk"),
    "ballot-annulled": _on(_annulled, "annulment", {"reason": "再"}, by="superior", match=True),
    "unknown-challenge": _on(contested, "challenges/7/answer", {"answer": "无误"}, by="clerk"),
    "challenge-already-answered": _on(
        lambda voters: voters.answered(contested(voters)),
        "challenges/1/answer",
        {"answer": "无误"},
        by="clerk",
    ),
}

BALLOTS_ELSEWHERE: Mapping[str, str] = {
    "challenge-too-late": "domain/test_ballot_…: the clock is put forward",
}

BALLOTS_NOT_OVER_HTTP: Mapping[str, str] = {
    "ballot-already-opened": "the API makes every new id itself",
    "too-many-items": "a body has no more items than a ballot may have",
    "candidates-malformed": "candidates and seats are the election's own",
}
