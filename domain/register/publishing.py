"""Decisions on what hangs out: publication (公示), objections (异议) and their answers."""

from uuid import UUID

from domain.moment import Moment, local
from domain.refusal import Code, Refused
from domain.register.checking import require_version
from domain.register.events import ObjectionAnswered, ObjectionRaised, Published
from domain.register.state import RegisterState
from domain.sealed import Sealed

PUBLICATION_DAYS = 15
"""How long it hangs out at least before owners vote by it.

The owners, their number and areas are put up 15 days before a first assembly, for objections
that have to be answered (业主大会和业主委员会指导规则, on preparing it); of any assembly owners are
told as long before (物业管理条例, art. 14). Rules of procedure lengthen the notice, and never
shorten this.
"""


def publish(state: RegisterState, *, until: Moment, now: Moment) -> tuple[Published]:
    """What is in force hangs out, and objections are heard until then: 15 days later, or after.

    Days are those of the calendar: whoever hangs it out at noon may say noon.

    Refused: `register-not-adopted`, `publication-too-short`, `register-hangs-out` (this version,
    and its time is not over).
    """
    version = require_version(state)
    if (local(until).date() - local(now).date()).days < PUBLICATION_DAYS:
        raise Refused(Code.PUBLICATION_TOO_SHORT, days=PUBLICATION_DAYS)
    if state.is_published and not state.was_heard(now):
        raise Refused(Code.REGISTER_HANGS_OUT, version=version.number)
    return (Published(version=version.number, until=until),)


def raise_objection(
    state: RegisterState,
    *,
    unit: str | None,
    person: UUID | None,
    text: Sealed,
    now: Moment,
) -> tuple[ObjectionRaised]:
    """Somebody says that what hangs out is wrong; its number is the next.

    Refused: `register-not-published`, `hearing-over`, `no-such-unit`.
    """
    if not state.is_published:
        raise Refused(Code.REGISTER_NOT_PUBLISHED)
    if state.was_heard(now):
        raise Refused(Code.HEARING_OVER)
    if unit is not None and unit not in require_version(state).units:
        raise Refused(Code.NO_SUCH_UNIT)
    number = max(state.objections, default=0) + 1
    return (ObjectionRaised(objection=number, unit=unit, person=person, text=text),)


def answer_objection(
    state: RegisterState, *, objection: int, upheld: bool, answer: Sealed
) -> tuple[ObjectionAnswered]:
    """What became of an objection. Refused: `unknown-objection`, `objection-already-answered`."""
    found = state.objections.get(objection)
    if found is None:
        raise Refused(Code.UNKNOWN_OBJECTION, objection=objection)
    if found.upheld is not None:
        raise Refused(Code.OBJECTION_ALREADY_ANSWERED, objection=objection)
    return (ObjectionAnswered(objection=objection, upheld=upheld, answer=answer),)
