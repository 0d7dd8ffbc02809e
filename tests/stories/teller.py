"""Telling a story: somebody asks over HTTP, and we hear the answer and what was recorded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx2

from domain.actor import Role
from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded
from ledger.log import read_head, read_log
from service.credentials import KeyRequest, give_key
from service.service import Service


@dataclass(frozen=True, kw_only=True)
class Told:
    """An answer, and the events that the ledger has behind what it had before."""

    status: int
    said: Any
    headers: Mapping[str, str]
    recorded: Sequence[Recorded[object]]

    @property
    def topics(self) -> list[str]:
        """The names of the new events."""
        return [one.topic for one in self.recorded]

    @property
    def id(self) -> str:
        """The id of what the answer shows."""
        return str(self.said["id"])


Listener = Callable[[str, Told], None]
"""Told who did something, and what came of it."""


class Teller:
    """A client of the API that also looks into the ledger. People are called by a name.

    `heard` keeps every answer that somebody got, as it was sent.
    """

    def __init__(self, service: Service, client: httpx2.Client) -> None:
        self.service = service
        self._client = client
        self._keys: dict[str, str] = {}
        self._listeners: list[Listener] = []
        self.heard: dict[str, list[str]] = {}

    def meet(self, name: str, role: Role, **scope: str) -> None:
        """Give somebody a key, as `bihuan key create` does; *scope* as in `KeyRequest`."""
        ids: dict[str, Any] = {field: UUID(value) for field, value in scope.items()}
        wanted = KeyRequest(roles=frozenset({role}), **ids)
        self._keys[name] = give_key(self.service, wanted)[1]

    def get(self, by: str, path: str) -> Any:
        """What somebody reads."""
        answer = self._ask(by, path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def status(self, by: str, path: str) -> int:
        """How a reading is answered."""
        return self._ask(by, path).status_code

    def refusal(self, by: str, path: str) -> tuple[int, Any]:
        """The same, with the problem that is told."""
        answer = self._ask(by, path)
        return answer.status_code, answer.json()

    def page(self, by: str, path: str) -> str:
        """A page that needs no key, opened by somebody."""
        answer = self._client.get(path, headers={"Accept-Language": "zh-CN"})
        assert answer.status_code == 200, answer.text
        self._hears(by, answer)
        return answer.text

    def post(self, by: str, path: str, body: Any, *, seen: int | None = None) -> Told:
        """What somebody does; *seen* is the version that they have read."""
        before = self.head()
        headers = self._headers(by) | ({} if seen is None else {"If-Match": f'"{seen}"'})
        return self._told(by, before, self._client.post(path, json=body, headers=headers))

    def fill(self, by: str, path: str, fields: Mapping[str, str]) -> tuple[str, str]:
        """A form of a page, filled in without a key: the address that it leads to, and the page."""
        answer = self._client.post(path, data=dict(fields), headers={"Accept-Language": "zh-CN"})
        self._hears(by, answer)
        assert answer.status_code == 200, answer.text
        return answer.url.path, answer.text

    def send(self, by: str, path: str, content: bytes, media: str) -> Told:
        """What comes of a file that somebody sends."""
        before = self.head()
        headers = self._headers(by) | {"Content-Type": media}
        return self._told(by, before, self._client.post(path, content=content, headers=headers))

    def after_each(self, listener: Listener) -> None:
        """Let *listener* know of whatever is done from now on."""
        self._listeners.append(listener)

    def timeline(self, by: str, issue: str) -> list[dict[str, Any]]:
        """The issue's timeline, as somebody reads it."""
        items: list[dict[str, Any]] = self.get(by, f"/v1/issues/{issue}/events")["items"]
        return items

    def stream(self, issue: str) -> list[Recorded[object]]:
        """The same from the ledger itself."""
        return [one for one in self._behind(0) if one.stream == UUID(issue)]

    def head(self) -> int:
        """The last position of the ledger."""
        with self.service.database.read() as connection:
            return read_head(connection, lock=False).position

    def _told(self, by: str, before: int, answer: httpx2.Response) -> Told:
        self._hears(by, answer)
        told = Told(
            status=answer.status_code,
            said=answer.json(),
            headers=answer.headers,
            recorded=self._behind(before),
        )
        for listener in self._listeners:
            listener(by, told)
        return told

    def _ask(self, by: str, path: str) -> httpx2.Response:
        answer = self._client.get(path, headers=self._headers(by))
        self._hears(by, answer)
        return answer

    def _hears(self, by: str, answer: httpx2.Response) -> None:
        self.heard.setdefault(by, []).append(f"{answer.headers} {answer.text}")

    def _headers(self, by: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._keys[by]}", "Accept-Language": "zh-CN"}

    def _behind(self, position: int) -> list[Recorded[object]]:
        with self.service.database.read() as connection:
            head = read_head(connection, lock=False).position
            rows = list(read_log(connection, after=position, upto=head, page=10**4))
        return [CATALOGUE.decode(row) for row in rows]


def found(teller: Teller, committee: str, code: str, above: Sequence[tuple[str, str]]) -> str:
    """A residents' committee below (name, code) of its district and its subdistrict; its id."""
    superior: str | None = None
    levels = ("district", "subdistrict", "committee")
    for level, (name, short) in zip(levels, [*above, (committee, code)], strict=True):
        body = {"level": level, "name": name, "code": short, "superior": superior}
        told = teller.post("administrator", "/v1/bodies", body)
        assert (told.status, told.topics) == (201, ["body.registered"])
        superior = told.id
    return str(superior)


def party(teller: Teller, name: str, kind: str) -> str:
    """A new organisation; its id."""
    told = teller.post("administrator", "/v1/organisations", {"name": name, "kind": kind})
    assert (told.status, told.topics) == (201, ["organisation.registered"])
    return told.id


def done(told: Told, topic: str) -> dict[str, Any]:
    """The issue after a command that appended one event of that name."""
    assert (told.status, told.topics) == (200, [topic]), told.said
    shown: dict[str, Any] = told.said
    return shown
