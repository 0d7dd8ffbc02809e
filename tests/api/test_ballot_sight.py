"""Who may not see votes cannot tell by any answer what anybody has said.

Two ballots go the same way but for the choices: to them, every answer about the one reads like the
same answer about the other.
"""

import base64
import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from domain.actor import Role
from domain.ballot.counting import Visibility
from domain.ballot.events import Parting
from domain.replacing import replace
from ledger.tree import leaf_bytes, leaf_hash
from ledger.withheld import VOTES
from service.commands.ballot_contesting import Challenge
from service.commands.directory import FillSeat
from service.ids import new_id
from service.policy import Principal
from tests.api.face import Face
from tests.api.posts_ballots import VOTE
from tests.ballots import COUNTING, Voters
from tests.neighbourhood import principal
from tests.projections.following import follow
from tests.table import Table

CHOICES = {"101": "agree", "103": "against", "203": "blank", "301": "abstain"}
OTHERWISE = {"101": "against", "103": "agree", "203": "abstain", "301": "against"}
QUESTION = "是否同意使用维修资金更换水泵？"
WITNESS = "楼组长 罗见微"
_VOTES = "/v1/ballots/{ballot}/votes"
_VARYING = {"position", "etag", "withheld", "leaf", "next", "checkpoint", "number", "summary"}
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|[A-Z]+-\d{4}-\d{6}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+08:00")


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two ballots of one compound, on an issue each, alike but for the choices."""

    voters: Voters
    ballots: tuple[UUID, UUID]
    issues: tuple[UUID, UUID]
    since: int


def made(voters: Voters, face: Face, table: Table, visibility: Visibility) -> Pair:
    """Both are open, and some have voted."""
    since = face.head()
    counting = replace(COUNTING, visibility=visibility)
    issues = (table.agreed(), table.agreed())
    ballots = []
    for issue, choices in zip(issues, (CHOICES, OTHERWISE), strict=True):
        ballot = voters.opened(issue=issue, counting=counting)
        voters.delivers(ballot, "101", "102")
        for unit, choice in choices.items():
            vote = voters.vote(ballot, unit, choice, witness=WITNESS, evidence="c4" * 32)
            voters.town.do(vote, by=voters.counter)
        voters.voids(ballot, "301")
        ballots.append(ballot)
    follow(voters.town.service)
    return Pair(voters=voters, ballots=(ballots[0], ballots[1]), issues=issues, since=since)


@pytest.fixture(scope="module")
def voters(shared_sqlite: Face) -> Voters:
    return Voters(shared_sqlite.town, compound=shared_sqlite.town.compound)


@pytest.fixture(scope="module")
def pairs(shared_sqlite: Face, voters: Voters) -> Mapping[Visibility, Pair]:
    table = Table(voters.town, compound=voters.compound)
    return {one: made(voters, shared_sqlite, table, one) for one in Visibility}


def everybody(pair: Pair) -> Mapping[str, Principal]:
    """One of each role, and owners who have voted or not."""
    town, voters = pair.voters.town, pair.voters
    return {
        "clerk": town.clerk,
        "superior": town.superior,
        "auditor": town.auditor,
        "owners-committee": town.owner,
        "resident": town.resident,
        "handler": town.handler,
        "integrator": town.integrator,
        "administrator": town.administrator,
        "next-clerk": town.next_clerk,
        "counter": voters.counter,
        "voter": voters.owner("o5"),
        "stranger": principal(next(iter(town.resident.roles))),
    }


NAMES = {
    Visibility.COUNTERS: (
        *("clerk", "superior", "auditor", "owners-committee", "resident", "handler"),
        *("integrator", "administrator", "next-clerk", "counter", "voter", "stranger"),
    ),
    Visibility.STAFF: ("clerk", "superior", "owners-committee", "voter"),
    Visibility.OPEN: ("clerk", "owners-committee", "resident", "integrator", "next-clerk"),
}
"""Everybody is asked where least is shown; elsewhere those for whom it makes a difference."""

SEEING = {
    Visibility.COUNTERS: {"counter", "auditor"},
    Visibility.STAFF: {"counter", "auditor", "clerk", "superior"},
    Visibility.OPEN: {
        *("counter", "auditor", "clerk", "superior"),
        *("owners-committee", "resident", "voter"),
    },
}
"""Who may see votes. Whom an open ballot is no matter of is not among them."""


@pytest.fixture(scope="module")
def routes(shared_sqlite: Face) -> Sequence[str]:
    """Every GET route that mentions a ballot, in its path or in what it answers."""
    described = shared_sqlite.app.openapi()
    return [
        path
        for path, operations in described["paths"].items()
        if "get" in operations and "ballot" in _reachable(described, operations["get"], path)
    ]


def _reachable(described: Mapping[str, Any], operation: Any, path: str) -> str:
    """All that the description says of an operation, with every schema that it names."""
    told, known = path + json.dumps(operation), set[str]()
    while True:
        named = (
            set(re.findall(r"#/components/schemas/([\w.-]+)", told)) - known - {"ProblemDetails"}
        )
        if not named:
            return told.lower()
        known |= named
        told += json.dumps([described["components"]["schemas"][name] for name in named])


def asked(face: Face, path: str, pair: Pair, place: int, by: Principal) -> Any:
    """What a route answers about one of the two."""
    values = defaultdict(
        lambda: pair.ballots[place],
        issue=pair.issues[place],
        compound=pair.voters.compound,
        part="1",
    )
    filled = path.format_map(values)
    query = {
        "/v1/ballots": f"?issue={pair.issues[place]}",
        "/v1/ledger/events": f"?after={pair.since}&limit=500",
    }.get(path, "")
    answer = face.get(filled + query, by)
    return None if answer.status_code >= 400 else bare(answer.json())


def bare(told: Any) -> Any:
    """An answer without what differs between any two objects."""
    if isinstance(told, dict):
        return {key: bare(value) for key, value in told.items() if key not in _VARYING}
    if isinstance(told, list):
        return [bare(one) for one in told]
    return _TIME.sub("T", _ID.sub("ID", told)) if isinstance(told, str) else told


@pytest.mark.parametrize(
    ("visibility", "name"), [(one, name) for one, names in NAMES.items() for name in names]
)
def test_no_answer_depends_on_how_others_voted(
    shared_sqlite: Face,
    routes: Sequence[str],
    pairs: Mapping[Visibility, Pair],
    visibility: Visibility,
    name: str,
) -> None:
    face, pair = shared_sqlite, pairs[visibility]
    by, telling = everybody(pair)[name], set[str]()
    for path in routes:
        if path == "/v1/ledger/events":
            continue
        one, other = (asked(face, path, pair, place, by) for place in (0, 1))
        if one != other:
            telling.add(path)
        if name not in SEEING[visibility]:
            assert WITNESS not in json.dumps([one, other], ensure_ascii=False), path
    seen = {"/v1/ballots/{ballot}", "/v1/ballots/{ballot}/votes", "/v1/ballots/{ballot}/parts"}
    assert telling == (seen if name in SEEING[visibility] else set())


@pytest.mark.parametrize("name", ["auditor", "integrator", "clerk"])
def test_the_raw_feed_tells_auditors_alone(
    shared_sqlite: Face, pairs: Mapping[Visibility, Pair], name: str
) -> None:
    """Whatever is pinned: an integrator is no member of the compound."""
    pair = pairs[Visibility.OPEN]
    answer = shared_sqlite.get(
        f"/v1/ledger/events?after={pair.since}&limit=1000", everybody(pair)[name]
    )
    if answer.status_code >= 400:
        assert name not in {"auditor", "integrator"}
        return
    rows = [one for one in answer.json()["items"] if one["topic"] in VOTES]
    assert rows
    hidden = [one["state"] is None and one["encoding"] is None for one in rows]
    assert hidden == [name != "auditor"] * len(rows)
    assert all((one["withheld"] is not None) is (name != "auditor") for one in rows)


def test_a_withheld_row_still_proves_itself(
    shared_sqlite: Face, pairs: Mapping[Visibility, Pair]
) -> None:
    """What the one is told by its leaf, the other reads: it is the same leaf."""
    since, town = pairs[Visibility.OPEN].since, shared_sqlite.town
    path = f"/v1/ledger/events?after={since}&limit=1000"
    told, read = (
        shared_sqlite.get(path, by).json()["items"] for by in (town.integrator, town.auditor)
    )
    for hidden, shown in zip(told, read, strict=True):
        if hidden["withheld"] is None:
            continue
        leaf = leaf_bytes(
            position=shown["position"],
            stream=UUID(shown["stream"]),
            version=shown["version"],
            topic=shown["topic"],
            at=shown["at_us"],
            state=shown["state"].encode(),
        )
        assert base64.b64decode(hidden["withheld"]) == leaf_hash(leaf)


def test_a_voter_sees_their_own_paper_and_no_other(
    shared_sqlite: Face, pairs: Mapping[Visibility, Pair]
) -> None:
    pair = pairs[Visibility.COUNTERS]
    mine = shared_sqlite.get(f"/v1/ballots/{pair.ballots[0]}/votes", pair.voters.owner("o3"))
    [vote] = mine.json()["items"]
    assert (vote["paper"], vote["marks"][0]["choice"]) == ("o3", "against")
    papers = shared_sqlite.get(f"/v1/ballots/{pair.ballots[0]}/papers", pair.voters.owner("o3"))
    assert [one["paper"] for one in papers.json()["items"]] == ["o3"]
    staff = shared_sqlite.get(f"/v1/ballots/{pair.ballots[0]}/papers", pair.voters.clerk).json()
    assert [one["paper"] for one in staff["items"]] == [f"o{n}" for n in range(1, 8)]
    assert "choice" not in json.dumps(staff)


def told_of(face: Face, ballot: UUID, by: Principal) -> list[Any]:
    told: list[Any] = face.get(f"/v1/ballots/{ballot}/parts", by).json()["items"]
    return told


def parts(face: Face, ballot: UUID, by: Principal, field: str = "items_counted") -> dict[str, Any]:
    follow(face.service)
    return {one["part"]: one[field] for one in told_of(face, ballot, by)}


TWINS = tuple(
    (f"{1 + place // 4}0{1 + place % 4}", str(1 + place // 4), "1", area, f"o{1 + place}")
    for place, area in enumerate((80, 90, 100, 110, 90, 80, 110, 100))
)
"""Two houses in which the same areas stand otherwise, so that one whole comes of many votes."""


@pytest.fixture(scope="module")
def twins(shared_sqlite: Face) -> Pair:
    """Closed with the same papers by house and the same whole: those who agreed changed places."""
    voters = Voters(shared_sqlite.town, units=TWINS)
    since, ballots = shared_sqlite.head(), []
    for choices in (("agree", "against"), ("against", "agree")):
        ballot = voters.opened()
        for choice, places in zip(choices, ("13", "24"), strict=True):
            voters.votes(ballot, choice, *(f"{house}0{one}" for house in "12" for one in places))
        voters.closed(ballot)
        ballots.append(ballot)
    follow(voters.town.service)
    pair = (ballots[0], ballots[1])
    return Pair(voters=voters, ballots=pair, issues=pair, since=since)


def test_no_answer_about_a_closed_ballot_tells_which_papers_of_a_house_agreed(
    shared_sqlite: Face, routes: Sequence[str], twins: Pair
) -> None:
    """What the law publishes, the whole, is the same; areas by house would add up to one vote."""
    face, there = shared_sqlite, {"body": twins.voters.committee, "compound": twins.voters.compound}
    known = {
        "clerk": face.town.clerk,
        "superior": face.town.superior,
        "voter": twins.voters.owner("o5"),
        "resident": principal(Role.RESIDENT, **there),
        "owners-committee": principal(Role.OWNERS_COMMITTEE, **there),
    }
    for name, by in known.items():
        for path in routes:
            if path == "/v1/ledger/events" or (name, path) == ("voter", _VOTES):
                continue
            one, other = (asked(face, path, twins, place, by) for place in (0, 1))
            assert one == other, (name, path)
            assert one is not None or not path.endswith(("{ballot}", "{ballot}/parts"))
    part = parts(face, twins.ballots[0], twins.voters.clerk, "papers_said")["1"][0]
    assert part == {"item": 1, "agree": 2, "against": 2, "abstain": 0, "blank": 0, "spoilt": 0}


def test_of_a_part_no_area_is_told_by_choice(shared_sqlite: Face, twins: Pair) -> None:
    """Nor who took part by area: less what came back, that would be the area of the blank."""
    first, second = twins.voters.clerk, twins.voters.counter
    outside, inside = (told_of(shared_sqlite, twins.ballots[0], by) for by in (first, second))
    assert [one["items_counted"] for one in outside] == [None, None]
    areas = [one["turnout"]["taking_part"]["area"]["rate"]["part"] for one in outside]
    assert areas == [one["turnout"]["returned_area"]["part"] for one in outside] == [380, 380]
    agree = [one["items_counted"][0]["tally"]["agree"]["area"] for one in inside]
    assert agree == [180, 200]


def test_a_count_that_lags_behind_the_closing_is_told_to_nobody(shared_sqlite: Face) -> None:
    """Whoever read it before the last paper and after would have that paper's vote."""
    voters = Voters(shared_sqlite.town, units=TWINS)
    ballot = voters.opened()
    voters.votes(ballot, "agree", *(one[0] for one in TWINS if one[0][-1] in "12"))
    follow(voters.town.service)
    voters.all_vote(ballot, "against")
    voters.closed(ballot)
    lagging = told_of(shared_sqlite, ballot, voters.clerk)
    assert [one["papers_said"] for one in lagging] == [None, None]
    assert all(parts(shared_sqlite, ballot, voters.clerk, "papers_said").values())


