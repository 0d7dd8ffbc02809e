"""A contested ballot is answered by one export: proven by the verifier, counted without us."""

import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest

from audit.verify import Verified
from domain.ballot.counting import Unreturned
from domain.ballot.events import Parting
from domain.replacing import replace
from ledger.export.selection import OfBallot, OfIssue, Selection
from ledger.withheld import ENTRIES, VOTES
from service.commands.ballot_contesting import AnswerChallenge, Challenge
from tests.audit.checking import told
from tests.audit.exporting import keys_of, nothing
from tests.ballots import COUNTING, Voters
from tests.neighbourhood import settle
from tests.service.installed import installed
from tests.table import Table

SCRIPT = Path(__file__).parents[2] / "audit" / "recount.py"
Line = dict[str, object]


@pytest.fixture(scope="module", params=["sqlite"])
def voters(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Voters]:
    """One compound for the whole file."""
    with installed(request, tmp_path_factory) as service:
        service.checkpoints.rotate()
        yield Voters(settle(service))


def exported(voters: Voters, selection: Selection, *, votes: bool = True) -> bytes:
    file = BytesIO()
    voters.town.service.exports.partial(file, selection, None, nothing, votes=votes)
    return file.getvalue()


def lines_of(content: bytes) -> list[Line]:
    return [json.loads(line) for line in content.splitlines()]


def recounted(folder: Path, content: bytes, ballot: UUID) -> tuple[int, str]:
    """The script's status and words, run where nothing of ours can be imported."""
    path = folder / "ballot.ndjson"
    path.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(path), str(ballot)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    return done.returncode, done.stdout + done.stderr


def test_one_export_answers_an_owner_who_contests(voters: Voters, tmp_path: Path) -> None:
    town = voters.town
    ballot = voters.begun(counting=replace(COUNTING, proxies=0))
    voters.all_vote(ballot)
    voters.closed(ballot)
    contest = Challenge(ballot=ballot, text="我没有投过反对票，要求复核。")
    town.do(contest, by=voters.owner("o4"))
    content = exported(voters, OfBallot(ballot))
    said = told(tmp_path, content, *keys_of(town.service))
    assert isinstance(said, Verified)
    # The roll stands in the ballot's own rows; of the register's, what it lists is withheld.
    assert said.withheld == 1
    assert recounted(tmp_path, content, ballot) == (
        0,
        "item 1: of 7 papers 7 are back; taking part [7, 92000], for [5, 67000], "
        "against [1, 11000], abstaining [1, 14000] [voters, 0.01 m2]: reached\n"
        "counted as it was declared\n",
    )
    answer = AnswerChallenge(ballot=ballot, challenge=1, answer="附导出件。", size=said.size)
    town.do(answer, by=town.clerk)
    assert voters.row(ballot).aftermath.challenges[1].size == said.size


@pytest.mark.parametrize("parting", [Parting.WHOLE, Parting.BUILDING])
def test_it_is_counted_by_parts_and_with_the_silent(
    voters: Voters, tmp_path: Path, parting: Parting
) -> None:
    counting = replace(COUNTING, unreturned=Unreturned.FOLLOWS_MAJORITY)
    ballot = voters.begun(parting=parting, counting=counting)
    voters.delivers(ballot, "201", "301")
    voters.force_closed(ballot)
    status, words = recounted(tmp_path, exported(voters, OfBallot(ballot)), ballot)
    assert (status, words.splitlines()[-1]) == (0, "counted as it was declared")


def test_whatever_was_declared_otherwise_is_found(voters: Voters, tmp_path: Path) -> None:
    ballot = voters.decided()
    content = exported(voters, OfBallot(ballot))
    for old, new, why in (
        ('\\"choice\\":\\"agree\\"', '\\"choice\\":\\"against\\"', "item 1: "),
        ('\\"area\\":8000', '\\"area\\":9000', "the roll is not the one that was pinned"),
        ('\\"outcome\\":\\"reached\\"', '\\"outcome\\":\\"missed\\"', "another outcome"),
    ):
        changed = content.decode().replace(old, new, 1).encode()
        assert changed != content
        status, words = recounted(tmp_path, changed, ballot)
        assert status == 1
        assert why in words


def test_votes_can_be_withheld_and_still_stand_there(voters: Voters, tmp_path: Path) -> None:
    ballot = voters.decided()
    content = exported(voters, OfBallot(ballot), votes=False)
    said = told(tmp_path, content, *keys_of(voters.town.service))
    assert isinstance(said, Verified)
    hidden = [line for line in lines_of(content) if line.get("withheld")]
    assert {line["topic"] for line in hidden} <= VOTES | ENTRIES
    assert said.withheld == len(hidden) > 7
    assert f"not proven: what {len(hidden)} withheld rows say, nor their names and times" in (
        said.lines()
    )
    assert b"choice" not in content
    assert recounted(tmp_path, content, ballot)[0] == 2


def test_an_issue_brings_its_ballots_along(voters: Voters) -> None:
    town = voters.town
    table = Table(town)
    theirs = Voters(town, compound=table.compound)
    issue = table.agreed()
    ballot = theirs.decided(issue=issue)
    streams = {line.get("stream") for line in lines_of(exported(voters, OfIssue(issue)))}
    assert {str(issue), str(ballot), str(theirs.register)} <= streams
