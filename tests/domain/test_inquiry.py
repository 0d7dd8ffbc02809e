"""同题共答: who is asked, who answers, who looks on, and until when."""

from datetime import date, timedelta
from typing import Any

from domain.inquiry.decisions import answer, ask, ask_expert, close, comment
from domain.inquiry.events import Answered, Asked, Closed, Commented, ExpertAsked
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import ISSUE, OTHER, PROPERTY, STRANGER, VOCABULARY, sealed, uid

DISTRICT, STREET, TOWN, FIRST, SECOND, FAR = (uid(200 + n) for n in range(6))
ABOVE = {
    DISTRICT: frozenset[Any](),
    STREET: frozenset({DISTRICT}),
    TOWN: frozenset({DISTRICT}),
    FIRST: frozenset({STREET, DISTRICT}),
    SECOND: frozenset({TOWN, DISTRICT}),
    FAR: frozenset({uid(299)}),
}
TODAY = date(2026, 9, 1)
CATEGORY = next(iter(VOCABULARY.categories))
ASKED = Asked(
    asker=STREET,
    title="电动车进楼怎么办",
    problem=sealed(),
    category=CATEGORY,
    to=(FIRST, SECOND),
    until=TODAY,
)
GIVEN = Answered(body=FIRST, answer=sealed(), issues=(ISSUE,), case=None)
INVITED = ExpertAsked(organisation=PROPERTY, until=TODAY)
CLOSED = Closed(conclusion=None)


def asking(**other: Any) -> Outcome:
    """Put the problem to two committees."""
    words: dict[str, Any] = {
        "asker": STREET,
        "above": ABOVE,
        "title": "电动车进楼怎么办",
        "problem": sealed(),
        "category": CATEGORY,
        "vocabulary": VOCABULARY,
        "to": (FIRST, SECOND),
        "until": TODAY,
        "today": TODAY,
    }
    return given().when(ask, **words | other)


def test_a_body_asks_those_below_it_and_beside_it() -> None:
    asking().then(ASKED)
    assert asking(asker=DISTRICT, to=(STREET, TOWN, FIRST)).refusal is None
    assert asking(asker=FIRST, to=(SECOND, TOWN), category=None).refusal is None


def test_it_asks_nobody_above_it_nor_itself_nor_another_district() -> None:
    for asker, to in ((FIRST, STREET), (FIRST, DISTRICT), (STREET, STREET), (STREET, FAR)):
        asking(asker=asker, to=(to,)).refused(Code.BODY_OUT_OF_REACH)
    asking(to=(FIRST, FIRST)).refused(Code.BODY_REPEATED)
    asking(to=(STRANGER,)).refused(Code.UNKNOWN_BODY)
    asking(category="zoo").refused(Code.UNKNOWN_CATEGORY, vocabulary=VOCABULARY.version)
    asking(until=TODAY - timedelta(days=1)).refused(Code.ASKED_UNTIL_PAST)


def test_who_is_asked_answers_or_answers_anew() -> None:
    words: dict[str, Any] = {"answer": sealed(), "issues": (ISSUE, ISSUE), "case": None}
    given(ASKED).when(answer, body=FIRST, **words).then(GIVEN)
    anew = given(ASKED, GIVEN).when(answer, body=FIRST, **words | {"issues": (OTHER,)})
    anew.then(Answered(body=FIRST, answer=sealed(), issues=(OTHER,), case=None))
    given(ASKED).when(answer, body=STREET, **words).refused(Code.NOT_ASKED)
    given(ASKED, CLOSED).when(answer, body=FIRST, **words).refused(Code.INQUIRY_CLOSED)
    told = given(ASKED, GIVEN, GIVEN).state.answers[FIRST]
    assert (told.times, told.issues) == (2, (ISSUE,))


def test_an_expert_reads_until_a_day_and_no_longer() -> None:
    words: dict[str, Any] = {"organisation": PROPERTY, "known": True, "today": TODAY}
    given(ASKED).when(ask_expert, until=TODAY, **words).then(INVITED)
    given(ASKED).when(ask_expert, until=TODAY, **words | {"known": False}).refused(
        Code.UNKNOWN_ORGANISATION
    )
    past = TODAY - timedelta(days=1)
    given(ASKED).when(ask_expert, until=past, **words).refused(Code.ASKED_UNTIL_PAST)
    given(ASKED, CLOSED).when(ask_expert, until=TODAY, **words).refused(Code.INQUIRY_CLOSED)
    later = ExpertAsked(organisation=PROPERTY, until=TODAY + timedelta(days=7))
    invited = given(ASKED, INVITED).state
    assert invited.experts_on(TODAY) == {PROPERTY}
    assert invited.experts_on(TODAY + timedelta(days=1)) == frozenset()
    assert given(ASKED, INVITED, later).state.experts_on(TODAY + timedelta(days=7)) == {PROPERTY}


def test_an_expert_comments_while_asked() -> None:
    words: dict[str, Any] = {"organisation": PROPERTY, "comment": sealed(), "today": TODAY}
    looked = given(ASKED, GIVEN, INVITED)
    looked.when(comment, body=FIRST, **words).then(
        Commented(organisation=PROPERTY, body=FIRST, comment=sealed())
    )
    looked.when(comment, body=None, **words).then(
        Commented(organisation=PROPERTY, body=None, comment=sealed())
    )
    looked.when(comment, body=SECOND, **words).refused(Code.NOT_ANSWERED)
    late = words | {"today": TODAY + timedelta(days=1)}
    looked.when(comment, body=None, **late).refused(Code.NOT_ASKED)
    closed = given(ASKED, GIVEN, INVITED, CLOSED)
    closed.when(comment, body=None, **words).refused(Code.INQUIRY_CLOSED)


def test_it_is_closed_once() -> None:
    given(ASKED, GIVEN).when(close, conclusion=sealed()).then(Closed(conclusion=sealed()))
    given(ASKED, CLOSED).when(close, conclusion=None).refused(Code.INQUIRY_CLOSED)
