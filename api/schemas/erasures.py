"""What stands where something was let go: that it was, when, and why. Never nothing."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from api.language import Language, in_language
from api.schemas.fields import Shown, Time
from domain.ground import Ground
from domain.issue.parts import ErasedTexts
from domain.labels import Label
from domain.moment import Moment, local
from domain.person.state import Standing
from domain.retention.terms import last_day
from service.departures import Departure

_REMARKS: Mapping[tuple[Standing, Ground], Label] = {
    (Standing.ERASED, Ground.REQUEST): Label(
        zh="应本人请求于 {on} 删除", en="erased at the person's request on {on}"
    ),
    (Standing.ERASED, Ground.RETENTION): Label(
        zh="保存期限届满，于 {on} 删除", en="erased on {on}, when its term was over"
    ),
    (Standing.RESTRICTED, Ground.REQUEST): Label(
        zh="应本人请求自 {on} 起停止使用", en="not used since {on}, at the person's request"
    ),
    (Standing.RESTRICTED, Ground.RETENTION): Label(
        zh="保存期限届满，自 {on} 起停止使用", en="not used since {on}, when its term was over"
    ),
}
_KEPT = Label(zh="，依法保存至 {until}", en="; kept by law until {until}")


class ErasureShown(Shown):
    """That something was let go (删除), or is kept by law alone (限制处理)."""

    standing: Standing = Field(description="`restricted` while the law still keeps it")
    ground: Ground
    at: Time = Field(description="since when")
    until: Time | None = Field(
        description="when the law lets go of it; for those alone who were shown the reporter"
    )
    remark: str = Field(examples=["应本人请求于 2026-11-21 删除"])


def departure_of(departure: Departure | None, language: Language) -> ErasureShown | None:
    """What stands in the place of a person."""
    if departure is None:
        return None
    return ErasureShown(
        standing=departure.standing,
        ground=departure.ground,
        at=departure.at,
        until=departure.until,
        remark=remark(departure, language),
    )


def texts_of(erased: ErasedTexts | None, language: Language) -> ErasureShown | None:
    """What stands in the place of an issue's texts."""
    return departure_of(None if erased is None else of_texts(erased), language)


def of_texts(erased: ErasedTexts) -> Departure:
    """The same as is told of persons; the law keeps no texts beyond their term."""
    return Departure(standing=Standing.ERASED, ground=erased.ground, at=erased.at, until=None)


def remark(departure: Departure, language: Language) -> str:
    """In a line: 应本人请求于 2026-11-21 删除."""
    said = in_language(_REMARKS[departure.standing, departure.ground], language)
    told = said.format(on=_day(departure.at))
    if departure.until is None:
        return told
    return told + in_language(_KEPT, language).format(until=last_day(departure.until))


def _day(moment: Moment) -> date:
    return local(moment).date()
