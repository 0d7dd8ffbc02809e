"""Child processes: what they say, what they say last, and that they go when let go."""

from multiprocessing.connection import Connection

import pytest

from bench.processes import Child, ChildFailed, child


def _echo(word: str, parent: "Connection[str, str]") -> None:
    parent.send(word)
    parent.send(parent.recv() + word)


def _fail(parent: "Connection[str, str]") -> None:
    raise ValueError("no such leg")


def _leave(parent: "Connection[str, str]") -> None:
    parent.close()


def test_a_child_is_heard_and_told() -> None:
    with child(_echo, "a") as running:
        assert running.hear() == "a"
        running.tell("b")
        assert running.hear() == "ba"


def test_the_last_words_of_a_child_are_told() -> None:
    with child(_fail) as running, pytest.raises(ChildFailed, match="ValueError: no such leg"):
        running.hear()


def test_a_child_that_leaves_without_a_word_is_missed() -> None:
    with child(_leave) as running, pytest.raises(ChildFailed, match="says nothing"):
        running.hear()


def test_a_child_that_waits_for_us_ends_when_we_let_go() -> None:
    running = Child(_echo, "a")
    running.hear()
    running.end()
    assert running.ended
