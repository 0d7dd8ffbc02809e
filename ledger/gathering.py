"""Gathering: while one round of questions is answered, those of the next wait together."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

Q = TypeVar("Q")
A = TypeVar("A")


class Closed(Exception):
    """Nobody answers any more."""


@dataclass(frozen=True, slots=True)
class _Waiting(Generic[Q, A]):
    question: Q
    answer: "Future[A]"


class Gathering(Generic[Q, A]):
    """Asks *serve* for everybody who waits at once, in one thread of its own.

    *serve* gives the answers in the order of the questions. Where it raises, each question is
    tried alone, so that nobody is told another's fault; but errors *alike* for all, as an outage
    is, are told to all at once.
    """

    def __init__(
        self,
        name: str,
        serve: Callable[[Sequence[Q]], Sequence[A]],
        *,
        alike: tuple[type[Exception], ...] = (),
    ) -> None:
        self._serve = serve
        self._alike = alike
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._waiting: list[_Waiting[Q, A]] = []
        self._lock = Lock()
        self._at_work = False
        self._closed = False

    def ask(self, question: Q) -> "Future[A]":
        """The answer, later; raises `Closed`."""
        waiting: _Waiting[Q, A] = _Waiting(question, Future())
        with self._lock:
            if self._closed:
                raise Closed
            self._waiting.append(waiting)
            if not self._at_work:
                self._at_work = True
                self._thread.submit(self._work)
        return waiting.answer

    def aside(self, errand: Callable[[], None]) -> None:
        """Run something between two rounds."""
        with self._lock:
            if not self._closed:
                self._thread.submit(errand)

    def close(self) -> None:
        """Answer who waits, then end; who asks afterwards is told that it is over."""
        with self._lock:
            self._closed = True
        self._thread.shutdown()

    def _work(self) -> None:
        while round_ := self._next():
            self._answer([w for w in round_ if w.answer.set_running_or_notify_cancel()])

    def _next(self) -> list[_Waiting[Q, A]]:
        with self._lock:
            round_, self._waiting = self._waiting, []
            self._at_work = bool(round_)
        return round_

    def _answer(self, round_: Sequence[_Waiting[Q, A]]) -> None:
        try:
            answers = self._serve([waiting.question for waiting in round_])
        except Exception as error:
            if len(round_) == 1 or isinstance(error, self._alike):
                for waiting in round_:
                    waiting.answer.set_exception(error)
                return
            for waiting in round_:
                self._answer([waiting])
            return
        for waiting, answer in zip(round_, answers, strict=True):
            waiting.answer.set_result(answer)
