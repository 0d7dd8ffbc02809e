"""What people say in the invented district, made from lists of words. No name is a person's."""

from collections.abc import Mapping, Sequence
from random import Random

SUBDISTRICTS = (
    "临江街道",
    "望春街道",
    "柳荫街道",
    "石桥街道",
    "青桐街道",
    "云锦街道",
    "花港镇",
    "南塘镇",
    "长风渡街道",
    "北湾街道",
)
_FIRST = "春秋兰桂松竹梅荷枫桐柳杏棠榆槐樟"
_SECOND = "晖月庭林溪湖园坪岸桥亭泉岭台苑庄"
_KINDS = ("小区", "苑", "新村", "里", "坊", "花园")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"
_STYLES = ("先生", "女士", "阿姨", "爷叔", "师傅", "老师")

MATTERS: Mapping[str, tuple[int, Sequence[str]]] = {
    "parking": (16, ("外来车辆长期占用车位", "消防通道被车辆堵住", "车位划线不清，互相争抢")),
    "lighting": (9, ("楼道灯不亮", "路灯损坏，夜间摸黑", "弄堂口没有照明")),
    "drainage": (9, ("下水道堵塞返水", "雨后路面积水", "污水管破裂，气味很大")),
    "waste": (12, ("垃圾桶满溢未清运", "建筑垃圾堆在绿地边", "投放点没有遮雨棚")),
    "ev-charging": (9, ("电动车在楼道充电", "充电桩坏了无人修", "飞线充电，担心起火")),
    "lift": (7, ("电梯频繁停运", "电梯运行有异响", "加装电梯施工进度缓慢")),
    "facilities": (12, ("门禁损坏", "健身器材松动", "楼道扶手脱落", "屋顶渗水")),
    "greening": (6, ("树枝遮挡窗户", "绿化带枯死", "有人毁绿种菜")),
    "safety": (6, ("外墙瓷砖松动", "窨井盖破损", "楼道堆物严重")),
    "noise": (6, ("夜间施工吵闹", "广场舞音量过大", "楼上装修不按时间")),
    "dispute": (3, ("邻里因空调滴水争执", "租客与房东押金纠纷")),
    "property-fees": (3, ("物业费账目不清", "停车收费没有公示")),
    "hardship": (1, ("独居老人需要送餐", "行动不便，需要轮椅坡道")),
    "other": (1, ("想借用会议室开楼组会", "请求开具证明")),
}
"""What issues are about: category → (weight, texts)."""

_CATEGORIES = tuple(MATTERS)
_WEIGHTS = tuple(weight for weight, _ in MATTERS.values())
_WISHES = ("请尽快处理。", "反映过几次了。", "希望给个答复。", "家里有老人孩子，很不方便。", "")
_THANKS = ("已经解决，谢谢。", "比以前好多了。", "处理得很快。", "基本满意。")
_GRUMBLES = ("没两天又坏了。", "只修了一半。", "没有人来看过。", "问题还在。")
_ANSWERS = ("已收到，今天派人查看。", "已登记，会尽快联系物业。", "情况已了解，请保持电话畅通。")
_RESULTS = ("已修复，请留意查看。", "已清理完毕，加强日常巡查。", "已与各方协调一致，问题解决。")
_NOTES = ("现场已查看。", "材料已到，明天施工。", "两人到场处理。", "已完成并清扫。")


def person(random: Random) -> str:
    """How somebody is called, never in full."""
    return random.choice(_SURNAMES) + random.choice(_STYLES)


def phone(random: Random) -> str:
    """A telephone number in a range that nobody is given."""
    return f"1380000{random.randrange(10_000):04d}"


def compound(number: int) -> str:
    """A compound's name; different for each number below 1,500."""
    first, rest = number % len(_FIRST), number // len(_FIRST)
    second, kind = rest % len(_SECOND), rest // len(_SECOND)
    return _FIRST[first] + _SECOND[second] + _KINDS[kind % len(_KINDS)]


def committee(number: int) -> str:
    """A residents' committee's name."""
    return f"{compound(number * 7 + 3)[:2]}第{number + 1}居民区"


def room(random: Random) -> str:
    """Where in a compound."""
    return f"{random.randrange(1, 60)}号{random.randrange(1, 19)}{random.randrange(1, 5):02d}室"


def address(random: Random) -> str:
    """A place outside of every compound."""
    name = random.choice(_FIRST) + random.choice(_SECOND)
    return f"{name}路{random.randrange(1, 900)}号门前"


def category(random: Random) -> str:
    """What an issue is about."""
    return random.choices(_CATEGORIES, _WEIGHTS)[0]


def matter(random: Random, category: str) -> str:
    """What is wrong, in few words."""
    return random.choice(MATTERS[category][1])


def words(random: Random, matter: str) -> str:
    """How a resident says it."""
    return f"{room(random)}旁边，{matter}，{random.choice(_WISHES)}"


def summary(random: Random, matter: str) -> str:
    """How staff word it."""
    return f"{random.randrange(1, 60)}号楼{matter}"


def comment(random: Random, *, content: bool) -> str:
    """What the reporter says when asked."""
    return random.choice(_THANKS if content else _GRUMBLES)


def answer(random: Random) -> str:
    """What the reporter first hears."""
    return random.choice(_ANSWERS)


def result(random: Random) -> str:
    """What the reporter hears in the end."""
    return random.choice(_RESULTS)


def note(random: Random) -> str:
    """What those who work write down."""
    return random.choice(_NOTES)
