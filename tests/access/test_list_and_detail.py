"""The list and the single issue agree: who finds it in the one may read the other, nobody else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from domain.actor import Role
from service.commands.handling import CompleteDispatch, Dispatch
from service.ids import new_id
from service.policy import Principal
from tests.access.scene import Place
from tests.access.stage import Stage
from tests.api.face import Face
from tests.service.installed import installed

ROLES = sorted(set(Role) - {Role.SYSTEM})


@dataclass(frozen=True, kw_only=True)
class Story:
    """What happens to one issue; numbers choose among places and parties."""

    place: int
    bare: bool
    own: bool
    parties: frozenset[int]
    finished: bool


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who asks; -1 chooses nothing."""

    roles: frozenset[Role]
    resident: bool
    body: int
    compound: int
    organisation: int


class Crowd:
    """A stage, all issues on it, and what a caller may be tied to."""

    def __init__(self, face: Face) -> None:
        self.stage = Stage(face)
        town = self.stage.town
        self.places: Sequence[Place] = (
            self.stage.home,
            self.stage.across,
            self.stage.beside,
            self.stage.far,
        )
        self.parties = (town.property_company, town.contractor, self.stage.third)
        committees = [place.committee for place in self.places[1:]]
        self.bodies = (town.district, town.subdistrict, *committees)
        self.issues: list[UUID] = []

    def happen(self, story: Story) -> None:
        """Play one issue."""
        town, place = self.stage.town, self.places[story.place]
        where: dict[str, Any] = {"committee": place.committee, "compound": place.compound}
        if story.bare:
            where |= {"compound": None, "address": "春晖路12弄"}
        by = town.resident if story.own and place.committee == town.committee else place.clerk
        issue = town.report(by=by, contact=None, **where)
        parties = tuple(self.parties[number] for number in sorted(story.parties))
        if parties:
            town.do(Dispatch(issue=issue, parties=parties), by=place.clerk)
        if parties and story.finished:
            town.do(CompleteDispatch(issue=issue, party=parties[0]), by=place.clerk)
        self.issues.append(issue)

    def principal(self, caller: Caller) -> Principal:
        """Somebody with a key."""
        organisations = (*self.parties, self.stage.town.next_committee)
        return Principal(
            person=self.stage.town.resident.person if caller.resident else new_id(),
            roles=caller.roles,
            body=chosen(self.bodies, caller.body),
            compound=chosen([place.compound for place in self.places], caller.compound),
            organisation=chosen(organisations, caller.organisation),
        )

    def listed(self, key: str, limit: int) -> list[str]:
        """The ids in somebody's list, page by page."""
        found: list[str] = []
        query = f"limit={limit}"
        while query:
            page = self._get(f"/v1/issues?{query}", key).json()
            assert len(page["items"]) <= limit
            found += [item["id"] for item in page["items"]]
            query = f"limit={limit}&cursor={page['next']}" if page["next"] else ""
        return found

    def readable(self, key: str) -> list[str]:
        """The ids of those that somebody may read one by one, newest first."""
        answers = {str(i): self._get(f"/v1/issues/{i}", key).status_code for i in self.issues}
        assert set(answers.values()) <= {200, 404}
        return [issue for issue, status in reversed(answers.items()) if status == 200]

    def key(self, who: Principal) -> str:
        """A key of their own: one person may come with several."""
        return self.stage.town.key(who)

    def _get(self, path: str, key: str) -> Any:
        return self.stage.face.get(path, None, authorization=f"Bearer {key}")


def chosen(among: Sequence[UUID], number: int) -> UUID | None:
    return None if number < 0 else among[number]


stories = st.builds(
    Story,
    place=st.integers(0, 3),
    bare=st.booleans(),
    own=st.booleans(),
    parties=st.frozensets(st.integers(0, 2)),
    finished=st.booleans(),
)
callers = st.builds(
    Caller,
    roles=st.frozensets(st.sampled_from(ROLES), min_size=1, max_size=2),
    resident=st.booleans(),
    body=st.integers(-1, 4),
    compound=st.integers(-1, 3),
    organisation=st.integers(-1, 3),
)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def crowd(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Crowd]:
    """One on each database; its issues grow more and more."""
    with installed(request, tmp_path_factory) as service:
        face = Face(service)
        yield Crowd(face)
        face.close()


# Every example leaves its issues behind, so that shrinking would take minutes and say nothing.
@settings(deadline=None, derandomize=True, max_examples=20, phases=[Phase.generate])
@given(
    happening=st.lists(stories, min_size=1, max_size=2),
    asking=st.lists(callers, min_size=1, max_size=2),
    limit=st.integers(1, 5),
)
def test_an_issue_is_listed_where_it_is_readable(
    crowd: Crowd, happening: list[Story], asking: list[Caller], limit: int
) -> None:
    for story in happening:
        crowd.happen(story)
    for caller in asking:
        key = crowd.key(crowd.principal(caller))
        assert crowd.listed(key, limit) == crowd.readable(key)


def test_every_role_sees_something_and_all_but_one_not_all(crowd: Crowd) -> None:
    """Otherwise two empty lists would agree all the time."""
    for place in range(4):
        for party, own in ((0, True), (1, False)):
            parties = frozenset({party})
            crowd.happen(Story(place=place, bare=False, own=own, parties=parties, finished=False))
    for role in set(ROLES) - {Role.ADMINISTRATOR}:
        person = crowd.stage.people[role]
        assert person is not None
        key = crowd.key(person)
        seen = crowd.listed(key, 200)
        assert seen == crowd.readable(key)
        assert seen != []
        assert (len(seen) == len(crowd.issues)) is (role is Role.AUDITOR)
