"""No harmed export is taken for a good one, and each is told where it was harmed.

`BIHUAN_MUTANTS=10000` tries as many here; `make soak FAULTS=mutants` tries others.
"""

import os
from pathlib import Path

import pytest

from audit.verify import Verified
from tests.audit.checking import said_of
from tests.audit.exporting import scene as made
from tests.audit.mutations import KINDS, Scene, mutant
from tests.installations import SqliteInstallations

MUTANTS = int(os.environ.get("BIHUAN_MUTANTS", "1190"))


@pytest.fixture(scope="module")
def scene(
    tmp_path_factory: pytest.TempPathFactory, sqlite_installations: SqliteInstallations
) -> Scene:
    """Made once."""
    return made(sqlite_installations.fresh(tmp_path_factory.mktemp("mutants")))


def test_the_export_itself_is_good(scene: Scene, tmp_path: Path) -> None:
    for key in scene.keys:
        assert isinstance(said_of(tmp_path, scene.content, key), Verified)
    assert (len(scene.keys), len(scene.checkpoints), len(scene.adoptions)) == (2, 6, 2)
    assert len(scene.rows) > 45


@pytest.mark.parametrize("kind", KINDS)
def test_no_mutant_is_accepted_and_each_is_located(
    scene: Scene, tmp_path: Path, kind: str, memory_of_signatures: None
) -> None:
    for number in range(-(-MUTANTS // len(KINDS))):
        one = mutant(scene, kind, number)
        said = said_of(tmp_path, one.content, one.key, held=one.held)
        assert not isinstance(said, Verified), number
        assert one.is_located(said), (number, one.lines, one.position, str(said))
