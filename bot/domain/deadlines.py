"""Working days of Kazakhstan: the promise given with each appeal's receipt.

Public holidays with their transfers come from the `holidays` package (Law on Holidays of 13.12.2001
No 267-II); what the government moves beyond that, officials write into `content/region.yaml`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.domain.catalogue import Region
from bot.domain.clock import KAZAKHSTAN

SATURDAY = 5


def local_day(moment: datetime) -> date:
    """Return the calendar day in Kazakhstan of an aware moment."""
    return moment.astimezone(KAZAKHSTAN).date()


def is_working_day(day: date, region: Region) -> bool:
    """Tell whether offices work on `day`; the region's own lists come first."""
    if day in region.working_days:
        return True
    return day not in region.days_off and day.weekday() < SATURDAY and day not in _holidays(day.year)


def due_day(filed: datetime, working_days: int, region: Region) -> date:
    """Return the last day of the promise: the `working_days`-th working day after the day of filing.

    The day of filing does not count (Civil Code of Kazakhstan, art. 173: a term runs from the next day).
    """
    day = local_day(filed)
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= is_working_day(day, region)
    return day


@lru_cache(maxsize=8)
def _holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # noqa: PLC0415  (keeps its import off the start of the bot)

    return frozenset(country_holidays("KZ", years=year))
