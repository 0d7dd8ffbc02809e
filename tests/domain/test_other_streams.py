"""Organisations, persons, the ledger's own stream."""

from domain.ledger.events import LedgerKind, Opened
from domain.ledger.state import open_ledger
from domain.organisation import events as organisation
from domain.organisation.events import OrganisationKind
from domain.organisation.state import register as register_organisation
from domain.person import events as person
from domain.person.events import Disclosed, Purpose
from domain.person.state import disclose
from domain.person.state import register as register_person
from domain.refusal import Code
from tests.domain.dsl import given
from tests.domain.examples import sealed, uid

NOBODY = person.Registered(name=None, phone=None, room=None)
ISSUE = uid(7)


def test_an_organisation_is_registered_whatever_others_are_called() -> None:
    for kind in OrganisationKind:
        given().when(register_organisation, name="东明物业", kind=kind).then(
            organisation.Registered(name="东明物业", kind=kind)
        ).leaves(name="东明物业", kind=kind)


def test_a_person_is_registered_with_what_they_gave() -> None:
    contact = {"name": sealed("周一川"), "phone": sealed("phone"), "room": sealed("room")}
    given().when(register_person, **contact).then(person.Registered(**contact)).leaves(
        **contact, known=("name", "phone", "room")
    )
    given().when(register_person).then(NOBODY).leaves(known=())


def test_any_single_field_can_be_disclosed() -> None:
    for field in ("name", "phone", "room"):
        registered = person.Registered(
            **{"name": None, "phone": None, "room": None} | {field: sealed(field)}
        )
        for purpose in Purpose:
            given(registered).when(disclose, issue=ISSUE, purpose=purpose).then(
                Disclosed(fields=(field,), purpose=purpose, issue=ISSUE)
            ).leaves(known=(field,))


def test_a_disclosure_leaves_the_contact_as_it_is() -> None:
    registered = person.Registered(name=sealed("周一川"), phone=None, room=None)
    seen = Disclosed(fields=("name",), purpose=Purpose.LEGAL_DUTY, issue=ISSUE)
    given(registered, seen).when(disclose, issue=ISSUE, purpose=Purpose.LEGAL_DUTY).then(
        seen
    ).leaves(name=sealed("周一川"), phone=None, room=None)


def test_where_there_is_no_contact_nothing_is_opened() -> None:
    purpose = Purpose.CONTACT_REPORTER
    given().when(disclose, issue=ISSUE, purpose=purpose).refused(Code.NO_CONTACT)
    given(NOBODY).when(disclose, issue=ISSUE, purpose=purpose).refused(Code.NO_CONTACT)


def test_a_ledger_is_opened_once() -> None:
    for kind in LedgerKind:
        opened = Opened(ledger=uid(1), kind=kind, tree="rfc9162-sha256")
        given().when(open_ledger, ledger=uid(1), kind=kind).then(opened).leaves(
            ledger=uid(1), kind=kind
        )
        for again in LedgerKind:
            given(opened).when(open_ledger, ledger=uid(1), kind=again).refused(
                Code.LEDGER_ALREADY_OPEN
            )
