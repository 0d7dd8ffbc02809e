"""What stories of votes share beside the vote: an issue, its plan, what hangs on the board."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from cli.demonstration.talks import Member, whole_loop
from domain.issue.events import Stance
from domain.notice.events import Duty
from service.commands.base import Command
from service.commands.handling import Respond
from service.commands.intake import Contact, Report
from service.commands.notices import DrawUpNotice, PutUpNotice, TakeDownNotice
from service.commands.persons import AddPerson
from service.commands.positions import TakePosition
from service.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody came with."""

    issue: UUID
    committee: UUID
    compound: UUID
    category: str
    summary: str
    words: str
    by: Contact


def taken_in(told: Told, welcome: str) -> Sequence[Command]:
    """Reported at the window, answered, and triaged as a matter of many."""
    report = Report(
        issue=told.issue,
        person=new_id(),
        committee=told.committee,
        compound=told.compound,
        channel="window",
        category=told.category,
        contact=told.by,
        words=told.words,
    )
    return (
        report,
        Respond(issue=told.issue, message=welcome),
        whole_loop(told.issue, told.category, told.summary),
    )


def known(*members: Member) -> Sequence[Command]:
    """Those who speak for a seat and have no key."""
    return [AddPerson(person=one.person, contact=Contact(name=one.name)) for one in members]


def all_agree(issue: UUID, *members: Member) -> Sequence[Command]:
    """The residents' committee and these members, to the first version."""
    voices = [("residents-committee", None), *((one.seat, one.person) for one in members)]
    return [
        TakePosition(issue=issue, version=1, seat=seat, person=person, stance=Stance.AGREE)
        for seat, person in voices
    ]


def hung(duty: Duty, subject: UUID, board: str, notice: UUID | None = None) -> Sequence[Command]:
    """A notice is drawn up, and hangs at a board for a week at least."""
    notice = notice or new_id()
    drawn = DrawUpNotice(notice=notice, duty=duty, subject=subject, days=7)
    return (drawn, PutUpNotice(notice=notice, boards=(board,)))


def taken_down(notice: UUID) -> Command:
    """Its days are over."""
    return TakeDownNotice(notice=notice)
