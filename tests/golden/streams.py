"""Golden events of every stream but the issue's."""

from collections.abc import Mapping
from datetime import date

import domain.body.events as body
import domain.calendar.events as calendar
import domain.ledger.events as ledger
import domain.method.events as method
import domain.metric.events as metric
import domain.organisation.events as organisation
import domain.person.events as person
import domain.retention.events as retention
import domain.vocabulary.events as vocabulary
from domain.actor import Actor
from domain.calendar.hours import Hours
from domain.ground import Ground
from domain.moment import Moment
from tests.golden.values import (
    ADMINISTRATOR,
    CLERK,
    COMPANY,
    COMPOUND,
    HANDLER,
    ISSUE,
    LEDGER,
    OWNERS,
    RESIDENT,
    SUBDISTRICT,
    SYSTEM,
    by_person,
)

TEXT = 'name = "linba"\nversion = 1\ntitle = { zh = "小事快办", en = "Quick matters" }\n'
HASH = "75ce7cca4e746512cb31e62a340bfda500d8a5768d5e43e67a0988a3cd290f4e"

PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
"""The first public key of RFC 8032, section 7.1."""

NOTICE = """\
format = 1
version = 2
source = "国务院办公厅关于2026年部分节假日安排的通知"

[years.2026]
off = ["01-01", "01-02", "01-03"]
on = ["01-04"]
"""
NOTICE_HASH = "f7c5910a85acb357fc284c59354ee7633981dbfade962af3ada4676b7b17801a"

RATE = """\
format = 1
version = 1

[metrics.response-rate]
zh = "响应率"
en = "Response rate"
numerator = ["response.met"]
denominator = ["response.met", "response.missed"]
excluded = ["response.cancelled"]
"""
RATE_HASH = "c98c0201d84b52404540d70efe8b06e591d5c42819ed2e2048dc44edd417fcdb"

TERMS = """\
format = 1
version = 1

[holds.approval]
zh = "业主可依法请求撤销的决定"
en = "A decision that owners may ask a court to revoke"
law = "民法典第二百八十条"
months = 12
"""
TERMS_HASH = "a6ecc9648703dc440f002203d637f5ced2157e95fa7c67779d62db187ce0478b"

STREAMS: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("ledger.opened", 1): (
        SYSTEM,
        ledger.Opened(ledger=LEDGER, kind=ledger.LedgerKind.PRODUCTION, tree="rfc9162-sha256"),
    ),
    ("ledger.key-adopted", 1): (
        SYSTEM,
        ledger.KeyAdopted(algorithm="ed25519", public=bytes.fromhex(PUBLIC)),
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
    ("calendar.published", 1): (
        ADMINISTRATOR,
        calendar.Published(
            version=2, hash=NOTICE_HASH, text=NOTICE, origin=calendar.Origin.IMPORTED
        ),
    ),
    ("metric.published", 1): (
        SYSTEM,
        metric.Published(version=1, hash=RATE_HASH, text=RATE),
    ),
    ("retention.published", 1): (
        SYSTEM,
        retention.Published(version=1, hash=TERMS_HASH, text=TERMS),
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
        body.SeatFilled(
            seat="owners-committee", organisation=OWNERS, compound=COMPOUND, acting=False
        ),
    ),
    ("body.seat-filled", 2): (
        ADMINISTRATOR,
        body.SeatFilled(seat="police", organisation=COMPANY, compound=COMPOUND, acting=True),
    ),
    ("body.seat-vacated", 1): (
        ADMINISTRATOR,
        body.SeatVacated(seat="owners-committee", compound=COMPOUND),
    ),
    ("body.seat-vacated", 2): (
        ADMINISTRATOR,
        body.SeatVacated(seat="police", compound=COMPOUND),
    ),
    ("body.method-adopted", 1): (
        ADMINISTRATOR,
        body.MethodAdopted(method="linba", version=1, effective=None),
    ),
    ("body.method-adopted", 2): (
        ADMINISTRATOR,
        body.MethodAdopted(method="linba", version=4, effective=date(2026, 9, 1)),
    ),
    ("body.hours-set", 1): (
        CLERK,
        body.HoursSet(hours=Hours(periods=((510, 690), (780, 1020)))),
    ),
    ("body.report-drawn", 1): (
        SYSTEM,
        body.ReportDrawn(
            kind=body.ReportKind.HALF_MONTHLY,
            first=date(2026, 10, 1),
            last=date(2026, 10, 15),
            as_of=date(2026, 10, 15),
            definitions=1,
        ),
    ),
    ("organisation.registered", 1): (
        ADMINISTRATOR,
        organisation.Registered(
            name="安居物业", kind=organisation.OrganisationKind.PROPERTY_COMPANY
        ),
    ),
    ("person.registered", 1): (
        CLERK,
        person.Registered(
            name=by_person(
                "person.registered/name", "m/fuJBMy2H1qIIo6", "o2T+2Jj/cNTWir6RoE6Ytak/FA5zhtFDjA=="
            ),
            phone=by_person(
                "person.registered/phone",
                "iVFPQ7Ftw0KLBwTZ",
                "BE33QYKH5xRvmJsq6UR1VEWCuRzmT8wCJgGr",
            ),
            room=by_person(
                "person.registered/room", "2MPyoL1euERHwhii", "O2bLpibrdS0sz0Xi87QRY24MlnabE24zPJw="
            ),
        ),
    ),
    ("person.restricted", 1): (
        ADMINISTRATOR,
        person.Restricted(
            ground=Ground.REQUEST,
            asked_at=Moment(1_785_500_000_000_000),
            until=Moment(1_817_049_600_000_000),
            holds=(person.Hold(kind="approval", issue=ISSUE, until=Moment(1_817_049_600_000_000)),),
        ),
    ),
    ("person.erased", 1): (
        RESIDENT,
        person.Erased(ground=Ground.REQUEST, asked_at=Moment(1_785_500_000_000_000)),
    ),
    ("person.disclosed", 1): (
        HANDLER,
        person.Disclosed(
            fields=("name", "phone"), purpose=person.Purpose.VISIT_ON_SITE, issue=ISSUE
        ),
    ),
}
