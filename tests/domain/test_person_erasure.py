"""Letting a person go: erased at once, or restricted for as long as the law keeps their record."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from domain.actor import Actor, Role
from domain.ground import Ground
from domain.issue.state import IssueState
from domain.moment import DAY, Moment
from domain.person import events as person
from domain.person.erasure import MOST_HOLDS, complete, erase
from domain.person.events import Disclosed, Erased, Hold, Purpose, Restricted
from domain.person.holds import held_since, holds_of
from domain.person.state import Standing, disclose, require_kept
from domain.refusal import Code
from domain.retention.terms import term_end
from domain.retention.text import parse
from ledger.catalogue import CATALOGUE
from ledger.envelope import MAX_STATE
from tests.domain.dsl import T0, Deed, fold, given
from tests.domain.examples import CLERK, COLLEAGUE, ISSUE, METHODS, OTHER, OWNER, sealed
from tests.domain.loop import AGREED, ANNULLED, APPROVED, approved, varied
from tests.domain.offers import DRAFT, WORDS_AGAIN


def acting(person: UUID) -> Actor:
    """Whoever decides."""
    return Actor(role=Role.CLERK, person=person)


NOW = Moment(T0 + DAY)
ASKED = Moment(T0 + 5)
KNOWN = person.Registered(name=sealed("周一川"), phone=sealed("phone"), room=None)
APPROVAL = Hold(kind="approval", issue=ISSUE, until=Moment(NOW + 30 * DAY))
LATER = Hold(kind="approval", issue=OTHER, until=Moment(NOW + 60 * DAY))
OVER = Hold(kind="approval", issue=ISSUE, until=NOW)
POLICY = parse((METHODS / "retention.toml").read_text("utf-8"))


def restricted(*holds: Hold, **other: Any) -> Restricted:
    """By a request of that day, unless told."""
    said: dict[str, Any] = {"ground": Ground.REQUEST, "asked_at": ASKED}
    return Restricted(**said | other, until=max(one.until for one in holds), holds=holds)


def erased(ground: Ground = Ground.REQUEST, asked_at: Moment = ASKED) -> Erased:
    return Erased(ground=ground, asked_at=asked_at)


def asking(*holds: Hold, **other: Any) -> dict[str, Any]:
    """What comes with a request of that day."""
    usual: dict[str, Any] = {"ground": Ground.REQUEST, "asked_at": ASKED, "now": NOW}
    return {"holds": holds, **usual, **other}


def test_who_asks_is_erased_where_the_law_keeps_nothing() -> None:
    for holds in ((), (OVER,)):
        given(KNOWN).when(erase, **asking(*holds)).then(erased()).leaves(
            standing=Standing.ERASED, name=None, phone=None, room=None, known=()
        )


def test_a_request_is_of_now_where_nobody_says_when() -> None:
    told = asking(asked_at=None)
    given(KNOWN).when(erase, **told).then(erased(asked_at=NOW))


def test_nobody_asks_in_the_future() -> None:
    given(KNOWN).when(erase, **asking(asked_at=Moment(NOW + 1))).refused(Code.OCCURRED_IN_FUTURE)
    given(KNOWN).when(erase, **asking(asked_at=NOW)).then(erased(asked_at=NOW))


def test_who_is_kept_by_law_is_restricted_until_the_last_term_is_over() -> None:
    told = asking(LATER, OVER, APPROVAL)
    given(KNOWN).when(erase, **told).then(restricted(APPROVAL, LATER)).leaves(
        standing=Standing.RESTRICTED, name=sealed("周一川")
    )


def test_of_thousands_of_holds_those_are_told_that_last_longest() -> None:
    """A superior who approves the plans of a district can be let go as well."""
    many = [replace(APPROVAL, until=Moment(NOW + minute)) for minute in range(1, 5_001)]
    told = restricted(*many[-MOST_HOLDS:])
    given(KNOWN).when(erase, **asking(*many)).then(told)
    _, state = CATALOGUE.encode(
        told, occurred_at=NOW, by=acting(OWNER), correlation=OTHER, command=ISSUE
    )
    assert len(state) < MAX_STATE


def test_asking_again_changes_nothing_while_the_terms_are_the_same() -> None:
    again = asking(APPROVAL, asked_at=NOW)
    given(KNOWN, restricted(APPROVAL)).when(erase, **again).nothing()


def test_other_terms_restrict_anew_and_the_first_request_counts() -> None:
    again = asking(APPROVAL, LATER, asked_at=NOW)
    given(KNOWN, restricted(APPROVAL)).when(erase, **again).then(restricted(APPROVAL, LATER))


def test_a_request_goes_before_what_falls_due_by_itself() -> None:
    lapsed = restricted(APPROVAL, ground=Ground.RETENTION, asked_at=T0)
    given(KNOWN, lapsed).when(erase, **asking(APPROVAL)).then(restricted(APPROVAL))
    due = asking(APPROVAL, ground=Ground.RETENTION, asked_at=None)
    given(KNOWN, restricted(APPROVAL)).when(erase, **due).nothing()


def test_once_all_terms_are_over_asking_again_erases() -> None:
    given(KNOWN, restricted(OVER)).when(erase, **asking(OVER, asked_at=NOW)).then(erased())


def test_nobody_is_erased_twice() -> None:
    for holds in ((), (APPROVAL,)):
        given(KNOWN, erased()).when(erase, **asking(*holds)).refused(Code.ALREADY_ERASED)


def test_time_completes_a_restriction_and_touches_nobody_else() -> None:
    for ground in Ground:
        kept = restricted(APPROVAL, ground=ground)
        over = {"holds": (APPROVAL,), "now": APPROVAL.until}
        given(KNOWN, kept).when(complete, **over).then(erased(ground))
        given(KNOWN, kept).when(complete, holds=(APPROVAL,), now=NOW).nothing()
        given(KNOWN, kept).when(complete, holds=(LATER,), now=APPROVAL.until).then(
            restricted(LATER, ground=ground)
        )
    for history in ((KNOWN,), (KNOWN, erased())):
        given(*history).when(complete, holds=(), now=NOW).nothing()


def test_of_who_is_restricted_the_contact_is_opened_by_a_duty_of_law_alone() -> None:
    kept = given(KNOWN, restricted(APPROVAL))
    for purpose in Purpose:
        for asker_is_party in (False, True):
            told = kept.when(disclose, purpose=purpose, asker_is_party=asker_is_party)
            if purpose is Purpose.LEGAL_DUTY and not asker_is_party:
                opened = Disclosed(fields=("name", "phone"), purpose=purpose, issue=None)
                told.then(opened).leaves(standing=Standing.RESTRICTED)
            else:
                told.refused(Code.PERSON_RESTRICTED)
    kept.when(require_kept).refused(Code.PERSON_RESTRICTED)
    kept.when(require_kept, by_duty=True).answers(None)


def test_of_who_is_erased_nothing_is_opened() -> None:
    gone = given(KNOWN, restricted(APPROVAL), erased())
    for purpose in Purpose:
        gone.when(disclose, purpose=purpose).refused(Code.ERASED)
    for by_duty in (False, True):
        gone.when(require_kept, by_duty=by_duty).refused(Code.ERASED)
    given(KNOWN).when(require_kept).answers(None)


def test_who_spoke_to_an_approved_plan_is_held_for_a_year_and_so_is_who_decided() -> None:
    when = Moment(T0 + 3 * DAY)
    state = fold([*AGREED, Deed(approved(), acting(OWNER), when)])
    year = Hold(kind="approval", issue=ISSUE, until=term_end(when, 12))
    voices = {position.voice for position in state.negotiation.positions}
    assert voices
    for one in (*voices, OWNER):
        assert holds_of(one, {ISSUE: state}, POLICY) == (year,)
    assert holds_of(COLLEAGUE, {ISSUE: state}, POLICY) == ()


def test_before_an_approval_and_by_its_annulment_alone_nobody_is_held_or_let_go() -> None:
    agreed: IssueState = fold(list(AGREED))
    [voice, *_] = [position.voice for position in agreed.negotiation.positions]
    assert holds_of(voice, {ISSUE: agreed}, POLICY) == ()
    annulled: IssueState = fold([*APPROVED, ANNULLED])
    assert len(holds_of(voice, {ISSUE: annulled}, POLICY)) == 1


def test_each_approval_has_a_term_of_its_own() -> None:
    then = Moment(T0 + 40 * DAY)
    state = fold([*DRAFT, *WORDS_AGAIN, Deed(varied(), acting(CLERK), then)])
    held = holds_of(CLERK, {ISSUE: state, OTHER: state}, POLICY)
    assert {one.until for one in held if one.issue == ISSUE} >= {term_end(then, 12)}
    assert {one.issue for one in held} == {ISSUE, OTHER}


def test_where_nothing_happened_for_longer_than_every_hold_nobody_is_looked_for() -> None:
    when = Moment(T0 + 3 * DAY)
    state = fold([*AGREED, Deed(approved(), acting(OWNER), when)])
    [hold] = holds_of(OWNER, {ISSUE: state}, POLICY)
    assert held_since(POLICY, Moment(hold.until - 1)) <= when
    assert held_since(POLICY, Moment(hold.until + 10 * DAY)) > when
    assert held_since(replace(POLICY, holds={}), NOW) == NOW
