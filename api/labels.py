"""Labels for the fixed codes of the house, in both languages.

The codes of categories, channels and units belong to the versioned vocabulary instead.
"""

from collections.abc import Mapping

from api.language import Language, in_language
from domain.issue.diagram import STATUS_LABELS
from domain.labels import Label

_PAIRS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "track": {
        "normal": ("大事多方办", "Normal: the whole loop"),
        "fast": ("小事专人管", "Fast: one handler"),
    },
    "scale": {
        "small": ("小事", "Small"),
        "urgent": ("急事", "Urgent"),
        "hard": ("难事", "Hard"),
    },
    "outcome": {
        "solved": ("已解决", "Solved"),
        "explained": ("解释说明", "Explained only"),
    },
    "discovery": {
        "told": ("居民反映", "Told by residents"),
        "found": ("主动发现", "Found by staff"),
    },
    "clock": {
        "response": ("响应时限", "Response"),
        "completion": ("办结时限", "Completion"),
    },
    "span": {
        "minute": ("分钟", "minutes"),
        "hour": ("小时", "hours"),
        "day": ("日", "days"),
    },
    "basis": {
        "natural": ("自然时间", "Natural time"),
        "working": ("工作时间", "Working time"),
    },
    "role": {
        "resident": ("居民", "Resident"),
        "clerk": ("社区工作者", "Community worker"),
        "handler": ("承办单位经办人", "Handler"),
        "owners-committee": ("业主委员会", "Owners' committee"),
        "superior": ("上级机构", "Superior"),
        "auditor": ("审计", "Auditor"),
        "integrator": ("平台对接", "Integrator"),
        "administrator": ("系统管理员", "Administrator"),
        "system": ("系统", "System"),
    },
    "level": {
        "district": ("区", "District"),
        "subdistrict": ("街道（镇）", "Subdistrict or town"),
        "committee": ("居民委员会", "Residents' committee"),
    },
    "seat": {
        "residents-committee": ("居委会", "Residents' committee"),
        "owners-committee": ("业委会", "Owners' committee"),
        "property-company": ("物业公司", "Property company"),
        "party-branch": ("党支部", "Party branch"),
        "operator": ("运营单位", "Operator"),
    },
    "organisation": {
        "property-company": ("物业公司", "Property company"),
        "owners-committee": ("业委会", "Owners' committee"),
        "party-branch": ("党支部", "Party branch"),
        "government": ("政府部门", "Government department"),
        "contractor": ("施工单位", "Contractor"),
        "volunteers": ("志愿服务队", "Volunteers"),
        "shop": ("商铺", "Shop"),
        "platform": ("平台", "Platform"),
        "other": ("其他单位", "Other"),
    },
    "purpose": {
        "contact-reporter": ("联系上报人", "To contact the reporter"),
        "visit-on-site": ("上门查看", "To visit on site"),
        "verify-identity": ("核实身份", "To verify an identity"),
        "legal-duty": ("法定职责", "A duty by law"),
    },
    "event": {
        "issue.reported": ("上报", "Reported"),
        "issue.triaged": ("受理分类", "Triaged"),
        "issue.dispatched": ("派单", "Dispatched"),
        "issue.acknowledged": ("签收", "Acknowledged"),
        "issue.dispatch-completed": ("承办完成", "Dispatch completed"),
        "issue.responded": ("响应", "Responded"),
        "issue.replied": ("答复", "Replied"),
        "issue.done": ("办结", "Completed"),
    },
}

LABELS: Mapping[str, Mapping[str, Label]] = {
    "status": {status.value: label for status, label in STATUS_LABELS.items()},
    **{
        kind: {code: Label(zh=zh, en=en) for code, (zh, en) in codes.items()}
        for kind, codes in _PAIRS.items()
    },
}
"""Every fixed code by its kind. A test holds them equal to the enumerations of the domain."""


def label_of(kind: str, code: str, language: Language) -> str:
    """The label of one code."""
    return in_language(LABELS[kind][code], language)
