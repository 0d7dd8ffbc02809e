"""What codes of rules and ballots are called on a notice."""

from collections.abc import Mapping

from domain.ballot.events import Bar, Electorate, Matter, Parting, Threshold, Thresholds
from domain.method.rules import ApprovalRule

RULES: Mapping[ApprovalRule, str] = {
    ApprovalRule.JOINT_AGREEMENT: "各方共同商定",
    ApprovalRule.SUPERIOR: "上级批准",
    ApprovalRule.EMERGENCY: "应急处置，事后确认",
    ApprovalRule.UNANIMOUS: "全体同意",
    ApprovalRule.CANVASS: "逐户征询",
    ApprovalRule.OWNERS_ORDINARY: "业主共同决定（一般事项）",
    ApprovalRule.OWNERS_SPECIAL: "业主共同决定（特别事项）",
    ApprovalRule.REVIEW_PANEL: "评审打分",
}
ELECTORATES: Mapping[Electorate, str] = {
    Electorate.OWNERS: "业主",
    Electorate.HOUSEHOLDS: "户",
    Electorate.RESIDENTS: "居民",
    Electorate.PANEL: "评审人",
}
MATTERS: Mapping[Matter, str] = {
    Matter.PROCEDURE: "制定和修改业主大会议事规则",
    Matter.COVENANT: "制定和修改管理规约",
    Matter.COMMITTEE: "选举业主委员会或者更换业主委员会成员",
    Matter.PROPERTY_COMPANY: "选聘和解聘物业服务企业",
    Matter.USE_FUND: "使用建筑物及其附属设施的维修资金",
    Matter.RAISE_FUND: "筹集建筑物及其附属设施的维修资金",
    Matter.REBUILD: "改建、重建建筑物及其附属设施",
    Matter.CHANGE_USE: "改变共有部分的用途或者利用共有部分从事经营活动",
    Matter.OTHER: "其他共有和共同管理权利的重大事项",
}
"""Civil Code art. 278, in its words."""

PARTINGS: Mapping[Parting, str] = {
    Parting.WHOLE: "整体计票",
    Parting.BUILDING: "逐楼栋分别达到",
    Parting.ENTRANCE: "逐门洞分别达到",
}


def bar(wanted: Bar) -> str:
    """What is asked of voters and of their area: 人数2/3以上且面积2/3以上."""
    parts = (
        f"{name}{_share(threshold)}"
        for name, threshold in (("人数", wanted.voters), ("面积", wanted.area))
        if threshold is not None
    )
    return "且".join(parts) or "不作要求"


def agreement(wanted: Thresholds) -> str:
    """What passes: so many who agree, or of a panel so high a mean of its scores."""
    return bar(wanted.agreeing) if wanted.score is None else f"平均{wanted.score}分以上"


def _share(threshold: Threshold) -> str:
    share = f"{threshold.numerator}/{threshold.denominator}"
    return f"超过{share}" if threshold.beyond else f"{share}以上"
