"""Decides on a statement again and again until done or killed: ``python -m tests.ledger.decider URL ID COUNT``."""

import sys
from dataclasses import replace

from purport.ledger import opened
from purport.records import Ruling, StatementDecision
from tests.ledger.stories import later


def decide(url: str, name: str, count: int) -> None:
    with opened(url) as ledger:
        read = ledger.row(name).read
        print("ready", flush=True)
        for number in range(count):
            now = replace(read, source_name=f"the {number}th mayor")
            ledger.decide(StatementDecision(read.id, Ruling.EDITED, now, "Ada Roe", later(number)))
            print(number, flush=True)


if __name__ == "__main__":
    decide(sys.argv[1], sys.argv[2], int(sys.argv[3]))
