"""A watch in a process of its own, to be killed: ``python -m tests.rounds.watcher HOME URL COUNT [SECONDS]``."""

import signal
import sys
from pathlib import Path

from purport.config import Source
from purport.rounds.watch import WatchOptions
from tests.rounds.newsroom import watching


def main(home: str, url: str, count: str, seconds: str = "") -> None:
    """Watch so many feeds; one line per happening, so that a killer knows how far it is."""
    sources = [Source(name=f"s{n}", url=f"{url}/feed-{n}", delay=0.0, every=1) for n in range(int(count))]
    options = WatchOptions(seconds=float(seconds), pause=0.05) if seconds else WatchOptions(once=True, pause=0.05)
    with watching(Path(home)) as house:
        watch = house.watch(sources, options)
        signal.signal(signal.SIGTERM, lambda *_: watch.stop())
        for one in watch.happenings():
            print(one.what, one.source, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
