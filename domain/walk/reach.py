"""Whether every issue of a method can reach *revisited*: computed by walking it, not guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.calendar.hours import OFFICE, Timetable
from domain.issue.demands import wanting_meeting
from domain.method.rules import Step
from domain.method.terms import Scale, Track
from domain.method.text import Method
from domain.moment import DAY, Moment
from domain.refusal import Code
from domain.vocabulary.state import Vocabulary
from domain.walk.course import Stuck, Walk

_START = Moment(20_000 * DAY)
"""Any day will do: nothing here counts time."""

_KEYS = {
    Step.REPORTED: "channels",
    Step.NEGOTIATED: "negotiation.seats",
    Step.APPROVED: "approval.rule",
    Step.DONE: "dispatch.parties",
    Step.REVISITED: "revisit.attempts",
}
"""Where a text says what has to do with a step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why issues on that way never reach *revisited*: the key that asks too much, and what for."""

    key: str
    detail: str


def ways(method: Method) -> Sequence[tuple[Scale, Track]]:
    """The ways that the method opens: the whole loop of every scale, and the short ones."""
    fast = [(scale, Track.FAST) for scale in method.fast_scales]
    emergency = [(Scale.URGENT, Track.EMERGENCY)] if method.rules.waives else []
    return [*((scale, Track.NORMAL) for scale in Scale), *fast, *emergency]


def obstacles(method: Method, vocabulary: Vocabulary) -> Sequence[Obstacle]:
    """What stands in the way, each told once; nothing where every way leads to the revisit."""
    return list(dict.fromkeys(_found(method, vocabulary)))


def _found(method: Method, vocabulary: Vocabulary) -> Iterator[Obstacle]:
    timetable = Timetable(calendar=None, hours=OFFICE)
    for scale, track in ways(method):
        walk = Walk(method, vocabulary, timetable, _START, scale, track)
        try:
            walk.go()
        except Stuck as stuck:
            yield _told(method, walk, stuck)


def _told(method: Method, walk: Walk, stuck: Stuck) -> Obstacle:
    if stuck.refused.code is Code.MEETING_REQUIRED:
        rule = wanting_meeting(walk.state, stuck.step)
        if rule is not None:
            index = method.rules.meetings.index(rule)
            kinds = ", ".join(rule.kinds)
            detail = (
                f"can never reach revisited: no {kinds} can be held before {rule.step}; "
                "name a kind that is held earlier, or a later step"
            )
            return Obstacle(key=f"meetings[{index}].kinds", detail=detail)
    facts = "".join(f", {name} {fact}" for name, fact in stuck.refused.facts.items())
    detail = f"can never reach revisited: {stuck.step} is refused with {stuck.refused.code}{facts}"
    return Obstacle(key=_KEYS[stuck.step], detail=detail)
