"""华三居民区 (A1): 长宁支路302弄非机动车车棚及充电桩; one of the owners contests how they decided.

One owner says that their paper was counted wrongly. What answers them is one export: the verifier
proves that it is what was recorded, and a script that knows nothing of us counts it again. Who
voted how is told to counters, auditors and the voter, and to nobody on the way.
The ballot and its nine owners are invented; the lane and the shed are the text's.
"""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from audit.verify import Verified
from domain.actor import Role
from ledger.export.selection import OfBallot
from projections.replay import check
from tests.audit.checking import told
from tests.audit.exporting import keys_of, nothing
from tests.projections.following import follow
from tests.stories.life.days import Days
from tests.stories.neighbours import Place, seat_owners, settle
from tests.stories.rolls import CLERK, Home, Poll, Roll
from tests.stories.teller import Teller

ABOVE = (("长宁区", "CN"), ("华阳路街道", "HYL"))
NAMES = ("方晚照", "齐元修", "葛星野", "童听松", "湛若冰", "龙在田", "万里秋", "莫问津", "宫和羽")
CONTESTER, VOTE = "Y4", "against"
RECOUNT = Path(__file__).parents[2] / "audit" / "recount.py"
ASKED: dict[str, Any] = {
    "title": "302弄非机动车车棚及充电桩",
    "rule": "owners-special",
    "matter": "change-use",
    "electorate": "owners",
    "items": [{"number": 1, "text": "是否同意在东侧空地建非机动车车棚并安装充电桩？"}],
}
OBJECTION = "我投的是同意票，公布的结果里却有一张我的反对票，要求复核。"
ANSWER = "附导出件与核验办法：您的选票登记为反对，票面存证可到居委会查看。"


def test_one_export_answers_who_contests(passing: Teller, days: Days, tmp_path: Path) -> None:
    passing.service.checkpoints.rotate()
    place = settle(passing, ("华三居民区", "HS"), ABOVE, "长宁支路302弄")
    seat_owners(passing, place, "业委会")
    roll = Roll(passing, place, homes())
    roll.hangs_out(16)
    days.go_by(16)
    known = acquainted(passing, place, roll)
    poll = decided(roll, days)
    contest(passing, poll, known)
    size = export(passing, poll, tmp_path)
    answered(passing, poll, size)
    assert check(passing.service.database, passing.service.views) == []


def homes() -> list[Home]:
    return [
        Home("2", "1", f"{number}01", f"Y{number}", name)
        for number, name in enumerate(NAMES, start=1)
    ]


def acquainted(teller: Teller, place: Place, roll: Roll) -> str:
    """Two owners have keys of their own, one of them the contester, whose person is returned."""
    owners = teller.get(CLERK, f"{roll.path}/owners")["items"]
    persons = {one["owner"]: one["persons"][0]["person"] for one in owners}
    for name, owner in (("反对的业主", CONTESTER), ("另一业主", "Y1")):
        scope = {"person": persons[owner], "body": place.committee, "compound": place.compound}
        teller.meet(name, Role.RESIDENT, **scope)
    person: str = persons[CONTESTER]
    return person


def decided(roll: Roll, days: Days) -> Poll:
    """Eight of nine papers come back, seven for it; nobody can contest what is not closed."""
    poll = roll.opens(**ASKED)
    poll.delivers([f"Y{number}" for number in range(1, 10)])
    poll.takes("agree", *(f"Y{number}" for number in range(1, 9) if f"Y{number}" != CONTESTER))
    poll.takes(VOTE, CONTESTER)
    early = roll.teller.post("反对的业主", f"{poll.path}/challenges", {"text": OBJECTION})
    assert (early.said["code"], early.topics) == ("ballot-not-closed", [])
    days.go_by(16)
    [result] = poll.closes().said["closure"]["results"]
    assert result["agreeing"]["voters"]["rate"] == {"part": 7, "of": 8, "percent": "87.50"}
    return poll


def contest(teller: Teller, poll: Poll, person: str) -> None:
    """They read their own vote and say that it is wrong; their neighbour reads neither."""
    follow(teller.service)
    [own] = teller.get("反对的业主", f"{poll.path}/votes")["items"]
    assert (own["paper"], own["marks"][0]["choice"]) == (CONTESTER, VOTE)
    raised = teller.post("反对的业主", f"{poll.path}/challenges", {"text": OBJECTION})
    assert (raised.status, raised.topics) == (200, ["ballot.challenged"]), raised.said
    [shown] = poll.read()["challenges"]
    assert (shown["text"], shown["person"], shown["answered_at"]) == (OBJECTION, person, None)
    [other] = poll.read("另一业主")["challenges"]
    assert (other["text"], other["person"]) == (None, None)
    papers = [one["paper"] for one in teller.get("另一业主", f"{poll.path}/votes")["items"]]
    assert papers == ["Y1"]


def export(teller: Teller, poll: Poll, folder: Path) -> int:
    """One file: proven by the verifier, and counted by a script that imports nothing of ours."""
    file = BytesIO()
    teller.service.exports.partial(file, OfBallot(UUID(poll.id)), None, nothing, votes=True)
    said = told(folder, file.getvalue(), *keys_of(teller.service))
    assert isinstance(said, Verified)
    path = folder / "contested.ndjson"
    path.write_bytes(file.getvalue())
    done = subprocess.run(
        [sys.executable, "-I", str(RECOUNT), str(path), poll.id],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            "item 1: of 9 papers 8 are back; taking part [8, 38800], for [7, 33950], "
            "against [1, 4850], abstaining [0, 0] [voters, 0.01 m2]: reached",
            "counted as it was declared",
        ],
    )
    assert OBJECTION not in path.read_text("utf-8")
    return said.size


def answered(teller: Teller, poll: Poll, size: int) -> None:
    """By the committee, with the size of the record that the file covers; once."""
    path = f"{poll.path}/challenges/1/answer"
    answer = {"answer": ANSWER, "size": size}
    told = teller.post(CLERK, path, answer)
    assert (told.status, told.topics) == (200, ["ballot.challenge-answered"]), told.said
    again = teller.post(CLERK, path, answer)
    assert (again.said["code"], again.topics) == ("challenge-already-answered", [])
    [read] = poll.read("反对的业主")["challenges"]
    assert (read["answer"], read["size"]) == (ANSWER, size)
    [other] = poll.read("另一业主")["challenges"]
    assert (other["answer"], other["size"]) == (None, size)
    for text in (OBJECTION, ANSWER):
        assert text not in str(teller.heard["另一业主"])
