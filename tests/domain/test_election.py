"""Elections: the group, who stands, what is found of them, what hangs out."""

from typing import Any

from rpds import HashTrieMap

from domain.election.events import (
    Abandoned,
    CandidatesPublished,
    CandidateWithdrew,
    ElectionKind,
    Filed,
    GroupFormed,
    GroupMember,
    Nominated,
    Nominator,
    Vetted,
)
from domain.election.filing import abandon
from domain.election.forming import form
from domain.election.owners import owners_of
from domain.election.publishing import publish
from domain.election.standing import nominate, vet, withdraw
from domain.election.state import Stage
from domain.moment import Moment
from domain.refusal import Code
from domain.register.events import Owner
from domain.register.state import RegisterState, Version
from tests.domain.dsl import T0, Outcome, given
from tests.domain.elections import (
    CALLED,
    FIT,
    GROUP,
    LISTED,
    OWNERS,
    STANDING,
    STOOD,
    UNTIL,
    ended,
    formed,
    published,
    vetted,
)
from tests.domain.examples import (
    CLERK,
    COMMITTEE,
    COMPOUND,
    MANAGER,
    OWNER,
    STRANGER,
    VOCABULARY,
    sealed,
    uid,
)

FILED = (*CALLED, ended(1, 2, 3), Filed(organisation=uid(9), number="1号", members=STANDING[:3]))
GIVEN_UP = (formed(), Abandoned(reason=sealed()))


def forming(**other: Any) -> Outcome:
    usual: dict[str, Any] = {
        "committee": COMMITTEE,
        "compound": COMPOUND,
        "kind": ElectionKind.RENEWAL,
        "seats": 3,
        "members": GROUP,
        "owners": OWNERS,
        "vocabulary": VOCABULARY,
    }
    return given().when(form, **usual | other)


def nominating(*events: object, person: object = OWNER) -> Outcome:
    return given(*events).when(nominate, person=person, by=Nominator.SELF, owners=OWNERS)


def publishing(*events: object, until: int = UNTIL, now: int = T0) -> Outcome:
    return given(*events).when(publish, until=Moment(until), now=Moment(now))


def test_a_group_is_formed_of_the_residents_committee_and_owners() -> None:
    forming().then(formed()).leaves(stage=Stage.PREPARING, seats=3, open_seats=3, candidates={})
    police = GroupMember(person=MANAGER, seat="police")
    members = (*GROUP, police)
    forming(kind=ElectionKind.FOUNDING, members=members).then(
        GroupFormed(
            committee=COMMITTEE,
            compound=COMPOUND,
            kind=ElectionKind.FOUNDING,
            seats=3,
            members=members,
        )
    )


def test_a_group_lacks_nobody_and_has_nobody_twice() -> None:
    clerk, owner = GROUP
    forming(members=(clerk,)).refused(Code.GROUP_INCOMPLETE, seat="owners")
    forming(members=(owner,)).refused(Code.GROUP_INCOMPLETE, seat="residents-committee")
    again = GroupMember(person=OWNER, seat="property-company")
    forming(members=(*GROUP, again)).refused(Code.MEMBER_REPEATED)
    throne = GroupMember(person=MANAGER, seat="throne")
    forming(members=(*GROUP, throne)).refused(Code.UNKNOWN_SEAT, vocabulary=VOCABULARY.version)
    stranger = GroupMember(person=STRANGER, seat=None)
    forming(members=(clerk, stranger)).refused(Code.NOT_AN_OWNER)


def test_an_owners_committee_is_odd_in_number() -> None:
    for seats in (4, 10):
        forming(seats=seats).refused(Code.SEATS_NOT_ODD, seats=seats)
    forming(seats=9).then(formed(seats=9))


def register(*owners: Owner, adopted: bool = True) -> RegisterState:
    version = Version(
        number=1,
        base=1,
        units=HashTrieMap(),
        owners=HashTrieMap({owner.owner: owner for owner in owners}),
        digest="0" * 64,
    )
    current = version if adopted else None
    return RegisterState(committee=COMMITTEE, compound=COMPOUND, current=current)


def test_owners_are_whom_the_register_names() -> None:
    pair = Owner(owner="1", persons=(OWNER, CLERK), developer=False)
    builder = Owner(owner="2", persons=(), developer=True)
    given().when(owners_of, register=register(pair, builder)).answers({OWNER, CLERK})
    for nothing in (None, register(adopted=False)):
        given().when(owners_of, register=nothing).refused(Code.REGISTER_NOT_ADOPTED)


def test_an_owner_stands_once() -> None:
    nominating(formed()).then(Nominated(candidate=1, person=OWNER, by=Nominator.SELF))
    nominating(*STOOD).then(Nominated(candidate=6, person=OWNER, by=Nominator.SELF))
    nominating(formed(), person=STRANGER).refused(Code.NOT_AN_OWNER)
    for person in STANDING[:2]:
        number = STANDING.index(person) + 1
        nominating(*STOOD, person=person).refused(Code.ALREADY_NOMINATED, candidate=number)


def test_who_has_withdrawn_may_come_back_under_a_new_number() -> None:
    gone = CandidateWithdrew(candidate=1)
    nominating(*STOOD, gone, person=STANDING[0]).then(
        Nominated(candidate=6, person=STANDING[0], by=Nominator.SELF)
    )


def test_nobody_joins_a_list_that_hangs_out() -> None:
    nominating(*LISTED).refused(Code.LIST_PUBLISHED)
    nominating(*CALLED).refused(Code.BALLOT_RUNNING)
    for over in (FILED, GIVEN_UP):
        nominating(*over).refused(Code.ELECTION_OVER)


