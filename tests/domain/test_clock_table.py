"""What each event does to each clock, written by hand and without reading the rules.

Every line of the rules is taken away once; each time the description must disagree.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pytest

from domain.clock import fold, rules, timers
from domain.clock.parts import Clocks, Timer
from domain.issue import events
from domain.method.terms import Clock, Track
from tests.domain.described import EVENTS, event_called
from tests.domain.dsl import STAMP
from tests.domain.examples import CONTRACTOR, NORMAL, PROPERTY, REPLIED
from tests.domain.loop import DECLINED, MERGED, OVERRULED, PUBLISHED, UNMERGED
from tests.domain.occurring import EXAMPLES
from tests.domain.timing import EVERY, limit, promised, running, terms

TABLE = """
                         resp comp disp ackn nego appr revi supe
    reported              b    b    b    .    .    .    .    .
    triaged               .    .    .    .    b    .    .    .
    transferred           .    .    .    c    c    .    .    .
    declined              e    w    w    w    w    w    w    w
    withdrawn             c    c    c    c    c    c    c    c
    reporter-detached     c    .    .    .    .    .    .    .
    dispatched            .    .    e    b    .    .    .    .
    acknowledged          .    .    .    e    .    .    .    .
    dispatch-completed    .    .    .    e    .    .    .    .
    return-granted        .    .    .    c    .    .    .    .
    dispatch-recalled     .    .    .    c    .    .    .    .
    responded             e    .    .    .    .    .    .    .
    replied               e    .    .    .    .    .    .    .
    supervised            .    .    .    .    .    .    .    b
    clock-paused          .    w    .    .    .    .    .    .
    merged                .    w    w    w    w    w    w    c
    unmerged              .    .    .    .    .    .    c    .
    negotiated            .    .    c    .    e    b    .    .
    negotiation-reopened  .    .    .    .    b    c    .    .
    approved              .    .    .    .    c    e    .    .
    rejected              .    .    .    .    b    e    .    .
    approval-annulled     .    .    .    .    .    b    .    .
    done                  e    e    c    c    c    c    b    e
    revisited             .    c    c    c    c    c    e    .
    rework-ordered        .    b    b    .    .    .    c    .
    reopened              .    b    b    .    b    c    c    .
    concluded             c    c    c    c    c    c    c    c
"""
"""`b` begins one where none runs; one that runs is ended (`e`), called off (`c`) or made to wait
(`w`), or left alone (`.`). An event that is not named leaves all alone."""

COLUMNS = (
    Clock.RESPONSE,
    Clock.COMPLETION,
    Clock.DISPATCH,
    Clock.ACKNOWLEDGEMENT,
    Clock.NEGOTIATION,
    Clock.APPROVAL,
    Clock.REVISIT,
    Clock.SUPERVISION,
)


def _read() -> Mapping[type, Mapping[Clock, str]]:
    rows = [line.split() for line in TABLE.strip().splitlines()[1:]]
    return {event_called(name): dict(zip(COLUMNS, cells, strict=True)) for name, *cells in rows}


CELLS = _read()
TRIAGED = replace(NORMAL, terms=terms(**EVERY))
IDLE = replace(fold.begin(promised(), STAMP), running=(), counted=(), track=Track.NORMAL)
"""Somebody waits for an answer, every clock has a limit, and none runs."""


def busy() -> Clocks:
    """One clock of each kind runs."""
    clocks = IDLE
    for kind in COLUMNS:
        party = PROPERTY if kind is Clock.ACKNOWLEDGEMENT else None
        given = limit("3 natural day")
        clocks = timers.begun(clocks, kind, STAMP, limit=given, party=party)
    return clocks


def became(timer: Timer) -> str:
    """What happened to a clock that ran."""
    if timer.cancelled is not None:
        return "c"
    if timer.stop is not None:
        return "e"
    return "w" if timer.paused is not None else "."


def cell(event: type, kind: Clock) -> str:
    """What the fold makes of it."""
    if event is events.Reported:
        return "b" if fold.begin(promised(), STAMP).running_of(kind) else "."
    example = TRIAGED if event is events.Triaged else EXAMPLES[event]
    before = busy().running_of(kind)
    assert before is not None
    after = fold.evolve(busy(), example, STAMP).find(before.id)
    assert after is not None
    begun = fold.evolve(IDLE, example, STAMP).running_of(kind)
    return "b" if begun is not None else became(after)


def check_cells() -> None:
    """Every event and every clock."""
    for event in EVENTS:
        for kind in COLUMNS:
            expected = CELLS.get(event, {}).get(kind, ".")
            assert cell(event, kind) == expected, (event, kind)


def check_anonymous() -> None:
    """To whom nobody knows one can only answer in public."""
    unknown = replace(busy(), known=False)
    first = unknown.running[0].id
    answered = fold.evolve(unknown, PUBLISHED, STAMP).find(first)
    assert answered is not None
    assert became(answered) == "e"


def check_children() -> None:
    """The reporter of a merged issue is asked after their own answer, once for each."""
    merged = fold.evolve(IDLE, MERGED, STAMP)
    asked = fold.evolve(merged, REPLIED, STAMP)
    assert running(asked) == ["revisit 1"]
    assert running(fold.evolve(asked, REPLIED, STAMP)) == ["revisit 1"]
    assert running(fold.evolve(asked, UNMERGED, STAMP)) == []


def check_at_hand() -> None:
    """What waits for the issue goes on with it."""
    for away, back in ((DECLINED, OVERRULED), (MERGED, UNMERGED)):
        gone = fold.evolve(busy(), away, STAMP)
        assert any(timer.paused for timer in gone.running)
        assert not any(timer.paused for timer in fold.evolve(gone, back, STAMP).running)


def check_parties() -> None:
    """A party's word ends the clock of that party."""
    both = events.Dispatched(parties=(PROPERTY, CONTRACTOR), note=None)
    handed = fold.evolve(IDLE, both, STAMP)
    assert running(handed) == ["acknowledgement 1", "acknowledgement 2"]
    for event in (events.Acknowledged, events.DispatchRecalled, events.ReturnGranted):
        left = fold.evolve(handed, EXAMPLES[event], STAMP)
        assert [timer.party for timer in left.running] == [CONTRACTOR]


CHECKS: tuple[Callable[[], None], ...] = (
    check_cells,
    check_anonymous,
    check_children,
    check_at_hand,
    check_parties,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_rules_are_as_described(check: Callable[[], None]) -> None:
    check()


TABLES = ("BEGINS", "ENDS", "CALLS_OFF", "SUSPENDS")


def damaged() -> Iterator[tuple[str, object]]:
    """Each table with one line less."""
    for name in TABLES:
        table: Mapping[type, tuple[Clock, ...]] = getattr(rules, name)
        for event, kinds in table.items():
            for kind in kinds:
                rest = tuple(one for one in kinds if one is not kind)
                yield name, {**table, event: rest}
    for event in rules.RESTORES:
        yield "RESTORES", tuple(one for one in rules.RESTORES if one is not event)


def notices() -> bool:
    """Whether any check disagrees."""
    for check in CHECKS:
        try:
            check()
        except AssertionError:
            return True
    return False


def test_no_line_of_the_rules_can_be_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not notices()
    unnoticed = []
    for name, table in damaged():
        with monkeypatch.context() as patch:
            patch.setattr(fold, name, table)
            if not notices():
                unnoticed.append((name, table))
    assert unnoticed == []
