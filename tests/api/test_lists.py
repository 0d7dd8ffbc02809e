"""Lists: each filter, pages in both directions while new issues arrive, links and labels."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import httpx2
import pytest

from service.policy import Principal
from tests.api.face import Face
from tests.api.posts import DAY
from tests.api.provoking import TRIAGE

_LINK = re.compile(r'<([^>]+)>; rel="([a-z]+)"')


def _links(answer: httpx2.Response) -> dict[str, str]:
    return {rel: url for url, rel in _LINK.findall(answer.headers.get("link", ""))}


def _ids(answer: httpx2.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


def _walk(face: Face, path: str, relation: str, by: Principal) -> list[list[str]]:
    """The ids of each page, following `Link` headers."""
    pages, url = [], path
    while url:
        answer = face.get(url, by)
        pages.append(_ids(answer))
        url = _links(answer).get(relation, "")
    return pages


def _flat(pages: Iterable[Sequence[str]]) -> list[str]:
    return [one for page in pages for one in page]


@pytest.fixture(scope="module")
def filled(shared: Face) -> list[str]:
    """Seven issues of the next committee, newest first: nobody else adds to its list."""
    town = shared.town
    made = [
        town.report(by=town.next_clerk, committee=town.next_committee, compound=town.next_compound)
        for _ in range(7)
    ]
    return [str(issue) for issue in reversed(made)]


@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 8])
def test_pages_cover_everything_once(shared: Face, filled: list[str], limit: int) -> None:
    by = shared.town.next_clerk
    forward = _walk(shared, f"/v1/issues?limit={limit}", "next", by)
    assert _flat(forward) == filled
    assert all(len(page) == limit for page in forward[:-1])


@pytest.mark.parametrize("limit", [1, 2, 3, 6])
def test_pages_backwards(shared: Face, filled: list[str], limit: int) -> None:
    """From the last page to the first: the same issues, each page newest first."""
    by = shared.town.next_clerk
    answer = shared.get(f"/v1/issues?limit={limit}", by)
    assert "prev" not in _links(answer)
    while "next" in _links(answer):
        answer = shared.get(_links(answer)["next"], by)
    back = _walk(shared, str(answer.url), "prev", by)
    assert _flat(reversed(back)) == filled


def test_new_issues_do_not_shift_pages(shared: Face) -> None:
    """What was there at the beginning is seen once; what arrives meanwhile is found backwards."""
    town = shared.town
    category = "property-fees"
    old = [town.report(category=category) for _ in range(4)]
    for issue in old:
        _triage(shared, str(issue), category)
    url, seen, new = f"/v1/issues?category={category}&limit=1", list[str](), list[str]()
    while url:
        answer = shared.get(url, town.clerk)
        seen += _ids(answer)
        url = _links(answer).get("next", "")
        if len(new) < 3:
            new.append(str(town.report(category=category)))
    assert seen == [str(issue) for issue in reversed(old)]
    oldest = str(answer.url)
    back = _flat(reversed(_walk(shared, oldest, "prev", town.clerk)))
    assert back == [*reversed(new), *seen]


def _triage(face: Face, issue: str, category: str) -> None:
    body = TRIAGE | {"category": category}
    answer = face.post(f"/v1/issues/{issue}/triage", body, face.town.clerk, if_match='"1"')
    assert answer.status_code == 200


def test_links_say_what_the_body_says(shared: Face, filled: list[str]) -> None:
    by = shared.town.next_clerk
    first = shared.get("/v1/issues?status=reported&limit=2", by)
    second = shared.get(_links(first)["next"], by)
    for answer in (first, second):
        links = _links(answer)
        for relation in ("next", "prev"):
            cursor = answer.json()[relation]
            assert (relation in links) is (cursor is not None)
            if cursor:
                assert f"cursor={cursor}" in links[relation]
                assert "status=reported&limit=2" in links[relation]
    assert set(_links(second)) == {"next", "prev"}


def test_a_page_of_nothing(shared: Face) -> None:
    answer = shared.get("/v1/issues?number=XX-1999-000001", shared.town.clerk)
    assert answer.json() == {"items": [], "next": None, "prev": None}
    assert "link" not in answer.headers


def _variants(face: Face) -> list[tuple[str, str, str]]:
    """Filter, its value, and an issue that matches it; a plain issue matches none of them."""
    town = face.town
    done = str(town.play())
    urgent = str(town.report())
    body = {"category": "noise", "scale": "urgent", "track": "normal"}
    face.post(f"/v1/issues/{urgent}/triage", body, town.clerk, if_match='"1"')
    patrol = str(town.report(channel="patrol"))
    number = face.get(f"/v1/issues/{patrol}", town.clerk).json()["number"]
    bare = str(town.report(compound=None, address="春晖路12弄"))
    return [
        ("status", "done", done),
        ("party", str(town.contractor), done),
        ("category", "noise", urgent),
        ("scale", "urgent", urgent),
        ("track", "normal", urgent),
        ("channel", "patrol", patrol),
        ("number", number, patrol),
        ("until", "2027-01-01T00:00:00%2B08:00", bare),
    ]


def test_every_filter_finds_what_it_names(shared: Face) -> None:
    variants = _variants(shared)
    plain = str(shared.town.report())
    for name, value, issue in variants:
        found = _flat(_walk(shared, f"/v1/issues?{name}={value}", "next", shared.town.auditor))
        assert issue in found, name
        if name != "until":
            assert plain not in found, name


def test_filters_of_place(shared: Face, filled: list[str]) -> None:
    town = shared.town
    here = str(town.report())
    for name, value in (("committee", town.next_committee), ("compound", town.next_compound)):
        found = _flat(_walk(shared, f"/v1/issues?{name}={value}", "next", town.auditor))
        assert found == filled
        assert here not in found


def test_filters_of_time(shared: Face) -> None:
    """`since` is inclusive, `until` exclusive; both count by when it happened."""
    moment = f"{DAY}T09:30:00"
    body = shared.reporting(occurred_at=f"{moment}+08:00")
    issue = shared.post("/v1/issues", body, shared.town.clerk).json()["id"]
    for query, expected in (
        (f"since={moment}%2B08:00&until={moment}.000001%2B08:00", [issue]),
        (f"since={DAY}T01:30:00Z&until={DAY}T01:30:01Z", [issue]),
        (f"since={moment}.000001%2B08:00&until={DAY}T09:31:00%2B08:00", []),
        (f"until={moment}%2B08:00&since={DAY}T09:29:00%2B08:00", []),
    ):
        assert _ids(shared.get(f"/v1/issues?{query}", shared.town.clerk)) == expected, query


def test_filters_never_widen_what_is_visible(shared: Face, filled: list[str]) -> None:
    town = shared.town
    for query in (f"committee={town.next_committee}", f"compound={town.next_compound}"):
        assert _ids(shared.get(f"/v1/issues?{query}", town.clerk)) == []


def test_labels_of_a_list(shared: Face, filled: list[str]) -> None:
    by = shared.town.next_clerk
    for language, labels in (("zh", ("已上报", "窗口接待")), ("en", ("Reported", "Front desk"))):
        item = shared.get("/v1/issues?limit=1", by, accept_language=language).json()["items"][0]
        assert (item["labels"]["status"], item["labels"]["channel"]) == labels


def _directory(face: Face) -> dict[str, tuple[str, int]]:
    """A list's path, and how many entries it has."""
    town = face.town
    return {
        "/v1/bodies": ("id", 4),
        f"/v1/bodies?superior={town.subdistrict}": ("id", 2),
        "/v1/bodies?level=district": ("id", 1),
        f"/v1/bodies/{town.committee}/compounds": ("id", 1),
        "/v1/organisations": ("id", 2),
        "/v1/organisations?kind=contractor": ("id", 1),
        "/v1/methods": ("name", 17),
    }


def test_directories_by_pages(shared: Face) -> None:
    for path, (key, count) in _directory(shared).items():
        whole = [i[key] for i in shared.get(path, shared.town.resident).json()["items"]]
        assert len(whole) == len(set(whole)) == count, path
        url, seen = f"{path}{'&' if '?' in path else '?'}limit=1", []
        while url:
            answer = shared.get(url, shared.town.resident)
            seen += [item[key] for item in answer.json()["items"]]
            url = _links(answer).get("next", "")
        assert seen == whole, path


def test_a_directory_of_long_names(face: Face) -> None:
    """The cursor holds a name: also one of 200 characters of four bytes is taken back."""
    made: list[Any] = []
    for end in ("\U00020bb7", "\U00020bb8", '"', "\\"):
        body = {"name": "\U00020bb7" * 199 + end, "kind": "shop"}
        made.append(face.post("/v1/organisations", body, face.town.administrator).json()["id"])
    url = "/v1/organisations?kind=shop&limit=1"
    assert sorted(_flat(_walk(face, url, "next", face.town.clerk))) == sorted(made)