def test_of_houses_of_one_mind_nobody_reads_what_each_said(
    shared_sqlite: Face, voters: Voters
) -> None:
    """Nor of the others: that one is kept back by itself would tell it."""
    ballot = voters.decided()
    for field in ("papers_said", "items_counted"):
        told = parts(shared_sqlite, ballot, voters.owner("o5"), field)
        assert set(told.values()) == {None}
        assert all(parts(shared_sqlite, ballot, voters.counter, field).values())


def test_who_contests_a_ballot_elsewhere_reads_it(shared_sqlite: Face, voters: Voters) -> None:
    """And the list of ballots as well, which has it."""
    ballot, town = voters.decided(), shared_sqlite.town
    somebody = principal(Role.RESIDENT, body=town.committee, compound=new_id())
    assert shared_sqlite.get(f"/v1/ballots/{ballot}", somebody).status_code == 404
    contested = Challenge(ballot=ballot, text="名册漏列", person=somebody.person)
    town.do(contested, by=voters.clerk)
    listed = shared_sqlite.get("/v1/ballots", somebody).json()["items"]
    assert [one["id"] for one in listed] == [str(ballot)]
    told = shared_sqlite.get(f"/v1/ballots/{ballot}", somebody).json()
    assert (told["own_papers"], told["challenges"][0]["text"]) == ([], "名册漏列")


