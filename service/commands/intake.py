"""Report and triage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from domain.actor import Role
from domain.body.registry import require_committee
from domain.body.state import BodyState, in_force
from domain.calendar.hours import Timetable
from domain.calendar.state import CALENDAR_STREAM
from domain.issue import intake, number
from domain.issue.events import Discovery, Reported
from domain.issue.evolve import IssueEvent
from domain.issue.lifecycle import require
from domain.issue.state import IssueState
from domain.method.state import method_stream
from domain.method.terms import Scale, Track
from domain.method.text import Method
from domain.moment import Moment, local
from domain.person.state import register
from domain.refusal import Code, Refused
from domain.sealed import KeyScope, Sealed
from domain.vocabulary.state import VOCABULARY_STREAM, Vocabulary
from ledger.claims import NUMBER
from ledger.streams import BODY, ISSUE, METHOD, PERSON, VOCABULARY
from ledger.vault import Subject
from projections.engine import Key, View
from projections.views import status
from service.commands.base import Admission, Command
from service.commands.issue_command import IssueDecision
from service.policy import Action, Principal, Reach
from service.work import Work

DEFAULT_METHOD = "default"
"""What holds in a committee that has adopted no method of its own."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Contact:
    """How a reporter can be reached, in clear; every field may be unknown."""

    name: str | None = None
    phone: str | None = None
    room: str | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Report(Command):
    """Report an issue (上报). `issue` and `person` are new ids.

    A resident reports as themself and gives no contact; anybody else gives the reporter's
    contact, or none for an anonymous report.
    """

    action: ClassVar[Action] = Action.REPORT

    issue: UUID
    person: UUID
    committee: UUID
    compound: UUID | None = None
    address: str | None = None
    sites: tuple[str, ...] = ()
    channel: str
    discovery: Discovery = Discovery.TOLD
    confidential: bool = False
    contact: Contact | None = None
    category: str | None = None
    summary: str | None = None
    words: str | None = None
    occurred_at: Moment | None = None

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """A resident who reports as themself has a key already."""
        reporter = None if self.contact else self._reporter(principal)
        return () if reporter is None else ((KeyScope.PERSON, reporter),)

    def newcomers(self) -> Sequence[Subject]:
        """The issue, and the reporter whose contact is given."""
        issue: Subject = (KeyScope.ISSUE, self.issue)
        return (issue, (KeyScope.PERSON, self.person)) if self.contact else (issue,)

    def phones(self) -> Mapping[UUID, str]:
        """The reporter's, where it is given."""
        return phone_of(self.person, self.contact)

    def streams(self) -> Sequence[UUID]:
        """The new ones too, to find that there are none."""
        return (self.issue, self.person, self.committee, CALENDAR_STREAM)

    def admit(self, work: Work) -> Admission:
        """The committee must exist; who may report there, the policy says."""
        body = work.state(BODY, self.committee)
        if body is None:
            raise Refused(Code.UNKNOWN_COMMITTEE)
        superiors = work.superiors(self.committee)
        return Admission(
            reach=Reach(committee=self.committee, superiors=superiors, compound=self.compound)
        )

    def run(self, work: Work) -> None:
        """Register the reporter where they are new, then report."""
        body = work.require(BODY, self.committee).state
        if work.role is Role.RESIDENT:
            # Their own key may be known for some seconds after they were let go.
            work.require_kept(work.principal.person)
            self._require_residents_own()
        earlier = work.state(ISSUE, self.issue)
        require(Reported, earlier.status if earlier else None)
        require_committee(body)
        rules = method_in_force(work, body, at=work.now).rules
        occurred = intake.report_time(self.occurred_at, now=work.now, rules=rules)
        facts = self._facts(work, body, occurred)
        reporter = self._reporter(work.principal)
        # What a resident types into any field is theirs, and goes when they go.
        writer = reporter if work.role is Role.RESIDENT else None
        if self.contact is not None:
            register_person(work, self.person, self.contact)
        events = intake.report(
            facts,
            committee=self.committee,
            compound=self.compound,
            address=self._sealed_if(work, "address", self.address, writer),
            sites=[
                self._sealed(work, f"sites/{index}/address", site, writer)
                for index, site in enumerate(self.sites)
            ],
            channel=self.channel,
            discovery=self.discovery,
            confidential=self.confidential,
            reporter=reporter,
            category=self.category,
            summary=self._sealed_if(work, "summary", self.summary, None),
            words=self._sealed_if(work, "words", self.words, reporter),
        )
        work.append(ISSUE, self.issue, events, occurred_at=occurred)

    def shown(self) -> tuple[View[Any], Key]:
        """The new issue's status row."""
        return status.VIEW, (self.issue,)

    def _reporter(self, principal: Principal) -> UUID | None:
        if self.contact is not None:
            return self.person
        return principal.person if Role.RESIDENT in principal.roles else None

    def _require_residents_own(self) -> None:
        """A resident tells what they see, now; how it is worded and found is staff's (主动发现)."""
        if self.contact is not None:
            raise Refused(Code.REPORTER_IS_CALLER)
        staffs = {
            "summary": self.summary is not None,
            "discovery": self.discovery is not Discovery.TOLD,
            "occurred_at": self.occurred_at is not None,
        }
        for field, given in staffs.items():
            if given:
                raise Refused(Code.STAFF_ALONE, field=field)

    def _facts(self, work: Work, body: BodyState, occurred: Moment) -> intake.ReportFacts:
        year = local(work.now).year
        scope = number.scope(body.code, year)
        return intake.ReportFacts(
            committee=body,
            method=method_in_force(work, body, at=occurred),
            vocabulary=vocabulary(work),
            number=number.issue_number(body.code, year, work.next_number(NUMBER, scope)),
            timetable=timetable(work, body),
        )

    def _sealed(self, work: Work, field: str, text: str, author: UUID | None) -> Sealed:
        """With its author's key where that is a resident, else with the issue's."""
        scope, subject = (KeyScope.PERSON, author) if author else (KeyScope.ISSUE, self.issue)
        return work.seal(scope, subject, self.issue, f"issue.reported/{field}", text)

    def _sealed_if(
        self, work: Work, field: str, text: str | None, author: UUID | None
    ) -> Sealed | None:
        return None if text is None else self._sealed(work, field, text, author)


