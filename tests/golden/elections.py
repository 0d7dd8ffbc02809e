"""Golden events of elections, each by who records it."""

from collections.abc import Mapping

import domain.election.events as election
from domain.actor import Actor
from domain.moment import Moment
from tests.golden.values import (
    CLERK,
    COMMITTEE,
    COMPOUND,
    MEETING,
    NEIGHBOUR,
    OWNERS,
    PERSON,
    SUPERIOR,
    by_stream,
)

ELECTIONS: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("election.group-formed", 1): (
        CLERK,
        election.GroupFormed(
            committee=COMMITTEE,
            compound=COMPOUND,
            kind=election.ElectionKind.RENEWAL,
            seats=9,
            members=(
                election.GroupMember(person=NEIGHBOUR, seat="residents-committee"),
                election.GroupMember(person=PERSON, seat="police"),
            ),
        ),
    ),
    ("election.nominated", 1): (
        CLERK,
        election.Nominated(candidate=3, person=PERSON, by=election.Nominator.OWNERS),
    ),
    ("election.vetted", 1): (
        CLERK,
        election.Vetted(
            candidate=3,
            eligible=False,
            reason=by_stream(
                "election.vetted/reason",
                "UUIazyhcSp9cgxvu",
                "5t2ZT2NhAT9r3oJEyFlHYlKkHqlsXdaBQmZnhYugivdULHYB89LQmwoPi/n63yk52g==",
            ),
        ),
    ),
    ("election.candidate-withdrew", 1): (CLERK, election.CandidateWithdrew(candidate=3)),
    ("election.candidates-published", 1): (
        CLERK,
        election.CandidatesPublished(candidates=(1, 2, 4), until=Moment(1_786_147_200_000_000)),
    ),
    ("election.ballot-called", 1): (CLERK, election.BallotCalled(ballot=MEETING)),
    ("election.ballot-ended", 1): (
        CLERK,
        election.BallotEnded(ballot=MEETING, elected=(4, 1)),
    ),
    ("election.filed", 1): (
        SUPERIOR,
        election.Filed(
            organisation=OWNERS, number="长业备〔2026〕17号", members=(PERSON, NEIGHBOUR)
        ),
    ),
    ("election.abandoned", 1): (
        CLERK,
        election.Abandoned(
            reason=by_stream(
                "election.abandoned/reason",
                "caOTD1JMVY+7kJJx",
                "TlwNgvedLppXwNq2NpC5i/HIXcteEczjeECXOGLaviUANHYZaXVP5lppiBlolhtTKA==",
            )
        ),
    ),
}
"""(name, version) → who did it, and the event that the state decodes to today."""
