"""Labels for the fixed codes of undertakings, in both languages."""

from collections.abc import Mapping

UNDERTAKING_PAIRS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "beat": {
        "weekly": ("每周", "Weekly"),
        "fortnightly": ("每两周", "Fortnightly"),
        "monthly": ("每月", "Monthly"),
        "yearly": ("每年", "Yearly"),
    },
    "undertaking-link": {
        "issue": ("议题", "Issue"),
        "visit": ("走访", "Visits"),
        "undertaking": ("共治事项", "Undertaking"),
        "questionnaire": ("问卷", "Questionnaire"),
        "meeting": ("会议", "Meeting"),
        "ballot": ("表决", "Ballot"),
        "project": ("项目", "Project"),
    },
}
