"""By which rules a ballot is counted: the owners' own, as they were filed, else those said here."""

from domain.ballot.counting import Counting, Unreturned
from domain.ballot.events import Electorate
from domain.ballot.rules import terms_of
from domain.method.rules import ApprovalRule
from domain.refusal import Code, Refused
from domain.register.state import Filing
from domain.replacing import replace


def pinned_counting(
    rule: ApprovalRule, electorate: Electorate, filed: Filing | None, wanted: Counting | None
) -> Counting:
    """The rules of counting that are pinned when a ballot opens.

    The filed rules of procedure bind every vote of the owners: who opens it may repeat them, not
    differ (`counting-differs`). That the silent follow the majority they can only say of the
    majorities of art. 278; where all must agree, the silent have not. Where nothing is filed, or
    others than owners are asked, all has to be said (`counting-required`), and refused are
    `silence-not-counted` and `counting-malformed` (no channel, a negative number).
    """
    counting = wanted
    if electorate is Electorate.OWNERS and filed is not None:
        counting = _bound(rule, filed.counting, wanted)
    if counting is None:
        raise Refused(Code.COUNTING_REQUIRED)
    if counting.unreturned is Unreturned.FOLLOWS_MAJORITY and not terms_of(rule).silent:
        raise Refused(Code.SILENCE_NOT_COUNTED)
    if not counting.channels or counting.proxies < 0 or counting.notice_days < 0:
        raise Refused(Code.COUNTING_MALFORMED)
    return counting


def _bound(rule: ApprovalRule, filed: Counting, wanted: Counting | None) -> Counting:
    counting = filed
    if not terms_of(rule).silent:
        counting = replace(filed, unreturned=Unreturned.ABSENT)
    if wanted not in (None, counting):
        raise Refused(Code.COUNTING_DIFFERS)
    return counting
