"""Links, registers, files and publication: noted beside the course of an issue."""

from domain.issue.events import Attached, Evidence, ExternalOrder, Linked, LinkKind
from domain.issue.lifecycle import Status
from domain.issue.record import attach, link, publish, withdraw_publication
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import COMMITTEE, ISSUE, LINBA_TERMS, OTHER, reported, ruled, sealed, uid
from tests.domain.loop import (
    DECLINED,
    DONE_WAY,
    MERGED,
    PUBLISHED,
    UNPUBLISHED,
    WITHDRAWN,
    transferred,
)

BOOKS = ruled(registers=("property-log", "service-log"), registers_needed=2)
"""A method that keeps two books (双登记)."""

IN_ONE_BOOK = Attached(register="property-log", order=None, evidence=None, note=None)


def linking(*history: object, **other: object) -> Outcome:
    """Point to a known issue that this one follows, unless told otherwise."""
    usual = {"issue": ISSUE, "other": OTHER, "other_known": True, "kind": LinkKind.FOLLOWS}
    return given(*history or (reported(),)).when(link, **usual | other)


def attaching(*history: object, **what: object) -> Outcome:
    """Attach to an issue of a committee that keeps two books."""
    return given(*history or (reported(rules=BOOKS),)).when(attach, **what)


def test_an_issue_points_to_another_whatever_became_of_it() -> None:
    for kind in LinkKind:
        linking(kind=kind).then(Linked(other=OTHER, kind=kind)).leaves(status=Status.REPORTED)
    for ended in (WITHDRAWN, DECLINED, MERGED):
        linking(reported(), ended).then(Linked(other=OTHER, kind=LinkKind.FOLLOWS))


def test_no_issue_follows_itself_or_what_nobody_knows() -> None:
    linking(other=ISSUE).refused(Code.LINK_TO_ITSELF)
    linking(other_known=False).refused(Code.UNKNOWN_ISSUE)


def test_a_link_needs_an_issue() -> None:
    begun = given(reported()).standing(status=None)
    begun.when(link, issue=ISSUE, other=OTHER, other_known=True, kind=LinkKind.RELATED).refused(
        Code.STATUS_FORBIDS, status="none"
    )


def test_an_issue_is_entered_in_the_registers_of_its_method() -> None:
    attaching(register="property-log").then(IN_ONE_BOOK).leaves(
        registers=("property-log",), missing_registers=1
    )
    second = Attached(register="service-log", order=None, evidence=None, note=sealed())
    attaching(reported(rules=BOOKS), IN_ONE_BOOK, register="service-log", note=sealed()).then(
        second
    ).leaves(registers=("property-log", "service-log"), missing_registers=0)


def test_a_register_that_the_method_does_not_keep_is_unknown() -> None:
    attaching(register="diary").refused(Code.UNKNOWN_REGISTER, registers=2)
    attaching(reported(), register="property-log").refused(Code.UNKNOWN_REGISTER, registers=0)


def test_an_issue_stands_in_a_register_once() -> None:
    attaching(reported(rules=BOOKS), IN_ONE_BOOK, register="property-log").refused(
        Code.ALREADY_REGISTERED_THERE
    )


def test_what_counts_are_the_registers_of_the_method_that_is_in_force() -> None:
    moved = transferred(rules=ruled(registers=("service-log",), registers_needed=1))
    given(reported(rules=BOOKS), IN_ONE_BOOK, moved).when(attach, register="service-log").leaves(
        missing_registers=0
    )
    state = given(reported(rules=BOOKS), IN_ONE_BOOK, moved).state
    assert (state.committee, state.terms) == (uid(5), LINBA_TERMS)
    assert state.committee != COMMITTEE
    assert state.missing_registers == 1


def test_another_systems_order_and_a_file_are_attached() -> None:
    order = ExternalOrder(source="12345", number="SH-7")
    file = Evidence(digest="sha256:" + "0" * 64, media_type="image/png", size=12)
    for what in ({"order": order}, {"evidence": file}, {"order": order, "evidence": file}):
        whole = {"register": None, "order": None, "evidence": None, "note": None} | what
        attaching(**what).then(Attached(**whole)).leaves(registers=(), status=Status.REPORTED)
    attaching(*DONE_WAY, order=order).leaves(status=Status.DONE)


def test_a_note_alone_is_no_attachment() -> None:
    attaching().refused(Code.ATTACHMENT_EMPTY)
    attaching(note=sealed()).refused(Code.ATTACHMENT_EMPTY)


def test_nothing_is_attached_to_what_is_over() -> None:
    for ended, status in ((WITHDRAWN, "withdrawn"), (MERGED, "merged"), (DECLINED, "declined")):
        attaching(reported(rules=BOOKS), ended, register="property-log").refused(
            Code.STATUS_FORBIDS, status=status
        )


def test_an_issue_is_made_public_and_again_in_better_words() -> None:
    given(reported()).when(publish, text=sealed()).then(PUBLISHED).leaves(published=True)
    given(reported(), PUBLISHED).when(publish, text=sealed()).then(PUBLISHED)
    given(*DONE_WAY).when(publish, text=sealed()).leaves(published=True, status=Status.DONE)
    given(reported(), DECLINED).when(publish, text=sealed()).leaves(published=True)


def test_what_was_taken_back_is_not_made_public() -> None:
    for ended, status in ((WITHDRAWN, "withdrawn"), (MERGED, "merged")):
        gone = given(reported(), ended)
        gone.when(publish, text=sealed()).refused(Code.STATUS_FORBIDS, status=status)
        gone.when(withdraw_publication, reason=sealed()).refused(Code.STATUS_FORBIDS, status=status)


def test_only_what_is_public_is_taken_back() -> None:
    given(reported()).when(withdraw_publication, reason=sealed()).refused(Code.NOT_PUBLISHED)
    public = given(reported(), PUBLISHED)
    public.when(withdraw_publication, reason=sealed()).then(UNPUBLISHED).leaves(published=False)
    given(reported(), PUBLISHED, UNPUBLISHED).when(withdraw_publication, reason=sealed()).refused(
        Code.NOT_PUBLISHED
    )
