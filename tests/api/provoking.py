"""How every problem is provoked: a code, and the request that is answered with it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import httpx2

from service.ids import new_id
from tests.api.face import Call, Face
from tests.api.posts import PAST, next_calendar
from tests.api.provoking_asking import ASKING
from tests.api.provoking_ballots import BALLOTS, BALLOTS_ELSEWHERE, BALLOTS_NOT_OVER_HTTP
from tests.api.provoking_board import BOARD
from tests.api.provoking_early import EARLY
from tests.api.provoking_elections import ELECTIONS
from tests.api.provoking_late import LATE
from tests.api.provoking_linking import LINKING
from tests.api.provoking_meetings import MEETINGS
from tests.api.provoking_registers import (
    REGISTERS,
    REGISTERS_ELSEWHERE,
    REGISTERS_NOT_OVER_HTTP,
)
from tests.api.provoking_timing import TIMING
from tests.api.provoking_undertakings import UNDERTAKINGS
from tests.api.provoking_visits import VISITS
from tests.api.provoking_votes import VOTES, VOTES_ELSEWHERE, VOTES_NOT_OVER_HTTP
from tests.evidence import JPEG, PNG, damage
from tests.leaving import erase, kept_by_law

Provocation = Callable[[Face], httpx2.Response]
TRIAGE = {"category": "lighting", "scale": "small", "track": "fast"}
DONE: dict[str, Any] = {"outcome": "solved", "reply": "修好了"}
FUTURE = "2999-01-01T00:00:00+08:00"


def _report(**fields: Any) -> Provocation:
    return lambda face: face.post("/v1/issues", face.reporting(**fields), face.town.clerk)


def _on(noun: str, body: Any, *, triaged: str = "", match: str = "", **kw: Any) -> Provocation:
    """A command on a new issue, triaged on the track *triaged* and dispatched where asked."""

    def provoke(face: Face) -> httpx2.Response:
        issue = face.town.report(**kw)
        if triaged:
            _do(face, issue, "triage", TRIAGE | {"track": triaged}, '"1"')
        filled = {k: face.town.contractor if v == "party" else v for k, v in body.items()}
        return _do(face, issue, noun, filled, match)

    return provoke


def _do(face: Face, issue: UUID, noun: str, body: Any, match: str = "") -> httpx2.Response:
    plain = {k: str(v) if isinstance(v, UUID) else v for k, v in body.items()}
    headers = {"if_match": match} if match else {}
    return face.post(f"/v1/issues/{issue}/{noun}", plain, face.town.clerk, **headers)


def _twice(noun: str) -> Provocation:
    """The contractor has an order, and then *noun* comes twice."""

    def provoke(face: Face) -> httpx2.Response:
        issue, party = face.town.report(), str(face.town.contractor)
        _do(face, issue, "dispatches", {"parties": [party]})
        body = {"parties": [party]} if noun == "dispatches" else {"party": party}
        _do(face, issue, noun, body)
        return _do(face, issue, noun, body)

    return provoke


def _dispatched_and_done(face: Face) -> httpx2.Response:
    issue = face.town.report()
    _do(face, issue, "triage", TRIAGE, '"1"')
    _do(face, issue, "dispatches", {"parties": [str(face.town.contractor)]})
    return _do(face, issue, "completion", DONE, '"3"')


def _answered_when_done(face: Face) -> httpx2.Response:
    return _do(face, face.town.play(), "responses", {"message": "又来了"})


def _confidential(face: Face) -> httpx2.Response:
    town = face.town
    issue = town.report(confidential=True)
    _do(face, issue, "dispatches", {"parties": [str(town.property_company)]})
    purpose = {"purpose": "contact-reporter"}
    return face.post(f"/v1/issues/{issue}/disclosures", purpose, town.handler)


def _erased(face: Face) -> httpx2.Response:
    issue = face.town.report()
    erase(face, face.town.issue(issue).reporter)
    return _do(face, issue, "receipts", {})


def _erased_twice(face: Face) -> httpx2.Response:
    person = face.town.issue(face.town.report()).reporter
    erase(face, person)
    return erase(face, person)


def _disclosed_after(face: Face) -> httpx2.Response:
    issue = face.town.report()
    erase(face, face.town.issue(issue).reporter)
    return _do(face, issue, "disclosures", {"purpose": "legal-duty"})


def _restricted(face: Face) -> httpx2.Response:
    """The reporter has spoken to a plan that was approved, and may be asked about it in court."""
    issue = kept_by_law(face.town)
    erase(face, face.town.issue(issue).reporter)
    return _do(face, issue, "disclosures", {"purpose": "contact-reporter"})


def _as_resident(face: Face) -> httpx2.Response:
    return face.post("/v1/issues", face.reporting(), face.town.resident)


def _as_staff(face: Face) -> httpx2.Response:
    body = face.reporting(reporter=None, summary="路灯不亮")
    return face.post("/v1/issues", body, face.town.resident)


def _administer(noun: str, body: Mapping[str, Any], at: str = "committee") -> Provocation:
    """A command on a body; a superior or organisation of the town is given by its name there."""

    def provoke(face: Face) -> httpx2.Response:
        named = {k: v for k, v in body.items() if k in {"superior", "organisation"} and v}
        ids = {k: str(getattr(face.town, v, v)) for k, v in named.items()}
        path = f"/v1/bodies/{getattr(face.town, at)}/{noun}" if noun else "/v1/bodies"
        return face.post(path, {**body, **ids}, face.town.administrator)

    return provoke


def _publishing(text: str, to: str = "", then: int = 1) -> Provocation:
    """The next calendar, with *text* in it turned *to* another."""

    def provoke(face: Face) -> httpx2.Response:
        body = {"text": next_calendar(face, then).replace(text, to)}
        return face.post("/v1/calendars", body, face.town.administrator)

    return provoke


def _hours(*periods: tuple[str, str]) -> Provocation:
    said = [{"opens": opens, "closes": closes} for opens, closes in periods]
    return _administer("hours", {"periods": said}, at="next_committee")


def _reused(face: Face) -> httpx2.Response:
    path = f"/v1/issues/{face.town.report()}/replies"
    face.post(path, {"message": "一"}, face.town.clerk, idempotency_key="k")
    return face.post(path, {"message": "二"}, face.town.clerk, idempotency_key="k")


def _large(face: Face) -> httpx2.Response:
    return face.post("/v1/issues", {"words": "a" * 300_000}, face.town.clerk)


def _file(content: bytes, media: str = "image/png") -> Provocation:
    return lambda face: upload(face, content, media)


def upload(face: Face, content: bytes, media: str) -> httpx2.Response:
    """The clerk's upload to a new issue."""
    path = f"/v1/issues/{face.town.report()}/files"
    headers = {"Content-Type": media}
    return face.send(Call(path=path, by=face.town.clerk, content=content, headers=headers))


