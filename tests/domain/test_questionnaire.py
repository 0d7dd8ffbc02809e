"""Questionnaires: what can be asked, what is an answer, and what becomes of one."""

from dataclasses import replace
from typing import Any

from domain.body.events import Level
from domain.labels import Label
from domain.moment import DAY, Moment
from domain.questionnaire.answering import LONGEST_TEXT, NO_BOUND, Said, answer, void
from domain.questionnaire.events import (
    Answer,
    AnswerChannel,
    Answered,
    AnswerTaken,
    AnswerVoided,
    Opened,
    Option,
    Prolonged,
    Question,
    QuestionKind,
)
from domain.questionnaire.opening import (
    LONGEST_DAYS,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    open_questionnaire,
    prolong,
)
from domain.questionnaire.state import QuestionnaireState
from domain.questionnaire.taking import take_up
from domain.refusal import Code
from tests.domain.dsl import T0, Outcome, fold, given
from tests.domain.examples import (
    COMMITTEE,
    COMPOUND,
    ISSUE,
    OTHER,
    REPORTER,
    STRANGER,
    VOCABULARY,
    body_state,
    registered,
    sealed,
)

UNTIL = Moment(T0 + 10 * DAY)
LABEL = Label(zh="问", en="ask")
YES, NO = (Option(code=code, label=LABEL) for code in ("yes", "no"))
ASKED = {"vocabulary": VOCABULARY.version}


def question(code: str = "q", kind: QuestionKind = QuestionKind.TEXT, **other: Any) -> Question:
    usual: dict[str, Any] = {
        "options": (),
        "required": False,
        "lowest": None,
        "highest": None,
        "topic": None,
    }
    return Question(code=code, kind=kind, label=LABEL, **usual | other)


CHOICE = question("one", QuestionKind.CHOICE, options=(YES, NO), required=True)
CHOICES = question("many", QuestionKind.CHOICES, options=(YES, NO))
SCALE = question("scale", QuestionKind.SCALE, lowest=1, highest=5)
NUMBER = question("number", QuestionKind.NUMBER, lowest=0)
WORDS = question("words", topic="need")
ALL = (CHOICE, CHOICES, SCALE, NUMBER, WORDS)

OPENED = Opened(
    committee=COMMITTEE,
    compound=COMPOUND,
    name="问卷",
    link="abc",
    questions=ALL,
    groups=("ev-owners",),
    since=T0,
    until=UNTIL,
    most=2,
)
GOOD = Said(question="one", chosen=("yes",))


def opening(*, level: Level = Level.COMMITTEE, **other: Any) -> Outcome:
    body = body_state() if level is Level.COMMITTEE else body_state(registered(level))
    usual = {name: getattr(OPENED, name) for name in OPENED.__slots__}
    return given().when(open_questionnaire, body=body, vocabulary=VOCABULARY, **usual | other)


def answering(*events: object, said: tuple[Said, ...] = (GOOD,), **other: Any) -> Outcome:
    usual: dict[str, Any] = {
        "vocabulary": VOCABULARY,
        "channel": AnswerChannel.LINK,
        "person": None,
        "group": None,
        "visit": None,
        "door": None,
        "token": "t",
        "now": T0,
    }
    return given(OPENED, *events).when(answer, said=said, **usual | other)


def answered(number: int = 1, *questions: str) -> Answered:
    named = questions or ("one",)
    answers = [Answer(question=one, chosen=("yes",), number=None, text=None) for one in named]
    return Answered(
        number=number,
        answers=tuple(answers),
        channel=AnswerChannel.LINK,
        person=REPORTER,
        group=None,
        visit=None,
        door=None,
        token="t",
    )


VOIDED = AnswerVoided(number=1, reason=sealed())
TAKEN = AnswerTaken(number=1, question="one", issue=ISSUE, undertaking=None)


def test_what_is_opened_is_on_record() -> None:
    opening().then(OPENED)


def test_it_belongs_to_a_committee_and_one_of_its_compounds() -> None:
    opening(level=Level.DISTRICT).refused(Code.NOT_A_COMMITTEE, level="district")
    opening(compound=STRANGER).refused(Code.UNKNOWN_COMPOUND)


