"""Labels for the fixed codes of notices, in both languages."""

from collections.abc import Mapping

NOTICE_PAIRS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "duty": {
        "plan": ("方案公示", "The plan"),
        "register": ("名册公示", "The register"),
        "ballot": ("表决公告", "A ballot"),
        "tally": ("计票进度", "How the count goes"),
        "result": ("表决结果", "The result"),
        "candidates": ("候选人名单", "The candidates"),
        "fund-use": ("资金使用", "Use of the fund"),
        "final-account": ("决算账目", "The final account"),
        "meeting": ("会议通知", "A meeting"),
    },
    "notice-standing": {
        "waiting": ("待张贴", "To be put up"),
        "hanging": ("公示中", "Hanging"),
        "over": ("期满待撤", "May be taken down"),
        "down": ("已撤下", "Taken down"),
        "withdrawn": ("期满后作废", "Withdrawn after its days"),
        "short": ("期内作废", "Withdrawn before its days were over"),
    },
}
