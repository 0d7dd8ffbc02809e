"""What must have happened before a ballot opens: an agenda, a notice, a register that hangs out."""

from collections.abc import Sequence
from uuid import UUID

from domain.ballot.counting import Counting
from domain.ballot.events import Electorate, Item
from domain.ballot.wanted import WantedBallot
from domain.moment import DAY, Moment
from domain.refusal import Code, Refused
from domain.register.state import RegisterState, Version

OWNERS_NOTICE_DAYS = 15
"""How long before they meet owners are told, and with them the residents' committee.

物业管理条例, art. 14. Rules of procedure may ask for more.
"""

MOST_ITEMS = 20
MOST_CANDIDATES = 50
"""So that a result fits into one event."""


def require_agenda(items: Sequence[Item], counters: Sequence[UUID], *, election: bool) -> None:
    """Something is asked, once each, and somebody counts.

    Refused: `items-required`, `too-many-items`, `item-repeated`, `candidates-malformed`,
    `counters-required`.
    """
    if not items:
        raise Refused(Code.ITEMS_REQUIRED)
    if len(items) > MOST_ITEMS:
        raise Refused(Code.TOO_MANY_ITEMS, most=MOST_ITEMS)
    if len({item.number for item in items}) < len(items):
        raise Refused(Code.ITEM_REPEATED)
    for item in items:
        _require_candidates(item, election=election)
    if not counters:
        raise Refused(Code.COUNTERS_REQUIRED)


def require_notice(
    wanted: WantedBallot, counting: Counting, *, opens_at: Moment, now: Moment
) -> None:
    """It was made known in time, opens no earlier than now, and ends after it begins.

    Of owners the notice is 15 days at least, and the residents' committee was told as long before.
    Refused: `occurred-in-future`, `opens-in-past`, `closes-before-opening`, `notice-too-short`,
    `residents-committee-not-told`.
    """
    owners = wanted.electorate is Electorate.OWNERS
    least = OWNERS_NOTICE_DAYS if owners else 0
    days = max(counting.notice_days, least)
    if max(wanted.notified_at, wanted.told_at or wanted.notified_at) > now:
        raise Refused(Code.OCCURRED_IN_FUTURE)
    if opens_at < now:
        raise Refused(Code.OPENS_IN_PAST)
    if wanted.closes_at <= opens_at:
        raise Refused(Code.CLOSES_BEFORE_OPENING)
    if opens_at - wanted.notified_at < days * DAY:
        raise Refused(Code.NOTICE_TOO_SHORT, days=days)
    if owners and (wanted.told_at is None or opens_at - wanted.told_at < least * DAY):
        raise Refused(Code.RESIDENTS_COMMITTEE_NOT_TOLD, days=least)


def adopted(register: RegisterState | None, committee: UUID) -> tuple[RegisterState, Version]:
    """The register and its version in force: `register-not-adopted`, `unknown-compound`."""
    if register is None or register.current is None:
        raise Refused(Code.REGISTER_NOT_ADOPTED)
    if register.committee != committee:
        raise Refused(Code.UNKNOWN_COMPOUND)
    return register, register.current


def require_published(register: RegisterState, now: Moment) -> None:
    """Owners could read the register, object, and were answered.

    Refused: `register-not-published`, `hearing-not-over`, `objections-unanswered`.
    """
    if not register.is_published:
        raise Refused(Code.REGISTER_NOT_PUBLISHED)
    if not register.was_heard(now):
        raise Refused(Code.HEARING_NOT_OVER)
    if register.open_objections:
        raise Refused(Code.OBJECTIONS_UNANSWERED, objections=len(register.open_objections))


def require_owners_free(register: RegisterState, election: UUID | None) -> None:
    """While owners elect, nothing else is put to them, named or not: `election-running`.

    What elects belongs to the election that runs: `election-not-running`.
    """
    if election is not None and register.election != election:
        raise Refused(Code.ELECTION_NOT_RUNNING)
    if register.election is not None and election is None:
        raise Refused(Code.ELECTION_RUNNING)


def _require_candidates(item: Item, *, election: bool) -> None:
    """Whom to elect stands with each item of an election, and with no other."""
    stand = item.candidates
    wrong = (
        len(set(stand)) < len(stand)
        or bool(stand) != election
        or len(stand) > MOST_CANDIDATES
        or not (1 <= item.seats <= len(stand) if election else item.seats == 0)
    )
    if wrong:
        raise Refused(Code.CANDIDATES_MALFORMED, item=item.number)