def test_codes_are_the_vocabularys() -> None:
    opening(groups=("nobody",)).refused(Code.UNKNOWN_GROUP, **ASKED)
    opening(questions=(question(topic="nothing"),)).refused(Code.UNKNOWN_TOPIC, **ASKED)


def test_what_cannot_be_asked() -> None:
    limits = {"questions": MOST_QUESTIONS, "options": MOST_OPTIONS}
    opening(questions=()).refused(Code.NO_QUESTION)
    most = tuple(question(f"q{index}") for index in range(MOST_QUESTIONS + 1))
    opening(questions=most).refused(Code.QUESTIONNAIRE_TOO_LONG, **limits)
    options = tuple(Option(code=f"o{index}", label=LABEL) for index in range(MOST_OPTIONS + 1))
    wide = replace(CHOICE, options=options)
    opening(questions=(wide,)).refused(Code.QUESTIONNAIRE_TOO_LONG, **limits)
    opening(questions=(CHOICE, CHOICE)).refused(Code.QUESTION_REPEATED)
    one = {"question": "one"}
    opening(questions=(replace(CHOICE, options=(YES,)),)).refused(Code.OPTIONS_REQUIRED, **one)
    opening(questions=(replace(CHOICE, options=(YES, YES)),)).refused(Code.OPTION_REPEATED, **one)
    opening(questions=(question(options=(YES, NO)),)).refused(Code.OPTION_UNEXPECTED, question="q")


BOUNDLESS = (
    replace(SCALE, lowest=None),
    replace(SCALE, highest=None),
    replace(SCALE, highest=1),
    replace(SCALE, highest=11),
    replace(NUMBER, highest=0),
    replace(WORDS, highest=5),
    replace(CHOICE, lowest=1),
)


def test_bounds_that_bound_nothing() -> None:
    for asked in BOUNDLESS:
        opening(questions=(asked,)).refused(Code.BOUNDS_MALFORMED, question=asked.code)


def test_a_scale_of_ten_steps_is_the_longest() -> None:
    asked = (replace(SCALE, highest=10),)
    opening(questions=asked).then(replace(OPENED, questions=asked))


def test_it_is_open_for_a_while() -> None:
    opening(until=T0).refused(Code.PERIOD_INVERTED)
    far = Moment(T0 + LONGEST_DAYS * DAY + 1)
    opening(until=far).refused(Code.PERIOD_TOO_LONG, days=LONGEST_DAYS)
    given(OPENED).when(prolong, until=far).refused(Code.PERIOD_TOO_LONG, days=LONGEST_DAYS)
    given(OPENED).when(prolong, until=T0).refused(Code.PERIOD_INVERTED)
    given(OPENED).when(prolong, until=UNTIL).nothing()
    later = Moment(UNTIL + DAY)
    given(OPENED).when(prolong, until=later).then(Prolonged(until=later))


def test_an_answer_has_the_next_number() -> None:
    said = (
        GOOD,
        Said(question="many", chosen=("no", "yes")),
        Said(question="scale", number=5),
        Said(question="number", number=NO_BOUND),
        Said(question="words", text=sealed(), length=LONGEST_TEXT),
    )
    answering(answered(), said=said, group="ev-owners", person=REPORTER).then(
        Answered(
            number=2,
            answers=tuple(
                Answer(question=one.question, chosen=one.chosen, number=one.number, text=one.text)
                for one in said
            ),
            channel=AnswerChannel.LINK,
            person=REPORTER,
            group="ev-owners",
            visit=None,
            door=None,
            token="t",
        )
    )


def test_it_is_answered_while_it_is_open() -> None:
    answering(now=Moment(T0 - 1)).refused(Code.QUESTIONNAIRE_NOT_BEGUN)
    answering(now=UNTIL).refused(Code.QUESTIONNAIRE_CLOSED)
    answering(Prolonged(until=Moment(T0 + 1)), now=Moment(T0 + 1)).refused(
        Code.QUESTIONNAIRE_CLOSED
    )
    answering(answered(), answered(2)).refused(Code.QUESTIONNAIRE_FULL, most=2)


def test_what_is_voided_makes_room_and_keeps_its_number() -> None:
    later = replace(answered(3), person=None)
    answering(answered(), answered(2), VOIDED).then(later)


def test_only_who_is_asked_is_a_group() -> None:
    answering(group="nobody").refused(Code.UNKNOWN_GROUP, **ASKED)
    answering(group="new-stage").refused(Code.UNKNOWN_GROUP, **ASKED)


