"""A step of a demonstration, and the time of day at which people take one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

OFFICE = (8, 18)
AWAKE = (7, 23)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """`does` names what happens, `days` after the beginning; `reason` is the code that goes with it, where one does."""

    days: float
    does: str
    reason: str = ""


def office_hours(at: datetime, hours: tuple[int, int] = OFFICE) -> datetime:
    """The same moment when somebody is there: nights are spread over the first half of the next day's hours, days over the second.

    Never earlier, never out of order.
    """
    opens, closes = hours
    night, half = timedelta(hours=24 - closes + opens), timedelta(hours=closes - opens) / 2
    evening = at.replace(hour=closes, minute=0, second=0, microsecond=0)
    evening = evening if evening <= at else evening - DAY
    since = at - evening
    if since < night:
        return evening + night + half * (since / night)
    return evening + night + half + (since - night) / 2
