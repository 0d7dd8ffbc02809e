"""Labels for the fixed codes of referrals and grids, in both languages."""

from collections.abc import Mapping

LINKING_PAIRS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "referral-outcome": {
        "mediated": ("调解成功", "Mediated"),
        "explained": ("释法明理", "Explained by law"),
        "to-court": ("引导诉讼", "Shown the way to court"),
        "handed-over": ("移送处理", "Handed over"),
        "failed": ("未成", "Failed"),
        "withdrawn": ("撤回", "Withdrawn"),
    },
}
