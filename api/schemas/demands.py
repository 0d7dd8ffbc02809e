"""What an issue's method asks before a step, and what of it is there."""

from pydantic import Field

from api.language import in_language
from api.schemas.fields import Shown
from api.schemas.issue_parts import Coded
from api.schemas.issue_plan import Words
from domain.issue.demands import is_asked, is_held
from domain.method.rules import CheckRule, Step
from service.presenting import SeenIssue


class MeetingAsked(Shown):
    """Before this step a meeting of one of these kinds is held, with these seats there."""

    before: Step
    kinds: list[Coded]
    seats: list[Coded]
    held: bool


class CheckAsked(Shown):
    """Before this step this point is checked; `label` is None where its text is not known."""

    before: Step
    code: str
    label: str | None
    checked: bool


class AskedShown(Shown):
    """What the method asks of an issue of this scale."""

    meetings: list[MeetingAsked]
    checks: list[CheckAsked] = Field(description="in the method's order")


def asked_of(seen: SeenIssue, words: Words) -> AskedShown:
    """All of it, there or not."""
    state = seen.row.state
    meetings = [
        MeetingAsked(
            before=rule.step,
            kinds=[words.coded("meetings", kind) for kind in rule.kinds],
            seats=[words.coded("seats", seat) for seat in rule.seats],
            held=is_held(state, rule),
        )
        for rule in state.rules.meetings
        if is_asked(state, rule)
    ]
    checks = [
        CheckAsked(
            before=rule.step,
            code=rule.code,
            label=_label(seen, rule, words),
            checked=(rule.step, rule.code) in state.checked,
        )
        for rule in state.rules.checks
        if is_asked(state, rule)
    ]
    return AskedShown(meetings=meetings, checks=checks)


def _label(seen: SeenIssue, rule: CheckRule, words: Words) -> str | None:
    checks = seen.method.checks if seen.method else ()
    found = next((check.label for check in checks if check.rule == rule), None)
    return None if found is None else in_language(found, words.language)
