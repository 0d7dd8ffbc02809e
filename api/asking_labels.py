"""Labels for the fixed codes of questionnaires and ratings, in both languages."""

from collections.abc import Mapping

ASKING_PAIRS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "question-kind": {
        "choice": ("单选", "One of several"),
        "choices": ("多选", "Several"),
        "scale": ("评分", "Scale"),
        "number": ("数字", "Number"),
        "text": ("文字", "Words"),
    },
    "answer-channel": {
        "link": ("链接", "By link"),
        "visit": ("走访", "At a visit"),
        "desk": ("代填", "Entered by staff"),
    },
    "rating-kind": {
        "daily": ("日常评价", "Daily"),
        "year-end": ("年终集中评价", "At the year's end"),
    },
}
