"""Every problem that this API can tell (RFC 9457), with a page behind each `type`."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.labels import Label
from domain.refusal import Code


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A stable code, its status, its title, and what the caller can do about it."""

    code: str
    status: int
    title: Label
    advice: Label


def _type(code: str, status: int, title: tuple[str, str], advice: tuple[str, str]) -> ProblemType:
    return ProblemType(
        code, status, Label(zh=title[0], en=title[1]), Label(zh=advice[0], en=advice[1])
    )


_HTTP = (
    _type(
        "malformed-request",
        400,
        ("请求格式有误", "Malformed request"),
        (
            "请检查 JSON 语法、请求头和查询参数。",
            "Check the JSON syntax, the headers and the query parameters.",
        ),
    ),
    _type(
        "unauthenticated",
        401,
        ("未认证", "Not authenticated"),
        (
            "请在 Authorization 头中提供有效的 Bearer 密钥。",
            "Send a valid bearer key in the Authorization header.",
        ),
    ),
    _type(
        "forbidden",
        403,
        ("无权执行", "Not permitted"),
        ("您的角色在此处无权执行该操作。", "Your roles do not permit this action here."),
    ),
    _type(
        "not-found",
        404,
        ("未找到", "Not found"),
        ("该资源不存在，或您无权查看。", "It does not exist, or you may not see it."),
    ),
    _type(
        "method-not-allowed",
        405,
        ("不支持的请求方法", "Method not allowed"),
        ("请使用 Allow 头中列出的方法。", "Use one of the methods in the Allow header."),
    ),
    _type(
        "stale-version",
        412,
        ("版本已过期", "Stale version"),
        (
            "事项已被他人更新，请重新读取后再试。",
            "Somebody else was faster: read it again, then decide again.",
        ),
    ),
    _type(
        "body-too-large",
        413,
        ("请求体过大", "Body too large"),
        ("请缩短内容后重试。", "Send less."),
    ),
    _type(
        "unsupported-media-type",
        415,
        ("不支持的内容类型", "Unsupported media type"),
        (
            "请使用 application/json，UTF-8 编码，不压缩。",
            "Send application/json in UTF-8, not compressed.",
        ),
    ),
    _type(
        "invalid-body",
        422,
        ("内容不符合要求", "Invalid body"),
        (
            "errors 列出了每个有误字段的位置。",
            "`errors` names the place of every field that is wrong.",
        ),
    ),
    _type(
        "idempotency-key-reused",
        422,
        ("幂等键已用于其他内容", "Idempotency key reused"),
        (
            "同一 Idempotency-Key 只能用于相同的请求体。",
            "Use a new Idempotency-Key for another body.",
        ),
    ),
    _type(
        "match-required",
        428,
        ("需要 If-Match", "If-Match required"),
        (
            "请带上最近一次读取所得的 ETag。",
            "Send the ETag of your last reading as If-Match.",
        ),
    ),
    _type(
        "internal-error",
        500,
        ("内部错误", "Internal error"),
        (
            "错误已记入日志，请先读取资源再重试。",
            "The error has been logged; read the resource before you try again.",
        ),
    ),
    _type(
        "unavailable",
        503,
        ("暂时无法服务", "Temporarily unavailable"),
        ("请按 Retry-After 稍后重试。", "Try again after Retry-After seconds."),
    ),
    _type(
        "storage-full",
        507,
        ("存储空间不足", "Storage full"),
        ("未写入任何内容，请联系管理员。", "Nothing was written; tell the administrator."),
    ),
)

