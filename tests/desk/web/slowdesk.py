"""A desk in a process of its own, whose check of all evidence goes on and on (to be killed, or told to end)."""

import sys
import time
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from argon2 import PasswordHasher

from purport.desk.web.serve import Place, serve
from purport.desk.web.settings import Settings
from purport.rounds.webdesk import web_desk
from tests.desk.web.conftest import house_in


def endless(tell):
    """Tells how far it is for as long as it is let."""
    at = 0
    while True:
        at += 1
        tell("exhibits", at)
        time.sleep(0.01)


def main():
    """Serve the house of a folder; the address is said as soon as it listens."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # as in the process of the tests
    with patch("purport.rounds.doorkeeping.hasher", lambda: cheap), house_in(folder) as house:
        desk = web_desk(house)
        slow = replace(desk, jobs=replace(desk.jobs, verify=endless))
        serve(slow, Settings(), Place(port=port), lambda address: print(address, flush=True))


if __name__ == "__main__":
    main()
