"""Notices of a meeting: when it is, who is asked, and on which matters."""

from collections.abc import Iterator
from functools import partial
from uuid import UUID

from domain.meeting.state import MeetingState, Standing
from domain.moment import local
from domain.refusal import Code, Refused
from ledger.streams import ISSUE, MEETING
from service.notices.names import Codes, is_hidden, party, place_of
from service.notices.parts import Subject, Words, numbered
from service.work import Work


def meeting(work: Work, subject: UUID) -> Subject | None:
    """The notice of a meeting that is to be held (会议通知)."""
    state = work.state(MEETING, subject)
    if state is None:
        return None
    write = partial(_write, work, state)
    return Subject(committee=state.committee, compound=state.compound, write=write)


def _write(work: Work, state: MeetingState) -> Words:
    if state.standing is not Standing.CALLED:
        raise Refused(Code.NOTHING_TO_TELL)
    codes = Codes(work)
    kind = codes.meeting(state.kind)
    lines = (
        f"会议：{kind}",
        f"时间：{local(state.at):%Y-%m-%d %H:%M}",
        f"参加单位：{'、'.join(_invited(work, state, codes)) or '居民'}",
        "议题：",
        *numbered(_points(work, state, codes)),
        "地点以居委会通知为准。",
    )
    place = place_of(work, state.committee, state.compound)
    return Words(heading=f"{place}{kind}通知", lines=lines)


def _invited(work: Work, state: MeetingState, codes: Codes) -> Iterator[str]:
    for one in state.invited:
        seat = f"（{codes.seat(one.seat)}）" if one.seat else ""
        yield party(work, one.organisation, state.committee) + seat


def _points(work: Work, state: MeetingState, codes: Codes) -> Iterator[str]:
    for point in state.points:
        issue = work.state(ISSUE, point.issue) if point.issue else None
        if issue is None or is_hidden(issue):
            yield "专题"
        else:
            yield f"{codes.matter(issue)}（{issue.number}）"
