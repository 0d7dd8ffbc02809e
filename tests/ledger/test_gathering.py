"""Gathering: who comes while a round runs is served together in the next."""

from collections.abc import Sequence
from threading import Event

import pytest

from ledger.gathering import Closed, Gathering


def test_who_waits_is_served_together() -> None:
    rounds: list[list[int]] = []
    first_runs, go_on = Event(), Event()

    def serve(questions: Sequence[int]) -> list[int]:
        rounds.append(list(questions))
        first_runs.set()
        assert go_on.wait(10)
        return [question * 10 for question in questions]

    line = Gathering("test", serve)
    answers = [line.ask(1)]
    assert first_runs.wait(10)
    answers += [line.ask(number) for number in (2, 3, 4)]
    go_on.set()
    assert [answer.result(10) for answer in answers] == [10, 20, 30, 40]
    assert rounds == [[1], [2, 3, 4]]
    line.close()


def test_one_fault_is_told_to_nobody_else() -> None:
    begun, go_on = Event(), Event()

    def serve(questions: Sequence[int]) -> list[int]:
        begun.set()
        assert go_on.wait(10)
        if 3 in questions:
            raise ValueError(f"{len(questions)} asked")
        return list(questions)

    line = Gathering("test", serve)
    first = line.ask(1)
    assert begun.wait(10)
    good, bad, other = line.ask(2), line.ask(3), line.ask(4)
    go_on.set()
    assert [one.result(10) for one in (first, good, other)] == [1, 2, 4]
    with pytest.raises(ValueError, match="1 asked"):
        bad.result(10)
    line.close()


def test_who_has_gone_is_not_served() -> None:
    served: list[int] = []
    begun, go_on = Event(), Event()

    def serve(questions: Sequence[int]) -> list[int]:
        begun.set()
        assert go_on.wait(10)
        served.extend(questions)
        return list(questions)

    line = Gathering("test", serve)
    line.ask(1)
    assert begun.wait(10)
    gone, last = line.ask(2), line.ask(3)
    assert gone.cancel()
    go_on.set()
    assert last.result(10) == 3
    assert served == [1, 3]
    line.close()


def test_the_end_answers_who_waits_and_takes_nobody_more() -> None:
    line: Gathering[int, int] = Gathering("test", list)
    answer = line.ask(1)
    line.close()
    assert answer.result(0) == 1
    with pytest.raises(Closed):
        line.ask(2)
    line.aside(lambda: pytest.fail("an errand after the end"))
