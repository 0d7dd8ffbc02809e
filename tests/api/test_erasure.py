"""Letting a person go over HTTP: what is answered, what is recorded, and what is left to read."""

from typing import Any
from uuid import UUID

import pytest

from domain.actor import Role
from domain.ground import Ground
from domain.issue.events import ReporterErased
from domain.moment import local
from domain.person.events import Disclosed, Erased, Restricted
from domain.sealed import KeyScope
from ledger.files import digest_of
from projections.difference import Difference
from projections.replay import check
from service.commands.intake import Contact
from service.commands.merging import Merge
from service.commands.record import Attach, Publish
from service.commands.system import RegisterPerson
from service.ids import new_id
from service.policy import Principal
from service.service import SYSTEM
from tests.api.face import Call, Face, code_of
from tests.evidence import JPEG, PNG
from tests.leaving import erase, kept_by_law, reporter_of, spoken_for
from tests.neighbourhood import principal

PHONE = "13966667777"
SAID = "我家门口的灯又不亮了"
ENGLISH = "en"


def reported(face: Face, **fields: Any) -> UUID:
    """Somebody's own words, name and number."""
    contact = Contact(name="沈秋禾", phone=PHONE, room="3号楼502室")
    return face.town.report(**{"contact": contact, "words": SAID, **fields})