def _damaged(face: Face) -> httpx2.Response:
    kept = upload(face, PNG, "image/png").headers["location"]
    damage(face.service)
    return face.get(kept, face.town.clerk)


def _unsigned(face: Face) -> httpx2.Response:
    key = face.service.settings.signing_key_file
    assert key is not None
    face.town.report()
    seed = key.read_bytes()
    key.unlink()
    try:
        return face.post("/v1/ledger/checkpoints", {}, face.town.auditor)
    finally:
        key.write_bytes(seed)


_OUTPUT = {"item": "路灯", "quantity": 1, "unit": "zhan"}
_BODY = {"level": "committee", "name": "凌四", "code": "LX", "superior": "subdistrict"}
_SEAT = {"seat": "property-company", "organisation": "property_company"}

PROVOKED: Mapping[str, Provocation] = {
    "malformed-request": lambda face: face.get("/v1/issues?limit=0", face.town.clerk),
    "unauthenticated": lambda face: face.get("/v1/issues", None),
    "forbidden": lambda face: face.post("/v1/bodies", _BODY | {"superior": None}, face.town.clerk),
    "not-found": lambda face: face.get(f"/v1/issues/{new_id()}", face.town.clerk),
    "method-not-allowed": lambda face: face.send(
        Call(method="PUT", path="/v1/issues", by=face.town.clerk)
    ),
    "stale-version": _on("triage", TRIAGE, match='"99"'),
    "body-too-large": _large,
    "unsupported-media-type": lambda face: face.post(
        "/v1/issues", {}, face.town.clerk, content_type="text/plain"
    ),
    "unsupported-file-type": _file(PNG, "image/gif"),
    "file-empty": _file(b""),
    "file-type-differs": _file(JPEG),
    "file-damaged": _damaged,
    "invalid-body": lambda face: face.post("/v1/issues", {}, face.town.clerk),
    "idempotency-key-reused": _reused,
    "match-required": _on("triage", TRIAGE),
    "status-forbids": _answered_when_done,
    "occurred-in-future": _report(occurred_at=FUTURE),
    "occurred-before-report": _on("responses", {"message": "已收到", "occurred_at": PAST}),
    "place-required": _report(compound_id=None),
    "place-ambiguous": _report(address="春晖路12弄"),
    "words-required": _report(words=None),
    "reporter-is-caller": _as_resident,
    "staff-alone": _as_staff,
    "unknown-channel": _report(channel="pigeon"),
    "channel-closed": _report(channel="online"),
    "unknown-category": _report(category="weather"),
    "unknown-compound": _report(compound_id=str(new_id())),
    "unknown-committee": _report(committee_id=str(new_id())),
    "not-a-committee": _administer("compounds", {"name": "春晖苑"}, at="subdistrict"),
    "fast-track-closed": _on("triage", TRIAGE | {"scale": "hard"}, match='"1"'),
    "unknown-party": _on("dispatches", {"parties": [str(new_id())]}),
    "party-repeated": _on("dispatches", {"parties": [str(UUID(int=1))] * 2}),
    "dispatch-still-open": _twice("dispatches"),
    "not-dispatched": _on("dispatch-completions", {"party": "party"}),
    "already-acknowledged": _twice("acknowledgements"),
    "not-triaged": _on("completion", DONE, match='"1"'),
    "not-fast-track": _on("completion", DONE, triaged="normal", match='"2"'),
    "dispatch-open": _dispatched_and_done,
    "unknown-site": _on(
        "completion", DONE | {"outputs": [_OUTPUT | {"site": 9}]}, triaged="fast", match='"2"'
    ),
    "unknown-unit": _on(
        "completion", DONE | {"outputs": [_OUTPUT | {"unit": "li"}]}, triaged="fast", match='"2"'
    ),
    "superior-required": _administer("", _BODY | {"superior": None}),
    "superior-forbidden": _administer("", _BODY | {"level": "district"}),
    "unknown-superior": _administer("", _BODY | {"superior": "district"}),
    "compound-exists": _administer("compounds", {"name": "春晖苑"}),
    "compound-required": _administer("seats", _SEAT | {"seat": "owners-committee"}),
    "unknown-organisation": _administer("seats", _SEAT | {"organisation": str(new_id())}),
    "seat-taken": _administer("seats", _SEAT),
    "seat-vacant": _administer("vacancies", {"seat": "operator"}),
    "unknown-method": _administer("method-adoptions", {"method": "none-such", "version": 1}),
    "method-already-adopted": _administer("method-adoptions", {"method": "linba", "version": 4}),
    "effective-in-the-past": _administer(
        "method-adoptions", {"method": "deli", "version": 2, "effective": "2020-01-01"}
    ),
    "effective-too-far": _administer(
        "method-adoptions", {"method": "deli", "version": 2, "effective": "2190-01-01"}
    ),
    "calendar-malformed": _publishing('"10-01"', '"10-32"'),
    "calendar-shrinks": _publishing("[years.2004]", "[years.2027]"),
    "version-not-next": _publishing("source", "source", then=2),
    "hours-malformed": _hours(("13:00", "12:00")),
    "unknown-calendar": lambda face: face.get("/v1/calendars/99", face.town.resident),
    "hours-unchanged": _hours(("08:30", "11:30"), ("13:00", "17:00")),
    "code-taken": _administer("", _BODY | {"code": "LY"}),
    "no-contact": _on("disclosures", {"purpose": "contact-reporter"}, contact=None),
    "reporter-confidential": _confidential,
    "reporter-erased": _erased,
    "no-checkpoint": lambda face: face.get("/v1/ledger/checkpoints/999999999", None),
    "cannot-sign": _unsigned,
    "already-erased": _erased_twice,
    "erased": _disclosed_after,
    "person-restricted": _restricted,
    **EARLY,
    **TIMING,
    **LATE,
    **ASKING,
    **ELECTIONS,
    **BALLOTS,
    **REGISTERS,
    **BOARD,
    **UNDERTAKINGS,
    **LINKING,
    **VISITS,
    **MEETINGS,
    **MEETINGS,
    **REGISTERS,
    **VOTES,
}

