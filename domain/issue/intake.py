"""Stage one: an issue comes in (上报), is classified (受理), or is passed on (移交)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.body.registry import require_committee
from domain.body.state import BodyState
from domain.calendar.hours import Timetable
from domain.issue.events import (
    Discovery,
    Emergency,
    PinnedMethod,
    Reported,
    Site,
    Transferred,
    Triaged,
)
from domain.issue.guards import admit
from domain.issue.state import IssueState
from domain.method.rules import Rules
from domain.method.terms import Scale, Track, resolve
from domain.method.text import Method
from domain.moment import DAY, EARLIEST, Moment, happened
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What the ledger knows when a report arrives, read under the head lock.

    `number` is the next free one of the committee and the year, `timetable` the newest calendar
    and the committee's hours.
    """

    committee: BodyState
    method: Method
    vocabulary: Vocabulary
    number: str
    timetable: Timetable


def report_time(claimed: Moment | None, *, now: Moment, rules: Rules) -> Moment:
    """When the matter was reported, where a paper register is typed in later.

    Refused: `occurred-in-future`, `occurred-too-early` (further back than the method allows).
    """
    occurred = happened(claimed, now=now, not_before=EARLIEST)
    if occurred < now - rules.backdate_days * DAY:
        raise Refused(Code.OCCURRED_TOO_EARLY, days=rules.backdate_days)
    return occurred


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
    """A new issue with the terms and rules that its committee's method promises.

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
            method=_pinned(method),
            vocabulary=facts.vocabulary.version,
            terms=resolve(method.terms, category, None),
            rules=method.rules,
            timetable=facts.timetable,
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
    ground: Sealed | None = None,
    case: str | None = None,
) -> tuple[Triaged]:
    """Classify, choose the track, and pin the terms that fit.

    *method* is the version pinned in the report; *ground* says why an emergency is one. Refused:
    `status-forbids`, `unknown-category`, `fast-track-closed` (the method keeps the fast track
    for other scales), `emergency-track-closed`, `ground-required`, `unknown-case`,
    `work-already-started` (what was begun as an emergency stays one).
    """
    admit(Triaged, state)
    if state.works.started and state.track is Track.EMERGENCY and track is not Track.EMERGENCY:
        raise Refused(Code.WORK_ALREADY_STARTED)
    _require_category(vocabulary, category)
    if track is Track.FAST and scale not in method.fast_scales:
        raise Refused(Code.FAST_TRACK_CLOSED, scale=scale)
    return (
        Triaged(
            category=category,
            scale=scale,
            track=track,
            summary=summary,
            terms=resolve(method.terms, category, scale),
            emergency=_emergency(state, ground, case) if track is Track.EMERGENCY else None,
        ),
    )


def transfer(
    state: IssueState,
    receiver: BodyState,
    method: Method,
    vocabulary: Vocabulary,
    timetable: Timetable,
    *,
    committee: UUID,
    compound: UUID | None,
    receiver_in_reach: bool,
    reason: Sealed,
) -> tuple[Transferred]:
    """Hand the issue over to another committee, which works by its own *method* and *timetable*.

    The receiver triages it anew; only the category goes along.

    Refused: `status-forbids`, the policies of `Transferred`, `same-committee`,
    `not-a-committee`, `beyond-superior` (the receiver is not under the superior who transfers),
    `place-required` (the former compound was all that was known of the place),
    `unknown-compound`.
    """
    admit(Transferred, state)
    if committee == state.committee:
        raise Refused(Code.SAME_COMMITTEE)
    require_committee(receiver)
    if not receiver_in_reach:
        raise Refused(Code.BEYOND_SUPERIOR)
    _require_new_place(state, receiver, compound)
    return (
        Transferred(
            committee=committee,
            compound=compound,
            method=_pinned(method),
            vocabulary=vocabulary.version,
            terms=resolve(method.terms, state.category, None),
            rules=method.rules,
            timetable=timetable,
            reason=reason,
        ),
    )


def _emergency(state: IssueState, ground: Sealed | None, case: str | None) -> Emergency:
    rules = state.rules
    if not rules.waives:
        raise Refused(Code.EMERGENCY_TRACK_CLOSED)
    if ground is None:
        raise Refused(Code.GROUND_REQUIRED)
    if case is not None and case not in rules.cases:
        raise Refused(Code.UNKNOWN_CASE, cases=len(rules.cases))
    return Emergency(ground=ground, case=case, waives=rules.waives)


def _pinned(method: Method) -> PinnedMethod:
    return PinnedMethod(name=method.name, version=method.version, hash=method.hash)


def _require_place(committee: BodyState, compound: UUID | None, address: Sealed | None) -> None:
    require_committee(committee)
    if compound is None and address is None:
        raise Refused(Code.PLACE_REQUIRED)
    if compound is not None and address is not None:
        raise Refused(Code.PLACE_AMBIGUOUS)
    if compound is not None and compound not in committee.compounds:
        raise Refused(Code.UNKNOWN_COMPOUND)


def _require_new_place(state: IssueState, receiver: BodyState, compound: UUID | None) -> None:
    if compound is None and state.compound is not None:
        raise Refused(Code.PLACE_REQUIRED)
    if compound is not None and compound not in receiver.compounds:
        raise Refused(Code.UNKNOWN_COMPOUND)


def _require_channel(facts: ReportFacts, channel: str) -> None:
    if channel not in facts.vocabulary.channels:
        raise Refused(Code.UNKNOWN_CHANNEL)
    if channel not in facts.method.channels:
        raise Refused(Code.CHANNEL_CLOSED, method=facts.method.name)


def _require_category(vocabulary: Vocabulary, category: str | None) -> None:
    if category is not None and category not in vocabulary.categories:
        raise Refused(Code.UNKNOWN_CATEGORY, vocabulary=vocabulary.version)
