"""The policy table: which role may do what, and how far.

The table is read aloud line by line; whatever is not in it is forbidden. Who holds several
roles acts in the first that permits, so those nearer to the record stand first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.actor import Role


class Action(StrEnum):
    """What can be done through the door. Every route names one."""

    INSTALL = "ledger.install"
    READ_LEDGER = "ledger.read"
    SIGN_CHECKPOINT = "ledger.sign-checkpoint"
    PERSON_REGISTER = "person.register"
    PERSON_SEARCH = "person.search"
    PERSON_ADD = "person.add"
    ERASE = "person.erase"

    BODY_REGISTER = "body.register"
    BODY_AMEND = "body.amend"
    METHOD_ADOPT = "method.adopt"
    CALENDAR_PUBLISH = "calendar.publish"
    HOURS_SET = "body.set-hours"
    HANDOVER = "body.hand-over"
    WHAT_IF = "body.what-if"
    STATISTICS = "body.statistics"
    BODY_REPORT = "body.report"
    DRAW_REPORT = "body.draw-report"
    ORGANISATION_REGISTER = "organisation.register"
    DIRECTORY_VIEW = "directory.view"

    REPORT = "issue.report"
    VIEW = "issue.view"
    LINK = "issue.link"
    ATTACH = "issue.attach"
    TRIAGE = "issue.triage"
    TRANSFER = "issue.transfer"
    PUBLISH = "issue.publish"
    WITHDRAW_PUBLICATION = "issue.withdraw-publication"
    DECLINE = "issue.decline"
    OVERRULE_DECLINE = "issue.overrule-decline"
    WITHDRAW = "issue.withdraw"

    DISPATCH = "issue.dispatch"
    ACKNOWLEDGE = "issue.acknowledge"
    COMPLETE_DISPATCH = "issue.complete-dispatch"
    REQUEST_RETURN = "issue.request-return"
    DECIDE_RETURN = "issue.decide-return"
    RECALL = "issue.recall"
    RESPOND = "issue.respond"
    REPLY = "issue.reply"
    DISCLOSE = "issue.disclose"
    RECEIPT = "issue.receipt"
    URGE = "issue.urge"
    SUPERVISE = "issue.supervise"
    ESCALATE = "issue.escalate"
    HAND_DOWN = "issue.hand-down"
    PAUSE_CLOCK = "issue.pause-clock"
    RESUME_CLOCK = "issue.resume-clock"
    EXTEND_DEADLINE = "issue.extend-deadline"
    KEEP_TIME = "issue.keep-time"
    MERGE = "issue.merge"
    UNMERGE = "issue.unmerge"

    NOTE_MEETING = "issue.note-meeting"
    CHECK = "issue.check"
    TABLE = "issue.table-proposal"
    TAKE_POSITION = "issue.take-position"
    FAIL_NEGOTIATION = "issue.fail-negotiation"
    REOPEN_NEGOTIATION = "issue.reopen-negotiation"
    DECIDE = "issue.decide"
    APPROVE_VARIATION = "issue.approve-variation"
    ANNUL = "issue.annul-approval"

    START_WORK = "issue.start-work"
    NOTE_PROGRESS = "issue.note-progress"
    BOOK_FUNDS = "issue.book-funds"
    COMPLETE = "issue.complete"

    KEEP = "issue.keep"
    SECURE_SAFETY = "issue.secure-safety"
    CONSENT = "issue.consent"
    REVIEW_PRICE = "issue.review-price"
    FUNDING_VIEW = "funding.view"

    ATTEMPT_REVISIT = "issue.attempt-revisit"
    REVISIT = "issue.revisit"
    OBJECT = "issue.object"
    CONCLUDE = "issue.conclude"

    # projects and notices
    PROJECT_VIEW = "project.view"
    PROJECT_KEEP = "project.keep"
    # undertakings
    UNDERTAKING_VIEW = "undertaking.view"
    UNDERTAKING_KEEP = "undertaking.keep"
    NOTICE_VIEW = "notice.view"
    NOTICE_KEEP = "notice.keep"
    # door visits
    VISIT_VIEW = "visit.view"
    VISIT_KEEP = "visit.keep"
    VISIT_GO = "visit.go"
    POPULATION_VIEW = "population.view"
    POPULATION_PASS = "population.pass"  # noqa: S105  # no password: passed on
    # ballots
    BALLOT_VIEW = "ballot.view"
    BALLOT_SEE_VOTES = "ballot.see-votes"
    BALLOT_KEEP = "ballot.keep"
    BALLOT_COUNT = "ballot.count"
    BALLOT_VOTE = "ballot.vote"
    BALLOT_ANNUL = "ballot.annul"
    BALLOT_CHALLENGE = "ballot.challenge"
    # referrals, inquiries, the library of cases, grids
    REFER = "issue.refer"
    REFERRAL_VIEW = "referral.view"
    REFERRAL_KEEP = "referral.keep"
    REFERRAL_ADVISE = "referral.advise"
    INQUIRY_VIEW = "inquiry.view"
    INQUIRY_KEEP = "inquiry.keep"
    INQUIRY_ANSWER = "inquiry.answer"
    INQUIRY_COMMENT = "inquiry.comment"
    CASE_VIEW = "case.view"
    CASE_KEEP = "case.keep"
    GRID_VIEW = "grid.view"
    GRID_KEEP = "grid.keep"
    # elections of an owners' committee
    ELECTION_VIEW = "election.view"
    ELECTION_KEEP = "election.keep"
    ELECTION_FILE = "election.file"
    # registers of units
    REGISTER_VIEW = "register.view"
    REGISTER_OWNERS = "register.view-owners"
    REGISTER_KEEP = "register.keep"
    REGISTER_OBJECT = "register.object"
    REGISTER_FILE = "register.file"
    # questionnaires and ratings
    QUESTIONNAIRE_VIEW = "questionnaire.view"
    QUESTIONNAIRE_KEEP = "questionnaire.keep"
    QUESTIONNAIRE_ANSWER = "questionnaire.answer"
    RATING_VIEW = "rating.view"
    RATING_KEEP = "rating.keep"
    RATING_GIVE = "rating.give"
    MEETING_VIEW = "meeting.view"
    MEETING_KEEP = "meeting.keep"


class Scope(StrEnum):
    """How far a grant reaches."""

    OWN = "own"
    COMPOUND = "compound"
    COMMITTEE = "committee"
    SUBTREE = "subtree"
    DISPATCHED = "dispatched"
    IN_HAND = "in-hand"
    SEATED = "seated"
    ASKED = "asked"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Grant:
    """One line of the table."""

    role: Role
    action: Action
    scope: Scope


POLICY: Sequence[Grant] = (
    Grant(Role.SYSTEM, Action.INSTALL, Scope.ALL),
    Grant(Role.SYSTEM, Action.SIGN_CHECKPOINT, Scope.ALL),
    Grant(Role.SYSTEM, Action.PERSON_REGISTER, Scope.ALL),
    Grant(Role.SYSTEM, Action.ERASE, Scope.ALL),
    Grant(Role.SYSTEM, Action.CALENDAR_PUBLISH, Scope.ALL),
    Grant(Role.SYSTEM, Action.KEEP_TIME, Scope.ALL),
    Grant(Role.SYSTEM, Action.WHAT_IF, Scope.ALL),
    Grant(Role.SYSTEM, Action.STATISTICS, Scope.ALL),
    Grant(Role.SYSTEM, Action.DRAW_REPORT, Scope.ALL),
    Grant(Role.SYSTEM, Action.BODY_REPORT, Scope.ALL),
    # clerk 社区工作者
    Grant(Role.CLERK, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.CLERK, Action.METHOD_ADOPT, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.HOURS_SET, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.HANDOVER, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.WHAT_IF, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.STATISTICS, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.BODY_REPORT, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.PERSON_ADD, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REPORT, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.PERSON_SEARCH, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.LINK, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.ATTACH, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.TRIAGE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.PUBLISH, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.WITHDRAW_PUBLICATION, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.DECLINE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.WITHDRAW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.DISPATCH, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.ACKNOWLEDGE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.COMPLETE_DISPATCH, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REQUEST_RETURN, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.DECIDE_RETURN, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.RECALL, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.RESPOND, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REPLY, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.DISCLOSE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.RECEIPT, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.URGE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.ESCALATE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.HAND_DOWN, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.PAUSE_CLOCK, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.RESUME_CLOCK, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.MERGE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.UNMERGE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.NOTE_MEETING, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.CHECK, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.TABLE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.TAKE_POSITION, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.FAIL_NEGOTIATION, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REOPEN_NEGOTIATION, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.DECIDE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.APPROVE_VARIATION, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.START_WORK, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.NOTE_PROGRESS, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.BOOK_FUNDS, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.COMPLETE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.ATTEMPT_REVISIT, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REVISIT, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.OBJECT, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.KEEP, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.SECURE_SAFETY, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REVIEW_PRICE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.FUNDING_VIEW, Scope.COMMITTEE),
    # superior 街道、区
    Grant(Role.SUPERIOR, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.SUPERIOR, Action.HANDOVER, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.WHAT_IF, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.STATISTICS, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.BODY_REPORT, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.VIEW, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.PERSON_SEARCH, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.LINK, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.ATTACH, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.TRANSFER, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.PUBLISH, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.WITHDRAW_PUBLICATION, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.OVERRULE_DECLINE, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.DISPATCH, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.DECIDE_RETURN, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.RECALL, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.REPLY, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.DISCLOSE, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.RECEIPT, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.URGE, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.SUPERVISE, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.ESCALATE, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.HAND_DOWN, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.PAUSE_CLOCK, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.RESUME_CLOCK, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.EXTEND_DEADLINE, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.UNMERGE, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.NOTE_MEETING, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.CHECK, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.TABLE, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.TAKE_POSITION, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.REOPEN_NEGOTIATION, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.DECIDE, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.APPROVE_VARIATION, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.ANNUL, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.ATTEMPT_REVISIT, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.REVISIT, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.CONCLUDE, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.CONSENT, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.FUNDING_VIEW, Scope.SUBTREE),
    # auditor 审计
    Grant(Role.AUDITOR, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.AUDITOR, Action.HANDOVER, Scope.ALL),
    Grant(Role.AUDITOR, Action.WHAT_IF, Scope.ALL),
    Grant(Role.AUDITOR, Action.STATISTICS, Scope.ALL),
    Grant(Role.AUDITOR, Action.VIEW, Scope.ALL),
    Grant(Role.AUDITOR, Action.READ_LEDGER, Scope.ALL),
    Grant(Role.AUDITOR, Action.SIGN_CHECKPOINT, Scope.ALL),
    Grant(Role.AUDITOR, Action.BODY_REPORT, Scope.ALL),
    Grant(Role.AUDITOR, Action.FUNDING_VIEW, Scope.ALL),
    # integrator 平台对接
    Grant(Role.INTEGRATOR, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.INTEGRATOR, Action.STATISTICS, Scope.SUBTREE),
    Grant(Role.INTEGRATOR, Action.REPORT, Scope.SUBTREE),
    Grant(Role.INTEGRATOR, Action.VIEW, Scope.SUBTREE),
    Grant(Role.INTEGRATOR, Action.ATTACH, Scope.SUBTREE),
    Grant(Role.INTEGRATOR, Action.RECEIPT, Scope.SUBTREE),
    Grant(Role.INTEGRATOR, Action.URGE, Scope.SUBTREE),
    Grant(Role.INTEGRATOR, Action.READ_LEDGER, Scope.SUBTREE),
    # administrator 系统管理员: sets the house up, and sees no resident's issue
    Grant(Role.ADMINISTRATOR, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.ADMINISTRATOR, Action.BODY_REGISTER, Scope.ALL),
    Grant(Role.ADMINISTRATOR, Action.BODY_AMEND, Scope.ALL),
    Grant(Role.ADMINISTRATOR, Action.METHOD_ADOPT, Scope.ALL),
    Grant(Role.ADMINISTRATOR, Action.HOURS_SET, Scope.ALL),
    Grant(Role.ADMINISTRATOR, Action.CALENDAR_PUBLISH, Scope.ALL),
    Grant(Role.ADMINISTRATOR, Action.SIGN_CHECKPOINT, Scope.ALL),
    Grant(Role.ADMINISTRATOR, Action.ORGANISATION_REGISTER, Scope.ALL),
    Grant(Role.ADMINISTRATOR, Action.ERASE, Scope.ALL),
    # handler 承办单位经办人
    Grant(Role.HANDLER, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.HANDLER, Action.VIEW, Scope.DISPATCHED),
    Grant(Role.HANDLER, Action.VIEW, Scope.SEATED),
    Grant(Role.HANDLER, Action.ATTACH, Scope.IN_HAND),
    Grant(Role.HANDLER, Action.ACKNOWLEDGE, Scope.DISPATCHED),
    Grant(Role.HANDLER, Action.COMPLETE_DISPATCH, Scope.DISPATCHED),
    Grant(Role.HANDLER, Action.REQUEST_RETURN, Scope.DISPATCHED),
    Grant(Role.HANDLER, Action.RESPOND, Scope.IN_HAND),
    Grant(Role.HANDLER, Action.DISCLOSE, Scope.IN_HAND),
    Grant(Role.HANDLER, Action.TAKE_POSITION, Scope.SEATED),
    Grant(Role.HANDLER, Action.START_WORK, Scope.IN_HAND),
    Grant(Role.HANDLER, Action.NOTE_PROGRESS, Scope.IN_HAND),
    Grant(Role.HANDLER, Action.KEEP, Scope.SEATED),
    Grant(Role.HANDLER, Action.SECURE_SAFETY, Scope.IN_HAND),
    # owners' committee 业委会
    Grant(Role.OWNERS_COMMITTEE, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.OWNERS_COMMITTEE, Action.STATISTICS, Scope.COMPOUND),
    Grant(Role.OWNERS_COMMITTEE, Action.REPORT, Scope.COMPOUND),
    Grant(Role.OWNERS_COMMITTEE, Action.VIEW, Scope.COMPOUND),
    Grant(Role.OWNERS_COMMITTEE, Action.URGE, Scope.COMPOUND),
    Grant(Role.OWNERS_COMMITTEE, Action.TAKE_POSITION, Scope.COMPOUND),
    Grant(Role.OWNERS_COMMITTEE, Action.DECIDE, Scope.COMPOUND),
    Grant(Role.OWNERS_COMMITTEE, Action.KEEP, Scope.COMPOUND),
    Grant(Role.OWNERS_COMMITTEE, Action.CONSENT, Scope.COMPOUND),
    Grant(Role.OWNERS_COMMITTEE, Action.FUNDING_VIEW, Scope.COMPOUND),
    # resident 居民
    Grant(Role.RESIDENT, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.RESIDENT, Action.REPORT, Scope.COMMITTEE),
    Grant(Role.RESIDENT, Action.VIEW, Scope.OWN),
    Grant(Role.RESIDENT, Action.ATTACH, Scope.OWN),
    Grant(Role.RESIDENT, Action.URGE, Scope.OWN),
    Grant(Role.RESIDENT, Action.RECEIPT, Scope.OWN),
    Grant(Role.RESIDENT, Action.WITHDRAW, Scope.OWN),
    Grant(Role.RESIDENT, Action.REVISIT, Scope.OWN),
    Grant(Role.RESIDENT, Action.OBJECT, Scope.OWN),
    Grant(Role.RESIDENT, Action.ERASE, Scope.OWN),
    # projects and notices
    Grant(Role.CLERK, Action.PROJECT_VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.PROJECT_KEEP, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.NOTICE_VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.NOTICE_KEEP, Scope.COMMITTEE),
    Grant(Role.SUPERIOR, Action.PROJECT_VIEW, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.NOTICE_VIEW, Scope.SUBTREE),
    Grant(Role.AUDITOR, Action.PROJECT_VIEW, Scope.ALL),
    Grant(Role.AUDITOR, Action.NOTICE_VIEW, Scope.ALL),
    Grant(Role.OWNERS_COMMITTEE, Action.PROJECT_VIEW, Scope.COMPOUND),
    Grant(Role.OWNERS_COMMITTEE, Action.NOTICE_VIEW, Scope.COMPOUND),
    # undertakings 共治事项: name, steps, counts and texts are public to the neighbourhood
    Grant(Role.CLERK, Action.UNDERTAKING_VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.UNDERTAKING_KEEP, Scope.COMMITTEE),
    Grant(Role.SUPERIOR, Action.UNDERTAKING_VIEW, Scope.SUBTREE),
    Grant(Role.AUDITOR, Action.UNDERTAKING_VIEW, Scope.ALL),
    Grant(Role.OWNERS_COMMITTEE, Action.UNDERTAKING_VIEW, Scope.COMPOUND),
    Grant(Role.RESIDENT, Action.UNDERTAKING_VIEW, Scope.COMMITTEE),
    # door visits 走访: whoever was sent to a door has it for their own
    Grant(Role.CLERK, Action.VISIT_VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.VISIT_KEEP, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.VISIT_GO, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.POPULATION_VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.POPULATION_PASS, Scope.COMMITTEE),
    Grant(Role.SUPERIOR, Action.VISIT_VIEW, Scope.SUBTREE),
    Grant(Role.AUDITOR, Action.VISIT_VIEW, Scope.ALL),
    Grant(Role.INTEGRATOR, Action.POPULATION_VIEW, Scope.SUBTREE),
    Grant(Role.INTEGRATOR, Action.POPULATION_PASS, Scope.SUBTREE),
    Grant(Role.HANDLER, Action.VISIT_VIEW, Scope.DISPATCHED),
    Grant(Role.HANDLER, Action.VISIT_VIEW, Scope.OWN),
    Grant(Role.HANDLER, Action.VISIT_GO, Scope.DISPATCHED),
    Grant(Role.HANDLER, Action.VISIT_GO, Scope.OWN),
    # ballots 表决: a counter or voter is whoever a ballot names, so that theirs is `own`
    Grant(Role.CLERK, Action.BALLOT_VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.BALLOT_SEE_VOTES, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.BALLOT_KEEP, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.BALLOT_COUNT, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.BALLOT_VOTE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.BALLOT_CHALLENGE, Scope.COMMITTEE),
    Grant(Role.SUPERIOR, Action.BALLOT_VIEW, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.BALLOT_SEE_VOTES, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.BALLOT_ANNUL, Scope.SUBTREE),
    Grant(Role.AUDITOR, Action.BALLOT_VIEW, Scope.ALL),
    Grant(Role.AUDITOR, Action.BALLOT_SEE_VOTES, Scope.ALL),
    Grant(Role.OWNERS_COMMITTEE, Action.BALLOT_VIEW, Scope.COMPOUND),
    Grant(Role.OWNERS_COMMITTEE, Action.BALLOT_COUNT, Scope.COMPOUND),
    Grant(Role.OWNERS_COMMITTEE, Action.BALLOT_VOTE, Scope.COMPOUND),
    Grant(Role.RESIDENT, Action.BALLOT_VIEW, Scope.COMPOUND),
    Grant(Role.RESIDENT, Action.BALLOT_VIEW, Scope.OWN),
    Grant(Role.RESIDENT, Action.BALLOT_COUNT, Scope.OWN),
    Grant(Role.RESIDENT, Action.BALLOT_VOTE, Scope.OWN),
    Grant(Role.RESIDENT, Action.BALLOT_CHALLENGE, Scope.COMPOUND),
    Grant(Role.RESIDENT, Action.BALLOT_CHALLENGE, Scope.OWN),
    # who manages the compound sits at the table, and reads what hangs out; never a vote
    Grant(Role.HANDLER, Action.BALLOT_VIEW, Scope.SEATED),
    # referrals 三所联动: the offices see the issue while asked, and nothing of its reporter
    Grant(Role.CLERK, Action.REFER, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REFERRAL_VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REFERRAL_KEEP, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REFERRAL_ADVISE, Scope.COMMITTEE),
    Grant(Role.SUPERIOR, Action.REFER, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.REFERRAL_VIEW, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.REFERRAL_KEEP, Scope.SUBTREE),
    Grant(Role.AUDITOR, Action.REFERRAL_VIEW, Scope.ALL),
    Grant(Role.HANDLER, Action.VIEW, Scope.ASKED),
    Grant(Role.HANDLER, Action.REFERRAL_VIEW, Scope.DISPATCHED),
    Grant(Role.HANDLER, Action.REFERRAL_ADVISE, Scope.DISPATCHED),
    # inquiries 同题共答 and the library of cases 案例库: experts read until a day, and no longer
    Grant(Role.CLERK, Action.INQUIRY_VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.INQUIRY_VIEW, Scope.ASKED),
    Grant(Role.CLERK, Action.INQUIRY_KEEP, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.INQUIRY_ANSWER, Scope.ASKED),
    Grant(Role.CLERK, Action.CASE_VIEW, Scope.ALL),
    Grant(Role.CLERK, Action.CASE_KEEP, Scope.COMMITTEE),
    Grant(Role.SUPERIOR, Action.INQUIRY_VIEW, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.INQUIRY_VIEW, Scope.ASKED),
    Grant(Role.SUPERIOR, Action.INQUIRY_KEEP, Scope.COMMITTEE),
    Grant(Role.SUPERIOR, Action.INQUIRY_ANSWER, Scope.ASKED),
    Grant(Role.SUPERIOR, Action.CASE_VIEW, Scope.ALL),
    Grant(Role.SUPERIOR, Action.CASE_KEEP, Scope.COMMITTEE),
    Grant(Role.AUDITOR, Action.INQUIRY_VIEW, Scope.ALL),
    Grant(Role.AUDITOR, Action.CASE_VIEW, Scope.ALL),
    Grant(Role.HANDLER, Action.INQUIRY_VIEW, Scope.ASKED),
    Grant(Role.HANDLER, Action.INQUIRY_COMMENT, Scope.ASKED),
    Grant(Role.HANDLER, Action.CASE_VIEW, Scope.ASKED),
    # grids 网格
    Grant(Role.CLERK, Action.GRID_VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.GRID_KEEP, Scope.COMMITTEE),
    Grant(Role.SUPERIOR, Action.GRID_VIEW, Scope.SUBTREE),
    Grant(Role.AUDITOR, Action.GRID_VIEW, Scope.ALL),
    Grant(Role.RESIDENT, Action.GRID_VIEW, Scope.COMMITTEE),
    # elections of an owners' committee 业委会选举: candidates are public to the neighbourhood
    Grant(Role.CLERK, Action.ELECTION_VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.ELECTION_KEEP, Scope.COMMITTEE),
    Grant(Role.SUPERIOR, Action.ELECTION_VIEW, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.ELECTION_KEEP, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.ELECTION_FILE, Scope.SUBTREE),
    Grant(Role.AUDITOR, Action.ELECTION_VIEW, Scope.ALL),
    Grant(Role.OWNERS_COMMITTEE, Action.ELECTION_VIEW, Scope.COMPOUND),
    Grant(Role.RESIDENT, Action.ELECTION_VIEW, Scope.COMMITTEE),
    # registers of units 业主名册: who sees it, sees numbers; names are for those who keep it
    Grant(Role.CLERK, Action.REGISTER_VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REGISTER_OWNERS, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REGISTER_KEEP, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REGISTER_OBJECT, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REGISTER_FILE, Scope.COMMITTEE),
    Grant(Role.SUPERIOR, Action.REGISTER_VIEW, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.REGISTER_OWNERS, Scope.SUBTREE),
    Grant(Role.AUDITOR, Action.REGISTER_VIEW, Scope.ALL),
    Grant(Role.AUDITOR, Action.REGISTER_OWNERS, Scope.ALL),
    Grant(Role.OWNERS_COMMITTEE, Action.REGISTER_VIEW, Scope.COMPOUND),
    Grant(Role.OWNERS_COMMITTEE, Action.REGISTER_FILE, Scope.COMPOUND),
    Grant(Role.RESIDENT, Action.REGISTER_VIEW, Scope.COMPOUND),
    Grant(Role.RESIDENT, Action.REGISTER_OBJECT, Scope.COMPOUND),
    # questionnaires 问卷: whoever has the link answers as a resident of its committee
    Grant(Role.CLERK, Action.QUESTIONNAIRE_VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.QUESTIONNAIRE_KEEP, Scope.COMMITTEE),
    Grant(Role.SUPERIOR, Action.QUESTIONNAIRE_VIEW, Scope.SUBTREE),
    Grant(Role.AUDITOR, Action.QUESTIONNAIRE_VIEW, Scope.ALL),
    Grant(Role.RESIDENT, Action.QUESTIONNAIRE_ANSWER, Scope.COMMITTEE),
    # ratings 居民评价: who is rated keeps neither the roster nor the dates
    Grant(Role.CLERK, Action.RATING_VIEW, Scope.COMMITTEE),
    Grant(Role.SUPERIOR, Action.RATING_VIEW, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.RATING_KEEP, Scope.SUBTREE),
    Grant(Role.AUDITOR, Action.RATING_VIEW, Scope.ALL),
    Grant(Role.RESIDENT, Action.RATING_VIEW, Scope.COMMITTEE),
    Grant(Role.RESIDENT, Action.RATING_GIVE, Scope.COMMITTEE),
    # meetings and their series 会议
    Grant(Role.CLERK, Action.MEETING_VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.MEETING_KEEP, Scope.COMMITTEE),
    Grant(Role.SUPERIOR, Action.MEETING_VIEW, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.MEETING_KEEP, Scope.SUBTREE),
    Grant(Role.AUDITOR, Action.MEETING_VIEW, Scope.ALL),
    Grant(Role.HANDLER, Action.MEETING_VIEW, Scope.DISPATCHED),
    Grant(Role.OWNERS_COMMITTEE, Action.MEETING_VIEW, Scope.COMPOUND),
    Grant(Role.OWNERS_COMMITTEE, Action.MEETING_VIEW, Scope.DISPATCHED),
    Grant(Role.RESIDENT, Action.MEETING_VIEW, Scope.COMMITTEE),
)
