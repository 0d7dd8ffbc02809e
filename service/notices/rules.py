"""What the rules of approval are called on a notice."""

from collections.abc import Mapping

from domain.method.rules import ApprovalRule

RULES: Mapping[ApprovalRule, str] = {
    ApprovalRule.JOINT_AGREEMENT: "各方共同商定",
    ApprovalRule.SUPERIOR: "上级批准",
    ApprovalRule.EMERGENCY: "应急处置，事后确认",
}
