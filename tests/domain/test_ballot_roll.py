"""The roll in portions that a ledger takes, its digest, and what a vote costs in a large one."""

from collections import Counter
from dataclasses import replace
from hashlib import sha256

import pytest

from domain.actor import SYSTEM
from domain.ballot import running
from domain.ballot.closing import close
from domain.ballot.events import Opened, Paper, Parting, PartsCounted, Place, Weight
from domain.ballot.roll import LARGEST_PORTION, LARGEST_SIZE, canonical, digest, portions
from domain.ballot.running import WHOLE
from domain.ballot.state import BallotState
from domain.ballot.voting import cast
from ledger.catalogue import CATALOGUE
from tests.domain.ballots import COUNTER, OPENS, after, begun, on_paper, opened, register, unit
from tests.domain.examples import uid


def stored(event: object) -> bytes:
    """The event as a ledger stores it."""
    facts = {"correlation": uid(8), "command": uid(9)}
    return CATALOGUE.encode(event, by=SYSTEM, occurred_at=OPENS, **facts)[1]


def paper(name: str, places: int = 1, area: int = 100) -> Paper:
    """A paper with units of its own in two buildings."""
    return Paper(
        paper=name,
        persons=(uid(5),),
        places=tuple(
            Place(unit=f"{name}-{n}", building=str(n % 2), entrance=None, area=area)
            for n in range(places)
        ),
    )


def test_a_roll_goes_in_portions_that_a_ledger_takes() -> None:
    roll = [paper(f"业主{n:05}", places=1 + n % 3) for n in range(1000)]
    parts = list(portions(roll))
    assert [one for part in parts for one in part.papers] == roll
    assert len(parts) > 3
    for part in parts:
        assert len(part.papers) <= LARGEST_PORTION
        assert len(stored(part)) <= LARGEST_SIZE


def test_a_paper_of_very_many_units_goes_on_in_the_next_portion() -> None:
    developer = paper("开发商", places=3000)
    parts = list(portions([paper("A"), developer, paper("Z")]))
    listed = [one for part in parts for one in part.papers]
    assert {one.paper for one in listed} == {"A", "开发商", "Z"}
    pieces = [one for one in listed if one.paper == "开发商"]
    assert len(pieces) > 1
    assert tuple(place for one in pieces for place in one.places) == developer.places
    assert all(one.persons == developer.persons for one in pieces)
    assert all(len(stored(part)) <= LARGEST_SIZE for part in parts)


def test_a_paper_in_pieces_is_one_voter_with_one_vote() -> None:
    units = [unit(f"d{n:04}", owner="开发商", building=str(n % 2)) for n in range(3000)]
    events = opened(register([*units, unit("A")]))
    assert len(events) > 3
    state = begun(events)
    first = events[0]
    assert isinstance(first, Opened)
    assert (first.papers, len(state.papers), len(state.units)) == (2, 2, 3001)
    assert state.counts.part(WHOLE).roll == Weight(voters=2, area=300_100)
    assert state.counts.part("0").roll == Weight(voters=1, area=150_000)
    (vote,) = cast(state, on_paper("开发商"), caller=COUNTER, occurred=None, now=OPENS)
    assert [(part.part, part.area) for part in vote.parts] == [("0", 150_000), ("1", 150_000)]
    assert after(state, [vote]).counts.part(WHOLE).returned == Weight(voters=1, area=300_000)


def test_the_canonical_form_is_what_its_description_says() -> None:
    joint = replace(paper("乙"), persons=(uid(6), uid(5)))
    text = (
        '["A",["00000000-0000-0000-0000-000000000005"],[["A-0","0",null,100],["A-1","1",null,100]]]'
        "\n"
        '["乙",["00000000-0000-0000-0000-000000000005","00000000-0000-0000-0000-000000000006"],'
        '[["乙-0","0",null,100]]]\n'
    )
    assert canonical([joint, paper("A", 2)]) == text
    assert digest([paper("A", 2), joint]) == sha256(text.encode()).hexdigest()


def large(owners: int) -> BallotState:
    """A ballot of so many owners in forty buildings."""
    return begun(opened(register(unit(f"{n:05}", building=str(n % 40)) for n in range(owners))))


def test_a_vote_touches_as_much_in_a_large_compound_as_in_a_small_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    touched: Counter[int] = Counter()
    real = running.add
    for owners in (40, 2000):
        state = large(owners)

        def add(one: Weight, other: Weight, sign: int = 1, owners: int = owners) -> Weight:
            touched[owners] += 1
            return real(one, other, sign)

        monkeypatch.setattr(running, "add", add)
        (vote,) = cast(state, on_paper("00007"), caller=COUNTER, occurred=None, now=OPENS)
        voted = after(state, [vote])
        monkeypatch.setattr(running, "add", real)
        # What the vote does not concern is shared with the state before, not copied.
        assert voted.papers is state.papers
        assert voted.units is state.units
        assert voted.counts.part("8") is state.counts.part("8")
    assert touched[40] == touched[2000] > 0


def test_thousands_of_votes_fold() -> None:
    state = large(2_000)
    template = cast(state, on_paper("00000"), caller=COUNTER, occurred=None, now=OPENS)[0]
    votes = (
        replace(template, paper=name, parts=listed.parts) for name, listed in state.papers.items()
    )
    voted = after(state, votes)
    assert len(voted.votes) == 2_000
    assert voted.counts.part(WHOLE).returned == Weight(voters=2_000, area=200_000)
    assert {voted.counts.part(name).returned.voters for name in voted.parts} == {50}


def test_the_parts_of_a_result_go_in_portions_that_a_ledger_takes() -> None:
    flats = [
        unit(f"{house}-{door}", building=f"东明路{house:03}弄", entrance=door)
        for house in range(60)
        for door in "ab"
    ]
    state = begun(opened(register(flats), parting=Parting.ENTRANCE))
    events = close(state, now=state.opened.closes_at)
    counted = [one for one in events if isinstance(one, PartsCounted)]
    assert [part.part for one in counted for part in one.parts] == list(state.parts)
    assert len(counted) > 1
    assert all(len(stored(one)) <= LARGEST_SIZE for one in counted)
