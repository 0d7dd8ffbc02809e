"""Papers delivered, votes cast, replaced and voided: by whom, when and how."""

from dataclasses import replace
from typing import Any

from domain.ballot.counting import VoteChannel
from domain.ballot.delivering import deliver
from domain.ballot.ending import cancel
from domain.ballot.events import (
    Delivery,
    Electorate,
    PaperDelivered,
    PartArea,
    Proxy,
    VoteCast,
    VoteVoided,
)
from domain.ballot.proxies import other_number
from domain.ballot.voting import cast, void
from domain.method.rules import ApprovalRule
from domain.moment import DAY, Moment
from domain.refusal import Code
from tests.domain.ballot_openings import CANVASS, PANEL, election
from tests.domain.ballots import (
    CLOSES,
    COUNTER,
    HASH,
    OPENS,
    PAPER_ONLY,
    begun,
    item,
    mark,
    on_paper,
    opened,
    person_of,
    register,
    three,
    unit,
)
from tests.domain.dsl import Outcome, given
from tests.domain.examples import OTHER, STRANGER, sealed, uid

BALLOT = opened()
REPLACEABLE = opened(counting=replace(PAPER_ONLY, replaceable=True, proxies=2))
ALL_CHANNELS = opened(counting=replace(PAPER_ONLY, channels=tuple(VoteChannel)))
ONLINE = {"channel": VoteChannel.ONLINE, "evidence": HASH}
DELIVERED = PaperDelivered(
    paper="A", how=Delivery.HAND, by=COUNTER, witness=sealed("邻居"), evidence=None
)


def delivering(events: tuple[Any, ...] = BALLOT, **changes: Any) -> Outcome:
    facts = {"how": Delivery.HAND, "by": COUNTER, "witness": sealed("邻居"), "evidence": None}
    when = {"occurred": None, "now": OPENS}
    named = {} if "unit" in changes else {"paper": "A"}
    return given(*events).when(deliver, **facts | when | named | changes)


def casting(events: tuple[Any, ...] = BALLOT, vote: Any = None, **changes: Any) -> Outcome:
    facts: dict[str, Any] = {"caller": COUNTER, "occurred": None, "now": OPENS}
    wanted = on_paper("A") if vote is None else vote
    return given(*events).when(cast, wanted=wanted, **facts | changes)


def voted(events: tuple[Any, ...], vote: Any = None, **changes: Any) -> tuple[Any, ...]:
    """The history with one vote more."""
    facts: dict[str, Any] = {"caller": COUNTER, "occurred": None, "now": OPENS}
    wanted = on_paper("A") if vote is None else vote
    return (*events, *cast(begun(events), wanted, **facts | changes))


def test_a_paper_is_delivered_once_and_its_delivery_says_how() -> None:
    delivering().then(DELIVERED)
    delivering(unit="A").then(DELIVERED)
    delivering((*BALLOT, DELIVERED)).refused(Code.ALREADY_DELIVERED)
    delivering((*BALLOT, DELIVERED), paper="B").then(replace(DELIVERED, paper="B"))


def test_a_delivery_is_entered_while_it_is_voted_on() -> None:
    delivering(now=Moment(CLOSES - 1), occurred=Moment(OPENS - DAY)).then(DELIVERED)
    delivering(now=CLOSES).refused(Code.VOTING_OVER, closes_at=CLOSES)
    delivering(occurred=Moment(OPENS + 1)).refused(Code.OCCURRED_IN_FUTURE)
    before = Moment(OPENS - 15 * DAY - 1)
    delivering(occurred=before).refused(Code.OCCURRED_BEFORE_REPORT)
    over = (*BALLOT, *cancel(begun(BALLOT), reason=sealed()))
    delivering(over).refused(Code.BALLOT_OVER)


