"""Both stories against a real server that logs all it can, for those who search what is left.

    python -m tests.stories.aloud FOLDER    # settings from the environment; logs on stdout

FOLDER gets a copy of the SQLite files as they are while the server runs.
"""

import logging
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from unittest.mock import patch
from urllib.parse import quote

import httpx2
import uvicorn

from api.app import create_app
from domain.actor import Role
from service.commands.handling import Reply
from service.logs import configure
from service.reading import Reader
from service.service import Service
from service.settings import Settings
from tests.stories import test_feile_lamps, test_lingba_parking
from tests.stories.teller import Teller

PUBLISHED = "违停已整治，请街坊相互提醒。"
"""What the feed shows of one of the issues."""


def main(folder: Path) -> None:
    """Play, fail, copy."""
    configure(logging.DEBUG)
    settings = Settings()
    service = Service(settings)
    service.start()
    # After a fault uvicorn hangs up, sometimes while the next request is on its way.
    once = httpx2.Limits(max_keepalive_connections=0)
    with serving(service) as url, httpx2.Client(base_url=url, limits=once) as client:
        teller = Teller(service, client)
        teller.meet("administrator", Role.ADMINISTRATOR)
        test_lingba_parking.tell_parking(teller)
        test_feile_lamps.tell_lamps(teller)
        search(teller)
        publish(teller)
        fail_with_words(teller)
        for path in Path(service.database.url.database or "").parent.glob("*.db*"):
            shutil.copy(path, folder)


@contextmanager
def serving(service: Service) -> Iterator[str]:
    """A server on a free port, in a thread."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(create_app(service), log_config=None, log_level=logging.DEBUG)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def search(teller: Teller) -> None:
    """A text, too short to be one that is looked for, and a telephone number."""
    assert teller.get("居委会", f"/v1/issues?q={quote('违停')}")["items"] != []
    phone = {"phone": test_lingba_parking.CONTACT["phone"]}
    told = teller.post("居委会", "/v1/persons/searches", phone)
    assert (told.status, len(told.said["items"]), told.topics) == (200, 1, [])


def publish(teller: Teller) -> None:
    """What is public is read by everybody, and yet stored as sealed as all else."""
    issue = teller.get("居委会", "/v1/issues")["items"][-1]["id"]
    told = teller.post("居委会", f"/v1/issues/{issue}/publication", {"text": PUBLISHED})
    assert told.status == 200, told.said
    position = told.headers["bihuan-position"]
    feed = teller.get("居委会", f"/v1/publications?at_least={position}")
    assert [item["text"] for item in feed["items"]] == [PUBLISHED]


def fail_with_words(teller: Teller) -> None:
    """Two faults of ours whose messages quote a resident: a reading and a command."""
    contact = test_lingba_parking.CONTACT
    fault = RuntimeError(f"{contact} said {test_lingba_parking.WORDS}")
    issue = teller.get("居委会", "/v1/issues")["items"][-1]["id"]
    with patch.object(Reader, "issues", side_effect=fault):
        assert teller.status("居委会", "/v1/issues") == 500
    with patch.object(Reply, "decide", side_effect=fault):
        told = teller.post("居委会", f"/v1/issues/{issue}/replies", {"message": "好"})
        assert (told.status, told.topics) == (500, [])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
