"""Registers through HTTP: what is imported is in force, and who is shown what."""

from uuid import uuid4

from domain.actor import Role
from domain.register.canonical import digest_of
from projections.replay import check
from service.commands.register_versions import BeginImport
from tests.api.face import Face, code_of
from tests.api.registering import (
    DIGEST,
    ROWS,
    Keeper,
    csv_of,
    in_force,
    keeper,
    later,
    owning,
    path_of,
    units,
)
from tests.neighbourhood import principal
from tests.projections.following import follow


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
