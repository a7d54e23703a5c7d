"""A process of its own for decoding: ``python -m purport.read.speech.worker SOURCE OUT`` with two numbers of open files.

Before anything is parsed the process limits itself: time on the processor, memory, how much it may write, no dump. The answer goes
to standard output as one JSON object: ``told``, or ``code`` and ``message``; ``missing`` names a library that is not
installed, ``full`` says that there is no room for the samples.
"""

from __future__ import annotations

import errno
import json
import os
import sys

from purport.read.speech.limits import MEMORY, MOST_SAMPLES, SECONDS
from purport.read.speech.sounding import Failed, sounded


def limit() -> None:
    """Limits this process for good."""
    import resource

    for what, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 8 * MOST_SAMPLES),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def answer(source: int, out: int) -> dict[str, object]:
    """What was decoded from one open file into another."""
    try:
        with os.fdopen(source, "rb") as read, os.fdopen(out, "wb") as written:
            return {"told": sounded(read, written)}
    except Failed as fault:
        return {"code": fault.code, "message": str(fault)}
    except ImportError as fault:
        return {"missing": fault.name}
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            return {"full": os.strerror(fault.errno)}
        return _stopped(fault)
    except Exception as fault:  # noqa: BLE001 - whatever a damaged file makes a library raise
        return _stopped(fault)


def _stopped(fault: Exception) -> dict[str, object]:
    return {"code": "bad-recording", "message": f"decoding stopped: {type(fault).__name__}: {str(fault)[:200]}"}


def main() -> None:
    """Decodes one recording."""
    limit()
    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # libraries print what they like
    os.dup2(1, 2)
    said = json.dumps(answer(int(sys.argv[1]), int(sys.argv[2]))).encode()
    while said:
        said = said[os.write(out, said) :]
    os._exit(0)


if __name__ == "__main__":
    main()
