"""Stage one: an issue comes in (上报) and is classified (受理)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.body.registry import require_committee
from domain.body.state import BodyState
from domain.issue.events import Discovery, PinnedMethod, Reported, Site, Triaged
from domain.issue.lifecycle import require
from domain.issue.policies import guard
from domain.issue.state import IssueState
from domain.method.terms import Scale, Track, resolve
from domain.method.text import Method
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What the ledger knows when a report arrives, read under the head lock.

    `number` is the next free one of the committee and the year.
    """

    committee: BodyState
    method: Method
    vocabulary: Vocabulary
    number: str


def report(
    facts: ReportFacts,
    *,
    committee: UUID,
    compound: UUID | None,
    address: Sealed | None,
    sites: Sequence[Sealed],
    channel: str,
    discovery: Discovery,
    confidential: bool,
    reporter: UUID | None,
    category: str | None,
    summary: Sealed | None,
    words: Sealed | None,
) -> tuple[Reported]:
    """A new issue with the terms that its committee's method promises.

    Refused: `place-required` / `place-ambiguous` (a compound or a bare address, not both),
    `unknown-compound`, `not-a-committee`, `unknown-channel`, `channel-closed` (the method
    does not keep it), `unknown-category`, `words-required` (neither words nor summary).
    """
    _require_place(facts.committee, compound, address)
    _require_channel(facts, channel)
    _require_category(facts.vocabulary, category)
    if summary is None and words is None:
        raise Refused(Code.WORDS_REQUIRED)
    method = facts.method
    return (
        Reported(
            number=facts.number,
            committee=committee,
            compound=compound,
            address=address,
            sites=tuple(Site(number=i, address=site) for i, site in enumerate(sites, start=1)),
            channel=channel,
            discovery=discovery,
            confidential=confidential,
            reporter=reporter,
            category=category,
            summary=summary,
            words=words,
            method=PinnedMethod(name=method.name, version=method.version, hash=method.hash),
            vocabulary=facts.vocabulary.version,
            terms=resolve(method.terms, category, None),
        ),
    )


def triage(
    state: IssueState,
    method: Method,
    vocabulary: Vocabulary,
    *,
    category: str,
    scale: Scale,
    track: Track,
    summary: Sealed | None,
) -> tuple[Triaged]:
    """Classify, choose the track, and pin the terms that fit.

    *method* is the version pinned in the report. Refused: `status-forbids`,
    `unknown-category`, `fast-track-closed` (the method keeps the fast track for other scales).
    """
    require(Triaged, state.status)
    guard(Triaged, state)
    _require_category(vocabulary, category)
    if track is Track.FAST and scale not in method.fast_scales:
        raise Refused(Code.FAST_TRACK_CLOSED, scale=scale)
    terms = resolve(method.terms, category, scale)
    return (Triaged(category=category, scale=scale, track=track, summary=summary, terms=terms),)


def _require_place(committee: BodyState, compound: UUID | None, address: Sealed | None) -> None:
    require_committee(committee)
    if compound is None and address is None:
        raise Refused(Code.PLACE_REQUIRED)
    if compound is not None and address is not None:
        raise Refused(Code.PLACE_AMBIGUOUS)
    if compound is not None and compound not in committee.compounds:
        raise Refused(Code.UNKNOWN_COMPOUND)


def _require_channel(facts: ReportFacts, channel: str) -> None:
    if channel not in facts.vocabulary.channels:
        raise Refused(Code.UNKNOWN_CHANNEL)
    if channel not in facts.method.channels:
        raise Refused(Code.CHANNEL_CLOSED, method=facts.method.name)


def _require_category(vocabulary: Vocabulary, category: str | None) -> None:
    if category is not None and category not in vocabulary.categories:
        raise Refused(Code.UNKNOWN_CATEGORY, vocabulary=vocabulary.version)
