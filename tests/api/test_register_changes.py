"""Registers through HTTP: corrections, objections, what the owners laid down, exports."""

from uuid import uuid4

from domain.moment import SECOND, Moment
from domain.register.events import Adopted, Published
from domain.register.importing import begin
from domain.register.state import register_stream
from ledger.streams import REGISTER
from service.service import SYSTEM
from tests.api.face import Face, code_of
from tests.api.registering import (
    DIGEST,
    FLAT,
    PROCEDURE,
    ROWS,
    Keeper,
    TakeRoll,
    csv_of,
    keeper,
    later,
    owning,
    units,
)
from tests.elections import Put


def test_a_correction_is_a_version(face: Face) -> None:
    made = keeper(face)
    shown = made.correct(
        units=[{**FLAT, "owner": "Y9"}],
        owners=[{"owner": "Y9", "persons": [{"name": "程未晞", "phone": "13900002222"}]}],
        ground="1号楼101室转让。",
    )
    assert shown.status_code == 201, shown.text
    force = shown.json()["in_force"]
    assert (force["version"], force["base"], force["owners"]) == (2, 1, 3)
    page = units(made)
    assert (page["version"], page["digest"]) == (2, force["digest"])
    first = page["items"][0]
    assert (first["area"], first["owner"], first["persons"][0]["name"]) == (9857, "Y9", "程*")
    [newest, oldest] = made.read("/versions")["items"]
    assert (newest["ground"], newest["file"], newest["area"]) == (
        "1号楼101室转让。",
        None,
        force["area"],
    )
    assert (oldest["file"] is not None, oldest["units"]) == (True, 4)
    assert made.read("/versions", face.town.owner)["items"][0]["ground"] is None
    assert made.read("/versions?limit=1")["next"] is not None
    # An owner without new persons keeps those whom the register has.
    kept = owning(face, "Y2").person
    made.correct(units=[FLAT | {"area": 1}], owners=[{"owner": "Y1"}])
    made.correct(owners=[{"owner": "Y2", "developer": False}], removed=["2-B1-7"])
    assert owning(face, "Y2").person == kept


def test_a_correction_needs_the_version_that_was_read(face: Face) -> None:
    made = keeper(face)
    body = {"units": [FLAT], "ground": "更正"}
    assert code_of(made.post("/corrections", body)) == "match-required"
    assert code_of(made.post("/corrections", body, if_match='"1"')) == "stale-version"


def test_a_register_is_not_changed_under_a_ballot(face: Face) -> None:
    made = keeper(face)
    ballot = uuid4()
    town = face.town
    taken = TakeRoll(committee=town.committee, compound=town.compound, ballot=ballot)
    town.do(taken, by=town.clerk)
    assert made.read()["ballots"] == [str(ballot)]
    assert code_of(made.correct(units=[FLAT])) == "register-in-use"
    assert code_of(made.send("/imports", csv_of(ROWS[:1]))) == "register-in-use"
    assert made.imported()["in_force"]["version"] == 1


def test_objections_are_heard_answered_and_put_right(face: Face) -> None:
    made, town = keeper(face), face.town
    text = {"unit": "1-1-101", "text": "面积应为98.57平方米。"}
    assert code_of(made.post("/objections", text, town.resident)) == "register-not-published"
    made.done("/publications", {"until": later(face)})
    assert code_of(made.post("/publications", {"until": later(face)})) == "register-hangs-out"
    raised = made.done("/objections", text, town.resident)
    assert raised["open_objections"] == [1]
    made.done("/objections", {"text": "缺少地下车位。"})
    [own, other] = made.read("/objections", town.resident)["items"]
    assert (own["own"], own["text"], other["own"], other["text"]) == (
        True,
        text["text"],
        False,
        None,
    )
    assert [one["text"] for one in made.read("/objections")["items"]] == [
        text["text"],
        "缺少地下车位。",
    ]
    said = {"upheld": True, "answer": "已核对，予以更正。"}
    assert made.done("/objections/1/answer", said)["open_objections"] == [1, 2]
    made.done("/objections/2/answer", {"upheld": False, "answer": "车位无产权。"})
    done = made.correct(units=[FLAT], objections=[1]).json()
    assert (done["open_objections"], done["published"]["version"]) == ([], 2)
    assert done["published"]["in_force"] is True
    first = made.read("/objections", town.resident)["items"][0]
    assert (first["upheld"], first["answer"], first["corrected"]) == (True, said["answer"], 2)


