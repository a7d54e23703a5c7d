"""Many threads that ask a ledger at once, from its first question on."""

import subprocess
import sys

FIRST = """
import sys
from dataclasses import fields
from threading import Barrier, Thread

from purport.ledger.codec import Observed, ObservedEvent, decoded, encoded
from purport.records import Document, Reading
from purport.records.folds import Told

sys.setswitchinterval(1e-6)
start, done = Barrier(16), []

def ask(kind):
    start.wait()
    for _ in range(20):
        try:
            decoded(b'{}', kind)
        except Exception as fault:
            done.append(str(fault))

asking = [Thread(target=ask, args=(kind,)) for kind in (Observed, ObservedEvent, Reading, Told) * 4]
for one in asking:
    one.start()
for one in asking:
    one.join()
print(len(done), {told.split(" ")[1] for told in done})
"""


def test_records_are_read_by_many_threads_at_once_from_the_first_on():
    """The process crashed where two threads read the first record of a kind at once."""
    for _ in range(12):
        done = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout.split()[:1]) == (0, ["320"]), done.stderr
