"""How much a recording may cost that is decoded, and what counts as a difference."""

RATE = 16_000
"""Samples per second of the working copy."""
HOURS = 4
"""What is decoded of a recording at most; the rest is said to be missing."""
MOST_SAMPLES = HOURS * 3600 * RATE
LEAST_RATE = 2_000
"""Samples per second of a file at least: what is lower holds no words, and would blow a small file up to hours."""
LEAST_SAMPLES = RATE // 20
"""Less is no recording: 50 ms."""
BYTES = 8 << 30
"""Of a recording at most."""
SECONDS = 900
"""Of decoding one recording, on the processor and by the clock."""
MEMORY = 3 << 30
"""Bytes of address space of the process that decodes."""
GAP_MS = 100
"""A jump of the timestamps by more than this is silence in the working copy, so that later words keep their second."""
MOST_GAP_MS = 600_000
"""A longer jump is taken for a fault of the timestamps."""
TOLERANCE_MS = 250
"""What the declared and the decoded duration may differ by: encoders put up to some 100 ms before and after the sound."""
TOLERANCE_SHARE = 0.001


def tolerance(declared_ms: int) -> int:
    """How many milliseconds a declared duration may be off before it is noted.

    >>> tolerance(10_000), tolerance(3_600_000)
    (250, 3600)
    """
    return max(TOLERANCE_MS, round(declared_ms * TOLERANCE_SHARE))
