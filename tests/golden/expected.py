"""What each golden state means, written by hand beside it.

Every optional field is filled in, also where the rules would leave one of two empty, so that no
field's stored shape escapes. The sealed fields really open: see `tests/golden/test_opening.py`.
"""

from collections.abc import Mapping

from domain.actor import Actor
from tests.golden.asking import ASKING
from tests.golden.ballots import BALLOTS
from tests.golden.board import BOARD
from tests.golden.elections import ELECTIONS
from tests.golden.handling import HANDLING
from tests.golden.intake import INTAKE
from tests.golden.linking import LINKING
from tests.golden.meetings import MEETINGS
from tests.golden.negotiation import NEGOTIATION
from tests.golden.plans import PLANS
from tests.golden.registers import REGISTERS
from tests.golden.reports import REPORTED
from tests.golden.streams import STREAMS
from tests.golden.timing import TIMING
from tests.golden.undertakings import UNDERTAKINGS
from tests.golden.values import (
    CLERK,
    COMMAND,
    COMMITTEE,
    CORRELATION,
    ISSUE,
    ISSUE_KEY,
    LEDGER,
    OCCURRED_AT,
    PERSON,
    PERSON_KEY,
    known,
)
from tests.golden.visits import VISITS
from tests.golden.works import WORKS

__all__ = [
    "CLERK",
    "COMMAND",
    "COMMITTEE",
    "CORRELATION",
    "EXPECTED",
    "ISSUE",
    "ISSUE_KEY",
    "LEDGER",
    "OCCURRED_AT",
    "PERSON",
    "PERSON_KEY",
    "REPORTED",
    "known",
]

EXPECTED: Mapping[tuple[str, int], tuple[Actor, object]] = {
    **STREAMS,
    **INTAKE,
    **HANDLING,
    **TIMING,
    **NEGOTIATION,
    **WORKS,
    **ASKING,
    **ELECTIONS,
    **BALLOTS,
    **REGISTERS,
    **PLANS,
    **BOARD,
    **UNDERTAKINGS,
    **VISITS,
    **MEETINGS,
    **LINKING,
}
"""(name, version) → who did it, and the event that the state decodes to today."""
