"""Words for every code that an answer can show, in both languages."""

from enum import StrEnum

import pytest

from api.labels import LABELS
from domain.actor import Role
from domain.ballot.counting import Invalid, Unreturned, Visibility, VoteChannel
from domain.ballot.events import Choice, Delivery, Electorate, Matter, Parting
from domain.ballot.events import Outcome as BallotOutcome
from domain.body.events import Level, ReportKind
from domain.calendar.events import Origin
from domain.clock.outcomes import Outcome as ClockOutcome
from domain.clock.reading import State
from domain.election.events import ElectionKind, Nominator
from domain.election.state import Stage as ElectionStage
from domain.figures.codes import KNOWN_CODES, Answer, Exit, Money, Stage
from domain.ground import Ground
from domain.issue.awaiting import Awaiting
from domain.issue.events import (
    Agreement,
    AllocationKey,
    DeclineGround,
    Discovery,
    LinkKind,
    Outcome,
    PauseGround,
    ReopenCause,
    RevisitKind,
    Satisfaction,
    Stance,
)
from domain.issue.events import Level as HandlingLevel
from domain.issue.lifecycle import Status
from domain.labels import Label
from domain.meeting.events import ItemOutcome
from domain.meeting.state import Standing as MeetingStanding
from domain.method.rules import ApprovalRule
from domain.method.terms import Basis, Clock, Scale, Span, Track
from domain.notice.events import Duty
from domain.organisation.events import OrganisationKind
from domain.person.events import Purpose
from domain.person.state import Standing
from domain.project.events import ProjectKind, Step, Upkeep
from domain.questionnaire.events import AnswerChannel, QuestionKind
from domain.rating.events import RatingKind
from domain.referral.events import ReferralOutcome
from domain.register.events import AreaSource, UnitKind
from domain.series.events import Rhythm
from domain.undertaking.events import Beat
from domain.undertaking.events import LinkKind as UndertakingLinkKind
from domain.visit.coverage import CountedIn
from domain.visit.events import DoorOutcome
from ledger.catalogue import CATALOGUE
from projections.figures.rows import Split
from projections.views.notice import Standing as NoticeStanding
from service.ballots.progress import Standing as BallotStanding
from service.register_file.columns import Column
from service.register_file.faults import FaultCode
from tests.api.face import Face, code_of

ENUMS: dict[str, type[StrEnum]] = {
    "beat": Beat,
    "undertaking-link": UndertakingLinkKind,
    "question-kind": QuestionKind,
    "answer-channel": AnswerChannel,
    "rating-kind": RatingKind,
    "meeting-standing": MeetingStanding,
    "item-outcome": ItemOutcome,
    "referral-outcome": ReferralOutcome,
    "rhythm": Rhythm,
    "status": Status,
    "track": Track,
    "scale": Scale,
    "outcome": Outcome,
    "discovery": Discovery,
    "clock": Clock,
    "span": Span,
    "basis": Basis,
    "role": Role,
    "level": Level,
    "handling-level": HandlingLevel,
    "awaiting": Awaiting,
    "stance": Stance,
    "agreement": Agreement,
    "approval-rule": ApprovalRule,
    "allocation-key": AllocationKey,
    "decline-ground": DeclineGround,
    "link": LinkKind,
    "revisit": RevisitKind,
    "satisfaction": Satisfaction,
    "reopen-cause": ReopenCause,
    "clock-state": State,
    "pause-ground": PauseGround,
    "organisation": OrganisationKind,
    "purpose": Purpose,
    "standing": Standing,
    "ground": Ground,
    "calendar-origin": Origin,
    "clock-outcome": ClockOutcome,
    "answer": Answer,
    "exit": Exit,
    "money": Money,
    "stage": Stage,
    "report-kind": ReportKind,
    "split": Split,
    # door visits
    "visit-outcome": DoorOutcome,
    "door-unit": CountedIn,
    # projects and notices
    "project-kind": ProjectKind,
    "project-unit": ProjectKind,
    "step": Step,
    "upkeep": Upkeep,
    "duty": Duty,
    "notice-standing": NoticeStanding,
    "electorate": Electorate,
    "matter": Matter,
    "parting": Parting,
    "choice": Choice,
    "delivery": Delivery,
    "ballot-outcome": BallotOutcome,
    "ballot-standing": BallotStanding,
    "unreturned": Unreturned,
    "invalid": Invalid,
    "visibility": Visibility,
    "vote-channel": VoteChannel,
    # elections
    "election-kind": ElectionKind,
    "election-stage": ElectionStage,
    "nominator": Nominator,
    # registers
    "unit-kind": UnitKind,
    "area-source": AreaSource,
    "register-column": Column,
    "register-fault": FaultCode,
}


@pytest.mark.parametrize("kind", ENUMS)
def test_every_member_has_a_label(kind: str) -> None:
    assert set(LABELS[kind]) == {member.value for member in ENUMS[kind]}


