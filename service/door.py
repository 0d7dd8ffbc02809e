"""The door: the order in which a command is checked, the same for every command.

Known and visible (404), permitted (403), an earlier success (told again), `If-Match` present
(428) and current (412), then the rules (409).
"""

from domain.actor import Role
from domain.calendar.state import CALENDAR_STREAM, Calendars
from domain.method.state import method_stream
from domain.method.text import Method
from domain.vocabulary.state import VOCABULARY_STREAM
from ledger.streams import CALENDAR, METHOD, PERSON, VOCABULARY
from projections.views import directory
from projections.views.status import StatusRow
from service.accepted import Accepted
from service.answers import Answer
from service.batch import Batch
from service.commands.base import Admission, Command
from service.departures import subject_of
from service.errors import Forbidden, MatchRequired, Stale
from service.orders import Order
from service.policy import role_for
from service.scenes import Scene, named_in, reach_of
from service.work import Work, claims


def decide(batch: Batch, order: Order) -> Accepted | Answer:
    """Decide one order: accepted now, or (the very same or its answer) accepted before.

    Raises `DoorError` or `Refused` and then leaves the batch as it was.
    """
    work = Work(batch, order)
    admission = order.command.admit(work)
    work.role = _role(order, admission)
    earlier = _earlier(batch, order)
    if earlier is not None:
        return earlier
    _match(order.command, admission, order.if_match)
    order.command.run(work)
    batch.merge(work.states, work.rows, work.recorded, claims(work))
    accepted = Accepted(
        recorded=work.recorded,
        position=batch.position,
        shown=order.command.shown(),
        made=order.command.made(),
        searchable=work.searchable,
    )
    if order.idempotency is not None and order.principal.person is not None:
        batch.remembered.keep(order.principal.person, order.idempotency, accepted)
    return accepted


def conclude(batch: Batch, accepted: Accepted) -> Answer:
    """Fold the views for one command, and answer with what they show right behind it."""
    for recorded in batch.pulse.along(accepted.recorded):
        batch.projector.apply(recorded)
    batch.staging.take(batch.projector, accepted.searchable)
    return _answer(batch, accepted)


def _role(order: Order, admission: Admission) -> Role:
    role = role_for(order.principal, order.command.action, admission.reach)
    if role is None:
        raise Forbidden
    return role


def _earlier(batch: Batch, order: Order) -> Accepted | Answer | None:
    if order.idempotency is None or order.principal.person is None:
        return None
    return batch.remembered.find(order.principal.person, order.idempotency)


def _match(command: Command, admission: Admission, if_match: int | None) -> None:
    if if_match is None:
        if command.match_required:
            raise MatchRequired
        return
    if admission.version is None or if_match != admission.version:
        raise Stale(admission.version or 0)


def _answer(batch: Batch, accepted: Accepted) -> Answer:
    position = accepted.position
    if accepted.shown is None:
        return Answer(view=None, row=None, position=position, made=accepted.made)
    view, key = accepted.shown
    row = batch.projector.row(view, key)
    scene = _scene(batch, row) if isinstance(row, StatusRow) else None
    return Answer(view=view, row=row, position=position, scene=scene)


def _scene(batch: Batch, row: StatusRow) -> Scene | None:
    """What the row is shown in, from what the batch knows, so that nobody asks a database."""
    vocabulary = batch.get(VOCABULARY, VOCABULARY_STREAM)
    if vocabulary is None:
        return None
    calendar = batch.get(CALENDAR, CALENDAR_STREAM)
    subject = subject_of(row)
    reporter = None if subject is None else batch.get(PERSON, subject)
    entries = ((one, batch.projector.row(directory.VIEW, (one,))) for one in named_in([row]))
    return Scene(
        reach=reach_of(row, batch.superiors(row.committee)),
        names={one: entry.name for one, entry in entries if entry is not None},
        vocabulary=vocabulary.state.current,
        method=_pinned(batch, row),
        calendars=Calendars() if calendar is None else calendar.state.calendars,
        reporter=None if reporter is None else reporter.state,
    )


def _pinned(batch: Batch, row: StatusRow) -> Method | None:
    """The version of its method that the issue is pinned to."""
    method = batch.get(METHOD, method_stream(row.state.method.name))
    version = row.state.method.version
    return method.state.version(version) if method and version in method.state.texts else None