def test_what_is_no_answer() -> None:
    answering(said=()).refused(Code.ANSWER_EMPTY)
    answering(said=(GOOD, GOOD)).refused(Code.QUESTION_REPEATED)
    answering(said=(GOOD, Said(question="none"))).refused(Code.UNKNOWN_QUESTION)
    answering(said=(Said(question="scale", number=1),)).refused(Code.ANSWER_MISSING, question="one")


MISFITS = (
    Said(question="one"),
    Said(question="one", chosen=("yes", "no")),
    Said(question="one", number=1),
    Said(question="many", chosen=("yes",), number=1),
    Said(question="many", chosen=("yes",), text=sealed()),
    Said(question="scale"),
    Said(question="scale", number=1, chosen=("yes",)),
    Said(question="number", number=1, text=sealed()),
    Said(question="words"),
    Said(question="words", text=sealed(), number=1),
    Said(question="words", text=sealed(), chosen=("yes",)),
)


def test_an_answer_is_of_the_questions_kind() -> None:
    for said in MISFITS:
        others = () if said.question == "one" else (GOOD,)
        answering(said=(*others, said)).refused(Code.ANSWER_MISFITS, question=said.question)


def test_options_and_bounds() -> None:
    answering(said=(Said(question="one", chosen=("maybe",)),)).refused(
        Code.UNKNOWN_OPTION, question="one"
    )
    twice = Said(question="many", chosen=("yes", "yes"))
    answering(said=(GOOD, twice)).refused(Code.OPTION_REPEATED, question="many")
    for name, number in (("scale", 0), ("scale", 6), ("number", -1), ("number", NO_BOUND + 1)):
        said = Said(question=name, number=number)
        answering(said=(GOOD, said)).refused(Code.NUMBER_OUT_OF_BOUNDS, question=name)


def test_words_have_an_end() -> None:
    long = Said(question="words", text=sealed(), length=LONGEST_TEXT + 1)
    answering(said=(GOOD, long)).refused(Code.TEXT_TOO_LONG, most=LONGEST_TEXT)
    many = tuple(question(f"w{index}") for index in range(9))
    said = tuple(Said(question=one.code, text=sealed(), length=LONGEST_TEXT) for one in many)
    asked = replace(OPENED, questions=many)
    facts: dict[str, Any] = dict.fromkeys(("person", "group", "visit", "door", "token"))
    facts |= {"vocabulary": VOCABULARY, "channel": AnswerChannel.DESK, "now": T0}
    given(asked).when(answer, said=said, **facts).refused(Code.TEXT_TOO_LONG, most=4000)


def test_an_answer_is_voided_once_and_not_once_it_went_on() -> None:
    given(OPENED, answered()).when(void, number=1, reason=sealed()).then(VOIDED)
    voided = given(OPENED, answered(), VOIDED)
    voided.when(void, number=1, reason=sealed()).refused(Code.ANSWER_VOIDED)
    given(OPENED).when(void, number=1, reason=sealed()).refused(Code.UNKNOWN_ANSWER)
    taken = given(OPENED, answered(), TAKEN)
    taken.when(void, number=1, reason=sealed()).refused(Code.ANSWER_TAKEN)


def test_each_answered_question_goes_on_once() -> None:
    both = given(OPENED, answered(1, "one", "words"), TAKEN)
    idea = {"number": 1, "undertaking": OTHER}
    both.when(take_up, question="words", **idea).then(
        AnswerTaken(number=1, question="words", issue=None, undertaking=OTHER)
    )
    both.when(take_up, question="one", **idea).refused(Code.ANSWER_TAKEN)
    both.when(take_up, question="scale", **idea).refused(Code.UNKNOWN_QUESTION)
    given(OPENED).when(take_up, question="one", **idea).refused(Code.UNKNOWN_ANSWER)
    voided = given(OPENED, answered(), VOIDED)
    voided.when(take_up, question="one", **idea).refused(Code.ANSWER_VOIDED)


def test_an_answer_keeps_its_author() -> None:
    state: QuestionnaireState = fold((OPENED, answered(), TAKEN))
    assert (state.answers[1].person, state.answers[1].taken) == (REPORTER, (TAKEN,))
    assert (state.counted, state.full) == (1, False)
