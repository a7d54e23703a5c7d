"""Every reckoning by the name that the data files use."""

from __future__ import annotations

from purport.read.times import arabic, calendar, feasts, relative, stretches, years
from purport.read.times.context import Reckoning

RECKONINGS: dict[str, Reckoning] = {
    **calendar.RECKONINGS,
    **feasts.RECKONINGS,
    **years.RECKONINGS,
    **relative.RECKONINGS,
    **stretches.RECKONINGS,
    **arabic.RECKONINGS,
}
