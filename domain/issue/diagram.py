"""The lifecycle as a page for people, written from the tables that the program runs by.

`domain/issue/LIFECYCLE.md` is its output, kept current by a test; `bihuan lifecycle` prints it.
"""

import re
from collections.abc import Iterator, Mapping

from domain.clock.rules import BEGINS, CALLS_OFF, ENDS, SUSPENDS
from domain.issue.guards import AT_REPORTED, POLICIES
from domain.issue.lifecycle import LIFECYCLE, Status
from domain.issue.policies import Policy
from domain.labels import Label
from domain.method.terms import Clock

STATUS_LABELS: Mapping[Status, Label] = {
    Status.REPORTED: Label(zh="已上报", en="Reported"),
    Status.NEGOTIATED: Label(zh="已议定", en="Negotiated"),
    Status.APPROVED: Label(zh="已通过/已批准", en="Approved"),
    Status.DONE: Label(zh="已办结", en="Done"),
    Status.REVISITED: Label(zh="已回访", en="Revisited"),
    Status.WITHDRAWN: Label(zh="已撤回", en="Withdrawn"),
    Status.DECLINED: Label(zh="不予受理", en="Declined"),
    Status.MERGED: Label(zh="已合并", en="Merged"),
    Status.CONCLUDED: Label(zh="已终结", en="Concluded"),
}
"""What the diagram calls each status; *approved* is 通过 by a vote and 批准 by a superior."""

_INTRO = """\
# The lifecycle of an issue 事项的生命周期

Written by `make lifecycle` from `LIFECYCLE` (`lifecycle.py`) and `POLICIES` (`guards.py`);
edit those, not this page. An arrow is a step from one status to another, or to the beginning of
the same; what only records a fact beside the status stands in the table alone, as *same*. What
the table does not name is refused with `status-forbids`. An unmerged issue stands where it stood
before; drawn is *reported*, where most did."""

_POLICIES_INTRO = """\
## Policies

Beyond the status, an event asks these, in the order of the table; the code in brackets is
what the refusal is called."""


_CLOCKS_INTRO = """\
## Clocks

What an event does to the issue's time limits (`clock/rules.py`). Beside these rules, a supervision
has a limit of its own, every order has a clock for each party, and what a reopening begins anew is
the method's policy."""


def lifecycle_page() -> str:
    """The whole page in Markdown, its last line ended."""
    parts = (
        _INTRO,
        _diagram(),
        "## Events",
        _table(),
        _POLICIES_INTRO,
        _policies(),
        _CLOCKS_INTRO,
        _clocks(),
    )
    return "\n\n".join(parts) + "\n"


def event_name(event: type) -> str:
    """The event as people write it: `DispatchCompleted` is *dispatch-completed*."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", event.__name__).lower()


def _diagram() -> str:
    return "\n".join(["```mermaid", "stateDiagram-v2", *_states(), *_arrows(), "```"])


def _states() -> Iterator[str]:
    for status in Status:
        label = STATUS_LABELS[status]
        yield f'    state "{label.zh} {label.en}" as {status}'


def _arrows() -> Iterator[str]:
    """One arrow for each pair of statuses, with all the events that lead along it."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for (event, before), target in LIFECYCLE.items():
        if target != "same":
            head = "reported" if target == "before-merge" else target
            arrows.setdefault((before or "[*]", head), []).append(event_name(event))
    for (tail, head), names in arrows.items():
        yield f"    {tail} --> {head}: {'<br/>'.join(names)}"


def _table() -> str:
    """One row for all statuses from which an event leads to the same, under the same policies."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for (event, before), target in LIFECYCLE.items():
        row = (event_name(event), target, _policies_of(event, before))
        rows.setdefault(row, []).append(before or "")
    lines = [
        f"| {name} | {', '.join(tails)} | {target} | {asked} |"
        for (name, target, asked), tails in rows.items()
    ]
    return "\n".join(["| event | from | to | policies |", "|---|---|---|---|", *lines])


def _policies_of(event: type, before: Status | None) -> str:
    early = AT_REPORTED.get(event, ()) if before is Status.REPORTED else ()
    asked = (*early, *POLICIES.get(event, ()))
    return ", ".join(f"`{policy.__name__}`" for policy in asked)


def _policies() -> str:
    tables = (*AT_REPORTED.values(), *POLICIES.values())
    known = dict.fromkeys(policy for guards in tables for policy in guards)
    return "\n".join(f"- `{policy.__name__}`: {_meaning(policy)}" for policy in known)


def _clocks() -> str:
    """One row for each event that begins, ends, calls off or suspends a clock."""
    tables = (BEGINS, ENDS, CALLS_OFF, SUSPENDS)
    known = dict.fromkeys(event for event, _ in LIFECYCLE if any(event in t for t in tables))
    cells = [[event_name(event), *(_kinds(t, event) for t in tables)] for event in known]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    head = "| event | begins | ends | calls off | lets wait |"
    return "\n".join([head, "|---|---|---|---|---|", *lines])


def _kinds(table: Mapping[type, tuple[Clock, ...]], event: type) -> str:
    kinds = table.get(event, ())
    return "all" if len(kinds) == len(Clock) else ", ".join(kinds)


def _meaning(policy: Policy) -> str:
    """The first line of its docstring, which is a whole sentence."""
    return (policy.__doc__ or "").strip().partition("\n")[0]