def test_an_owner_who_lives_elsewhere_reads_votes_and_contests(
    shared_sqlite: Face, voters: Voters
) -> None:
    ballot = voters.opened()
    away = replace(voters.owner("o3"), compound=new_id())
    path = f"/v1/ballots/{ballot}"
    vote = {**VOTE, "channel": "online", "unit": "103", "proxy": None, "witness": None}
    assert shared_sqlite.post(f"{path}/votes", vote, away).status_code == 200
    assert shared_sqlite.get(path, away).json()["own_papers"] == ["o3"]
    follow(shared_sqlite.service)
    [own] = shared_sqlite.get(f"{path}/papers", away).json()["items"]
    assert own["paper"] == "o3"
    voters.all_vote(ballot)
    voters.closed(ballot)
    words = {"text": "要求复核"}
    assert shared_sqlite.post(f"{path}/challenges", words, away).status_code == 200
    somebody = principal(Role.RESIDENT, compound=new_id())
    assert shared_sqlite.post(f"{path}/challenges", words, somebody).status_code == 404


def test_where_each_building_decides_its_count_is_for_all(
    shared_sqlite: Face, voters: Voters
) -> None:
    ballot = voters.opened(parting=Parting.BUILDING)
    assert set(parts(shared_sqlite, ballot, voters.owner("o5")).values()) == {None}
    voters.all_vote(ballot)
    voters.closed(ballot)
    told = parts(shared_sqlite, ballot, voters.owner("o5"))
    assert [items[0]["tally"]["agree"]["voters"] for items in told.values()] == [4, 3, 1]