def test_objections_are_heard_until_the_time_is_over(face: Face) -> None:
    made, town = keeper(face), face.town
    until = Moment(face.service.now() + SECOND // 5)
    hung = [Published(version=1, until=until)]
    town.do(Put(kind=REGISTER, stream=register_stream(town.compound), events=hung), by=SYSTEM)
    said = made.post("/objections", {"text": "面积有误。"})
    while said.is_success:
        said = made.post("/objections", {"text": "面积有误。"})
    assert code_of(said) == "hearing-over"
    assert made.read()["published"]["over"] is True


def test_a_register_hangs_out_for_fifteen_days_at_least(face: Face) -> None:
    made = keeper(face)
    short = made.post("/publications", {"until": later(face, 14)}).json()
    assert (short["code"], short["facts"]) == ("publication-too-short", {"days": 15})
    assert made.read()["published"] is None
    assert made.done("/publications", {"until": later(face)})["published"]["over"] is False


def test_staff_object_for_somebody_and_a_resident_for_themself(face: Face) -> None:
    made, town = keeper(face), face.town
    made.done("/publications", {"until": later(face)})
    text = {"text": "姓名有误。"}
    mine = owning(face, "Y1")
    made.done("/objections", {**text, "person": str(mine.person)})
    [one] = made.read("/objections", mine)["items"]
    assert (one["own"], one["text"]) == (True, text["text"])
    unknown = made.post("/objections", {**text, "person": str(uuid4())})
    assert code_of(unknown) == "unknown-person"
    named = made.post("/objections", {**text, "person": str(mine.person)}, town.resident)
    assert code_of(named) == "reporter-is-caller"


def test_the_owners_rules_and_authorisations_are_filed(face: Face) -> None:
    made, town = Keeper(face), face.town
    shown = made.done("/procedure", PROCEDURE, town.owner)["procedure"]
    channels = [{"code": "paper", "label": "书面"}, {"code": "visit", "label": "上门"}]
    assert shown["unreturned_label"] == "未参与表决"
    assert {code: told for code, told in shown.items() if not code.endswith("_label")} == {
        **PROCEDURE,
        "channels": channels,
        "version": 1,
        "replaceable": False,
        "visibility": "counters",
        "proxies": 0,
        "notice_days": 15,
    }
    assert code_of(made.post("/procedure", PROCEDURE)) == "procedure-unchanged"
    grant = {"cap": 5_000_000, "purpose": "电梯应急维修", "evidence": DIGEST}
    made.done("/authorisations", grant)
    [one] = made.read("/authorisations", town.resident)["items"]
    assert (one["cap"], one["drawn"], one["left"]) == (5_000_000, 0, 5_000_000)
    assert (one["purpose"], one["revoked"], one["evidence"]) == ("电梯应急维修", False, DIGEST)
    made.done("/authorisations/1/revocation", {"reason": "业主大会收回"}, town.owner)
    [one] = made.read("/authorisations")["items"]
    assert one["revoked"] is True
    again = made.post("/authorisations/1/revocation", {"reason": "再收回"})
    assert code_of(again) == "authorisation-revoked"
    assert code_of(made.post("/procedure", PROCEDURE, town.resident)) == "forbidden"


def test_what_is_exported_is_imported_as_the_same(face: Face) -> None:
    made = keeper(face)
    before = made.read()["in_force"]
    answer = made.get("/export", face.town.auditor)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    text = answer.content.decode("utf-8-sig")
    assert text.splitlines()[1] == "1-1-101,1,1,住宅,89.57,登记,Y1,否,1,"
    assert not {"沈秋禾", "1380"} & set(text.replace("\n", ",").split(","))
    after = made.imported(answer.content)["in_force"]
    assert (after["version"], after["digest"]) == (2, before["digest"])


def test_what_is_recorded_names_nobody(face: Face) -> None:
    head = face.head()
    keeper(face)
    events = face.events(head)
    with face.service.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT state FROM event").scalars().all()
    told = b"".join(bytes(row) for row in rows).decode("utf-8", "replace")
    assert not any(name in told for name in ("沈秋禾", "陆望", "乔一苇", "13800001234"))
    topics = [recorded.topic for recorded in events]
    assert topics[:2] == ["register.begun", "register.import-begun"]
    assert topics[2:-2] == ["person.registered"] * 4
    assert topics[-2:] == ["register.units-entered", "register.adopted"]
    assert isinstance(events[-1].event, Adopted)
    assert events[0].event == begin(committee=face.town.committee, compound=face.town.compound)[0]
