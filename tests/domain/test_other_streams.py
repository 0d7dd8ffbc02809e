"""Organisations, persons, the ledger's own stream."""

from domain.ledger.events import KeyAdopted, LedgerKind, Opened
from domain.ledger.state import adopt_key, open_ledger
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


def test_a_key_is_adopted_instead_of_the_one_that_signs() -> None:
    opened = Opened(ledger=uid(1), kind=LedgerKind.PRODUCTION, tree="rfc9162-sha256")
    first, second = (KeyAdopted(algorithm="ed25519", public=bytes(32 * [n])) for n in (1, 2))
    given(opened).when(adopt_key, public=first.public, instead_of=None).then(first).leaves(
        ledger=uid(1), key=first.public
    )
    given(opened, first).when(adopt_key, public=second.public, instead_of=first.public).then(
        second
    ).leaves(key=second.public)


def test_nobody_takes_the_place_of_another_key_than_they_mean() -> None:
    opened = Opened(ledger=uid(1), kind=LedgerKind.PRODUCTION, tree="rfc9162-sha256")
    first, second = (KeyAdopted(algorithm="ed25519", public=bytes(32 * [n])) for n in (1, 2))
    given().when(adopt_key, public=first.public, instead_of=None).nothing()
    given(opened, first).when(adopt_key, public=second.public, instead_of=None).nothing()
    given(opened, first).when(adopt_key, public=first.public, instead_of=first.public).nothing()
    given(opened, first, second).when(
        adopt_key, public=first.public, instead_of=first.public
    ).nothing()


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