def detail(face: Face, issue: UUID, by: Principal | None = None, **headers: str) -> Any:
    answer = face.get(f"/v1/issues/{issue}", by or face.town.clerk, **headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def found(face: Face) -> list[Any]:
    """Who gave that number."""
    answer = face.post("/v1/persons/searches", {"phone": PHONE}, face.town.clerk)
    items: list[Any] = answer.json()["items"]
    return items


def differences(face: Face) -> list[Difference]:
    return check(face.service.database, face.service.views)


def has_key(face: Face, person: UUID) -> bool:
    subject = (KeyScope.PERSON, person)
    return subject in face.service.vault.keys_of([subject])


def test_a_person_is_erased_and_every_issue_forgets_them(shared: Face) -> None:
    first, second = reported(shared), reported(shared)
    person = reporter_of(shared.town, first)
    before = shared.head()
    answer = erase(shared, person)
    told, at = answer.json(), shared.events(before)[0].at
    assert answer.status_code == 200
    assert (told["id"], told["standing"], told["ground"]) == (str(person), "erased", "request")
    assert (told["until"], told["holds"]) == (None, [])
    assert told["remark"] == f"应本人请求于 {local(at).date()} 删除"
    assert answer.headers["etag"].startswith('"2-')
    [gone, forgotten] = shared.events(before)
    assert (gone.stream, gone.event) == (person, Erased(ground=Ground.REQUEST, asked_at=at))
    assert (forgotten.stream, forgotten.event) == (
        first,
        ReporterErased(ground=Ground.REQUEST, asked_at=at),
    )
    assert not has_key(shared, person)
    assert detail(shared, second)["reporter"]["name"] == "沈*"


def test_what_remains_says_why(shared: Face) -> None:
    issue = reported(shared)
    assert detail(shared, issue)["words"] == SAID
    assert len(found(shared)) >= 1
    person = reporter_of(shared.town, issue)
    erase(shared, person)
    shown = detail(shared, issue)
    remark = shown["reporter_erased"]["remark"]
    assert (shown["words"], shown["reporter"]) == (None, None)
    assert remark.startswith("应本人请求于 ")
    english = detail(shared, issue, accept_language=ENGLISH)["reporter_erased"]["remark"]
    assert english.startswith("erased at the person's request on ")
    assert str(person) not in [one["person"] for one in found(shared)]
    timeline = shared.get(f"/v1/issues/{issue}/events", shared.town.clerk).json()["items"]
    first, last = timeline[0], timeline[-1]
    assert (first["data"]["words"], first["erased"]) == (None, [remark])
    assert first["data"]["reporter"] is None
    assert (last["event"], last["label"], last["erased"]) == (
        "issue.reporter-erased",
        "上报人信息删除",
        [],
    )
    assert last["data"]["asked_at"].endswith("+08:00")
    listed = shared.get("/v1/issues?limit=1", shared.town.clerk).json()["items"][0]
    assert (listed["id"], listed["texts_erased"]) == (str(issue), None)
    past = detail(shared, issue)["recorded_at"]
    then = shared.get(f"/v1/issues/{issue}?as_of=position:1", shared.town.clerk)
    assert code_of(then) == "not-found"
    opened = shared.town.issue(issue).opened
    old = shared.get(f"/v1/issues/{issue}?as_of=position:{opened}", shared.town.clerk).json()
    assert (old["words"], old["reporter"], old["recorded_at"]) == (None, None, past)
    assert old["reporter_erased"]["remark"] == remark


def test_a_resident_lets_themself_go_and_nobody_else(shared: Face) -> None:
    town = shared.town
    resident = principal(Role.RESIDENT, body=town.committee, compound=town.compound)
    assert resident.person is not None
    town.do(RegisterPerson(person=resident.person), by=SYSTEM)
    issue = town.report(by=resident, contact=None, words=SAID)
    other = reporter_of(town, town.report())
    path = f"/v1/persons/{other}/erasure"
    for unknown in (path, f"/v1/persons/{new_id()}/erasure"):
        assert code_of(shared.post(unknown, {}, resident)) == "not-found"
    answer = shared.post(f"/v1/persons/{resident.person}/erasure", {}, resident)
    assert (answer.status_code, answer.json()["standing"]) == (200, "erased")
    # Their key opens nothing any more, not even what was theirs.
    assert code_of(shared.get(f"/v1/issues/{issue}", resident)) == "unauthenticated"
    assert detail(shared, issue)["words"] is None


def test_a_success_is_told_again_under_its_key_and_nobody_is_erased_twice(shared: Face) -> None:
    person = reporter_of(shared.town, reported(shared))
    path, by = f"/v1/persons/{person}/erasure", shared.town.administrator
    once = shared.post(path, {}, by, idempotency_key="bye")
    head = shared.head()
    again = shared.post(path, {}, by, idempotency_key="bye")
    assert (once.status_code, again.status_code) == (200, 200)
    assert once.json() == again.json()
    assert code_of(shared.post(path, {}, by)) == "already-erased"
    assert shared.head() == head


@pytest.mark.parametrize("standing", ["erased", "restricted"])
def test_an_answer_told_again_is_as_closed_as_the_issue(shared: Face, standing: str) -> None:
    """Of who is restricted the key still stands, and would open what was told before."""
    town = shared.town
    place = {"committee_id": str(town.committee), "compound_id": str(town.compound)}
    reporter = {"name": "沈秋禾", "phone": PHONE}
    body = {**place, "channel": town.reporting().channel, "words": SAID, "reporter": reporter}
    key = f"told-{standing}"
    first = shared.post("/v1/issues", body, town.clerk, idempotency_key=key).json()
    person = UUID(first["reporter"]["person"])
    if standing == "restricted":
        spoken_for(town, person)
    assert erase(shared, person).json()["standing"] == standing
    again = shared.post("/v1/issues", body, town.clerk, idempotency_key=key).json()
    assert (first["words"], first["reporter"]["name"]) == (SAID, "沈*")
    assert (again["id"], again["words"], again["reporter"]) == (first["id"], None, None)
    assert again["reporter_erased"]["standing"] == standing


@pytest.mark.parametrize("standing", ["erased", "restricted"])
def test_a_reporters_own_files_go_with_them(shared: Face, standing: str) -> None:
    """A photograph tells as much as words do; what staff attached is the matter's, and stays."""
    town, service = shared.town, shared.service
    resident = principal(Role.RESIDENT, body=town.committee, compound=town.compound)
    assert resident.person is not None
    town.do(RegisterPerson(person=resident.person), by=SYSTEM)
    issue = town.report(by=resident, contact=None, words=SAID)
    for content, by in ((PNG, resident), (JPEG, resident), (JPEG, town.clerk)):
        file = service.files.upload(by, issue, content)
        town.do(Attach(issue=issue, digest=file.digest), by=by)
    own, both = (f"/v1/issues/{issue}/files/{digest_of(one)}" for one in (PNG, JPEG))
    assert [shared.get(one, town.clerk).status_code for one in (own, both)] == [200, 200]
    if standing == "restricted":
        spoken_for(town, resident.person)
    assert erase(shared, resident.person).json()["standing"] == standing
    assert code_of(shared.get(own, town.clerk)) == "reporter-erased"
    assert shared.get(both, town.clerk).content == JPEG
    again = shared.post(f"/v1/issues/{issue}/attachments", {"file": digest_of(PNG)}, town.clerk)
    assert code_of(again) == "unknown-file"
    kept = service.file_store.get(issue, digest_of(PNG))
    assert (kept is not None) is (standing == "restricted")


def test_receipts_die_and_none_is_handed_out(shared: Face) -> None:
    issue = reported(shared)
    token = shared.post(f"/v1/issues/{issue}/receipts", {}, shared.town.clerk).json()["token"]
    pages = [f"/v1/follow-ups/{token}", f"/follow/{token}", f"/follow/{token}/receipt"]
    get = [Call(method="GET", path=path, by=None) for path in pages]
    assert [one.status_code for one in shared.together(get)] == [200, 200, 200]
    erase(shared, reporter_of(shared.town, issue))
    assert [one.status_code for one in shared.together(get)] == [404, 404, 404]
    refused = shared.post(f"/v1/issues/{issue}/receipts", {}, shared.town.clerk)
    assert code_of(refused) == "reporter-erased"


def test_asked_on_paper_earlier(shared: Face) -> None:
    person = reporter_of(shared.town, reported(shared))
    told = erase(shared, person, asked_at="2026-01-02T09:00:00+08:00").json()
    assert told["asked_at"] == "2026-01-02T09:00:00.000000+08:00"
    later = erase(shared, person, asked_at="2999-01-02T09:00:00+08:00")
    assert code_of(later) == "already-erased"
    other = reporter_of(shared.town, reported(shared))
    assert code_of(erase(shared, other, asked_at="2999-01-02T09:00:00+08:00")) == (
        "occurred-in-future"
    )


def shown_remark(face: Face, issue: UUID) -> str:
    return str(detail(face, issue)["reporter_erased"]["remark"])


def test_who_is_kept_by_law_is_restricted(shared: Face) -> None:
    town = shared.town
    issue = kept_by_law(town)
    person, before = reporter_of(town, issue), shared.head()
    told = erase(shared, person).json()
    [restricted, forgotten] = shared.events(before)
    assert isinstance(restricted.event, Restricted)
    assert forgotten.topic == "issue.reporter-erased"
    [hold] = told["holds"]
    assert (told["standing"], told["until"]) == ("restricted", hold["until"])
    assert (hold["kind"], hold["issue"]) == ("approval", str(issue))
    assert "民法典" in hold["law"]
    assert "依法保存至" in told["remark"]
    assert has_key(shared, person)
    for by, near in ((town.clerk, True), (town.auditor, False)):
        shown = detail(shared, issue, by)
        assert (shown["words"], shown["reporter"]) == (None, None)
        assert shown["reporter_erased"]["standing"] == "restricted"
        assert (shown["reporter_erased"]["until"] is not None) is near
    entries = shared.get(f"/v1/issues/{issue}/events", town.clerk).json()["items"]
    # One of the voices was theirs, and is named no more.
    voices = [(one["data"]["voice"], one["erased"]) for one in entries if "voice" in one["data"]]
    assert [erased for voice, erased in voices if voice is None] == [[shown_remark(shared, issue)]]
    again = erase(shared, person).json()
    assert again == told
    assert shared.head() == before + 2


@pytest.mark.parametrize("purpose", ["contact-reporter", "legal-duty"])
def test_a_restricted_contact_is_opened_by_a_duty_of_law(shared: Face, purpose: str) -> None:
    town = shared.town
    issue = kept_by_law(town)
    person, number = reporter_of(town, issue), {"purpose": purpose}
    erase(shared, person)
    path, before = f"/v1/issues/{issue}/disclosures", shared.head()
    answer = shared.post(path, number, town.clerk)
    if purpose == "contact-reporter":
        assert code_of(answer) == "person-restricted"
        assert shared.events(before) == []
        return
    assert answer.json()["reporter"]["phone"] == "13800000001"
    [disclosed] = shared.events(before)
    assert (disclosed.stream, type(disclosed.event)) == (person, Disclosed)
    assert detail(shared, issue)["reporter"] is None
    assert "issue.disclose" not in detail(shared, issue)["allowed_actions"]


def test_a_restricted_person_is_found_by_nobody_and_given_no_voice(shared: Face) -> None:
    town = shared.town
    issue = kept_by_law(town)
    person = reporter_of(town, issue)
    erase(shared, person)
    shared.service.search_builder.rebuild()
    search = {"phone": "13800000001"}
    items = shared.post("/v1/persons/searches", search, town.clerk).json()["items"]
    assert str(person) not in [one["person"] for one in items]
    assert person not in shared.service.vault.phones.find("13800000001")


def test_a_merged_reporter_is_forgotten_as_well(shared: Face) -> None:
    town = shared.town
    child, target = reported(shared), town.report()
    town.do(Merge(issue=child, target=target), by=town.clerk)
    erase(shared, reporter_of(town, child))
    shown = detail(shared, child)
    assert (shown["status"], shown["reporter"]) == ("merged", None)
    assert shown["reporter_erased"]["standing"] == "erased"


def test_the_work_goes_on_and_is_looked_at_in_the_end(shared: Face) -> None:
    town = shared.town
    issue = reported(shared)
    triage = {"category": "lighting", "scale": "small", "track": "fast"}
    shared.post(f"/v1/issues/{issue}/triage", triage, town.clerk, if_match='"1"')
    erase(shared, reporter_of(town, issue))
    done = {"outcome": "solved", "reply": "灯换好了"}
    path = f"/v1/issues/{issue}"
    for published in (False, True):
        if published:
            town.do(Publish(issue=issue, text="路灯已修好"), by=town.clerk)
        version = detail(shared, issue)["version"]
        answer = shared.post(f"{path}/completion", done, town.clerk, if_match=f'"{version}"')
        assert code_of(answer) == "reporter-unanswered" or published
    inspector = principal(Role.CLERK, body=town.committee, organisation=town.committee)
    phone = {"kind": "phone", "resolved": True, "satisfaction": "satisfied"}
    assert code_of(shared.post(f"{path}/revisits", phone, inspector)) == "inspection-only"
    look = {"kind": "inspection", "resolved": True}
    shown = shared.post(f"{path}/revisits", look, inspector).json()
    assert (shown["status"], shown["revisit"]["satisfaction"]) == ("revisited", None)
