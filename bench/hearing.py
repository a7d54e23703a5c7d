"""What hearing costs: half an hour of read speech, against faster-whisper's own batched pipeline in the same run.

``python -m bench.hearing [--minutes 30]``

Pieces of LibriSpeech (train-clean-100) are joined, with pauses, into one recording. ``cost_ratio``: processor time of ears,
decoding and all, over that of faster-whisper's `BatchedInferencePipeline` with its voice activity detection and word times,
on the same recording with the same model, beams, batch and threads; each in a fresh process, the loading of the model left
out of both, one thread each. ``peak_mb``: the most memory the fresh process of ours held. ``identical``: whether two fresh
processes gave the same transcript to the last digit.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from bench.common import ROOT, digest_of, report, shared, skipped
from tests.read.speech.containers import decoded_here
from tests.read.speech.made import encoded, pause

THREADS = 1
OURS = """
import hashlib, json, resource, sys, time
from purport.read.speech import ears_of
ears = ears_of("base", None, {threads})
data = open({path!r}, "rb").read()
begun, child = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
made = ears.transcript(data, "sha256:0")
after = resource.getrusage(resource.RUSAGE_CHILDREN)
spent = time.process_time() - begun + after.ru_utime + after.ru_stime - child.ru_utime - child.ru_stime
print(json.dumps({{"seconds": spent, "digest": hashlib.sha256(repr(made).encode()).hexdigest(),
  "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
  "words": sum(len(one.words) for one in made.utterances),
  "withheld": sum(len(one.words) for one in made.utterances if one.withheld)}}))
"""
THEIRS = """
import json, resource, time
from faster_whisper import BatchedInferencePipeline, WhisperModel
from purport.read.speech.model import weights
model = WhisperModel("base", device="cpu", compute_type="int8", cpu_threads={threads}, files=dict(weights("base").files))
begun = time.process_time()
segments, _ = BatchedInferencePipeline(model).transcribe({path!r}, vad_filter=True, word_timestamps=True, batch_size=8,
  temperature=0.0, condition_on_previous_text=False)
words = sum(len(one.words) for one in segments)
print(json.dumps({{"seconds": time.process_time() - begun, "words": words,
  "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}}))
"""


def recording(folder: Path, minutes: float) -> bytes:
    """Half an hour as a FLAC file: read sentences, pauses of up to four seconds between."""
    chance = np.random.default_rng(7)
    files = chance.permutation(sorted(map(str, folder.glob("*.flac"))))
    parts, length = [], 0
    while length < minutes * 60 * 16_000:
        part = decoded_here(Path(files[len(parts) // 2 % len(files)]).read_bytes()).samples[0]
        parts += [part, pause(float(chance.uniform(0.3, 4)))]
        length += len(parts[-2]) + len(parts[-1])
    return encoded(np.concatenate(parts)[: round(minutes * 60 * 16_000)], "flac", "flac")


def run(code: str, path: Path) -> dict[str, float]:
    """What one fresh process measured."""
    done = subprocess.run(
        [sys.executable, "-c", code.format(path=str(path), threads=THREADS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=30)
    given = options.parse_args()
    data = shared()
    folder = None if data is None else data / "data" / "audio" / "librispeech_train-clean-100"
    if folder is None or not folder.is_dir():
        return skipped("hearing", "LibriSpeech")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "joined.flac"
        path.write_bytes(recording(folder, given.minutes))
        one, own, two = run(OURS, path), run(THEIRS, path), run(OURS, path)
    figures = {
        "minutes": given.minutes,
        "cost_ratio": (one["seconds"] + two["seconds"]) / 2 / own["seconds"],
        "seconds_of_processor_per_second": (one["seconds"] + two["seconds"]) / 2 / (given.minutes * 60),
        "peak_mb": max(one["peak_mb"], two["peak_mb"]),
        "peak_mb_of_faster_whisper": own["peak_mb"],
        "identical": int(one["digest"] == two["digest"]),
        "words": int(one["words"]),
        "words_of_faster_whisper": int(own["words"]),
        "words_withheld": 100 * one["withheld"] / max(1, one["words"]),
    }
    for name, value in figures.items():
        print(f"  {name:34} {value:.3f}" if isinstance(value, float) else f"  {name:34} {value}")
    if given.minutes < 30:
        print("shorter than the measure: nothing is kept")
        return 0
    return report("hearing", figures, digest_of([folder]))


if __name__ == "__main__":
    sys.exit(main())
