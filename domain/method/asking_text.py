"""How a method's text writes what it asks for, and its own names.

[names.steps]
negotiated = { zh = "共商", en = "Talked over" }

[[meetings]]
kinds = ["hearing", "council"]
before = "approved"
seats = ["property-company"]
scales = ["hard"]

[[checks]]
before = "done"
code = "photo"
zh = "附整改后照片"
en = "A picture of the work done"

[[visits]]
kind = "priority"
group = "aged-alone"
every_days = 30
topics = ["need"]

[reports]
rhythm = "half-monthly"

[undertakings]
kinds = ["wish", "market"]
"""

import re
from collections.abc import Mapping
from itertools import pairwise

from domain.labels import Label
from domain.method.asking import Check, Names, Rhythm, VisitRule
from domain.method.choices import chosen, member, members
from domain.method.rules import CheckRule, MeetingRule, Step
from domain.method.terms import Scale
from domain.text import Table

_CODE = re.compile(r"[a-z][a-z0-9-]{0,38}[a-z0-9]")
_LONGEST_ROUND = 3660
"""Days between two visits at one door: a number beyond is a slip of the pen."""


def label(table: Table) -> Label:
    """Chinese and English."""
    table.only("zh", "en")
    return Label(zh=table.text("zh"), en=table.text("en"))


def names(root: Table) -> Names:
    """The method's own names; none where the text has none."""
    table = root.table("names")
    table.only("steps", "seats", "teams")
    steps = table.table("steps")
    steps.only(*Step)
    known = [step for step in Step if step in steps.values]
    return Names(
        steps={step: label(steps.table(step)) for step in known},
        seats=_labels(table.table("seats")),
        teams=_labels(table.table("teams")),
    )


def meetings(root: Table) -> tuple[MeetingRule, ...]:
    """The meetings that a step waits for."""
    return tuple(_meeting(table) for table in root.tables("meetings"))


def checks(root: Table) -> tuple[Check, ...]:
    """The checklists of all steps, in the order of the text."""
    found = tuple(_check(table) for table in root.tables("checks"))
    keys = sorted((check.rule.step, check.rule.code) for check in found)
    if root.strict and any(one == other for one, other in pairwise(keys)):
        raise root.fault("checks", "a code stands once for each step")
    return found


def visits(root: Table) -> tuple[VisitRule, ...]:
    """Whom the method has visited, how often."""
    return tuple(_visit(table) for table in root.tables("visits"))


def rhythm(root: Table) -> Rhythm:
    """How often reports are drawn; all of them where an earlier text does not say."""
    table = root.table("reports")
    table.only("rhythm")
    return chosen(table, "rhythm", Rhythm, Rhythm.HALF_MONTHLY)


def undertakings(root: Table) -> tuple[str, ...]:
    """The kinds of undertakings that the method lives by."""
    table = root.table("undertakings")
    table.only("kinds")
    return table.texts("kinds")


def _labels(table: Table) -> Mapping[str, Label]:
    return {code: label(table.table(code)) for code in table.values}


def _before(table: Table) -> Step:
    step = member(table, "before", Step)
    if table.strict and step is Step.REPORTED:
        raise table.fault("before", "nothing comes before the report; name a later step")
    return step


def _meeting(table: Table) -> MeetingRule:
    table.only("kinds", "before", "seats", "scales")
    kinds = table.texts("kinds")
    if table.strict and not kinds:
        raise table.fault("kinds", "at least one kind of meeting is required")
    return MeetingRule(
        kinds=kinds,
        step=_before(table),
        seats=table.texts("seats"),
        scales=members(table, "scales", Scale),
    )


def _check(table: Table) -> Check:
    table.only("before", "code", "zh", "en", "scales")
    code = table.text("code")
    if table.strict and not _CODE.fullmatch(code):
        raise table.fault("code", "lower-case letters, digits and hyphens, 2 to 40 of them")
    rule = CheckRule(code=code, step=_before(table), scales=members(table, "scales", Scale))
    return Check(rule=rule, label=Label(zh=table.text("zh"), en=table.text("en")))


def _visit(table: Table) -> VisitRule:
    table.only("kind", "group", "every_days", "topics")
    days = table.number("every_days")
    if table.strict and days > _LONGEST_ROUND:
        raise table.fault("every_days", f"a whole number from 1 to {_LONGEST_ROUND} is required")
    return VisitRule(
        kind=table.text("kind"),
        group=table.text("group") if "group" in table.values else None,
        every_days=days,
        topics=table.texts("topics"),
    )
