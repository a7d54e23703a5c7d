"""Keeps and files invented documents until done or killed: ``python -m tests.ledger.writer URL NAME COUNT``."""

import sys

from purport.ledger import opened
from purport.ledger.port import Filing
from tests.ledger.stories import AT, document, keep, later, reading, said


def filing(name: str, number: int) -> Filing:
    doc = document(f"Report {number} of {name}. The mayor said the bridge was shut.", f"/news/{name}-{number}.txt")
    return Filing(doc, reading(doc, said(doc, "the bridge was shut", "mayor")))


def write(url: str, name: str, count: int) -> None:
    with opened(url) as ledger:
        print("ready", flush=True)
        for number in range(count):
            one = filing(name, number)
            keep(ledger, one.document.text, one.document.origin, AT)
            ledger.file(one.document, one.reading, later(1))
            print(number, flush=True)


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], int(sys.argv[3]))
