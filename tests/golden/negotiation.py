"""Golden events of negotiation and approval."""

from collections.abc import Mapping
from dataclasses import replace

import domain.issue.events as issue
from domain.actor import Actor
from domain.method.rules import ApprovalRule, Step
from tests.golden.values import (
    CLERK,
    COMMITTEE,
    COMPANY,
    MEETING,
    OWNERS,
    PERSON,
    SHOP,
    SUBDISTRICT,
    SUPERIOR,
    by_issue,
)

FIRST_MEETING = issue.MeetingNoted(
    meeting=MEETING,
    kind="hearing",
    attendees=(COMMITTEE, OWNERS, COMPANY),
    seats=(),
    missing=(),
    minutes=by_issue(
        "issue.meeting-noted/minutes",
        "ehmesvtTxAqgvWel",
        "/tiqZKtzNkxolM3sbn5qAZYf6Yd6Iykcb6Pz4OaAx6cIey0AF5R1sHcm8g==",
    ),
    outcome=by_issue(
        "issue.meeting-noted/outcome",
        "emOP770hOopBpiTk",
        "8TVlUoFwj724t9t0b84ao6N6BOHPOziL5is2Gc5fBExC/9czmg==",
    ),
    opinions=(
        issue.ExpertOpinion(
            expert=by_issue(
                "issue.meeting-noted/opinions/0/expert",
                "u4XQ7rC8G9D4zGKK",
                "Io1ASc9bDZQ+js8yKOkGkpDJTxxwSg==",
            ),
            opinion=by_issue(
                "issue.meeting-noted/opinions/0/opinion",
                "N+6DpULNl7MDIT1G",
                "FT3SbXAdjsBm3LdwDlpMKbIkBWB9xIJfn2rAavFjU7aKrw==",
            ),
        ),
    ),
)

