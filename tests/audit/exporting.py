"""A small ledger of the program itself, with a rotation and checkpoints, and its exports."""

from io import BytesIO
from uuid import UUID

from audit.verify import Key, key_in
from ledger.export.selection import Selection
from ledger.notes import Checkpoint
from service.service import SYSTEM, Service
from service.settings import Settings
from tests.audit.mutations import Scene
from tests.audit.small import Signer, Small
from tests.neighbourhood import Neighbourhood, settle


def nothing(_done: int, _total: int) -> None:
    """Nobody watches."""


def full(service: Service) -> bytes:
    """Everything, as a file."""
    file = BytesIO()
    service.exports.full(file, nothing)
    return file.getvalue()


def partial(service: Service, selection: Selection, old: Checkpoint | None = None) -> bytes:
    """A selection, as a file."""
    file = BytesIO()
    service.exports.partial(file, selection, old, nothing)
    return file.getvalue()


def keys_of(service: Service) -> list[Key]:
    """As an auditor is given them, the oldest first."""
    adopted = service.checkpoints.keys()
    return [key_in(str(one.key)) for one in adopted]


def lived(service: Service) -> Neighbourhood:
    """Two issues and reports around a change of keys, and a checkpoint now and then."""
    checkpoints = service.checkpoints
    checkpoints.sign(SYSTEM)
    town = settle(service)
    checkpoints.sign(SYSTEM)
    town.play()
    checkpoints.sign(SYSTEM)
    town.report()
    checkpoints.rotate()
    town.play()
    checkpoints.sign(SYSTEM)
    town.report()
    return town


def scene(settings: Settings) -> Scene:
    """What mutations are made of, in a fresh installation: that ledger, and another's export."""
    service = Service(settings)
    service.start()
    try:
        lived(service)
        return Scene(full(service), keys_of(service), _other())
    finally:
        service.stop()


def _other() -> bytes:
    ledger = UUID("0198a000-0000-7000-8000-0000000000ff")
    signer = Signer(7, name=f"bihuan/ledger/{ledger}")
    other = Small(ledger=ledger, adopted=((2, signer),))
    return other.full((20, other.checkpoint(20)), (40, other.checkpoint(40)))
