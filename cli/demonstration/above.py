"""The bodies above the committees: districts and their subdistricts, and who sits there."""

from cli.demonstration.steps import Neighbourhood, body
from domain.actor import Role
from domain.body.events import Level
from service.credentials import KeyRequest
from service.ids import new_id


class Above:
    """The ids of districts and subdistricts; committees are registered below them."""

    def __init__(self) -> None:
        self.pudong, self.dongming = new_id(), new_id()
        self.changning, self.huayang, self.zhoujiaqiao = new_id(), new_id(), new_id()
        self.hongkou, self.jiangwan = new_id(), new_id()
        self.jingan, self.shimen, self.linfen = new_id(), new_id(), new_id()
        self.chongming, self.changxing = new_id(), new_id()
        self.jiading, self.xincheng = new_id(), new_id()
        self.guichi, self.qingfeng = new_id(), new_id()


def bodies(a: Above) -> Neighbourhood:
    """Seven districts, nine subdistricts and towns, and the keys that belong to no committee."""
    district, subdistrict = Level.DISTRICT, Level.SUBDISTRICT
    return Neighbourhood(
        setting=[
            body(a.pudong, district, "浦东新区", "PD"),
            body(a.dongming, subdistrict, "东明路街道", "DML", a.pudong),
            body(a.changning, district, "长宁区", "CN"),
            body(a.huayang, subdistrict, "华阳路街道", "HYL", a.changning),
            body(a.zhoujiaqiao, subdistrict, "周家桥街道", "ZJQ", a.changning),
            body(a.hongkou, district, "虹口区", "HK"),
            body(a.jiangwan, subdistrict, "江湾镇街道", "JWZ", a.hongkou),
            body(a.jingan, district, "静安区", "JA"),
            body(a.shimen, subdistrict, "石门二路街道", "SME", a.jingan),
            body(a.linfen, subdistrict, "临汾路街道", "LFL", a.jingan),
            body(a.chongming, district, "崇明区", "CM"),
            body(a.changxing, subdistrict, "长兴镇", "CXZ", a.chongming),
            body(a.jiading, district, "嘉定区", "JD"),
            body(a.xincheng, subdistrict, "新成路街道", "XCL", a.jiading),
            body(a.guichi, district, "贵池区", "GC"),
            body(a.qingfeng, subdistrict, "清风街道", "QF", a.guichi),
        ],
        people={
            "superior-pudong": KeyRequest(roles=frozenset({Role.SUPERIOR}), body=a.pudong),
            "superior-dongming": KeyRequest(roles=frozenset({Role.SUPERIOR}), body=a.dongming),
            "superior-huayang": KeyRequest(roles=frozenset({Role.SUPERIOR}), body=a.huayang),
            "superior-xincheng": KeyRequest(roles=frozenset({Role.SUPERIOR}), body=a.xincheng),
            "superior-qingfeng": KeyRequest(roles=frozenset({Role.SUPERIOR}), body=a.qingfeng),
            "integrator-changning": KeyRequest(
                roles=frozenset({Role.INTEGRATOR}), body=a.changning
            ),
            "auditor": KeyRequest(roles=frozenset({Role.AUDITOR})),
        },
    )
