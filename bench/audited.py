"""Writing everything as an export, and checking it, beside hashing the same bytes.

What is written does not depend on the database: it is checked where it was read from SQLite.
"""

from collections.abc import Callable, Mapping
from hashlib import file_digest
from multiprocessing.connection import Connection
from pathlib import Path

from audit.verify import key_in, verify
from bench.plan import Plan
from bench.rebuild import rounds
from bench.site import Site
from projections.anew import silent
from service.service import SYSTEM, Service

EXPORT, VERIFY, HASH = "export", "verify", "sha256"


def measure(site: Site, plan: Plan, parent: "Connection[object, None]") -> None:
    """All rounds; sends the name of each leg that is done, then the list of samples."""
    service = Service(site.settings())
    path = Path(site.files).with_name(f"{site.kind}.ndjson")
    try:
        events = service.checkpoints.sign(SYSTEM).size
        legs = _legs(service, site, path)
        parent.send(list(rounds(legs, f"audit.{site.kind}", events, plan, parent)))
    finally:
        service.stop()
        path.unlink(missing_ok=True)


def _legs(service: Service, site: Site, path: Path) -> Mapping[str, Callable[[], int]]:
    keys = [key_in(str(one.key)) for one in service.checkpoints.keys()[-1:]]

    def write() -> int:
        with path.open("wb") as file:
            return service.exports.full(file, silent).rows

    def check() -> int:
        return verify(path, keys).rows

    def hashed() -> int:
        with path.open("rb") as file:
            return file_digest(file, "sha256").digest_size

    checks = {VERIFY: check, HASH: hashed} if site.kind == "sqlite" else {}
    return {EXPORT: write, **checks}