NEGOTIATION: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("issue.meeting-noted", 1): (CLERK, FIRST_MEETING),
    ("issue.meeting-noted", 2): (
        CLERK,
        replace(
            FIRST_MEETING,
            seats=("residents-committee", "owners-committee"),
            missing=("police",),
        ),
    ),
    ("issue.checked", 1): (
        CLERK,
        issue.Checked(
            step=Step.DONE,
            codes=("photo", "thanked"),
            note=by_issue(
                "issue.checked/note",
                "UDED1H7HyIqqHego",
                "Y/0dy2h3d+9dR62yecP2BWu1F5mEbqTxCjjlhYVbPOmbfjFwTeJfHEn8JQ==",
            ),
        ),
    ),
    ("issue.proposal-tabled", 1): (
        CLERK,
        issue.ProposalTabled(
            version=2,
            plan=by_issue(
                "issue.proposal-tabled/plan",
                "vaaOlUjG0V4B5v2O",
                "zT1/SZz+UvEZHHRjxsJVCm7k1CqDhXoeZYqZ//FRO6sHRtMDYg7vi2sGlAzqjQ==",
            ),
            sites=(1, 2),
            outputs=(
                issue.Output(
                    item=by_issue(
                        "issue.proposal-tabled/outputs/0/item",
                        "u+KEg8fOn/nSwQCx",
                        "Bsm8vgLPctqnyWDwUZyINm8TOWtIAey12ZRPww==",
                    ),
                    quantity=4,
                    unit="zhan",
                    site=2,
                ),
            ),
            budget=1_280_000,
            lines=(
                issue.FundingLine(
                    number=1,
                    source="maintenance-fund",
                    payer=SHOP,
                    amount=1_280_000,
                    pays_for=by_issue(
                        "issue.proposal-tabled/lines/0/pays_for",
                        "JFtlitDX2TwjDoXd",
                        "hTu8b9W4irabzQ3dRdBQMmxdNV9W2DgmHuad/vDO0hFo7g==",
                    ),
                    authorisation=issue.Authorisation(
                        cap=2_000_000,
                        reference=by_issue(
                            "issue.proposal-tabled/lines/0/authorisation/reference",
                            "OH5WmIQEg7Unad4z",
                            "YNObdLDbzh7LyEb8UuzmoIT7Y2kjOu+bDFNfdI0AjlM/pp/IcFV2ONsX1w==",
                        ),
                        number=None,
                    ),
                ),
            ),
            seats=(
                issue.PinnedSeat(seat="owners-committee", organisation=OWNERS, acting=False),
                issue.PinnedSeat(seat="council", organisation=SUBDISTRICT, acting=True),
            ),
            rule=ApprovalRule.JOINT_AGREEMENT,
        ),
    ),
    ("issue.position-taken", 1): (
        CLERK,
        issue.PositionTaken(
            version=2,
            seat="owners-committee",
            organisation=OWNERS,
            voice=PERSON,
            stance=issue.Stance.OBJECT,
            reason=by_issue(
                "issue.position-taken/reason",
                "0iaDv39ipJprULF+",
                "+5APrh6YMI0Pgc78uI+E6E+TBhEVnJAEZ0dEMZXLHyU71w==",
            ),
        ),
    ),
    ("issue.negotiated", 1): (
        CLERK,
        issue.Negotiated(version=2, agreement=issue.Agreement.JOINT),
    ),
    ("issue.negotiation-failed", 1): (
        CLERK,
        issue.NegotiationFailed(
            reason=by_issue(
                "issue.negotiation-failed/reason",
                "+un0mLPdxFHkpxUE",
                "yu5kEC55P9xxseHXkmM0YYsxONcUpPpU7+D4VTmkxQ==",
            )
        ),
    ),
    ("issue.negotiation-reopened", 1): (
        CLERK,
        issue.NegotiationReopened(
            reason=by_issue(
                "issue.negotiation-reopened/reason",
                "9xtpVE5z5JXHUO21",
                "0kIaafmEF7uX2H6UPJelOg0n9f2UQTJaCwc0iRoHLos3EQ==",
            )
        ),
    ),
    ("issue.approved", 1): (
        SUPERIOR,
        issue.Approved(
            version=2,
            rule=ApprovalRule.SUPERIOR,
            note=by_issue(
                "issue.approved/note",
                "w/QD1hE/NPOC/Q9d",
                "ZaILX3tmqBL/rOVr4k6AB0WSRgJqK1Ce2TzAtA==",
            ),
            certificate="sha256:" + "4e" * 32,
            ballot=None,
        ),
    ),
    ("issue.rejected", 1): (
        SUPERIOR,
        issue.Rejected(
            version=2,
            rule=ApprovalRule.EMERGENCY,
            reason=by_issue(
                "issue.rejected/reason",
                "wTCJP7q7vFNvFDaq",
                "83Omb+AsYkr/tg44az3ODxRsAk/3qxNkmAM7vQ==",
            ),
            bearer=COMPANY,
            ballot=None,
        ),
    ),
    ("issue.variation-approved", 1): (
        CLERK,
        issue.VariationApproved(
            version=3,
            rule=ApprovalRule.JOINT_AGREEMENT,
            note=by_issue(
                "issue.variation-approved/note",
                "Ql/xQD6nkwLIgku0",
                "ADPZ17seWY2QgdR4lbsgE8WjjdrjwFD7o57wmw==",
            ),
            ballot=None,
        ),
    ),
    ("issue.approval-annulled", 1): (
        SUPERIOR,
        issue.ApprovalAnnulled(
            reason=by_issue(
                "issue.approval-annulled/reason",
                "GD/sT52zoMugc37F",
                "0WNJyXYcaCEKwKD51lyYoeDShOrtFezs60a5Vw==",
            )
        ),
    ),
    ("issue.approval-voided", 1): (
        SUPERIOR,
        issue.ApprovalVoided(
            reason=by_issue(
                "issue.approval-voided/reason",
                "AV8TDYGudCGtuntn",
                "LRjatRRuEXUziQYJ6F1/JHMz7Llr+R2LMq/wxOd494aQ+nHqpm1ueZPo7g==",
            )
        ),
    ),
}
