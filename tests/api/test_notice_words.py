"""What a notice of each duty says: from the record alone, naming nobody."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from domain.ballot.counting import Unreturned, VoteChannel
from domain.ballot.events import Bar, Choice, Electorate, Mark, Matter, Thresholds
from domain.ballot.roll import Member, Scope
from domain.method.rules import ApprovalRule
from domain.method.terms import Track
from domain.notice.events import Duty
from service.commands.ballot_voting import CastVote
from service.commands.funds import ReceiveFunds, SpendFunds
from service.commands.negotiation import ClearLine
from service.commands.record import Publish
from service.commands.shares import RenderAccount
from service.commands.works import StartWork
from service.ids import new_id
from service.notices.parts import percent, square_metres, yuan
from service.notices.writers import WRITERS
from tests.api.face import Face, code_of
from tests.api.posts_meetings import held, meeting
from tests.ballots import COUNTING, Voters
from tests.elections import NAMES, Owners
from tests.table import Table

IN_ONE = Scope(buildings=("1",), entrances=("2/1",))
SECRETS = ("顾晚晴", "石计票", "丁一鸣", "水泵", *NAMES)


@pytest.fixture
def face(shared_sqlite: Face) -> Face:
    """What is written does not depend on the database."""
    return shared_sqlite


@pytest.fixture(scope="module")
def voters(shared_sqlite: Face) -> Voters:
    """Seven owners, 920.00 m² together."""
    return Voters(shared_sqlite.town)


def drawn(face: Face, duty: str, subject: UUID) -> list[str]:
    """The heading and the lines of a new notice."""
    answer = _draw(face, duty, subject)
    assert answer.status_code == 201, answer.text
    for secret in SECRETS:
        assert secret not in answer.text
    shown = answer.json()
    return [shown["heading"].partition("凌一")[2], *shown["text"].splitlines()]


def refused(face: Face, duty: str, subject: UUID) -> str:
    """Why there is none."""
    return code_of(_draw(face, duty, subject))


def _draw(face: Face, duty: str, subject: UUID) -> Any:
    body = {"duty": duty, "subject": str(subject), "days": 7}
    return face.post("/v1/notices", body, face.town.clerk)


def test_every_duty_has_its_writer(face: Face) -> None:
    assert set(WRITERS) == set(Duty)
    for duty in Duty:
        assert refused(face, duty, new_id()) == "unknown-subject"


def test_numbers_are_written_as_people_read_them() -> None:
    assert [yuan(fen) for fen in (0, 5, 123_456_789, -250)] == [
        "0.00元",
        "0.05元",
        "1,234,567.89元",
        "-2.50元",
    ]
    assert [percent(*of) for of in ((726, 1089), (1, 3), (0, 0))] == [
        "66%（726/1089）",
        "33%（1/3）",
        "—（0/0）",
    ]
    assert square_metres(9_000_005) == "90,000.05平方米"


def test_an_open_ballot_tells_how_it_is_counted(face: Face, voters: Voters) -> None:
    heading, *lines = drawn(face, "ballot", voters.opened())
    assert heading.endswith("表决公告")
    assert lines[:7] == [
        "决定事项：使用建筑物及其附属设施的维修资金",
        "表决方式：业主共同决定（一般事项）",
        "表决项：1项",
        "表决人：7业主，920.00平方米",
        "参与表决：人数2/3以上且面积2/3以上",
        "同意通过：人数超过1/2且面积超过1/2",
        "计票范围：整体计票",
    ]


def test_a_running_count_tells_what_is_back_and_not_what_it_says(
    face: Face, voters: Voters
) -> None:
    ballot = voters.opened()
    voters.delivers(ballot, "101", "102", "103")
    before = drawn(face, "tally", ballot)
    assert before[2:5] == [
        "已送达：42%（3/7）",
        "已收回：0%（0/7）",
        "已收回面积：0%（0/92000）",
    ]
    voters.votes(ballot, "agree", "101")
    agreed = drawn(face, "tally", ballot)
    voters.votes(ballot, "against", "102")
    rejected = drawn(face, "tally", ballot)
    assert agreed[3:5] == ["已收回：14%（1/7）", "已收回面积：22%（21000/92000）"]
    assert rejected[3:5] == ["已收回：28%（2/7）", "已收回面积：32%（30000/92000）"]
    for word in ("同意", "反对", "弃权"):
        assert word not in "".join((*agreed, *rejected))
    assert refused(face, "result", ballot) == "nothing-to-tell"


def test_a_result_tells_both_counts_beside_their_fractions(face: Face, voters: Voters) -> None:
    ballot = voters.decided()
    lines = drawn(face, "result", ballot)
    assert lines[3:] == [
        "已送达：0%（0/7）",
        "已收回：100%（7/7）",
        "第1项：达到",
        "　参与：7业主、920.00平方米",
        "　同意：7业主、920.00平方米，占参与100%（7/7）",
        "　同意面积占参与面积100%（92000/92000）",
        "　反对：0业主、0.00平方米",
        "　弃权：0业主、0.00平方米",
        "结果：通过",
    ]
    for duty in ("ballot", "tally"):
        assert refused(face, duty, ballot) == "nothing-to-tell"


def test_where_the_silent_follow_a_result_tells_the_papers_that_came_back_too(
    face: Face, voters: Voters
) -> None:
    counting = replace(COUNTING, unreturned=Unreturned.FOLLOWS_MAJORITY)
    ballot = voters.opened(counting=counting)
    voters.delivers(ballot, "101", "102", "103")
    voters.votes(ballot, "agree", "101", "201")
    voters.force_closed(ballot)
    lines = drawn(face, "result", ballot)
    assert lines[5:] == [
        "第1项：未达到",
        "　参与：4业主、520.00平方米",
        "　同意：4业主、520.00平方米，占参与100%（4/4）",
        "　同意面积占参与面积100%（52000/52000）",
        "　反对：0业主、0.00平方米",
        "　弃权：0业主、0.00平方米",
        "　仅计收回：参与2业主、330.00平方米，同意2业主、330.00平方米，"
        "反对0业主、0.00平方米，弃权0业主、0.00平方米",
        "结果：未通过",
    ]


def test_what_another_system_counted_is_back(face: Face, voters: Voters) -> None:
    ballot = voters.outside()
    voters.imports(ballot)
    assert drawn(face, "tally", ballot)[3:5] == [
        "已收回：100%（7/7）",
        "已收回面积：100%（92000/92000）",
    ]


def test_a_panel_is_told_by_its_score(face: Face, voters: Voters) -> None:
    ballot = _scored(face, voters)
    assert "同意通过：平均80分以上" in drawn(face, "ballot", ballot)
    for code, score in (("P1", 85), ("P2", 78)):
        mark = Mark(item=1, choice=Choice.AGREE, candidates=(), score=score)
        vote = CastVote(ballot=ballot, paper=code, marks=(mark,), channel=VoteChannel.PAPER)
        face.town.do(vote, by=voters.counter)
    voters.closed(ballot)
    lines = drawn(face, "result", ballot)
    assert lines[-4:] == [
        "第1项：达到",
        "　参与：2评审人",
        "　打分：2评审人，共163分，平均81分（163/2）",
        "结果：通过",
    ]


def _scored(face: Face, voters: Voters) -> UUID:
    all_of_them = Bar(voters=None, area=None)
    return voters.opened(
        compound=None,
        rule=ApprovalRule.REVIEW_PANEL,
        matter=None,
        electorate=Electorate.PANEL,
        panel=(Member(code="P1", person=None), Member(code="P2", person=None)),
        thresholds=Thresholds(taking_part=all_of_them, agreeing=all_of_them, score=80),
    )


def test_a_ballot_of_one_building_tells_which(face: Face, voters: Voters) -> None:
    lift = voters.opened(matter=Matter.REBUILD, rule=ApprovalRule.OWNERS_SPECIAL, scope=IN_ONE)
    assert "表决范围：1、2/1" in drawn(face, "ballot", lift)


def test_of_a_cancelled_ballot_there_is_nothing_to_tell(face: Face, voters: Voters) -> None:
    ballot = voters.opened()
    voters.cancelled(ballot)
    for duty in ("ballot", "tally", "result"):
        assert refused(face, duty, ballot) == "nothing-to-tell"


def test_a_register_is_told_building_by_building(face: Face, voters: Voters) -> None:
    heading, *lines = drawn(face, "register", voters.register)
    assert heading.endswith("业主名册公示")
    assert lines[:6] == [
        "名册版本：第1版",
        "房屋（含车位等）：8套，合计920.00平方米",
        "业主：7人（共有的计一人）",
        "　1：4套，380.00平方米",
        "　2：3套，390.00平方米",
        "　3：1套，150.00平方米",
    ]


def test_candidates_are_told_by_their_numbers(face: Face) -> None:
    owners = Owners(face.town)
    assert refused(face, "candidates", owners.vetted()) == "nothing-to-tell"
    election = Owners(face.town).published()
    _heading, *lines = drawn(face, "candidates", election)
    assert lines[:2] == ["应选：3名，尚缺3名", "候选人：5名，1号、2号、3号、4号、5号"]


def test_a_meeting_is_told_with_its_points(face: Face) -> None:
    issue = face.town.report(category="lighting")
    number = face.town.issue(issue).number
    heading, *lines = drawn(face, "meeting", meeting(face, 48, issue=issue))
    assert heading.endswith("议事会通知")
    assert lines[4:] == [f"　1．“照明”事项（{number}）", "地点以居委会通知为准。"]
    assert drawn(face, "meeting", meeting(face, 48))[5] == "　1．专题"
    assert refused(face, "meeting", held(face)) == "nothing-to-tell"


def test_a_confidential_issue_is_told_no_further_than_it_was_published(face: Face) -> None:
    table = Table(face.town)
    issue = face.town.report(confidential=True)
    table.triage(issue, Track.NORMAL)
    table.tabled(issue)
    assert drawn(face, "meeting", meeting(face, 48, issue=issue))[5] == "　1．专题"
    assert refused(face, "plan", issue) == "nothing-to-tell"
    face.town.do(Publish(issue=issue, text="充电棚增设"), by=face.town.clerk)
    number = face.town.issue(issue).number
    told = drawn(face, "meeting", meeting(face, 48, issue=issue))
    assert told[5] == f"　1．事项（{number}）"
    heading, *lines = drawn(face, "plan", issue)
    assert heading.endswith("事项方案公示")
    assert "“" not in heading
    assert (lines[0], lines[1][:4]) == (f"事项编号：{number}", "方案版本")


def test_a_closed_account_is_told_beside_the_plan(face: Face) -> None:
    line = ClearLine(source="government", amount=500_000, pays_for="路面划线")
    table = Table(face.town)
    issue = table.approved(lines=(line,), budget=500_000)
    assert refused(face, "final-account", issue) == "nothing-to-tell"
    for command in (
        ReceiveFunds(issue=issue, line=1, amount=500_000),
        SpendFunds(issue=issue, line=1, amount=500_000, note="划线"),
        StartWork(issue=issue, party=face.town.property_company),
    ):
        face.town.do(command, by=face.town.clerk)
    table.complete(issue)
    face.town.do(RenderAccount(issue=issue), by=face.town.clerk)
    _heading, _number, account, _sum = drawn(face, "final-account", issue)
    assert account == (
        "　1．政府补贴：认缴0.00元，到账5,000.00元，支出5,000.00元，"
        "退还0.00元，结余0.00元，方案5,000.00元"
    )
