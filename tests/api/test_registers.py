"""Registers through HTTP: who is shown what, versions, publication, what the owners laid down."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar
from uuid import UUID, uuid4

from domain.actor import Role
from domain.moment import DAY, SECOND, Moment, local
from domain.register.canonical import digest_of
from domain.register.events import Adopted, Published, RollTaken
from domain.register.importing import begin
from domain.register.rolls import take_roll
from domain.register.state import RegisterState, Version, register_stream
from ledger.streams import REGISTER, load
from projections.replay import check
from service.commands.register_versions import BeginImport
from service.commands.registers import RegisterCommand
from service.policy import Action, Principal
from service.service import SYSTEM
from service.work import Work
from tests.api.face import Face, code_of
from tests.api.registering import DIGEST, PROCEDURE, ROWS, Keeper, csv_of, path_of
from tests.elections import Put
from tests.neighbourhood import principal
from tests.projections.following import follow

FLAT = {
    "unit": "1-1-101",
    "building": "1",
    "entrance": "1",
    "kind": "dwelling",
    "area": 9857,
    "source": "registered",
    "owner": "Y1",
}


def keeper(face: Face) -> Keeper:
    made = Keeper(face)
    made.imported()
    return made


def later(face: Face, days: int = 16) -> str:
    return local(Moment(face.service.now() + days * DAY)).isoformat()


def in_force(face: Face) -> Version:
    """The version in force, from the record itself."""
    with face.service.database.read() as connection:
        folded = load(connection, REGISTER, register_stream(face.town.compound))
    assert folded is not None
    assert folded.state.current is not None
    return folded.state.current


def owning(face: Face, number: str) -> Principal:
    """The first person under a number, with a credential."""
    person = in_force(face).owners[number].persons[0]
    resident = principal(Role.RESIDENT, body=face.town.committee, compound=face.town.compound)
    return replace(resident, person=person)


def units(keeper: Keeper, query: str = "", by: Principal | None = None) -> dict[str, Any]:
    follow(keeper.face.service)
    return keeper.read(f"/units{query}", by)


def test_an_import_is_in_force(face: Face) -> None:
    keeper = Keeper(face)
    assert keeper.read()["in_force"] is None
    shown = keeper.imported()
    assert shown["in_force"] == {
        "version": 1,
        "base": 1,
        "units": 4,
        "owners": 3,
        "area": 8957 + 6000 + 7043 + 1250,
        "digest": shown["in_force"]["digest"],
    }
    assert (shown["running_import"], shown["published"], shown["ballots"]) == (None, None, [])
    assert keeper.read() == shown
    current = in_force(face)
    assert shown["in_force"]["digest"] == digest_of(current.units, current.owners)
    follow(face.service)
    assert check(face.service.database, face.service.views) == []


def test_the_same_file_again_is_answered_and_not_doubled(face: Face) -> None:
    keeper = Keeper(face)
    first, head = keeper.send("/imports", csv_of(), idempotency_key="k").json(), face.head()
    assert keeper.imported() == first
    again = keeper.send("/imports", csv_of(), idempotency_key="k")
    assert (again.status_code, again.json(), face.head()) == (201, first, head)
    other = keeper.send("/imports", csv_of(ROWS[:1]), idempotency_key="k")
    assert code_of(other) == "idempotency-key-reused"
    assert keeper.read() == first


def test_whoever_is_still_meant_stays_the_same_person(face: Face) -> None:
    keeper = Keeper(face)
    keeper.imported()
    before = {number: owning(face, number).person for number in ("Y1", "Y2", "K1")}
    head = face.head()
    renamed = [*ROWS[:1], [*ROWS[1][:7], "乔一帆", "", ""], *ROWS[2:]]
    shown = keeper.imported(csv_of(renamed))
    assert (shown["in_force"]["version"], shown["in_force"]["owners"]) == (2, 3)
    after = {number: owning(face, number).person for number in ("Y1", "Y2", "K1")}
    assert {number for number in before if before[number] != after[number]} == {"Y2"}
    topics = [recorded.topic for recorded in face.events(head)]
    assert topics.count("person.registered") == 1


def test_what_was_cut_short_goes_on_with_the_same_file(face: Face) -> None:
    keeper = Keeper(face)
    first = keeper.imported()
    other = csv_of(ROWS[:2])
    _begin(face, DIGEST)
    assert keeper.read()["running_import"] == {
        "version": 2,
        "file": DIGEST,
        "entered": 0,
        "expected": 7,
    }
    assert keeper.read()["in_force"] == first["in_force"]
    assert code_of(keeper.send("/imports", other)) == "import-running"
    keeper.done("/abandonment", {})
    assert code_of(keeper.post("/abandonment", {})) == "no-import"
    assert keeper.imported(other)["in_force"]["version"] == 3
    follow(face.service)
    versions = keeper.read("/versions")["items"]
    assert [(one["version"], one["abandoned"]) for one in versions] == [
        (3, False),
        (2, True),
        (1, False),
    ]


def _begin(face: Face, file: str) -> None:
    town = face.town
    command = BeginImport(committee=town.committee, compound=town.compound, file=file, units=7)
    town.do(command, by=town.clerk)


def test_units_are_listed_page_by_page(face: Face) -> None:
    made = keeper(face)
    shown = units(made, "?limit=3")
    codes = [one["unit"] for one in shown["items"]]
    assert codes == ["1-1-101", "1-1-102", "2-101"]
    rest = made.read(f"/units?limit=3&cursor={shown['next']}")
    assert ([one["unit"] for one in rest["items"]], rest["next"]) == (["2-B1-7"], None)
    assert shown["buildings"] == [
        {"building": "1", "units": 2, "owners": 2, "area": 14957},
        {"building": "2", "units": 2, "owners": 2, "area": 8293},
    ]
    assert shown["version"] == 1
    [one, _] = made.read("/units?building=1")["items"]
    assert (one["entrance"], one["kind_label"], one["source_label"]) == (
        "1",
        "住宅",
        "不动产登记",
    )
    owned = made.read("/units?owner=Y2")["items"]
    assert [unit["unit"] for unit in owned] == ["1-1-102", "2-101"]
    assert made.read("/units/2-B1-7")["developer"] is True
    assert code_of(made.get("/units/9-901")) == "not-found"


def test_names_are_shown_masked_to_those_who_keep_it(face: Face) -> None:
    made, town = keeper(face), face.town
    made.done("/publications", {"until": later(face)})
    contacts = [{"name": "沈*", "phone": "138****1234"}, {"name": "陆*", "phone": None}]
    for by in (town.clerk, town.superior, town.auditor):
        [first, *_] = units(made, by=by)["items"]
        masked = [{key: one[key] for key in ("name", "phone")} for one in first["persons"]]
        assert (masked, first["households"]) == (contacts, 1)
        assert first["persons"][0]["person"] == str(owning(face, "Y1").person)
    for by in (town.resident, town.owner):
        shown = units(made, by=by)
        assert all(one["persons"] is None for one in shown["items"])
        assert all(one["households"] is None for one in shown["items"])
        assert [one["owner"] for one in shown["items"]] == ["Y1", "Y2", "Y2", "K1"]
        assert not {"沈", "秋禾", "1380"} & set(str(shown))


def test_owners_are_listed_for_those_who_keep_it(face: Face) -> None:
    made = keeper(face)
    first = made.read("/owners?limit=2")
    assert [(one["owner"], one["units"], one["area"]) for one in first["items"]] == [
        ("K1", 1, 1250),
        ("Y1", 1, 8957),
    ]
    [last] = made.read(f"/owners?limit=2&cursor={first['next']}", face.town.auditor)["items"]
    assert last == {
        "owner": "Y2",
        "developer": False,
        "persons": [{"person": str(owning(face, "Y2").person), "name": "乔*", "phone": None}],
        "units": 2,
        "area": 13043,
    }
    assert code_of(made.get("/owners", face.town.owner)) == "forbidden"


def test_an_owner_is_shown_their_own_entry(face: Face) -> None:
    made = keeper(face)
    mine = owning(face, "Y1")
    assert made.get("/units", mine).status_code == 404
    made.done("/publications", {"until": later(face)})
    follow(face.service)
    [first, *others] = made.read("/units", mine)["items"]
    assert [one["name"] for one in first["persons"]] == ["沈*", "陆*"]
    assert all(one["persons"] is None for one in others)
    assert made.read("/units/1-1-101", mine)["persons"] is not None


def test_who_sees_no_register_finds_none(face: Face) -> None:
    made, town = keeper(face), face.town
    elsewhere = principal(Role.RESIDENT, body=town.next_committee, compound=town.next_compound)
    for by in (town.next_clerk, town.handler, elsewhere, town.administrator):
        for step in ("", "/units", "/versions", "/objections", "/authorisations", "/export"):
            assert made.get(step, by).status_code == 404
        assert made.send("/imports", csv_of(), by=by).status_code == 404
    assert code_of(face.get(path_of(uuid4()), town.clerk)) == "not-found"
    assert made.send("/previews", csv_of(), by=town.resident).status_code == 403


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


@dataclass(frozen=True, kw_only=True, repr=False)
class TakeRoll(RegisterCommand):
    """What a ballot does when it opens."""

    action: ClassVar[Action] = Action.REGISTER_KEEP

    ballot: UUID

    def decide(self, work: Work, state: RegisterState) -> tuple[RollTaken]:
        return take_roll(state, self.ballot)


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
    short = made.post("/publications", {"until": later(face, 15)}).json()
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
