"""Speech that was never spoken: how many words are shown out of sounds that hold none.

``python -m bench.inventions [--texts]``

Nineteen kinds of sound made by program (``bench/noises.py``): noise, tones like music, silence, babble of shuffled pieces
of voices, each for 34 seconds, in all over ten minutes. Eight kinds were not listened to while thresholds were chosen.
Voices come from LibriSpeech (train-clean-100), and where that is not, from espeak-ng. ``shown`` words are those that would
be read; ``withheld`` ones were heard and marked as suspect. Then the same sounds stand between sentences that were spoken
(by espeak-ng): what is shown outside those sentences counts too (``between``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.common import digest_of, report, shared, skipped
from bench.noises import HELD, TUNED, Samples, made
from purport.read.speech import ears_of
from purport.read.speech.decode import Decoded
from purport.records.speech import Sound, Utterance
from tests.read.speech.containers import decoded_here
from tests.read.speech.made import RATE, has_espeak, spoken

SECONDS = 34.0
SEED = 2_024
SENTENCES = (
    "The council met on Monday and decided nothing at all.",
    "We waited by the bridge until the rain had stopped.",
    "Seven people were wounded near the market, a doctor said.",
)
MARGIN_MS = 600


def voices() -> tuple[list[Samples], list[Path]]:
    """Voices that babble is cut from, and where they lie."""
    data = shared()
    folder = None if data is None else data / "data" / "audio" / "librispeech_train-clean-100"
    if folder is not None and folder.is_dir():
        files = sorted(folder.glob("*.flac"))
        return [decoded_here(one.read_bytes()).samples[0] for one in files[::3]], [folder]
    if has_espeak():
        return [spoken(text, voice) for text in SENTENCES for voice in ("en", "en-us+f3", "en-gb-scotland")], []
    return [], []


def heard(samples: Samples) -> tuple[Utterance, ...]:
    sound = Sound("made", "none", RATE, 1, None, len(samples) * 1000 // RATE, 0)
    return ears_of("base", None, 1).listened(Decoded(samples[np.newaxis], sound), "made").utterances


def words(utterances: Sequence[Utterance], withheld: bool) -> int:
    return sum(len(one.words) for one in utterances if one.withheld == withheld)


def embedded(noise: Samples, number: int) -> tuple[Samples, list[tuple[int, int]]]:
    """The noise with two spoken sentences in it, and where they are, in ms."""
    parts, places, length = [], [], 0
    thirds = np.array_split(noise, 3)
    for at, third in enumerate(thirds):
        parts.append(third)
        length += len(third)
        if at < 2:
            speech = spoken(SENTENCES[(number + at) % 3], ("en", "en-us+f3")[at])
            places.append((length * 1000 // RATE, (length + len(speech)) * 1000 // RATE))
            parts.append(speech)
            length += len(speech)
    return np.concatenate(parts), places


def between(utterances: Sequence[Utterance], places: Sequence[tuple[int, int]]) -> int:
    """Words shown outside the places where something was spoken."""
    shown = [word for one in utterances if not one.withheld for word in one.words]
    return sum(
        not any(low - MARGIN_MS <= (word.start + word.end) / 2 <= high + MARGIN_MS for low, high in places)
        for word in shown
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", action="store_true", help="print what was heard")
    given = options.parse_args()
    lines, places = voices()
    if not lines or not has_espeak():
        return skipped("inventions", "espeak-ng")
    rows, loose = [], 0
    for number, kind in enumerate((*TUNED, *HELD)):
        noise = made(kind, SEED, SECONDS, lines)
        found = heard(noise)
        mixed, spots = embedded(noise, number)
        inside = heard(mixed)
        loose += between(inside, spots)
        rows.append(
            {
                "sound": kind,
                "looked_at": "yes" if kind in TUNED else "no",
                "shown": words(found, False),
                "withheld": words(found, True),
                "between": between(inside, spots),
            }
        )
        if given.texts:
            for one in (*found, *inside):
                print(f"    {kind}: {one.start}-{one.end} {one.text!r} {[str(s) for s in one.suspicions]}")
    minutes = len(rows) * SECONDS / 60
    held = [row for row in rows if row["looked_at"] == "no"]
    shown = sum(int(row["shown"]) for row in rows)
    figures = {
        "minutes": minutes,
        "shown_words": shown,
        "shown_words_per_minute": shown / minutes,
        "shown_words_per_minute_not_looked_at": sum(int(row["shown"]) for row in held) / (len(held) * SECONDS / 60),
        "withheld_words": sum(int(row["withheld"]) for row in rows),
        "between_words_per_minute": loose / minutes,
        "by_sound": rows,
    }
    for row in rows:
        print(f"  {row['sound']:16} shown {row['shown']:3}  withheld {row['withheld']:3}  between {row['between']:3}")
    for name, value in figures.items():
        if isinstance(value, int | float):
            print(f"  {name:38} {value:.2f}" if isinstance(value, float) else f"  {name:38} {value}")
    return report("inventions", figures, digest_of(places))


if __name__ == "__main__":
    sys.exit(main())
