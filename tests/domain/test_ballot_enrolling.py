"""Opening: whom the roll lists, by how much area, from which register."""

from dataclasses import replace
from typing import Any

import pytest

from domain.ballot.counting import VoteChannel
from domain.ballot.events import (
    Electorate,
    Parting,
    RollListed,
)
from domain.ballot.opening import open_ballot
from domain.ballot.roll import Scope
from domain.moment import Moment
from domain.refusal import Code
from domain.register.events import UnitKind
from domain.register.parts import Objection, Publication
from domain.register.state import RegisterState
from tests.domain.ballot_openings import (
    CANVASS,
    COUNTED,
    UNCOUNTED,
    asked,
    first,
)
from tests.domain.ballots import (
    HASH,
    PAPER_ONLY,
    opened,
    register,
    three,
    unit,
    wanted,
)
from tests.domain.dsl import T0, given
from tests.domain.examples import COMMITTEE, OTHER, sealed, uid


def papers(book: RegisterState, **changes: Any) -> dict[str, tuple[str, ...]]:
    """The units of each paper."""
    portions = opened(book, **changes)[1:]
    return {
        paper.paper: tuple(place.unit for place in paper.places)
        for portion in portions
        if isinstance(portion, RollListed)
        for paper in portion.papers
    }


def test_a_roll_is_taken_from_a_register_in_force_of_this_committee() -> None:
    empty = replace(three(), current=None)
    for ways in ({}, CANVASS):
        asked(empty, **ways).refused(Code.REGISTER_NOT_ADOPTED)
        asked(replace(three(), committee=OTHER), **ways).refused(Code.UNKNOWN_COMPOUND)
    given().when(open_ballot, register=None, wanted=wanted(), committee=COMMITTEE, now=T0).refused(
        Code.REGISTER_NOT_ADOPTED
    )


def test_owners_could_read_the_register_object_and_were_answered() -> None:
    hangs = Publication(version=1, at=T0, until=Moment(T0 + 1))
    unanswered = Objection(
        unit=None,
        person=None,
        at=T0,
        text=sealed("面积有误"),
        upheld=None,
        answer=None,
        corrected=None,
    )
    asked(replace(three(), published=None)).refused(Code.REGISTER_NOT_PUBLISHED)
    asked(replace(three(), published=hangs)).refused(Code.HEARING_NOT_OVER)
    asked(replace(three(), objections={1: unanswered})).refused(
        Code.OBJECTIONS_UNANSWERED, objections=1
    )
    assert first(replace(three(), objections={1: replace(unanswered, upheld=False)})).papers
    assert first(replace(three(), published=None), **CANVASS).papers


def garage() -> RegisterState:
    """A flat with a titled parking space, and one space of somebody else."""
    space = {"kind": UnitKind.PARKING, "building": "P", "residents": None, "households": 0}
    return register(
        [unit("A"), unit("P1", 12, owner="A", **space), unit("P2", 13, owner="B", **space)]
    )


def test_whether_titled_parking_counts_is_decided_with_its_ground() -> None:
    asked(garage()).refused(Code.PARKING_UNDECIDED)
    assert papers(garage(), parking=COUNTED) == {"A": ("A", "P1"), "B": ("P2",)}
    assert papers(garage(), parking=UNCOUNTED) == {"A": ("A",)}
    counted = first(garage(), parking=COUNTED)
    assert (counted.parking, counted.area) == (COUNTED, 125)
    only_flats = Scope(buildings=("1",))
    assert first(garage(), scope=only_flats).parking is None
    only_spaces = Scope(buildings=("P",))
    asked(garage(), scope=only_spaces, parking=UNCOUNTED).refused(Code.ROLL_EMPTY)
    assert papers(garage(), **CANVASS) == {"A": ("A",)}


def test_an_owner_has_one_paper_whatever_they_own_and_however_many_they_are() -> None:
    book = register([unit("A", owner="开发商"), unit("B", owner="开发商"), unit("C")])
    version = book.current
    assert version is not None
    joint = replace(version.owners["C"], persons=(uid(5), uid(6)))
    builder = replace(version.owners["开发商"], developer=True)
    owners = version.owners.insert("C", joint).insert("开发商", builder)
    book = replace(book, current=replace(version, owners=owners))
    roll = opened(book)[1]
    assert isinstance(roll, RollListed)
    assert [(paper.paper, len(paper.places), paper.persons) for paper in roll.papers] == [
        ("C", 1, (uid(5), uid(6))),
        ("开发商", 2, builder.persons),
    ]


def test_households_and_residents_have_a_paper_each_and_no_area() -> None:
    book = register([unit("A", households=2, residents=3), unit("B", households=0, residents=0)])
    assert set(papers(book, **CANVASS)) == {"A", "A#2"}
    residents = CANVASS | {"electorate": Electorate.RESIDENTS}
    assert set(papers(book, **residents)) == {"A/1", "A/2", "A/3"}
    assert (first(book, **residents).area, first(book, **CANVASS).area) == (0, 0)
    uncounted = register([unit("A", residents=None)])
    asked(uncounted, **residents).refused(Code.RESIDENTS_UNCOUNTED)
    asked(register([unit("A", households=0)]), **CANVASS).refused(Code.ROLL_EMPTY)
    slipped = register([unit("A", households=100_001, residents=100_001)])
    asked(slipped, **CANVASS).refused(Code.ROLL_TOO_LARGE, most=100_000)
    asked(slipped, **residents).refused(Code.ROLL_TOO_LARGE, most=100_000)
    alike = register([unit("A", households=2), unit("A#2")])
    asked(alike, **CANVASS).refused(Code.PAPER_REPEATED)


def entrances() -> RegisterState:
    """Two buildings with two entrances each, and a hut that has none."""
    flats = [
        unit(f"{house}{door}", building=house, entrance=door) for house in "12" for door in "ab"
    ]
    return register([*flats, unit("hut", building="3")])


def test_parts_shared_by_some_are_decided_by_them() -> None:
    assert set(papers(entrances(), scope=Scope(buildings=("1",)))) == {"1a", "1b"}
    some = Scope(buildings=("1",), entrances=("2/b",))
    assert set(papers(entrances(), scope=some)) == {"1a", "1b", "2b"}
    event = first(entrances(), scope=some)
    assert (event.buildings, event.entrances) == (("1",), ("2/b",))
    asked(entrances(), scope=Scope(buildings=("4",))).refused(Code.UNKNOWN_BUILDING)
    asked(entrances(), scope=Scope(entrances=("1/c",))).refused(Code.UNKNOWN_ENTRANCE)


def test_where_entrances_decide_every_unit_is_in_one() -> None:
    asked(entrances(), parting=Parting.ENTRANCE).refused(Code.UNIT_WITHOUT_ENTRANCE)
    flats = Scope(buildings=("1", "2"))
    assert first(entrances(), parting=Parting.ENTRANCE, scope=flats).papers == 4


@pytest.mark.parametrize("channel", [None, *VoteChannel])
def test_a_channel_is_pinned_as_it_was_said(channel: VoteChannel | None) -> None:
    channels = (VoteChannel.PAPER,) if channel is None else (channel,)
    assert first(counting=replace(PAPER_ONLY, channels=channels)).counting.channels == channels


def test_a_digest_names_the_roll_and_nothing_else() -> None:
    assert first().roll != HASH
    assert len(first().roll) == len(HASH)
