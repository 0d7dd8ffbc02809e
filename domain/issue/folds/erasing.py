"""Folding what is let go: the issue stays, and says so."""

from typing import assert_never

from domain.history import Stamp
from domain.issue.events import ReporterErased, TextsErased
from domain.issue.parts import ErasedReporter, ErasedTexts
from domain.issue.state import IssueState
from domain.replacing import replace

ErasingEvent = ReporterErased | TextsErased


def evolve(state: IssueState, event: ErasingEvent, stamp: Stamp) -> IssueState:
    """The state after *event*."""
    match event:
        case ReporterErased():
            return _unknown(state, event, stamp)
        case TextsErased(ground=ground):
            return replace(state, texts_erased=ErasedTexts(ground=ground, at=stamp.at))
        case _:
            assert_never(event)


def _unknown(state: IssueState, event: ReporterErased, stamp: Stamp) -> IssueState:
    if state.reporter is None:
        return state
    erased = ErasedReporter(
        person=state.reporter, ground=event.ground, asked_at=event.asked_at, at=stamp.at
    )
    return replace(state, reporter=None, reporter_erased=erased)