def test_a_paper_is_named_by_itself_or_by_its_unit() -> None:
    for rule in (delivering, lambda **how: casting(vote=replace(on_paper("A"), **how))):
        rule(paper="D").refused(Code.UNKNOWN_PAPER)
        rule(paper=None).refused(Code.UNKNOWN_PAPER)
        rule(paper="A", unit="B").refused(Code.UNIT_NOT_ON_ROLL)
        rule(paper=None, unit="D").refused(Code.UNIT_NOT_ON_ROLL)
    two = opened(register([unit("A", households=2)]), **CANVASS)
    delivering(two, unit="A").refused(Code.PAPER_AMBIGUOUS, papers=2)
    delivering(two, paper="A#2").then(replace(DELIVERED, paper="A#2"))
    casting(two, on_paper(None, unit="A")).refused(Code.PAPER_AMBIGUOUS, papers=2)
    gone: dict[str, Any] = {"caller": COUNTER, "reason": sealed()}
    given(*BALLOT).when(void, paper="D", **gone).refused(Code.UNKNOWN_PAPER)
    given(*BALLOT).when(void, unit="D", **gone).refused(Code.UNIT_NOT_ON_ROLL)
    given(*two).when(void, unit="A", **gone).refused(Code.PAPER_AMBIGUOUS, papers=2)


def test_a_counter_enters_a_paper_that_came_back() -> None:
    casting().then(
        VoteCast(
            paper="A",
            unit=None,
            marks=(mark(),),
            channel=VoteChannel.PAPER,
            evidence=None,
            voter=None,
            proxy=None,
            witness=None,
            parts=(PartArea(part="1", area=100),),
            before=None,
        )
    )


def test_an_owner_votes_online_for_all_their_units_in_their_own_name() -> None:
    units = [unit("A"), unit("A2", 50, owner="A", building="2"), unit("B")]
    ballot = opened(register(units))
    mine = on_paper(None, unit="A2", **ONLINE)
    outcome = casting(ballot, mine, caller=person_of("A"))
    (vote,) = outcome.value
    assert (vote.paper, vote.unit, vote.voter) == ("A", "A2", person_of("A"))
    assert vote.parts == (PartArea(part="1", area=100), PartArea(part="2", area=50))


def test_nobody_votes_for_another() -> None:
    for caller in (person_of("B"), STRANGER, None):
        casting(vote=on_paper("A", **ONLINE), caller=caller).refused(Code.WRONG_VOICE)
    # A signed paper is entered by who counts, and a proxy's vote as well.
    casting(caller=person_of("A")).refused(Code.WRONG_VOICE)
    proxied = on_paper("A", **ONLINE, proxy=proxy(1))
    casting(REPLACEABLE, proxied, caller=person_of("A")).refused(Code.WRONG_VOICE)


def test_any_joint_owner_votes_and_they_vote_once() -> None:
    book = three()
    version = book.current
    assert version is not None
    joint = replace(version.owners["A"], persons=(uid(5), uid(6)))
    book = replace(book, current=replace(version, owners=version.owners.insert("A", joint)))
    ballot = opened(book)
    mine = on_paper("A", **ONLINE)
    assert casting(ballot, mine, caller=uid(6)).value[0].voter == uid(6)
    first = voted(ballot, mine, caller=uid(5))
    casting(first, mine, caller=uid(6)).refused(Code.ALREADY_VOTED)
    again = voted(opened(book, counting=replace(PAPER_ONLY, replaceable=True)), mine, caller=uid(5))
    casting(again, mine, caller=uid(6)).refused(Code.REPLACED_BY_ANOTHER)


def test_votes_are_cast_while_it_is_open() -> None:
    last = Moment(CLOSES - 1)
    assert casting(now=last).value
    casting(now=CLOSES).refused(Code.VOTING_OVER, closes_at=CLOSES)
    later = opened(opens_at=Moment(OPENS + DAY))
    casting(later).refused(Code.VOTING_NOT_BEGUN, opens_at=OPENS + DAY)
    casting(occurred=Moment(OPENS - 1)).refused(Code.VOTING_NOT_BEGUN, opens_at=OPENS)
    casting(occurred=Moment(OPENS + 1)).refused(Code.OCCURRED_IN_FUTURE)


def test_what_came_in_time_is_entered_later_with_its_proof() -> None:
    proven = on_paper("A", evidence=HASH)
    last, after = Moment(CLOSES - 1), Moment(CLOSES + DAY)
    assert casting(vote=proven, occurred=last, now=after).value
    casting(occurred=last, now=after).refused(Code.EVIDENCE_REQUIRED)
    casting(vote=proven, occurred=CLOSES, now=after).refused(Code.VOTING_OVER, closes_at=CLOSES)
    mine = on_paper("A", **ONLINE)
    facts = {"caller": person_of("A"), "occurred": OPENS, "now": Moment(OPENS + DAY)}
    casting(vote=mine, **facts).refused(Code.NOT_A_COUNTER)


