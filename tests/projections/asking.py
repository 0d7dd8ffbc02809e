"""A questionnaire with answers that count, went on and do not count, and a committee rated."""

from datetime import timedelta
from uuid import UUID

from domain.actor import Role
from domain.labels import Label
from domain.moment import DAY, Moment, local
from domain.questionnaire.events import Question, QuestionKind
from domain.rating.events import RatingKind
from service.commands.answer_uptake import TakeUpAsUndertaking
from service.commands.intake import Contact
from service.commands.questionnaires import (
    ClearAnswer,
    EnterAnswer,
    OpenQuestionnaire,
    Prolong,
    VoidAnswer,
)
from service.commands.ratings import ClearMember, OpenYearEnd, Rate, SetRoster
from service.commands.system import RegisterPerson
from service.ids import new_id
from service.policy import Principal
from service.service import SYSTEM
from tests.neighbourhood import Neighbourhood, principal

GROUP = "ev-owners"


def asked(code: str, kind: QuestionKind, **bounds: int) -> Question:
    """One question."""
    usual: dict[str, int | None] = {"lowest": None, "highest": None}
    return Question(
        code=code,
        kind=kind,
        label=Label(zh="问", en="ask"),
        options=(),
        required=False,
        topic=None,
        **usual | bounds,
    )


def ask(town: Neighbourhood, most: int = 100) -> UUID:
    """A questionnaire with a scale and words."""
    opened = OpenQuestionnaire(
        questionnaire=new_id(),
        committee=town.committee,
        compound=town.compound,
        name="问卷",
        link=new_id().hex,
        questions=(
            asked("scale", QuestionKind.SCALE, lowest=1, highest=5),
            asked("wish", QuestionKind.TEXT),
        ),
        groups=(GROUP,),
        until=Moment(town.service.now() + DAY),
        most=most,
    )
    town.do(opened, by=town.clerk)
    return opened.questionnaire


def answer(town: Neighbourhood, questionnaire: UUID, number: int, *, group: str | None) -> None:
    """Somebody answers under a name."""
    given = EnterAnswer(
        questionnaire=questionnaire,
        person=new_id(),
        contact=Contact(name="江照晚"),
        answers=(
            ClearAnswer(question="scale", number=number),
            ClearAnswer(question="wish", text="加装充电桩"),
        ),
        group=group,
    )
    town.do(given, by=town.clerk)


def resident(town: Neighbourhood) -> Principal:
    """Somebody of the committee with a key."""
    somebody = principal(Role.RESIDENT, body=town.committee, compound=town.compound)
    assert somebody.person is not None
    town.do(RegisterPerson(person=somebody.person), by=SYSTEM)
    return somebody


def rate(town: Neighbourhood, score: int, *, by: Principal, member: UUID | None = None) -> None:
    """A mark of today."""
    given = Rate(committee=town.committee, member=member, kind=RatingKind.DAILY, score=score)
    town.do(given, by=by)


def play(town: Neighbourhood) -> None:
    """All of it."""
    questionnaire = ask(town)
    for number, group in enumerate((GROUP, GROUP, None), start=2):
        answer(town, questionnaire, number, group=group)
    town.do(VoidAnswer(questionnaire=questionnaire, number=2, reason="重复"), by=town.clerk)
    taken = TakeUpAsUndertaking(
        questionnaire=questionnaire, number=1, question="wish", undertaking=new_id()
    )
    town.do(taken, by=town.clerk)
    until = Moment(town.service.now() + 2 * DAY)
    town.do(Prolong(questionnaire=questionnaire, until=until), by=town.clerk)
    member = new_id()
    members = (ClearMember(member=member, name="程秋云", duty="member"),)
    town.do(SetRoster(committee=town.committee, members=members), by=town.superior)
    first = local(town.service.now()).date() + timedelta(days=1)
    window = OpenYearEnd(committee=town.committee, year=first.year, first=first, last=first)
    town.do(window, by=town.superior)
    for score in (1, 2, 3, 4, 5, 5):
        rate(town, score, by=resident(town))
    rate(town, 4, by=resident(town), member=member)
