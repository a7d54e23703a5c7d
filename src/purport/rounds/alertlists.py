"""The alerts of a house, built from its plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from purport.config import Plan
from purport.config.alerts import load_alerts
from purport.config.sources import load_sources
from purport.rounds.alerting import Alerting

if TYPE_CHECKING:
    from purport.alerts.places import Atlas
    from purport.ledger.port import Ledger


def alerting_of(plan: Plan, ledger: Callable[[], Ledger], clock: Callable[[], datetime]) -> Alerting | None:
    """The alerts that the plan describes; None where there is no file of rules, unless the config names one.

    Raises:
        InstructionError: as `load_alerts` and `load_sources`.
    """
    if plan.alerts.rules is None and not plan.alert_rules.exists():
        return None
    return built(plan, ledger, clock)


def built(plan: Plan, ledger: Callable[[], Ledger], clock: Callable[[], datetime]) -> Alerting:
    """The same where there must be a file of rules.

    Raises:
        InstructionError: also ``no-alerts``.
    """
    from purport.collect.telling import told

    lists = load_alerts(plan.alert_rules)
    sources = load_sources(plan.sources) if plan.sources.exists() else ()
    return Alerting(ledger().alerts, lists, sources, atlas_of(plan), clock, told)


def atlas_of(plan: Plan) -> Atlas:
    """What resolves places, by the gazetteer in force."""
    from purport.alerts.places import Atlas
    from purport.rounds.atlas import known

    return Atlas(known(plan))
