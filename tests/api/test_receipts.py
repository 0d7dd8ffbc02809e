"""Handing out a receipt: shown once, a new token each time, for an address that can be reached."""

from itertools import pairwise
from typing import Any

import pytest

from tests.api.face import Face, code_of
from tests.api.following import Holder
from tests.erasing import erase


def _path(face: Face, **fields: Any) -> str:
    return f"/v1/issues/{face.town.report(**fields)}/receipts"


def test_a_receipt_says_where_to_ask(shared: Face) -> None:
    issue = shared.town.report()
    answer = shared.post(f"/v1/issues/{issue}/receipts", {}, shared.town.clerk)
    told = answer.json()
    base = f"http://bihuan.test/follow/{told['token']}"
    assert answer.status_code == 201
    named = {"number", "token", "status_url", "receipt_url", "expires_at", "checkpoint"}
    assert told.keys() == named
    assert told["number"] == shared.town.issue(issue).number
    assert (told["status_url"], told["receipt_url"]) == (base, f"{base}/receipt")
    for url in (told["status_url"], told["receipt_url"]):
        assert shared.get(url, None).status_code == 200


def test_the_token_stands_in_the_body_alone_and_is_not_kept(shared: Face) -> None:
    answer = shared.post(_path(shared), {}, shared.town.clerk)
    assert answer.json()["token"] not in str(answer.headers)
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_a_resident_gets_one_for_their_own(shared: Face) -> None:
    town = shared.town
    mine = _path(shared, by=town.resident, contact=None)
    assert shared.post(mine, {}, town.resident).status_code == 201
    assert code_of(shared.post(_path(shared), {}, town.resident)) == "not-found"


def test_a_retry_gets_a_token_of_its_own(shared: Face) -> None:
    """The first one is kept nowhere, so that nobody can be told it again."""
    path = _path(shared)
    answers = [
        shared.post(path, body, shared.town.clerk, idempotency_key="k")
        for body in ({}, {}, {"revoke_earlier": False})
    ]
    assert [answer.status_code for answer in answers] == [201] * 3
    assert len({answer.json()["token"] for answer in answers}) == 3


def test_a_lost_one_can_be_revoked(shared: Face) -> None:
    lost = Holder(shared, shared.town.report())
    path = f"/v1/issues/{lost.issue}/receipts"
    other = shared.post(path, {}, shared.town.clerk).json()["token"]
    assert {answer.status_code for answer in lost.answers()} == {200}
    new = shared.post(path, {"revoke_earlier": True}, shared.town.clerk).json()["token"]
    assert {answer.status_code for answer in lost.answers()} == {404}
    found = [shared.get(f"/v1/follow-ups/{token}", None).status_code for token in (other, new)]
    assert found == [404, 200]


def test_it_changes_no_event(shared: Face) -> None:
    path = _path(shared)
    before = shared.head()
    assert shared.post(path, {}, shared.town.clerk, if_match='"1"').status_code == 201
    assert shared.head() == before


def test_if_match_counts(shared: Face) -> None:
    stale = shared.post(_path(shared), {}, shared.town.clerk, if_match='"2"')
    assert code_of(stale) == "stale-version"


@pytest.mark.parametrize("body", [{"days": 1}, {"revoke_earlier": "yes"}, {"revoke_earlier": 1}, 7])
def test_bodies_that_are_none(shared: Face, body: Any) -> None:
    assert code_of(shared.post(_path(shared), body, shared.town.clerk)) == "invalid-body"


def test_it_is_offered_to_those_who_may(shared: Face) -> None:
    town, issue = shared.town, shared.town.play()
    offered = {
        name: "issue.receipt"
        in shared.get(f"/v1/issues/{issue}", getattr(town, name)).json()["allowed_actions"]
        for name in ("clerk", "superior", "integrator", "handler", "auditor", "owner")
    }
    may = {"clerk", "superior", "integrator"}
    assert {name for name, is_offered in offered.items() if is_offered} == may


def test_an_address_of_its_own(shared_sqlite: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the request was sent to: that may be a name that only the office knows."""
    public = "https://bihuan.example.cn/shequ"
    monkeypatch.setattr(shared_sqlite.service.settings, "public_url", public)
    for host in ("10.0.0.7:8000", "<b>"):
        answer = shared_sqlite.post(_path(shared_sqlite), {}, shared_sqlite.town.clerk, host=host)
        assert answer.json()["status_url"].startswith(f"{public}/follow/")


@pytest.mark.parametrize(
    "host", ["", "<script>", "a b", "user@host", 'x"onload="', "x/../y?z=", "[", "x:port", "村"]
)
def test_a_host_that_is_none_gets_no_receipt(shared_sqlite: Face, host: str) -> None:
    holder = Holder(shared_sqlite, shared_sqlite.town.report())
    path = f"/v1/issues/{holder.issue}/receipts"
    for answer in (
        shared_sqlite.post(path, {}, shared_sqlite.town.clerk, host=host),
        shared_sqlite.get(f"/follow/{holder.token}/receipt", None, host=host),
    ):
        assert code_of(answer) == "malformed-request"
        assert holder.token not in answer.text
        [error] = answer.json()["errors"]
        assert error == {"pointer": "", "in": "header", "reason": "host_expected"}


def test_tokens_that_open_nothing_are_all_alike(shared: Face) -> None:
    """Unknown, revoked, dead: nobody is told that there was one."""
    dead, revoked = (Holder(shared, shared.town.report()) for _ in range(2))
    erase(shared.service, shared.town.issue(dead.issue).reporter)
    path = f"/v1/issues/{revoked.issue}/receipts"
    shared.post(path, {"revoke_earlier": True}, shared.town.clerk)
    unknown = Holder(shared, shared.town.report())
    unknown.token = "x" * 43
    told = [
        [(a.status_code, a.text, _lasting(a.headers)) for a in holder.answers()]
        for holder in (dead, revoked, unknown)
    ]
    assert all(one == other for one, other in pairwise(told))
    assert [status for status, _, _ in told[0]] == [404] * 3


def _lasting(headers: Any) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "x-request-id"}
