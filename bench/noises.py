"""Sounds without a word in them, made by program: noise, tones, silence, shuffled babble. The same seed gives the same samples.

`TUNED` were looked at while the thresholds of suspicion were chosen (with other seeds), `HELD` were not.
All are float32 at 16,000 samples a second.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
RATE = 16_000
Maker = Callable[[np.random.Generator, float, Sequence[Samples]], Samples]


def clock(seconds: float) -> npt.NDArray[np.float64]:
    return np.arange(round(seconds * RATE)) / RATE


def level(samples: npt.NDArray[np.float64], peak: float = 0.5) -> Samples:
    """The samples with their loudest at `peak`."""
    most = float(np.abs(samples).max(initial=0.0))
    return (samples * (peak / most if most else 0.0)).astype(np.float32)


def coloured(chance: np.random.Generator, seconds: float, slope: float) -> npt.NDArray[np.float64]:
    """Noise whose power falls with the frequency to the power of `slope`: 0 white, 1 pink, 2 brown."""
    count = round(seconds * RATE)
    spectrum = np.fft.rfft(chance.standard_normal(count))
    frequencies = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 20.0)
    return np.asarray(np.fft.irfft(spectrum / frequencies ** (slope / 2), count))


def white(chance: np.random.Generator, seconds: float, _: Sequence[Samples]) -> Samples:
    return level(coloured(chance, seconds, 0), 0.3)


def pink(chance: np.random.Generator, seconds: float, _: Sequence[Samples]) -> Samples:
    return level(coloured(chance, seconds, 1))


def brown(chance: np.random.Generator, seconds: float, _: Sequence[Samples]) -> Samples:
    return level(coloured(chance, seconds, 2))


def silence(_: np.random.Generator, seconds: float, __: Sequence[Samples]) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def hiss(chance: np.random.Generator, seconds: float, _: Sequence[Samples]) -> Samples:
    """A quiet room: faint noise and a few clicks."""
    out = coloured(chance, seconds, 1)
    out = out / np.abs(out).max() * 0.003
    for at in chance.integers(0, len(out) - 80, max(1, round(seconds / 6))):
        out[at : at + 80] += 0.2 * np.exp(-np.arange(80) / 12) * chance.choice([-1, 1])
    return out.astype(np.float32)


def hum(chance: np.random.Generator, seconds: float, _: Sequence[Samples]) -> Samples:
    time = clock(seconds)
    tones = sum(chance.uniform(0.2, 1) / order * np.sin(2 * np.pi * 50 * order * time) for order in range(1, 9))
    return level(np.asarray(tones) + 0.02 * chance.standard_normal(len(time)), 0.3)


def note(pitch: float, seconds: float, vibrato: float = 0.0, timbre: int = 6) -> npt.NDArray[np.float64]:
    """One note: harmonics, a soft attack, decay."""
    time = clock(seconds)
    phase = 2 * np.pi * pitch * time + vibrato * np.sin(2 * np.pi * 5.5 * time)
    tone = sum(np.sin(order * phase) / order**1.3 for order in range(1, timbre + 1))
    return np.asarray(tone) * np.minimum(time / 0.02, 1) * np.exp(-time / (seconds * 0.6))


def _pitch(step: int) -> float:
    return float(220 * 2 ** (step / 12))


def _played(
    chance: np.random.Generator,
    seconds: float,
    beat: float,
    one: Callable[[np.random.Generator], npt.NDArray[np.float64]],
) -> npt.NDArray[np.float64]:
    """Notes on a beat, laid over one another."""
    out = np.zeros(round((seconds + 4) * RATE))
    for start in np.arange(0, seconds, beat):
        tone, at = one(chance), round(float(start) * RATE)
        tone = tone[: len(out) - at]
        out[at : at + len(tone)] += tone
    return out[: round(seconds * RATE)]


def melody(chance: np.random.Generator, seconds: float, _: Sequence[Samples]) -> Samples:
    scale = (0, 2, 4, 5, 7, 9, 11, 12, 14, 16)
    return level(
        _played(chance, seconds, 0.4, lambda c: note(_pitch(int(c.choice(scale))), float(c.uniform(0.3, 0.9)), 0.6))
    )


def chords(chance: np.random.Generator, seconds: float, _: Sequence[Samples]) -> Samples:
    def chord(c: np.random.Generator) -> npt.NDArray[np.float64]:
        root = int(c.choice((-12, -9, -7, -5, -3, 0)))
        return np.asarray(sum(note(_pitch(root + step), 2.4, 0.1) for step in (0, int(c.choice((3, 4))), 7, 12)))

    return level(_played(chance, seconds, 2.0, chord))


def drums(chance: np.random.Generator, seconds: float, _: Sequence[Samples]) -> Samples:
    def hit(c: np.random.Generator) -> npt.NDArray[np.float64]:
        time = clock(0.3)
        skin = np.sin(2 * np.pi * (90 * time - 80 * time**2)) * np.exp(-time / 0.08)
        rattle = c.standard_normal(len(time)) * np.exp(-time / float(c.uniform(0.02, 0.1)))
        return np.asarray(skin * c.uniform(0, 2) + rattle * c.uniform(0, 0.7))

    bass = _played(chance, seconds, 0.5, lambda c: note(_pitch(int(c.choice((-24, -22, -19, -17)))), 0.5))
    return level(_played(chance, seconds, 0.25, hit) + bass)


def shuffled(
    chance: np.random.Generator, seconds: float, voices: Sequence[Samples], piece_ms: tuple[int, int], count: int
) -> npt.NDArray[np.float64]:
    """So many voices at once, each cut into pieces that are put together in any order, some backwards."""
    total = np.zeros(round(seconds * RATE))
    for _ in range(count):
        line: list[Samples] = []
        length = 0
        while length < len(total):
            voice = voices[int(chance.integers(len(voices)))]
            size = int(chance.integers(*piece_ms)) * RATE // 1000
            at = int(chance.integers(0, max(1, len(voice) - size)))
            piece = voice[at : at + size]
            line.append(piece[::-1] if chance.random() < 0.3 else piece)
            length += len(piece)
        joined = np.concatenate(line)[: len(total)].astype(np.float64)
        total += joined / (np.sqrt((joined**2).mean()) + 1e-9)
    return total


def babble(chance: np.random.Generator, seconds: float, voices: Sequence[Samples]) -> Samples:
    """Four voices at once, in pieces of 60 to 180 ms."""
    return level(shuffled(chance, seconds, voices, (60, 180), 4))


def lone_babble(chance: np.random.Generator, seconds: float, voices: Sequence[Samples]) -> Samples:
    """One voice at a time, in pieces of 50 to 140 ms."""
    return level(shuffled(chance, seconds, voices, (50, 140), 1))


def crowd(chance: np.random.Generator, seconds: float, voices: Sequence[Samples]) -> Samples:
    """Twelve voices at once over noise."""
    return level(
        shuffled(chance, seconds, voices, (100, 250), 12) / 3.5 + 12 * level(coloured(chance, seconds, 1), 0.1)
    )


def backwards(chance: np.random.Generator, seconds: float, voices: Sequence[Samples]) -> Samples:
    """Two voices, backwards, in long pieces."""
    return level(shuffled(chance, seconds, [one[::-1] for one in voices], (150, 300), 2))


def bursts(chance: np.random.Generator, seconds: float, _: Sequence[Samples]) -> Samples:
    """Shots, single and in series, with an echo."""
    out = 0.01 * coloured(chance, seconds, 1)
    out /= np.abs(out).max() * 50
    at = 0.3
    while at < seconds - 1.5:
        for _ in range(int(chance.choice((1, 1, 3, 8)))):
            time = clock(0.4)
            shot = chance.standard_normal(len(time)) * np.exp(-time / 0.03)
            for delay, gain in ((0.0, 1.0), (0.12, 0.3), (0.31, 0.15)):
                start = round((at + delay) * RATE)
                part = out[start : start + len(shot)]
                part += gain * shot[: len(part)]
            at += 0.1
            if at > seconds - 1:
                break
        at += float(chance.uniform(0.4, 2.5))
    return level(out)


def siren(chance: np.random.Generator, seconds: float, _: Sequence[Samples]) -> Samples:
    time = clock(seconds)
    pitch = 900 + 400 * np.sin(2 * np.pi * time / float(chance.uniform(2, 5)))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    return level(np.sin(phase) + 0.4 * np.sin(2 * phase) + 0.1 * chance.standard_normal(len(time)))


def engine(chance: np.random.Generator, seconds: float, _: Sequence[Samples]) -> Samples:
    """A motor or a drone: pulses whose rate wanders."""
    drift = np.interp(clock(seconds), np.arange(0, seconds + 2), 95 + np.cumsum(chance.normal(0, 6, int(seconds) + 2)))
    phase = np.cumsum(np.clip(drift, 40, 240)) / RATE
    pulses = ((phase % 1) < 0.2) * 1.0 - 0.2
    return level(np.convolve(pulses, np.exp(-np.arange(200) / 40), "same") + 0.3 * chance.standard_normal(len(pulses)))


def wind(chance: np.random.Generator, seconds: float, _: Sequence[Samples]) -> Samples:
    gusts = np.interp(clock(seconds), np.arange(0, seconds + 1, 0.5), chance.uniform(0.05, 1, int(seconds * 2) + 2))
    return level(coloured(chance, seconds, 1.6) * gusts**2)


def vowels(chance: np.random.Generator, seconds: float, _: Sequence[Samples]) -> Samples:
    """A buzz through resonances that wander like a mouth's, with pauses: like a voice, and no language."""
    out = np.zeros(round(seconds * RATE))
    at = 0
    while at < len(out):
        length = round(float(chance.uniform(0.12, 0.4)) * RATE)
        out[at : at + length] = _vowel(chance, length)[: len(out) - at]
        at += length + round(float(chance.choice((0.02, 0.05, 0.4))) * RATE)
    return level(out)


