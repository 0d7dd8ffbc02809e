"""Every code that may stand in a stored event, by hand.

Codes are added with a new version of the events that may hold them, never renamed or dropped.
"""

from collections.abc import Mapping

CODES: Mapping[str, set[str]] = {
    "method.Basis": {"natural", "working"},
    "method.Clock": {"response", "completion"},
    "issue.Agreement": {"joint", "single", "superior"},
    "issue.DeclineGround": {
        "out-of-remit",
        "before-court",
        "already-settled",
        "unverifiable",
        "other",
    },
    "issue.Level": {"compound", "committee", "subdistrict", "district"},
    "issue.LinkKind": {"follows", "related"},
    "issue.ReopenCause": {"revisit", "objection"},
    "issue.RevisitKind": {"phone", "message", "door", "online", "inspection"},
    "issue.Satisfaction": {"satisfied", "fair", "dissatisfied"},
    "issue.Stance": {"agree", "object", "abstain"},
    "method.ApprovalRule": {"joint-agreement", "superior", "emergency"},
    "method.FundExit": {"standing-authorisation"},
    "method.ReopenOn": {"unresolved", "dissatisfied"},
    "method.Waiver": {"negotiation", "approval"},
    "issue.Discovery": {"told", "found"},
    "sealed.KeyScope": {"person", "issue"},
    "ledger.LedgerKind": {"production", "demonstration"},
    "calendar.Origin": {"library", "imported"},
    "body.Level": {"district", "subdistrict", "committee"},
    "organisation.OrganisationKind": {
        "property-company",
        "owners-committee",
        "party-branch",
        "government",
        "contractor",
        "volunteers",
        "shop",
        "platform",
        "other",
    },
    "issue.Outcome": {"solved", "explained"},
    "person.Purpose": {"contact-reporter", "visit-on-site", "verify-identity", "legal-duty"},
    "actor.Role": {
        "resident",
        "clerk",
        "handler",
        "owners-committee",
        "superior",
        "auditor",
        "integrator",
        "administrator",
        "system",
    },
    "method.Scale": {"small", "urgent", "hard"},
    "method.Span": {"minute", "hour", "day"},
    "method.Track": {"normal", "fast", "emergency"},
}
