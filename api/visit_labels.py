"""Labels for the fixed codes of door visits, in both languages."""

from collections.abc import Mapping

VISIT_PAIRS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "visit-outcome": {
        "opened": ("开门", "Opened"),
        "absent": ("无人", "Nobody at home"),
        "refused": ("拒访", "Refused"),
    },
    "door-unit": {
        "household": ("户", "households"),
        "person": ("人", "persons"),
    },
}
