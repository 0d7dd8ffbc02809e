"""What the lifecycle must be, written by hand and without reading its table."""

from collections.abc import Mapping

from domain.issue import events
from domain.issue.lifecycle import Status

R, N, A, D, V, W, X, M, C = Status
"""Reported, negotiated, approved, done, revisited, withdrawn, declined (X), merged, concluded."""

TABLE = """
                        R N A D V   W X M C
    linked              = = = = =   = = = =
    attached            = = = = =   - - - -
    triaged             = - - - -   - - - -
    transferred         = - - - -   - - - -
    published           = = = = =   - = - =
    publication-withdrawn = = = = = - = - =
    declined            X - - - -   - - - -
    decline-overruled   - - - - -   - R - -
    withdrawn           W W - - -   - - - -
    reporter-detached   - - = = -   - - - -
    reporter-erased     = = = = =   = = = =
    texts-erased        - - - - =   = = = =
    dispatched          = - = - -   - - - -
    acknowledged        = = = - -   - - - -
    dispatch-completed  = = = - -   - - - -
    return-requested    = = = - -   - - - -
    return-granted      = = = - -   - - - -
    return-refused      = = = - -   - - - -
    dispatch-recalled   = = = - -   - - - -
    responded           = = = - -   - - - -
    replied             = = = = =   - - = -
    urged               = = = - -   - - - -
    supervised          = = = - -   - - - -
    escalated           = = = - -   - - - -
    handed-down         = = = - -   - - - -
    keeper-named        = = = = -   - - - -
    clock-paused        = = = - -   - - - -
    clock-resumed       = = = - -   - - - -
    deadline-extended   = = = = -   - - - -
    deadline-warned     = = = = =   - - = -
    deadline-missed     = = = = =   - - = -
    deadline-recalculated = = = = = - - = -
    merged              M M - - -   - - - -
    unmerged            - - - - -   - - b -
    absorbed            = = = - -   - - - -
    released            = = = = =   = = - =
    referral-made       = = = - -   - - - -
    referral-ended      = = = = =   = = = =
    meeting-noted       = = = = =   - - - -
    checked             = = = = -   - - - -
    proposal-tabled     = - = - -   - - - -
    position-taken      = - = - -   - - - -
    negotiated          N - - - -   - - - -
    negotiation-failed  = - - - -   - - - -
    negotiation-reopened R R - - -  - - - -
    ballot-called       - = = - -   - - - -
    ballot-ended        - = = - -   - - - -
    approved            A A - - -   - - - -
    rejected            R R - - -   - - - -
    variation-approved  - - = - -   - - - -
    approval-annulled   - - N - -   - - - -
    approval-voided     - - - = =   - - - -
    work-started        = - = - -   - - - -
    progress-noted      = - = - -   - - - -
    funds-pledged       = = = - -   - - - -
    funds-received      = = = = -   - - - -
    funds-spent         = - = = =   - - - -
    funds-returned      = = = = =   - - - -
    cost-allocated      - = = = -   - - - -
    share-paid          = = = = -   - - - -
    safety-secured      = - = - -   - - - -
    emergency-consented = = = = -   - - - -
    price-reviewed      = = = = -   - - - -
    account-rendered    - - - = =   - - - =
    done                D - D - -   - - - -
    revisit-attempted   - - - = -   - - = -
    revisited           - - - V -   - - = -
    rework-ordered      - - - - A   - - - -
    reopened            R R - R R   - - - -
    concluded           - - - - C   - - - -
"""
"""`=` is appended and moves nothing, `-` is refused, a letter is the status that it leads to, and
`b` leads back to where the issue stood before it was merged."""

_LETTERS = dict(zip("RNADVWXMC", Status, strict=True))


def event_called(name: str) -> type:
    """The event class of a stored name: *funds-spent* is `FundsSpent`."""
    found = getattr(events, "".join(word.capitalize() for word in name.split("-")))
    assert isinstance(found, type)
    return found


def _read() -> Mapping[type, Mapping[Status, str]]:
    rows = [line.split() for line in TABLE.strip().splitlines()[1:]]
    return {event_called(name): dict(zip(Status, cells, strict=True)) for name, *cells in rows}


CELLS = _read()
EVENTS: tuple[type, ...] = (events.Reported, *CELLS)
EDGES = tuple((event, status) for event in EVENTS for status in Status)
"""Every event at every status of an issue that exists."""


def expected_at(event: type, status: Status) -> bool:
    """Whether *event* may be appended at *status*."""
    return event is not events.Reported and CELLS[event][status] != "-"


def leads_to(event: type, status: Status, before: Status) -> Status:
    """Where it leads; what may not be appended leads nowhere else."""
    if not expected_at(event, status):
        return status
    cell = CELLS[event][status]
    return before if cell == "b" else status if cell == "=" else _LETTERS[cell]


def moves(event: type, status: Status) -> bool:
    """Whether this is a step rather than a fact beside the status."""
    return expected_at(event, status) and CELLS[event][status] != "="
