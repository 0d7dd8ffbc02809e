"""The same facts kept by the eventsourcing library as it comes: its own application, its own
infrastructure modules, its default transcoder."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

_SAVED_AT_ONCE = 100


class Issue(Aggregate):
    """An issue with what the ledger keeps of one: who said or did what, when, and why."""

    @event("Reported")
    def __init__(self, issue: UUID, committee: UUID, words: str, by: str, command: UUID) -> None:
        self.issue = issue
        self.committee = committee
        self.words = words
        self.status = "reported"
        self.parties: list[UUID] = []
        self.responses = 0

    @staticmethod
    def create_id(issue: UUID) -> UUID:
        """The ledger's own id of that issue."""
        return issue

    @event("Triaged")
    def triage(self, category: str, track: str, by: str, command: UUID) -> None:
        """Classified."""
        self.status = "triaged"

    @event("Dispatched")
    def dispatch(self, party: UUID, by: str, command: UUID) -> None:
        """Handed over."""
        self.parties.append(party)
        self.status = "dispatched"

    @event("Acknowledged")
    def acknowledge(self, party: UUID, by: str, command: UUID) -> None:
        """Taken."""
        self.status = "acknowledged"

    @event("Responded")
    def respond(self, message: str, by: str, correlation: UUID, command: UUID) -> None:
        """Answered."""
        self.responses += 1


class Issues(Application[UUID]):
    """The library's application, nothing changed."""

    def respond(self, issue: UUID, message: str, *, by: str, command: UUID) -> None:
        """Load, decide, one event, save."""
        found: Issue = self.repository.get(issue)
        found.respond(message=message, by=by, correlation=command, command=command)
        self.save(found)

    def open_all(self, issues: Iterable[UUID], party: UUID, message: str) -> None:
        """Begin those issues, each with as many events as a district's has."""
        begun = [_begun(issue, party, message) for issue in issues]
        for start in range(0, len(begun), _SAVED_AT_ONCE):
            self.save(*begun[start : start + _SAVED_AT_ONCE])

    def count(self) -> int:
        """How many events there are."""
        return self.recorder.max_notification_id() or 0


def issues(environment: Mapping[str, str]) -> Issues:
    """The application on the database that the library's own variables name."""
    return Issues(env=dict(environment))


def _begun(issue: UUID, party: UUID, message: str) -> Issue:
    by = f"clerk {party}"
    begun = Issue(issue=issue, committee=party, words=message, by=by, command=issue)
    begun.triage(category="lighting", track="fast", by=by, command=issue)
    begun.respond(message=message, by=by, correlation=issue, command=issue)
    begun.dispatch(party=party, by=by, command=issue)
    begun.acknowledge(party=party, by=by, command=issue)
    return begun