def test_every_event_of_an_issue_has_a_label() -> None:
    topics = {e.name for e in CATALOGUE.entries if e.name.startswith("issue.")}
    assert set(LABELS["event"]) == topics


def test_everything_that_is_counted_has_a_label() -> None:
    told = LABELS["figure"]
    assert told.keys() == set(KNOWN_CODES)
    assert told["response.met-late"] == Label(zh="响应时限：逾期完成", en="Response: Met late")
    assert len({label.zh for label in told.values()}) == len(told)


def test_no_kind_is_left_over() -> None:
    assert LABELS.keys() == ENUMS.keys() | {"event", "figure"}


def test_labels_are_written_in_their_language() -> None:
    for kind, codes in LABELS.items():
        for code, label in codes.items():
            assert label.en.isascii(), (kind, code)
            assert not label.zh.isascii(), (kind, code)


def test_the_vocabulary(shared_sqlite: Face) -> None:
    told = shared_sqlite.get("/v1/vocabulary", shared_sqlite.town.resident)
    assert told.headers["etag"].startswith('"3-')
    body = told.json()
    assert {"code": "parking", "zh": "停车", "en": "Parking"} in body["categories"]
    assert {"code": "window", "zh": "窗口接待", "en": "Front desk"} in body["channels"]
    assert {"code": "zhan", "zh": "盏", "en": "lamps"} in body["units"]
    assert {"code": "area-head", "zh": "片长", "en": "Area head"} in body["seats"]
    assert {"code": "expert", "zh": "专家联席会", "en": "Expert joint meeting"} in body["meetings"]
    assert {"code": "shops", "zh": "沿街商铺", "en": "Shops"} in body["sources"]
    register = {
        "code": "building-head-log",
        "zh": "楼栋长工作日志",
        "en": "Building heads' journal",
    }
    assert register in body["registers"]
    assert {"code": "lift-failure", "zh": "电梯故障，危及安全", "en": "Lift fails dangerously"} in (
        body["cases"]
    )
    assert body["fixed"].keys() == LABELS.keys()
    for kind, labels in body["fixed"].items():
        assert {one["code"] for one in labels} == set(LABELS[kind])


def test_a_method(shared_sqlite: Face) -> None:
    for language, title in (("zh", "小事快办 · 凌八"), ("en", "Quick matters, Lingba")):
        path = "/v1/methods/linba/4"
        told = shared_sqlite.get(path, shared_sqlite.town.clerk, accept_language=language).json()
        assert (told["title"], told["version"]) == (title, 4)
        assert told["fast_scales"] == ["small", "urgent"]
        response = {"clock": "response", "amount": 15, "span": "minute", "basis": "natural"}
        assert told["terms"][0]["term"] == response
        assert 'name = "linba"' in told["text"]
    path = "/v1/methods/kanghui/1"
    told = shared_sqlite.get(path, shared_sqlite.town.clerk, accept_language="en").json()
    assert told["names"]["steps"][0] == {"code": "reported", "label": "Opinions gathered"}
    assert told["meetings"] == [
        {
            "kinds": ["council", "coordination"],
            "before": "negotiated",
            "seats": ["operator"],
            "scales": [],
        }
    ]
    assert [one["code"] for one in told["checks"]] == [
        "opinions-gathered",
        "plan-carried-out",
        "feedback-asked",
    ]
    assert (told["visits"][0]["group"], told["rhythm"]) == ("young-tenants", "monthly")
    assert told["undertakings"] == ["team", "activity", "idea"]
    for path in ("/v1/methods/linba/5", "/v1/methods/none-such/1"):
        assert code_of(shared_sqlite.get(path, shared_sqlite.town.clerk)) == "not-found"


def test_a_body_and_an_organisation(shared_sqlite: Face) -> None:
    town = shared_sqlite.town
    body = shared_sqlite.get(
        f"/v1/bodies/{town.committee}", town.resident, accept_language="en"
    ).json()
    method = (body["method"]["name"], body["method"]["version"])
    assert (body["level_label"], method, body["coming"]) == (
        "Residents' committee",
        ("linba", 4),
        [],
    )
    [seat] = body["seats"]
    assert (seat["seat_label"], seat["organisation"]) == (
        "Property company",
        str(town.property_company),
    )
    company = shared_sqlite.get(f"/v1/organisations/{town.property_company}", town.resident).json()
    assert (company["name"], company["kind_label"]) == ("安居物业", "物业公司")
    compound = shared_sqlite.get(
        f"/v1/bodies/{town.committee}/compounds/{town.compound}", town.resident
    )
    assert compound.json()["name"] == "春晖苑"
    other = f"/v1/bodies/{town.next_committee}/compounds/{town.compound}"
    assert code_of(shared_sqlite.get(other, town.resident)) == "not-found"
    assert (
        code_of(shared_sqlite.get(f"/v1/bodies/{town.property_company}", town.clerk)) == "not-found"
    )
