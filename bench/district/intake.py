"""How issues come in, and how some leave at once."""

from collections.abc import Iterator

from bench.district import words
from bench.district.case import Case, Step
from domain.issue.events import DeclineGround, Discovery, ExternalOrder, LinkKind
from domain.method.terms import Scale, Track
from domain.moment import DAY, HOUR, MINUTE
from service.commands.exits import Decline, OverruleDecline, Transfer, Withdraw
from service.commands.handling import Respond
from service.commands.intake import Report, Triage
from service.commands.merging import Merge
from service.commands.record import Attach, Link
from service.commands.system import RegisterPerson
from service.service import SYSTEM

_CHANNELS = {
    "told": ("window", "phone", "visit", "wechat"),
    "own": ("wechat",),
    "hotline": ("hotline-12345",),
    "found": ("patrol",),
    "anonymous": ("wechat", "phone"),
}


def reported(case: Case) -> Iterator[Step]:
    """The report, and what is registered with it."""
    if case.intake == "own" and case.person is not None:
        yield Step(0, SYSTEM, RegisterPerson(person=case.person, contact=case.contact), False)
        yield Step(0, case.resident, _report(case), False)
        return
    by = case.district.integrator if case.intake == "hotline" else case.committee.clerk
    yield Step(0, by, _report(case), False)
    if case.intake == "hotline":
        order = ExternalOrder(source="hotline-12345", number=f"JP-{case.issue.hex[-16:]}")
        yield Step(0, by, Attach(issue=case.issue, order=order), False)
    if case.committee.method[0] == "donghulu":
        for register in case.random.sample(("property-log", "building-head-log"), 2):
            yield Step(MINUTE, case.committee.clerk, Attach(issue=case.issue, register=register))


def responded(case: Case, *, within: int = HOUR) -> Step:
    """First contact (响应)."""
    message = words.answer(case.random)
    wait = case.between(2 * MINUTE, within)
    return Step(wait, case.committee.clerk, Respond(issue=case.issue, message=message))


def triaged(
    case: Case, scale: Scale, track: Track, *, ground: str | None = None, wait: int = 2 * HOUR
) -> Step:
    """Taken in and classified (受理)."""
    command = Triage(
        issue=case.issue,
        category=case.category,
        scale=scale,
        track=track,
        summary=words.summary(case.random, case.matter),
        ground=ground,
    )
    return Step(case.between(MINUTE, wait), case.committee.clerk, command)


def declined(case: Case) -> Iterator[Step]:
    """Not taken in; the superior sometimes has it taken in after all."""
    ground = case.random.choice(tuple(DeclineGround))
    reply = "此事不属居委会受理范围，请向有关部门反映。"
    decline = Decline(issue=case.issue, ground=ground, reply=reply)
    yield Step(case.between(HOUR, DAY), case.committee.clerk, decline)
    if case.chance(0.1):
        overrule = OverruleDecline(issue=case.issue, reason="与居民生活密切，请受理。")
        yield Step(case.between(HOUR, 2 * DAY), case.committee.superior, overrule)


def withdrawn(case: Case) -> Iterator[Step]:
    """Taken back by the reporter, or by a clerk whom they have told."""
    own = case.intake == "own"
    by = case.resident if own else case.committee.clerk
    command = Withdraw(issue=case.issue, reason="已经自行解决，不用麻烦了。")
    if case.person is not None:
        yield Step(case.between(10 * MINUTE, DAY), by, command, not own)


def merged(case: Case) -> Iterator[Step]:
    """Dealt with together with another, where there is one."""
    yield Step(case.between(HOUR, 4 * HOUR), case.committee.clerk, None)
    other = case.neighbour(case.issue)
    if other is None:
        return
    yield Step(0, case.committee.clerk, Merge(issue=case.issue, target=other))


def linked(case: Case) -> Iterator[Step]:
    """Pointed to a similar one."""
    other = case.neighbour(case.issue)
    if other is not None:
        link = Link(issue=case.issue, other=other, kind=LinkKind.RELATED)
        yield Step(MINUTE, case.committee.clerk, link)


def transferred(case: Case) -> Iterator[Step]:
    """Handed over to another committee of the subdistrict, and left there in its hands."""
    others = [
        one
        for one in case.district.committees
        if one.subdistrict == case.committee.subdistrict and one.id != case.committee.id
    ]
    if not others:
        return
    receiver = case.random.choice(others)
    command = Transfer(
        issue=case.issue,
        committee=receiver.id,
        compound=case.random.choice(receiver.compounds).id if case.compound else None,
        reason="地址在邻近居民区。",
    )
    yield Step(case.between(HOUR, DAY), case.committee.superior, command)
    respond = Respond(issue=case.issue, message=words.answer(case.random))
    yield Step(case.between(HOUR, DAY), receiver.clerk, respond)


def _report(case: Case) -> Report:
    random = case.random
    staff_words = case.intake in ("found", "hotline")
    typed_in = case.person is not None and case.intake != "own"
    return Report(
        issue=case.issue,
        person=case.person or case.issue,
        committee=case.committee.id,
        compound=case.compound.id if case.compound else None,
        address=None if case.compound else words.address(random),
        channel=random.choice(_CHANNELS[case.intake]),
        discovery=Discovery.FOUND if case.intake == "found" else Discovery.TOLD,
        confidential=case.confidential,
        contact=case.contact if typed_in else None,
        category=case.category if random.random() < 0.7 else None,
        summary=words.summary(random, case.matter) if staff_words else None,
        words=None if case.intake == "found" else words.words(random, case.matter),
    )
