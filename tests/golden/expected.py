"""What each golden state means, written by hand beside it.

Every optional field is filled in, also where the rules would leave one of two empty, so that no
field's stored shape escapes. The sealed fields really open: see `tests/ledger/test_cipher.py`.
"""

from base64 import b64decode
from collections.abc import Mapping
from uuid import UUID

import domain.body.events as body
import domain.issue.events as issue
import domain.ledger.events as ledger
import domain.method.events as method
import domain.organisation.events as organisation
import domain.person.events as person
import domain.vocabulary.events as vocabulary
from domain.actor import Actor, Role
from domain.method.terms import Basis, Clock, Scale, Span, Term, Track
from domain.moment import Moment
from domain.sealed import KeyScope, Sealed


def known(number: int) -> UUID:
    """One of the ids in the golden files, which differ in their last digits alone."""
    return UUID(f"0198a000-0000-7000-8000-{number:012x}")


LEDGER, PERSON, ISSUE = known(0x01), known(0x10), known(0x20)
PERSON_KEY, ISSUE_KEY = known(0x11), known(0x21)
COMMITTEE, SUBDISTRICT, COMPOUND = known(0x40), known(0x41), known(0x42)
COMPANY, OWNERS, CONTRACTOR = known(0x50), known(0x51), known(0x52)
CORRELATION, COMMAND = known(0x60), known(0x61)
OCCURRED_AT = Moment(1_785_542_400_123_456)

SYSTEM = Actor(role=Role.SYSTEM)
ADMINISTRATOR = Actor(role=Role.ADMINISTRATOR, person=known(0x30), key=known(0x31))
HANDLER = Actor(role=Role.HANDLER, person=known(0x34), organisation=COMPANY, key=known(0x35))
CLERK = Actor(role=Role.CLERK, person=known(0x32), organisation=COMMITTEE, key=known(0x33))
CLERK_FOR_COMPANY = Actor(
    role=Role.CLERK,
    person=known(0x32),
    organisation=COMMITTEE,
    key=known(0x33),
    on_behalf_of=COMPANY,
)


def _sealed(scope: KeyScope, key: UUID, place: str, nonce: str, text: str) -> Sealed:
    return Sealed(
        scope=scope,
        key=key,
        alg="A256GCM",
        place=place,
        nonce=b64decode(nonce),
        text=b64decode(text),
    )


def _person(place: str, nonce: str, text: str) -> Sealed:
    return _sealed(KeyScope.PERSON, PERSON_KEY, place, nonce, text)


def _issue(place: str, nonce: str, text: str) -> Sealed:
    return _sealed(KeyScope.ISSUE, ISSUE_KEY, place, nonce, text)


TEXT = 'name = "linba"\nversion = 1\ntitle = { zh = "小事快办", en = "Quick matters" }\n'
HASH = "75ce7cca4e746512cb31e62a340bfda500d8a5768d5e43e67a0988a3cd290f4e"

RESPONSE = Term(clock=Clock.RESPONSE, amount=15, span=Span.MINUTE, basis=Basis.NATURAL)
FIVE_DAYS = Term(clock=Clock.COMPLETION, amount=5, span=Span.DAY, basis=Basis.WORKING)
ONE_DAY = Term(clock=Clock.COMPLETION, amount=24, span=Span.HOUR, basis=Basis.NATURAL)

REPORTED = issue.Reported(
    number="LY-2026-000017",
    committee=COMMITTEE,
    compound=COMPOUND,
    address=_issue(
        "issue.reported/address", "hU9NG8JT11ggkHsH", "IAuSBpVVwafQ5lMGgl70vIF9hqxAvj1ZizPsts6w"
    ),
    sites=(
        issue.Site(
            number=1,
            address=_issue(
                "issue.reported/sites/0/address",
                "jJwREghG8+4/Ep1Z",
                "VhEvlglJ6mf/d93e4KwDDfLxB8a39aaF3iqx6sE=",
            ),
        ),
        issue.Site(
            number=2,
            address=_issue(
                "issue.reported/sites/1/address",
                "juM5pSMziXzaQa5N",
                "G+AN508dhtapmMnYFz5g0r4h703bpP/1O+M=",
            ),
        ),
    ),
    channel="xiaoshi-kuaiban",
    discovery=issue.Discovery.TOLD,
    confidential=True,
    reporter=PERSON,
    category="lighting",
    summary=_issue(
        "issue.reported/summary",
        "/JuSqkw27Bf0H/VS",
        "xYZ2XtAcDk7CTZxwaR7d9tRuMycIaNhT1mzpSsqGrkCSn2Rxyw==",
    ),
    words=_person(
        "issue.reported/words",
        "3dsbLg3VqbH+LdBR",
        "Qk6cr5ETtmM8u2jw38BmPi8dD7X2F/H+ah/am6IUJAtAOHUDosU/uZ6N81ebW3KMf+AQIg==",
    ),
    method=issue.PinnedMethod(name="linba", version=1, hash=HASH),
    vocabulary=1,
    terms=(RESPONSE, FIVE_DAYS),
)

