"""What a closed ballot shows of a place: the word of its part, and nothing of who was not asked."""

from domain.ballot.closing import close
from domain.ballot.ending import annul
from domain.ballot.events import Parting
from domain.ballot.roll import Scope
from domain.ballot.showing import carried
from domain.ballot.state import BallotState
from domain.method.rules import ApprovalRule
from tests.domain.ballot_closings import said
from tests.domain.ballot_openings import CANVASS, rates, share
from tests.domain.ballots import CLOSES, after, begun, entered, opened, register, unit
from tests.domain.examples import sealed

FLATS = [unit(f"{house}{n}", building=house, entrance="1") for house in "12" for n in "abc"]


def closed(state: BallotState) -> BallotState:
    return after(state, close(state, now=CLOSES))


def canvassed(parting: Parting) -> BallotState:
    """Building 1 agrees, building 2 does not answer."""
    ways = CANVASS | {"thresholds": rates(share(80), share(2, 3)), "parting": parting}
    return closed(entered(begun(opened(register(FLATS), **ways)), said(("1a", "1b", "1c"), ())))


def test_each_part_speaks_for_itself_where_parts_decide() -> None:
    for parting in (Parting.BUILDING, Parting.ENTRANCE):
        state = canvassed(parting)
        assert not carried(state)
        assert carried(state, building="1", entrance="1")
        assert not carried(state, building="2", entrance="1")
        assert not carried(state, building="3", entrance="1")


def test_where_all_decide_together_no_part_has_carried_alone() -> None:
    state = canvassed(Parting.WHOLE)
    assert not carried(state, building="1", entrance="1")


def test_nothing_is_shown_of_who_was_not_asked() -> None:
    scope = Scope(entrances=("1/1",))
    state = begun(opened(register(FLATS), rule=ApprovalRule.UNANIMOUS, scope=scope))
    state = closed(entered(state, said(("1a", "1b", "1c"), ())))
    assert carried(state)
    assert carried(state, building="1", entrance="1")
    assert not carried(state, building="1")
    assert not carried(state, building="2", entrance="1")


def test_only_what_stands_closed_shows_anything() -> None:
    state = entered(begun(opened(register(FLATS))), said([one.unit for one in FLATS], ()))
    assert not carried(state)
    counted = closed(state)
    assert carried(counted)
    assert not carried(after(counted, annul(counted, reason=sealed())))
