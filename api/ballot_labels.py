"""Labels for the fixed codes of ballots, in both languages."""

from collections.abc import Mapping

BALLOT_PAIRS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "electorate": {
        "owners": ("业主", "Owners"),
        "households": ("户", "Households"),
        "residents": ("居民", "Residents"),
        "panel": ("评审团", "Review panel"),
    },
    "matter": {
        "procedure": ("制定、修改业主大会议事规则", "The rules of procedure"),
        "covenant": ("制定、修改管理规约", "The owners' covenant"),
        "committee": ("选举、更换业主委员会", "Electing or replacing the owners' committee"),
        "property-company": ("选聘、解聘物业服务企业", "Hiring or dismissing a property company"),
        "use-fund": ("使用维修资金", "Using the maintenance fund"),
        "raise-fund": ("筹集维修资金", "Raising the maintenance fund"),
        "rebuild": ("改建、重建建筑物及附属设施", "Altering or rebuilding"),
        "change-use": ("改变共有部分用途或经营共有部分", "Changing the use of common parts"),
        "other": ("其他共有和共同管理事项", "Other common matters"),
    },
    "parting": {
        "whole": ("整体计算", "All together"),
        "building": ("各幢分别计算", "Each building by itself"),
        "entrance": ("各单元分别计算", "Each entrance by itself"),
    },
    "choice": {
        "agree": ("同意", "Agree"),
        "against": ("反对", "Against"),
        "abstain": ("弃权", "Abstain"),
        "blank": ("未填", "Blank"),
        "spoilt": ("无效", "Spoilt"),
    },
    "delivery": {
        "hand": ("当面送达", "By hand"),
        "post": ("邮寄送达", "By post"),
        "notice": ("公告送达", "By notice"),
        "electronic": ("电子送达", "Electronically"),
    },
    "ballot-outcome": {
        "reached": ("通过", "Reached"),
        "missed": ("未通过", "Missed"),
    },
    "ballot-standing": {
        "announced": ("已公告，尚未开始", "Announced"),
        "open": ("表决中", "Open"),
        "ended": ("投票截止，待计票", "To be counted"),
        "closed": ("已计票", "Closed"),
        "cancelled": ("已取消", "Cancelled"),
        "annulled": ("已撤销", "Annulled"),
    },
    "unreturned": {
        "absent": ("未参与表决", "Not taking part"),
        "follows-majority": ("从多数意见", "Following the majority"),
    },
    "invalid": {
        "abstains": ("按弃权计", "Abstaining"),
        "absent": ("未参与表决", "Not taking part"),
    },
    "visibility": {
        "counters": ("仅计票人可见", "Counters alone"),
        "staff": ("工作人员可见", "Staff too"),
        "open": ("公开", "Open"),
    },
    "vote-channel": {
        "paper": ("书面", "On paper"),
        "visit": ("上门", "At a visit"),
        "online": ("线上", "Online"),
        "external": ("外部系统", "An outside system"),
    },
}
"""By kind and code: Chinese, English."""
