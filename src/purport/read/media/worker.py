"""A process of its own for what compiled or large libraries read: ``python -m purport.read.media.worker WHAT MEDIA-TYPE``.

The bytes come on standard input, the answer goes to standard output as one JSON object. Before anything is parsed the process
limits itself: time on the processor, memory, no files written, no dump. Whatever happens to it, the one that started it goes on.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict

from purport.read.media.claims import MOST, kept
from purport.read.media.limits import MEMORY, SECONDS
from purport.records.media import Claim

Steps = dict[str, Callable[[bytes, str, list[str]], Iterator[Claim | None]]]


def _container(data: bytes, _: str, notes: list[str]) -> Iterator[Claim | None]:
    from purport.read.media.container import container_claims

    return container_claims(data, notes)


def _pdf(data: bytes, _: str, notes: list[str]) -> Iterator[Claim | None]:
    from purport.read.media.pdf import pdf_claims

    return pdf_claims(data, notes)


def _provenance(data: bytes, media_type: str, notes: list[str]) -> Iterator[Claim | None]:
    from purport.read.media.provenance import provenance_claims

    return provenance_claims(data, media_type, notes)


STEPS: Steps = {"container": _container, "pdf": _pdf, "provenance": _provenance}


def limit() -> None:
    """Limits this process for good."""
    import resource

    for what, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, hard))


def answer(what: str, media_type: str, data: bytes) -> dict[str, object]:
    """What was read, as plain values: ``claims`` and ``notes``; ``missing`` names a library that is not installed."""
    notes: list[str] = []
    claims: list[Claim] = []
    missing = None
    try:
        for one in STEPS[what](data, media_type, notes):
            claims += kept([one])
            if len(claims) >= 2 * MOST:
                break
    except ImportError as fault:
        missing = fault.name
    except Exception as fault:  # noqa: BLE001 - whatever a damaged file makes a library raise
        notes.append(f"reading stopped: {type(fault).__name__}: {str(fault)[:200]}")
    return {"claims": [asdict(one) for one in claims], "notes": notes, "missing": missing}


def main() -> None:
    """Reads one file."""
    limit()
    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # libraries print what they like
    os.dup2(1, 2)
    said = json.dumps(answer(sys.argv[1], sys.argv[2], sys.stdin.buffer.read())).encode()
    while said:
        said = said[os.write(out, said) :]
    os._exit(0)


if __name__ == "__main__":
    main()
