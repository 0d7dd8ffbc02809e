"""Notices on an election of the owners' committee: who stands."""

from functools import partial
from uuid import UUID

from domain.election.state import ElectionState
from domain.moment import local
from domain.refusal import Code, Refused
from ledger.streams import ELECTION
from service.notices.names import place_of
from service.notices.parts import Subject, Words
from service.work import Work


def candidates(work: Work, subject: UUID) -> Subject | None:
    """The list of candidates (候选人公示), by their numbers: whose they are says the ballot."""
    state = work.state(ELECTION, subject)
    if state is None:
        return None
    write = partial(_write, work, state)
    return Subject(committee=state.committee, compound=state.compound, write=write)


def _write(work: Work, state: ElectionState) -> Words:
    if not state.on_the_list:
        raise Refused(Code.NOTHING_TO_TELL)
    until = (f"异议提出截止：{local(state.until):%Y-%m-%d %H:%M}",) if state.until else ()
    numbers = "、".join(f"{number}号" for number in state.on_the_list)
    lines = (
        f"应选：{state.seats}名，尚缺{state.open_seats}名",
        f"候选人：{len(state.on_the_list)}名，{numbers}",
        *until,
        "候选人姓名和简历见居委会公布的名单。",
    )
    place = place_of(work, state.committee, state.compound)
    return Words(heading=f"{place}业主委员会候选人公示", lines=lines)
