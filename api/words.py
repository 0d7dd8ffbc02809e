"""What residents read: short texts in both languages, as data in `pages/words.toml`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from api.labels import label_of
from api.language import Language, in_language
from api.not_now import Reason
from domain.issue.events import RevisitKind
from domain.issue.lifecycle import Status
from domain.labels import Label
from domain.method.terms import Basis, Span, Term
from domain.moment import local
from projections.content import RevisitMade
from projections.views.status import StatusRow
from service.clocks import PROMISED, SeenClock

FOLDER = Path(__file__).with_name("pages")
"""Templates, style and words of the pages."""

WORDS: Mapping[str, Label] = {
    name: Label(**text)
    for name, text in tomllib.loads((FOLDER / "words.toml").read_text("utf-8")).items()
}
"""Every text by its name."""

BY_LANGUAGE: Mapping[Language, Mapping[str, str]] = {
    language: {name: in_language(label, language) for name, label in WORDS.items()}
    for language in ("zh", "en")
}
"""The same by language, for templates."""


def standing(row: StatusRow, language: Language) -> str:
    """Where an issue stands, in plain words: finer than its status where a resident would ask."""
    words = BY_LANGUAGE[language]
    stage = words[f"standing_{_stage(row)}"]
    return stage if row.round == 1 else words["in_round"].format(round=row.round, stage=stage)


def heard(revisit: RevisitMade, language: Language) -> str:
    """What a revisit came to, or what the reporter rated; never in whose words."""
    words = BY_LANGUAGE[language]
    if revisit.unreachable:
        return words["heard_unreachable"]
    said = [words["heard_solved" if revisit.resolved else "heard_unsolved"]]
    if revisit.satisfaction is not None:
        said.append(words[f"satisfaction_{revisit.satisfaction}"].lower())
    return words[f"heard_{_asker(revisit)}"].format(said=words["comma"].join(said))


def follows(row: StatusRow, revisit: RevisitMade, language: Language) -> str | None:
    """What comes of it; None where there is nothing to tell."""
    words = BY_LANGUAGE[language]
    if row.round > revisit.round:
        return words["follows_round"].format(round=row.round)
    if row.state.objected:
        return words["follows_superior"] if row.status is Status.REVISITED else None
    rated = revisit.kind is RevisitKind.ONLINE
    return words["follows_thanks"] if rated else None


def promise(term: Term, language: Language) -> str:
    """A promised time: 15 分钟内响应."""
    words = BY_LANGUAGE[language]
    unit = words[f"unit_{term.basis}_{term.span}"]
    if language == "en" and term.amount == 1:
        unit = unit.removesuffix("s")
    clock = words[f"clock_{term.clock}"]
    return words["promise"].format(amount=term.amount, unit=unit, clock=clock)


def kept(seen: SeenClock, language: Language) -> str | None:
    """What has become of a promised time; None while there is nothing to tell.

    Why it is paused is told by code, never in anybody's words.
    """
    words = BY_LANGUAGE[language]
    if seen.overdue:
        return words["promise_overdue"]
    if seen.pause is None or seen.pause.ground is None:
        return None
    since = f"{local(seen.pause.since):%Y-%m-%d %H:%M}"
    ground = label_of("pause-ground", seen.pause.ground, language)
    return words["promise_paused"].format(since=since, ground=ground)


def needed() -> frozenset[str]:
    """The names that are put together here, which no template mentions."""
    stages = {*_STAGES, *Status}
    revisits = {f"heard_{one}" for one in ("unreachable", "solved", "unsolved", *_ASKERS)}
    following = {f"follows_{one}" for one in ("round", "superior", "thanks")}
    reasons = {f"{reason}_{part}" for reason in Reason for part in ("title", "advice")}
    units = {f"unit_{basis}_{span}" for basis in Basis for span in Span}
    return frozenset(
        {
            "promise",
            "promise_overdue",
            "promise_paused",
            "in_round",
            "comma",
            *(f"standing_{s}" for s in stages),
            *(f"clock_{clock}" for clock in PROMISED),
            *units,
            *revisits,
            *following,
            *reasons,
            *(f"ask_{why}_advice" for why in ("unread", "closed", "elsewhere", "later")),
        }
    )


_STAGES = (
    "triaged",
    "in-hand",
    "reopened",
    "done-solved",
    "done-explained",
    "revisited-objected",
    "merged-answered",
)
"""Where a resident would ask further than the status tells."""

_ASKERS = ("rated", "asked", "inspected")


def _asker(revisit: RevisitMade) -> str:
    match revisit.kind:
        case RevisitKind.ONLINE:
            return "rated"
        case RevisitKind.INSPECTION:
            return "inspected"
        case _:
            return "asked"


def _stage(row: StatusRow) -> str:
    match row.status:
        case Status.REPORTED:
            return _at_reported(row)
        case Status.DONE if row.content.outcome is not None:
            return f"done-{row.content.outcome}"
        case Status.REVISITED if row.state.objected:
            return "revisited-objected"
        case Status.MERGED if row.state.answered:
            return "merged-answered"
        case _:
            return row.status


def _at_reported(row: StatusRow) -> str:
    if row.state.busy_parties:
        return "in-hand"
    if row.round > 1:
        return "reopened"
    return "triaged" if row.track else "reported"
