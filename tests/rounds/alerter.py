"""Alerts in a process of their own, to be killed: ``python -m tests.rounds.alerter HOME MINUTES``; the clock is put forward."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.rounds.newsroom import watching


def main(home: str, minutes: str) -> None:
    """One round of matching and sending; a line per message, so that a killer knows how far it is."""
    ahead = timedelta(minutes=int(minutes))
    with watching(Path(home), clock=lambda: datetime.now(UTC) + ahead) as house:
        print("begun", flush=True)
        house.alerting.round(lambda sent: print(sent.error or "sent", flush=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