def test_channels_are_those_that_were_pinned_and_leave_their_proof() -> None:
    casting(vote=on_paper("A", channel=VoteChannel.VISIT)).refused(Code.VOTE_CHANNEL_CLOSED)
    for channel in (VoteChannel.VISIT, VoteChannel.ONLINE, VoteChannel.EXTERNAL):
        vote = on_paper("A", channel=channel)
        casting(ALL_CHANNELS, vote).refused(Code.EVIDENCE_REQUIRED)
        assert casting(ALL_CHANNELS, replace(vote, evidence=HASH)).value[0].channel is channel


def test_each_item_is_answered_once() -> None:
    two = opened(items=(item(1), item(2)))
    assert casting(two, on_paper("A", mark(number=2), mark())).value[0].marks == (
        mark(),
        mark(number=2),
    )
    casting(two, on_paper("A", mark())).refused(Code.ITEM_MISSING, item=2)
    casting(two, on_paper("A", mark(), mark())).refused(Code.ITEM_REPEATED, item=1)
    casting(two, on_paper("A", mark(), mark(number=3))).refused(Code.UNKNOWN_ITEM)


def test_a_mark_says_what_its_item_asks() -> None:
    wrong = (mark(candidates=(1,)), mark(score=80), mark("against", score=0))
    for one in wrong:
        casting(vote=on_paper("A", one)).refused(Code.MARK_MALFORMED, item=1)
    spoilt = on_paper("A", mark("spoilt"), **ONLINE)
    casting(vote=spoilt, caller=person_of("A")).refused(Code.MARK_MALFORMED, item=1)
    assert casting(vote=spoilt).value


def test_a_vote_elects_as_many_as_there_are_seats_at_most() -> None:
    ballot = opened(replace(three(), election=OTHER), **election())
    assert casting(ballot, on_paper("A", mark(candidates=(3, 1)))).value
    assert casting(ballot, on_paper("A", mark("against"))).value
    for one in (mark(), mark("abstain", candidates=(1,)), mark(candidates=(1, 1))):
        casting(ballot, on_paper("A", one)).refused(Code.MARK_MALFORMED, item=1)
    some = mark(candidates=(1, 4))
    casting(ballot, on_paper("A", some)).refused(Code.UNKNOWN_CANDIDATE, item=1)
    many = mark(candidates=(1, 2, 3))
    casting(ballot, on_paper("A", many)).refused(Code.TOO_MANY_CANDIDATES, item=1, seats=2)


def test_a_panel_scores() -> None:
    ballot = opened(**PANEL)
    for score in (0, 100):
        assert casting(ballot, on_paper("甲", mark(score=score))).value
    assert casting(ballot, on_paper("甲", mark("abstain"))).value
    wrong = (mark(), mark(score=-1), mark(score=101), mark("against"), mark("blank", score=1))
    for one in wrong:
        casting(ballot, on_paper("甲", one)).refused(Code.MARK_MALFORMED, item=1)


def proxy(number: int, mandate: str = HASH) -> Proxy:
    return Proxy(proxy=number, name=sealed("梁小满"), mandate=mandate)


def test_a_proxy_has_a_mandate_and_speaks_for_a_few() -> None:
    casting(vote=on_paper("A", proxy=proxy(1))).refused(Code.PROXIES_NOT_ALLOWED)
    bare = on_paper("A", proxy=proxy(1, ""))
    casting(REPLACEABLE, bare).refused(Code.MANDATE_REQUIRED)
    for number in (0, 2):
        vote = on_paper("A", proxy=proxy(number))
        casting(REPLACEABLE, vote).refused(Code.UNKNOWN_PROXY, proxies=0)
    both = voted(REPLACEABLE, on_paper("A", proxy=proxy(1)))
    both = voted(both, on_paper("B", proxy=proxy(1)))
    third = on_paper("C", proxy=proxy(1))
    casting(both, third).refused(Code.PROXY_LIMIT_REACHED, limit=2)
    assert casting(both, on_paper("C", proxy=proxy(2))).value
    again = on_paper("B", mark("against"), proxy=proxy(1), evidence=HASH)
    assert casting(both, again).value
    assert dict(begun(voted(both, again)).proxies) == {1: 2}
    gone = (*both, *void(begun(both), paper="A", caller=COUNTER, reason=sealed()))
    assert casting(gone, third).value


