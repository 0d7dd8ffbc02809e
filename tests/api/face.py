"""A neighbourhood behind its HTTP face, in this process: requests in, answers and events out."""

import asyncio
import json
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

import httpx2

from api.app import create_app
from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded
from ledger.log import read_head, read_log
from service.policy import Principal
from service.service import Service
from tests.neighbourhood import Neighbourhood, settle

T = TypeVar("T")
NOBODY = None
_JSON = {"content-type": "application/json"}


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request. `body` is sent as JSON unless `content` holds the bytes themselves."""

    method: str = "POST"
    path: str
    by: Principal | None
    body: Any = None
    content: bytes | None = None
    headers: Mapping[str, str | bytes] = field(default_factory=dict)


class Face:
    """The town, and one client of its API; *town* where another process has settled it."""

    def __init__(self, service: Service, town: Neighbourhood | None = None) -> None:
        self.service = service
        self.town = town or settle(service)
        self.app = create_app(service)
        self._keys: dict[UUID, str] = {}
        self._runner = asyncio.Runner()
        transport = httpx2.ASGITransport(self.app, raise_app_exceptions=False)
        self._client = httpx2.AsyncClient(
            transport=transport, base_url="http://bihuan.test", timeout=60
        )

    def close(self) -> None:
        """Close the client and its loop; the service goes on."""
        self.run(self._client.aclose())
        self._runner.close()

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the client's loop."""
        # `Runner.run` changes the handler of a signal, for which Python spells out the whole task.
        return self._runner.get_loop().run_until_complete(doing)

    def send(self, call: Call) -> httpx2.Response:
        """Send one request."""
        return self.run(self._send(call))

    def together(self, calls: Iterable[Call]) -> list[httpx2.Response]:
        """Send many at once; the answers in the order of the calls."""

        async def all_of_them() -> list[httpx2.Response]:
            return list(await asyncio.gather(*(self._send(call) for call in calls)))

        return self.run(all_of_them())

    def get(self, path: str, by: Principal | None, **headers: str) -> httpx2.Response:
        """GET; header names with underscores."""
        return self.send(Call(method="GET", path=path, by=by, headers=_dashed(headers)))

    def post(self, path: str, body: Any, by: Principal | None, **headers: str) -> httpx2.Response:
        """POST of JSON; header names with underscores."""
        return self.send(Call(path=path, by=by, body=body, headers=_dashed(headers)))

    def key(self, who: Principal) -> str:
        """The bearer key of a principal, made once."""
        assert who.person is not None
        if who.person not in self._keys:
            self._keys[who.person] = self.town.key(who)
        return self._keys[who.person]

    def head(self) -> int:
        """The last position of the ledger."""
        with self.service.database.read() as connection:
            return read_head(connection, lock=False).position

    def events(self, after: int) -> list[Recorded[object]]:
        """What was recorded behind a position."""
        with self.service.database.read() as connection:
            upto = read_head(connection, lock=False).position
            rows = list(read_log(connection, after=after, upto=upto, page=1_000))
        return [CATALOGUE.decode(row) for row in rows]

    def reporting(self, **fields: Any) -> dict[str, Any]:
        """A good body for `POST /v1/issues`."""
        usual: dict[str, Any] = {
            "committee_id": str(self.town.committee),
            "compound_id": str(self.town.compound),
            "channel": "window",
            "words": "三号楼门口的路灯坏了",
            "reporter": {"name": "沈秋禾", "phone": "13800001234", "room": "3号楼502室"},
        }
        return usual | fields

    async def _send(self, call: Call) -> httpx2.Response:
        headers = {name.lower(): value for name, value in call.headers.items()}
        if call.by is not None:
            headers = {"authorization": f"Bearer {self.key(call.by)}", **headers}
        content = call.content
        if content is None and call.method == "POST":
            content = json.dumps(call.body, ensure_ascii=False).encode()
        if content is not None:
            headers = {**_JSON, **headers}
        sent = [(k.encode(), v if isinstance(v, bytes) else v.encode()) for k, v in headers.items()]
        return await self._client.request(call.method, call.path, content=content, headers=sent)


def version_of(answer: httpx2.Response) -> int:
    """The version in an answer's ETag."""
    return int(answer.headers["etag"].strip('"').partition("-")[0])


def code_of(answer: httpx2.Response) -> str:
    """The code of the problem that an answer is; the answer itself where it is none."""
    if answer.headers.get("content-type") != "application/problem+json":
        return f"{answer.status_code} {answer.text[:200]}"
    code: str = answer.json()["code"]
    return code


def _dashed(headers: Mapping[str, str]) -> dict[str, str | bytes]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
