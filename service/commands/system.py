"""What the installation itself does: genesis, texts that all share, persons with credentials."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from domain.ledger.events import LedgerKind
from domain.ledger.state import LEDGER_STREAM, open_ledger
from domain.method.state import method_stream
from domain.method.state import publish as publish_method
from domain.method.text import parse
from domain.metric.state import METRIC_STREAM
from domain.metric.state import publish as publish_metrics
from domain.retention.state import RETENTION_STREAM
from domain.retention.state import publish as publish_retention
from domain.sealed import KeyScope
from domain.vocabulary.state import VOCABULARY_STREAM
from domain.vocabulary.state import publish as publish_vocabulary
from ledger.streams import LEDGER, METHOD, METRIC, RETENTION, VOCABULARY
from ledger.vault import Subject
from service.commands.base import Admission, Command
from service.commands.intake import Contact, phone_of, register_person, vocabulary
from service.policy import EVERYTHING, Action
from service.work import Work


@dataclass(frozen=True, kw_only=True)
class SystemCommand(Command):
    """What only the installation may do."""

    action: ClassVar[Action] = Action.INSTALL

    def admit(self, work: Work) -> Admission:
        """It belongs to nobody in particular."""
        return Admission(reach=EVERYTHING)


@dataclass(frozen=True, kw_only=True)
class OpenLedger(SystemCommand):
    """Genesis; `ledger` is a new id."""

    ledger: UUID
    kind: LedgerKind

    def run(self, work: Work) -> None:
        """Position 1."""
        events = open_ledger(work.state(LEDGER, LEDGER_STREAM), ledger=self.ledger, kind=self.kind)
        work.append(LEDGER, LEDGER_STREAM, events)


@dataclass(frozen=True, kw_only=True)
class PublishVocabulary(SystemCommand):
    """Install a vocabulary text; nothing happens where it is the newest already."""

    text: str

    def run(self, work: Work) -> None:
        """The next version."""
        state = work.state(VOCABULARY, VOCABULARY_STREAM)
        work.append(VOCABULARY, VOCABULARY_STREAM, publish_vocabulary(state, text=self.text))


@dataclass(frozen=True, kw_only=True)
class PublishMetrics(SystemCommand):
    """Install the definitions of rates; nothing happens where they are the newest already."""

    text: str

    def run(self, work: Work) -> None:
        """The next version."""
        state = work.state(METRIC, METRIC_STREAM)
        work.append(METRIC, METRIC_STREAM, publish_metrics(state, text=self.text))


@dataclass(frozen=True, kw_only=True)
class PublishRetention(SystemCommand):
    """Install the terms of retention; nothing happens where they are the newest already."""

    text: str

    def run(self, work: Work) -> None:
        """The next version."""
        state = work.state(RETENTION, RETENTION_STREAM)
        work.append(RETENTION, RETENTION_STREAM, publish_retention(state, text=self.text))


@dataclass(frozen=True, kw_only=True)
class PublishMethod(SystemCommand):
    """Install a method's text; nothing happens where it is the newest already."""

    text: str

    def run(self, work: Work) -> None:
        """The next version of the method that the text names."""
        stream = method_stream(parse(self.text).name)
        events = publish_method(work.state(METHOD, stream), vocabulary(work), text=self.text)
        work.append(METHOD, stream, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class RegisterPerson(SystemCommand):
    """A person who is to be given a credential; `person` is a new id."""

    action: ClassVar[Action] = Action.PERSON_REGISTER

    person: UUID
    contact: Contact = field(default_factory=Contact)

    def newcomers(self) -> Sequence[Subject]:
        """The person."""
        return ((KeyScope.PERSON, self.person),)

    def phones(self) -> Mapping[UUID, str]:
        """Theirs, where it is given."""
        return phone_of(self.person, self.contact)

    def run(self, work: Work) -> None:
        """One stream per registration."""
        register_person(work, self.person, self.contact)
