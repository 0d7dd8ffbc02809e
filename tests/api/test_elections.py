"""`/v1/elections`: from the group to the committee on file, and who is shown whom."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.body import events as body
from domain.body.registry import OWNERS_COMMITTEE
from domain.election import events as election
from domain.moment import local
from domain.organisation.events import OrganisationKind
from domain.register import events as register
from domain.register.state import register_stream
from domain.sealed import KeyScope
from service.commands.directory import FillSeat
from service.ids import new_id
from service.policy import Principal
from tests.api.face import Face, code_of, version_of
from tests.api.posts_elections import PREFIX as PATH
from tests.api.posts_elections import forming
from tests.elections import NAMES, Owners
from tests.leaving import erase
from tests.projections.following import follow


@pytest.fixture
def owners(shared_sqlite: Face) -> Owners:
    """A compound of its own for each test."""
    return Owners(shared_sqlite.town)


def shown(face: Face, wanted: UUID | str, by: Principal) -> dict[str, Any]:
    answer = face.get(f"{PATH}/{wanted}", by)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def names(told: Mapping[str, Any]) -> Sequence[str | None]:
    return [candidate["name"] for candidate in told["candidates"]]


def until(face: Face) -> str:
    return (local(face.service.now()) + timedelta(days=7)).isoformat()


def test_an_election_from_the_group_to_the_file(shared_sqlite: Face, owners: Owners) -> None:
    face, clerk = shared_sqlite, owners.clerk
    before = face.head()
    formed = face.post(PATH, forming(owners), clerk)
    assert formed.status_code == 201
    told = formed.json()
    assert formed.headers["location"] == f"{PATH}/{told['id']}"
    assert version_of(formed) == told["version"] == 1
    assert (told["stage"], told["stage_label"], told["open_seats"]) == ("preparing", "筹备", 3)
    assert [one["name"] for one in told["members"]] == ["陆文书", NAMES[-1]]
    [group, begun] = face.events(before)
    assert isinstance(group.event, election.GroupFormed)
    assert begun.stream == register_stream(owners.compound)
    assert begun.event == register.ElectionBegun(election=UUID(told["id"]))

    here = f"{PATH}/{told['id']}"
    for person in owners.persons[:4]:
        nominated = face.post(f"{here}/nominations", {"person": str(person), "by": "owners"}, clerk)
        assert nominated.status_code == 200
    assert names(nominated.json()) == list(NAMES[:4])
    barred = {"candidate": 1, "eligible": False, "reason": "拖欠物业费，经核实属实。"}
    vetted = face.post(f"{here}/vettings", barred, clerk)
    for candidate in (2, 3, 4):
        vetted = face.post(f"{here}/vettings", {"candidate": candidate, "eligible": True}, clerk)
    assert [one["eligible"] for one in vetted.json()["candidates"]] == [False, True, True, True]
    [found] = [e for e in face.events(before) if e.version == 6 and e.stream == group.stream]
    assert isinstance(found.event, election.Vetted)
    assert found.event.reason is not None
    assert (found.event.reason.scope, found.event.reason.place) == (
        KeyScope.STREAM,
        "election.vetted/reason",
    )
    assert vetted.json()["candidates"][0]["reason"] == barred["reason"]
    published = face.post(
        f"{here}/publication",
        {"until": until(face)},
        clerk,
        if_match=vetted.headers["etag"],
    )
    assert published.json()["stage"] == "published"
    assert [one["listed"] for one in published.json()["candidates"]] == [False, True, True, True]
    withdrawn = face.post(f"{here}/withdrawals", {"candidate": 2}, clerk)
    assert [one["listed"] for one in withdrawn.json()["candidates"]] == [False, False, True, True]


def test_the_committee_on_file_takes_its_seat(shared_sqlite: Face, owners: Owners) -> None:
    face, town = shared_sqlite, owners.town
    wanted = owners.elected(4, 2, 1)
    before = face.head()
    filed = face.post(
        f"{PATH}/{wanted}/filing",
        {"organisation": str(owners.organisation), "number": "长业备〔2026〕17号"},
        town.superior,
        if_match=f'"{owners.version(wanted)}"',
    )
    assert filed.status_code == 200, filed.text
    members = [owners.persons[number - 1] for number in (4, 2, 1)]
    assert filed.json()["stage"] == "filed"
    assert filed.json()["filed"] == {
        "organisation": {"id": str(owners.organisation), "name": "临水苑业委会"},
        "number": "长业备〔2026〕17号",
        "members": [str(person) for person in members],
    }
    assert [recorded.event for recorded in face.events(before)] == [
        election.Filed(
            organisation=owners.organisation,
            number="长业备〔2026〕17号",
            members=tuple(members),
        ),
        body.SeatFilled(
            seat=OWNERS_COMMITTEE,
            organisation=owners.organisation,
            compound=owners.compound,
            acting=False,
        ),
        register.ElectionEnded(election=wanted),
    ]
    seats = face.get(f"/v1/bodies/{town.committee}", town.clerk).json()["seats"]
    assert str(owners.organisation) in {seat["organisation"] for seat in seats}


@pytest.mark.parametrize("same", [True, False], ids=["stays", "leaves"])
def test_who_held_the_seat_stays_or_leaves(shared_sqlite: Face, owners: Owners, same: bool) -> None:
    holder = owners.organisation if same else owners.registered(OrganisationKind.OWNERS_COMMITTEE)
    held = FillSeat(
        body=owners.committee,
        seat=OWNERS_COMMITTEE,
        organisation=holder,
        compound=owners.compound,
    )
    owners.town.do(held, by=owners.town.administrator)
    before = shared_sqlite.head()
    owners.filed()
    moved = [type(e.event) for e in shared_sqlite.events(before) if e.stream == owners.committee]
    assert moved == ([] if same else [body.SeatVacated, body.SeatFilled])


def test_whoever_stands_in_for_the_committee_leaves_it(shared_sqlite: Face, owners: Owners) -> None:
    town = owners.town
    acting = FillSeat(
        body=owners.committee,
        seat=OWNERS_COMMITTEE,
        organisation=town.subdistrict,
        compound=owners.compound,
        acting=True,
    )
    town.do(acting, by=town.administrator)
    before = shared_sqlite.head()
    owners.filed()
    moved = [type(e.event) for e in shared_sqlite.events(before) if e.stream == owners.committee]
    assert moved == [body.SeatVacated, body.SeatFilled]


def test_an_election_given_up_lets_owners_decide_again(shared_sqlite: Face, owners: Owners) -> None:
    wanted = owners.nominated()
    before = shared_sqlite.head()
    given_up = shared_sqlite.post(
        f"{PATH}/{wanted}/abandonment",
        {"reason": "两次公示均无足够候选人。"},
        owners.clerk,
        if_match=f'"{owners.version(wanted)}"',
    )
    told = given_up.json()
    assert (told["stage"], told["reason"]) == ("abandoned", "两次公示均无足够候选人。")
    kinds = [type(recorded.event) for recorded in shared_sqlite.events(before)]
    assert kinds == [election.Abandoned, register.ElectionEnded]
    assert shared_sqlite.post(PATH, forming(owners), owners.clerk).status_code == 201


def test_a_compound_has_one_election_at_a_time(shared_sqlite: Face, owners: Owners) -> None:
    owners.formed()
    again = shared_sqlite.post(PATH, forming(owners), owners.clerk)
    assert code_of(again) == "election-begun"


def test_candidates_are_named_once_the_list_hangs_out(shared_sqlite: Face, owners: Owners) -> None:
    face, town = shared_sqlite, owners.town
    near = (town.clerk, town.superior)
    seated = replace(town.owner, person=new_id(), compound=owners.compound)
    others = (town.resident, seated, town.auditor)
    masked = [name[:1] + "*" for name in NAMES[:5]]
    wanted = owners.vetted()
    for somebody in near:
        assert names(shown(face, wanted, somebody)) == list(NAMES[:5])
    for somebody in others:
        assert names(shown(face, wanted, somebody)) == masked
    until_then = {"until": until(face)}
    match = f'"{owners.version(wanted)}"'
    face.post(f"{PATH}/{wanted}/publication", until_then, owners.clerk, if_match=match)
    for somebody in (*near, *others):
        assert names(shown(face, wanted, somebody)) == list(NAMES[:5])
    # Who does not stand any more is nobody's business any more.
    face.post(f"{PATH}/{wanted}/withdrawals", {"candidate": 1}, owners.clerk)
    for somebody in others:
        assert names(shown(face, wanted, somebody)) == [masked[0], *NAMES[1:5]]
        assert [one["name"] for one in shown(face, wanted, somebody)["members"]] == ["陆*", "邵*"]


def test_why_somebody_may_not_stand_is_told_to_who_prepares_it(
    shared_sqlite: Face, owners: Owners
) -> None:
    face, town = shared_sqlite, owners.town
    wanted = owners.nominated()
    barred = {"candidate": 1, "eligible": False, "reason": "拖欠物业费"}
    face.post(f"{PATH}/{wanted}/vettings", barred, owners.clerk)
    for somebody in (town.clerk, town.superior):
        assert shown(face, wanted, somebody)["candidates"][0]["reason"] == "拖欠物业费"
    for somebody in (town.resident, town.auditor):
        told = face.get(f"{PATH}/{wanted}", somebody)
        assert told.json()["candidates"][0]["eligible"] is False
        assert told.json()["candidates"][0]["reason"] is None
        assert "拖欠" not in told.text


def test_whoever_was_let_go_has_no_name(shared_sqlite: Face, owners: Owners) -> None:
    wanted = owners.published()
    erase(shared_sqlite, owners.persons[0])
    for somebody in (owners.town.clerk, owners.town.resident):
        assert names(shown(shared_sqlite, wanted, somebody)) == [None, *NAMES[1:5]]


def test_who_is_let_go_does_not_stand(shared_sqlite: Face, owners: Owners) -> None:
    erase(shared_sqlite, owners.persons[0])
    wanted = owners.formed()
    standing = {"person": str(owners.persons[0]), "by": "self"}
    refused = shared_sqlite.post(f"{PATH}/{wanted}/nominations", standing, owners.clerk)
    assert code_of(refused) == "erased"


def test_a_command_is_told_again(shared_sqlite: Face, owners: Owners) -> None:
    key = {"idempotency_key": str(new_id())}
    first = shared_sqlite.post(PATH, forming(owners), owners.clerk, **key)
    head = shared_sqlite.head()
    again = shared_sqlite.post(PATH, forming(owners), owners.clerk, **key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert shared_sqlite.head() == head


def test_decisions_need_the_version_they_are_about(shared_sqlite: Face, owners: Owners) -> None:
    here = f"{PATH}/{owners.vetted()}"
    body_of = {"until": until(shared_sqlite)}
    without = shared_sqlite.post(f"{here}/publication", body_of, owners.clerk)
    assert code_of(without) == "match-required"
    stale = shared_sqlite.post(f"{here}/publication", body_of, owners.clerk, if_match='"1"')
    assert code_of(stale) == "stale-version"


def listed(face: Face, by: Principal, **wanted: Any) -> dict[str, Any]:
    follow(face.service)
    query = "&".join(f"{name}={value}" for name, value in wanted.items())
    answer = face.get(f"{PATH}?{query}", by)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_elections_are_listed_newest_first(shared_sqlite: Face, owners: Owners) -> None:
    face, where = shared_sqlite, {"compound": owners.compound}
    first = owners.filed()
    second = owners.published()
    told = listed(face, owners.clerk, **where, at_least=face.head())["items"]
    assert [one["id"] for one in told] == [str(second), str(first)]
    assert [(one["stage"], one["candidates"], one["elected"]) for one in told] == [
        ("published", 5, 0),
        ("filed", 5, 3),
    ]
    assert told[0]["compound"]["id"] == str(owners.compound)
    page = listed(face, owners.clerk, **where, limit=1)
    assert [one["id"] for one in page["items"]] == [str(second)]
    rest = listed(face, owners.clerk, **where, limit=1, cursor=page["next"])
    assert ([one["id"] for one in rest["items"]], rest["next"]) == ([str(first)], None)
    filed = listed(face, owners.clerk, **where, stage="filed")["items"]
    assert [one["id"] for one in filed] == [str(first)]


def test_a_cursor_of_another_list_goes_nowhere(shared_sqlite: Face, owners: Owners) -> None:
    issues = shared_sqlite.get("/v1/elections?cursor=WyJvbGRlciIsIDFd", owners.clerk)
    assert code_of(issues) == "malformed-request"


def test_who_may_read_an_election_finds_it_in_the_list(shared_sqlite: Face, owners: Owners) -> None:
    face, town = shared_sqlite, owners.town
    wanted = str(owners.formed())
    here = replace(town.owner, person=new_id(), compound=owners.compound)
    people = {
        "clerk": town.clerk,
        "next clerk": town.next_clerk,
        "superior": town.superior,
        "district": replace(town.superior, person=new_id(), body=town.district),
        "elsewhere": replace(town.superior, person=new_id(), body=new_id()),
        "auditor": town.auditor,
        "resident": town.resident,
        "owners": here,
        "other owners": town.owner,
        "handler": town.handler,
        "integrator": town.integrator,
        "administrator": town.administrator,
    }
    found = {
        name
        for name, who in people.items()
        if wanted in {one["id"] for one in listed(face, who, limit=100)["items"]}
    }
    readable = {
        name for name, who in people.items() if face.get(f"{PATH}/{wanted}", who).is_success
    }
    assert found == readable
    assert readable == {"clerk", "superior", "district", "auditor", "resident", "owners"}
