"""Notices on a ballot: that it is open, how far it is, and what it came to.

As long as it runs nobody learns from a notice what was chosen: it tells what is delivered and
what is back, and no more, however visible the votes are to those who count them.
"""

from collections.abc import Callable, Iterator
from functools import partial
from uuid import UUID

from domain.ballot.closing import returned
from domain.ballot.events import Closed, ItemResult, ItemTally, Opened, Outcome, Weight
from domain.ballot.state import BallotState
from domain.moment import Moment, local
from domain.refusal import Code, Refused
from ledger.streams import BALLOT
from service.notices.names import place_of
from service.notices.parts import Subject, Words, percent, square_metres
from service.notices.rules import ELECTORATES, MATTERS, PARTINGS, RULES, agreement, bar
from service.work import Work

_Write = Callable[[Work, BallotState], Words]


def opened(work: Work, subject: UUID) -> Subject | None:
    """That a ballot is open, and how it is counted (表决公告)."""
    return _subject(work, subject, _opened)


def tally(work: Work, subject: UUID) -> Subject | None:
    """How many papers are delivered and back (计票进度)."""
    return _subject(work, subject, _tally)


def result(work: Work, subject: UUID) -> Subject | None:
    """What it came to, in the whole (表决结果)."""
    return _subject(work, subject, _result)


def _subject(work: Work, subject: UUID, write: _Write) -> Subject | None:
    state = work.state(BALLOT, subject)
    if state is None:
        return None
    of = state.opened
    return Subject(committee=of.committee, compound=of.compound, write=partial(write, work, state))


def _opened(work: Work, state: BallotState) -> Words:
    _require_open(state)
    of = state.opened
    matter = (f"决定事项：{MATTERS[of.matter]}",) if of.matter else ()
    lines = (
        *matter,
        f"表决方式：{RULES[of.rule]}",
        f"表决项：{len(of.items)}项",
        f"表决人：{_electorate(of)}",
        f"参与表决：{bar(of.thresholds.taking_part)}",
        f"同意通过：{agreement(of.thresholds)}",
        *_scope(of),
        f"计票范围：{PARTINGS[of.parting]}",
        f"表决时间：{_time(of.opens_at)}至{_time(of.closes_at)}",
        f"表决名册摘要：{of.roll}",
    )
    return Words(heading=f"{_place(work, of)}表决公告", lines=lines)


def _tally(work: Work, state: BallotState) -> Words:
    _require_open(state)
    of, back = state.opened, returned(state)
    lines = (
        f"表决人：{_electorate(of)}",
        f"已送达：{percent(len(state.delivered), of.papers)}",
        f"已收回：{percent(back.voters, of.papers)}",
        *_area("已收回面积", back, of),
        f"参与表决须达：{bar(of.thresholds.taking_part)}",
        f"截止时间：{_time(of.closes_at)}",
    )
    return Words(heading=f"{_place(work, of)}表决计票进度公示", lines=lines)


def _result(work: Work, state: BallotState) -> Words:
    closed, of = state.closed, state.opened
    if closed is None or state.annulled:
        raise Refused(Code.NOTHING_TO_TELL)
    outcome = "通过" if closed.outcome is Outcome.REACHED else "未通过"
    lines = (
        f"表决方式：{RULES[of.rule]}",
        f"表决人：{_electorate(of)}",
        f"已送达：{percent(closed.delivered, of.papers)}",
        f"已收回：{percent(closed.returned, of.papers)}",
        *_items(closed, of),
        f"结果：{outcome}",
    )
    return Words(heading=f"{_place(work, of)}表决结果公示", lines=lines)


def _items(closed: Closed, of: Opened) -> Iterator[str]:
    for one in closed.results:
        counted = one.followed or one.tally
        yield f"第{one.item}项：{'达到' if one.reached else '未达到'}"
        yield f"　参与：{_weight(counted.taking_part, of)}"
        yield from _choices(one, counted, of)


def _choices(one: ItemResult, counted: ItemTally, of: Opened) -> Iterator[str]:
    if counted.candidates:
        yield from _candidates(one, counted, of)
    elif counted.score is not None:
        yield _score(counted.score, counted.agree, of)
    else:
        yield from _opinions(counted, of)
    if one.followed is not None:
        yield _returned_alone(one.tally, of)


def _candidates(one: ItemResult, counted: ItemTally, of: Opened) -> Iterator[str]:
    seats = {**dict.fromkeys(one.elected, "（当选）"), **dict.fromkeys(one.tied, "（并列，待定）")}
    for told in counted.candidates:
        seat = seats.get(told.candidate, "")
        yield f"　{told.candidate}号候选人{seat}：{_weight(told.agree, of)}"


def _score(score: int, scored: Weight, of: Opened) -> str:
    """The mean, truncated, beside its fraction."""
    mean = f"，平均{score // scored.voters}分（{score}/{scored.voters}）" if scored.voters else ""
    return f"　打分：{_weight(scored, of)}，共{score}分{mean}"


def _returned_alone(tally: ItemTally, of: Opened) -> str:
    """The count without the silent, which does not decide where they follow the majority."""
    told = (
        ("参与", tally.taking_part),
        ("同意", tally.agree),
        ("反对", tally.against),
        ("弃权", tally.abstain),
    )
    return "　仅计收回：" + "，".join(f"{name}{_weight(weight, of)}" for name, weight in told)


def _opinions(counted: ItemTally, of: Opened) -> Iterator[str]:
    agree, taking = counted.agree, counted.taking_part
    yield f"　同意：{_weight(agree, of)}，占参与{percent(agree.voters, taking.voters)}"
    if of.area and taking.area:
        yield f"　同意面积占参与面积{percent(agree.area, taking.area)}"
    yield f"　反对：{_weight(counted.against, of)}"
    yield f"　弃权：{_weight(counted.abstain, of)}"


def _area(name: str, weight: Weight, of: Opened) -> tuple[str, ...]:
    return (f"{name}：{percent(weight.area, of.area)}",) if of.area else ()


def _weight(weight: Weight, of: Opened) -> str:
    area = f"、{square_metres(weight.area)}" if of.area else ""
    return f"{weight.voters}{ELECTORATES[of.electorate]}{area}"


def _scope(of: Opened) -> tuple[str, ...]:
    """Which buildings and entrances decide alone."""
    some = (*of.buildings, *of.entrances)
    return (f"表决范围：{'、'.join(some)}",) if some else ()


def _electorate(of: Opened) -> str:
    area = f"，{square_metres(of.area)}" if of.area else ""
    return f"{of.papers}{ELECTORATES[of.electorate]}{area}"


def _require_open(state: BallotState) -> None:
    if not state.is_open:
        raise Refused(Code.NOTHING_TO_TELL)


def _place(work: Work, of: Opened) -> str:
    return place_of(work, of.committee, of.compound)


def _time(moment: Moment) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}"