def vetting(*events: object, candidate: int = 1, **found: Any) -> Outcome:
    return given(*events).when(vet, candidate=candidate, **{"reason": None} | found)


def test_candidates_are_vetted_with_a_reason_where_they_may_not_stand() -> None:
    vetting(*STOOD, eligible=True).then(vetted(1))
    vetting(*STOOD, eligible=False).refused(Code.REASON_REQUIRED)
    vetting(*STOOD, eligible=False, reason=sealed("欠费")).then(vetted(1, eligible=False))
    vetting(*STOOD, candidate=6, eligible=True).refused(Code.UNKNOWN_CANDIDATE, candidate=6)
    gone = CandidateWithdrew(candidate=2)
    vetting(*STOOD, gone, candidate=2, eligible=True).refused(Code.CANDIDATE_WITHDREW, candidate=2)
    vetting(*CALLED, eligible=True).refused(Code.BALLOT_RUNNING)
    vetting(*FILED, eligible=True).refused(Code.ELECTION_OVER)


def test_a_finding_is_made_anew_where_it_says_something_new() -> None:
    vetting(*FIT, eligible=True).nothing()
    vetting(*FIT, eligible=True, reason=sealed("已补缴")).then(
        Vetted(candidate=1, eligible=True, reason=sealed("已补缴"))
    )
    vetting(*STOOD, vetted(1, eligible=False), eligible=True).then(vetted(1))


def test_a_finding_takes_the_list_down() -> None:
    found = vetting(*LISTED, eligible=False, reason=sealed("欠费"))
    found.leaves(stage=Stage.PREPARING, listed=(), until=None)


def withdrawing(*events: object, candidate: int = 1) -> Outcome:
    return given(*events).when(withdraw, candidate=candidate)


def test_a_candidate_withdraws_until_papers_are_out() -> None:
    withdrawing(*STOOD).then(CandidateWithdrew(candidate=1))
    withdrawing(*LISTED).leaves(stage=Stage.PUBLISHED, on_the_list=(2, 3, 4, 5))
    withdrawing(*STOOD, candidate=6).refused(Code.UNKNOWN_CANDIDATE, candidate=6)
    withdrawing(*STOOD, CandidateWithdrew(candidate=1)).refused(
        Code.CANDIDATE_WITHDREW, candidate=1
    )
    withdrawing(*CALLED).refused(Code.BALLOT_RUNNING)
    withdrawing(*FILED).refused(Code.ELECTION_OVER)


def test_who_was_elected_and_withdraws_gives_the_seat_back() -> None:
    withdrawing(*CALLED, ended(3, 1)).leaves(stage=Stage.ELECTED, winners=(3,), open_seats=2)
    withdrawing(*CALLED, ended(1)).leaves(stage=Stage.PREPARING, winners=(), open_seats=3)


def test_whoever_is_eligible_hangs_out() -> None:
    publishing(*FIT).then(published()).leaves(
        stage=Stage.PUBLISHED, listed=(1, 2, 3, 4, 5), until=UNTIL
    )
    barred = (*STOOD, vetted(1, eligible=False), *(vetted(n) for n in (2, 3, 4)))
    publishing(*barred, CandidateWithdrew(candidate=5)).then(published(2, 3, 4))
    later = Moment(UNTIL + 1)
    publishing(*LISTED, until=later).then(
        CandidatesPublished(candidates=(1, 2, 3, 4, 5), until=later)
    )


def test_everybody_is_vetted_before_the_list_hangs_out() -> None:
    publishing(*STOOD, vetted(1)).refused(Code.CANDIDATE_UNVETTED, candidate=2)


def test_there_are_as_many_candidates_as_seats() -> None:
    barred = tuple(vetted(n, eligible=False) for n in (1, 2, 3))
    publishing(*FIT, *barred[:2]).then(published(3, 4, 5))
    publishing(*FIT, *barred).refused(Code.TOO_FEW_CANDIDATES, candidates=2, seats=3)
    publishing(formed()).refused(Code.TOO_FEW_CANDIDATES, candidates=0, seats=3)


def test_a_list_hangs_out_until_a_time_to_come() -> None:
    publishing(*FIT, until=T0).refused(Code.PUBLICATION_IN_THE_PAST)
    publishing(*FIT, until=T0 + 1).then(
        CandidatesPublished(candidates=(1, 2, 3, 4, 5), until=Moment(T0 + 1))
    )


def test_what_is_left_open_is_published_again() -> None:
    publishing(*CALLED, ended()).then(published())
    publishing(*CALLED, ended(4, 2)).then(published(1, 3, 5)).leaves(open_seats=1)
    publishing(*CALLED, ended(4, 2, 1)).refused(Code.SEATS_FILLED)
    publishing(*CALLED).refused(Code.BALLOT_RUNNING)
    publishing(*FILED).refused(Code.ELECTION_OVER)


def test_an_election_is_given_up_but_never_under_an_open_vote() -> None:
    for events in (STOOD, LISTED, (*CALLED, ended(1))):
        given(*events).when(abandon, reason=sealed()).then(Abandoned(reason=sealed())).leaves(
            stage=Stage.ABANDONED, reason=sealed()
        )
    given(*CALLED).when(abandon, reason=sealed()).refused(Code.BALLOT_RUNNING)
    for over in (FILED, GIVEN_UP):
        given(*over).when(abandon, reason=sealed()).refused(Code.ELECTION_OVER)