_RULES: Mapping[Code, tuple[int, str, str, str, str]] = {
    Code.LEDGER_ALREADY_OPEN: (
        409,
        "账本已开立",
        "Ledger already open",
        "账本只能开立一次。",
        "A ledger opens once.",
    ),
    Code.STATUS_FORBIDS: (
        409,
        "当前状态不允许",
        "Status forbids it",
        "请查看 allowed_actions。",
        "See allowed_actions for what is possible now.",
    ),
    Code.OCCURRED_IN_FUTURE: (
        422,
        "发生时间在将来",
        "Occurred in the future",
        "occurred_at 不得晚于现在。",
        "occurred_at must not lie in the future.",
    ),
    Code.OCCURRED_BEFORE_REPORT: (
        422,
        "发生时间早于上报",
        "Occurred before the report",
        "occurred_at 不得早于上报时间。",
        "occurred_at must not lie before the report.",
    ),
    Code.PLACE_REQUIRED: (
        422,
        "缺少地点",
        "Place required",
        "请填写小区或地址。",
        "Give a compound or an address.",
    ),
    Code.PLACE_AMBIGUOUS: (
        422,
        "地点重复",
        "Place ambiguous",
        "小区和地址只能填写一项。",
        "Give a compound or an address, not both.",
    ),
    Code.WORDS_REQUIRED: (
        422,
        "缺少内容",
        "Words required",
        "请填写诉求内容或摘要。",
        "Give words or a summary.",
    ),
    Code.REPORTER_IS_CALLER: (
        422,
        "上报人即本人",
        "The reporter is the caller",
        "居民本人上报时请勿填写联系方式。",
        "A resident reports as themself and gives no contact.",
    ),
    Code.UNKNOWN_CHANNEL: (
        422,
        "未知渠道",
        "Unknown channel",
        "请使用词表中的渠道代码。",
        "Use a channel of the vocabulary.",
    ),
    Code.CHANNEL_CLOSED: (
        409,
        "渠道未开放",
        "Channel closed",
        "该居委会的工作法未开放此渠道。",
        "The committee's method does not keep this channel.",
    ),
    Code.UNKNOWN_CATEGORY: (
        422,
        "未知类别",
        "Unknown category",
        "请使用词表中的类别代码。",
        "Use a category of the vocabulary.",
    ),
    Code.UNKNOWN_COMPOUND: (
        422,
        "未知小区",
        "Unknown compound",
        "该居委会没有此小区。",
        "The committee has no such compound.",
    ),
    Code.UNKNOWN_COMMITTEE: (
        422,
        "未知居委会",
        "Unknown committee",
        "请使用 /v1/bodies 中的居委会。",
        "Use a committee of /v1/bodies.",
    ),
    Code.NOT_A_COMMITTEE: (
        422,
        "不是居委会",
        "Not a committee",
        "此操作只适用于居委会。",
        "Only a residents' committee has this.",
    ),
    Code.NO_METHOD: (
        409,
        "没有工作法",
        "No method",
        "请先安装通用工作法。",
        "Install the general method first.",
    ),
    Code.FAST_TRACK_CLOSED: (
        409,
        "不适用快速办理",
        "Fast track closed",
        "该工作法的快速办理不含此类规模。",
        "The method keeps its fast track for other scales.",
    ),
    Code.UNKNOWN_PARTY: (
        422,
        "未知承办单位",
        "Unknown party",
        "请使用已登记的单位或机构。",
        "Use a registered organisation or body.",
    ),
    Code.PARTY_REPEATED: (
        422,
        "单位重复",
        "Party repeated",
        "同一单位只能列一次。",
        "Name each party once.",
    ),
    Code.DISPATCH_STILL_OPEN: (
        409,
        "派单尚未办结",
        "Dispatch still open",
        "该单位的上一派单尚未完成。",
        "The party has not finished its earlier order.",
    ),
    Code.NOT_DISPATCHED: (
        409,
        "未派单",
        "Not dispatched",
        "该单位没有待办派单。",
        "The party has no open order.",
    ),
    Code.ALREADY_ACKNOWLEDGED: (
        409,
        "已签收",
        "Already acknowledged",
        "该派单已签收。",
        "The order has been acknowledged already.",
    ),
    Code.NOT_TRIAGED: (
        409,
        "尚未受理分类",
        "Not triaged",
        "请先受理分类。",
        "Triage it first.",
    ),
    Code.NOT_FAST_TRACK: (
        409,
        "非快速办理",
        "Not on the fast track",
        "只有快速办理的事项可以直接办结。",
        "Only the fast track leads straight to completion.",
    ),
    Code.DISPATCH_OPEN: (
        409,
        "尚有派单未完成",
        "A dispatch is open",
        "所有派单完成后方可办结。",
        "Every order must be completed first.",
    ),
    Code.UNKNOWN_SITE: (
        422,
        "未知点位",
        "Unknown site",
        "请使用上报时的点位编号。",
        "Use a site number of the report.",
    ),
    Code.UNKNOWN_UNIT: (
        422,
        "未知单位",
        "Unknown unit",
        "请使用词表中的计量单位。",
        "Use a unit of the vocabulary.",
    ),
    Code.SUPERIOR_REQUIRED: (
        422,
        "缺少上级",
        "Superior required",
        "请填写上级机构。",
        "Name the superior.",
    ),
    Code.SUPERIOR_FORBIDDEN: (
        422,
        "区没有上级",
        "Superior forbidden",
        "区级机构不填上级。",
        "A district has no superior here.",
    ),
    Code.UNKNOWN_SUPERIOR: (
        422,
        "未知上级",
        "Unknown superior",
        "上级必须是已登记的上一级机构。",
        "The superior must be a body of the level right above.",
    ),
    Code.COMPOUND_EXISTS: (
        409,
        "小区已存在",
        "Compound exists",
        "该居委会已有同名小区。",
        "The committee has a compound of that name.",
    ),
    Code.COMPOUND_REQUIRED: (
        422,
        "缺少小区",
        "Compound required",
        "业委会席位须指明小区。",
        "An owners' committee sits for one compound: name it.",
    ),
    Code.UNKNOWN_ORGANISATION: (
        422,
        "未知单位",
        "Unknown organisation",
        "请先登记该单位。",
        "Register the organisation first.",
    ),
    Code.SEAT_TAKEN: (
        409,
        "席位已有人",
        "Seat taken",
        "请先腾出席位。",
        "Vacate the seat first.",
    ),
    Code.SEAT_VACANT: (
        409,
        "席位空缺",
        "Seat vacant",
        "该席位本来就空缺。",
        "Nobody holds that seat.",
    ),
    Code.UNKNOWN_METHOD: (
        422,
        "未知工作法",
        "Unknown method",
        "请使用 /v1/methods 中的名称和版本。",
        "Use a name and version of /v1/methods.",
    ),
    Code.METHOD_ALREADY_ADOPTED: (
        409,
        "工作法已采用",
        "Method already adopted",
        "该居委会已采用此版本。",
        "The committee works by that version already.",
    ),
    Code.METHOD_MALFORMED: (
        422,
        "工作法文本有误",
        "Method malformed",
        "facts 指出了有误的键。",
        "`facts` names the key that is wrong.",
    ),
    Code.VOCABULARY_MALFORMED: (
        422,
        "词表文本有误",
        "Vocabulary malformed",
        "facts 指出了有误的键。",
        "`facts` names the key that is wrong.",
    ),
    Code.VERSION_NOT_NEXT: (
        409,
        "版本号不连续",
        "Version not next",
        "新版本号须为当前版本加一。",
        "The next version is the newest plus one.",
    ),
    Code.CODE_TAKEN: (
        409,
        "代码已被占用",
        "Code taken",
        "请另选机构代码。",
        "Choose another code.",
    ),
    Code.NO_CONTACT: (
        409,
        "没有联系方式",
        "No contact",
        "上报人匿名或未留联系方式。",
        "The reporter is anonymous or left no contact.",
    ),
    Code.REPORTER_CONFIDENTIAL: (
        409,
        "上报人要求保密",
        "Reporter confidential",
        "不得向承办单位公开上报人。",
        "The reporter asked not to be named to those who do the work.",
    ),
}

PROBLEMS: Mapping[str, ProblemType] = {
    **{problem.code: problem for problem in _HTTP},
    **{
        code.value: _type(code.value, status, (zh, en), (advice_zh, advice_en))
        for code, (status, zh, en, advice_zh, advice_en) in _RULES.items()
    },
}
"""Every problem by its code."""