def test_who_manages_the_compound_reads_what_hangs_out_and_never_a_vote(
    shared_sqlite: Face, voters: Voters
) -> None:
    """Even where whoever sees it may see votes, and where one of them was named to count."""
    town = shared_sqlite.town
    staff = principal(Role.HANDLER, organisation=town.property_company)
    counters = (voters.counter.person, staff.person)
    counting = replace(COUNTING, visibility=Visibility.OPEN)
    ballot = voters.opened(counting=counting, counters=counters)
    voters.votes(ballot, "agree", "101", "103")
    running = shared_sqlite.get(f"/v1/ballots/{ballot}", staff).json()
    assert (running["items_counted"], running["sees_votes"], running["closure"]) == (
        None,
        False,
        None,
    )
    assert (running["counters"], running["witnesses"]) == ([], [])
    assert (running["items"][0]["text"], running["turnout"]["returned"]["part"]) == (QUESTION, 2)
    voters.all_vote(ballot, "against")
    voters.closed(ballot)
    told = shared_sqlite.get(f"/v1/ballots/{ballot}", staff).json()
    assert told["closure"]["results"][0]["tally"]["agree"]["voters"] == 2
    assert set(parts(shared_sqlite, ballot, staff).values()) == {None}
    for noun in ("papers", "votes"):
        assert shared_sqlite.get(f"/v1/ballots/{ballot}/{noun}", staff).status_code == 403


