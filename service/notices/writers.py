"""The writers of notices by duty: a new duty is one more line."""

from collections.abc import Mapping
from uuid import UUID

from domain.notice.events import Duty
from domain.refusal import Code, Refused
from service.notices import ballots, elections, issues, meetings, registers
from service.notices.parts import Subject, Writer
from service.work import Work

WRITERS: Mapping[Duty, Writer] = {
    Duty.PLAN: issues.plan,
    Duty.REGISTER: registers.register,
    Duty.BALLOT: ballots.opened,
    Duty.TALLY: ballots.tally,
    Duty.RESULT: ballots.result,
    Duty.CANDIDATES: elections.candidates,
    Duty.FUND_USE: issues.fund_use,
    Duty.FINAL_ACCOUNT: issues.final_account,
    Duty.MEETING: meetings.meeting,
}


def subject_of(work: Work, duty: Duty, subject: UUID) -> Subject:
    """What a notice of that duty would tell of; refused with `unknown-subject`."""
    found = WRITERS[duty](work, subject)
    if found is None:
        raise Refused(Code.UNKNOWN_SUBJECT)
    return found
