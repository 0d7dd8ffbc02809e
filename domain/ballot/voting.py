"""Voting (投票): a paper comes back, by its own person online or entered by a counter."""

from dataclasses import dataclass
from uuid import UUID

from domain.ballot.counting import VoteChannel
from domain.ballot.events import Mark, Proxy, VoteCast, VoteVoided
from domain.ballot.finding import paper_of, require_open, require_uncounted
from domain.ballot.marking import checked
from domain.ballot.state import BallotState, Listed
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.sealed import Sealed

PROVEN = (VoteChannel.VISIT, VoteChannel.ONLINE, VoteChannel.EXTERNAL)
"""Channels whose votes leave no signed paper, so that each has its evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedVote:
    """A vote as it comes in: the paper by its name, or by a unit of it.

    `evidence` is a SHA-256 (hex). `other_proxy` is another number under which the ballot knows a
    proxy of that name.
    """

    paper: str | None = None
    unit: str | None = None
    marks: tuple[Mark, ...]
    channel: VoteChannel
    evidence: str | None = None
    proxy: Proxy | None = None
    other_proxy: int | None = None
    witness: Sealed | None = None


def cast(
    state: BallotState,
    wanted: WantedVote,
    *,
    caller: UUID | None,
    occurred: Moment | None,
    now: Moment,
) -> tuple[VoteCast]:
    """Take a vote, cast at *occurred* (None: *now*).

    *caller* is the person who asks: one of the paper's own, online and in their own name, who
    votes now; or a counter, who enters what came in, also after the hour if it came before.
    Refused: `ballot-over`, `result-already-imported`, `unknown-paper`, `unit-not-on-roll`,
    `paper-ambiguous`, `wrong-voice`, `not-a-counter` (another time is a counter's to tell),
    `occurred-in-future`, `voting-not-begun`, `voting-over`, `vote-channel-closed`,
    `evidence-required`, `proxies-not-allowed`, `mandate-required`, `unknown-proxy`,
    `proxy-known-otherwise`, `proxy-limit-reached`, what `checked` refuses of the marks,
    `already-voted`, `replaced-by-another`.
    """
    require_open(state)
    require_uncounted(state)
    listed = paper_of(state, paper=wanted.paper, unit=wanted.unit)
    voter = _voter(state, listed, wanted, caller)
    if voter is not None and occurred is not None:
        raise Refused(Code.NOT_A_COUNTER)
    _require_time(state, occurred, now)
    _require_means(state, wanted, now)
    before = state.votes.get(listed.paper)
    _require_proxy(state, wanted, before)
    marks = checked(state.opened, wanted.marks, own=voter is not None)
    if before is not None:
        _require_replaceable(state, before, wanted, voter)
    return (
        VoteCast(
            paper=listed.paper,
            unit=wanted.unit,
            marks=marks,
            channel=wanted.channel,
            evidence=wanted.evidence,
            voter=voter,
            proxy=wanted.proxy,
            witness=wanted.witness,
            parts=listed.parts,
            before=None if before is None else before.marks,
        ),
    )


def void(
    state: BallotState,
    *,
    paper: str | None = None,
    unit: str | None = None,
    caller: UUID | None,
    reason: Sealed,
) -> tuple[VoteVoided]:
    """A counter found that it was not the owner's vote; the paper may be cast again.

    Refused: `ballot-over`, `not-a-counter`, `unknown-paper`, `unit-not-on-roll`, `paper-ambiguous`,
    `no-vote`.
    """
    require_open(state)
    if caller not in state.opened.counters:
        raise Refused(Code.NOT_A_COUNTER)
    listed = paper_of(state, paper=paper, unit=unit)
    vote = state.votes.get(listed.paper)
    if vote is None:
        raise Refused(Code.NO_VOTE)
    return (VoteVoided(paper=vote.paper, marks=vote.marks, parts=vote.parts, reason=reason),)


def _voter(
    state: BallotState, listed: Listed, wanted: WantedVote, caller: UUID | None
) -> UUID | None:
    """The person who votes in their own name; None where a counter enters it (`wrong-voice`)."""
    alone = wanted.channel is VoteChannel.ONLINE and wanted.proxy is None
    if caller is not None and caller in listed.persons and alone:
        return caller
    if caller is None or caller not in state.opened.counters:
        raise Refused(Code.WRONG_VOICE)
    return None


def _require_time(state: BallotState, occurred: Moment | None, now: Moment) -> None:
    at = now if occurred is None else occurred
    if at > now:
        raise Refused(Code.OCCURRED_IN_FUTURE)
    if at < state.opened.opens_at:
        raise Refused(Code.VOTING_NOT_BEGUN, opens_at=state.opened.opens_at)
    if at >= state.opened.closes_at:
        raise Refused(Code.VOTING_OVER, closes_at=state.opened.closes_at)


def _require_means(state: BallotState, wanted: WantedVote, now: Moment) -> None:
    """The channel is one of the ballot's; what no paper shows, or comes late, is proven."""
    if wanted.channel not in state.opened.counting.channels:
        raise Refused(Code.VOTE_CHANNEL_CLOSED)
    late = now >= state.opened.closes_at
    if not wanted.evidence and (late or wanted.channel in PROVEN):
        raise Refused(Code.EVIDENCE_REQUIRED)


def _require_proxy(state: BallotState, wanted: WantedVote, before: VoteCast | None) -> None:
    """A proxy has a written mandate, a number of the ballot's, and a limit."""
    proxy = wanted.proxy
    if proxy is None:
        return
    limit = state.opened.counting.proxies
    if limit == 0:
        raise Refused(Code.PROXIES_NOT_ALLOWED)
    if not proxy.mandate:
        raise Refused(Code.MANDATE_REQUIRED)
    if not 1 <= proxy.proxy <= len(state.proxies) + 1:
        raise Refused(Code.UNKNOWN_PROXY, proxies=len(state.proxies))
    if wanted.other_proxy is not None:
        raise Refused(Code.PROXY_KNOWN_OTHERWISE, proxy=wanted.other_proxy)
    same = before is not None and before.proxy is not None and before.proxy.proxy == proxy.proxy
    if state.proxies.get(proxy.proxy, 0) - int(same) >= limit:
        raise Refused(Code.PROXY_LIMIT_REACHED, limit=limit)


def _require_replaceable(
    state: BallotState, before: VoteCast, wanted: WantedVote, voter: UUID | None
) -> None:
    """Only the same voice takes a vote back: `already-voted`, `replaced-by-another`.

    What somebody cast in their own name, they alone replace. What a counter entered, the owner
    replaces, or a counter who proves that the owner did; a proxy's, the same proxy too.
    """
    if not state.opened.counting.replaceable:
        raise Refused(Code.ALREADY_VOTED)
    if before.voter is not None and voter != before.voter:
        raise Refused(Code.REPLACED_BY_ANOTHER)
    if wanted.proxy is not None and (
        before.proxy is None or before.proxy.proxy != wanted.proxy.proxy
    ):
        raise Refused(Code.REPLACED_BY_ANOTHER)
    if voter is None and not wanted.evidence:
        raise Refused(Code.EVIDENCE_REQUIRED)
