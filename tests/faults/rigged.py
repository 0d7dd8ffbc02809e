"""The program with one view that raises at one kind of event: `BIHUAN_RIG_VIEW`, `…_TOPIC`."""

import os
from dataclasses import replace
from importlib import import_module
from typing import Any

from cli.main import main
from ledger.envelope import Recorded
from projections.engine import View


def rig(name: str, topic: str) -> None:
    """Let the view's fold raise at events of *topic*."""
    module = import_module(f"projections.views.{name}")
    sound: View[Any] = module.__dict__["VIEW"]

    def raising(key: Any, row: Any, recorded: Recorded[object]) -> Any:
        if recorded.topic == topic:
            raise LookupError("a view that raises")
        return sound.evolve(key, row, recorded)

    module.__dict__["VIEW"] = replace(sound, evolve=raising)


if __name__ == "__main__":
    rig(os.environ["BIHUAN_RIG_VIEW"], os.environ["BIHUAN_RIG_TOPIC"])
    main()