def test_a_proxy_that_is_known_by_name_keeps_its_number() -> None:
    known = voted(REPLACEABLE, on_paper("A", proxy=proxy(1)))
    assert dict(begun(known).proxy_names) == {1: sealed("梁小满")}
    again = on_paper("B", proxy=proxy(2), other_proxy=1)
    casting(known, again).refused(Code.PROXY_KNOWN_OTHERWISE, proxy=1)


def test_names_of_proxies_are_compared_as_they_read() -> None:
    known = {1: "梁小满", 2: "Ｌee  Wang", 3: "梁小满（3号楼）"}
    for name in ("梁小满", " 梁 小满", "梁　小满"):
        assert other_number(4, name, known) == 1
        assert other_number(1, name, known) is None
    assert other_number(4, "lee wang", known) == 2
    assert other_number(4, "梁小满(3号楼)", known) == 3
    assert other_number(4, "梁小", known) is None


def test_a_vote_is_replaced_by_the_same_voice_alone() -> None:
    casting(voted(BALLOT)).refused(Code.ALREADY_VOTED)
    mine, against = on_paper("A", **ONLINE), mark("against")
    own = voted(REPLACEABLE, mine, caller=person_of("A"))
    other = on_paper("A", against, **ONLINE)
    (vote,) = casting(own, other, caller=person_of("A")).value
    assert (vote.marks, vote.before) == ((against,), (mark(),))
    casting(own, on_paper("A", against, evidence=HASH)).refused(Code.REPLACED_BY_ANOTHER)
    entered = voted(REPLACEABLE)
    assert casting(entered, other, caller=person_of("A")).value
    assert casting(entered, on_paper("A", against, evidence=HASH)).value
    casting(entered, on_paper("A", against)).refused(Code.EVIDENCE_REQUIRED)
    by_proxy = on_paper("A", proxy=proxy(1), evidence=HASH)
    casting(entered, by_proxy).refused(Code.REPLACED_BY_ANOTHER)
    proxied = voted(REPLACEABLE, by_proxy)
    another = on_paper("A", proxy=proxy(2), evidence=HASH)
    casting(proxied, another).refused(Code.REPLACED_BY_ANOTHER)
    assert casting(proxied, other, caller=person_of("A")).value


def test_a_voided_vote_is_out_and_the_paper_may_be_cast_again() -> None:
    cast_ = voted(BALLOT)
    gone: dict[str, Any] = {"paper": "A", "caller": COUNTER, "reason": sealed("非本人签名")}
    parts = (PartArea(part="1", area=100),)
    voided = VoteVoided(paper="A", marks=(mark(),), parts=parts, reason=gone["reason"])
    given(*cast_).when(void, **gone).then(voided)
    given(*BALLOT).when(void, **gone).refused(Code.NO_VOTE)
    given(*cast_, voided).when(void, **gone).refused(Code.NO_VOTE)
    given(*cast_).when(void, **gone | {"caller": person_of("A")}).refused(Code.NOT_A_COUNTER)
    assert casting((*cast_, voided)).value[0].before is None
    over = (*cast_, *cancel(begun(cast_), reason=sealed()))
    given(*over).when(void, **gone).refused(Code.BALLOT_OVER)
    casting(over, on_paper("B")).refused(Code.BALLOT_OVER)


def test_a_household_is_entered_by_a_counter() -> None:
    ballot = opened(**CANVASS)
    assert casting(ballot).value[0].parts == (PartArea(part="1", area=0),)
    casting(ballot, on_paper("A", **ONLINE), caller=person_of("A")).refused(Code.WRONG_VOICE)
    everybody = opened(rule=ApprovalRule.UNANIMOUS, matter=None, electorate=Electorate.RESIDENTS)
    assert casting(everybody, on_paper("A/2")).value
