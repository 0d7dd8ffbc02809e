"""When things happen: reports by the hour of the day, staff in office hours."""

from collections.abc import Iterator
from random import Random

from domain.moment import DAY, HOUR, MINUTE, Moment

_OFFSET = 8 * HOUR
"""Shanghai is ahead of UTC."""

_OPENS, _CLOSES = 8 * HOUR + 30 * MINUTE, 20 * HOUR
_SATURDAY = 5

_BY_HOUR = (1, 1, 1, 1, 1, 2, 4, 9, 16, 18, 17, 13, 9, 12, 15, 15, 14, 12, 11, 12, 11, 8, 4, 2)
"""How many reports come at each hour of the day, relative to each other."""

_BY_WEEKDAY = (12, 11, 11, 10, 10, 6, 5)


def weekday(moment: Moment) -> int:
    """0 for Monday, on the neighbourhood's calendar."""
    # The first of January 1970 was a Thursday.
    return ((moment + _OFFSET) // DAY + 3) % 7


def in_office(moment: Moment, random: Random) -> Moment:
    """The moment itself while a committee works, else soon after it opens again."""
    midnight = (moment + _OFFSET) // DAY * DAY - _OFFSET
    hour = moment - midnight
    if weekday(moment) < _SATURDAY and _OPENS <= hour < _CLOSES:
        return moment
    day = midnight if hour < _OPENS else midnight + DAY
    while weekday(Moment(day)) >= _SATURDAY:
        day += DAY
    return Moment(day + _OPENS + random.randrange(90 * MINUTE))


def arrivals(random: Random, begin: Moment, per_week: float) -> Iterator[Moment]:
    """The moments of reports without end, more by day than by night and on weekdays."""
    day = begin
    while True:
        due = per_week * _BY_WEEKDAY[weekday(day)] / sum(_BY_WEEKDAY)
        count = int(due) + (random.random() < due % 1)
        hours = random.choices(range(24), _BY_HOUR, k=count)
        midnight = (day + _OFFSET) // DAY * DAY - _OFFSET
        for moment in sorted(midnight + hour * HOUR + random.randrange(HOUR) for hour in hours):
            yield Moment(max(moment, begin))
        day = Moment(day + DAY)
