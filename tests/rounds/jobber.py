"""A desk's board of jobs in a process of its own, with a job that writes and goes on until it is ended (to be killed)."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe

from purport.desk.web.jobs import Kind
from purport.rounds.jobs import Board


def work(course):
    """Writes a few bytes, and goes on and on."""
    with course.file() as write:
        for at in range(1_000_000):
            write(b"a line of a statement\n" * 500)
            course.step("statements", at, 1_000_000)
            time.sleep(0.01)
    return {}


def main():
    """Begins two jobs that go on and one that waits, says their names, and goes on until it is told to end, or is killed."""
    board = Board(Path(sys.argv[1]), lambda: datetime(2026, 3, 9, 12, tzinfo=UTC), token_urlsafe)
    for _ in range(3):
        print(board.start(Kind.EXPORT, "anna", ("the quay", ""), work).id, flush=True)
    sys.stdin.readline()
    board.close()


if __name__ == "__main__":
    main()
