"""Labels for the fixed codes of the house, in both languages.

The codes of categories, channels and units belong to the versioned vocabulary instead.
"""

from collections.abc import Mapping

from api.asking_labels import ASKING_PAIRS
from api.ballot_labels import BALLOT_PAIRS
from api.election_labels import ELECTION_PAIRS
from api.event_labels import EVENT_PAIRS
from api.figure_labels import figure_labels
from api.language import Language, in_language
from api.linking_labels import LINKING_PAIRS
from api.meeting_labels import MEETING_PAIRS
from api.notice_labels import NOTICE_PAIRS
from api.project_labels import PROJECT_PAIRS
from api.register_labels import REGISTER_PAIRS
from api.undertaking_labels import UNDERTAKING_PAIRS
from api.visit_labels import VISIT_PAIRS
from domain.issue.diagram import STATUS_LABELS
from domain.labels import Label

_PAIRS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "track": {
        "normal": ("大事多方办", "Normal: the whole loop"),
        "fast": ("小事专人管", "Fast: one handler"),
        "emergency": ("应急处置", "Emergency: work first"),
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
    "standing": {
        "open": ("在册", "Kept"),
        "restricted": ("限制处理", "Restricted"),
        "erased": ("已删除", "Erased"),
    },
    "ground": {
        "request": ("应本人请求", "At the person's request"),
        "retention": ("保存期限届满", "The term is over"),
    },
    "calendar-origin": {
        "library": ("随程序附带", "With the program"),
        "imported": ("人工导入", "Imported"),
    },
    "awaiting": {
        "committee": ("待居委会处理", "The committee"),
        "parties": ("待承办单位办理", "The parties in charge"),
        "seats": ("待各方表态", "The seats at the table"),
        "voters": ("待表决", "The voters"),
        "superior": ("待上级决定", "The superior"),
        "revisitor": ("待回访", "Somebody who asks"),
        "nobody": ("无待办", "Nobody"),
    },
    "handling-level": {
        "compound": ("小区", "Compound"),
        "committee": ("居民区", "Neighbourhood"),
        "subdistrict": ("街道（镇）", "Subdistrict or town"),
        "district": ("区", "District"),
    },
    "stance": {
        "agree": ("同意", "Agree"),
        "object": ("反对", "Object"),
        "abstain": ("弃权", "Abstain"),
    },
    "agreement": {
        "joint": ("各方议定", "Agreed by several"),
        "single": ("单方议定", "Agreed by one"),
        "superior": ("上级提出", "Tabled by the superior"),
    },
    "approval-rule": {
        "joint-agreement": ("共同商定", "Joint agreement"),
        "superior": ("上级批准", "Superior"),
        "emergency": ("应急确认", "Emergency confirmation"),
        "unanimous": ("全体同意", "Unanimous"),
        "canvass": ("征询", "Canvass"),
        "owners-ordinary": ("业主共同决定（过半数）", "Owners, ordinary majority"),
        "owners-special": ("业主共同决定（四分之三）", "Owners, special majority"),
        "review-panel": ("评审团评审", "Review panel"),
    },
    "allocation-key": {
        "area": ("按面积", "By area"),
        "equal": ("按户均摊", "Equally"),
        "agreed": ("按约定", "As agreed"),
    },
    "decline-ground": {
        "out-of-remit": ("不属职责范围", "Out of remit"),
        "before-court": ("已进入司法程序", "Before a court"),
        "already-settled": ("此前已办结", "Already settled"),
        "unverifiable": ("无法核实", "Cannot be verified"),
        "other": ("其他", "Other"),
    },
    "link": {
        "follows": ("承接前一事项", "Follows an earlier issue"),
        "related": ("相关", "Related"),
    },
    "revisit": {
        "phone": ("电话回访", "By phone"),
        "message": ("短信回访", "By message"),
        "door": ("上门回访", "At the door"),
        "online": ("线上评价", "Online"),
        "inspection": ("现场查看", "By inspection"),
    },
    "satisfaction": {
        "satisfied": ("满意", "Satisfied"),
        "fair": ("基本满意", "Fairly satisfied"),
        "dissatisfied": ("不满意", "Dissatisfied"),
    },
    "clock": {
        "response": ("响应时限", "Response"),
        "completion": ("办结时限", "Completion"),
        "dispatch": ("派单时限", "Dispatch"),
        "acknowledgement": ("签收时限", "Acknowledgement"),
        "negotiation": ("协商时限", "Negotiation"),
        "approval": ("审批时限", "Approval"),
        "revisit": ("回访时限", "Revisit"),
        "supervision": ("督办时限", "Supervision"),
    },
    "clock-state": {
        "running": ("计时中", "Running"),
        "paused": ("已暂停", "Paused"),
        "met": ("按时", "Met"),
        "met-late": ("逾期完成", "Met late"),
        "missed": ("超时", "Missed"),
        "cancelled": ("不再计时", "Called off"),
    },
    "pause-ground": {
        "waiting-for-resident": ("等待居民", "Waiting for the resident"),
        "waiting-for-material": ("等待材料", "Waiting for material"),
        "waiting-for-permit": ("等待审批许可", "Waiting for a permit"),
        "weather": ("天气原因", "Weather"),
        "before-court": ("进入诉讼", "Before the court"),
        "other": ("其他", "Other"),
    },
    "reopen-cause": {
        "revisit": ("回访不满意", "The answer at the revisit"),
        "objection": ("上报人提出未解决", "A late objection"),
    },
    "clock-outcome": {
        "running": ("计时中", "Running"),
        "met": ("按时", "Met"),
        "claimed": ("按时（补录）", "Met, as entered later"),
        "met-late": ("逾期完成", "Met late"),
        "missed": ("超时", "Missed"),
        "cancelled": ("不再计时", "Called off"),
    },
    "answer": {
        "resolved": ("已解决", "Resolved"),
        "unresolved": ("未解决", "Not resolved"),
        "unreachable": ("未联系上", "Could not be reached"),
    },
    "exit": {
        "declined": ("不予受理", "Declined"),
        "withdrawn": ("撤回", "Withdrawn"),
        "merged": ("并入其他事项", "Merged into another"),
        "concluded": ("终结", "Concluded"),
    },
    "money": {
        "pledged": ("承诺出资", "Pledged"),
        "received": ("到账", "Received"),
        "spent": ("支出", "Spent"),
        "returned": ("退还", "Returned"),
    },
    "stage": {
        "response": ("响应", "Response"),
        "dispatch": ("派单", "Dispatch"),
        "negotiation": ("协商", "Negotiation"),
        "approval": ("审批", "Approval"),
        "completion": ("办结", "Completion"),
        "revisit": ("回访", "Revisit"),
    },
    "report-kind": {
        "half-monthly": ("半月分析", "Half-monthly analysis"),
        "monthly": ("月度考评", "Monthly appraisal"),
        "yearly": ("年度考评", "Yearly appraisal"),
    },
    "split": {
        "committee": ("居委会", "Residents' committee"),
        "compound": ("小区", "Compound"),
        "category": ("类别", "Category"),
        "channel": ("渠道", "Channel"),
        "method": ("办理规程", "Working method"),
    },
}

_BY_NOUN = (
    _PAIRS,
    EVENT_PAIRS,
    MEETING_PAIRS,
    PROJECT_PAIRS,
    VISIT_PAIRS,
    LINKING_PAIRS,
    ASKING_PAIRS,
    UNDERTAKING_PAIRS,
    NOTICE_PAIRS,
    REGISTER_PAIRS,
    BALLOT_PAIRS,
    ELECTION_PAIRS,
)

_FIXED: Mapping[str, Mapping[str, Label]] = {
    "status": {status.value: label for status, label in STATUS_LABELS.items()},
    **{
        kind: {code: Label(zh=zh, en=en) for code, (zh, en) in codes.items()}
        for pairs in _BY_NOUN
        for kind, codes in pairs.items()
    },
}

LABELS: Mapping[str, Mapping[str, Label]] = {**_FIXED, "figure": figure_labels(_FIXED)}
"""Every fixed code by its kind. A test holds them equal to the enumerations of the domain."""


def label_of(kind: str, code: str, language: Language) -> str:
    """The label of one code."""
    return in_language(LABELS[kind][code], language)
