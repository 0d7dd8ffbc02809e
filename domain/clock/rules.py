"""What begins a clock, ends it, calls it off, or makes it wait: one table for each.

Clocks count from the `occurred_at` of the event that begins them to that of the one that ends
them. What is not said here is said in `fold`: limits of their own, parties, and reopening.
"""

from collections.abc import Mapping

from domain.issue import events
from domain.method.terms import Clock

BEGINS: Mapping[type, tuple[Clock, ...]] = {
    # The minutes to the first answer run from the report, not from when somebody read it.
    events.Reported: (Clock.RESPONSE, Clock.DISPATCH, Clock.COMPLETION),
    events.Triaged: (Clock.NEGOTIATION,),
    events.Dispatched: (Clock.ACKNOWLEDGEMENT,),
    events.Negotiated: (Clock.APPROVAL,),
    events.NegotiationReopened: (Clock.NEGOTIATION,),
    events.Rejected: (Clock.NEGOTIATION,),
    events.ApprovalAnnulled: (Clock.APPROVAL,),
    events.Supervised: (Clock.SUPERVISION,),
    events.Done: (Clock.REVISIT,),
    # Of a merged issue, whose reporter is asked for themselves.
    events.Replied: (Clock.REVISIT,),
}
"""Event → what begins, unless such a clock runs already."""

ENDS: Mapping[type, tuple[Clock, ...]] = {
    events.Responded: (Clock.RESPONSE,),
    events.Replied: (Clock.RESPONSE,),
    events.Declined: (Clock.RESPONSE,),
    # To an anonymous report one can only answer in public.
    events.Published: (Clock.RESPONSE,),
    events.Dispatched: (Clock.DISPATCH,),
    events.Acknowledged: (Clock.ACKNOWLEDGEMENT,),
    events.DispatchCompleted: (Clock.ACKNOWLEDGEMENT,),
    events.Negotiated: (Clock.NEGOTIATION,),
    events.Approved: (Clock.APPROVAL,),
    events.Rejected: (Clock.APPROVAL,),
    events.Done: (Clock.RESPONSE, Clock.COMPLETION, Clock.SUPERVISION),
    events.Revisited: (Clock.REVISIT,),
}
"""Event → what it is the end of: in time or late."""

CALLS_OFF: Mapping[type, tuple[Clock, ...]] = {
    events.Withdrawn: tuple(Clock),
    events.Concluded: tuple(Clock),
    events.ReporterDetached: (Clock.RESPONSE,),
    events.ReturnGranted: (Clock.ACKNOWLEDGEMENT,),
    events.DispatchRecalled: (Clock.ACKNOWLEDGEMENT,),
    events.Transferred: (Clock.NEGOTIATION, Clock.ACKNOWLEDGEMENT),
    events.Negotiated: (Clock.DISPATCH,),
    events.NegotiationReopened: (Clock.APPROVAL,),
    events.Approved: (Clock.NEGOTIATION,),
    events.Done: (Clock.DISPATCH, Clock.ACKNOWLEDGEMENT, Clock.NEGOTIATION, Clock.APPROVAL),
    events.Reopened: (Clock.REVISIT, Clock.APPROVAL),
    events.ReworkOrdered: (Clock.REVISIT,),
    # Of a merged issue: its reporter has the last word, and its own work is not to come.
    events.Revisited: (
        Clock.COMPLETION,
        Clock.DISPATCH,
        Clock.ACKNOWLEDGEMENT,
        Clock.NEGOTIATION,
        Clock.APPROVAL,
    ),
    # The target is supervised in its place.
    events.Merged: (Clock.SUPERVISION,),
    # Its reporter is asked again once it is done itself.
    events.Unmerged: (Clock.REVISIT,),
}
"""Event → what is not to come any more. An end in the same event goes before."""

SUSPENDS: Mapping[type, tuple[Clock, ...]] = {
    events.Declined: tuple(kind for kind in Clock if kind is not Clock.RESPONSE),
    events.Merged: tuple(kind for kind in Clock if kind not in (Clock.RESPONSE, Clock.SUPERVISION)),
}
"""Event → what waits while the issue is not at hand. Each reporter keeps an answer of their own."""

RESTORES: tuple[type, ...] = (events.DeclineOverruled, events.Unmerged)
"""With these the issue is at hand again, and what waited for that goes on."""