def _vowel(chance: np.random.Generator, length: int) -> npt.NDArray[np.float64]:
    time = np.arange(length) / RATE
    phase = np.cumsum(chance.uniform(90, 220) * (1 + 0.1 * np.sin(2 * np.pi * 3 * time))) / RATE
    spectrum = np.fft.rfft(np.diff(np.floor(phase), prepend=0.0))
    frequencies = np.fft.rfftfreq(length, 1 / RATE)
    shape = sum(
        1 / (1 + ((frequencies - chance.uniform(low, high)) / 90) ** 2)
        for low, high in ((250, 850), (850, 2400), (2300, 3200))
    )
    return np.asarray(np.fft.irfft(spectrum * shape, length)) * np.hanning(length)


def birds(chance: np.random.Generator, seconds: float, _: Sequence[Samples]) -> Samples:
    def call(c: np.random.Generator) -> npt.NDArray[np.float64]:
        time = clock(float(c.uniform(0.05, 0.25)))
        sweep = c.uniform(2000, 5000) + c.uniform(-6000, 6000) * time
        return np.asarray(np.sin(2 * np.pi * np.cumsum(sweep) / RATE) * np.hanning(len(time)) * c.choice((0, 1)))

    return level(_played(chance, seconds, 0.3, call) + 0.01 * chance.standard_normal(round(seconds * RATE)), 0.4)


TUNED: dict[str, Maker] = {
    "white noise": white,
    "pink noise": pink,
    "brown noise": brown,
    "digital silence": silence,
    "quiet room": hiss,
    "hum": hum,
    "melody": melody,
    "chords": chords,
    "drums and bass": drums,
    "babble": babble,
    "lone babble": lone_babble,
}
HELD: dict[str, Maker] = {
    "shots": bursts,
    "siren": siren,
    "engine": engine,
    "wind": wind,
    "birds": birds,
    "vowels": vowels,
    "crowd": crowd,
    "backwards": backwards,
}


def made(kind: str, seed: int, seconds: float, voices: Sequence[Samples]) -> Samples:
    """One sound of a kind; `voices` are what babble is cut from."""
    maker = (TUNED | HELD)[kind]
    return maker(np.random.default_rng([seed, *kind.encode()]), seconds, voices)
