"""Checkpoints, keys and proofs over HTTP: for everybody, and verified by nothing of ours."""

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

import httpx2
import pytest
from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

from ledger.log import leaf_of, read_log
from service.service import SYSTEM
from tests.api.face import Face, code_of
from tests.api.following import Holder
from tests.ledger import rfc9162

LEDGER = "/v1/ledger"
LATEST = f"{LEDGER}/checkpoints/latest"


def asked(face: Face, path: str, **headers: str) -> Any:
    answer = face.get(f"{LEDGER}/{path}", None, **headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "public, no-cache"
    return answer.json()


def signed(face: Face) -> Mapping[str, Any]:
    answer = face.post(f"{LEDGER}/checkpoints", {}, face.town.auditor)
    assert answer.status_code == 200, answer.text
    told: Mapping[str, Any] = answer.json()
    return told


def require_signed(note: str, vkey: str) -> tuple[int, bytes]:
    """Size and root of a note which that key has signed, by another library's Ed25519."""
    name, key_id, encoded = vkey.split("+", 2)
    text, _, lines = note.partition("\n\n")
    [raw] = [b64decode(line.split(" ")[2]) for line in lines.splitlines()]
    assert raw[:4].hex() == key_id
    key = eddsa.import_public_key(b64decode(encoded)[1:])
    assert isinstance(key, ECC.EccKey)
    eddsa.new(key, "rfc8032").verify(f"{text}\n".encode(), raw[4:])
    origin, size, root = text.split("\n")
    assert origin == name
    return int(size), b64decode(root)


def leaves(face: Face) -> list[bytes]:
    with face.service.database.read() as connection:
        return [leaf_of(row) for row in read_log(connection, after=0, upto=face.head(), page=500)]


def decoded(hashes: list[str]) -> list[bytes]:
    return [b64decode(one) for one in hashes]


def test_what_was_signed_can_be_held_against_the_record(face: Face) -> None:
    told = signed(face)
    [key] = asked(face, "keys")["items"]
    size, root = require_signed(told["note"], key["key"])
    assert (size, told["size"]) == (face.head(), face.head())
    assert b64decode(told["root"]) == root == rfc9162.tree_hash(leaves(face))
    assert signed(face) == told == asked(face, "checkpoints/latest")
    assert asked(face, f"checkpoints/{size}") == told


def test_it_is_a_bare_note_for_who_prefers_text(shared_sqlite: Face) -> None:
    told = signed(shared_sqlite)
    for path in (LATEST, f"{LEDGER}/checkpoints/{told['size']}"):
        answer = shared_sqlite.get(path, None, accept="text/plain")
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text == told["note"]
        assert "Accept" in answer.headers["vary"]


def test_the_list_is_paged_newest_first(shared_sqlite: Face) -> None:
    made = []
    for _ in range(3):
        shared_sqlite.town.report()
        made.append(signed(shared_sqlite))
    first = shared_sqlite.get(f"{LEDGER}/checkpoints?limit=2", None)
    assert first.json()["items"] == made[:0:-1]
    following = first.headers["link"][1:].partition(">")[0]
    assert f"cursor={first.json()['next']}" in following
    assert shared_sqlite.get(following, None).json()["items"][0] == made[0]


def test_the_list_ends(shared_sqlite: Face) -> None:
    signed(shared_sqlite)
    told = asked(shared_sqlite, "checkpoints?limit=100")
    assert told["next"] is None
    assert told["items"][-1]["size"] > 0


def test_every_inclusion_proof_holds(shared_sqlite: Face) -> None:
    face, told, all_leaves = shared_sqlite, signed(shared_sqlite), leaves(shared_sqlite)
    for position in (1, 2, told["size"] // 2, told["size"]):
        proof = asked(face, f"proofs/inclusion?position={position}")
        assert (proof["position"], proof["size"]) == (position, told["size"])
        assert (proof["root"], proof["checkpoint"]) == (told["root"], told["note"])
        assert b64decode(proof["leaf"]) == all_leaves[position - 1]
        assert rfc9162.includes(
            b64decode(proof["leaf"]),
            position - 1,
            proof["size"],
            decoded(proof["proof"]),
            b64decode(told["root"]),
        )
    within = asked(face, "proofs/inclusion?position=2&size=3")
    assert (within["size"], within["checkpoint"]) == (3, None)


def test_a_consistency_proof_holds(shared_sqlite: Face) -> None:
    face, earlier = shared_sqlite, signed(shared_sqlite)
    face.town.play()
    later = signed(face)
    proof = asked(face, f"proofs/consistency?from={earlier['size']}&to={later['size']}")
    for end, told in (("earlier", earlier), ("later", later)):
        assert proof[end] == {name: told[name] for name in ("size", "root")} | {
            "checkpoint": told["note"]
        }
    roots = [b64decode(one["root"]) for one in (earlier, later)]
    sizes = (earlier["size"], later["size"])
    assert rfc9162.continues(*sizes, decoded(proof["proof"]), *roots)
    assert asked(face, "proofs/consistency?from=3&to=3")["proof"] == []


BEYOND = 10**9


@pytest.mark.parametrize(
    ("path", "pointer", "reason"),
    [
        ("inclusion?position=0", "/position", "greater_than_equal"),
        ("inclusion?position=1&size=0", "/size", "greater_than_equal"),
        ("inclusion?size=1", "/position", "missing"),
        ("inclusion?position=4&size=3", "/position", "beyond_the_size"),
        (f"inclusion?position=1&size={BEYOND}", "/size", "beyond_the_head"),
        (f"inclusion?position={BEYOND}", "/position", "beyond_the_size"),
        ("consistency?from=0&to=3", "/from", "greater_than_equal"),
        ("consistency?from=3", "/to", "missing"),
        ("consistency?from=4&to=3", "/from", "beyond_to"),
        (f"consistency?from=3&to={BEYOND}", "/to", "beyond_the_head"),
        ("consistency?from=1&to=9223372036854775808", "/to", "less_than_equal"),
        ("consistency?from=x&to=3", "/from", "int_parsing"),
        ("consistency?from=1&to=3&too=4", "/?", "extra_forbidden"),
        ("consistency?from=1&from=2&to=3", "", "repeated"),
    ],
)
def test_what_cannot_be_proven_is_told(
    shared_sqlite: Face, path: str, pointer: str, reason: str
) -> None:
    signed(shared_sqlite)
    answer = shared_sqlite.get(f"{LEDGER}/proofs/{path}", None)
    assert (answer.status_code, code_of(answer)) == (400, "malformed-request")
    assert answer.json()["errors"] == [{"pointer": pointer, "in": "query", "reason": reason}]


def test_before_the_first_there_is_none(sqlite_face: Face) -> None:
    for path in (LATEST, f"{LEDGER}/proofs/inclusion?position=1", f"{LEDGER}/checkpoints/1"):
        assert code_of(sqlite_face.get(path, None)) == "no-checkpoint"
    assert asked(sqlite_face, "checkpoints") == {"items": [], "next": None}
    assert asked(sqlite_face, "proofs/inclusion?position=1&size=2")["checkpoint"] is None


@pytest.mark.parametrize("size", ["0", "-1", "01", "1.0", "x", "٣", "9" * 19, "9" * 40])
def test_there_is_no_such_checkpoint(shared_sqlite: Face, size: str) -> None:
    assert code_of(shared_sqlite.get(f"{LEDGER}/checkpoints/{size}", None)) == "no-checkpoint"


def test_who_has_it_already_is_told_so(shared_sqlite: Face) -> None:
    signed(shared_sqlite)
    first = shared_sqlite.get(LATEST, None)
    again = shared_sqlite.get(LATEST, None, if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


def test_what_leaves_the_house_carries_it(sqlite_face: Face) -> None:
    face, told = sqlite_face, signed(sqlite_face)
    feed = face.get(f"{LEDGER}/events?limit=1", face.town.auditor)
    lines = face.get(f"{LEDGER}/events?limit=1", face.town.auditor, accept="application/x-ndjson")
    assert feed.json()["checkpoint"] == told["note"]
    assert b64decode(lines.headers["bihuan-checkpoint"]).decode() == told["note"]
    assert face.get("/v1/publications", None).json()["checkpoint"] == told["note"]
    issue = face.town.report()
    receipt = face.post(f"/v1/issues/{issue}/receipts", {}, face.town.clerk)
    assert receipt.json()["checkpoint"] == told
    page = face.get(receipt.json()["receipt_url"].partition(".test")[2], None)
    require_printed(page, told)
    path = f"/v1/bodies/{face.town.committee}/reports/monthly/2020-01-01"
    assert face.get(path, face.town.clerk).json()["checkpoint"] == told
    report = face.get(path, face.town.clerk, accept="text/html")
    assert told["root"].replace("+", "&#43;") in report.text or told["root"] in report.text
    assert f"/v1/ledger/checkpoints/{told['size']}" in report.text


def require_printed(page: httpx2.Response, told: Mapping[str, Any]) -> None:
    assert page.status_code == 200
    assert told["root"] in page.text.replace("&#43;", "+")
    assert f"http://bihuan.test{LEDGER}/checkpoints/{told['size']}" in page.text


def test_before_there_is_one_nothing_is_printed(sqlite_face: Face) -> None:
    face = sqlite_face
    feed = face.get(f"{LEDGER}/events?limit=1", face.town.auditor)
    assert feed.json()["checkpoint"] is None
    lines = face.get(f"{LEDGER}/events?limit=1", face.town.auditor, accept="application/x-ndjson")
    assert "bihuan-checkpoint" not in lines.headers
    assert face.get("/v1/publications", None).json()["checkpoint"] is None
    page = face.get(f"/follow/{Holder(face, face.town.report()).token}/receipt", None)
    assert "checkpoints" not in page.text


def test_a_note_that_somebody_has_changed_costs_nothing_else(sqlite_face: Face) -> None:
    face = sqlite_face
    signed(face)
    with face.service.database.write() as connection:
        connection.exec_driver_sql("UPDATE checkpoint SET note = 'nothing'")
    [told] = asked(face, "checkpoints")["items"]
    assert (told["root"], told["note"]) == (None, "nothing")
    page = face.get(f"/follow/{Holder(face, face.town.report()).token}/receipt", None)
    assert page.status_code == 200


def test_the_path_of_the_key_is_not_told(sqlite_face: Face) -> None:
    face = sqlite_face
    key = face.service.settings.signing_key_file
    assert key is not None
    key.unlink()
    answer = face.post(f"{LEDGER}/checkpoints", {}, face.town.auditor)
    assert answer.json()["facts"] == {"hindrance": "key-missing"}
    assert str(key) not in answer.text
    assert face.service.checkpoints.latest() is None
    assert SYSTEM.person is None
