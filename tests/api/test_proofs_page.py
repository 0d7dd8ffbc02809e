"""The integrator's page: its program checks an event of the feed, and refuses any other."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from audit import verify
from tests.api.face import Face

PAGE = (Path(__file__).parents[2] / "docs" / "proofs.md").read_text("utf-8")
LEDGER = "/v1/ledger"


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Any]:
    """What the page's program defines, with the verifier beside it as the page says."""
    monkeypatch.setitem(sys.modules, "verify", verify)
    [written] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    defined: dict[str, Any] = {"__name__": "one_event"}
    exec(compile(written, "docs/proofs.md", "exec"), defined)  # noqa: S102 - our own page
    return defined


def test_its_leaf_is_the_one_that_it_tells(program: Mapping[str, Any]) -> None:
    [state] = re.findall(r"and state `(.*?)`", PAGE)
    first = {
        "position": 1,
        "stream": "6c656467-6572-5000-8000-000000000001",
        "version": 1,
        "topic": "ledger.opened",
        "at_us": 1778031000000000,
    }
    texts = [{"encoding": "utf-8", "state": state}, {"encoding": "base64", "state": "eyJ2IjoxfQ=="}]
    leaves = {verify._b64(program["leaf_of"](first | text)) for text in texts}
    assert leaves == set(re.findall(r"make the leaf `(.*?)`", PAGE))


def test_each_event_of_the_feed_is_checked(face: Face, program: Mapping[str, Any]) -> None:
    face.post(f"{LEDGER}/checkpoints", {}, face.town.auditor)
    feed = face.get(f"{LEDGER}/events?limit=500", face.town.auditor).json()
    key = verify.read_key(face.get(f"{LEDGER}/keys", None).json()["items"][0]["key"])
    assert len(feed["items"]) == feed["next"] > 10
    for event in feed["items"]:
        path = f"{LEDGER}/proofs/inclusion?position={event['position']}"
        proof = face.get(path, None).json()["proof"]
        program["check"](event, proof, feed["checkpoint"], key)
        for other in (event | {"at_us": event["at_us"] + 1}, event | {"state": "{}"}):
            with pytest.raises(SystemExit, match="this is not what was recorded there"):
                program["check"](other, proof, feed["checkpoint"], key)
