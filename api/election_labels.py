"""Labels for the fixed codes of an owners' committee's election, in both languages."""

from collections.abc import Mapping

ELECTION_PAIRS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "election-kind": {
        "founding": ("组建", "Founding"),
        "renewal": ("换届", "Renewal"),
    },
    "election-stage": {
        "preparing": ("筹备", "Preparing"),
        "published": ("候选人公示", "List published"),
        "voting": ("投票", "Voting"),
        "elected": ("已选出", "Elected"),
        "filed": ("已备案", "On file"),
        "abandoned": ("已终止", "Abandoned"),
    },
    "nominator": {
        "self": ("自荐", "Self"),
        "owners": ("业主联名推荐", "Owners"),
        "residents-committee": ("居委会推荐", "Residents' committee"),
        "group": ("筹备组推荐", "Preparing group"),
    },
}
