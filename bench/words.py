"""How many words are heard wrong: word error rates of the model that comes as packages (Whisper base).

LibriSpeech test-other (ten readers, ten utterances each; a test set: nothing was chosen on it) and FLEURS English (ten
clips). Both sides go through whisper-normalizer's English normaliser, as Whisper's own figures do; jiwer counts. Intervals
are of 95 %, by drawing the utterances again 2,000 times. What suspicion withholds is counted apart: ``withheld`` is the
share of the recogniser's words on real speech that would not be read. Suspicion is measured on train-clean-100 too, on
which its thresholds were chosen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import jiwer
import numpy as np
from whisper_normalizer.english import EnglishTextNormalizer

from bench.common import digest_of, report, shared, skipped
from purport.read.speech import ears_of
from purport.records.speech import Transcript

NORMAL = EnglishTextNormalizer()
AGAIN = 2_000


@dataclass(frozen=True, slots=True)
class Count:
    """Of one utterance: words of the reference, errors, words heard, words withheld."""

    words: int
    errors: int
    heard: int
    withheld: int


def counted(reference: str, made: Transcript) -> Count:
    text = NORMAL(" ".join(one.text for one in made.utterances))
    wanted = NORMAL(reference)
    found = jiwer.process_words(wanted, text)
    return Count(
        words=len(wanted.split()),
        errors=found.substitutions + found.deletions + found.insertions,
        heard=sum(len(one.words) for one in made.utterances),
        withheld=sum(len(one.words) for one in made.utterances if one.withheld),
    )


def rate(counts: Iterable[Count]) -> float:
    """Word error rate, per cent."""
    taken = list(counts)
    return 100 * sum(one.errors for one in taken) / max(1, sum(one.words for one in taken))


def interval(counts: list[Count]) -> list[float]:
    """Of 95 %, by drawing utterances again."""
    chance = np.random.default_rng(1)
    drawn = [rate(counts[at] for at in chance.integers(0, len(counts), len(counts))) for _ in range(AGAIN)]
    return [round(float(one), 2) for one in np.quantile(drawn, (0.025, 0.975))]


def withheld(counts: list[Count]) -> float:
    """Per cent of the words heard."""
    return 100 * sum(one.withheld for one in counts) / max(1, sum(one.heard for one in counts))


def librispeech(folder: Path) -> list[tuple[Path, str]]:
    rows = [line.split("\t") for line in (folder / "refs.tsv").read_text(encoding="utf-8").splitlines() if line]
    return [(next(folder.rglob(f"{row[0]}.flac")), row[-1]) for row in rows if list(folder.rglob(f"{row[0]}.flac"))]


def fleurs(folder: Path) -> list[tuple[Path, str]]:
    return [(one, one.with_suffix(".txt").read_text(encoding="utf-8")) for one in sorted(folder.glob("*.ogg"))]


def heard(pairs: Iterable[tuple[Path, str]]) -> list[Count]:
    ears = ears_of("base", None, 1)
    return [counted(text, ears.transcript(path.read_bytes(), path.name)) for path, text in pairs]


def main() -> int:
    data = shared()
    audio = None if data is None else data / "data" / "audio"
    if audio is None or not audio.is_dir():
        return skipped("words", "the folder of recordings")
    test, clips = audio / "librispeech_test-other", audio / "fleurs_en"
    chosen = audio / "librispeech_train-clean-100"
    other, few = heard(librispeech(test)), heard(fleurs(clips))
    seen = heard((one, "") for one in sorted(chosen.glob("*.flac"))[::2])
    figures = {
        "librispeech_other_wer": rate(other),
        "librispeech_other_interval": interval(other),
        "librispeech_other_words": sum(one.words for one in other),
        "librispeech_other_withheld": withheld(other),
        "fleurs_wer": rate(few),
        "fleurs_interval": interval(few),
        "fleurs_words": sum(one.words for one in few),
        "fleurs_withheld": withheld(few),
        "train_clean_words_heard": sum(one.heard for one in seen),
        "train_clean_withheld": withheld(seen),
    }
    for name, value in figures.items():
        print(f"  {name:28} {value:.2f}" if isinstance(value, float) else f"  {name:28} {value}")
    return report("words", figures, digest_of([test, clips, chosen]))


if __name__ == "__main__":
    sys.exit(main())