def test_who_manages_the_next_compound_is_told_of_no_ballot(
    shared_sqlite: Face, voters: Voters
) -> None:
    """A seat that another holds there, and for this one alone, counts nowhere else."""
    town, ballot = shared_sqlite.town, voters.opened()
    elsewhere = Voters(town)
    there = elsewhere.opened()
    seat = FillSeat(
        body=town.committee,
        seat="property-company",
        organisation=town.contractor,
        compound=elsewhere.compound,
    )
    town.do(seat, by=town.administrator)
    other = principal(Role.HANDLER, organisation=town.contractor)
    for by, seen, hidden in ((town.handler, ballot, there), (other, there, ballot)):
        listed = [
            one["id"] for one in shared_sqlite.get("/v1/ballots?limit=100", by).json()["items"]
        ]
        assert (str(seen) in listed, str(hidden) in listed) == (True, False)
        assert shared_sqlite.get(f"/v1/ballots/{seen}", by).status_code == 200
        assert shared_sqlite.get(f"/v1/ballots/{hidden}", by).status_code == 404
        void = {"unit": "101", "reason": "签名不符"}
        statuses = [
            shared_sqlite.post(f"/v1/ballots/{one}/voids", void, by).status_code
            for one in (seen, hidden)
        ]
        assert statuses == [403, 404]
