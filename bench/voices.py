"""Voices compared, and who speaks when: ``python -m bench.voices``.

LibriSpeech: ten speakers of test-other with ten utterances each, ninety of train-clean-100 with one each, cut into halves. Each is
brought into a condition by real codecs and heard as `purport voice` hears it. Pairs are of one sex; each ratio comes from a
calibration without the speakers it is about (`crossed`), at the longest length of speech that both have and the set supports, and
is told within its bounds (``as_given``).

``mismatched``: every set against every pair of conditions that are not both the set's own, the digests of its recordings forgotten;
a ratio that is given there is an error.

Turns: utterances of two and three speakers of train-clean-100 put one behind the other in stretches, and recordings of one speaker;
the threshold was chosen on every second speaker, the figures are of the others.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.common import digest_of, report, shared, skipped
from purport.read.speech.channels import told_apart
from purport.read.speech.sounding import sounded
from purport.read.speech.spectrum import bandwidth
from purport.read.voice.activity import joined, speech_spans
from purport.read.voice.calibrating import Known, Pairs, Told, calibrated, crossed
from purport.read.voice.comparing import compared
from purport.read.voice.condition import condition_of
from purport.read.voice.features import RATE
from purport.read.voice.likelihood import bounds, cllr, cllr_min, eer
from purport.read.voice.model import voice_model
from purport.read.voice.prints import LADDER_MS, Heard, prints
from purport.read.voice.turns import Piece, speakers
from purport.records.speech import Sound
from purport.records.voices import Calibration, Reference

Array = NDArray[np.float32]
AT = datetime(2024, 1, 1, tzinfo=UTC)
SEED = 7
BABBLE_DB, TALKERS = 5.0, 6
JOINS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """An utterance, or half of one."""

    speaker: str
    name: str
    samples: Array


def sound_of(data: bytes) -> tuple[Array, Sound]:
    """As `decoded`, without a process of its own."""
    out = io.BytesIO()
    told: dict[str, Any] = sounded(io.BytesIO(data), out)
    samples = np.frombuffer(out.getvalue(), np.float32).reshape(-1, told["kept"]).T
    kept, _ = told_apart(samples)
    sound = Sound(
        told["container"], told["codec"], told["rate"], told["channels"], None, 0, 0, bandwidth(kept, told["rate"])
    )
    return kept[0], sound


def clips(folder: Path) -> list[Clip]:
    """Of each speaker the utterances, of a single one its halves."""
    files: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("librispeech_*/**/*.flac")):
        files.setdefault(path.name.split("-")[0], []).append(path)
    found = []
    for speaker, paths in sorted(files.items()):
        for path in paths:
            samples, _ = sound_of(path.read_bytes())
            halves = (samples,) if len(paths) > 1 else (samples[: len(samples) // 2], samples[len(samples) // 2 :])
            found += [Clip(speaker, f"{path.stem}.{place}", one) for place, one in enumerate(halves)]
    return found


def encoded(samples: Array, codec: str, container: str, rate: int = RATE, bit_rate: int | None = None) -> bytes:
    """The samples in a file."""
    import av

    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        stream: Any = file.add_stream(codec, rate=rate)
        stream.layout = "mono"
        if bit_rate:
            stream.bit_rate = bit_rate
        whole = np.clip(np.round(samples * 32767), -32768, 32767).astype(np.int16)[None]
        frame = av.AudioFrame.from_ndarray(whole, "s16", "mono")
        frame.sample_rate = RATE
        resampler = av.AudioResampler(
            stream.format.name, "mono", rate, frame_size=stream.codec_context.frame_size or None
        )
        written = 0
        for given in (frame, None):
            for part in resampler.resample(given):
                part.pts, written = written, written + part.samples
                file.mux(stream.encode(part))
        file.mux(stream.encode(None))
    return out.getvalue()


def telephone(samples: Array) -> Array:
    """Nothing but 300 to 3,400 Hz."""
    spectrum, hertz = np.fft.rfft(samples), np.fft.rfftfreq(len(samples), 1 / RATE)
    gain = np.clip((hertz - 200) / 100, 0, 1) * np.clip((3600 - hertz) / 200, 0, 1)
    return np.fft.irfft(spectrum * gain, len(samples)).astype(np.float32)


def babble(pool: Array) -> Callable[[Array], Array]:
    """Adds other talkers, five decibels under the speech."""
    rng = np.random.default_rng(SEED)

    def added(samples: Array) -> Array:
        starts = rng.integers(0, len(pool) - len(samples), TALKERS)
        noise = np.sum([pool[start : start + len(samples)] for start in starts], axis=0)
        power = float((samples**2).mean() / (noise**2).mean())
        return (samples + noise * np.sqrt(power / 10 ** (BABBLE_DB / 10))).astype(np.float32)

    return added


def conditions(pool: Array) -> dict[str, Callable[[Array], bytes]]:
    """What each condition does to an utterance."""
    noisy = babble(pool)
    return {
        "clean": lambda one: encoded(one, "flac", "flac"),
        "mp3_16k": lambda one: encoded(one, "libmp3lame", "mp3", bit_rate=16_000),
        "telephone": lambda one: encoded(telephone(one), "pcm_alaw", "wav", 8_000),
        "telephone_amr": lambda one: encoded(telephone(one), "libopencore_amrnb", "amr", 8_000, 12_200),
        "telephone_babble": lambda one: encoded(telephone(noisy(one)), "pcm_alaw", "wav", 8_000),
    }


def heard_under(told: Sequence[Clip], condition: Callable[[Array], bytes], name: str) -> list[Known]:
    """Every clip under a condition, as the speaker model hears it; the same clip has the same digest under all."""
    found = []
    for clip in told:
        samples, sound = sound_of(condition(clip.samples))
        spans = speech_spans(samples)
        measured = condition_of(samples, spans, sound)
        made = prints(joined(samples, spans), measured, f"sha256:{name} {clip.name}", voice_model())
        found.append(Known(clip.speaker, made))
    return found


def resaved(recordings: Sequence[Known], name: str, hollow: bool) -> list[Known]:
    """The same recordings saved without loss: what is declared of the codec is gone, what is heard of it stays."""
    codec = "lossy" if hollow else "lossless"
    return [
        Known(
            one.speaker,
            tuple(
                replace(p, exhibit=f"sha256:{name} {p.exhibit}", condition=replace(p.condition, codec=codec, family=""))
                for p in one.prints
            ),
        )
        for one in recordings
    ]


def figures_of(recordings: Sequence[Known], sex: dict[str, str]) -> dict[str, float]:
    """EER and Cllr over pairs of one sex, each at its longest common length that has a calibration."""
    left: set[tuple[int, int]] = set()
    scores: list[list[float]] = []
    for length in reversed(LADDER_MS):
        reached = [(place, p) for place, one in enumerate(recordings) for p in one.prints if p.used_ms == length]
        names = sorted({recordings[place].speaker for place, _ in reached})
        twice = sum(sum(recordings[p].speaker == name for p, _ in reached) > 1 for name in names)
        if twice < 20:
            continue
        vectors = np.array([p.vector for _, p in reached])
        likeness = vectors @ vectors.T
        pairs = [(a, b) for a in range(len(reached)) for b in range(a + 1, len(reached))]
        pairs = [
            (a, b) for a, b in pairs if sex[recordings[reached[a][0]].speaker] == sex[recordings[reached[b][0]].speaker]
        ]
        who = np.array([names.index(recordings[place].speaker) for place, _ in reached])
        first, second = np.array(pairs).T
        told = Pairs(likeness[first, second], who[first], who[second])
        llrs = crossed(told)
        low, high = bounds(llrs[told.same], llrs[~told.same], len(names))
        for (a, b), score, llr, same in zip(pairs, told.scores, llrs, told.same, strict=True):
            key = (reached[a][0], reached[b][0])
            if key not in left:
                left.add(key)
                scores.append([float(same), float(score), float(llr), float(np.clip(llr, low, high))])
    table = np.array(scores)
    one = table[:, 0] == 1
    return {
        "pairs_same": int(one.sum()),
        "pairs_different": int((~one).sum()),
        "eer_percent": 100 * eer(table[one, 2], table[~one, 2]),
        "cllr": cllr(table[one, 2], table[~one, 2]),
        "cllr_as_given": cllr(table[one, 3], table[~one, 3]),
        "cllr_min": cllr_min(table[one, 2], table[~one, 2]),
    }


def unlike_figures(by_condition: dict[str, list[Known]]) -> dict[str, float]:
    """How many ratios each set gives for pairs of recordings, by whether both are of its condition."""
    sets = {}
    for name, recordings in by_condition.items():
        made, reasons = calibrated(recordings, Told(name, "", AT))
        assert made is not None, reasons
        sets[name] = replace(made, exhibits=())
    asked = given = matched = answered = 0
    for name, calibration in sets.items():
        for first, ones in by_condition.items():
            for second, others in by_condition.items():
                told, ratios = _ratios(ones, others, calibration)
                if first == second == name:
                    matched, answered = matched + told, answered + ratios
                else:
                    asked, given = asked + told, given + ratios
    return {
        "conditions": len(by_condition),
        "mismatched_asked": asked,
        "mismatched_ratios_given": given,
        "matched_asked": matched,
        "matched_answered_percent": 100 * answered / matched,
    }


def _ratios(ones: Sequence[Known], others: Sequence[Known], calibration: Calibration) -> tuple[int, int]:
    """How many comparisons were asked for, and how many ratios were given: every recording against the next of the list."""
    ratios = 0
    for one, other in zip(ones, [*others[1:], others[0]], strict=True):
        reference = Reference("reference", other.prints, AT)
        told = compared(Heard(one.prints, ()), reference, [("sha256:0", calibration)], AT)
        ratios += told.llr is not None
    return len(ones), ratios


def carried_over(calibrated_on: Sequence[Known], used_on: Sequence[Known], sex: dict[str, str]) -> dict[str, float]:
    """What the ratios of a set would cost, did it speak for recordings of another condition: why it may not."""
    made, reasons = calibrated(calibrated_on, Told("clean", "", AT))
    assert made is not None, reasons
    rung = made.rungs[0]
    reached = [(one.speaker, p.vector) for one in used_on for p in one.prints if p.used_ms == rung.speech_ms]
    vectors = np.array([vector for _, vector in reached])
    first, second = np.triu_indices(len(reached), 1)
    names = [name for name, _ in reached]
    same = np.array([names[a] == names[b] for a, b in zip(first, second, strict=True)])
    alike = np.array([sex[names[a]] == sex[names[b]] for a, b in zip(first, second, strict=True)])
    llrs = rung.slope * (vectors @ vectors.T)[first, second] + rung.offset
    given = np.clip(llrs, *rung.bounds)
    return {
        "clean_set_on_telephone_babble_cllr": cllr(llrs[same & alike], llrs[~same & alike]),
        "clean_set_on_telephone_babble_cllr_within_its_bounds": cllr(given[same & alike], given[~same & alike]),
    }


def pieces_by_speaker(told: Sequence[Clip], change: Callable[[Array], Array]) -> dict[str, list[Piece]]:
    """Utterances of each speaker: stretches of speech of up to four seconds between pauses."""
    found: dict[str, list[Piece]] = {}
    for clip in told:
        samples = change(clip.samples)
        for start, end in _breaths(speech_spans(samples)):
            found.setdefault(clip.speaker, []).append(
                Piece(voice_model().heard(samples[start:end]), (end - start) * 1000 // RATE)
            )
    return found


def _breaths(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    held: list[int] = []
    for start, end in spans:
        if held and (start - held[1] > 0.3 * RATE or end - held[0] > 4 * RATE):
            yield held[0], held[1]
            held = []
        held = [held[0] if held else start, end]
    if held:
        yield held[0], held[1]


def joins(by_speaker: dict[str, list[Piece]], names: Sequence[str], count: int) -> Iterator[list[tuple[str, Piece]]]:
    """Recordings of so many speakers, who take turns of one or two utterances."""
    rng = np.random.default_rng(SEED)
    for _ in range(JOINS):
        chosen = [str(name) for name in rng.choice(names, count, replace=False)]
        waiting = {name: list(by_speaker[name]) for name in chosen}
        said: list[tuple[str, Piece]] = []
        while any(waiting.values()):
            for name in chosen:
                for _ in range(int(rng.integers(1, 3))):
                    if waiting[name]:
                        said.append((name, waiting[name].pop(0)))
        yield said


def turn_scores(said: Sequence[tuple[str, Piece]], alike: float | None = None) -> tuple[float, bool]:
    """Share of the speech with the right speaker under the best naming, and whether their number is right."""
    pieces = [piece for _, piece in said]
    numbers = speakers(pieces) if alike is None else speakers(pieces, alike)
    names = sorted({name for name, _ in said})
    namings = permutations(range(1, max(*numbers, len(names)) + 1), len(names))
    lengths = [piece.length_ms for piece in pieces]
    best = max(
        sum(
            length
            for (name, _), number, length in zip(said, numbers, lengths, strict=True)
            if number == naming[names.index(name)]
        )
        for naming in namings
    )
    return best / sum(lengths), max(numbers) == len(names)


def turn_figures(told: Sequence[Clip], held_back: bool) -> dict[str, float]:
    """Who speaks when, on one half of the speakers of train-clean-100; and on whole recordings of one speaker of test-other."""
    counted = {clip.speaker: sum(one.speaker == clip.speaker for one in told) for clip in told}
    single = [clip for clip in told if counted[clip.speaker] == 2]
    names = sorted({clip.speaker for clip in single}, key=int)[1 if held_back else 0 :: 2]
    figures: dict[str, float] = {}
    for label, change in (
        ("", lambda one: one),
        ("telephone_", lambda one: sound_of(encoded(telephone(one), "pcm_alaw", "wav", 8_000))[0]),
    ):
        by_speaker = pieces_by_speaker([clip for clip in single if clip.speaker in names], change)
        for count in (1, 2, 3):
            scores = [turn_scores(said) for said in joins(by_speaker, names, count)]
            figures[f"turns_{label}{count}_speech_right_percent"] = 100 * float(np.mean([share for share, _ in scores]))
            figures[f"turns_{label}{count}_number_right_percent"] = 100 * float(np.mean([right for _, right in scores]))
        long = pieces_by_speaker([clip for clip in told if counted[clip.speaker] > 2], change)
        alone = [max(speakers(pieces)) == 1 for pieces in long.values()]
        figures[f"turns_{label}ten_utterances_one_speaker_percent"] = 100 * float(np.mean(alone))
    return figures


def cost(told: Sequence[Clip]) -> dict[str, float]:
    """Processor time of hearing all speech of a recording as one voice, over that of transcribing it, in this run."""
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    from purport.read.speech.model import weights

    samples = np.concatenate([clip.samples for clip in told])[: 180 * RATE]
    model = weights("base")
    loaded = WhisperModel("base", device="cpu", compute_type="int8", cpu_threads=1, files=dict(model.files))
    pipeline = BatchedInferencePipeline(loaded)
    timed = []
    for work in (
        lambda: list(
            pipeline.transcribe(samples, batch_size=8, word_timestamps=True, temperature=0.0, language="en")[0]
        ),
        lambda: voice_model().heard(joined(samples, speech_spans(samples))),
    ):
        begun = time.process_time()
        work()
        timed.append(time.process_time() - begun)
    return {
        "embedding_to_transcribing": timed[1] / timed[0],
        "embedding_seconds_a_second": timed[1] / (len(samples) / RATE),
    }


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    data = shared()
    folder = None if data is None else data / "data" / "audio"
    if folder is None or not (folder / "speaker_sex.tsv").is_file():
        return skipped("voices")
    sex = dict(line.split() for line in (folder / "speaker_sex.tsv").read_text().splitlines() if line)
    told = clips(folder)
    figures: dict[str, object] = {"speakers": len({clip.speaker for clip in told}), "recordings": len(told)}
    by_condition: dict[str, list[Known]] = {}
    for name, condition in conditions(np.concatenate([clip.samples for clip in told])).items():
        by_condition[name] = heard_under(told, condition, name)
        for figure, value in figures_of(by_condition[name], sex).items():
            figures[f"{name}_{figure}"] = value
            print(f"  {name} {figure}: {value:.4g}", flush=True)
    by_condition["mp3_resaved"] = resaved(by_condition["mp3_16k"], "again", hollow=True)
    by_condition["telephone_resaved"] = resaved(by_condition["telephone"], "again", hollow=False)
    parts: tuple[Callable[[], dict[str, float]], ...] = (
        lambda: unlike_figures(by_condition),
        lambda: carried_over(by_condition["clean"], by_condition["telephone_babble"], sex),
        lambda: turn_figures(told, held_back=True),
        lambda: cost(told),
    )
    for part in parts:
        for figure, value in part().items():
            figures[figure] = value
            print(f"  {figure}: {value:.4g}", flush=True)
    return report("voices", figures, digest_of([*sorted(folder.glob("librispeech_*")), folder / "speaker_sex.tsv"]))


if __name__ == "__main__":
    sys.exit(main())
