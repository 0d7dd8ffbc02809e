"""`bihuan serve` with a reader and a rule that crash on somebody's words; a process apart."""

import sys
from typing import Any, NoReturn

from cli.main import main
from service.commands.handling import Respond
from service.following import Following
from service.reading import Reader

WORDS = "沈秋禾 13800001234"


def _crash(*_arguments: Any, **_named: Any) -> NoReturn:
    raise ValueError(WORDS)


if __name__ == "__main__":
    # A reader for the questions, a rule for the commands; the scribe has a log of its own.
    # By `setattr`, because the checker rightly forbids to assign to a method.
    setattr(Reader, "issue", _crash)  # noqa: B010
    setattr(Following, "shown", _crash)  # noqa: B010
    setattr(Respond, "decide", _crash)  # noqa: B010
    sys.argv = ["bihuan", "serve", "--port", "0"]
    main()