@dataclass(frozen=True, kw_only=True, repr=False)
class Triage(IssueDecision):
    """Take in and classify (受理、分类)."""

    action: ClassVar[Action] = Action.TRIAGE
    match_required: ClassVar[bool] = True

    category: str
    scale: Scale
    track: Track
    summary: str | None = None
    ground: str | None = None
    case: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Under the version of the method that the report pinned."""
        method = work.require(METHOD, method_stream(state.method.name)).state
        return intake.triage(
            state,
            method.version(state.method.version),
            vocabulary(work),
            category=self.category,
            scale=self.scale,
            track=self.track,
            summary=self.sealed_if(work, "issue.triaged/summary", self.summary),
            ground=self.sealed_if(work, "issue.triaged/emergency/ground", self.ground),
            case=self.case,
        )


def phone_of(person: UUID, contact: Contact | None) -> Mapping[UUID, str]:
    """A new person's telephone number, for the blind index."""
    return {} if contact is None or contact.phone is None else {person: contact.phone}


def register_person(work: Work, person: UUID, contact: Contact) -> None:
    """A new person with a sealed contact."""

    def sealed(field: str, text: str | None) -> Sealed | None:
        if text is None:
            return None
        return work.seal(KeyScope.PERSON, person, person, f"person.registered/{field}", text)

    events = register(
        name=sealed("name", contact.name),
        phone=sealed("phone", contact.phone),
        room=sealed("room", contact.room),
    )
    work.begin(PERSON, person, events)


def vocabulary(work: Work) -> Vocabulary:
    """The newest vocabulary; `migrate` has installed one."""
    return work.require(VOCABULARY, VOCABULARY_STREAM).state.current


def timetable(work: Work, body: BodyState) -> Timetable:
    """The newest calendar, and the hours at which *body* works."""
    return Timetable(calendar=work.calendars().newest, hours=body.hours)


def method_in_force(work: Work, body: BodyState, *, at: Moment) -> Method:
    """What the committee worked by on that day, else what it works by now.

    Else the newest default; refused with `no-method`. A report that is typed in later keeps what
    was promised on its day, where anything had been adopted by then.
    """
    days = (local(at).date(), local(work.now).date())
    held = next((one for day in days if (one := in_force(body.adoptions, day))), None)
    method = work.state(METHOD, method_stream(held.method if held else DEFAULT_METHOD))
    if method is None:
        raise Refused(Code.NO_METHOD)
    return method.version(held.version if held else method.newest)