ELSEWHERE: Mapping[str, str] = {
    "internal-error": "test_failures: the reader is made to crash",
    "unavailable": "test_failures: the command waits too long; the database is gone",
    "too-many-issues": "test_what_if: the limit is set to nothing",
    "view-behind": "test_publications: nobody follows",
    "storage-full": "test_failures: SQLite is given no more pages",
    "texts-erased": "stories/life/test_let_go: the clock is put forward",
    "reopening-period-over": "test_endings: the clock is put forward",
    **REGISTERS_ELSEWHERE,
    **VOTES_ELSEWHERE,
    **BALLOTS_ELSEWHERE,
}

NOT_OVER_HTTP: Mapping[str, str] = {
    "score-out-of-bounds": "a body has no other mark",
    "no-referral-open": "a referral that is not concluded runs in its issue as well",
    **REGISTERS_NOT_OVER_HTTP,
    **VOTES_NOT_OVER_HTTP,
    **BALLOTS_NOT_OVER_HTTP,
    "ledger-already-open": "`migrate` alone opens a ledger",
    "already-registered": "the API makes every new id itself",
    "no-method": "`migrate` installs the general method before the first request",
    "method-malformed": "methods are installed by `migrate`; no route takes a text",
    "vocabulary-malformed": "the same for the vocabulary",
    "retention-malformed": "the same for the terms of retention",
    "metrics-malformed": "definitions are installed by `migrate`; no route takes a text",
    "already-drawn": "the timekeeper alone draws reports on record",
    "period-not-over": "the same",
    "rounds-left": "an answer that asks for another round opens it at once",
    "emergency-track-closed": "every method that `migrate` installs keeps the track open",
}
"""Why some problems cannot be had from any request."""