EXPECTED: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("ledger.opened", 1): (
        SYSTEM,
        ledger.Opened(ledger=LEDGER, kind=ledger.LedgerKind.PRODUCTION, tree="rfc9162-sha256"),
    ),
    ("vocabulary.published", 1): (
        SYSTEM,
        vocabulary.Published(
            version=1, text='version = 1\n[units]\nzhan = { zh = "盏", en = "lamps" }\n'
        ),
    ),
    ("method.published", 1): (
        SYSTEM,
        method.Published(name="linba", version=1, hash=HASH, text=TEXT),
    ),
    ("body.registered", 1): (
        ADMINISTRATOR,
        body.Registered(level=body.Level.COMMITTEE, name="凌一", code="LY", superior=SUBDISTRICT),
    ),
    ("body.compound-added", 1): (
        ADMINISTRATOR,
        body.CompoundAdded(compound=COMPOUND, name="春晖苑"),
    ),
    ("body.seat-filled", 1): (
        ADMINISTRATOR,
        body.SeatFilled(seat="owners-committee", organisation=OWNERS, compound=COMPOUND),
    ),
    ("body.seat-vacated", 1): (
        ADMINISTRATOR,
        body.SeatVacated(seat="owners-committee", compound=COMPOUND),
    ),
    ("body.method-adopted", 1): (ADMINISTRATOR, body.MethodAdopted(method="linba", version=1)),
    ("organisation.registered", 1): (
        ADMINISTRATOR,
        organisation.Registered(
            name="安居物业", kind=organisation.OrganisationKind.PROPERTY_COMPANY
        ),
    ),
    ("person.registered", 1): (
        CLERK,
        person.Registered(
            name=_person(
                "person.registered/name", "m/fuJBMy2H1qIIo6", "o2T+2Jj/cNTWir6RoE6Ytak/FA5zhtFDjA=="
            ),
            phone=_person(
                "person.registered/phone",
                "iVFPQ7Ftw0KLBwTZ",
                "BE33QYKH5xRvmJsq6UR1VEWCuRzmT8wCJgGr",
            ),
            room=_person(
                "person.registered/room", "2MPyoL1euERHwhii", "O2bLpibrdS0sz0Xi87QRY24MlnabE24zPJw="
            ),
        ),
    ),
    ("person.disclosed", 1): (
        HANDLER,
        person.Disclosed(
            fields=("name", "phone"), purpose=person.Purpose.VISIT_ON_SITE, issue=ISSUE
        ),
    ),
    ("issue.reported", 1): (CLERK, REPORTED),
    ("issue.triaged", 1): (
        CLERK,
        issue.Triaged(
            category="lighting",
            scale=Scale.SMALL,
            track=Track.FAST,
            summary=_issue(
                "issue.triaged/summary",
                "o0i0LDHyHtVavUoW",
                "hOEg0e2rYm8xuoXVXzGUb2NSPzyBpR9VS9c5Ag==",
            ),
            terms=(RESPONSE, ONE_DAY),
        ),
    ),
    ("issue.dispatched", 1): (
        CLERK,
        issue.Dispatched(
            parties=(COMPANY, CONTRACTOR),
            note=_issue(
                "issue.dispatched/note",
                "y6F8v2WRYGYvtvng",
                "Fp/Z8OKESq5Q66NpN6TOJEKpRrIpfJmR6tXLXw==",
            ),
        ),
    ),
    ("issue.acknowledged", 1): (HANDLER, issue.Acknowledged(party=COMPANY)),
    ("issue.dispatch-completed", 1): (
        CLERK_FOR_COMPANY,
        issue.DispatchCompleted(
            party=COMPANY,
            note=_issue(
                "issue.dispatch-completed/note",
                "5bsdZagvf19fpM8i",
                "9VMzGVzhu6d9FAJS5JnwDjoUip1h1RsynT3tKA==",
            ),
        ),
    ),
    ("issue.responded", 1): (
        CLERK,
        issue.Responded(
            message=_issue(
                "issue.responded/message",
                "Gw0ZxxlkZBApuj89",
                "TJAwGJKerGd3WjmuksAnSV+yO9HVn4CYcw7tGx3JNVfbrSivgFpUcK+ze7l1oQ==",
            )
        ),
    ),
    ("issue.replied", 1): (
        CLERK,
        issue.Replied(
            message=_issue(
                "issue.replied/message",
                "ou9mKE1ufjeMqYII",
                "RcIdiaEenVYuuPP0fsFpGHUnMFYpUrzFCdZKHiSOvrc+Pg==",
            )
        ),
    ),
    ("issue.done", 1): (
        CLERK,
        issue.Done(
            outcome=issue.Outcome.SOLVED,
            reply=_issue(
                "issue.done/reply", "vP6ZMelQD88i8QiS", "o6YwlxDjl/fbdTNc1xLiBMfTdRGBK7Wm4w=="
            ),
            outputs=(
                issue.Output(
                    item=_issue(
                        "issue.done/outputs/0/item",
                        "sCuD55DesITgRX96",
                        "dThNApE91Qsid9YzEqv6iAHcqU6dfQ==",
                    ),
                    quantity=2,
                    unit="zhan",
                    site=1,
                ),
            ),
            cost=36_850,
        ),
    ),
}
"""(name, version) → who did it, and the event that the state decodes to today."""
