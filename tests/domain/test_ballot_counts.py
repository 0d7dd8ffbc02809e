"""Closing equals a count by hand, whatever was delivered, cast, replaced or voided."""

from hypothesis import given, settings

from domain.ballot.closing import close
from domain.ballot.events import Closed, ItemTally, Parting, PartsCounted, PartTally, Weight
from domain.ballot.running import WHOLE, Counts, listed, marked, returned
from domain.ballot.running import delivered as handed
from domain.ballot.state import BallotState
from tests.domain import counting_by_hand as hand
from tests.domain.ballot_random import Course, courses
from tests.domain.ballots import CLOSES
from tests.domain.examples import STEADY

FEWER = settings(STEADY, max_examples=80)


def closed(course: Course) -> tuple[Closed, dict[tuple[int, str], PartTally]]:
    """The result, and the parts by item and name."""
    *portions, result = close(course.state, now=CLOSES)
    assert isinstance(result, Closed)
    parts: dict[tuple[int, str], PartTally] = {}
    for portion in portions:
        assert isinstance(portion, PartsCounted)
        parts |= {(portion.item, one.part): one for one in portion.parts}
    return result, parts


def weights(tally: ItemTally) -> dict[str, tuple[int, int]]:
    """A count in the words of the one by hand."""
    told = {
        "agree": tally.agree,
        "against": tally.against,
        "abstain": tally.abstain,
        "blank": tally.blank,
        "spoilt": tally.spoilt,
        "taking part": tally.taking_part,
    }
    return {word: (weight.voters, weight.area) for word, weight in told.items()}


def check_part(
    course: Course, item: int, part: str | None, tally: ItemTally, followed: ItemTally | None
) -> bool:
    """Both counts are those by hand; whether by hand it is passed there."""
    sheets = list(course.sheets.values())
    plain = hand.told(sheets, part, item, course.ways, follow=False)
    assert weights(tally) == plain
    decides = plain
    if course.ways.silent_follow:
        decides = hand.told(sheets, part, item, course.ways, follow=True)
        assert followed is not None
        assert weights(followed) == decides
    else:
        assert followed is None
    roll = hand.everybody(sheets, part)
    return hand.passed(course.rule, roll, decides)


@FEWER
@given(courses())
def test_a_ballot_closes_as_it_is_counted_by_hand(course: Course) -> None:
    result, parts = closed(course)
    names = {part for sheet in course.sheets.values() for part in sheet.areas}
    outcome = True
    for one in result.results:
        passed = check_part(course, one.item, None, one.tally, one.followed)
        each = []
        assert {part for item, part in parts if item == one.item} == names
        for part in sorted(names):
            told = parts[one.item, part]
            everybody = hand.everybody(list(course.sheets.values()), part)
            assert (told.roll.voters, told.roll.area) == everybody
            each.append(check_part(course, one.item, part, told.tally, told.followed))
            assert told.reached == each[-1]
        if course.state.opened.parting is not Parting.WHOLE:
            passed = passed and all(each)
        assert one.reached == passed
        outcome = outcome and passed
    assert (result.outcome == "reached") == outcome
    assert result.returned == sum(sheet.says is not None for sheet in course.sheets.values())
    assert result.delivered == sum(sheet.handed for sheet in course.sheets.values())


@FEWER
@given(courses(candidates=3, seats=2))
def test_an_election_seats_those_whom_a_count_by_hand_seats(course: Course) -> None:
    result, _parts = closed(course)
    sheets = list(course.sheets.values())
    seated, tied = hand.chosen(sheets, 1, [1, 2, 3], 2, course.ways)
    (one,) = result.results
    votes = {c.candidate: (c.agree.voters, c.agree.area) for c in one.tally.candidates}
    assert votes == {c: hand.ticked(sheets, 1, c) for c in (1, 2, 3)}
    assert set(one.elected) == set(seated)
    assert [votes[c] for c in one.elected] == sorted((votes[c] for c in seated), reverse=True)
    assert set(one.tied) == tied
    assert one.followed is None
    assert one.reached == bool(seated)


@FEWER
@given(courses())
def test_running_counts_are_a_recount(course: Course) -> None:
    assert standing(course.state.counts) == standing(recounted(course.state))


def recounted(state: BallotState) -> Counts:
    """The counts made anew of the roll, the deliveries and the votes that stand."""
    counts = Counts()
    for paper in state.papers.values():
        counts = listed(counts, None, paper.parts)
    for name in state.delivered:
        counts = handed(counts, state.papers[name].parts, back=False)
    for name, vote in state.votes.items():
        counts = returned(counts, vote.parts, was_delivered=name in state.delivered)
        counts = marked(counts, vote.parts, vote.marks, state.opened.counting)
    return counts


def standing(counts: Counts) -> object:
    """The counts without what was said once and is not said any more."""
    nothing = Weight(voters=0, area=0)
    items = {
        key: (one.agree, one.against, one.abstain, one.blank, one.spoilt)
        for key, one in counts.items.items()
    }
    told = {key: words for key, words in items.items() if any(w != nothing for w in words)}
    assert WHOLE in counts.parts
    return dict(counts.parts), told
