"""Golden events of questionnaires and ratings, each by who records it."""

from collections.abc import Mapping
from datetime import date

import domain.questionnaire.events as questionnaire
import domain.rating.events as rating
from domain.actor import Actor
from domain.labels import Label
from domain.moment import Moment
from tests.golden.values import (
    CHILD,
    CLERK,
    COMMITTEE,
    COMPOUND,
    ISSUE,
    MEETING,
    PERSON,
    RESIDENT,
    SUPERIOR,
    TARGET,
    by_person,
    by_stream,
)

ASKING: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("questionnaire.opened", 1): (
        CLERK,
        questionnaire.Opened(
            committee=COMMITTEE,
            compound=COMPOUND,
            name="充电与停车需求问卷",
            link="Zk3vQ8mX1pLr7tWa",
            questions=(
                questionnaire.Question(
                    code="charging",
                    kind=questionnaire.QuestionKind.CHOICE,
                    label=Label(zh="您家有充电桩吗？", en="Do you have a charger?"),
                    options=(
                        questionnaire.Option(code="yes", label=Label(zh="有", en="Yes")),
                        questionnaire.Option(code="no", label=Label(zh="没有", en="No")),
                    ),
                    required=True,
                    lowest=1,
                    highest=5,
                    topic="need",
                ),
            ),
            groups=("ev-owners", "new-stage"),
            since=Moment(1_785_542_400_000_000),
            until=Moment(1_788_134_400_000_000),
            most=1000,
        ),
    ),
    ("questionnaire.answered", 1): (
        RESIDENT,
        questionnaire.Answered(
            number=7,
            answers=(
                questionnaire.Answer(
                    question="wish",
                    chosen=("no",),
                    number=2,
                    text=by_person(
                        "questionnaire.answered/answers/0/text",
                        "/+FGto/ezreRaqOx",
                        "ltcANo2uyCoA/Q6a8JlX7bwa5EfdTp2BzoXukwhHvF/AHrOSrdy0r8bYJF4pcMzlCQ==",
                    ),
                ),
            ),
            channel=questionnaire.AnswerChannel.LINK,
            person=PERSON,
            group="ev-owners",
            visit=MEETING,
            door="5-602",
            token="3f" * 32,
        ),
    ),
    ("questionnaire.answer-taken", 1): (
        CLERK,
        questionnaire.AnswerTaken(number=7, question="wish", issue=TARGET, undertaking=CHILD),
    ),
    ("questionnaire.answer-voided", 1): (
        CLERK,
        questionnaire.AnswerVoided(
            number=8,
            reason=by_stream(
                "questionnaire.answer-voided/reason",
                "q+A0P6cBvD8IumkW",
                "6r3J4UcBwXZ81zfn0KQczjDJPihSI5+45iLv+Tbg88sW2kiUNzTJoEpwj6ySoHBguw==",
            ),
        ),
    ),
    ("questionnaire.prolonged", 1): (
        CLERK,
        questionnaire.Prolonged(until=Moment(1_788_739_200_000_000)),
    ),
    ("rating.roster-set", 1): (
        SUPERIOR,
        rating.RosterSet(
            committee=COMMITTEE,
            members=(
                rating.Member(
                    member=CHILD,
                    name=by_stream(
                        "rating.roster-set/members/0/name",
                        "LAjFfPb6Q4VbJP7n",
                        "HR9J91ITN4TMT3mGnUr4MUBz2qAyp8V4Lw==",
                    ),
                    duty="responsible",
                ),
                rating.Member(
                    member=MEETING,
                    name=by_stream(
                        "rating.roster-set/members/1/name",
                        "SA7Mc/bHvxuEJf54",
                        "bogZ3a5oT9Pcw6liM77s6YgfSe8vqHEl1w==",
                    ),
                    duty="member",
                ),
            ),
        ),
    ),
    ("rating.year-end-opened", 1): (
        SUPERIOR,
        rating.YearEndOpened(
            committee=COMMITTEE, year=2026, first=date(2026, 12, 1), last=date(2026, 12, 31)
        ),
    ),
    ("rating.given", 1): (
        RESIDENT,
        rating.Given(
            committee=COMMITTEE,
            member=CHILD,
            kind=rating.RatingKind.DAILY,
            period="2026-11-22",
            score=4,
            rater=PERSON,
            issue=ISSUE,
            words=by_person(
                "rating.given/words",
                "YJ8XS8jQaWj5oc5a",
                "GKLmi8pwB5/p1OTyC+v1XKG/WuST9ZscVeYmAJW7CY9D6Q72WVK94Kua0tWtbw==",
            ),
        ),
    ),
}
"""(name, version) → who did it, and the event that the state decodes to today."""
